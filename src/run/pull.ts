import { markOf } from "../core/command.ts";
import { Failure } from "../core/failure.ts";
import { type Row, SOURCE_KEYS, type SourceKey } from "../core/row.ts";
import { participants } from "../core/snapshot.ts";
import { parseAnswer } from "../core/surveys/answers.ts";
import { pulseResult, wavesOf } from "../core/surveys/waves.ts";
import { type Instant, MINUTE, toIso } from "../core/time.ts";
import { listEvents } from "../google/calendar.ts";
import { listResponses } from "../google/forms.ts";
import { listRows, readRow } from "../notion/pages.ts";
import { findWorkspace, isComplete, readSource, type SourceMap, type Workspace } from "../notion/workspace.ts";
import { savingResponses } from "../store/answers.ts";
import { discardingPage } from "../store/discarded.ts";
import { savingEvents } from "../store/events.ts";
import { type KeptForm, savingForm } from "../store/forms.ts";
import { listPageIds, readPages, savingPages } from "../store/pages.ts";
import { type KeptSource, listSources, savingCursor, savingSource } from "../store/sources.ts";
import type { Sql, Statement } from "../store/sql.ts";
import { savingState } from "../store/state.ts";
import { type KeptWave, savingWave } from "../store/waves.ts";
import type { Mirror } from "./mirror.ts";
import type { Services } from "./services.ts";

/** Data sources people write in. Krug alone writes the others: they are read once, and what Krug writes is mirrored. */
const EDITED_BY_PEOPLE: readonly SourceKey[] = ["programmes", "people", "roadmap", "groups", "sessions", "resources"];
/** Edit times are rounded down to the minute and queries may lag by as much: so much is read again each time. */
const OVERLAP_MS = 2 * MINUTE;

/** The workspace as kept in D1, or found anew by its marks and kept. */
export async function openWorkspace(
  services: Services,
  sql: Sql,
  parentPageId: string,
): Promise<{ workspace: Workspace; kept: Map<SourceKey, KeptSource<SourceMap>> }> {
  let kept = await listSources<SourceMap>(sql);
  if (kept.length < SOURCE_KEYS.length) {
    const found = await findWorkspace(services.notion, parentPageId);
    if (!isComplete(found)) {
      const missing = SOURCE_KEYS.filter(key => found[key] === undefined).join(", ");
      throw new Failure(
        "gone",
        "notion",
        `the workspace lacks ${missing}: run \`npm run setup\`, and share its page with the integration`,
      );
    }
    await sql.batch(SOURCE_KEYS.map(key => savingSource(sql, key, found[key])));
    kept = await listSources<SourceMap>(sql);
  }
  const workspace = Object.fromEntries(kept.map(one => [one.source, one.map])) as Workspace;
  return { workspace, kept: new Map(kept.map(one => [one.source, one])) };
}

/**
 * The workspace with its columns as they are today: people rename options and retype or remove columns. Columns that are
 * missing are told in words; what needs them stops, the rest goes on.
 */
export async function refreshWorkspace(
  services: Services,
  sql: Sql,
  known: Workspace,
): Promise<{ workspace: Workspace; missing: string[] }> {
  const maps = await together(
    SOURCE_KEYS.map(async key => [key, await readSource(services.notion, key, known[key])] as const),
  );
  const changed = maps.filter(([key, map]) => markOf(map) !== markOf(known[key]));
  if (changed.length > 0) await sql.batch(changed.map(([key, map]) => savingSource(sql, key, map)));
  return {
    workspace: Object.fromEntries(maps) as Workspace,
    missing: maps.flatMap(([key, map]) => map.missing.map(column => `${key}.${column}`)),
  };
}

/** What a reading of the pages came to. */
export interface PagesRead {
  changed: number;
  /** Tables whose listing lacked so many pages that nothing was taken for deleted, in words. */
  doubtful: string[];
}

/**
 * Reads the pages edited since the last reading and keeps those that say something new; returns how many changed. The cursors
 * move in the same transaction as the rows, after all of them were read. A whole reading lists every page, and looks one by one
 * at those that are kept and were not listed.
 */
