import type { EventCopy } from "../../core/domain/event.ts";
import { propertiesOf } from "../../core/domain/schema.ts";
import { invitedMark } from "../../core/domain/series.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import { markOf } from "../../core/domain/values/hash.ts";
import { type PlainValue, type Row, text } from "../../core/domain/values/row.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import { periodsOf } from "../../core/rules/metrics/periods.ts";
import { mergeText } from "../../core/rules/sync/agenda.ts";
import { baseMark } from "../../core/rules/sync/baseMark.ts";
import { type Indexed, indexed, type Mirror } from "../../core/state/mirror.ts";
import { type Erasure, erasureOf, type PageRef } from "../../core/state/personal/erasure.ts";
import { identityOf, withFormer } from "../../core/state/personal/identity.ts";
import { cleaned, mentions, type Traced, withoutTraces } from "../../core/state/personal/traces.ts";
import { snapshotOf } from "../../core/state/snapshot.ts";
import type { Workspace } from "../../notion/workspace.ts";
import type { Sql, Statement } from "../../store/database/sql.ts";
import { stateTable } from "../../store/database/state.ts";
import { measuredTable } from "../../store/figures/measured.ts";
import { eventTable } from "../../store/mirror/events.ts";
import { linkTable } from "../../store/mirror/links.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import { seriesTable } from "../../store/mirror/series.ts";
import { erasingAll, erasingTable, listProgrammesOf } from "../../store/people/erasing.ts";
import { erasedPageTable } from "../../store/people/personal.ts";
import { outboxTable } from "../../store/runs/outbox.ts";
import { runTable } from "../../store/runs/runs.ts";
import { BudgetSpent } from "../world/budget.ts";
import type { Services } from "../world/services.ts";
import { openWorkspace } from "../world/workspace.ts";
import type { Connection, World } from "../world/world.ts";
import { worldTime } from "../world/worldTime.ts";
import { betweenRuns } from "./betweenRuns.ts";
import { cleanBox } from "./cleanBox.ts";
import { concerning } from "./concerning.ts";

/** How many of what is, or was, erased. */
interface ErasureCounts {
  ownPages: number;
  pagesNaming: number;
  events: number;
  letters: number;
  answers: number;
}

/** A page on which people wrote of the person: it stays as it is, for people to read. */
interface Mention {
  url: string;
  /** The columns, by the words the code uses; "comments" for what stands below the page. */
  where: string[];
}

/** What is, or was, erased, and the pages that are not: at most `MOST_MENTIONS`. */
interface Foreseen {
  counts: ErasureCounts;
  mentions: Mention[];
}

type Forgotten =
  /** The address means nobody who could be erased by it. */
  | { state: "unknown"; why: NotFound }
  /** They are still in: their page was set to left, and a run has to take them out first. */
  | ({ state: "leaving" } & Foreseen)
  /** Requests of this minute are used up: called again it goes on. */
  | ({ state: "unfinished" } & Foreseen)
  | ({ state: "erased"; remember: Remembered } & Foreseen);

/** What whoever keeps backups has to know of an erasure, to take back an older one without the person: it names nobody. */
interface Remembered {
  /** Digests of the ids of pages that are gone (`erasedPageTable.digestOf`). */
  pages: string[];
  /** Google's ids of their submissions. */
  answers: string[];
}

type NotFound = Exclude<ReturnType<typeof identityOf>, { is: "found" }>;

/** What erasing a person would erase, or why the address means nobody. Nothing is done. */
export async function foreseenErasure(sql: Sql, email: string): Promise<Foreseen | NotFound> {
  const { mirror, erasure } = await laidDown(sql, email);
  return "is" in erasure ? erasure : { counts: countsOf(erasure), mentions: mentionsIn(mirror, erasure) };
}

