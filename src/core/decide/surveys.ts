import type { Command, Values } from "../command.ts";
import type { Problem } from "../problem.ts";
import type { Programme } from "../programme.ts";
import type { PlainValue } from "../row.ts";
import { participants, type Snapshot } from "../snapshot.ts";
import { FORM_KINDS, type FormKind } from "../surveys/form.ts";
import { answersOf, type ProgrammeAnswers } from "../surveys/programmeAnswers.ts";
import { distinctSkills } from "../surveys/skill.ts";
import { scaleResult, type Wave, waveAt, wavesOf } from "../surveys/waves.ts";
import { addDays, type Instant, localDate } from "../time.ts";
import type { Words } from "../words.ts";
import { updateOf } from "./columns.ts";
import { ROUND_LEAD_DAYS } from "./rounds.ts";

/** The forms a programme needs and lacks, and the rows of its waves brought up to date. */
export function decideSurveys(snapshot: Snapshot, programme: Programme, now: Instant, words: Words): Command[] {
  const isNear = localDate(now, programme.zone) >= addDays(programme.startsOn, -ROUND_LEAD_DAYS);
  if (programme.status === "draft") return [];
  const waves = wavesOf(programme, now);
  const isRunning = programme.status === "active" && waves.some(wave => wave.state !== "closed");
  const missing = FORM_KINDS.filter(kind => isAsked(programme, kind, isNear, waves)).filter(
    kind => !snapshot.forms.some(form => form.programmeId === programme.id && form.kind === kind),
  );
  const forms = isRunning ? missing.map((formKind): Command => createForm(programme, formKind)) : [];
  const answers = answersOf(snapshot, programme);
  // Forms can't be searched: the first wave's row names its form from the day there is one, should the database be lost.
  const rows = waves
    .filter(wave => isAsked(programme, wave.kind, isNear, waves))
    .filter(wave => wave.state !== "coming" || wave === waves.find(one => one.kind === wave.kind))
    .flatMap(wave => waveRow(snapshot, programme, wave, waves, answers, words));
  return [...forms, ...rows];
}

/** Who joins is asked what they need, and can say no, as soon as the programme is active; the rest waits until it is near. */
function isAsked(programme: Programme, kind: FormKind, isNear: boolean, waves: readonly Wave[]): boolean {
  if (kind === "needs" || kind === "standing") return true;
  // A form for the end is made when the end is near.
  if (kind === "closing" && !waves.some(wave => wave.kind === kind && wave.state !== "coming")) return false;
  return isNear && (programme.surveys || kind === "feedback");
}

function createForm(programme: Programme, formKind: FormKind): Command {
  return { kind: "create_form", key: `form:${programme.id}:${formKind}`, programmeId: programme.id, formKind };
}

/** The skills a programme's people are asked about: those of their goals, then those they offer or seek; at most twenty. */
export function skillsAsked(snapshot: Snapshot, programme: Programme): string[] {
  const people = participants(snapshot, programme.id);
  const ids = new Set(people.map(person => person.id));
  const goals = snapshot.goals.filter(goal => !goal.confidential && goal.ownerIds.some(id => ids.has(id)));
  return distinctSkills([
    ...goals.flatMap(goal => goal.skills).sort(),
    ...people.flatMap(person => [...person.seeks, ...person.offers]).sort(),
  ]).slice(0, 20);
}

