import type { PersonFact, SessionFact, Window } from "./facts.ts";
import {
  type Acquaintance,
  acquaintanceOf,
  isNew,
  joined,
  type MeetingItem,
  meetingItems,
  meetingsUntil,
} from "./meetings.ts";
import { fold, keyedMetric, type MetricValue } from "./metric.ts";
import { laterSeen, peopleSeen } from "./peopleShare.ts";

type Item = { is: "meeting"; meeting: MeetingItem } | { is: "person"; person: PersonFact };
type Entry = { is: "meeting"; known: Acquaintance } | { is: "person"; person: PersonFact };

/** See `newPeopleShare`. */
export const NEW_PEOPLE_SHARE = keyedMetric<Item, Entry>({
  id: "new_people_share",
  unit: "share",
  direction: "up",
  needs: ["session.status", "session.memberIds", "session.cameIds", "person.state"],
  items: (facts, window) => itemsOf(meetingsUntil(facts, window), peopleSeen(facts, window)),
  key: item => (item.is === "meeting" ? `meeting ${item.meeting.pair.join(" ")}` : `person ${item.person.personId}`),
  entry: item => (item.is === "meeting" ? { is: "meeting", known: acquaintanceOf(item.meeting) } : item),
  combine(a, b) {
    if (a.is === "meeting" && b.is === "meeting") return { is: "meeting", known: joined(a.known, b.known) };
    return a.is === "person" && b.is === "person" ? { is: "person", person: laterSeen(a.person, b.person) } : a;
  },
  value(entries) {
    const active = new Set(
      entries.flatMap(entry => (entry.is === "person" && entry.person.state === "in" ? [entry.person.personId] : [])),
    );
    const n = (active.size * Math.max(0, active.size - 1)) / 2;
    const count = entries.filter(
      entry => entry.is === "meeting" && isNew(entry.known) && entry.known.pair.every(id => active.has(id)),
    ).length;
    return { value: n === 0 ? null : count / n, n, count };
  },
});

function itemsOf(meetings: readonly MeetingItem[], people: readonly PersonFact[]): Item[] {
  return [
    ...meetings.map(meeting => ({ is: "meeting" as const, meeting })),
    ...people.map(person => ({ is: "person" as const, person })),
  ];
}

/**
 * New people met of those possible: of all pairs of people in the programme and not on leave, the share that met for the first
 * time in the window. 0 to 1; n is pairs.
 *
 * `sessions` go back to the programme's start. Everybody meets everybody: the shares of the windows add up to 1. Null
 * under two people. See docs/metrics.md#the-figures.
 */
export function newPeopleShare(
  sessions: readonly SessionFact[],
  people: readonly PersonFact[],
  window: Window,
): MetricValue {
  return fold(NEW_PEOPLE_SHARE, itemsOf(meetingItems(sessions, window), people));
}