export async function pullPages(
  services: Services,
  sql: Sql,
  workspace: Workspace,
  kept: ReadonlyMap<SourceKey, KeptSource<SourceMap>>,
  now: Instant,
  isWhole: boolean,
): Promise<PagesRead> {
  const due = SOURCE_KEYS.filter(
    source => EDITED_BY_PEOPLE.includes(source) || (kept.get(source)?.readUntil ?? null) === null,
  );
  const readings = await together(
    due.map(async source => {
      const readUntil = kept.get(source)?.readUntil ?? null;
      const since = isWhole || readUntil === null ? null : readUntil - OVERLAP_MS;
      return { source, readUntil, rows: await listRows(services.notion, source, workspace[source], since) };
    }),
  );
  const fresh = await differing(
    sql,
    readings.flatMap(reading => reading.rows),
  );
  const cursors = readings.flatMap(({ source, readUntil, rows }) => {
    const newest = Math.max(now, readUntil ?? 0, ...rows.map(row => row.editedAt));
    return readUntil === null || fresh.length > 0 || newest - readUntil > OVERLAP_MS
      ? [savingCursor(sql, source, newest)]
      : [];
  });
  const { gone, doubtful } = isWhole
    ? await trashedPages(services, sql, workspace, readings)
    : { gone: [], doubtful: [] };
  const changed = fresh.length + gone.length;
  const statements = [
    ...savingPages(sql, fresh),
    ...gone.flatMap(id => discardingPage(sql, id)),
    ...cursors,
    ...(changed > 0 ? [beingDue(sql)] : []),
  ];
  if (statements.length > 0) await sql.batch(statements);
  return { changed, doubtful };
}

/** So many pages of a table may be missing from a listing before that is taken for a mistake of the listing. */
const BRAKE = { pages: 5, share: 0.2 };

/**
 * The kept pages that a whole listing lacks and that are in the trash when looked at by themselves. Absence alone proves
 * nothing: a page that is no longer shared, or a listing that lacks many, changes nothing.
 */
async function trashedPages(
  services: Services,
  sql: Sql,
  workspace: Workspace,
  readings: readonly { source: SourceKey; rows: readonly Row[] }[],
): Promise<{ gone: string[]; doubtful: string[] }> {
  const gone: string[] = [];
  const doubtful: string[] = [];
  for (const { source, rows } of readings) {
    const listed = new Set(rows.map(row => row.id));
    const kept = await listPageIds(sql, source);
    const missing = kept.filter(id => !listed.has(id));
    if (missing.length > Math.max(BRAKE.pages, BRAKE.share * kept.length))
      doubtful.push(
        `${missing.length} of ${kept.length} pages of ${source} were not listed: none was taken for deleted`,
      );
    else for (const id of missing) if (await isInTrash(services, source, workspace[source], id)) gone.push(id);
  }
  return { gone, doubtful };
}

async function isInTrash(services: Services, source: SourceKey, map: SourceMap, id: string): Promise<boolean> {
  try {
    return (await readRow(services.notion, source, map, id)) === null;
  } catch (error) {
    if (error instanceof Failure && error.kind === "gone") return false;
    throw error;
  }
}

/**
 * What is kept from here on has yet to be acted on: should this run end early, the next one has something due, although it
 * reads no change. A run that comes to its end says when the next thing is due.
 */
export function beingDue(sql: Sql): Statement {
  return savingState(sql, "due_at", 0);
}

/** Waits for all of them, also when one fails: nothing may still be going on when a run ends. Then the first failure is thrown. */
export async function together<const T extends readonly Promise<unknown>[]>(
  parts: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  const outcomes = await Promise.allSettled(parts);
  const values = outcomes.map(outcome => {
    if (outcome.status === "rejected") throw outcome.reason;
    return outcome.value;
  });
  return values as { -readonly [K in keyof T]: Awaited<T[K]> };
}

