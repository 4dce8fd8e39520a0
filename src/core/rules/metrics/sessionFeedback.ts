import type { Instant } from "../../domain/values/time.ts";
import {
  type Facts,
  type FeedbackFact,
  isWithin,
  type Need,
  presentIds,
  type SessionFact,
  type Window,
} from "./facts.ts";
import { HELD_RATE } from "./heldRate.ts";
import { keyedMetric, type MetricValue, type Unit } from "./metric.ts";

/** Somebody was at a held session, or answered for one. */
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
export function sessionFeedbackMetric(definition: {
  id: string;
  unit: Unit;
  needs: readonly [Need, ...Need[]];
  value(sessions: SessionFeedback[]): MetricValue;
}) {
  return keyedMetric<FeedbackItem, SessionFeedback>({
    ...definition,
    keeps: "session_feedback",
    direction: "up",
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
  const feedback = facts.feedback.filter(one => isWithin(one.endedAt, window) && one.endedAt <= facts.asOf);
  return itemsOf(HELD_RATE.items(facts, window), feedback);
}

/** Who was at the sessions that were held, and who answered for which; answers for others come to nothing in the end. */
export function itemsOf(sessions: readonly SessionFact[], feedback: readonly FeedbackFact[]): FeedbackItem[] {
  const held = sessions.filter(session => session.kind === "session" && session.status === "met");
  const present = held.flatMap(session =>
    presentIds(session).map(personId => ({
      sessionId: session.id,
      endedAt: session.endsAt,
      personId,
      gaveAt: null,
    })),
  );
  const gave = feedback.map(({ sessionId, endedAt, personId, at }) => ({ sessionId, endedAt, personId, gaveAt: at }));
  return [...present, ...gave];
}

function earliest(a: Record<string, Instant>, b: Record<string, Instant>): Record<string, Instant> {
  const both = { ...a };
  for (const [personId, at] of Object.entries(b)) both[personId] = Math.min(at, both[personId] ?? at);
  return both;
}

/** The people who were at any of the sessions. */
export function peopleAt(sessions: readonly SessionFeedback[]): number {
  return new Set(sessions.flatMap(session => Object.keys(session.present))).size;
}
