import type { InsightId } from "../../core/rules/insights/insight.ts";
import { ANSWER_INSIGHTS } from "./answers.ts";
import { GOAL_INSIGHTS } from "./goals.ts";
import type { InsightText } from "./insightText.ts";
import { MEETING_INSIGHTS } from "./meetings.ts";
import { PEOPLE_INSIGHTS } from "./people.ts";

/** What every rule says. */
export const INSIGHT_TEXTS: Readonly<Record<InsightId, InsightText>> = {
  ...PEOPLE_INSIGHTS,
  ...MEETING_INSIGHTS,
  ...GOAL_INSIGHTS,
  ...ANSWER_INSIGHTS,
};
