import { parsePerson } from "../../core/domain/person.ts";
import { type Programme, parseProgramme } from "../../core/domain/programme.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import { understood } from "../../core/domain/values/guarded.ts";
import { fnv1a, markOf } from "../../core/domain/values/hash.ts";
import { DAY, type Instant, toIso } from "../../core/domain/values/time.ts";
import { parseAnswer } from "../../core/rules/surveys/answers.ts";
import { formSpec } from "../../core/rules/surveys/form.ts";
import { type FormLook, type FormWriting, lookAt, writingOf } from "../../core/rules/surveys/formLook.ts";
import { earlierLevels } from "../../core/rules/surveys/levelHistory.ts";
import { pulseResult } from "../../core/rules/surveys/pulse.ts";
import { accessSeen, respondersOf } from "../../core/rules/surveys/responders.ts";
import { type Wave, wavesOf } from "../../core/rules/surveys/waves.ts";
import { NOTHING_HELD } from "../../core/state/mirror.ts";
import { participants, snapshotOf } from "../../core/state/snapshot.ts";
import type { FormResponse, FoundForm } from "../../google/forms.ts";
import type { GoogleDrive } from "../../google/responders.ts";
import type { Sql, Statement } from "../../store/database/sql.ts";
import { stateTable } from "../../store/database/state.ts";
import { answerTable, type KeptResponse } from "../../store/mirror/answers.ts";
import { formTable, type KeptForm } from "../../store/mirror/forms.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import { type KeptWave, waveTable } from "../../store/mirror/waves.ts";
import { inParallel } from "../world/inParallel.ts";
import type { OpenRun, Services } from "../world/services.ts";

/** What a reading of the forms came to: everything of it is kept already. */
interface AnswersRead {
  /** Submissions that are new or edited, and waves that have a result now. */
  changed: number;
  /** True where one of them was settled: what it was about lives again. */
  hasWoken: boolean;
  /** True where all that changed is that there are submissions which were not there before. */
  areNew: boolean;
  responses: KeptResponse[];
  forms: KeptForm[];
  waves: KeptWave[];
}

/**
 * Reads new answers of named forms (once a day all of them, of feedback that of the last weeks and once a month all: should
 * the filter go by the first submission, edits of old answers show only so), and sums up the anonymous waves whose time is over. The forms are those given; of
 * the database only what belongs to them is read. Once a day, and when one can't be read, the forms themselves are looked at.
 */
export async function pullAnswers(run: OpenRun, forms: readonly KeptForm[], isNewDay: boolean): Promise<AnswersRead> {
  try {
    return await readAnswers(run, forms, isNewDay);
  } catch (error) {
    // One deleted, or no longer shared, since the day's look: the others go on once that is known.
    const isShut = error instanceof Failure && (error.kind === "gone" || error.status === 403);
    if (isNewDay || !isShut) throw error;
    return readAnswers(run, forms, true);
  }
}

async function readAnswers(run: OpenRun, forms: readonly KeptForm[], isNewDay: boolean): Promise<AnswersRead> {
  const { services, sql } = run;
  const published = forms.filter(form => form.state === "published");
  const looked = isNewDay ? await lookAtForms(services, sql, published) : published;
  const odd = looked.filter((form, index) => form !== published[index]);
  // What is gone or refused has nothing to tell; a look finds it again should it come back.
  const open = looked.filter(form => form.look?.state !== "gone" && form.look?.state !== "refused");
  const named = open.filter(form => form.kind !== "pulse");
  const pulses = open.filter(form => form.kind === "pulse");
  const [answers, waves] = await inParallel([
    inParallel(named.map(form => pullNamed(run, form, isNewDay))),
    pullPulses(run, pulses, isNewDay),
  ]);
  const read = answers.filter(answer => answer.responses.length > 0);
  const moved = new Map([...odd, ...read.map(answer => answer.form)].map(form => [form.formId, form]));
  const found = { responses: read.flatMap(answer => answer.responses), forms: [...moved.values()], waves };
  const hasWoken = await answerTable.isAnySettled(
    sql,
    read.flatMap(({ edited }) => edited),
  );
  const statements: Statement[] = [
    ...(await answerTable.saving(sql, found.responses)),
    ...found.forms.map(form => formTable.saving(sql, form)),
    ...(await Promise.all(waves.map(wave => waveTable.saving(sql, wave)))),
  ];
  if (statements.length > 0) await sql.batch([...statements, stateTable.beingDue(sql)]);
  const areNew = read.every(({ edited }) => edited.length === 0) && waves.length + odd.length === 0;
  return { changed: found.responses.length + waves.length + odd.length, hasWoken, areNew, ...found };
}

