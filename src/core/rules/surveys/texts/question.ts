import type { Texts } from "../../../domain/values/language.ts";

/** All that people read on a form: what stands above its questions, {programme} and {whoReads} to be filled in by `formSpec`, and they. */
export interface FormWords {
  form: Record<"title" | "documentTitle" | "description", Texts> & {
    /** Of a form at which Google asks people to sign in: its first line then, {domain} to be filled in. */
    signIn?: Texts;
  };
  questions: Readonly<Record<string, QuestionTexts>>;
}

/** A question's words: `low` and `high` name the ends of a scale. */
export interface QuestionTexts {
  title: Texts;
  help?: Texts;
  low?: Texts;
  high?: Texts;
  options?: Readonly<Record<string, Texts>>;
}

export const YES: Texts = { en: "Yes", ru: "Да", uk: "Так", bg: "Да" };
export const NO: Texts = { en: "No", ru: "Нет", uk: "Ні", bg: "Не" };
