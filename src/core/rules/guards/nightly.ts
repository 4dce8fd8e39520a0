/**
 * Which pages of a table are compared each night with what is kept: what lives wholly, and of what is settled a slice, so that all of
 * it is seen in thirty nights. What is edited is found at once whatever its age; a night finds what was put away unseen.
 */
import { DAY, type Instant } from "../../domain/values/time.ts";

/** In so many nights all that is settled was seen once. */
export const NIGHTS = 30;

/** A stretch of time: pages that were made in it, without bounds where null. `until` is exclusive. */
export interface Made {
  from: Instant | null;
  until: Instant | null;
}

/**
 * The stretches that are compared in the night of `now`; one without bounds where nothing is settled, or so little that it is listed
 * with the rest. `settledFrom` is when the eldest settled page was made, null then, `livingFrom` when those that live were, null where
 * so few live that each is looked at by itself.
 *
 * Settled pages from day 0 to day 300, living ones since: days 40 to 50 in the fifth night of thirty, and all from day 300 on.
 */
export function comparedTonight(settledFrom: Instant | null, livingFrom: Instant | null, now: Instant): Made[] {
  if (settledFrom === null) return [{ from: null, until: null }];
  const end = livingFrom ?? now;
  const night = Math.floor(now / DAY) % NIGHTS;
  const width = Math.max(0, end - settledFrom) / NIGHTS;
  const slice = { from: settledFrom + Math.floor(night * width), until: settledFrom + Math.floor((night + 1) * width) };
  return [...(slice.from < slice.until ? [slice] : []), { from: end, until: null }];
}
