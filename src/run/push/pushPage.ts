import type { ActedOn } from "../../core/domain/actedOn.ts";
import type { Command, CommandOf } from "../../core/domain/command.ts";
import type { CallAbout } from "../../core/domain/commands.ts";
import { propertiesOf } from "../../core/domain/schema.ts";
import { Failure, stopsTheRun } from "../../core/domain/values/failure.ts";
import { markOf } from "../../core/domain/values/hash.ts";
import type { Absence, Row } from "../../core/domain/values/row.ts";
import { gapsThatMatter } from "../../core/state/gaps.ts";
import type { PageLook } from "../../notion/pages.ts";
import type { Statement } from "../../store/database/sql.ts";
import { actedOnTable } from "../../store/mirror/actedOn.ts";
import { discardedTable } from "../../store/mirror/discarded.ts";
import { linkTable } from "../../store/mirror/links.ts";
import { pageKeyTable } from "../../store/mirror/pageKeys.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import { outboxTable } from "../../store/runs/outbox.ts";
import type { Guides } from "../../text/pages/pageTexts.ts";
import type { RunMirror } from "../world/mirror.ts";
import { gapsIn, understoodRows } from "../world/understanding.ts";
import { refreshWorkspace } from "../world/workspace.ts";
import { readTexts } from "./assets.ts";
import type { PushContext } from "./pushContext.ts";

/** Makes a call about a page and returns the statements that keep its outcome. */
export async function pushPage(context: PushContext, command: CallAbout<"page">): Promise<Statement[]> {
  switch (command.kind) {
    case "create_page":
      return keepRow(context, await createPageOnce(context, command), { key: command.key });
    case "trash_page":
      return trashTwin(context, command);
    case "update_page":
      return update(context, command);
    case "comment":
      await context.services.notion.pages.comment(command.pageId, command.text);
      return keepActs(context, command.acts ?? []);
  }
}

/**
 * What was refused because its page, or one it relates to, is in the trash or left its table, which nobody had told, is done
 * with: the page is forgotten, or stands as it was known.
 */
export async function isForAbsent(context: PushContext, command: Command, failure: Failure): Promise<boolean> {
  if (failure.kind !== "rejected" && failure.kind !== "gone") return false;
  const kept: Statement[] = [];
  for (const pageId of pagesOf(command).filter(id => context.mirror.rows.has(id))) {
    const state = await stateOf(context, pageId);
    if (state === null || state === "there") continue;
    kept.push(...(state === "trashed" ? forgetting(context, pageId) : absent(context, pageId, state)));
  }
  if (kept.length === 0) return false;
  await context.sql.batch([...kept, outboxTable.settlingDone(context.sql, command.key)]);
  return true;
}

/** The pages a command writes on or relates to. */
function pagesOf(command: Command): string[] {
  if (command.kind === "comment" || command.kind === "write_part") return [command.pageId];
  if (command.kind !== "create_page" && command.kind !== "update_page") return [];
  const related = Object.values(command.values).flatMap(value => (Array.isArray(value) ? value : []));
  return command.kind === "update_page" ? [command.pageId, ...related] : related;
}

/** Null where it can't be told now. */
async function stateOf({ services, workspace }: PushContext, pageId: string): Promise<PageLook["state"] | null> {
  try {
    return (await services.notion.pages.lookAt(workspace, pageId)).state;
  } catch (error) {
    if (error instanceof Failure && !stopsTheRun(error)) return null;
    throw error;
  }
}

/** A page that left its table stands as it was when it was last there. */
function absent({ mirror, sql }: PushContext, pageId: string, absence: Absence): Statement[] {
  mirror.isOtherwise = true;
  const row = mirror.rows.get(pageId);
  if (row !== undefined) mirror.rows.set(pageId, { ...row, absence });
  return pageTable.markingAbsent(sql, new Map([[pageId, absence]]));
}

/** A page in the trash is forgotten, and what Krug made is not made again. */
function forgetting(context: PushContext, pageId: string): Statement[] {
  const key = context.mirror.rows.get(pageId)?.values.key;
  context.mirror.isOtherwise = true;
  const isOwn = typeof key === "string" && (context.mirror.keyOwners.get(key) ?? pageId) === pageId;
  if (isOwn && key !== "") context.mirror.discarded.add(key);
  context.mirror.rows.delete(pageId);
  return discardedTable.discardingPage(context.sql, pageId);
}

/**
 * A write that Notion refuses because a column, or a word in it, is another one since the table was looked at: it is done anew.
 * Where a column it writes is gone without which nothing may be decided, it waits with all that depends on the table.
 */
async function withColumnsAsTheyAre<T>(
  context: PushContext,
  { source, values }: Pick<CommandOf<"create_page" | "update_page">, "source" | "values">,
  write: () => Promise<T>,
): Promise<T> {
  const { services, sql, workspace, mirror } = context;
  try {
    return await write();
  } catch (error) {
    if (!(error instanceof Failure) || error.kind !== "rejected") throw error;
    const { workspace: looked, altered } = await refreshWorkspace(services, sql, workspace, [source]);
    if (altered.length === 0) throw error;
    workspace[source] = looked[source];
    mirror.gaps = gapsIn(workspace);
    const isWaiting = gapsThatMatter(mirror.gaps, mirror.rows.values()).some(
      gap => gap.source === source && (gap.isGone || gap.columns.some(column => column in values)),
    );
    if (isWaiting) throw new Failure("changed", "notion", "a column that is to be written is gone");
    return write();
  }
}

