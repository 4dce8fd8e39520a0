import type { FeedbackFact } from "./facts.ts";
import { feedbackMeanMetric } from "./feedbackFigure.ts";
import { fold, type MetricValue } from "./metric.ts";

const SOLVED = { no: 0, partly: 50, fully: 100 } as const;

/** See `solvedChange`. */
export const SOLVED_CHANGE = feedbackMeanMetric({
  id: "solved_change",
  unit: "percent",
  direction: "up",
  needs: ["feedback.solved", "feedback.solvedBefore"],
  scale: [-100, 100],
  answer({ solved, solvedBefore }) {
    if (solved === null || solvedBefore === null || solvedBefore === "never") return null;
    return SOLVED[solved] - SOLVED[solvedBefore];
  },
});

/**
 * Solved against the earlier way: by how much further questions got than such questions did before the programme, with no
 * as 0, partly as 50 and fully as 100. -100 to 100; n is answers to both questions by people who had such questions before.
 *
 * Interval as for `usefulness`. The earlier way is as people remember it. Null without such an answer. See
 * See docs/metrics.md#the-figures.
 */
export function solvedChange(feedback: readonly FeedbackFact[]): MetricValue {
  return fold(SOLVED_CHANGE, feedback);
}
