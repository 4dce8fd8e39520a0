import { flag, type Row } from "../../domain/values/row.ts";
import { DAY, type Instant } from "../../domain/values/time.ts";

/** So long after it was ticked and edited last, a step counts as one of before; and lines of a session are looked at no longer. */
export const STEPS_ARE_NEW = 56 * DAY;

/** True for a step that was done long ago: no agenda has it, and whoever advised it was told. */
export function stepIsOver(row: Row, now: Instant): boolean {
  return flag(row, "done") && row.editedAt + STEPS_ARE_NEW <= now;
}
