import fc from "fast-check";
import type { PlainValue, Row } from "../../src/core/domain/values/row.ts";
import { DAY } from "../../src/core/domain/values/time.ts";
import type { Mirror } from "../../src/core/state/mirror.ts";
import { type Snapshot, snapshotOf } from "../../src/core/state/snapshot.ts";
import { aMirror, anId, aPerson, aProgramme, at, on, settled } from "../world/builders.ts";
import { aNeedsAnswer } from "../world/needsAnswer.ts";

export const NAMES = ["Ana", "Boris", "Carla", "Dan", "Eva", "Farid", "Gleb", "Hana", "Ivo"];
const SKILLS = ["Testing", "SQL", "Design"];
export const FORMATS = ["pair", "triad", "circle", "mentor", "reverse"] as const;
/** A round is formed, something happens within it, the next one is formed, and something happens again. */
export const DAYS = [0, 5, 7, 12].map(days => at("2027-01-07T08:00:00Z") + days * DAY);

interface Somebody {
  name: string;
  values: Record<string, PlainValue>;
  programmes: number[];
  manager: number | null;
  notWith: number[];
  comesOn: number;
  leavesOn: number | null;
  awayOn: number | null;
}
export interface World {
  programmes: Record<string, PlainValue>[];
  people: Somebody[];
}

const usually = <T>(value: T, ...others: T[]) =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constant(value) },
    { weight: others.length, arbitrary: fc.constantFrom(...others) },
  );
const somebody = fc.record({
  values: fc.record({
    level: fc.constantFrom(null, 1, 2, 3, 4, 5),
    offers: fc.subarray(SKILLS),
    seeks: fc.subarray(SKILLS),
    team: fc.constantFrom("", "A", "B"),
    sessionsAWeek: usually<number | null>(null, 0, 0.5, 1, 1.5, 2),
    mentees: usually<number | null>(null, 0, 1, 2),
    zone: usually("Europe/Berlin", "Europe/Lisbon", "Asia/Almaty"),
    hours: usually("Mon-Fri 9-17", "Tue-Fri 8-13", "Mon-Thu 10-18"),
    consent: usually<PlainValue>(on("2027-01-04"), null),
  }),
  programmes: usually([0, 1], [0], [1]),
  manager: fc.option(fc.nat(8), { nil: null }),
  notWith: fc.array(fc.nat(8), { maxLength: 2 }),
  comesOn: usually(0, 1, 2, 3),
  leavesOn: usually<number | null>(null, 1, 3),
  awayOn: usually<number | null>(null, 0, 1, 3),
});
/** Companies of three to nine people in one or two programmes. */
export const worlds: fc.Arbitrary<World> = fc.record({
  programmes: fc.array(
    fc.record({
      format: fc.constantFrom(...FORMATS),
      matching: fc.constantFrom("random", "best_fit"),
      roundWeeks: fc.constantFrom(null, 1, 2),
      groupSize: fc.constantFrom(3, 4),
      everyWeeks: fc.constantFrom(1, 2),
      checkIn: fc.boolean(),
      end: fc.constant(on("2027-06-30")),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  people: fc
    .array(somebody, { minLength: 3, maxLength: NAMES.length, size: "max" })
    .map(list => list.map((one, index) => ({ ...one, name: NAMES[index]! }))),
});

/** What stands after a day on which all was done that there was to do. */
export interface Stand {
  snapshot: Snapshot;
  now: number;
  world: World;
}

function rowOf(world: World, one: Somebody, day: number): Row {
  const manager = one.manager === null ? undefined : world.people[one.manager];
  return aPerson(one.name, {
    ...one.values,
    programmes: one.programmes
      .filter(index => index < world.programmes.length)
      .map(index => anId(`programme ${index}`)),
    manager: manager === undefined || manager === one ? [] : [anId(manager.name)],
    status: one.leavesOn !== null && one.leavesOn <= day ? "left" : "active",
    away: one.awayOn !== null && one.awayOn <= day ? on("2027-01-12", "2027-01-21") : null,
  });
}

/** What a page says after an edit: the day of consent that Krug entered stays. */
function keptConsent(before: Row | undefined, after: Row): Row["values"] {
  return { ...before?.values, ...after.values, consent: before?.values.consent ?? after.values.consent ?? null };
}

/** Lives through the days; `turned` gives every list in another order. */
export function lived(world: World, turned = false): { stands: Stand[]; done: string[] } {
  const inOrder = <T>(list: readonly T[]): T[] => (turned ? [...list].reverse() : [...list]);
  const answers = world.people.flatMap(one =>
    one.programmes
      .filter(index => index < world.programmes.length)
      .map(index => ({
        ...aNeedsAnswer(
          { notWith: one.notWith.map(other => NAMES[other]!).join(", ") },
          { email: `${one.name.toLowerCase()}@example.org`, responseId: `${one.name} ${index}` },
        ),
        programmeId: anId(`programme ${index}`),
      })),
  );
  const programmes = world.programmes.map((more, index) => aProgramme(more, anId(`programme ${index}`)));
  let mirror: Mirror = aMirror(programmes, { responses: inOrder(answers) });
  const stands: Stand[] = [];
  const done: string[] = [];
  for (const [day, now] of DAYS.entries()) {
    const rows = new Map(mirror.rows.map(row => [row.id, row]));
    for (const one of world.people)
      if (one.comesOn <= day)
        rows.set(anId(one.name), {
          ...rowOf(world, one, day),
          values: keptConsent(rows.get(anId(one.name)), rowOf(world, one, day)),
        });
    const step = settled(
      { ...mirror, rows: inOrder([...rows.values()]), events: inOrder(mirror.events), links: inOrder(mirror.links) },
      now,
    );
    mirror = step.mirror;
    stands.push({ snapshot: snapshotOf(mirror), now, world });
    done.push(...step.done.map(command => JSON.stringify(command)));
  }
  return { stands, done };
}
