import type { FormKind } from "../../domain/form.ts";
import { LONGEST_NAME } from "../../domain/person.ts";
import type { Problem } from "../../domain/problem.ts";
import { typedCode } from "../../domain/session.ts";
import { distinctSkills } from "../../domain/skill.ts";
import { findable } from "../../domain/values/content.ts";
import { collapsed, cutAt } from "../../domain/values/ends.ts";
import { type Instant, isLocalDate, type LocalDate } from "../../domain/values/time.ts";
import { zoneOf } from "../../domain/zone.ts";
import { FORM_QUESTIONS, questionId, skillQuestionIds } from "./form.ts";
import { type OptionOf, type QuestionKey, questionTexts, wordingsOf } from "./texts.ts";

/** One response as a form service keeps it. */
export interface FormResponse {
  /** The same after an edit. */
  responseId: string;
  submittedAt: Instant;
  /** Null for an anonymous form. */
  email: string | null;
  /** What was answered, by question id; absent where nothing was. */
  answers: Readonly<Record<string, readonly string[]>>;
}

/** The code of the session that an answer names, as `typedCode` writes it; empty where it names none. */
export function codeIn({ answers }: Pick<FormResponse, "answers">): string {
  return typedCode((answers[questionId("code")] ?? [])[0] ?? "");
}

/** An answer that has an author. */
export interface NamedAnswer {
  responseId: string;
  submittedAt: Instant;
  /** Lower case; empty when the form collected none. */
  email: string;
}

interface SelfAssessment extends NamedAnswer {
  /** 1 to 5 by skill, as the programme writes it; a skill that was skipped is absent. */
  levels: Record<string, number>;
  /** 1 to 5. */
  confidence: number | null;
}

/** How a person likes to talk. */
type Style = OptionOf<"style">;

/**
 * What people who join say about themselves. Names and skills are as typed, one each; null where nothing was written,
 * empty where a dash says "none". `wishes` and `notWith` never leave the store of answers.
 */
interface NeedsAnswer extends NamedAnswer {
  /** Null where the question was taken out of the form. */
  takesPart: boolean | null;
  /** On one line; null where none was written. Only who is not in the programme yet is asked for it. */
  name: string | null;
  /** As the time zone database has it; null where none was chosen, or none that can be read. */
  zone: string | null;
  /** 1 to 5. */
  level: number | null;
  offers: string[] | null;
  seeks: string[] | null;
  style: Style | null;
  times: string | null;
  wishes: string[] | null;
  notWith: string[] | null;
}

/** What a person asks for in the standing form. */
type Standing = OptionOf<"standing">;

/** One wish about taking part. `word` is for the coordinator alone and never leaves the store of answers but in a letter. */
interface StandingAnswer extends NamedAnswer {
  standing: Standing | null;
  /** As typed, in capitals; empty for the next meeting. */
  code: string;
  /** The last day of a break; null for until further notice. */
  until: LocalDate | null;
  word: string;
}

type Met = "all" | "some" | "not_yet" | "could_not";
type Degree = "no" | "partly" | "fully";

/** What one person says of one session. Null is what they did not answer. */
interface Feedback extends NamedAnswer {
  /** As typed, in capitals; empty when missing. */
  code: string;
  met: Met | null;
  endedInTime: boolean | null;
  minutes: number | null;
  /** 1 to 5. */
  useful: number | null;
  /** They got concrete advice; null also where none was needed. */
  advice: boolean | null;
  checked: "yes" | "partly" | "no" | null;
  /** Null also where they brought no question. */
  solved: Degree | null;
  solvedBefore: Degree | "never" | null;
  /** Whether they tried what they were advised at the meeting before; "none" where there was nothing to try. */
  applied: OptionOf<"applied"> | null;
  /** Which advice they want to try; before 0.4.0 also what they were advised. */
  recommended: string;
  /** Whether that becomes a step on a page all can read, and whether those they met hear once it is done. */
  stepFrom: OptionOf<"stepFrom"> | null;
  thanks: string;
  /** Who may hear of the thanks: those who are thanked, or all. Null where nobody may. */
  thanksTold: OptionOf<"thanksTold"> | null;
}

