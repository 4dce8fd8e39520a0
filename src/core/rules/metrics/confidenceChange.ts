import { isWithin, type SelfAssessmentFact, type Window } from "./facts.ts";
import { type LevelItem, progressMetric } from "./growth.ts";
import { pointsGained } from "./growthPoints.ts";
import { fold, type MetricValue } from "./metric.ts";

/** See `confidenceChange`. */
export const CONFIDENCE_CHANGE = progressMetric({
  id: "confidence_change",
  keeps: "confidence",
  skill: null,
  unit: "points",
  needs: ["self_assessment.confidence"],
  items: (facts, window) => confidenceItems(facts.selfAssessments, window).filter(item => item.at <= facts.asOf),
  figure: pointsGained,
});

function confidenceItems(assessments: readonly SelfAssessmentFact[], window: Window): LevelItem[] {
  return assessments.flatMap(({ personId, at, confidence }) =>
    at >= window.to || confidence === null
      ? []
      : [{ personId, skill: "confidence", at, level: confidence, isInWindow: isWithin(at, window) }],
  );
}

/**
 * Change of confidence: by how much people's answer to "how sure are you that you'll reach your goals" rose since their
 * first, on the scale 1 to 5. -4 to 4.
 *
 * Pairs: a person's first answer of all against the latest in the window; n is people, with the 95 % Student-t interval
 * from two up. Null when nobody answered again. See docs/metrics.md#the-figures.
 */
export function confidenceChange(assessments: readonly SelfAssessmentFact[], window: Window): MetricValue {
  return fold(CONFIDENCE_CHANGE, confidenceItems(assessments, window));
}