function waveRow(
  snapshot: Snapshot,
  programme: Programme,
  wave: Wave,
  waves: readonly Wave[],
  answers: ProgrammeAnswers,
  words: Words,
): Command[] {
  const form = snapshot.forms.find(one => one.programmeId === programme.id && one.kind === wave.kind);
  if (form === undefined) return [];
  const existing = snapshot.keyed.get(wave.key);
  const asked = participants(snapshot, programme.id).length;
  const count = answersIn(snapshot, wave, waves, answers);
  const result = snapshot.waves.get(wave.key)?.result ?? null;
  const closing = wave.kind === "closing" && wave.state === "closed" ? answers.closings.map(one => one.growth) : null;
  const values: Record<string, PlainValue> = {
    form: form.responderUri,
    formId: form.formId,
    answers: count,
    ...(isOngoing(wave) ? {} : { rate: asked === 0 ? null : Math.min(1, Math.round((100 * count) / asked) / 100) }),
    ...(result === null ? {} : { result: words.pulseResult(result, programme.language) }),
    ...(closing === null
      ? {}
      : { result: words.closingResult(scaleResult(known(closing)), { asked, answers: count }, programme.language) }),
    krugSays: words.krugSays(problemsOf(wave, answers, result?.problems ?? []), programme.language, programme.zone),
  };
  if (existing !== undefined) return updateOf(existing, values);
  return [
    {
      kind: "create_page",
      key: wave.key,
      source: "surveys",
      values: { ...values, ...fixed(programme, wave, asked, words) },
    },
  ];
}

function fixed(programme: Programme, wave: Wave, asked: number, words: Words): Values {
  const lastDay = wave.closesAt === null ? null : addDays(localDate(wave.closesAt, programme.zone), -1);
  return {
    title: words.surveyTitle({ kind: wave.kind, number: wave.number, programme: programme.name }, programme.language),
    programme: [programme.id],
    kind: wave.kind,
    opens: { start: localDate(wave.opensAt, programme.zone), end: null },
    closes: lastDay === null ? null : { start: lastDay, end: null },
    asked: isOngoing(wave) ? null : asked,
    key: wave.key,
  };
}

/** True for what is asked of each by themselves, not of all in one wave. */
function isOngoing(wave: Wave): boolean {
  return wave.kind === "feedback" || wave.kind === "needs" || wave.kind === "standing";
}

/** How many answered a wave: people for the self-assessment and the needs, sessions' reports for feedback, submissions for the pulse and the standing form. */
function answersIn(snapshot: Snapshot, wave: Wave, waves: readonly Wave[], answers: ProgrammeAnswers): number {
  if (wave.kind === "pulse") return snapshot.waves.get(wave.key)?.answers ?? 0;
  if (wave.kind === "feedback") return answers.feedback.length;
  if (wave.kind === "needs") return answers.needs.answers.size;
  if (wave.kind === "closing") return answers.closings.length;
  if (wave.kind === "standing") return answers.standing.length;
  const inWave = answers.selfAssessments.filter(
    answer => waveAt(waves, "self_assessment", answer.submittedAt)?.key === wave.key,
  );
  return new Set(inWave.map(answer => answer.personId)).size;
}

function known(values: readonly (number | null)[]): number[] {
  return values.filter(value => value !== null);
}

function problemsOf(wave: Wave, answers: ProgrammeAnswers, more: readonly Problem[]): Problem[] {
  if (wave.kind === "pulse") return [...more];
  const { strangers: emails, missingQuestions } =
    wave.kind === "needs"
      ? answers.needs
      : { strangers: answers.strangers[wave.kind], missingQuestions: answers.missingQuestions[wave.kind] };
  const strangers = emails.filter(email => email !== "");
  const problems: Problem[] = [...more];
  if (strangers.length > 0) problems.push({ code: "stranger_answered", emails: strangers });
  if (wave.kind === "feedback" && answers.wrongCodes.length > 0)
    problems.push({ code: "wrong_session_code", codes: answers.wrongCodes });
  for (const question of missingQuestions) problems.push({ code: "form_question_missing", question });
  if (wave.kind === "needs") problems.push(...needsProblems(answers.needs));
  return problems;
}

/** Counts alone: whose answer it was, and which question, is told to nobody. */
function needsProblems({ unreadNames, declined }: ProgrammeAnswers["needs"]): Problem[] {
  const problems: Problem[] = [];
  if (unreadNames > 0) problems.push({ code: "names_unread", count: unreadNames });
  if (declined.size > 0) problems.push({ code: "not_taking_part", count: declined.size });
  return problems;
}
