import type { Texts } from "../../../domain/values/language.ts";

/** What a form says above its questions. {programme} and {whoReads} are filled in by `formSpec`. */
export type FormTexts = Record<"title" | "documentTitle" | "description", Texts>;

/** A question's words: `low` and `high` name the ends of a scale. */
export interface QuestionTexts {
  title: Texts;
  help?: Texts;
  low?: Texts;
  high?: Texts;
  options?: Readonly<Record<string, Texts>>;
}

export const JUST_A_NUMBER: Texts = { en: "Just a number", ru: "Просто число", uk: "Просто число", bg: "Само число" };
export const YES: Texts = { en: "Yes", ru: "Да", uk: "Так", bg: "Да" };
export const NO: Texts = { en: "No", ru: "Нет", uk: "Ні", bg: "Не" };