/** What is to be erased, as it was laid down when it began, or as it is to be; with what concerns the person. */
async function laidDown(sql: Sql, email: string): Promise<LaidDown> {
  const begun = await erasingTable.read(sql, email);
  if (begun === null) {
    const mirror = await concerning(sql, { email });
    return { mirror, erasure: erasureIn(mirror, email), isBegun: false };
  }
  const pageIds = [...begun.own, ...begun.naming].map(page => page.id);
  return {
    mirror: await concerning(sql, { person: begun.person, pageIds, seriesIds: begun.seriesIds }),
    erasure: begun,
    isBegun: true,
  };
}

interface LaidDown {
  mirror: Mirror;
  erasure: Erasure | NotFound;
  isBegun: boolean;
}

const MOST_MENTIONS = 200;

/** What people wrote of the person on pages that stay; a name that is a word too brings more than is meant. */
function mentionsIn({ rows }: Mirror, erasure: Erasure, commented: ReadonlySet<string> = new Set()): Mention[] {
  const gone = new Set(erasure.own.map(page => page.id));
  return rows
    .filter(row => !gone.has(row.id))
    .flatMap((row): Mention[] => {
      const columns = Object.entries(propertiesOf(row.source)).filter(([key, { owner }]) => {
        const value = row.values[key];
        return owner === "people" && typeof value === "string" && mentions(cleanedTitle(key, value), erasure.person);
      });
      const where = [...columns.map(([key]) => key), ...(commented.has(row.id) ? ["comments"] : [])];
      return where.length === 0 ? [] : [{ url: row.url, where }];
    })
    .sort((a, b) => (a.url < b.url ? -1 : 1))
    .slice(0, MOST_MENTIONS);

  /** A title that Krug wrote names nobody afterwards. */
  function cleanedTitle(key: string, value: string): string {
    return key === "title" || key === "name" ? withoutTraces(value, erasure.person, "title") : value;
  }
}

/** Where no page has the address any more, all that still has it: the page was deleted first. */
export function erasureIn(mirror: Mirror, email: string): Erasure | NotFound {
  const snapshot = snapshotOf(mirror);
  const identity = identityOf(snapshot, email);
  const records = [...mirror.links, ...mirror.series].map(({ base }) => base.invitedAs);
  if (identity.is === "found") return erasureOf(mirror, withFormer(identity.person, snapshot.addresses, records));
  if (identity.is !== "unknown" || !email.includes("@")) return identity;
  const left = erasureOf(mirror, { pageIds: [], emails: [email], names: [] });
  const count = left.naming.length + left.letterIds.length + left.seriesIds.length + left.responseIds.length;
  return count === 0 ? identity : left;
}

function countsOf(erasure: Erasure): ErasureCounts {
  return {
    ownPages: erasure.own.length,
    pagesNaming: erasure.naming.length,
    events: Object.keys(erasure.eventIds).length,
    letters: erasure.letterIds.length,
    answers: erasure.responseIds.length,
  };
}

/**
 * Erases a person: first their page is set to left, so that a run takes them out of what is to come and tells those it
 * concerns; called again after that, everything of theirs goes, in Notion, in Calendar, then in the database. Stopped
 * anywhere, it goes on when called again.
 *
 * @throws Failure `busy` while a run is under way, and whatever the services meet.
 */
export function forget(connection: Connection, email: string, world: World): Promise<Forgotten> {
  return betweenRuns(connection, world, async ({ sql, withServices }) => {
    const { mirror, erasure, isBegun } = await laidDown(sql, email);
    if ("is" in erasure) return { state: "unknown", why: erasure };
    const counts = countsOf(erasure);
    const commented = new Set<string>();
    const seen = () => ({ counts, mentions: mentionsIn(mirror, erasure, commented) });
    const time = worldTime(null, (await runTable.last(sql))?.worldNow ?? 0, world.fetch);
    try {
      return await withServices(time.fetch, async (services): Promise<Forgotten> => {
        const { workspace } = await openWorkspace(services, sql, connection.notion.parentPageId);
        const held = indexed(mirror);
        if (!isBegun) {
          const hasLeft = await setLeft({ services, workspace, held }, erasure.person.pageIds);
          if (!hasLeft || !(await isTakenOut(sql))) return { state: "leaving", ...seen() };
          await erasingTable.saving(sql, erasure).run();
        }
        await eraseOutside({ services, sql, workspace, held, commented }, erasure);
        const frozen = await freezingClosed(sql, mirror, erasure, time.now());
        await sql.batch([...frozen, ...(await erasingAll(sql, erasure)), stateTable.beingDue(sql)]);
        return { state: "erased", ...seen(), remember: await rememberedOf(erasure) };
      });
    } catch (error) {
      if (error instanceof BudgetSpent) return { state: "unfinished", ...seen() };
      throw error;
    }
  });
}