async function pullNamed(
  run: OpenRun,
  form: KeptForm,
  isNewDay: boolean,
): Promise<{ form: KeptForm; responses: KeptResponse[]; edited: string[] }> {
  const letGoBefore = form.letGo?.before ?? Number.NEGATIVE_INFINITY;
  const fresh: FormResponse[] = [];
  const edited: FormResponse[] = [];
  let newest: FormResponse | null = null;
  for await (const listed of run.services.forms.responses(form.formId, readFrom(form, run.time.now(), isNewDay))) {
    const ids = listed.map(response => response.responseId);
    const known = await answerTable.readTimes(run.sql, ids);
    for (const response of listed) {
      const { responseId, submittedAt } = response;
      if (newest === null || submittedAt > newest.submittedAt) newest = response;
      const at = known.get(responseId);
      if (at === null || at === submittedAt || (!known.has(responseId) && submittedAt < letGoBefore)) continue;
      fresh.push(response);
      if (known.has(responseId)) edited.push(response);
    }
  }
  const responses = inOrder(fresh).map(({ submittedAtText: _, ...response }) => ({
    programmeId: form.programmeId,
    kind: form.kind,
    response,
  }));
  const earlier = form.kind === "self_assessment" ? await earlierOf(run, form, inOrder(edited)) : [];
  return {
    form: { ...form, readUntil: newest?.submittedAtText ?? form.readUntil },
    responses: [...earlier, ...responses],
    edited: edited.map(({ responseId }) => responseId),
  };
}

/** Feedback as old as that is looked at once a day, and all of a form once in so many days: each form on a day of its own. */
const LOOKED_BACK = 42 * DAY;
const WHOLE_EVERY = 30;

/** From when on a form's answers are listed, RFC 3339; null for all of them. */
function readFrom({ formId, kind, readUntil }: KeptForm, now: Instant, isNewDay: boolean): string | null {
  if (!isNewDay || readUntil === null) return readUntil;
  const isItsDay = Math.floor(now / DAY) % WHOLE_EVERY === fnv1a(formId) % WHOLE_EVERY;
  // What is asked again and again may be edited long after it was first sent; only feedback grows with every meeting.
  return isItsDay || kind !== "feedback" ? null : toIso(Math.min(Date.parse(readUntil), now - LOOKED_BACK));
}

/** Oldest first. */
function inOrder<T extends Pick<FormResponse, "submittedAt" | "responseId">>(responses: readonly T[]): T[] {
  return responses.toSorted((a, b) => a.submittedAt - b.submittedAt || (a.responseId < b.responseId ? -1 : 1));
}

/** What edited self-assessments said in waves before: it stays beside what they say now. */
async function earlierOf(
  { services, sql, time }: OpenRun,
  form: KeptForm,
  edited: readonly FormResponse[],
): Promise<KeptResponse[]> {
  if (edited.length === 0) return [];
  const programme = (await programmesIn(services, sql)).find(programme => programme.id === form.programmeId);
  if (programme === undefined) return [];
  const waves = understood(services.forms.unread, "waves", programme.id, () => wavesOf(programme, time.now())).flat();
  const editedAt = new Map(edited.map(response => [response.responseId, response.submittedAt]));
  const kept = await answerTable.read(sql, [...editedAt.keys()]);
  return kept.flatMap(({ response, ...of }) => {
    const at = editedAt.get(response.responseId);
    const levels = at === undefined ? null : earlierLevels(response, at, waves, JSON.parse(form.spec));
    return levels === null ? [] : [{ ...of, response: levels }];
  });
}

async function programmesIn({ forms: { unread } }: Services, sql: Sql): Promise<Programme[]> {
  return (await pageTable.listOf(sql, "programmes"))
    .flatMap(row => understood(unread, "programme", row.id, () => parseProgramme(row).value))
    .flatMap(programme => programme ?? []);
}

/**
 * Of anonymous forms no answer is kept, and none is looked at before its wave closes: a count that grew from run to run would
 * reveal the quarter of an hour in which a person answered. Whether one that closed weeks ago still has to be summed up is seen once a day.
 */
async function pullPulses(
  { services, sql, time }: OpenRun,
  forms: readonly KeptForm[],
  isNewDay: boolean,
): Promise<KeptWave[]> {
  if (forms.length === 0) return [];
  const since = isNewDay ? Number.NEGATIVE_INFINITY : time.now() - LOOKED_BACK;
  const programmes = await programmesIn(services, sql);
  const waves: KeptWave[] = [];
  for (const form of forms) {
    const programme = programmes.find(programme => programme.id === form.programmeId);
    if (programme === undefined) continue;
    const closed = understood(services.forms.unread, "waves", programme.id, () => wavesOf(programme, time.now()))
      .flat()
      .filter(wave => wave.kind === "pulse" && wave.state === "closed" && (wave.closesAt ?? 0) > since);
    const kept = await waveTable.read(
      sql,
      closed.map(wave => wave.key),
    );
    for (const wave of closed.filter(wave => kept.get(wave.key)?.result == null)) {
      const inWave = await answersOf(services, form, wave);
      const result = await resultOf(services, sql, programme.id, inWave);
      if (result !== null) waves.push({ key: wave.key, programmeId: programme.id, answers: inWave.length, result });
    }
  }
  return waves;
}

