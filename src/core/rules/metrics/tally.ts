import type { Facts, Need, PersonFact, Window } from "./facts.ts";
import { keyedMetric, type MetricValue, type Unit } from "./metric.ts";
import { laterSeen, peopleSeen } from "./peopleShare.ts";

/** Something that happened, to be counted for one person; or a person as they were seen. */
type TallyItem = { is: "event"; key: string; personId: string } | { is: "person"; person: PersonFact };
type TallyEntry = { is: "event"; personId: string } | { is: "person"; person: PersonFact };

/** What was counted, beside the people who were active. */
interface Tally {
  /** How often for each person; people who are not active among them. */
  counts: ReadonlyMap<string, number>;
  /** Those in the programme and not on leave when last seen in the window, in a fixed order. */
  activeIds: readonly string[];
  /** All who were seen. */
  people: readonly PersonFact[];
  total: number;
}

/** Events and people as items. */
export function tallyItems(
  events: readonly { key: string; personId: string }[],
  people: readonly PersonFact[],
): TallyItem[] {
  return [
    ...events.map(event => ({ is: "event" as const, ...event })),
    ...people.map(person => ({ is: "person" as const, person })),
  ];
}

/** A figure of things counted by person, in the light of who was active at all. */
export function tallyMetric(definition: {
  id: string;
  keeps?: string;
  unit: Unit;
  direction: "up" | "down" | "none";
  needs: readonly [Need, ...Need[]];
  leastPeople?: number;
  events(facts: Facts, window: Window): { key: string; personId: string }[];
  value(tally: Tally): MetricValue;
}) {
  const { events, value, ...rest } = definition;
  return keyedMetric<TallyItem, TallyEntry>({
    ...rest,
    items: (facts, window) => tallyItems(events(facts, window), peopleSeen(facts, window)),
    key: item => (item.is === "event" ? `event ${item.personId} ${item.key}` : `person ${item.person.personId}`),
    entry: item => (item.is === "event" ? { is: "event", personId: item.personId } : item),
    combine: (a, b) =>
      a.is === "person" && b.is === "person" ? { is: "person", person: laterSeen(a.person, b.person) } : a,
    value: entries => value(tallyOf(entries)),
  });
}

function tallyOf(entries: readonly TallyEntry[]): Tally {
  const counts = new Map<string, number>();
  const people: PersonFact[] = [];
  for (const entry of entries)
    if (entry.is === "event") counts.set(entry.personId, (counts.get(entry.personId) ?? 0) + 1);
    else people.push(entry.person);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const activeIds = people.filter(person => person.state === "in").map(person => person.personId);
  return { counts, activeIds, people, total };
}
