import { Failure } from "../../core/domain/values/failure.ts";
import { SOURCE_KEYS, type SourceKey } from "../../core/domain/values/row.ts";
import { type Instant, type LocalDate, localDate } from "../../core/domain/values/time.ts";
import { gapsThatMatter } from "../../core/state/gaps.ts";
import { touchedBy } from "../../core/state/near.ts";
import { unknownCodes } from "../../core/state/settled/groups.ts";
import type { PageLook } from "../../notion/pages.ts";
import type { Workspace } from "../../notion/workspace.ts";
import { sealedColumns } from "../../store/database/sealed.ts";
import type { Sql } from "../../store/database/sql.ts";
import { stateTable } from "../../store/database/state.ts";
import { formTable } from "../../store/mirror/forms.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import { pastTable } from "../../store/mirror/past.ts";
import { sourceTable } from "../../store/mirror/sources.ts";
import { coordinatorTable } from "../../store/people/coordinators.ts";
import { settleDoubts } from "../push/settle.ts";
import { inParallel } from "../world/inParallel.ts";
import { RunMirror } from "../world/mirror.ts";
import { nearMirror } from "../world/nearMirror.ts";
import { holdOtherWorkspace } from "../world/outages.ts";
import type { OpenRun } from "../world/services.ts";
import { touchedPeople } from "../world/sliceMirror.ts";
import { gapsIn } from "../world/understanding.ts";
import { openWorkspace, refreshWorkspace } from "../world/workspace.ts";
import { Hints } from "./hooks.ts";
import { pullAnswers } from "./pullAnswers.ts";
import { pullComments } from "./pullComments.ts";
import { compareEvents, pullEvents } from "./pullEvents.ts";
import { comparedInNight, pullPages, type Stretch, stretchesInNight } from "./pullPages.ts";
import { rebuild } from "./rebuild.ts";
import { takeUpPast } from "./takeUpPast.ts";

/** What a run knows once it has read everything. */
export interface Pulled {
  /** World time: the message's, or that of the first answer. */
  now: Instant;
  workspace: Workspace;
  /** The mirror, read from the database the first time it is asked for: a run that finds nothing to do never asks. */
  mirror(): Promise<RunMirror>;
  /** What of it lies near a small change, where there was nothing but that; else null. */
  near(): Promise<RunMirror | null>;
  /** Whether more pages live than one message carries: then all of it is looked at in slices, and `mirror` is not to be asked. */
  isLarge(): Promise<boolean>;
  /** True where more is to be compared with what is kept, by messages to come. */
  isComparing: boolean;
  /** Whom that what was read has to do with; null where that may be anybody. */
  touchedPeople(): Promise<string[] | null>;
  /** Keys in doubt that are too fresh to be looked up. */
  tooFresh: Set<string>;
  /** The first run of a day measures. */
  isNewDay: boolean;
}

/**
 * Settles what was in doubt, then reads what changed on all sides, or what hooks named, and keeps it; what it came to is added
 * to the report. Where nothing changed, what it costs does not depend on how much is kept. The first reading of a
 * day is a whole one.
 */
