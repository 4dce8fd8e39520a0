import { type Facts, type PersonFact, peopleSeen, type Window } from "./facts.ts";
import { type About, keyed, latest, type MetricValue } from "./metric.ts";

/** Something that happened, to be counted for one person; what has the same person and key is the same. */
export interface Happening {
  key: string;
  personId: string;
}

/** What was counted, beside the people who were active. */
export interface Tally {
  /** How often for each person; people who are not active among them. */
  counts: ReadonlyMap<string, number>;
  /** Those in the programme and not on leave when last seen in the window, in a fixed order. */
  activeIds: readonly string[];
  /** All who were seen. */
  people: readonly PersonFact[];
  total: number;
}

type Item = ({ is: "event" } & Happening) | { is: "person"; person: PersonFact };
type Entry = { is: "event"; personId: string } | { is: "person"; person: PersonFact };

const laterSeen = latest<PersonFact>(person => person.seenAt);

/** A figure of things counted by person, given who was active at all. */
export function tally({
  happenings,
  value,
  ...about
}: About & { happenings(facts: Facts, window: Window): Happening[]; value(tally: Tally): MetricValue }) {
  return keyed<Item, Entry>({
    ...about,
    items: (facts, window) => [
      ...happenings(facts, window).map(({ key, personId }) => ({ is: "event" as const, key, personId })),
      ...peopleSeen(facts, window).map(person => ({ is: "person" as const, person })),
    ],
    key: item => (item.is === "event" ? `event ${item.personId} ${item.key}` : `person ${item.person.personId}`),
    entry: item => (item.is === "event" ? { is: "event", personId: item.personId } : item),
    combine: (a, b) =>
      a.is === "person" && b.is === "person" ? { is: "person", person: laterSeen(a.person, b.person) } : a,
    value: entries => value(tallyOf(entries)),
  });
}

function tallyOf(entries: readonly Entry[]): Tally {
  const counts = new Map<string, number>();
  const people: PersonFact[] = [];
  for (const entry of entries)
    if (entry.is === "event") counts.set(entry.personId, (counts.get(entry.personId) ?? 0) + 1);
    else people.push(entry.person);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const activeIds = people.filter(person => person.state === "in").map(person => person.personId);
  return { counts, activeIds, people, total };
}
