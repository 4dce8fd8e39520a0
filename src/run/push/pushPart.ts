import type { CommandOf } from "../../core/domain/command.ts";
import type { Line, PartFacts } from "../../core/domain/part.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import { LANGUAGES, type Language } from "../../core/domain/values/language.ts";
import type { KeptPart } from "../../core/domain/values/row.ts";
import { localDate } from "../../core/domain/values/time.ts";
import { isBeingWritten } from "../../core/rules/parts/pauses.ts";
import { lineMark, type Rewrite, rewriting } from "../../core/rules/parts/rewriting.ts";
import type { ReadBlock } from "../../notion/boxes.ts";
import type { Statement } from "../../store/database/sql.ts";
import { stateTable } from "../../store/database/state.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import type { Guides, PageTexts } from "../../text/pages/pageTexts.ts";
import { partText } from "../../text/pages/partText.ts";
import { readTexts } from "./assets.ts";
import type { PushContext } from "./pushContext.ts";

type WritePart = CommandOf<"write_part">;

/**
 * Writes Krug's part of a page's body: what stands there is read, and what is missing or no longer true is changed line by line. Returns
 * the statements that keep it.
 *
 * What a person wrote stays, also between that reading and the writing: a line is taken out by a call that answers with what it said,
 * and is put back where that is not what Krug wrote. A box that a person took out is not made again.
 *
 * @throws Failure `changed` while somebody may be writing on the page.
 */
export async function pushPart(context: PushContext, command: WritePart): Promise<Statement[]> {
  const { mirror, now, services } = context;
  const { boxes } = services.notion;
  const row = mirror.rows.get(command.pageId);
  if (row === undefined || boxes.isFull) return [];
  if (isBeingWritten(row.editedAt, row.editedBy === "person", now)) throw beingWritten();
  const kept = row.part ?? null;
  try {
    if (kept?.leaving !== undefined) await settleLeaving(context, kept.leaving);
    const box = kept?.box ?? null;
    return box === null || kept === null ? await begin(context, command) : await keepUp(context, command, box, kept);
  } catch (error) {
    if (!(error instanceof Failure) || !error.isFull) throw error;
    // Whatever else is to be written would be refused as well: bodies wait until tomorrow.
    boxes.isFull = true;
    context.report.failed.push({ what: "notion: no more blocks", why: error.message });
    return [stateTable.saving(context.sql, "blocks_full_on", localDate(now, "UTC"))];
  }
}

/** A box that nothing is known of: it is looked for by its link, and made where there is none. */
async function begin(context: PushContext, command: WritePart): Promise<Statement[]> {
  const { pageId, facts, mark } = command;
  if (facts === null) return keeping(context, command, { mark, box: null, written: [] });
  const { boxes } = context.services.notion;
  const { box, blocks } = await boxes.find(pageId, facts.part);
  if (box !== null) return keepUp(context, command, box, null);
  waitForWriters(context, blocks);
  const { first, lines } = await textOf(context, facts);
  const made = await boxes.make(pageId, facts.part, first, lines);
  return [
    ...keeping(context, command, { mark, box: made, written: lines.map(lineMark) }),
    ...(context.state.get("blocks_full_on") === null ? [] : [stateTable.saving(context.sql, "blocks_full_on", null)]),
  ];
}

/** A box that is there, or was; `kept` is null where what was written in it is not known. */
async function keepUp(
  context: PushContext,
  command: WritePart,
  box: string,
  kept: KeptPart | null,
): Promise<Statement[]> {
  const { facts, mark } = command;
  const { boxes } = context.services.notion;
  const standing = await boxes.lines(box);
  // Taken out by a person; should it be put back, it is kept up again.
  if (standing === null) return keeping(context, command, { mark, box, written: kept?.written ?? [] });
  waitForWriters(context, standing);
  const text = facts === null ? NOTHING : await textOf(context, facts);
  const wanted = text.later ?? text.lines;
  const { rewrites, written } = rewriting(wanted, standing, kept?.written ?? null, text.later !== null);
  await rewrite(context, command, { box, written: kept?.written ?? [] }, rewrites);
  const isOut = wanted.length === 0 && text.later === null && (await removeEmpty(context, command, { box, written }));
  return keeping(context, command, { mark, box: isOut ? null : box, written });
}

