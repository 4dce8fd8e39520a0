import { FEEDBACK_METRICS } from "./feedback.ts";
import { GROWTH_METRICS } from "./growth.ts";
import { HELP_METRICS } from "./help.ts";
import { MEETING_METRICS } from "./meeting.ts";
import { PROGRAMME_METRICS } from "./programme.ts";

/** Every metric of core/rules/metrics/catalogue.ts, in its order: what it is called and what its figure says. */
export const METRIC_TEXTS = {
  ...FEEDBACK_METRICS,
  ...MEETING_METRICS,
  ...HELP_METRICS,
  ...GROWTH_METRICS,
  ...PROGRAMME_METRICS,
} as const;
