// What it decides: whether a form is still as Krug wrote it: there, open, and asking what is counted.
// Idea: a look at the form is compared with what it should be, question by question, by ids that never change.
// Source: docs/surveys.md#forms-and-answers. What people add to a form is theirs.

import type { FormKind } from "../../domain/form.ts";
import { findable } from "../../domain/values/content.ts";
import { markOf } from "../../domain/values/hash.ts";
import type { Language } from "../../domain/values/language.ts";
import { foldedOption } from "./answers.ts";
import { FORM_QUESTIONS, type FormQuestion, type FormSpec, questionsOf } from "./form.ts";
import { QUESTION_TEXTS, type QuestionKey, questionTexts, wordingsOf } from "./texts.ts";

/** A form as it was found: `refused` where it may not be opened, which is no proof that it is gone. */
export interface FormLook {
  state: "open" | "closed" | "gone" | "refused";
  /** Keys of questions that are not in it any more. */
  missing: string[];
  /** Keys of questions that are asked otherwise: another scale, other options, another kind of answer. */
  altered: string[];
  /** True where it collects addresses otherwise than it should, or its description is empty: it no longer keeps what it says. */
  isUnlike?: boolean;
}

/** A form as Google has it. */
interface Found {
  isOpen: boolean;
  questions: readonly FoundQuestion[];
  description: string;
  /** Null where Google does not say. */
  emailCollection: string | null;
}

/** What Krug wrote into a form the last time. */
export interface FormWriting {
  language: Language;
  /** Keys of its questions, without the rows of skills. */
  questions: string[];
  /** A mark of the words its questions were asked in; absent for one from before this was kept. */
  wording?: string;
  /** True where its first line says that Google asks people to sign in; absent for no. */
  asksForSignIn?: boolean;
}

/** A question as it stands in a form. */
export interface FoundQuestion {
  questionId: string;
  type: "scale" | "choice" | "text" | "date" | "row" | "other";
  low?: number;
  high?: number;
  /** Texts of a choice's options. */
  options?: readonly string[];
}

/** How a form that could be opened is, beside what it should be. Questions people added are none of Krug's. */
export function lookAt(found: Found, spec: FormSpec): FormLook {
  const byId = new Map(found.questions.map(question => [question.questionId, question]));
  const missing: string[] = [];
  const altered: string[] = [];
  for (const question of questionsOf(spec)) {
    const there = byId.get(question.questionId);
    if (there === undefined) missing.push(question.key);
    else if (!isAsWritten(question, there)) altered.push(question.key);
  }
  const { emailCollection, description } = found;
  const collectsOtherwise = emailCollection !== null && emailCollection !== spec.emailCollection;
  const isUnlike = collectsOtherwise || description.trim() === "";
  return { state: found.isOpen ? "open" : "closed", missing, altered, ...(isUnlike ? { isUnlike } : {}) };
}

function isAsWritten({ key, answer }: FormQuestion, there: FoundQuestion): boolean {
  if (there.type !== answer.type) return false;
  if (answer.type === "scale") return there.low === answer.low && there.high === answer.high;
  if (answer.type !== "choice") return true;
  const question = key as QuestionKey;
  const said = new Set((there.options ?? []).map(findable));
  return Object.keys(questionTexts(question).options ?? {}).every(option =>
    wordingsOf(question, option).some(text => said.has(foldedOption(text))),
  );
}

/** What Krug writes into a form made or filled up by a spec, as it is kept to be compared with later specs. */
export function writingOf(language: Language, spec: FormSpec): FormWriting {
  const questions = questionsOf(spec).flatMap(({ key, answer }) => (answer.type === "row" ? [] : [key]));
  return {
    language,
    questions,
    wording: wordingMark(spec.kind, language),
    ...(spec.asksForSignIn ? { asksForSignIn: true } : {}),
  };
}

/** A mark of what a kind of form asks, in a language: another one, and forms that are there are said anew. */
export function wordingMark(kind: FormKind, language: Language): string {
  const keys = [...Object.keys(FORM_QUESTIONS[kind]), ...(kind === "self_assessment" ? ["levels"] : [])];
  const said = keys.map(key => {
    const { title, help, low, high, options } = questionTexts(key as QuestionKey);
    const labels = Object.values(options ?? {}).map(texts => texts[language]);
    return [title, help, low, high].map(texts => texts?.[language]).concat(labels);
  });
  return markOf(said);
}

/** A question's words for people, by its key; a skill's row, and a key nobody knows, are told as they are. */
export function questionTitle(key: string, language: Language): string {
  const skill = /^skill:(.*)$/.exec(key)?.[1];
  if (skill !== undefined) return skill;
  return isQuestion(key) ? questionTexts(key).title[language] : key;
}

function isQuestion(key: string): key is QuestionKey {
  return Object.hasOwn(QUESTION_TEXTS, key);
}