/** Takes out a box in which nothing stands, and whose first line is Krug's still; true where it is out. */
async function removeEmpty(context: PushContext, command: WritePart, kept: Kept): Promise<boolean> {
  const { box } = kept;
  const block = box === null ? null : await context.services.notion.boxes.look(box);
  if (box === null || block === null || block.isOut) return true;
  const texts = await Promise.all(LANGUAGES.map(language => pageTexts(context, language)));
  const isKrugs = texts.some(text => lineMark({ ...block, text: text.box }) === lineMark(block));
  if (block.isUsed || !isKrugs) return false;
  return takeOut(context, command, kept, { [box]: lineMark(block) });
}

const NOTHING: { lines: readonly Line[]; later: null } = { lines: [], later: null };

/** Additions first: where this breaks off between the two, what is new is found and what is old still goes. */
async function rewrite(
  context: PushContext,
  command: WritePart,
  kept: Kept,
  rewrites: readonly Rewrite[],
): Promise<void> {
  const { boxes } = context.services.notion;
  for (const one of rewrites) if (one.do === "add") await boxes.add(kept.box ?? "", one.after, one.lines);
  const removals = rewrites.filter(one => one.do === "remove");
  const leaving = Object.fromEntries(removals.map(({ id, mark }) => [id, mark]));
  if (removals.length > 0) await takeOut(context, command, kept, leaving);
}

type Kept = Pick<KeptPart, "box" | "written">;

/** Takes out blocks, each with the mark of what it says. Back comes what a person wrote on meanwhile; true where nothing did. */
async function takeOut(
  context: PushContext,
  command: WritePart,
  kept: Kept,
  leaving: Readonly<Record<string, string>>,
): Promise<boolean> {
  const { boxes } = context.services.notion;
  // Where the answer is lost to a removal, what was taken out is looked at before anything else is written.
  await context.sql.batch(keeping(context, command, { ...kept, mark: "", leaving }));
  let areAllOut = true;
  for (const [id, mark] of Object.entries(leaving)) {
    const was = await boxes.remove(id);
    if (was === null || !isOther(was, mark)) continue;
    await boxes.restore(id);
    areAllOut = false;
  }
  return areAllOut;
}

/** What an earlier try may have taken out: what a person had written on meanwhile is put back. */
async function settleLeaving({ services: { notion } }: PushContext, leaving: Readonly<Record<string, string>>) {
  for (const [id, mark] of Object.entries(leaving)) {
    const block = await notion.boxes.look(id);
    if (block?.isOut === true && isOther(block, mark)) await notion.boxes.restore(id);
  }
}

function isOther(block: ReadBlock, mark: string): boolean {
  return block.isUsed || lineMark(block) !== mark;
}

async function textOf(context: PushContext, facts: PartFacts) {
  const { language } = facts;
  const isGuided = facts.part === "session" && facts.guide != null && "id" in facts.guide;
  const guides = isGuided ? await readTexts<Guides>(context, `guides.${language}.json`) : {};
  return partText(await pageTexts(context, language), facts, guides);
}

function pageTexts(context: PushContext, language: Language): Promise<PageTexts> {
  return readTexts<PageTexts>(context, `pages.${language}.json`);
}

function waitForWriters({ now }: PushContext, blocks: readonly ReadBlock[]): void {
  if (blocks.some(({ editedAt, isByPerson }) => isBeingWritten(editedAt, isByPerson, now))) throw beingWritten();
}

function beingWritten(): Failure {
  return new Failure("changed", "notion", "somebody may be writing on the page");
}

/** The statements that keep what became of a part; in the mirror it is noted at once. */
function keeping({ mirror, sql, now }: PushContext, { pageId }: WritePart, written: KeptPart): Statement[] {
  const row = mirror.rows.get(pageId);
  const steps = row?.part?.steps;
  const part: KeptPart = { ...(steps === undefined ? {} : { steps }), ...written, at: now };
  if (row !== undefined) mirror.rows.set(pageId, { ...row, part });
  return [pageTable.savingPart(sql, pageId, part)];
}