/** What a person says when their programme ends. Null is what they did not answer. */
interface ClosingAnswer extends NamedAnswer {
  /** 1 to 5: useful for their growth. */
  growth: number | null;
  /** Whether those they helped use the chances; "nobody" who helped no one. */
  usesChances: "yes" | "partly" | "no" | "nobody" | null;
  /** Finished in the programme, 0 to 99. */
  projects: number | null;
  courses: number | null;
  certificates: number | null;
  newRole: boolean | null;
  /** 0 to 104. */
  weeksToFeelAtHome: number | null;
  whatNext: string;
}

/** Nothing in it says who answered, or when. */
interface PulseAnswer {
  satisfaction: number | null;
  supported: number | null;
  /** How easily they say in their group that they don't know something. */
  safety: number | null;
  /** How well they and the one they meet work together; asked where one helps the other. */
  relationship: number | null;
  balance: "give" | "balanced" | "take" | null;
  /** 0 to 10. */
  recommend: number | null;
  change: string;
}

interface Answers {
  needs: NeedsAnswer;
  self_assessment: SelfAssessment;
  feedback: Feedback;
  pulse: PulseAnswer;
  closing: ClosingAnswer;
  standing: StandingAnswer;
}

/** What a response to a form of this kind says. */
export type AnswerTo<Kind extends FormKind> = Answers[Kind];

/**
 * What a response says; null when no question of the form was answered.
 *
 * A value that makes no sense is a problem and null in the answer; the rest counts. A required question that a response
 * lacks is `form_question_missing`: the form was edited by hand. `skills` are all the form ever asked for, so that a
 * skill taken out keeps its answers; they matter to the self-assessment alone. Options are understood in all languages.
 */
export function parseAnswer<K extends FormKind>(
  kind: K,
  response: FormResponse,
  skills: readonly string[] = [],
): { value: Answers[K] | null; problems: AnswerProblem[] } {
  const problems: AnswerProblem[] = [];
  const given = (key: string) => response.answers[questionId(key)] ?? [];
  const ids = skillQuestionIds(skills);
  const ofSkill = (skill: string) => response.answers[ids.get(skill) ?? ""] ?? [];
  for (const [key, { required }] of Object.entries(FORM_QUESTIONS[kind]))
    if (required && textValue(given(key)) === "") problems.push({ code: "form_question_missing", question: key });
  const isBlank = (values: readonly string[]) => textValue(values) === "";
  if (
    Object.keys(FORM_QUESTIONS[kind]).every(key => isBlank(given(key))) &&
    [...ids.keys()].every(skill => isBlank(ofSkill(skill)))
  )
    return { value: null, problems };
  const named = {
    responseId: response.responseId,
    submittedAt: response.submittedAt,
    email: response.email?.trim().toLowerCase() ?? "",
  };
  const read = { given, problems };
  const parsers: { [P in FormKind]: () => Answers[P] } = {
    needs: () => ({ ...named, ...parseNeeds(read) }),
    self_assessment: () => ({ ...named, ...parseLevels(read, [...ids.keys()], ofSkill) }),
    feedback: () => ({ ...named, ...parseSession(read) }),
    pulse: () => parsePulse(read),
    closing: () => ({ ...named, ...parseClosing(read) }),
    standing: () => ({ ...named, ...parseStanding(read) }),
  };
  return { value: parsers[kind](), problems };
}

interface Reading {
  given: (key: string) => readonly string[];
  problems: AnswerProblem[];
}

const FIVE = [1, 5] as const;

function parseNeeds({ given, problems }: Reading) {
  const takesPart = optionValue<"yes" | "no">("takesPart", given("takesPart"), problems);
  const said = <T>(key: string, read: (values: readonly string[]) => T) =>
    textValue(given(key)) === "" ? null : read(given(key));
  const skills = (values: readonly string[]) => distinctSkills(listValue(values));
  return {
    takesPart: takesPart === null ? null : takesPart === "yes",
    name: nameValue(given("name")),
    zone: zoneValue("zone", given("zone"), problems),
    level: scaleValue("level", given("level"), FIVE, problems),
    offers: said("offers", skills),
    seeks: said("seeks", skills),
    style: optionValue<Style>("style", given("style"), problems),
    times: said("times", textValue),
    wishes: said("wishes", listValue),
    notWith: said("notWith", listValue),
  };
}

