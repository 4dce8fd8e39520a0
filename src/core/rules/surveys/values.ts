import type { Problem } from "../../domain/problem.ts";
import { findable } from "../../domain/values/content.ts";
import { collapsed, cutAt } from "../../domain/values/ends.ts";
import { LANGUAGES } from "../../domain/values/language.ts";
import { type QuestionKey, questionTexts } from "./texts.ts";

/** What can be wrong with an answer, or with the form it came from. */
export type AnswerProblem =
  | Extract<Problem, { code: "form_question_missing" }>
  | { code: "answer_out_of_range"; question: string; value: string }
  | { code: "answer_unknown_option"; question: string; value: string };

/** A whole number from `low` to `high`; null when nothing was answered, or, with a problem, when it is no such number. */
export function scaleValue(
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
export function optionValue<K extends string>(
  question: QuestionKey,
  values: readonly string[],
  problems: AnswerProblem[],
): K | null {
  const text = soleValue(values);
  if (text === null) return null;
  const said = findable(text);
  for (const [option, texts] of Object.entries(questionTexts(question).options ?? {}))
    if (LANGUAGES.some(language => foldedOption(texts[language]) === said)) return option as K;
  problems.push({ code: "answer_unknown_option", question, value: text });
  return null;
}

/** Minutes as people write them ("45", "45 min", "45 минут"), 0 to 480; null as for `scaleValue`. */
export function minutesValue(question: string, values: readonly string[], problems: AnswerProblem[]): number | null {
  const text = soleValue(values);
  if (text === null || text === "") return null;
  const number = /^~?(\d{1,3})\s*(?:(?:m|м|хв)\p{L}*\.?)?$/iu.exec(text)?.[1];
  if (number !== undefined && Number(number) <= 480) return Number(number);
  problems.push({ code: "answer_out_of_range", question, value: text });
  return null;
}

/** A count as people write it ("3", "3 courses", "около 3"), 0 to `most`; null as for `scaleValue`. */
export function countValue(
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
export function textValue(values: readonly string[]): string {
  return values.join("\n").trim();
}

/**
 * The parts of a text that lists something, as people write lists: one a line, with commas or semicolons, with dashes, dots
 * or numbers in front. Blank parts are left out.
 */
export function listValue(values: readonly string[]): string[] {
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