export async function pullAll(run: OpenRun): Promise<Pulled> {
  const { connection, time, sql, state, services, report, asked } = run;
  await holdOtherWorkspace(services.notion, sql, state, connection.notion.parentPageId);
  const { workspace: known, kept } = await openWorkspace(services, sql, connection.notion.parentPageId);
  if (state.get<string>("notion_parent") === null)
    await stateTable.saving(sql, "notion_parent", connection.notion.parentPageId).run();
  const hints = await Hints.read(run);
  const { found, tooFresh } = await settleDoubts(run, known);
  report.changed += found;
  const named = hints.pages(known);
  const early = time.known() === null ? await firstLook(run, known, asked === "named" ? named : []) : null;
  const now = time.now();
  const today = localDate(now, "UTC");
  const isNewDay = state.get<string>("measured_on") !== today;
  const isWhole = state.get<string>("read_on") !== today;
  const scope = hints.scope(known, isWhole);

  const columns = new Set([...scope.columns, ...(asked === "all" ? awaited(known) : [])]);
  const { workspace: looked, altered } = await refreshWorkspace(services, sql, known, [...columns]);
  const asOf = time.firstOf(connection.notion.baseUrl) ?? now;
  const earlier = early?.looked ?? new Map();
  const readEvents = async () =>
    early?.events ?? (scope.calendar || state.get("events_from") !== null ? pullEvents(run) : null);
  // What is read after a loss, perhaps by several messages, is compared with nothing.
  const isTakenUp = state.get("trash_known") !== true && state.get("measured_on") === null;
  let size: Promise<boolean> | null = null;
  const isLarge = () => {
    size ??= livesInSlices(run);
    return size;
  };
  const stretches = isTakenUp ? [] : await stretchesLeft(run, isWhole, isLarge);
  const isAllCompared = isWhole && !isTakenUp && stretches.length === 0;
  const [stretch, ...later] = stretches;
  const ofStretch = stretch === undefined ? null : new Map([[stretch.source, stretch.compared]]);
  const pagesCompared = isAllCompared ? await comparedInNight(sql, now) : ofStretch;
  const [pages, events] = await inParallel([
    pullPages(run, looked, kept, {
      altered,
      compared: pagesCompared,
      isListed: scope.pages,
      named,
      looked: earlier,
      asOf,
    }),
    readEvents(),
  ]);
  const namedIds = named.map(({ id }) => id);
  const commented = isWhole || namedIds.length > 0 ? await pullComments(run, namedIds, isWhole) : 0;
  if (stretch !== undefined)
    await stateTable.saving(sql, "comparing", { on: today, left: later } satisfies Night).run();
  const { workspace } = pages;
  const isToldOf = new Set([...altered, ...pages.altered, ...(isWhole ? SOURCE_KEYS : [])]);
  for (const source of isToldOf) report.failed.push(...gapsTold(workspace, source));
  if (state.get<string>("calendar_id") === null && (scope.calendar || early?.events))
    await stateTable.saving(sql, "calendar_id", services.calendar.calendarId).run();
  // After a 410 what was deleted meanwhile is told by nobody any more; and once a day nothing is left to what was told.
  const isCompared = isWhole || events?.isFull === true;
  const compared = isCompared ? await compareEvents(run, events?.whole ?? null) : { changed: 0, doubtful: [] };
  if (isTakenUp) report.changed += await takeUpPast(run, workspace);
  for (const doubt of pages.doubtful) report.failed.push({ what: "notion: a listing", why: doubt });
  for (const doubt of compared.doubtful) report.failed.push({ what: "google: a listing", why: doubt });
  report.changed += altered.length + pages.changed + commented + (events?.changed ?? 0) + compared.changed;

  let mirror = null as Promise<RunMirror> | null;
  const load = () => {
    mirror ??= loadWhole();
    return mirror;
  };
  // What was lost is taken up again before anything is decided, also by a run that only goes on with what another one read.
  const loadWhole = async () => {
    const loaded = await RunMirror.load(sql, connection.coordinators);
    await settleFilled(sql, workspace, loaded);
    loaded.gaps = gapsIn(workspace);
    if (loaded.unopened.size > 0) await readUnopenedAgain(sql);
    report.changed += await rebuild(run, workspace, loaded, isWhole);
    return loaded;
  };
  const read = { pages: pages.edits ?? [], events: events?.edits ?? [] };
  const isCalm =
    found + altered.length + compared.changed + commented === 0 &&
    pages.edits !== null &&
    !isWhole &&
    isSettled(run, workspace);
  const isNothing = read.pages.length + read.events.length === 0;
  const isSmall = isCalm && (isNothing || touchedBy({ ...read, responses: [], areNew: true }) !== null);
  if (report.changed > 0 && !isSmall && !(await isLarge())) await load();
  const forms = await formTable.list(sql);
  const answers = await pullAnswers(
    run,
    forms.filter(form => scope.form(form.formId)),
    isWhole,
  );
  report.changed += answers.changed;
  if (mirror !== null && answers.hasWoken) mirror = loadWhole();
  else if (mirror !== null) (await mirror).takeAnswers(answers);
  await hints.keep(scope, { ...answers, pages: pages.oldestFound, events: events?.oldestFound ?? null });
  if (isWhole) await stateTable.saving(sql, "read_on", today).run();
  if (state.get<string>("signed_in_on") !== today) await keepSignedIn(run, today);
  report.isRead = true;
  // Whose addresses are is settled once the answers are known too.
  let settled: Promise<RunMirror> | null = null;
  const withAddresses = async () => {
    // A late answer wakes what it is about.
    const codes = unknownCodes((await load()).snapshot());
    if (codes.length > 0 && (await pastTable.wakingByCodes(sql, codes).run()).meta.changes > 0) mirror = loadWhole();
    const loaded = await load();
    await loaded.keepAddresses(sql, now);
    return loaded;
  };
  const settle = () => {
    settled ??= withAddresses();
    return settled;
  };
  const near = async () => {
    const touched = isSmall && report.changed > 0 ? touchedBy({ ...read, ...answers }) : null;
    return touched === null ? null : nearMirror(sql, connection.coordinators, touched, forms);
  };
  const isKnown = found + altered.length + compared.changed + commented === 0 && !isWhole;
  const touched = async () =>
    isKnown && pages.touched !== null
      ? touchedPeople(sql, { ...read, pages: pages.touched, responses: answers.responses })
      : null;
  const isComparing = later.length > 0;
  return { workspace, mirror: settle, near, isLarge, isComparing, touchedPeople: touched, tooFresh, isNewDay, now };
}

