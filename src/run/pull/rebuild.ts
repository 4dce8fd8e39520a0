import { type ActedOn, EVERYTHING_BEFORE } from "../../core/domain/actedOn.ts";
import { FORM_KINDS, type FormKind, formKey } from "../../core/domain/form.ts";
import type { Link } from "../../core/domain/link.ts";
import { parseMarks, type Series } from "../../core/domain/series.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import { list, type Row, text } from "../../core/domain/values/row.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import { absentSession } from "../../core/plan/slots/absentSession.ts";
import { eventsWithoutPage, linksToAdopt, linkToTrashed } from "../../core/state/adopt.ts";
import { keysToKeep } from "../../core/state/duplicates.ts";
import { heirsToAdopt, linksToFollow, mayHaveBeenCut, seriesFrom, unknownSeries } from "../../core/state/reshaped.ts";
import type { Snapshot } from "../../core/state/snapshot.ts";
import type { FoundForm } from "../../google/forms.ts";
import type { Workspace } from "../../notion/workspace.ts";
import type { Sql, Statement } from "../../store/database/sql.ts";
import { stateTable } from "../../store/database/state.ts";
import { actedOnTable } from "../../store/mirror/actedOn.ts";
import { discardedTable } from "../../store/mirror/discarded.ts";
import { formTable, type KeptForm } from "../../store/mirror/forms.ts";
import { linkTable } from "../../store/mirror/links.ts";
import { pageKeyTable } from "../../store/mirror/pageKeys.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import { seriesTable } from "../../store/mirror/series.ts";
import type { RunMirror } from "../world/mirror.ts";
import type { OpenRun, Services } from "../world/services.ts";

/**
 * Takes up again what Notion and Google still know and D1 does not: series by their marks, links by the events' ids, forms by
 * the survey pages, which page each key belongs to. After the loss of the database nothing is made twice; in a run of every day
 * there is nothing to take up. What is in the trash is looked for once, and with each whole reading (`isWhole`). Returns how much
 * there was.
 */
export async function rebuild(
  run: OpenRun,
  workspace: Workspace,
  mirror: RunMirror,
  isWhole: boolean,
): Promise<number> {
  const { services, sql } = run;
  const now = run.time.now();
  const isNew = run.state.get<boolean>("trash_known") !== true;
  const isTrashKnown = !isNew && !isWhole;
  const series = await takeUpSeries(services, sql, mirror);
  const sessions = await takeUpSessions(run, workspace, mirror, isTrashKnown);
  const forms = await lostForms(services, mirror.rows.values(), mirror.forms);
  const { keyOwners, duplicates } = mirror.snapshot();
  const keys = keysToKeep([...mirror.rows.values()], keyOwners, duplicates);
  const seen = isNew ? lastWriteOf(mirror) : null;
  if (seen !== null) mirror.actedOn.set(seen.cause, seen);
  const statements = [
    ...(await actedOnTable.saving(sql, seen === null ? [] : [seen])),
    ...sessions,
    ...forms.map(form => formTable.saving(sql, form)),
    ...pageKeyTable.saving(sql, keys),
  ];
  if (statements.length > 0 || !isTrashKnown)
    await sql.batch([...statements, stateTable.saving(sql, "trash_known", true)]);
  for (const [key, pageId] of keys) mirror.keyOwners.set(key, pageId);
  for (const form of forms) mirror.forms.set(formKey(form), form);
  const followed = await followSeries(sql, mirror, now);
  // What goes on in another series may have a page that no listing shows.
  const others = followed === 0 || isTrashKnown ? [] : await takeUpSessions(run, workspace, mirror, false);
  if (others.length > 0) await sql.batch(others);
  return series + statements.length + followed + others.length;
}

/** Takes up links, and sessions that no listing showed unless it is known which are in the trash. The statements that keep them. */
async function takeUpSessions(
  { services, sql, time }: OpenRun,
  workspace: Workspace,
  mirror: RunMirror,
  isTrashKnown: boolean,
): Promise<Statement[]> {
  const now = time.now();
  const unlisted = isTrashKnown ? NOTHING : await unlistedSessions(services, workspace, mirror.snapshot(), now);
  for (const row of unlisted.live) mirror.rows.set(row.id, row);
  const links = [...linksToAdopt(mirror.snapshot(), now), ...unlisted.trashed.map(page => page.link)];
  for (const link of links) mirror.links.set(link.sessionId, link);
  for (const { key } of unlisted.trashed) if (key !== "") mirror.discarded.add(key);
  return [
    ...pageTable.saving(sql, unlisted.live),
    ...links.map(link => linkTable.saving(sql, link)),
    ...unlisted.trashed.flatMap(page => discardedTable.discardingKey(sql, page.key)),
  ];
}

/** Sessions no listing showed, as their events tell of them: those in the trash, and those that are there all the same or in another place. */
interface Unlisted {
  /** The key each page in the trash had, and the link by which its event is cancelled. */
  trashed: { key: string; link: Link }[];
  live: Row[];
}

const NOTHING: Unlisted = { trashed: [], live: [] };

