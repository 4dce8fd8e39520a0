import { meanAfterSessions, shareAfterSessions } from "./answers.ts";
import { endedWithin, type Fact, isCounted, isHeld, presentIds } from "./facts.ts";
import { countIn, ratio, shareOf } from "./figures.ts";
import { type Happening, tally } from "./help.ts";
import { type About, family, greater, keyed, type MetricValue } from "./metric.ts";

/**
 * Whether sessions take place, who comes, and how long they last.
 *
 * Of sessions that are over: cancelled ones, those without a common time, and check-ins do not count. See docs/metrics.md#the-figures.
 */
export const SESSIONS = family({
  /** Sessions held: how many are known to have taken place, a number; n is all that are over. Null when nothing is over. */
  sessions_held: byOutcome({
    unit: "number",
    direction: "up",
    value: outcomes => countIn(outcomes.filter(known => known === "met").length, outcomes.length),
  }),

  /**
   * Held: of the sessions that are over and reported, the share in which people met. 0 to 1; n is reported sessions.
   *
   * A date gone by or an accepted invitation is no evidence. `bounds` are the shares if none, or all, of the unreported were
   * held; absent when nothing is over. Null when nothing was reported.
   */
  held_rate: byOutcome({
    unit: "share",
    direction: "up",
    value(outcomes) {
      const met = outcomes.filter(known => known === "met").length;
      const unreported = outcomes.filter(known => known === "unreported").length;
      const all = outcomes.length;
      const figure = ratio(met, all - unreported);
      return all === 0 ? figure : { ...figure, bounds: [met / all, (met + unreported) / all] };
    },
  }),

  /**
   * Unreported: of the sessions that are over, the share nobody said anything about. 0 to 1; n is sessions.
   *
   * To be read beside `held_rate`. Null when nothing is over.
   */
  unreported_share: byOutcome({
    unit: "share",
    direction: "down",
    value: outcomes => shareOf(outcomes, known => known === "unreported"),
  }),

  /**
   * Attendance: of the seats people had not declined, the share that were taken. 0 to 1; n is seats.
   *
   * Over sessions of which it is known who came, and those reported as not held, whose seats stayed empty. Null when nothing
   * is known: no data is not bad attendance.
   */
  attendance_rate: keyed<Fact<"sessions">, { seats: number; taken: number }>({
    unit: "share",
    direction: "up",
    needs: ["session.cameIds", "session.declinedIds", "feedback.met"],
    items: endedWithin,
    key: session => session.id,
    entry(session) {
      const seats = knownSeats(session);
      return seats === null ? null : { seats: seats.length, taken: seats.filter(seat => seat.isTaken).length };
    },
    combine: greater,
    value: sessions =>
      ratio(
        sessions.reduce((sum, session) => sum + session.taken, 0),
        sessions.reduce((sum, session) => sum + session.seats, 0),
      ),
  }),

  /**
   * Rhythm: of the sessions the programme's cadence promised its people, the share they were at. 0 to 1; n is promised
   * sessions, one a person and step of the cadence.
   *
   * Weeks without a common time count as promised. A person's sessions beyond those promised don't make up for another's.
   * Null when nothing was promised yet.
   */
  rhythm: tally({
    keeps: "held_seats",
    unit: "share",
    direction: "up",
    needs: ["session.cameIds", "person.promised"],
    happenings: (facts, window) => heldSeats(endedWithin(facts, window)),
    value: ({ counts, people }) =>
      ratio(
        people.reduce((sum, { personId, promised }) => sum + Math.min(promised, counts.get(personId) ?? 0), 0),
        people.reduce((sum, person) => sum + person.promised, 0),
      ),
  }),

  /**
   * Active: of the people in the programme and not on leave, the share that were at a held session in the window of 28 days.
   * 0 to 1; n is people.
   *
   * Each person as last seen in the window. Null without people.
   */
  active_share: tally({
    keeps: "held_seats",
    unit: "share",
    direction: "up",
    needs: ["session.cameIds", "person.state"],
    happenings: (facts, window) => heldSeats(endedWithin(facts, window)),
    value: ({ counts, activeIds }) => shareOf(activeIds, id => counts.has(id)),
  }),

  /**
   * Minutes a session: the mean of "how many minutes did you talk" over the answers after sessions of the window, 0 to 480
   * minutes; n is answers.
   *
   * Interval as for `usefulness`. Neither good nor bad by itself. Null without an answer.
   */
  session_minutes: meanAfterSessions({
    unit: "minutes",
    direction: "none",
    needs: ["feedback.minutes"],
    scale: [0, 480],
    answer: feedback => feedback.minutes,
  }),

  /**
   * Ended in time: of the answers to "did you finish on time", the share that say yes. 0 to 1; n is answers.
   *
   * Interval and null as for `advice_share`.
   */
  ended_in_time: shareAfterSessions({
    direction: "up",
    needs: ["feedback.endedInTime"],
    isSo: feedback => feedback.endedInTime,
  }),

  /**
   * Concrete questions: of the sessions that are over, the share whose page had a question to talk about. 0 to 1; n is
   * sessions.
   *
   * Null when nothing is over.
   */
  concrete_question_share: keyed<Fact<"sessions">, boolean>({
    unit: "share",
    direction: "up",
    needs: ["session.hasQuestion"],
    items: endedWithin,
    key: session => session.id,
    entry: session => (isCounted(session) ? session.hasQuestion : null),
    combine: (a, b) => a || b,
    value: sessions => shareOf(sessions, hasQuestion => hasQuestion),
  }),
});

/** What is known of a session that is over, by rising evidence. */
const OUTCOMES = ["unreported", "not_met", "met"] as const;
type Outcome = (typeof OUTCOMES)[number];

/** A figure of what is known of the sessions of the window; of two reports of one session, the one with more evidence counts. */
function byOutcome(definition: Omit<About, "needs"> & { value(outcomes: Outcome[]): MetricValue }) {
  return keyed<Fact<"sessions">, Outcome>({
    ...definition,
    keeps: "sessions",
    needs: ["session.status", "feedback.met"],
    items: endedWithin,
    key: session => session.id,
    entry: outcomeOf,
    combine: (a, b) => (OUTCOMES.indexOf(a) >= OUTCOMES.indexOf(b) ? a : b),
  });
}

/** Null for a session that does not count. A planned session that is over is unreported. */
function outcomeOf(session: Fact<"sessions">): Outcome | null {
  if (!isCounted(session)) return null;
  return session.status === "met" || session.status === "not_met" ? session.status : "unreported";
}

/**
 * The seats of a session, each with whose it is; null without evidence of who came. Who declined and came after all took one.
 */
export function knownSeats(session: Fact<"sessions">): { personId: string; isTaken: boolean }[] | null {
  const { status, memberIds, declinedIds, cameIds } = session;
  const isKnown = status === "not_met" || (status === "met" && cameIds.length > 0);
  if (!isCounted(session) || !isKnown) return null;
  return [...new Set(memberIds)]
    .map(personId => ({ personId, isTaken: status === "met" && cameIds.includes(personId) }))
    .filter(({ personId, isTaken }) => isTaken || !declinedIds.includes(personId));
}

/** Each person at each of the sessions that was held. */
export function heldSeats(sessions: readonly Fact<"sessions">[]): Happening[] {
  return sessions
    .filter(isHeld)
    .flatMap(session => presentIds(session).map(personId => ({ key: session.id, personId })));
}