/** What is left to be compared in a night, where more lives than one message carries. */
interface Night {
  on: LocalDate;
  left: Stretch[];
}

/** What of this night's stretches is left; none where all is compared at once. */
async function stretchesLeft(
  { sql, state, time }: OpenRun,
  isWhole: boolean,
  isLarge: () => Promise<boolean>,
): Promise<Stretch[]> {
  const now = time.now();
  const night = state.get<Night>("comparing");
  if (night?.on === localDate(now, "UTC")) return night.left;
  return isWhole && (await isLarge()) ? stretchesInNight(sql, now) : [];
}

/** Whether all that lives is looked at in slices: where more lives than fits, or a run was killed and much lives. */
async function livesInSlices({ connection, sql, state, lease }: OpenRun): Promise<boolean> {
  const { living } = connection.budget;
  const isMuch = await pageTable.livesMore(
    sql,
    lease.killed > 0 || state.get("in_slices") === true ? living / 4 : living,
  );
  if (isMuch !== (state.get("in_slices") === true)) await stateTable.saving(sql, "in_slices", isMuch).run();
  return isMuch;
}

/** True where every table can be read as it should, and what a day brings was seen to, or is being seen to slice by slice. */
function isSettled({ state, time }: OpenRun, workspace: Workspace): boolean {
  const today = localDate(time.now(), "UTC");
  const isTidied = state.get<string>("tidied_on") === today || state.get("look") !== null;
  const isSeenTo = isTidied && state.get<boolean>("trash_known") === true;
  return isSeenTo && gapsIn(workspace).length === 0;
}

/** The first question of a run that does not know the time: a page that was named, or else the calendar. */
async function firstLook(run: OpenRun, workspace: Workspace, named: readonly { id: string }[]) {
  const looked = new Map<string, PageLook>();
  const [page] = named;
  if (page === undefined) return { looked, events: await pullEvents(run) };
  looked.set(page.id, await run.services.notion.pages.lookAt(workspace, page.id));
  return { looked, events: null };
}

/** Tables that lack something: no listing shows that it is there again. */
function awaited(workspace: Workspace): SourceKey[] {
  return gapsIn(workspace).map(({ source }) => source);
}

/** What stands in columns made anew counts from now on, once it stands in all that are to be filled. */
async function settleFilled(sql: Sql, workspace: Workspace, { rows }: RunMirror): Promise<void> {
  const open = new Map(gapsThatMatter(gapsIn(workspace), rows.values()).map(gap => [gap.source, gap]));
  for (const source of SOURCE_KEYS) {
    const { unknown, ...map } = workspace[source];
    const left = unknown?.filter(key => open.get(source)?.unknown?.includes(key) || map.properties[key] === undefined);
    if (unknown === undefined || left?.length === unknown.length) continue;
    workspace[source] = left === undefined || left.length === 0 ? map : { ...map, unknown: left };
    await sql.batch([sourceTable.saving(sql, source, workspace[source])]);
  }
}

/** What of a table that was found to be another can't be read, in words; nothing where it is as it should be again. */
function gapsTold(workspace: Workspace, source: SourceKey): { what: string; why: string }[] {
  const { isGone, missing, unknown = [], properties } = workspace[source];
  if (isGone === true)
    return [
      {
        what: "notion: a table is gone",
        why: `${source} is in the trash or not shared: take it back, or share it with the integration`,
      },
    ];
  return [
    ...missing.map(column => ({
      what: "notion: a column is missing",
      why: `${source}.${column}: run \`npm run setup -- --tables\` to add it`,
    })),
    ...unknown
      .filter(column => properties[column] !== undefined && column !== "key")
      .map(column => ({
        what: "notion: a column is empty",
        why: `${source}.${column} was made anew: fill it in, or take [krug:new] out of its description`,
      })),
  ];
}

/**
 * Keeps the address Krug is signed in to Google as, a coordinator by that; once a day, since it may have changed. Where
 * Google does not tell, those in the settings and the confirmed ones are coordinators all the same.
 */
async function keepSignedIn({ connection, services, sql }: OpenRun, today: string): Promise<void> {
  try {
    const { identity } = connection.google;
    const email = identity.kind === "service_account" ? identity.subject : await services.calendar.signedInAs();
    const statements = email.includes("@") ? coordinatorTable.savingSignedIn(sql, email.toLowerCase()) : [];
    await sql.batch([...statements, stateTable.saving(sql, "signed_in_on", today)]);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    if (error.kind !== "busy") await stateTable.saving(sql, "signed_in_on", today).run();
  }
}

/** Has what can't be opened read again from Google Forms by the next run, as far as the forms still have it. */
async function readUnopenedAgain(sql: Sql): Promise<void> {
  await sql.batch([...(await sealedColumns.readingAgain(sql)), stateTable.beingDue(sql)]);
}