async function unlistedSessions(
  services: Services,
  workspace: Workspace,
  snapshot: Snapshot,
  now: Instant,
): Promise<Unlisted> {
  const found: Unlisted = { trashed: [], live: [] };
  for (const orphan of eventsWithoutPage(snapshot)) {
    const look = await services.notion.pages.lookAt(workspace, orphan.sessionId);
    if (look.state === "trashed")
      found.trashed.push({ key: text(look.row, "key"), link: linkToTrashed(orphan, look.row, now) });
    if (look.state === "there") found.live.push(look.row);
    if (look.state === "moved" || look.state === "unreadable")
      found.live.push(
        ...[absentSession(snapshot, orphan.event, { id: orphan.sessionId, absence: look.state }, now)].flatMap(
          row => row ?? [],
        ),
      );
  }
  return found;
}

/** What people said before Krug last wrote on a page was acted on, should the database have known of it: it is not done again. */
function lastWriteOf(mirror: RunMirror): ActedOn | null {
  const own = [...mirror.rows.values()].filter(row => row.editedBy === "krug").map(row => row.editedAt);
  const known = mirror.actedOn.get(EVERYTHING_BEFORE)?.at ?? 0;
  const at = own.reduce((latest, at) => Math.max(latest, at), known);
  if (at === known || [...mirror.actedOn.keys()].some(cause => cause !== EVERYTHING_BEFORE)) return null;
  return { cause: EVERYTHING_BEFORE, said: "", at };
}

/** Null for a form that is not there, or that may not be opened: what stands in the column may be anything. */
async function readableForm(services: Services, formId: string): Promise<FoundForm | null> {
  try {
    return await services.forms.read(formId);
  } catch (error) {
    if (error instanceof Failure && (error.kind === "rejected" || error.status === 403)) return null;
    throw error;
  }
}

/** The forms that pages of surveys name and that are not known. */
export async function lostForms(
  services: Services,
  rows: Iterable<Row>,
  known: ReadonlyMap<string, KeptForm>,
): Promise<KeptForm[]> {
  const lost = new Map<string, { row: Row; programmeId: string; kind: FormKind }>();
  for (const row of rows) {
    const programmeId = list(row, "programme")[0];
    const kind = FORM_KINDS.find(formKind => formKind === row.values.kind);
    if (row.source !== "surveys" || programmeId === undefined || kind === undefined || text(row, "formId") === "")
      continue;
    const key = formKey({ programmeId, kind });
    if (!known.has(key)) lost.set(key, { row, programmeId, kind });
  }
  const forms: KeptForm[] = [];
  for (const { row, programmeId, kind } of lost.values()) {
    const formId = text(row, "formId");
    const form = await readableForm(services, formId);
    if (form === null) continue;
    forms.push({
      programmeId,
      kind,
      formId,
      responderUri: form.responderUri,
      state: "published",
      spec: JSON.stringify(form.rows),
      readUntil: null,
      written: null,
      look: null,
      access: null,
      replaces: null,
    });
  }
  return forms;
}

/** Takes up series that are not known and carry Krug's marks. Returns how many there were. */
async function takeUpSeries(services: Services, sql: Sql, mirror: RunMirror): Promise<number> {
  let found = 0;
  for (const id of unknownSeries(mirror.snapshot())) {
    const master = await services.calendar.series.read(id);
    const series = master === null ? null : seriesFrom(mirror.snapshot(), id, master);
    if (series === null) continue;
    const read = [series, ...(await readAnew(services, mirror, series))];
    await sql.batch(read.map(one => seriesTable.saving(sql, one)));
    for (const one of read) mirror.series.set(one.id, one);
    found += 1;
  }
  return found;
}

/** Goes with the heirs people made of series, and with series they moved as a whole, once it is known which meetings those had. Returns how many there were. */
async function followSeries(sql: Sql, mirror: RunMirror, now: Instant): Promise<number> {
  const snapshot = mirror.snapshot();
  let found = 0;
  for (const { series, links } of [...linksToFollow(snapshot, now), ...heirsToAdopt(snapshot)]) {
    await sql.batch([seriesTable.saving(sql, series), ...linkTable.savingAll(sql, links)]);
    mirror.series.set(series.id, series);
    for (const link of links) mirror.links.set(link.sessionId, link);
    found += 1;
  }
  return found;
}

/**
 * The series that one people split off may come from, as Calendar has them now; none for one that is Krug's own. The one it carries
 * the marks of is among them, also where nothing in the calendar tells of it any more.
 */
export async function readAnew(
  services: Services,
  mirror: Pick<RunMirror, "series" | "snapshot">,
  series: Series,
): Promise<Series[]> {
  if (Object.keys(series.sessions).length > 0) return [];
  const found: Series[] = [];
  const writtenFor = parseMarks(series.master.marks)?.writtenFor ?? series.id;
  if (writtenFor !== series.id && !mirror.series.has(writtenFor)) {
    const master = await services.calendar.series.read(writtenFor);
    const first = master === null ? null : seriesFrom(mirror.snapshot(), writtenFor, master);
    if (first !== null) found.push(first);
  }
  for (const one of mayHaveBeenCut(mirror.snapshot(), series)) {
    const known = mirror.series.get(one.id);
    const master = known === undefined || known.master.isCancelled ? null : await services.calendar.series.read(one.id);
    if (known !== undefined && master !== null) found.push({ ...known, master });
  }
  return found;
}
