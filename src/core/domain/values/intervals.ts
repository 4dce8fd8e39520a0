import type { Instant, Interval } from "./time.ts";

/** The time that is in at least one of the intervals: sorted, apart from one another, touching ones made one. */
export function union(intervals: readonly Interval[]): Interval[] {
  const result: { startsAt: Instant; endsAt: Instant }[] = [];
  const sorted = intervals
    .filter(interval => interval.startsAt < interval.endsAt)
    .sort((a, b) => a.startsAt - b.startsAt);
  for (const interval of sorted) {
    const last = result.at(-1);
    if (last !== undefined && interval.startsAt <= last.endsAt) last.endsAt = Math.max(last.endsAt, interval.endsAt);
    else result.push({ ...interval });
  }
  return result;
}

/** The time that is in both; both are sorted and without overlaps, as `union` gives them. */
export function intersection(left: readonly Interval[], right: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const [a, b] = [left[i]!, right[j]!];
    const startsAt = Math.max(a.startsAt, b.startsAt);
    const endsAt = Math.min(a.endsAt, b.endsAt);
    if (startsAt < endsAt) result.push({ startsAt, endsAt });
    if (a.endsAt < b.endsAt) i += 1;
    else j += 1;
  }
  return result;
}

/** The time of `from` that is in none of `taken`; both as `union` gives them. */
export function difference(from: readonly Interval[], taken: readonly Interval[]): Interval[] {
  const result: Interval[] = [];
  let next = 0;
  for (const interval of from) {
    while (next < taken.length && taken[next]!.endsAt <= interval.startsAt) next += 1;
    let startsAt = interval.startsAt;
    for (let place = next; place < taken.length && taken[place]!.startsAt < interval.endsAt; place += 1) {
      if (startsAt < taken[place]!.startsAt) result.push({ startsAt, endsAt: taken[place]!.startsAt });
      startsAt = Math.max(startsAt, taken[place]!.endsAt);
    }
    if (startsAt < interval.endsAt) result.push({ startsAt, endsAt: interval.endsAt });
  }
  return result;
}

/** The interval that holds the whole stretch, found by bisection; null when none does. */
export function holding<T extends Interval>(intervals: readonly T[], stretch: Interval): T | null {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (intervals[middle]!.startsAt <= stretch.startsAt) low = middle + 1;
    else high = middle;
  }
  const found = intervals[low - 1];
  return found !== undefined && stretch.endsAt <= found.endsAt ? found : null;
}
