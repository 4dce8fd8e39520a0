import type { Insight, InsightId } from "../../rules/insights/insight.ts";
import { attendanceFalls, fewAnswers, helpCarried, overTime, rhythmLost } from "./fromFigures.ts";
import { goalOffTrack, goalReached, skillNotOffered } from "./fromPages.ts";
import { lowSatisfactionNow } from "./lowSatisfaction.ts";
import { noQuestion } from "./noQuestion.ts";
import { oneSidedFeedback } from "./oneSidedFeedback.ts";
import type { Observed, Rule } from "./rule.ts";

const RULES: Readonly<Record<InsightId, Rule>> = {
  help_carried: helpCarried,
  low_satisfaction: lowSatisfactionNow,
  attendance_falls: attendanceFalls,
  rhythm_lost: rhythmLost,
  over_time: overTime,
  no_question: noQuestion,
  goal_off_track: goalOffTrack,
  one_sided_feedback: oneSidedFeedback,
  few_answers: fewAnswers,
  skill_not_offered: skillNotOffered,
  goal_reached: goalReached,
};

/** All that can be seen of a programme now, rule by rule; nothing of one that is not under way or wants no insights. */
export function insightsOf(observed: Observed): Insight[] {
  const { programme } = observed;
  if (programme.status !== "active" || programme.insights === "off") return [];
  return Object.values(RULES).flatMap(rule => rule(observed));
}
