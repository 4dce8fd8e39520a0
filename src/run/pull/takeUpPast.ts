import { EVERYTHING_BEFORE } from "../../core/domain/actedOn.ts";
import type { EventCopy } from "../../core/domain/event.ts";
import { formKey } from "../../core/domain/form.ts";
import { parseGroup } from "../../core/domain/group.ts";
import { parseLetterId } from "../../core/domain/letter.ts";
import { parseMarks } from "../../core/domain/series.ts";
import { sessionCode } from "../../core/domain/session.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import type { Row, SourceKey } from "../../core/domain/values/row.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import { meetingFacts } from "../../core/plan/figures/gather.ts";
import { mayBeMissing } from "../../core/plan/slots/absentSession.ts";
import { gathered, type IndexedFact, indexedFacts, sessionOfFact } from "../../core/rules/metrics/factIndex.ts";
import { NO_OCCURRENCES, withMore } from "../../core/rules/metrics/firstOccurrences.ts";
import { periodsOf } from "../../core/rules/metrics/periods.ts";
import { linksToAdopt } from "../../core/state/adopt.ts";
import { keysToKeep } from "../../core/state/duplicates.ts";
import { type Mirror, NOTHING_HELD } from "../../core/state/mirror.ts";
import { seriesFrom } from "../../core/state/reshaped.ts";
import type { SettledGroup } from "../../core/state/settled/groups.ts";
import { settledLetters } from "../../core/state/settled/letters.ts";
import { SETTLING_ALONE, settledPages } from "../../core/state/settled/pages.ts";
import { SAID_WITHIN } from "../../core/state/settled/parts.ts";
import { hasPlainWords, surelySettled } from "../../core/state/settled/taken.ts";
import { type Snapshot, snapshotOf } from "../../core/state/snapshot.ts";
import type { FormResponse } from "../../google/forms.ts";
import type { Workspace } from "../../notion/workspace.ts";
import type { Statement } from "../../store/database/sql.ts";
import { stateTable } from "../../store/database/state.ts";
import { factTable } from "../../store/figures/facts.ts";
import { firstOccurrenceTable } from "../../store/figures/firstOccurrences.ts";
import { actedOnTable } from "../../store/mirror/actedOn.ts";
import { answerTable } from "../../store/mirror/answers.ts";
import { eventTable } from "../../store/mirror/events.ts";
import { formTable, type KeptForm } from "../../store/mirror/forms.ts";
import { linkTable } from "../../store/mirror/links.ts";
import { pageKeyTable } from "../../store/mirror/pageKeys.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import { pastTable } from "../../store/mirror/past.ts";
import { relationTable } from "../../store/mirror/relations.ts";
import { seriesTable } from "../../store/mirror/series.ts";
import { openForms } from "../world/mirror.ts";
import type { OpenRun } from "../world/services.ts";
import { gapsIn } from "../world/understanding.ts";
import { lostForms, readAnew } from "./rebuild.ts";

/** So many groups, letters and series are looked at in one go. */
const GROUPS = 200;
const LETTERS = 2000;
const SERIES = 20;

/** What a portion came to: the statements that keep it, and after what the next one begins; null where there is none. */
interface Portion {
  statements: Statement[];
  next: string | null;
}

/** What every portion is looked at with: everybody, the programmes, groups people made, which may be copies, and what more than one page carries. */
interface Ground {
  run: OpenRun;
  now: Instant;
  held: Pick<Mirror, "rows" | "actedOn" | "forms" | "waves">;
  twice: Awaited<ReturnType<typeof pageTable.listTwice>>;
  /** Events whose pages no listing showed: they may be of a group that lacks a meeting. */
  orphans: readonly EventCopy[];
}

type Step = (ground: Ground, after: string) => Promise<Portion>;

/** Webinars and classes, which are few, live until the night: one is told from another by what all of them say. */
const ALONE = SETTLING_ALONE.filter(source => source !== "gatherings");

