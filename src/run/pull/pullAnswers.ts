import { formKey } from "../../core/domain/form.ts";
import { type Programme, parseProgramme } from "../../core/domain/programme.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import { understood } from "../../core/domain/values/guarded.ts";
import { type Instant, toIso } from "../../core/domain/values/time.ts";
import { parseAnswer } from "../../core/rules/surveys/answers.ts";
import { earlierLevels } from "../../core/rules/surveys/levelHistory.ts";
import { pulseResult, type Wave, wavesOf } from "../../core/rules/surveys/waves.ts";
import { NOTHING_HELD } from "../../core/state/mirror.ts";
import { participants, snapshotOf } from "../../core/state/snapshot.ts";
import { type FormResponse, listResponses } from "../../google/forms.ts";
import type { Sql, Statement } from "../../store/database/sql.ts";
import { beingDue } from "../../store/database/state.ts";
import {
  type KeptResponse,
  readKeptResponses,
  readSubmissionTimes,
  savingResponses,
} from "../../store/mirror/answers.ts";
import { type KeptForm, savingForm } from "../../store/mirror/forms.ts";
import { listPagesOf } from "../../store/mirror/pages.ts";
import { type KeptWave, readWaves, savingWave } from "../../store/mirror/waves.ts";
import { inParallel } from "../world/inParallel.ts";
import type { RunMirror } from "../world/mirror.ts";
import type { Services } from "../world/services.ts";
import { lookAtForms } from "./lookAtForms.ts";

/** What a reading of the forms came to: everything of it is kept already. */
export interface AnswersRead {
  /** Submissions that are new or edited, and waves that have a result now. */
  changed: number;
  responses: KeptResponse[];
  forms: KeptForm[];
  waves: KeptWave[];
}

/**
 * Reads new answers of named forms (all of them once a day: should the filter go by the first submission, edits of old answers
 * show only so), and sums up the anonymous waves whose time is over. The forms are those given; of
 * the database only what belongs to them is read. Once a day, and when one can't be read, the forms themselves are looked at.
 */
export async function pullAnswers(
  services: Services,
  sql: Sql,
  forms: readonly KeptForm[],
  now: Instant,
  isNewDay: boolean,
): Promise<AnswersRead> {
  try {
    return await readAnswers({ services, sql, forms, now }, isNewDay);
  } catch (error) {
    // One deleted, or no longer shared, since the day's look: the others go on once that is known.
    const isShut = error instanceof Failure && (error.kind === "gone" || error.status === 403);
    if (isNewDay || !isShut) throw error;
    return readAnswers({ services, sql, forms, now }, true);
  }
}

async function readAnswers(
  { services, sql, forms, now }: { services: Services; sql: Sql; forms: readonly KeptForm[]; now: Instant },
  isNewDay: boolean,
): Promise<AnswersRead> {
  const published = forms.filter(form => form.state === "published");
  const looked = isNewDay ? await lookAtForms(services, sql, published) : published;
  const odd = looked.filter((form, index) => form !== published[index]);
  // What is gone or refused has nothing to tell; a look finds it again should it come back.
  const open = looked.filter(form => form.look?.state !== "gone" && form.look?.state !== "refused");
  const named = open.filter(form => form.kind !== "pulse");
  const pulses = open.filter(form => form.kind === "pulse");
  const [answers, waves] = await inParallel([
    inParallel(named.map(form => pullNamed(services, sql, form, now, isNewDay))),
    pullPulses(services, sql, pulses, now),
  ]);
  const read = answers.filter(one => one.responses.length > 0);
  const moved = new Map([...odd, ...read.map(one => one.form)].map(form => [form.formId, form]));
  const found = { responses: read.flatMap(one => one.responses), forms: [...moved.values()], waves };
  const statements: Statement[] = [
    ...(await savingResponses(sql, found.responses)),
    ...found.forms.map(form => savingForm(sql, form)),
    ...(await Promise.all(waves.map(wave => savingWave(sql, wave)))),
  ];
  if (statements.length > 0) await sql.batch([...statements, beingDue(sql)]);
  return { changed: found.responses.length + waves.length + odd.length, ...found };
}

