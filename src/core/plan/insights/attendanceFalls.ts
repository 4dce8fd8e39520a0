import { programmeSpan } from "../../domain/programme.ts";
import { addDays, localDate, mondayOf } from "../../domain/values/time.ts";
import { ABOUT_NOTHING, type Insight } from "../../rules/insights/insight.ts";
import { ATTENDANCE_RATE, seatsOf } from "../../rules/metrics/attendanceRate.ts";
import type { Window } from "../../rules/metrics/facts.ts";
import { shareOfAnswers } from "../../rules/metrics/feedbackFigure.ts";
import type { MetricValue } from "../../rules/metrics/metric.ts";
import { LEAST_ANSWERS } from "../../rules/surveys/waves.ts";
import { evidenceOf, lastDays, type Observed } from "./rule.ts";

const STARTS = 0.15;
const ENDS = 0.05;
const DAYS = 28;
const LEAST_SEATS = 12;
const CHECK_IN_WEEKS = 4;

/**
 * Attendance falls: in four weeks fifteen points or more below all the time before, and so sure that what was before lies
 * above the whole interval. None under twelve seats on either side, and under four people.
 *
 * Seats of one person are not independent: the interval is clustered by person. Ends within five points. Design, section 8.
 */
export function attendanceFalls(observed: Observed): Insight[] {
  const { programme, now, isOpen } = observed;
  const window = lastDays(now, DAYS);
  const recent = attendance(observed, window);
  const before = attendance(observed, { from: programmeSpan(programme).startsAt, to: window.from });
  const key = `${programme.id}/attendance_falls`;
  if (recent.value === null || before.value === null) return [];
  if (recent.n < LEAST_SEATS || before.n < LEAST_SEATS || (recent.people ?? 0) < LEAST_ANSWERS) return [];
  const fall = before.value - recent.value;
  const isSure = recent.interval !== undefined && recent.interval[1] < before.value;
  if (isOpen(key) ? fall < ENDS : fall < STARTS || !isSure) return [];
  const from = addDays(mondayOf(localDate(now, programme.zone)), 7);
  return [
    {
      id: "attendance_falls",
      key,
      programmeId: programme.id,
      evidence: {
        figures: [evidenceOf("attendance_rate", recent, before.value)],
        n: recent.n,
        count: recent.count ?? 0,
        ...window,
      },
      about: ABOUT_NOTHING,
      action: programme.checkIn ? null : { kind: "add_check_ins", from, to: addDays(from, 7 * CHECK_IN_WEEKS) },
    },
  ];
}

/** Seats and those taken, by person. */
function attendance({ facts }: Observed, window: Window): MetricValue {
  const sessions = new Map(ATTENDANCE_RATE.items(facts, window).map(session => [session.id, session]));
  return shareOfAnswers(
    [...sessions.values()].flatMap(seatsOf).map(seat => ({ ...seat, value: Number(seat.isTaken) })),
  );
}