/** In this order: of a group its series and answers are known before it is looked at, and groups before the letters about them. */
const STEPS: readonly Step[] = [takeSeries, takeAnswers, takeGroups, takeLetters, ...ALONE.map(takePages)];

/** How far it came: the step, and after what it goes on. */
interface TakenTo {
  step: number;
  after: string;
}

/**
 * After the database was lost, and all pages and events were read again: settles what is settled, by the rules of every night, some
 * hundred groups at a time, before all that lives is read and anything is decided. What these have is taken up as `rebuild` does,
 * with the facts that figures are folded from. Each portion is kept with how far it came, so that a run that broke off goes on there.
 * Nothing where a table can't be read as it should: then all of it lives until the night. Returns how many portions there were.
 */
export async function takeUpPast(run: OpenRun, workspace: Workspace): Promise<number> {
  const { sql, state, time } = run;
  let at = state.get<TakenTo>("past_taken_to") ?? { step: 0, after: "" };
  if (gapsIn(workspace).length > 0 || at.step >= STEPS.length) return 0;
  const now = time.now();
  const rows: Row[] = [];
  const everywhere = {
    where: "source IN ('programmes', 'people') OR (source = 'groups' AND created_by = 'person')",
    values: [],
  };
  for await (const portion of pageTable.portions(sql, everywhere)) rows.push(...portion);
  const seenUntil = await pageTable.lastWritten(sql);
  const acts = seenUntil === null ? [] : [{ cause: EVERYTHING_BEFORE, said: "", at: seenUntil }];
  const twice = await pageTable.listTwice(sql);
  const orphans = await eventTable.listWithoutPage(sql);
  if (at.step === 0 && at.after === "")
    await sql.batch([...(await actedOnTable.saving(sql, acts)), stateTable.beingDue(sql)]);
  let portions = 0;
  while (at.step < STEPS.length) {
    run.budget.check(0);
    const forms = openForms(new Map((await formTable.list(sql)).map(form => [formKey(form), form])));
    const held = { rows, actedOn: acts, forms: [...forms.values()], waves: NOTHING_HELD.waves };
    const { statements, next } = await (STEPS[at.step] as Step)({ run, now, held, twice, orphans }, at.after);
    at = next === null ? { step: at.step + 1, after: "" } : { step: at.step, after: next };
    await sql.batch([...statements, stateTable.saving(sql, "past_taken_to", at), stateTable.beingDue(sql)]);
    portions += 1;
  }
  return portions;
}

/** Recurring events that carry Krug's marks. */
async function takeSeries({ run, held }: Ground, after: string): Promise<Portion> {
  const { services, sql } = run;
  const ids = await eventTable.listUnknownSeries(sql, after, SERIES);
  const people = snapshotOf({ ...NOTHING_HELD, ...held });
  for (const id of ids) {
    const master = await services.calendar.series.read(id);
    const groupId = master === null ? undefined : parseMarks(master.marks)?.groupId;
    if (master === null || groupId === undefined) continue;
    const [row] = (await pageTable.read(sql, [groupId])).values();
    const group = row?.source === "groups" ? parseGroup(row).value : null;
    const groups: Snapshot["groups"] = new Map(group === null ? [] : [[group.id, group]]);
    const series = new Map((await seriesTable.readOf(sql, [groupId])).map(one => [one.id, one]));
    const snapshot = () => ({ ...people, groups, series });
    const own = seriesFrom(snapshot(), id, master);
    if (own === null) continue;
    const read = [own, ...(await readAnew(services, { series, snapshot }, own))];
    await sql.batch(read.map(one => seriesTable.saving(sql, one)));
  }
  return { statements: [], next: ids.length < SERIES ? null : (ids.at(-1) ?? null) };
}

