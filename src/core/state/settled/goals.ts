import type { Row } from "../../domain/values/row.ts";
import { DAY, type Instant } from "../../domain/values/time.ts";

/** So long after it was done or dropped, and edited last, a goal counts as one of before. */
const GOAL_IS_NEW = 56 * DAY;

/**
 * True for a goal of before, from which nothing follows but figures and digests: they are looked at once a day, with what is settled. What
 * it is about is asked in no new survey.
 */
export function goalIsOver({ values, editedAt }: Pick<Row, "values" | "editedAt">, now: Instant): boolean {
  return (values.status === "done" || values.status === "dropped") && editedAt + GOAL_IS_NEW <= now;
}