async function rememberedOf({ own, person, responseIds }: Erasure): Promise<Remembered> {
  const ids = [...new Set([...own.map(page => page.id), ...person.pageIds])];
  return { pages: await Promise.all(ids.map(erasedPageTable.digestOf)), answers: responseIds };
}

/** Sets pages to left; true when a run has read of all that they are, or that they are in the trash. */
async function setLeft(
  { services, workspace, held }: Pick<ErasingContext, "services" | "workspace" | "held">,
  pageIds: readonly string[],
): Promise<boolean> {
  let hasLeft = true;
  for (const id of pageIds) {
    const known = held.rows.get(id);
    if (known === undefined || text(known, "status") === "left") continue;
    const row = await unlessGone(() => services.notion.table("people", workspace.people).read(id));
    if (row === null) continue;
    hasLeft = false;
    if (text(row, "status") !== "left")
      await services.notion.table("people", workspace.people).update(id, { status: "left" });
  }
  return hasLeft;
}

/** True once the run that read they have left has done all that followed. */
async function isTakenOut(sql: Sql): Promise<boolean> {
  const last = await runTable.last(sql);
  const open = await outboxTable.list(sql, ["waiting", "in_doubt"]);
  return last !== null && !last.report.isContinued && last.report.isHeld !== true && open.length === 0;
}

/** Figures of periods that are over were drawn from them too, and stay what they are. */
async function freezingClosed(sql: Sql, mirror: Mirror, erasure: Erasure, now: Instant): Promise<Statement[]> {
  const concerned = new Set(
    await listProgrammesOf(sql, [...erasure.person.pageIds, ...erasure.own.map(page => page.id)]),
  );
  return snapshotOf(mirror)
    .programmes.filter(programme => concerned.has(programme.id))
    .flatMap(programme => {
      const last = periodsOf(programme, now).at(-1);
      return last === undefined
        ? []
        : [measuredTable.freezing(sql, programme.id, last.to <= now ? last.number + 1 : last.number)];
    });
}

/** What erasing outside the database needs. */
interface ErasingContext {
  services: Services;
  sql: Sql;
  workspace: Workspace;
  held: Pick<Indexed, "rows" | "links" | "series">;
  /** Pages under which people wrote of the person in comments, as they are come upon. */
  commented: Set<string>;
}

/**
 * Takes a person out of Notion and Calendar, page by page, silently. Done again it goes on: what is clean already is left.
 *
 * A session's page, event and what both agreed on change together, so that a run in between finds them in step.
 */
async function eraseOutside(context: ErasingContext, erasure: Erasure): Promise<void> {
  const { person } = erasure;
  const own = erasure.own.flatMap(({ id }) => context.held.rows.get(id) ?? []);
  for (const page of erasure.naming) await cleanPage(context, page, own, person);
  for (const { id } of erasure.written)
    await unlessGone(() => context.services.notion.pages.rewriteBody(id, text => cleaned(text, person)));
  for (const id of erasure.seriesIds) await cleanSeries(context, id, person);
  for (const id of erasure.letterIds) await context.services.calendar.events.erase(id);
  for (const id of erasure.otherEventIds)
    await context.services.calendar.events.rewrite(id, words => cleaned(words, person));
  for (const page of erasure.own) await emptyPage(context, page);
}

