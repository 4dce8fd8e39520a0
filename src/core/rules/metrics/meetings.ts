import type { Instant } from "../../domain/values/time.ts";
import { endedSessions, type Facts, presentIds, type SessionFact, type Window } from "./facts.ts";

/** Two people at one held session. */
export interface MeetingItem {
  sessionId: string;
  at: Instant;
  /** Sorted. */
  pair: readonly [string, string];
  /** It was in the window; earlier meetings are there to know who had met before. */
  isInWindow: boolean;
}

/** What is known of two people: their first meeting of all, and the sessions they met at in the window. */
export interface Acquaintance {
  pair: readonly [string, string];
  first: { at: Instant; sessionId: string };
  inWindow: Record<string, true>;
}

/** Every two people at each held session up to the window's end. */
export function meetingsUntil(facts: Facts, window: Window): MeetingItem[] {
  return meetingItems(endedSessions(facts, window), window);
}

/** Every two people at each session that was met; a session of three has three such meetings. */
export function meetingItems(sessions: readonly SessionFact[], window: Window): MeetingItem[] {
  return sessions
    .filter(session => session.kind === "session" && session.status === "met" && session.endsAt < window.to)
    .flatMap(session => {
      const people = presentIds(session);
      return people.flatMap((a, index) =>
        people.slice(index + 1).map(b => ({
          sessionId: session.id,
          at: session.endsAt,
          pair: [a, b] as const,
          isInWindow: session.endsAt >= window.from,
        })),
      );
    });
}

export function acquaintanceOf(item: MeetingItem): Acquaintance {
  return {
    pair: item.pair,
    first: { at: item.at, sessionId: item.sessionId },
    inWindow: item.isInWindow ? { [item.sessionId]: true } : {},
  };
}

export function joined(a: Acquaintance, b: Acquaintance): Acquaintance {
  const isFirst = a.first.at - b.first.at || (a.first.sessionId < b.first.sessionId ? -1 : 1);
  return { pair: a.pair, first: isFirst < 0 ? a.first : b.first, inWindow: { ...a.inWindow, ...b.inWindow } };
}

/** True when the two had never met before the window. */
export function isNew(acquaintance: Acquaintance): boolean {
  return acquaintance.inWindow[acquaintance.first.sessionId] === true;
}
