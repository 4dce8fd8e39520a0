import { type Instant, MINUTE } from "../../domain/values/time.ts";

/** So long after a person's last edit Krug leaves the page alone: somebody may be writing. */
const QUIET_MS = 5 * MINUTE;

/** True while somebody may still be writing on a page, by its last edit and whose it was; edit times are rounded down to the minute. */
export function isBeingWritten(editedAt: Instant, isByPerson: boolean, now: Instant): boolean {
  return isByPerson && now - editedAt < QUIET_MS + MINUTE;
}
