import type { Instant } from "../../domain/values/time.ts";
import {
  endedSessions,
  type Fact,
  type Facts,
  isHeld,
  isWithin,
  peopleSeen,
  presentIds,
  type Window,
} from "./facts.ts";
import { ratio, shareOf } from "./figures.ts";
import { family, keyed, latest } from "./metric.ts";

/**
 * Who people meet, and whether they come to what is open to many.
 *
 * Held sessions go back to the programme's start. See docs/metrics.md#the-figures.
 */
export const MEETINGS = family({
  /**
   * New people met: how many people one met for the first time in the programme, on average, 0 or more people; n is the people
   * who met anyone in the window.
   *
   * Null when nobody met.
   */
  new_people_met: keyed<MeetingItem, Acquaintance>({
    keeps: "meetings",
    unit: "people",
    direction: "up",
    needs: ["session.status", "session.memberIds", "session.cameIds"],
    items: meetingsUntil,
    key: item => item.pair.join(" "),
    entry: acquaintanceOf,
    combine: bothKnown,
    value(acquaintances) {
      const met = acquaintances.filter(known => Object.keys(known.inWindow).length > 0);
      const n = new Set(met.flatMap(known => known.pair)).size;
      return { value: n === 0 ? null : (2 * met.filter(isNew).length) / n, n };
    },
  }),

  /**
   * New people met of those possible: of all pairs of people in the programme and not on leave, the share that met for the
   * first time in the window. 0 to 1; n is pairs.
   *
   * Each person as last seen in the window. Where everybody meets everybody, the shares of the windows add up to 1. Null under
   * two people.
   */
  new_people_share: keyed<MeetingOrPerson, AcquaintanceOrPerson>({
    unit: "share",
    direction: "up",
    needs: ["session.status", "session.memberIds", "session.cameIds", "person.state"],
    items: (facts, window) => [
      ...meetingsUntil(facts, window).map(meeting => ({ is: "meeting" as const, meeting })),
      ...peopleSeen(facts, window).map(person => ({ is: "person" as const, person })),
    ],
    key: item => (item.is === "meeting" ? `meeting ${item.meeting.pair.join(" ")}` : `person ${item.person.personId}`),
    entry: item => (item.is === "meeting" ? { is: "meeting", known: acquaintanceOf(item.meeting) } : item),
    combine(a, b) {
      if (a.is === "meeting" && b.is === "meeting") return { is: "meeting", known: bothKnown(a.known, b.known) };
      return a.is === "person" && b.is === "person" ? { is: "person", person: laterSeen(a.person, b.person) } : a;
    },
    value(entries) {
      const active = new Set(
        entries.flatMap(entry => (entry.is === "person" && entry.person.state === "in" ? [entry.person.personId] : [])),
      );
      const met = entries.filter(
        entry => entry.is === "meeting" && isNew(entry.known) && entry.known.pair.every(id => active.has(id)),
      );
      return ratio(met.length, (active.size * Math.max(0, active.size - 1)) / 2);
    },
  }),

  /**
   * Repeat meetings: of the meetings of two people in the window, the share of those who had met before in the programme.
   * 0 to 1; n is meetings of two (a session of three has three).
   *
   * Neither good nor bad by itself: a circle repeats, random pairs should not. Null when nobody met.
   */
  repeat_share: keyed<MeetingItem, Acquaintance>({
    keeps: "meetings",
    unit: "share",
    direction: "none",
    needs: ["session.status", "session.memberIds", "session.cameIds"],
    items: meetingsUntil,
    key: item => item.pair.join(" "),
    entry: acquaintanceOf,
    combine: bothKnown,
    value(acquaintances) {
      const n = acquaintances.reduce((sum, known) => sum + Object.keys(known.inWindow).length, 0);
      return ratio(n - acquaintances.filter(isNew).length, n);
    },
  }),

  /**
   * Attendance of webinars and classes: of the places people had taken at events of the window of which it is known who came,
   * the share that were used. 0 to 1; n is places.
   *
   * Null while nobody entered who came.
   */
  event_attendance: keyed<Fact<"visits">, boolean>({
    unit: "share",
    direction: "up",
    needs: ["visit.came", "visit.endsAt"],
    items: (facts, window) =>
      facts.visits.filter(visit => isWithin(visit.endsAt, window) && visit.endsAt <= facts.asOf),
    key: visit => `${visit.eventId} ${visit.personId}`,
    entry: visit => visit.came,
    combine: (a, b) => a || b,
    value: visits => shareOf(visits, came => came),
  }),
});

/** Two people at one held session. */
interface MeetingItem {
  sessionId: string;
  at: Instant;
  /** Sorted. */
  pair: readonly [string, string];
  /** It was in the window; earlier meetings are there to know who had met before. */
  isInWindow: boolean;
}

/** What is known of two people: their first meeting of all, and the sessions they met at in the window. */
interface Acquaintance {
  pair: readonly [string, string];
  first: { at: Instant; sessionId: string };
  inWindow: Record<string, true>;
}

type MeetingOrPerson = { is: "meeting"; meeting: MeetingItem } | { is: "person"; person: Fact<"people"> };
type AcquaintanceOrPerson = { is: "meeting"; known: Acquaintance } | { is: "person"; person: Fact<"people"> };

const laterSeen = latest<Fact<"people">>(person => person.seenAt);

/** Every two people at each held session up to the window's end. */
function meetingsUntil(facts: Facts, window: Window): MeetingItem[] {
  return meetingItems(endedSessions(facts, window), window);
}

/** Every two people at each session that was held before the window's end; a session of three has three such meetings. */
export function meetingItems(sessions: readonly Fact<"sessions">[], window: Window): MeetingItem[] {
  return sessions
    .filter(session => isHeld(session) && session.endsAt < window.to)
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

function acquaintanceOf(item: MeetingItem): Acquaintance {
  return {
    pair: item.pair,
    first: { at: item.at, sessionId: item.sessionId },
    inWindow: item.isInWindow ? { [item.sessionId]: true } : {},
  };
}

function bothKnown(a: Acquaintance, b: Acquaintance): Acquaintance {
  const isFirst = a.first.at - b.first.at || (a.first.sessionId < b.first.sessionId ? -1 : 1);
  return { pair: a.pair, first: isFirst < 0 ? a.first : b.first, inWindow: { ...a.inWindow, ...b.inWindow } };
}

/** True when the two had never met before the window. */
function isNew(acquaintance: Acquaintance): boolean {
  return acquaintance.inWindow[acquaintance.first.sessionId] === true;
}