/** Rows whose content is not what is kept: an echo of Krug's own writing, or an edit read twice, is no change. */
async function differing(sql: Sql, rows: readonly Row[]): Promise<Row[]> {
  const known = await readPages(
    sql,
    rows.map(row => row.id),
  );
  return rows.filter(row => {
    const before = known.get(row.id);
    return before === undefined || markOf(before.values) !== markOf(row.values);
  });
}

/** Reads what changed on the calendar and keeps it together with the token for next time; returns how many events. */
export async function pullEvents(services: Services, sql: Sql, token: string | null): Promise<number> {
  const changes = await listEvents(services.calendar, token);
  if (changes.events.length === 0 && changes.syncToken === token) return 0;
  await sql.batch([
    ...savingEvents(sql, changes.events),
    savingState(sql, "sync_token", changes.syncToken),
    beingDue(sql),
  ]);
  return changes.events.length;
}

/**
 * Reads new answers of named forms (all of them once a day: should the filter go by the first submission, edits of old answers
 * show only so), counts those of open anonymous waves, and closes the waves whose
 * time is over.
 */
export async function pullAnswers(
  services: Services,
  sql: Sql,
  mirror: Mirror,
  now: Instant,
  isNewDay: boolean,
): Promise<number> {
  const statements: Statement[] = [];
  const forms = [...mirror.forms.values()].filter(form => form.state === "published");
  const changes = await together(
    forms.map(form =>
      form.kind === "pulse"
        ? pullPulse(services, sql, mirror, form, now, statements)
        : pullNamed(services, sql, mirror, form, isNewDay, statements),
    ),
  );
  if (statements.length > 0) await sql.batch([...statements, beingDue(sql)]);
  return changes.reduce((sum, count) => sum + count, 0);
}

async function pullNamed(
  services: Services,
  sql: Sql,
  mirror: Mirror,
  form: KeptForm,
  isNewDay: boolean,
  statements: Statement[],
): Promise<number> {
  const responses = await listResponses(services.forms, form.formId, isNewDay ? null : form.readUntil);
  const fresh = responses.filter(response => {
    const before = mirror.responses.get(response.responseId)?.response;
    return before === undefined || before.submittedAt !== response.submittedAt;
  });
  if (fresh.length === 0) return 0;
  const kept = fresh.map(({ submittedAtText: _, ...response }) => ({
    programmeId: form.programmeId,
    kind: form.kind,
    response,
  }));
  const next: KeptForm = { ...form, readUntil: responses.at(-1)?.submittedAtText ?? form.readUntil };
  for (const one of kept) mirror.responses.set(one.response.responseId, one);
  mirror.forms.set(`${form.programmeId}/${form.kind}`, next);
  statements.push(...savingResponses(sql, kept), savingForm(sql, next));
  return fresh.length;
}

async function pullPulse(
  services: Services,
  sql: Sql,
  mirror: Mirror,
  form: KeptForm,
  now: Instant,
  statements: Statement[],
): Promise<number> {
  const snapshot = mirror.snapshot();
  const programme = snapshot.programmes.find(one => one.id === form.programmeId);
  if (programme === undefined) return 0;
  let changed = 0;
  for (const wave of wavesOf(programme, now)) {
    const kept = mirror.waves.get(wave.key);
    if (wave.kind !== "pulse" || wave.state === "coming" || kept?.result != null) continue;
    const all = await listResponses(services.forms, form.formId, toIso(wave.opensAt));
    const inWave = all.filter(response => wave.closesAt === null || response.submittedAt < wave.closesAt);
    const result =
      wave.state === "closed"
        ? pulseResult(
            inWave.flatMap(response => parseAnswer("pulse", response).value ?? []),
            participants(snapshot, programme.id).length,
          )
        : null;
    if (result === null && kept?.answers === inWave.length) continue;
    const next: KeptWave = { key: wave.key, programmeId: programme.id, answers: inWave.length, result };
    mirror.waves.set(wave.key, next);
    statements.push(savingWave(sql, next));
    changed += 1;
  }
  return changed;
}
