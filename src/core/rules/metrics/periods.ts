import type { Programme } from "../../domain/programme.ts";
import { addDays, atLocal, type Instant } from "../../domain/values/time.ts";
import type { Window } from "./facts.ts";

/** Four weeks of a programme. `to` is exclusive. */
export interface Period extends Window {
  /** 0 for the first. */
  number: number;
}

export const PERIOD_DAYS = 28;

/**
 * The periods of 28 days that have begun by `now`, from the programme's first day to the one its last day falls in.
 *
 * Whole periods at midnights of the programme's zone: the last is not cut, so what comes in after the end belongs to it.
 * None before the start.
 */
export function periodsOf(programme: Pick<Programme, "startsOn" | "endsOn" | "zone">, now: Instant): Period[] {
  const periods: Period[] = [];
  for (let number = 0; ; number += 1) {
    const firstDay = addDays(programme.startsOn, PERIOD_DAYS * number);
    const from = atLocal(firstDay, 0, programme.zone);
    if (from > now || (programme.endsOn !== null && firstDay > programme.endsOn)) return periods;
    periods.push({ number, from, to: atLocal(addDays(firstDay, PERIOD_DAYS), 0, programme.zone) });
  }
}