/** The forms that pages of surveys name, one at a time, with all that was answered to it. */
async function takeAnswers({ run }: Ground, after: string): Promise<Portion> {
  const { services, sql } = run;
  const surveys = await pageTable.listOf(sql, "surveys");
  const known = new Map((await formTable.list(sql)).map(form => [formKey(form), form]));
  const found = after === "" ? await lostForms(services, surveys, known) : [];
  if (found.length > 0) await sql.batch(found.map(form => formTable.saving(sql, form)));
  const forms = [...known.values(), ...found].filter(({ kind, state }) => kind !== "pulse" && state === "published");
  const [form] = forms.filter(({ formId }) => formId > after).sort((a, b) => (a.formId < b.formId ? -1 : 1));
  if (form === undefined) return { statements: [], next: null };
  const readUntil = await keepAnswers(run, form);
  return { statements: [formTable.saving(sql, { ...form, readUntil })], next: form.formId };
}

/** Keeps all that was answered to a form, as it comes. Until when it was read; what it was where it can't be. */
async function keepAnswers({ services, sql }: OpenRun, form: KeptForm): Promise<string | null> {
  let last: FormResponse | null = null;
  try {
    for await (const page of services.forms.responses(form.formId, null)) {
      const ids = page.map(({ responseId }) => responseId);
      const times = await answerTable.readTimes(sql, ids);
      const fresh = page.filter(
        ({ responseId, submittedAt }) => times.get(responseId) !== null && times.get(responseId) !== submittedAt,
      );
      const { programmeId, kind } = form;
      const kept = fresh.map(({ submittedAtText: _, ...response }) => ({ programmeId, kind, response }));
      const statements = await answerTable.saving(sql, kept);
      if (statements.length > 0) await sql.batch(statements);
      for (const one of page) if (last === null || one.submittedAt >= last.submittedAt) last = one;
    }
  } catch (error) {
    // The day's look at the forms says what became of it.
    if (!(error instanceof Failure) || (error.kind !== "gone" && error.status !== 403)) throw error;
  }
  return last?.submittedAtText ?? form.readUntil;
}

/** Groups, those made first at first, with all that is theirs. */
async function takeGroups(ground: Ground, after: string): Promise<Portion> {
  const { now, held, twice, orphans } = ground;
  const { sql } = ground.run;
  const { id = "", at = Number.MIN_SAFE_INTEGER } = after === "" ? {} : JSON.parse(after);
  const made = await pageTable.listGroupsMade(sql, { id, at }, now - SAID_WITHIN, GROUPS);
  const groupIds = made.map(group => group.id);
  const relations = await relationTable.listTo(sql, groupIds, ["sessions"]);
  const sessionIds = [...new Set(relations.map(({ fromId }) => fromId))];
  const own = [...(await pageTable.read(sql, [...groupIds, ...sessionIds])).values()];
  const series = await seriesTable.readOf(sql, groupIds);
  const ids = series.map(one => one.id);
  const events = [
    ...(await eventTable.readOf(sql, sessionIds)),
    ...(await eventTable.readAbout(sql, { ids, seriesIds: ids })),
  ];
  const responses = await answerTable.readAbout(sql, sessionIds.map(sessionCode));
  const byHand = held.rows.filter(({ id }) => !groupIds.includes(id));
  const [snapshot, links] = withLinks({ ...held, rows: [...byHand, ...own], series, events, responses }, now);
  const groups = new Set(orphans.flatMap(event => mayBeMissing(snapshot, event, now)));
  const settled = surelySettled(snapshot, now, { ...twice, groups });
  const statements = await settling(ground.run, { snapshot, settled, now });
  const linked = new Set(settled.flatMap(({ linkedIds }) => linkedIds));
  const keys = keysOf(snapshot, own, new Set(settled.flatMap(({ pageIds }) => pageIds)));
  const last = made.at(-1);
  return {
    statements: [
      ...linkTable.savingAll(
        sql,
        links.filter(({ sessionId }) => linked.has(sessionId)),
      ),
      ...pageKeyTable.saving(sql, keys),
      ...statements,
    ],
    next: last === undefined || made.length < GROUPS ? null : JSON.stringify(last),
  };
}

