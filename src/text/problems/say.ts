import type { Problem } from "../../core/domain/problem.ts";
import type { Language, Texts } from "../../core/domain/values/language.ts";
import { clip, listOf, numeral, quote } from "../phrases/phrase.ts";
import { shortDate } from "../phrases/when.ts";
import { columnName, sourceName } from "../workspace/workspace.ts";

/** A sentence or two for each of some problems. Parts that differ by language are already in the reader's, so only theirs reads right. */
export type ProblemTexts<C extends Problem["code"]> = {
  readonly [K in C]: (problem: Extract<Problem, { code: K }>, say: Say) => Texts;
};

/** What the sentences are made with, in the reader's language. */
export type Say = ReturnType<typeof sayIn>;

/** Quotes, lists, days and the names of columns in a language; times are told in the zone. */
export function sayIn(language: Language, zone: string) {
  const q = (text: string) => quote(text, language);
  const names = (items: readonly string[]) => listOf(items, language);
  const day = (text: string) => shortDate(clip(text, 40), language);
  const number = (value: number) => numeral(value, language, 2);
  const people = (key: string) => q(columnName("people", key, language));
  const roadmap = (key: string) => q(columnName("roadmap", key, language));
  const help = (key: string) => q(columnName("help", key, language));
  const gatherings = (key: string) => q(columnName("gatherings", key, language));
  const thanks = (key: string) => q(columnName("thanks", key, language));
  const programmes = (key: string) => q(columnName("programmes", key, language));
  const groups = (key: string) => q(columnName("groups", key, language));
  const sessions = (key: string) => q(columnName("sessions", key, language));
  const peopleTable = q(sourceName("people", language));
  return {
    q,
    names,
    day,
    number,
    people,
    roadmap,
    help,
    gatherings,
    thanks,
    programmes,
    groups,
    sessions,
    peopleTable,
    language,
    zone,
  };
}