function parseLevels(
  { given, problems }: Reading,
  skills: readonly string[],
  ofSkill: (skill: string) => readonly string[],
) {
  const levels: Record<string, number> = {};
  for (const skill of skills) {
    const level = scaleValue(skill, ofSkill(skill), FIVE, problems);
    if (level !== null) levels[skill] = level;
  }
  return { levels, confidence: scaleValue("confidence", given("confidence"), FIVE, problems) };
}

function parseSession({ given, problems }: Reading) {
  const yes = (key: "endedInTime" | "advice") => {
    const option = optionValue<"yes" | "no" | "none">(key, given(key), problems);
    return option === null || option === "none" ? null : option === "yes";
  };
  const solved = optionValue<Degree | "none">("solved", given("solved"), problems);
  return {
    code: textValue(given("code")).toUpperCase(),
    met: optionValue<Met>("met", given("met"), problems),
    endedInTime: yes("endedInTime"),
    minutes: minutesValue("minutes", given("minutes"), problems),
    useful: scaleValue("useful", given("useful"), FIVE, problems),
    advice: yes("advice"),
    checked: optionValue<"yes" | "partly" | "no">("checked", given("checked"), problems),
    solved: solved === "none" ? null : solved,
    solvedBefore: optionValue<Degree | "never">("solvedBefore", given("solvedBefore"), problems),
    applied: optionValue<OptionOf<"applied">>("applied", given("applied"), problems),
    recommended: textValue(given("recommended")),
    stepFrom: optionValue<OptionOf<"stepFrom">>("stepFrom", given("stepFrom"), problems),
    thanks: textValue(given("thanks")),
    thanksTold: optionValue<OptionOf<"thanksTold">>("thanksTold", given("thanksTold"), problems),
  };
}

const MOST_FINISHED = 99;
const MOST_WEEKS = 104;

function parseClosing({ given, problems }: Reading) {
  const count = (key: string, most: number) => countValue(key, given(key), most, problems);
  const newRole = optionValue<"yes" | "no">("newRole", given("newRole"), problems);
  return {
    growth: scaleValue("growth", given("growth"), FIVE, problems),
    usesChances: optionValue<"yes" | "partly" | "no" | "nobody">("usesChances", given("usesChances"), problems),
    projects: count("projects", MOST_FINISHED),
    courses: count("courses", MOST_FINISHED),
    certificates: count("certificates", MOST_FINISHED),
    newRole: newRole === null ? null : newRole === "yes",
    weeksToFeelAtHome: count("weeksToFeelAtHome", MOST_WEEKS),
    whatNext: textValue(given("whatNext")),
  };
}

function parseStanding({ given, problems }: Reading) {
  const until = textValue(given("until"));
  if (until !== "" && !isLocalDate(until))
    problems.push({ code: "answer_out_of_range", question: "until", value: until });
  return {
    standing: optionValue<Standing>("standing", given("standing"), problems),
    code: textValue(given("code")).toUpperCase(),
    until: isLocalDate(until) ? until : null,
    word: textValue(given("word")),
  };
}

function parsePulse({ given, problems }: Reading): PulseAnswer {
  return {
    satisfaction: scaleValue("satisfaction", given("satisfaction"), FIVE, problems),
    supported: scaleValue("supported", given("supported"), FIVE, problems),
    safety: scaleValue("safety", given("safety"), FIVE, problems),
    relationship: scaleValue("relationship", given("relationship"), FIVE, problems),
    balance: optionValue<"give" | "balanced" | "take">("balance", given("balance"), problems),
    recommend: scaleValue("recommend", given("recommend"), [0, 10], problems),
    change: textValue(given("change")),
  };
}

/** What can be wrong with an answer, or with the form it came from. */
type AnswerProblem =
  | Extract<Problem, { code: "form_question_missing" }>
  | { code: "answer_out_of_range"; question: string; value: string }
  | { code: "answer_unknown_option"; question: string; value: string };

/** A whole number from `low` to `high`; null when nothing was answered, or, with a problem, when it is no such number. */
function scaleValue(
  question: string,
  values: readonly string[],
  [low, high]: readonly [number, number],
  problems: AnswerProblem[],
): number | null {
  const text = soleValue(values);
  if (text === null) return null;
  const value = text === "" ? Number.NaN : Number(text);
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  problems.push({ code: "answer_out_of_range", question, value: text });
  return null;
}

