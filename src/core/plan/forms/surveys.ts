import type { Command, Values } from "../../domain/command.ts";
import { FORM_KINDS, type FormKind } from "../../domain/form.ts";
import { type Problem, problemsAmong } from "../../domain/problem.ts";
import type { Programme } from "../../domain/programme.ts";
import { distinctSkills, distinctSpellings, skillOf } from "../../domain/skill.ts";
import { addressKey } from "../../domain/values/address.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { markOf } from "../../domain/values/hash.ts";
import { number, type PlainValue, text } from "../../domain/values/row.ts";
import { addDays, type Instant, type LocalDate, localDate } from "../../domain/values/time.ts";
import { questionKeys, skillQuestionKey } from "../../rules/surveys/form.ts";
import { questionTitle, wordingMark } from "../../rules/surveys/formLook.ts";
import { scaleResult } from "../../rules/surveys/pulse.ts";
import { accessProblems, type FormAccess, isToBeGiven, respondersOf } from "../../rules/surveys/responders.ts";
import { type Wave, waveAt, wavesOf } from "../../rules/surveys/waves.ts";
import type { OpenForm } from "../../state/mirror.ts";
import { answersOf, type ProgrammeAnswers } from "../../state/programmeAnswers.ts";
import { goalIsOver } from "../../state/settled/goals.ts";
import { isLeftAsItIs } from "../../state/settled/keptByKrug.ts";
import { mayStart, participants, type Snapshot } from "../../state/snapshot.ts";
import { updateOf } from "../../state/writing.ts";
import type { Words } from "../../words/words.ts";
import { metEnough } from "../letters/surveyAsk.ts";
import type { Planning } from "../pass/planning.ts";
import { ROUND_LEAD_DAYS } from "../rounds/rounds.ts";
import { joiningOf } from "./joining.ts";

/** A programme's forms as they should be, and the rows of its waves brought up to date. */
export function decideSurveys(planning: Planning, programme: Programme): Command[] {
  if (programme.status === "draft") return [];
  const { snapshot, now } = planning;
  const waves = wavesOf(programme, now);
  const answers = answersOf(snapshot, programme);
  const asking: Asking = { planning, programme, waves, answers };
  // Forms can't be searched: the first wave's row names its form from the day there is one, should the database be lost.
  const rows = waves
    .filter(wave => isAsked(programme, wave.kind, waves, now))
    .filter(wave => wave.state !== "coming" || wave === waves.find(one => one.kind === wave.kind))
    .filter(wave => !isLeftAsItIs(wave, now));
  return [
    ...decideForms(snapshot, programme, waves, now),
    ...eachGuarded(
      "survey",
      rows,
      wave => waveRow(asking, wave),
      () => programme.id,
    ),
    ...openForms(snapshot, programme, waves, now),
  ];
}

/** A programme's surveys, and what was answered to them. */
interface Asking {
  planning: Planning;
  programme: Programme;
  waves: readonly Wave[];
  answers: ProgrammeAnswers;
}

