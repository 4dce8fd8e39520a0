import { HOUR, type Instant } from "../../domain/values/time.ts";
import { meanAfterSessions, shareAfterSessions } from "./answers.ts";
import { endedWithin, type Fact, type Facts, isHeld, isWithin, presentIds, type Window } from "./facts.ts";
import { shareOf, shareOfAnswers } from "./figures.ts";
import { type About, family, keyed, type MetricValue } from "./metric.ts";

/** Of both sides, so soon after a session's end. */
const WITHIN_HOURS = 48;

/** Who gives feedback and who gets it, and what it says. See docs/metrics.md#the-figures. */
export const FEEDBACK = family({
  /**
   * Feedback given: of the seats in held sessions, the share whose people answered the form after it. 0 to 1; n is seats.
   *
   * Seats are the members who came or, where nobody entered who came, those who had not declined. A late answer counts for
   * the session's own period. With a 95 % interval that respects that people have several seats. Null when nothing was held.
   */
  feedback_given_rate: keyed<SeatItem, { personId: string; present: boolean; gave: boolean }>({
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
  }),

  /**
   * Feedback given a person: how many of the sessions one was at one answered for, on average. 0 or more; n is the people who
   * were at any held session of the window.
   *
   * Null when nothing was held.
   */
  feedback_given_each: bySession({
    unit: "answers",
    direction: "up",
    needs: ["feedback.code", "session.memberIds", "session.cameIds"],
    value: sessions =>
      meanOver(
        peopleAt(sessions),
        sessions.map(session => Object.keys(session.gave).length),
      ),
  }),

  /**
   * Feedback received a person: how many answers of others there are on the sessions one was at, on average. 0 or more; n is
   * the people who were at any held session of the window.
   *
   * An answer in a session of four reaches three people. Null when nothing was held.
   */
  feedback_received_each: bySession({
    unit: "answers",
    direction: "up",
    needs: ["feedback.code", "session.memberIds", "session.cameIds"],
    value: sessions =>
      meanOver(
        peopleAt(sessions),
        sessions.flatMap(({ present, gave }) => Object.keys(present).map(id => othersOf(id, Object.keys(gave)).length)),
      ),
  }),

  /**
   * Feedback from all sides: of the held sessions, the share for which everybody who was there answered within 48 hours of the
   * end. 0 to 1; n is held sessions of two people or more.
   *
   * An answer that is edited later counts by the time it was last sent. Null when nothing was held.
   */
  both_sides_rate: bySession({
    unit: "share",
    direction: "up",
    needs: ["feedback.code", "session.cameIds", "session.endsAt"],
    value: sessions =>
      shareOf(
        sessions.filter(session => Object.keys(session.present).length > 1),
        ({ endedAt, present, gave }) =>
          Object.keys(present).every(id => {
            const at = gave[id];
            return at !== undefined && at <= endedAt + WITHIN_HOURS * HOUR;
          }),
      ),
  }),

  /**
   * Usefulness: the mean of "how useful was it for you" over the answers after sessions of the window, level 1 to 5; n is
   * answers.
   *
   * With a 95 % interval that respects that people answer several times (`clusteredMean`), from two people up. Null without
   * an answer.
   */
  usefulness: meanAfterSessions({
    unit: "level",
    direction: "up",
    needs: ["feedback.useful"],
    scale: [1, 5],
    answer: feedback => feedback.useful,
  }),

  /**
   * Concrete advice: of the answers to "did you get advice you can use", the share that say yes. 0 to 1; n is answers.
   *
   * With a 95 % interval that respects that people answer several times (`clusteredShareInterval`), from two people up.
   * Null without an answer.
   */
  advice_share: shareAfterSessions({
    direction: "up",
    needs: ["feedback.advice"],
    isSo: feedback => feedback.advice,
  }),

  /**
   * Advice applied: of the answers to "what you were advised the time before: have you tried it", without those that had nothing to
   * try, the share that say yes, or partly. 0 to 1; n is answers, one a person and session.
   *
   * With a 95 % interval that respects that people answer several times (`clusteredShareInterval`), from two people up.
   * Null without an answer.
   */
  advice_applied: shareAfterSessions({
    direction: "up",
    needs: ["feedback.applied"],
    isSo: ({ applied }) => (applied === undefined ? null : applied !== "no"),
  }),
});