async function pullNamed(
  services: Services,
  sql: Sql,
  form: KeptForm,
  now: Instant,
  isNewDay: boolean,
): Promise<{ form: KeptForm; responses: KeptResponse[] }> {
  const listed = await listResponses(services.forms, form.formId, isNewDay ? null : form.readUntil);
  const known = await readSubmissionTimes(
    sql,
    listed.map(response => response.responseId),
  );
  const fresh = listed.filter(response => {
    const at = known.get(response.responseId);
    return at !== null && at !== response.submittedAt;
  });
  const responses = fresh.map(({ submittedAtText: _, ...response }) => ({
    programmeId: form.programmeId,
    kind: form.kind,
    response,
  }));
  const edited = fresh.filter(response => known.has(response.responseId));
  const earlier = form.kind === "self_assessment" ? await earlierOf(services, sql, form, now, edited) : [];
  return {
    form: { ...form, readUntil: listed.at(-1)?.submittedAtText ?? form.readUntil },
    responses: [...earlier, ...responses],
  };
}

/** What edited self-assessments said in waves before: it stays beside what they say now. */
async function earlierOf(
  services: Services,
  sql: Sql,
  form: KeptForm,
  now: Instant,
  edited: readonly FormResponse[],
): Promise<KeptResponse[]> {
  if (edited.length === 0) return [];
  const programme = (await programmesIn(services, sql)).find(one => one.id === form.programmeId);
  if (programme === undefined) return [];
  const waves = understood(services.forms.unread, "waves", programme.id, () => wavesOf(programme, now)).flat();
  const editedAt = new Map(edited.map(response => [response.responseId, response.submittedAt]));
  const kept = await readKeptResponses(sql, [...editedAt.keys()]);
  return kept.flatMap(({ response, ...of }) => {
    const at = editedAt.get(response.responseId);
    const levels = at === undefined ? null : earlierLevels(response, at, waves, JSON.parse(form.spec));
    return levels === null ? [] : [{ ...of, response: levels }];
  });
}

async function programmesIn({ forms: { unread } }: Services, sql: Sql): Promise<Programme[]> {
  return (await listPagesOf(sql, "programmes"))
    .flatMap(row => understood(unread, "programme", row.id, () => parseProgramme(row).value))
    .flatMap(programme => programme ?? []);
}

/**
 * Of anonymous forms no answer is kept, and none is looked at before its wave closes: a count that grew from run to run would
 * reveal the quarter of an hour in which a person answered.
 */
async function pullPulses(services: Services, sql: Sql, forms: readonly KeptForm[], now: Instant): Promise<KeptWave[]> {
  if (forms.length === 0) return [];
  const programmes = await programmesIn(services, sql);
  const found: KeptWave[] = [];
  for (const form of forms) {
    const programme = programmes.find(one => one.id === form.programmeId);
    if (programme === undefined) continue;
    const closed = understood(services.forms.unread, "waves", programme.id, () => wavesOf(programme, now))
      .flat()
      .filter(wave => wave.kind === "pulse" && wave.state === "closed");
    const kept = await readWaves(
      sql,
      closed.map(wave => wave.key),
    );
    for (const wave of closed.filter(one => kept.get(one.key)?.result == null)) {
      const inWave = await answersOf(services, form, wave);
      const result = await resultOf(services, sql, programme.id, inWave);
      if (result !== null) found.push({ key: wave.key, programmeId: programme.id, answers: inWave.length, result });
    }
  }
  return found;
}

async function answersOf(services: Services, form: KeptForm, wave: Wave): Promise<FormResponse[]> {
  const all = await listResponses(services.forms, form.formId, toIso(wave.opensAt));
  return all.filter(response => wave.closesAt === null || response.submittedAt < wave.closesAt);
}

/** Null where it can't be worked out: the wave is looked at again by the next run. */
async function resultOf(
  { forms: { unread } }: Services,
  sql: Sql,
  programmeId: string,
  responses: readonly FormResponse[],
) {
  const rows = (await Promise.all((["programmes", "people"] as const).map(source => listPagesOf(sql, source)))).flat();
  const people = snapshotOf({ ...NOTHING_HELD, rows });
  const answers = responses
    .flatMap(response => understood(unread, "answer", programmeId, () => parseAnswer("pulse", response).value))
    .flatMap(answer => answer ?? []);
  const [result] = understood(unread, "pulse", programmeId, () =>
    pulseResult(answers, participants(people, programmeId).length),
  );
  return result ?? null;
}

/** Adds to the mirror what a reading of the forms has kept. */
export function mirrorAnswers(mirror: RunMirror, answers: AnswersRead): void {
  for (const one of answers.responses) mirror.responses.set(one.response.responseId, one);
  for (const form of answers.forms) mirror.forms.set(formKey(form), form);
  for (const wave of answers.waves) mirror.waves.set(wave.key, wave);
}