/** What is understood of a part of the pages, and the links that are to be taken up of it. */
function withLinks(held: Partial<Mirror> & Pick<Mirror, "events">, now: Instant) {
  const events = [...new Map(held.events.map((event): [string, EventCopy] => [event.id, event])).values()];
  const mirror = { ...NOTHING_HELD, ...held, events };
  const links = linksToAdopt(snapshotOf(mirror), now);
  return [snapshotOf({ ...mirror, links }), links] as const;
}

/** Which of these pages each key belongs to. */
function keysOf({ keyOwners, duplicates }: Snapshot, rows: readonly Row[], ids: ReadonlySet<string>) {
  return keysToKeep(
    rows.filter(({ id }) => ids.has(id)),
    keyOwners,
    duplicates,
  );
}

/** The statements by which groups are settled, with the facts of those whose programmes can be measured: others live on. */
async function settling(
  { sql }: OpenRun,
  { snapshot, settled, now }: { snapshot: Snapshot; settled: readonly SettledGroup[]; now: Instant },
): Promise<Statement[]> {
  const statements: Statement[] = [];
  for (const programme of snapshot.programmes) {
    const own = settled.filter(({ group }) => group.programmeId === programme.id);
    const periods = periodsOf(programme, now);
    if (own.length === 0 || programme.status === "draft" || periods.length === 0) continue;
    const groupOf = new Map(own.flatMap(({ group, sessionIds }) => sessionIds.map(id => [id, group.id] as const)));
    const facts = indexedFacts(meetingFacts(snapshot, programme, now), periods).flatMap(fact => {
      const groupId = groupOf.get(sessionOfFact(fact) ?? "");
      return groupId === undefined ? [] : [{ ...fact, programmeId: programme.id, groupId }];
    });
    const byOwner = Map.groupBy(facts, ({ owner }) => owner);
    const known = await firstOccurrenceTable.read(sql, programme.id, [...byOwner.keys()]);
    const firsts = [...byOwner].map(([owner, theirs]) => {
      const { sessions } = gathered(theirs as readonly IndexedFact[], now);
      return [owner, withMore(owner, known.get(owner) ?? NO_OCCURRENCES, { sessions, selfAssessments: [] })] as const;
    });
    statements.push(
      ...factTable.saving(
        sql,
        programme.id,
        facts.map(({ programmeId: _, groupId: __, ...fact }) => fact),
      ),
      ...firstOccurrenceTable.saving(sql, programme.id, new Map(firsts)),
      ...pastTable.settling(sql, own),
      ...factTable.settling(sql, facts),
    );
  }
  return statements;
}

/** Letters, in the order of their ids. */
async function takeLetters({ run: { sql }, now, held }: Ground, after: string): Promise<Portion> {
  const events = await eventTable.listLetters(sql, after, LETTERS);
  const causes = events.flatMap(({ id }) => parseLetterId(id)?.cause || []);
  const groups = await pageTable.read(sql, [...new Set(causes)], "living");
  const byId = new Map([...held.rows, ...groups.values()].map(row => [row.id, row]));
  const snapshot = snapshotOf({ ...NOTHING_HELD, ...held, rows: [...byId.values()], events });
  return {
    statements: pastTable.settlingLetters(sql, settledLetters(snapshot, now)),
    next: events.length < LETTERS ? null : (events.at(-1)?.id ?? null),
  };
}

/** The pages of a table that are settled each by itself. */
function takePages(source: SourceKey): Step {
  return async ({ run: { sql }, now, held, twice }) => {
    const own = await pageTable.listLiving(sql, [source]);
    const snapshot = snapshotOf({ ...NOTHING_HELD, ...held, rows: [...held.rows, ...own] });
    const isDoubtful = new Set(own.flatMap(row => (hasPlainWords(row, twice.keys) ? [] : row.id)));
    const settled = settledPages(snapshot, now, id => isDoubtful.has(id));
    const keys = keysOf(snapshot, own, new Set(settled.map(({ id }) => id)));
    return { statements: [...pageKeyTable.saving(sql, keys), ...pastTable.settlingPages(sql, settled)], next: null };
  };
}