async function answersOf(services: Services, form: KeptForm, wave: Wave): Promise<FormResponse[]> {
  const found: FormResponse[] = [];
  for await (const listed of services.forms.responses(form.formId, toIso(wave.opensAt)))
    found.push(...listed.filter(response => wave.closesAt === null || response.submittedAt < wave.closesAt));
  return inOrder(found);
}

/** Null where it can't be worked out: the wave is looked at again by the next run. */
async function resultOf(
  { forms: { unread } }: Services,
  sql: Sql,
  programmeId: string,
  responses: readonly FormResponse[],
) {
  const rows = (
    await Promise.all((["programmes", "people"] as const).map(source => pageTable.listOf(sql, source)))
  ).flat();
  const people = snapshotOf({ ...NOTHING_HELD, rows });
  const answers = responses
    .flatMap(response => understood(unread, "answer", programmeId, () => parseAnswer("pulse", response).value))
    .flatMap(answer => answer ?? []);
  const [result] = understood(unread, "pulse", programmeId, () =>
    pulseResult(answers, participants(people, programmeId).length),
  );
  return result ?? null;
}

/**
 * The forms as they are now: open or not, to which people, with which questions gone or altered. Unchanged ones are the
 * same objects as those given.
 *
 * A single missing form was deleted. Where every form is missing or may not be opened, another account is signed in:
 * that proves nothing, and all count as refused.
 * @throws Failure when Google can't be asked
 */
async function lookAtForms(services: Services, sql: Sql, forms: readonly KeptForm[]): Promise<KeptForm[]> {
  if (forms.length === 0) return [];
  const found = await inParallel(forms.map(async form => [form, await lookAtOne(services, form)] as const));
  const isNoneThere = forms.length > 1 && found.every(([, one]) => one.form === "gone" || one.form === "refused");
  const { unread } = services.forms;
  const programmes = new Map(
    (await pageTable.listOf(sql, "programmes"))
      .flatMap(row => understood(unread, "programme", row.id, () => parseProgramme(row).value))
      .flatMap(programme => (programme === null ? [] : [[programme.id, programme] as const])),
  );
  const people = (await pageTable.listOf(sql, "people")).flatMap(row =>
    understood(unread, "person", row.id, () => parsePerson(row).value).flatMap(person => person ?? []),
  );
  const lookedAt = (form: KeptForm, one: Seen): KeptForm => {
    if (typeof one.form === "string")
      return withLook(form, { ...NOTHING_ODD, state: isNoneThere ? "refused" : one.form });
    const programme = programmes.get(form.programmeId);
    if (programme === undefined) return form;
    const spec = formSpec(form.kind, programme, JSON.parse(form.spec), "");
    const look = lookAt(one.form, spec);
    // Of a form from before this was kept: what stands in it is what was written.
    const whole = writingOf(programme.language, spec);
    const { wording: _, ...before } = whole;
    const known = form.written ?? { ...before, questions: whole.questions.filter(key => !look.missing.includes(key)) };
    const wanted = respondersOf(programme, people);
    const access = one.responders === null ? form.access : accessSeen(form.access ?? null, one.responders, wanted);
    return withLook({ ...form, access }, look, known, form);
  };
  return found.map(([form, one]) => understood(unread, "form", form.programmeId, () => lookedAt(form, one))[0] ?? form);
}

const NOTHING_ODD: Omit<FormLook, "state"> = { missing: [], altered: [] };

/** A form as it is, and who may answer it: null where Drive did not say. */
interface Seen {
  form: FoundForm | "gone" | "refused";
  responders: Awaited<ReturnType<GoogleDrive["responders"]>> | null;
}

async function lookAtOne(services: Services, form: KeptForm): Promise<Seen> {
  const found = await lookAtForm(services, form);
  if (typeof found === "string") return { form: found, responders: null };
  const responders = found.isLegacy ? [{ type: "anyone" } as const] : await lookAtResponders(services, form);
  return { form: found, responders };
}

async function lookAtResponders(services: Services, form: KeptForm): Promise<Seen["responders"]> {
  try {
    return await services.drive.responders(form.formId);
  } catch (error) {
    if (error instanceof Failure && error.kind === "in_doubt") return null;
    throw error;
  }
}

async function lookAtForm(services: Services, form: KeptForm): Promise<Seen["form"]> {
  try {
    return (await services.forms.read(form.formId)) ?? "gone";
  } catch (error) {
    if (error instanceof Failure && error.status === 403 && error.kind !== "busy" && error.kind !== "blocked")
      return "refused";
    throw error;
  }
}

function withLook(
  form: KeptForm,
  look: FormLook,
  written: FormWriting | null = form.written,
  before: KeptForm = form,
): KeptForm {
  const now = { ...form, look, written };
  const isSame = markOf([now.look, now.written, now.access]) === markOf([before.look, before.written, before.access]);
  return isSame ? before : now;
}
