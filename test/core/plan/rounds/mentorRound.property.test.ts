import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { aMirror, anId, aPerson, aProgramme, at, on, settled } from "../../../world/builders.ts";

type More = Record<string, PlainValue>;
const NAMES = ["Ana", "Boris", "Carla", "Dan", "Eva", "Farid", "Gleb", "Hana", "Ivo"];
const changed = (rows: readonly Row[], name: string, more: More) =>
  rows.map(row => (row.id === anId(name) ? { ...row, values: { ...row.values, ...more } } : row));

describe("a round of mentors, whoever is in it", () => {
  const aWorld = fc
    .array(
      fc.record({
        level: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null, freq: 8 }),
        mentees: fc.option(fc.integer({ min: 0, max: 3 }), { nil: null }),
        manager: fc.option(fc.integer({ min: 0, max: 8 }), { nil: null, freq: 3 }),
        offers: fc.subarray(["a", "b"]),
        seeks: fc.subarray(["a", "b"]),
        status: fc.constantFrom("active", "active", "active", "paused", "left"),
        sessionsAWeek: fc.constantFrom(null, null, 0, 2),
      }),
      { maxLength: NAMES.length },
    )
    .map(people =>
      people.map((one, place) =>
        aPerson(NAMES[place]!, {
          ...one,
          manager: one.manager === null ? [] : [anId(NAMES[one.manager]!)],
        }),
      ),
    );
  const aFormat = fc.constantFrom("mentor", "reverse");
  const aChange = fc.record({
    who: fc.integer({ min: 0, max: 8 }),
    values: fc.constantFrom<More>(
      { status: "left" },
      { status: "paused" },
      { status: "active" },
      { level: 1 },
      { level: 5 },
      { mentees: 1 },
    ),
  });
  const settledOn = (mirror: Mirror, day: string) => settled(mirror, at(`${day}T08:00:00Z`)).mirror;
  const standing = (mirror: Mirror) =>
    mirror.rows.filter(row => row.source === "groups" && row.values.status !== "ended");

  test("keeps capacity and nobody with their manager, is the same in any order, and says why of everybody left out", () => {
    fc.assert(
      fc.property(aWorld, aFormat, fc.array(aChange, { maxLength: 3 }), (people, format, changes) => {
        const programme = aProgramme({ format, end: on("2027-12-31") });
        const first = settledOn(aMirror([programme, ...people]), "2027-01-07");
        const reversed = settledOn(aMirror([...people, programme].reverse()), "2027-01-07");
        expect(
          standing(reversed)
            .map(row => row.values)
            .sort(byKey),
        ).toEqual(
          standing(first)
            .map(row => row.values)
            .sort(byKey),
        );
        let mirror = first;
        for (const { who, values } of changes) mirror = { ...mirror, rows: changed(mirror.rows, NAMES[who]!, values) };
        const counts = holds(first);
        // Who can help fewer than before keeps the pairs they have.
        holds(settledOn(mirror, "2027-01-20"), counts);
      }),
      { numRuns: 60 },
    );
  });

  function holds(mirror: Mirror, before: ReadonlyMap<string, number> = new Map()): Map<string, number> {
    const person = (id: string) => mirror.rows.find(row => row.id === id)!.values;
    const helps = new Map<string, number>();
    const inOne = new Set<string>();
    for (const { values } of standing(mirror)) {
      const [helper] = values.facilitator as string[];
      const [helped] = (values.members as string[]).filter(id => id !== helper);
      expect(person(helped!).manager).not.toContain(helper);
      expect(person(helper!).manager).not.toContain(helped);
      expect(inOne.has(helped!)).toBe(false);
      helps.set(helper!, (helps.get(helper!) ?? 0) + 1);
      for (const id of [helper!, helped!]) inOne.add(id);
    }
    for (const [id, count] of helps)
      expect(count).toBeLessThanOrEqual(Math.max(Number(person(id).mentees ?? 3), before.get(id) ?? 0));
    const says = String(mirror.rows.find(row => row.source === "programmes")?.values.krugSays ?? "");
    for (const row of mirror.rows.filter(one => one.source === "people" && one.values.status !== "left"))
      expect([row.values.name, says.includes(`${row.values.name}`)]).toEqual([row.values.name, !inOne.has(row.id)]);
    return helps;
  }
  const byKey = (a: Row["values"], b: Row["values"]) => (String(a.key) < String(b.key) ? -1 : 1);
});
