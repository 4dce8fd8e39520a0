import { type Facts, type FeedbackFact, isWithin, presentIds, type SessionFact, type Window } from "./facts.ts";
import { shareOfAnswers } from "./feedbackFigure.ts";
import { HELD_RATE } from "./heldRate.ts";
import { fold, keyedMetric, type MetricValue } from "./metric.ts";

/** Somebody was at a held session, or gave feedback on one. */
export interface SeatItem {
  sessionId: string;
  personId: string;
  is: "present" | "gave";
}

/** See `feedbackGivenRate`. */
export const FEEDBACK_GIVEN_RATE = keyedMetric<SeatItem, { personId: string; present: boolean; gave: boolean }>({
  id: "feedback_given_rate",
  unit: "share",
  direction: "up",
  needs: ["feedback.code", "session.memberIds", "session.cameIds"],
  items: seatItems,
  key: item => `${item.sessionId} ${item.personId}`,
  entry: item => ({ personId: item.personId, present: item.is === "present", gave: item.is === "gave" }),
  combine: (a, b) => ({ personId: a.personId, present: a.present || b.present, gave: a.gave || b.gave }),
  value: seats =>
    shareOfAnswers(
      seats.filter(seat => seat.present).map(seat => ({ personId: seat.personId, value: Number(seat.gave) })),
    ),
});

function seatItems(facts: Facts, window: Window): SeatItem[] {
  const feedback = facts.feedback.filter(one => isWithin(one.endedAt, window) && one.endedAt <= facts.asOf);
  return seatsAndFeedback(HELD_RATE.items(facts, window), feedback);
}

function seatsAndFeedback(sessions: readonly SessionFact[], feedback: readonly FeedbackFact[]): SeatItem[] {
  const held = sessions.filter(session => session.kind === "session" && session.status === "met");
  const present = held.flatMap(session =>
    presentIds(session)
      .filter(id => session.memberIds.includes(id))
      .map(personId => ({ sessionId: session.id, personId, is: "present" as const })),
  );
  const gave = feedback.map(({ sessionId, personId }) => ({ sessionId, personId, is: "gave" as const }));
  return [...present, ...gave];
}

/**
 * Feedback given: of the seats in held sessions, the share whose people answered the form after it. 0 to 1; n is seats.
 *
 * Seats are the members who came or, where nobody entered who came, those who had not declined. A late answer counts for
 * the session's own period. With a 95 % interval that respects that people have several seats. Null when nothing was
 * held. See docs/metrics.md#the-figures.
 */
export function feedbackGivenRate(
  endedSessions: readonly SessionFact[],
  feedback: readonly FeedbackFact[],
): MetricValue {
  return fold(FEEDBACK_GIVEN_RATE, seatsAndFeedback(endedSessions, feedback));
}
