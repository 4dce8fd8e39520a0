import { CLOSING } from "./texts/closing.ts";
import { FEEDBACK } from "./texts/feedback.ts";
import { NEEDS } from "./texts/needs.ts";
import { PULSE, SELF_ASSESSMENT } from "./texts/pulse.ts";
import type { QuestionTexts } from "./texts/question.ts";
import { STANDING } from "./texts/standing.ts";

/** What the forms say above their questions. */
export const FORM_TEXTS = {
  needs: NEEDS.form,
  self_assessment: SELF_ASSESSMENT.form,
  feedback: FEEDBACK.form,
  pulse: PULSE.form,
  closing: CLOSING.form,
  standing: STANDING.form,
} as const;

/** The words of every question of every form. */
export const QUESTION_TEXTS = {
  ...NEEDS.questions,
  ...SELF_ASSESSMENT.questions,
  ...FEEDBACK.questions,
  ...PULSE.questions,
  ...CLOSING.questions,
  ...STANDING.questions,
} as const satisfies Record<string, QuestionTexts>;

export type QuestionKey = keyof typeof QUESTION_TEXTS;

/** A question's words, all four languages, in one plain shape. */
export function questionTexts(key: QuestionKey): QuestionTexts {
  return QUESTION_TEXTS[key];
}
