import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DAY, localDate, mondayOf } from "../../../../src/core/domain/values/time.ts";
import { type Told, withinLimit } from "../../../../src/core/rules/guards/limit.ts";
import { at } from "../../../world/builders.ts";

type TellKind = Told["tellKind"];

type Tell = Parameters<typeof withinLimit>[0][number];

const WEDNESDAY = at("2027-01-13T09:00:00Z");
const inBerlin = () => "Europe/Berlin";
const tell = (id: string, more: Partial<Tell> = {}): Tell => ({
  id,
  personId: "ana",
  tellKind: "message",
  importance: 1,
  ...more,
});
const told = (day: string, tellKind: TellKind = "message", personId = "ana"): Told => ({
  personId,
  tellKind,
  at: at(`${day}T10:00:00Z`),
});
const idsNow = (tells: readonly Tell[], before: readonly Told[] = [], now = WEDNESDAY, zoneOf = inBerlin) =>
  withinLimit(tells, before, now, zoneOf).now.map(one => one.id);

describe("a person's week", () => {
  test("has room for one form and two messages", () => {
    const all = [
      tell("form a", { tellKind: "form" }),
      tell("form b", { tellKind: "form" }),
      ...["a", "b", "c"].map(id => tell(id)),
    ];
    const parts = withinLimit(all, [], WEDNESDAY, inBerlin);
    expect(parts.now.map(one => one.id)).toEqual(["a", "b", "form a"]);
    expect(parts.later.map(one => one.id)).toEqual(["c", "form b"]);
  });

  test("is used up by what was told since Monday, whichever programme told it", () => {
    expect(idsNow([tell("a")], [told("2027-01-11"), told("2027-01-12")])).toEqual([]);
    expect(idsNow([tell("a")], [told("2027-01-10"), told("2027-01-12")])).toEqual(["a"]);
    expect(idsNow([tell("a", { tellKind: "form" })], [told("2027-01-11"), told("2027-01-12")])).toEqual(["a"]);
  });

  test("is nobody else's", () => {
    expect(
      idsNow([tell("a")], [told("2027-01-11", "message", "boris"), told("2027-01-12", "message", "boris")]),
    ).toEqual(["a"]);
  });

  test("begins on Monday where the person lives", () => {
    const sundayInBerlinMondayInAuckland = at("2027-01-10T20:00:00Z");
    const before = [told("2027-01-08"), told("2027-01-09")];
    expect(idsNow([tell("a")], before, sundayInBerlinMondayInAuckland, inBerlin)).toEqual([]);
    expect(idsNow([tell("a")], before, sundayInBerlinMondayInAuckland, () => "Pacific/Auckland")).toEqual(["a"]);
  });

  test("goes to what matters most", () => {
    const all = [tell("a"), tell("b", { importance: 3 }), tell("c", { importance: 2 })];
    expect(idsNow(all)).toEqual(["b", "c"]);
  });
});

const tells = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 4 }),
    personId: fc.constantFrom("ana", "boris", "carla"),
    tellKind: fc.constantFrom<TellKind>("form", "message"),
    importance: fc.integer({ min: 0, max: 3 }),
  }),
  { selector: one => one.id, maxLength: 25 },
);

test("whatever the causes, nobody is told more in a week than the limit, nothing is lost, and order does not matter", () => {
  fc.assert(
    fc.property(fc.array(tells, { minLength: 1, maxLength: 12 }), fc.infiniteStream(fc.nat(3)), (days, gaps) => {
      const done: Told[] = [];
      let waiting: Tell[] = [];
      let now = WEDNESDAY;
      const ids = new Set<string>();
      for (const [day, fresh] of days.entries()) {
        now += (gaps.next().value ?? 1) * DAY;
        waiting.push(...fresh.map(one => ({ ...one, id: `${day} ${one.id}` })));
        for (const one of waiting) ids.add(one.id);
        const parts = withinLimit(waiting, done, now, inBerlin);
        const backwards = withinLimit([...waiting].reverse(), [...done].reverse(), now, inBerlin);
        expect(backwards).toEqual(parts);
        expect(parts.now.length + parts.later.length).toBe(waiting.length);
        done.push(...parts.now.map(one => ({ personId: one.personId, tellKind: one.tellKind, at: now })));
        waiting = parts.later;
      }
      expect(done.length + waiting.length).toBe(ids.size);
      const counts = new Map<string, number>();
      for (const one of done) {
        const slot = `${one.personId} ${one.tellKind} ${mondayOf(localDate(one.at, "Europe/Berlin"))}`;
        counts.set(slot, (counts.get(slot) ?? 0) + 1);
        expect(counts.get(slot)).toBeLessThanOrEqual(one.tellKind === "form" ? 1 : 2);
      }
    }),
    { numRuns: 200 },
  );
});
