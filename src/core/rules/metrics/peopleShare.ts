import { type Facts, isWithin, type Need, type PersonFact, type Window } from "./facts.ts";
import { greater, keyedMetric, shareOf } from "./metric.ts";

/** People as they were last seen in the window. */
export function peopleSeen(facts: Facts, window: Window): PersonFact[] {
  return facts.people.filter(person => isWithin(person.seenAt, window) && person.seenAt <= facts.asOf);
}

/** Of two looks at a person the later. */
export function laterSeen(a: PersonFact, b: PersonFact): PersonFact {
  return a.seenAt === b.seenAt ? greater(a, b) : a.seenAt > b.seenAt ? a : b;
}

/** Of the people in the programme, each as last seen in the window, the share that stand so. */
export function peopleShareMetric(
  id: string,
  direction: "up" | "down" | "none",
  needs: readonly [Need, ...Need[]],
  isSo: (person: PersonFact) => boolean,
) {
  return keyedMetric<PersonFact, PersonFact>({
    id,
    keeps: "people",
    unit: "share",
    direction,
    needs,
    items: peopleSeen,
    key: person => person.personId,
    entry: person => person,
    combine: laterSeen,
    value: people =>
      shareOf(
        people.filter(person => person.state !== "left"),
        isSo,
      ),
  });
}
