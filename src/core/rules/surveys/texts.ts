import { CLOSING_FORM, CLOSING_QUESTIONS } from "./texts/closing.ts";
import { FEEDBACK_FORM, FEEDBACK_QUESTIONS } from "./texts/feedback.ts";
import { NEEDS_FORM, NEEDS_QUESTIONS } from "./texts/needs.ts";
import { PULSE_FORM, PULSE_QUESTIONS, SELF_ASSESSMENT_FORM, SELF_ASSESSMENT_QUESTIONS } from "./texts/pulse.ts";
import type { FormTexts, QuestionTexts } from "./texts/question.ts";
import { STANDING_FORM, STANDING_QUESTIONS } from "./texts/standing.ts";

export { SIGN_IN_TEXTS } from "./texts/pulse.ts";

/** What the forms say above their questions. */
export const FORM_TEXTS = {
  needs: NEEDS_FORM,
  self_assessment: SELF_ASSESSMENT_FORM,
  feedback: FEEDBACK_FORM,
  pulse: PULSE_FORM,
  closing: CLOSING_FORM,
  standing: STANDING_FORM,
} as const satisfies Record<string, FormTexts>;

/** The words of every question of every form. */
export const QUESTION_TEXTS = {
  ...NEEDS_QUESTIONS,
  ...SELF_ASSESSMENT_QUESTIONS,
  ...FEEDBACK_QUESTIONS,
  ...PULSE_QUESTIONS,
  ...CLOSING_QUESTIONS,
  ...STANDING_QUESTIONS,
} as const satisfies Record<string, QuestionTexts>;

export type QuestionKey = keyof typeof QUESTION_TEXTS;

/** A question's words, all four languages, in one plain shape. */
export function questionTexts(key: QuestionKey): QuestionTexts {
  return QUESTION_TEXTS[key];
}