/**
 * The option an answer names in any of the four languages, whatever its case and spaces; null when nothing was answered,
 * or, with a problem, when no option reads like that.
 */
function optionValue<K extends string>(
  question: QuestionKey,
  values: readonly string[],
  problems: AnswerProblem[],
): K | null {
  const text = soleValue(values);
  if (text === null) return null;
  const said = findable(text);
  for (const option of Object.keys(questionTexts(question).options ?? {}))
    if (wordingsOf(question, option).some(text => foldedOption(text) === said)) return option as K;
  problems.push({ code: "answer_unknown_option", question, value: text });
  return null;
}

/** A name as it can be shown; null where nothing is to be seen in what was written. */
function nameValue(values: readonly string[]): string | null {
  const name = cutAt(collapsed(textValue(values).replace(/\p{Cc}+/gu, " ")), LONGEST_NAME).trim();
  return /[\p{L}\p{N}]/u.test(name) ? name : null;
}

/** A time zone however it was written; null as for `scaleValue`. */
function zoneValue(question: string, values: readonly string[], problems: AnswerProblem[]): string | null {
  const text = soleValue(values);
  if (text === null || text === "") return null;
  const zone = zoneOf(text);
  if (zone === null) problems.push({ code: "answer_out_of_range", question, value: text });
  return zone;
}

/** Minutes as people write them ("45", "45 min", "45 минут"), 0 to 480; null as for `scaleValue`. */
function minutesValue(question: string, values: readonly string[], problems: AnswerProblem[]): number | null {
  const text = soleValue(values);
  if (text === null || text === "") return null;
  const number = /^~?(\d{1,3})\s*(?:(?:m|м|хв)\p{L}*\.?)?$/iu.exec(text)?.[1];
  if (number !== undefined && Number(number) <= 480) return Number(number);
  problems.push({ code: "answer_out_of_range", question, value: text });
  return null;
}

/** A count as people write it ("3", "3 courses", "около 3"), 0 to `most`; null as for `scaleValue`. */
function countValue(
  question: string,
  values: readonly string[],
  most: number,
  problems: AnswerProblem[],
): number | null {
  const text = soleValue(values);
  if (text === null || text === "") return null;
  const numbers = text.match(/\d+(?:[.,]\d+)?/g) ?? [];
  const value = Number(numbers[0]);
  if (numbers.length === 1 && Number.isInteger(value) && value <= most && !/[-−–]\s*\d/.test(text)) return value;
  problems.push({ code: "answer_out_of_range", question, value: text });
  return null;
}

/** What was written, without the space around it; empty when nothing was. */
function textValue(values: readonly string[]): string {
  return values.join("\n").trim();
}

/**
 * The parts of a text that lists something, as people write lists: one a line, with commas or semicolons, with dashes, dots
 * or numbers in front. Blank parts are left out.
 */
function listValue(values: readonly string[]): string[] {
  return values
    .flatMap(value => linesOf(value).flatMap(line => line.split(/[,;]/)))
    .slice(0, MOST_PARTS)
    .map(part => part.replace(/^\s*(?:[-–—•*]|\d{1,2}[.)])\s*/u, "").trim())
    .map(part => part.replace(/\.$/, ""))
    .filter(part => part !== "");
}

/** Nobody writes a longer line by hand: of what is looked for something in, so much is read. Texts that are shown stay whole. */
export const LONGEST_LINE = 2_000;

/** The most names or skills read from one answer. */
const MOST_PARTS = 200;

function linesOf(value: string): string[] {
  return value.split("\n").map(line => cutAt(collapsed(line), LONGEST_LINE));
}

/** Several answers to a question that takes one (the form was edited by hand) read as one text, which then fits nothing. */
function soleValue(values: readonly string[]): string | null {
  return values.length === 0 ? null : values.map(value => cutAt(collapsed(value), LONGEST_LINE)).join(", ");
}

/** Krug's own options as they are looked for: each is folded once. */
const foldedOptions = new Map<string, string>();

/** The text of an option of Krug's as it is looked for. */
export function foldedOption(text: string): string {
  const known = foldedOptions.get(text) ?? findable(text);
  foldedOptions.set(text, known);
  return known;
}
