import { ATTENDANCE_RATE } from "./attendanceRate.ts";
import type { Facts, Window } from "./facts.ts";
import { FEEDBACK_GIVEN_RATE } from "./feedbackGivenRate.ts";
import { GOALS_DONE } from "./goalsDone.ts";
import { GOALS_OFF_TRACK } from "./goalsOffTrack.ts";
import { GOALS_ON_TRACK } from "./goalsOnTrack.ts";
import { GOALS_OVERDUE } from "./goalsOverdue.ts";
import { growthPercentMetric } from "./growthPercent.ts";
import { growthPointsMetric } from "./growthPoints.ts";
import { HELD_RATE } from "./heldRate.ts";
import { fold, type Metric, type MetricValue } from "./metric.ts";
import { NEW_PEOPLE_MET } from "./newPeopleMet.ts";
import { RECOMMEND_SCORE } from "./recommendScore.ts";
import { REPEAT_SHARE } from "./repeatShare.ts";
import { RESPONSE_RATE } from "./responseRate.ts";
import { SATISFACTION } from "./satisfaction.ts";
import { SATISFIED_SHARE } from "./satisfiedShare.ts";
import { SUPPORTED } from "./supported.ts";
import { UNREPORTED_SHARE } from "./unreportedShare.ts";

/** A metric as the catalogue lists it: what it is, and its figure for a window of one programme's facts. */
export interface Listed
  extends Pick<Metric<unknown, unknown>, "id" | "skill" | "unit" | "direction" | "needs" | "leastPeople"> {
  measure(facts: Facts, window: Window): MetricValue;
}

/** Every metric in reading order; growth for all skills together, then for each of `skills`. */
export function catalogue(skills: readonly string[]): Listed[] {
  return [
    listed(SATISFACTION),
    listed(SATISFIED_SHARE),
    listed(SUPPORTED),
    listed(RECOMMEND_SCORE),
    listed(RESPONSE_RATE),
    listed(HELD_RATE),
    listed(UNREPORTED_SHARE),
    listed(ATTENDANCE_RATE),
    listed(FEEDBACK_GIVEN_RATE),
    listed(NEW_PEOPLE_MET),
    listed(REPEAT_SHARE),
    ...[null, ...skills].flatMap(skill => [listed(growthPointsMetric(skill)), listed(growthPercentMetric(skill))]),
    listed(GOALS_DONE),
    listed(GOALS_ON_TRACK),
    listed(GOALS_OFF_TRACK),
    listed(GOALS_OVERDUE),
  ];
}

function listed<Item, Acc>(metric: Metric<Item, Acc>): Listed {
  const { id, skill, unit, direction, needs, leastPeople } = metric;
  return {
    id,
    skill,
    unit,
    direction,
    needs,
    leastPeople,
    measure: (facts, window) => fold(metric, metric.items(facts, window)),
  };
}