/** The page for a key, made unless it is there already, or is settled: a key that was tried before is looked up first. */
async function createPageOnce(context: PushContext, command: CommandOf<"create_page">): Promise<Row> {
  const { services, workspace, sql } = context;
  const before = await sql
    .prepare(
      `SELECT tries, (SELECT page_id FROM page_keys WHERE key = outbox.key AND settled_in IS NOT NULL) AS settled
       FROM outbox WHERE key = ?`,
    )
    .bind(command.key)
    .first<{ tries: number; settled: string | null }>();
  // What is settled is there, though it was not loaded; written on, it lives again.
  const settled =
    before?.settled == null ? undefined : (await pageTable.read(sql, [before.settled])).get(before.settled);
  if (settled !== undefined) return settled;
  if ((before?.tries ?? 1) > 1) {
    const existing = await services.notion.table(command.source, workspace[command.source]).findByKey(command.key);
    if (existing !== null) return existing;
  }
  const values = await inWords(context, command);
  return withColumnsAsTheyAre(context, command, () =>
    services.notion.table(command.source, workspace[command.source]).create(values, command.body),
  );
}

/** What a page is made with: one of Krug's own guides in its words. */
async function inWords(context: PushContext, { values, guide }: CommandOf<"create_page">): Promise<Row["values"]> {
  if (guide === undefined) return values;
  const [title, text] = (await readTexts<Guides>(context, `guides.${guide.language}.json`))[guide.id] ?? ["", ""];
  return { ...values, title, text };
}

/**
 * Writes a page. Where people write the same columns it is read again just before: what they changed since is kept and
 * decided anew instead of being overwritten. What lands between that reading and the write is the limit Notion sets.
 */
async function update(context: PushContext, command: CommandOf<"update_page">): Promise<Statement[]> {
  const { services, workspace, mirror, sql } = context;
  const touchesPeoples = Object.keys(command.values).some(key => propertiesOf(command.source)[key]?.owner === "people");
  let before: Row | null = null;
  if (touchesPeoples) {
    const look = await services.notion.pages.lookAt(workspace, command.pageId);
    if (look.state === "trashed") return forgetting(context, command.pageId);
    if (look.state !== "there" || look.row.source !== command.source)
      return absent(context, command.pageId, look.state === "unreadable" ? "unreadable" : "moved");
    const current = look.row;
    const known = mirror.rows.get(command.pageId);
    if (known !== undefined && !isAsKnown(mirror, known, current)) {
      await sql.batch(await keepRow(context, current));
      throw new Failure("changed", "notion", "somebody edited the page meanwhile");
    }
    before = current;
  }
  const row = await withColumnsAsTheyAre(context, command, () =>
    services.notion.table(command.source, workspace[command.source]).update(command.pageId, command.values),
  );
  if (row === null) return absent(context, command.pageId, "moved");
  if (before !== null && landedBetween(before, row, command.values)) context.report.landedBetween += 1;
  if (command.link !== undefined) mirror.links.set(command.link.sessionId, command.link);
  return [
    ...(await keepRow(context, row, { written: Object.keys(command.values) })),
    ...(command.link === undefined ? [] : [linkTable.saving(sql, command.link)]),
    ...(await keepActs(context, command.acts ?? [])),
  ];
}

/** True where a page says what it was known to say: in all columns, or in those that were read where rounds alone are decided about. */
function isAsKnown({ near }: RunMirror, known: Row, current: Row): boolean {
  if (near?.isOfRounds !== true) return markOf(known.values) === markOf(current.values);
  return Object.entries(known.values).every(
    ([column, value]) => markOf(value) === markOf(current.values[column] ?? null),
  );
}

/** The statements that keep what was acted on, so that it is not done a second time. */
export function keepActs({ mirror, sql }: PushContext, acts: readonly ActedOn[]): Promise<Statement[]> {
  for (const act of acts) mirror.actedOn.set(act.cause, act);
  return actedOnTable.saving(sql, acts);
}

/** True when columns that were not written changed between the reading and the write. An edit of the same column can't be seen. */
function landedBetween(before: Row, after: Row, written: Row["values"]): boolean {
  return Object.keys(after.values).some(
    key => !(key in written) && markOf(before.values[key] ?? null) !== markOf(after.values[key] ?? null),
  );
}

/**
 * The statements that keep a row, with what was last understood of it, and, for one that was made for a key, that the key is its
 * own. `written` are the columns Krug has just written.
 */
async function keepRow(
  context: PushContext,
  read: Row,
  { key = null, written = [] }: { key?: string | null; written?: readonly string[] } = {},
): Promise<Statement[]> {
  const { mirror, sql } = context;
  const { part, comments } = mirror.rows.get(read.id) ?? {};
  const [understood = read] = await understoodRows(context, [read], id => mirror.rows.get(id), written);
  const row = {
    ...understood,
    ...(part === undefined ? {} : { part }),
    ...(comments === undefined ? {} : { comments }),
  };
  mirror.rows.set(row.id, row);
  if (key === null || mirror.keyOwners.get(key) === row.id) return pageTable.saving(sql, [row]);
  mirror.keyOwners.set(key, row.id);
  return [...pageTable.saving(sql, [row]), ...pageKeyTable.saving(sql, new Map([[key, row.id]]))];
}

/** Puts a page that was made twice in the trash, unless a person has just written on it. */
async function trashTwin(context: PushContext, command: CommandOf<"trash_page">): Promise<Statement[]> {
  const { services, workspace, mirror, sql } = context;
  const map = workspace[command.source];
  const current = await services.notion.table(command.source, map).read(command.pageId);
  if (current !== null && current.editedBy !== "krug") {
    await sql.batch(await keepRow(context, current));
    throw new Failure("changed", "notion", "somebody wrote on the page meanwhile");
  }
  if (current !== null) await services.notion.pages.trash(command.pageId);
  mirror.rows.delete(command.pageId);
  return [pageTable.forgetting(sql, command.pageId)];
}