function waveRow(asking: Asking, wave: Wave): Command[] {
  const { planning, programme, answers } = asking;
  const { snapshot, words, now } = planning;
  const form = formOf(snapshot, programme, wave.kind);
  if (form === undefined) return [];
  const existing = snapshot.keyed.get(wave.key);
  // Whom a later self-assessment asked is seen when it opens: what they met before it settles meanwhile.
  const isSelective = wave.kind === "self_assessment" && wave.number > 0;
  const atOpening = isSelective && existing !== undefined ? number(existing, "asked") : null;
  const asked = atOpening ?? askedNow(snapshot, programme, wave, now);
  const kept = answersIn(asking, wave);
  const count = kept === null ? null : kept + (form.letGo?.counted ?? 0);
  // Of one that was over when answers were let go, its page goes on saying how many there were.
  const isCounted = wave.closesAt === null || wave.closesAt > (form.letGo?.before ?? Number.NEGATIVE_INFINITY);
  const result = snapshot.waves.get(wave.key)?.result ?? null;
  const closing =
    wave.kind === "closing" && wave.state === "closed" ? answers.closings.map(closing => closing.growth) : null;
  const values: Record<string, PlainValue> = {
    form: form.responderUri,
    formId: form.formId,
    ...(isCounted ? { answers: count } : {}),
    ...(isCounted && !isOngoing(wave) ? { rate: rateOf(count, asked) } : {}),
    ...(result === null ? {} : { result: words.pulseResult(result, programme.language) }),
    // Told once: two results that differ by one answer, late or erased since, give that answer away.
    ...(closing === null || (existing !== undefined && text(existing, "result") !== "")
      ? {}
      : {
          result: words.closingResult(
            scaleResult(known(closing)),
            { asked, answers: closing.length },
            programme.language,
          ),
        }),
    krugSays: words.krugSays(
      problemsOf(asking, wave, [...formProblemsOf(snapshot, form, programme, wave), ...(result?.problems ?? [])]),
      programme.language,
      programme.zone,
    ),
  };
  if (existing !== undefined) return updateOf(existing, values);
  if (!mayStart(snapshot, programme.id)) return [];
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

function askedNow(snapshot: Snapshot, programme: Programme, wave: Wave, now: Instant): number {
  const hasMet = metEnough(snapshot, programme, wave, now);
  return participants(snapshot, programme.id).filter(({ id }) => hasMet(id)).length;
}

function rateOf(count: number | null, asked: number): number | null {
  return count === null || asked === 0 ? null : Math.min(1, Math.round((100 * count) / asked) / 100);
}

/** True for what is asked of each by themselves, not of all in one wave. */
function isOngoing(wave: Wave): boolean {
  return wave.kind === "feedback" || wave.kind === "needs" || wave.kind === "standing";
}

/**
 * How many answered a wave: people for the self-assessment and the needs, sessions' reports for feedback, submissions for the
 * standing form and for the pulse: null before its result is out, for the page keeps a history of its counts.
 */
function answersIn({ planning, programme, waves, answers }: Asking, wave: Wave): number | null {
  const { snapshot } = planning;
  if (wave.kind === "pulse") {
    const kept = snapshot.waves.get(wave.key);
    return kept === undefined || kept.result === null ? null : kept.answers;
  }
  if (wave.kind === "feedback")
    return answers.feedback.length + (snapshot.past.programmes.get(programme.id)?.reports ?? 0);
  if (wave.kind === "needs") return answers.needs.answers.size;
  if (wave.kind === "closing") return answers.closings.length;
  if (wave.kind === "standing") return answers.standingCount;
  const inWave = answers.selfAssessments.filter(
    answer => waveAt(waves, "self_assessment", answer.submittedAt)?.key === wave.key,
  );
  return new Set(inWave.map(answer => answer.personId)).size;
}

function known(values: readonly (number | null)[]): number[] {
  return values.filter(value => value !== null);
}

/** A form's own problems are told while it takes answers. */
function formProblemsOf(snapshot: Snapshot, form: OpenForm, programme: Programme, wave: Wave): Problem[] {
  return wave.state === "open" ? formProblems(snapshot, form, programme) : [];
}

/** What is to be told of a wave's answers and form; `more` is what is known already. */
function problemsOf({ planning, programme, answers }: Asking, wave: Wave, more: readonly Problem[]): Problem[] {
  // The addresses that pages of *People* show or showed.
  const everKnown = planning.snapshot.addresses.known;
  if (wave.kind === "pulse") return [...more];
  const {
    strangers: emails,
    missingQuestions,
    unread,
  } = wave.kind === "needs"
    ? answers.needs
    : {
        strangers: answers.strangers[wave.kind],
        missingQuestions: answers.missingQuestions[wave.kind],
        unread: answers.unread[wave.kind],
      };
  // Who answered these is nobody's business: people whose page got another address, or was put in the trash, are not
  // named here.
  const isConfided = wave.kind === "needs" || wave.kind === "standing";
  const unmade = wave.kind === "needs" ? joiningOf(planning.snapshot, planning.now).unmade(programme.id) : [];
  const comers = wave.kind === "needs" ? answers.needs.newcomers : new Map();
  const strangers = emails
    .filter(email => !comers.has(addressKey(email)))
    .filter(email => email !== "" && !(isConfided && everKnown.has(addressKey(email))));
  const isFeedback = wave.kind === "feedback";
  const title = (key: string) => questionTitle(key, programme.language);
  const isTold = (question: string) =>
    more.some(problem => problem.code === "form_question_missing" && problem.question === question);
  const missing = missingQuestions.map(title).filter(question => !isTold(question));
  // Only a count. Unmatched names are told to their authors, in a letter: here they would give away a question.
  const declined = wave.kind === "needs" ? answers.needs.declined.size : 0;
  return problemsAmong(
    ...more,
    strangers.length > 0 && { code: "stranger_answered", emails: strangers },
    unmade.length > 0 && { code: "newcomers_unmade", emails: unmade },
    isFeedback && answers.wrongCodes.length > 0 && { code: "wrong_session_code", codes: answers.wrongCodes },
    isFeedback && answers.deletedCodes.length > 0 && { code: "session_deleted", codes: answers.deletedCodes },
    ...[...unread].map(([key, count]) => ({ code: "answers_unread", question: title(key), count }) as const),
    ...missing.map(question => ({ code: "form_question_missing", question }) as const),
    declined > 0 && { code: "not_taking_part", count: declined },
  );
}

/** How many skills a form begins with at most, and how many it may grow to. */
const FIRST_SKILLS = 20;

const MOST_SKILLS = 30;

/**
 * The forms a programme needs and lacks, was left without, or whose questions are not what they should be: made, made anew,
 * filled up, opened. A question people took out by themselves is told (`formProblems`) and left out.
 */
function decideForms(snapshot: Snapshot, programme: Programme, waves: readonly Wave[], now: Instant): Command[] {
  if (!isRunning(programme, waves) || !mayStart(snapshot, programme.id)) return [];
  return FORM_KINDS.filter(kind => isAsked(programme, kind, waves, now)).flatMap(kind => {
    const form = formOf(snapshot, programme, kind);
    if (form === undefined) return [createForm(programme, kind, null)];
    if (form.look?.state === "gone") return [createForm(programme, kind, form.formId)];
    const isOpen = waves.some(wave => wave.kind === kind && wave.state === "open");
    return changed(snapshot, programme, form, { isOpen, on: localDate(now, programme.zone), now });
  });
}

/**
 * People who join are asked what they need, and can say no, as soon as the programme is active; how it was when its
 * end is near; the rest when it begins.
 */
function isAsked(programme: Programme, kind: FormKind, waves: readonly Wave[], now: Instant): boolean {
  if (kind === "needs" || kind === "standing") return true;
  if (kind === "closing" && !waves.some(wave => wave.kind === kind && wave.state !== "coming")) return false;
  const isNear = localDate(now, programme.zone) >= addDays(programme.startsOn, -ROUND_LEAD_DAYS);
  return isNear && (programme.surveys || kind === "feedback");
}

function formOf(snapshot: Snapshot, programme: { id: string }, kind: FormKind): OpenForm | undefined {
  return snapshot.forms.find(form => form.programmeId === programme.id && form.kind === kind);
}

function createForm(programme: Programme, formKind: FormKind, replaces: string | null): Command {
  const key = `form:${programme.id}:${formKind}${replaces === null ? "" : `:${replaces}`}`;
  return { kind: "create_form", key, programmeId: programme.id, formKind, replaces };
}

/** `isOpen` while the form should take answers; `on` is today. */
function changed(
  snapshot: Snapshot,
  programme: Programme,
  form: OpenForm,
  { isOpen, on, now }: { isOpen: boolean; on: LocalDate; now: Instant },
): Command[] {
  const { written, look, formId, kind } = form;
  if (look?.state === "refused") return [];
  const skills = skillsOf(snapshot, programme, form, now);
  const asksForSignIn = signInOf(snapshot, programme, form.access ?? null) !== null;
  const has = new Set(form.skills.map(skillOf));
  const isBehind =
    written !== null &&
    (written.language !== programme.language ||
      written.wording !== wordingMark(kind, programme.language) ||
      (kind === "pulse" && (written.asksForSignIn ?? false) !== asksForSignIn) ||
      questionKeys(kind, programme.format).some(key => !written.questions.includes(key)) ||
      skills.some(skill => !has.has(skillOf(skill))));
  const isShut = look?.state === "closed" ? isOpen : look?.isUnlike === true;
  if (!isBehind && !isShut) return [];
  const what = markOf([
    wordingMark(kind, programme.language),
    questionKeys(kind, programme.format),
    skills,
    ...(kind === "pulse" ? [asksForSignIn] : []),
  ]);
  // Once a day: whoever closes it again, or has it collect addresses, is not fought over all day.
  const key = `change:${formId}:${what}${isShut ? `:${on}` : ""}`;
  return [{ kind: "change_form", key, programmeId: programme.id, formKind: kind, formId, skills }];
}

/** The forms that take answers and are to be opened for those who should give them: publishing one opens it for nobody. */
function openForms(snapshot: Snapshot, programme: Programme, waves: readonly Wave[], now: Instant): Command[] {
  if (!isRunning(programme, waves) || !mayStart(snapshot, programme.id)) return [];
  return snapshot.forms
    .filter(form => form.programmeId === programme.id && form.look?.state !== "gone")
    .flatMap(form => opened(snapshot, programme, form, now));
}

function isRunning(programme: Programme, waves: readonly Wave[]): boolean {
  return programme.status === "active" && waves.some(wave => wave.state !== "closed");
}

function opened(snapshot: Snapshot, programme: Programme, form: OpenForm, now: Instant): Command[] {
  const { formId, kind, look, access = null } = form;
  const on = localDate(now, programme.zone);
  const responders = respondersOf(programme, snapshot.people.values());
  if (look?.state === "refused" || !isToBeGiven(access, responders, on)) return [];
  const key = `open:${formId}:${markOf([responders, access?.isHealed ?? false])}:${on}`;
  return [{ kind: "open_form", key, programmeId: programme.id, formKind: kind, formId, responders, on }];
}

/** The domain whose people Google asks to sign in at a programme's form; null where anyone with the link may answer. */
export function signInOf(snapshot: Snapshot, programme: Programme, access: FormAccess | null): string | null {
  const wanted = respondersOf(programme, snapshot.people.values());
  const given = access?.state === "open" ? (access.given ?? wanted) : wanted;
  return given.type === "domain" ? given.domain : null;
}

/** The rows of a grid: those it has in their order, so that their answers stay, then skills people came up with since. */
function skillsOf(snapshot: Snapshot, programme: Programme, form: OpenForm, now: Instant): string[] {
  if (form.kind !== "self_assessment") return [];
  const has = new Set(form.skills.map(skillOf));
  const since = skillsAsked(snapshot, programme, now).filter(skill => !has.has(skillOf(skill)));
  return [...distinctSpellings(form.skills), ...since].slice(0, Math.max(MOST_SKILLS, form.skills.length));
}

/**
 * The skills a programme's people are asked about: those of their goals but for those over long ago, then topics the organisation wants,
 * then those they offer or seek; at most twenty.
 */
export function skillsAsked(snapshot: Snapshot, programme: Programme, now: Instant): string[] {
  const people = participants(snapshot, programme.id);
  const ids = new Set(people.map(person => person.id));
  const isAsked = (id: string) => {
    const row = snapshot.rows.get(id);
    return row !== undefined && !goalIsOver(row, now);
  };
  const goals = snapshot.goals.filter(
    goal => !goal.confidential && goal.ownerIds.some(id => ids.has(id)) && isAsked(goal.id),
  );
  return distinctSkills([
    ...goals.flatMap(goal => goal.skills).sort(),
    ...programme.topics,
    ...people.flatMap(person => [...person.seeks, ...person.offers]).sort(),
  ]).slice(0, FIRST_SKILLS);
}

/** What people should know of a form: it can't be opened, was made anew, or was edited so that something can't be counted. */
function formProblems(snapshot: Snapshot, form: OpenForm, programme: Programme): Problem[] {
  const { look, written, replaces } = form;
  const isRefused = look?.state === "refused";
  const responders = respondersOf(programme, snapshot.people.values());
  const keys = new Set([...(written?.questions ?? []), ...form.skills.map(skillQuestionKey)]);
  const titles = (those: readonly string[] = []) =>
    written === null ? [] : those.filter(key => keys.has(key)).map(key => questionTitle(key, programme.language));
  return problemsAmong(
    isRefused && { code: "form_gone" },
    replaces !== null && { code: "form_replaced" },
    ...(isRefused ? [] : accessProblems(form.access ?? null, responders, form.formId)),
    ...titles(look?.missing).map(question => ({ code: "form_question_missing", question }) as const),
    // One that is about to be said anew is as people will find it by then.
    ...titles(written?.wording === wordingMark(form.kind, programme.language) ? look?.altered : []).map(
      question => ({ code: "form_question_altered", question }) as const,
    ),
  );
}