/** There was attendance at a held session, or feedback on one. */
interface SeatItem {
  sessionId: string;
  personId: string;
  is: "present" | "gave";
}

function seatItems(facts: Facts, window: Window): SeatItem[] {
  const present = endedWithin(facts, window)
    .filter(isHeld)
    .flatMap(session =>
      presentIds(session)
        .filter(id => session.memberIds.includes(id))
        .map(personId => ({ sessionId: session.id, personId, is: "present" as const })),
    );
  const gave = feedbackOf(facts, window).map(({ sessionId, personId }) => ({
    sessionId,
    personId,
    is: "gave" as const,
  }));
  return [...present, ...gave];
}

/** Feedback on sessions of the window; answers for others come to nothing in the end. */
function feedbackOf(facts: Facts, window: Window): Fact<"feedback">[] {
  return facts.feedback.filter(feedback => isWithin(feedback.endedAt, window) && feedback.endedAt <= facts.asOf);
}

/** There was attendance at a held session, or an answer for one. */
interface FeedbackItem {
  sessionId: string;
  endedAt: Instant;
  personId: string;
  /** When they answered; null for having been there. */
  gaveAt: Instant | null;
}

/** Who was at a session, and who answered when. */
interface SessionFeedback {
  endedAt: Instant;
  present: Record<string, true>;
  gave: Record<string, Instant>;
}

/** A figure of feedback by held session. */
function bySession(definition: About & { value(sessions: SessionFeedback[]): MetricValue }) {
  return keyed<FeedbackItem, SessionFeedback>({
    ...definition,
    keeps: "session_feedback",
    items: feedbackItems,
    key: item => item.sessionId,
    entry: ({ endedAt, personId, gaveAt }) => ({
      endedAt,
      present: gaveAt === null ? { [personId]: true } : {},
      gave: gaveAt === null ? {} : { [personId]: gaveAt },
    }),
    combine: (a, b) => ({
      endedAt: Math.max(a.endedAt, b.endedAt),
      present: { ...a.present, ...b.present },
      gave: earliest(a.gave, b.gave),
    }),
    value: sessions => definition.value(sessions.filter(session => Object.keys(session.present).length > 0)),
  });
}

function feedbackItems(facts: Facts, window: Window): FeedbackItem[] {
  const present = endedWithin(facts, window)
    .filter(isHeld)
    .flatMap(session =>
      presentIds(session).map(personId => ({
        sessionId: session.id,
        endedAt: session.endsAt,
        personId,
        gaveAt: null,
      })),
    );
  const gave = feedbackOf(facts, window).map(({ sessionId, endedAt, personId, at }) => ({
    sessionId,
    endedAt,
    personId,
    gaveAt: at,
  }));
  return [...present, ...gave];
}

function earliest(a: Record<string, Instant>, b: Record<string, Instant>): Record<string, Instant> {
  const both = { ...a };
  for (const [personId, at] of Object.entries(b)) both[personId] = Math.min(at, both[personId] ?? at);
  return both;
}

/** How many people were at any of the sessions. */
function peopleAt(sessions: readonly SessionFeedback[]): number {
  return new Set(sessions.flatMap(session => Object.keys(session.present))).size;
}

/** The sum of counts over `n` people; null for none. */
function meanOver(n: number, counts: readonly number[]): MetricValue {
  return { value: n === 0 ? null : counts.reduce((sum, count) => sum + count, 0) / n, n };
}

function othersOf(personId: string, ids: readonly string[]): string[] {
  return ids.filter(id => id !== personId);
}
