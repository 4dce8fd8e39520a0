import type { Instant } from "../../domain/values/time.ts";
import type { FormResponse } from "./answers.ts";
import { FORM_QUESTIONS, questionId, skillQuestionIds } from "./form.ts";
import { type Wave, waveAt } from "./waves.ts";

/**
 * What stays of a self-assessment that was edited: the levels it said in an earlier wave, as a submission of its own. Who may answer
 * a form only once answers the next wave by editing, and growth is measured from what was said first.
 *
 * Null where the edit belongs to the same wave: there the last word counts, and so it does of everything that is no level. `skills` are
 * the form's own.
 */
export function earlierLevels(
  before: FormResponse,
  editedAt: Instant,
  waves: readonly Wave[],
  skills: readonly string[],
): FormResponse | null {
  const waveOf = (at: Instant) => waveAt(waves, "self_assessment", at)?.key ?? null;
  const wave = waveOf(before.submittedAt);
  if (wave === waveOf(editedAt) || before.submittedAt >= editedAt) return null;
  const levels = new Set([
    ...skillQuestionIds(skills).values(),
    ...Object.keys(FORM_QUESTIONS.self_assessment).map(questionId),
  ]);
  const answers = Object.fromEntries(Object.entries(before.answers).filter(([id]) => levels.has(id)));
  return { ...before, responseId: `${before.responseId}@${wave ?? ""}`, answers };
}