async function cleanPage(
  context: ErasingContext,
  { source, id }: PageRef,
  own: readonly Row[],
  person: Traced,
): Promise<void> {
  const { services, sql, workspace } = context;
  const row = await unlessGone(() => services.notion.table(source, workspace[source]).read(id));
  if (row === null) return;
  const values = cleanedValues(row, person);
  const isNamed = Object.keys(values).length > 0;
  const now = isNamed ? await services.notion.table(source, workspace[source]).update(id, values) : row;
  await cleanBox(services.notion.boxes, context.held.rows.get(id), own, person);
  const others = await services.notion.pages.rewriteComments(id, text => cleaned(text, person));
  if (others.some(said => mentions(said, person))) context.commented.add(id);
  await sql.batch([...(now === null ? [] : pageTable.saving(sql, [now])), ...(await cleanEvent(context, id, person))]);
}

/** The values of a page that name the person, as they should be. What people wrote in their own words stays theirs, titles too. */
function cleanedValues(row: Row, person: Traced): Record<string, PlainValue> {
  const changed: Record<string, PlainValue> = {};
  for (const [key, value] of Object.entries(row.values)) {
    const column = propertiesOf(row.source)[key];
    const isKrugs = column?.owner === "krug" || column?.type === "title" || column?.type === "relation";
    const wanted = cleaned(value, person, column?.type === "title" ? "title" : key);
    if (isKrugs && markOf(wanted) !== markOf(value)) changed[key] = wanted;
  }
  return changed;
}

/** A session's event without the person, and the statements that keep it with what both sides agree on. */
async function cleanEvent(
  { services, sql, held }: ErasingContext,
  sessionId: string,
  person: Traced,
): Promise<Statement[]> {
  const link = held.links.get(sessionId);
  if (link === undefined) return [];
  const base = cleaned(link.base, person);
  const saving = linkTable.saving(sql, { ...link, base });
  const event = await services.calendar.events.read(link.eventId);
  if (event === null || event.isCancelled || event.isOthers) return [saving];
  const { title, description, guests } = event;
  const wanted = wordsWithout({ title, description, guests }, link.base, base, person);
  if (markOf(wanted) === markOf({ title, description, guests })) return [saving];
  const marks = { sessionId, baseMark: baseMark(base) };
  const now = await services.calendar.events.change(event, wanted, marks, false);
  return [saving, ...(await eventTable.saving(sql, [now]))];
}

/** An event's words without the person; what people wrote around Krug's part, or over it, stays theirs. */
function wordsWithout(
  event: Pick<EventCopy, "title" | "description" | "guests">,
  was: { description: string },
  base: { description: string },
  person: Traced,
) {
  const { title, guests } = cleaned({ title: event.title, guests: event.guests }, person);
  const description = mergeText(was.description, event.description, base.description) ?? event.description;
  return { title, description, guests };
}

async function cleanSeries({ services, sql, held }: ErasingContext, id: string, person: Traced): Promise<void> {
  const series = held.series.get(id);
  const master = await services.calendar.series.read(id);
  if (series === undefined || master === null || master.isCancelled) return;
  const { title, description, guests } = master;
  const base = cleaned(series.base, person);
  const wanted = wordsWithout({ title, description, guests }, series.base, base, person);
  const isClean = markOf(wanted) === markOf({ title, description, guests });
  const marks = invitedMark(base.guestEmails);
  const now = isClean
    ? master
    : await services.calendar.series.change({ id, etag: master.etag }, { ...wanted, marks }, false);
  await seriesTable.saving(sql, { ...series, base, master: now }).run();
}

/** Empties a page and puts it in the trash. */
async function emptyPage({ services, workspace }: ErasingContext, { source, id }: PageRef): Promise<void> {
  const { state } = await services.notion.pages.lookAt(workspace, id);
  if (state === "trashed" || state === "unreadable") return;
  const nothing = Object.fromEntries(Object.keys(workspace[source].properties).map(key => [key, null]));
  // Of a page in another place Krug knows no column.
  if (state === "there") await services.notion.table(source, workspace[source]).update(id, nothing);
  await services.notion.pages.trash(id);
}

/** What a call about a page gives; null where the page is gone. */
async function unlessGone<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Failure && error.kind === "gone") return null;
    throw error;
  }
}
