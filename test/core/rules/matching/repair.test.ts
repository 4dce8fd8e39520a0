import fc from "fast-check";
import { expect, test } from "vitest";
import { meetingsOf } from "../../../../src/core/rules/matching/meetings.ts";
import { type Repair, type RoundGroup, repairRound } from "../../../../src/core/rules/matching/repair.ts";

const nothing: Repair = { changed: [], dissolved: [], created: [] };
const aGroup = (id: string, members: string, fixed = false): RoundGroup => ({ id, memberIds: [...members], fixed });
const repair = (groups: RoundGroup[], present: string, past: string[] = []) =>
  repairRound({ groups, present: [...present], met: meetingsOf(past.map(group => [...group])), seed: "s" });

test("nothing changes when nobody came or went", () => {
  expect(repair([aGroup("1", "ab"), aGroup("2", "cde")], "abcde")).toEqual(nothing);
});

test("somebody left alone joins the pair they met least", () => {
  expect(repair([aGroup("1", "ab"), aGroup("2", "cd"), aGroup("3", "ef")], "acdef", ["ac"])).toEqual({
    changed: [{ id: "3", memberIds: ["a", "e", "f"] }],
    dissolved: ["1"],
    created: [],
  });
});

test("two left alone form a pair in the group of the first", () => {
  expect(repair([aGroup("1", "ab"), aGroup("2", "cd"), aGroup("3", "ef")], "acef")).toEqual({
    changed: [{ id: "1", memberIds: ["a", "c"] }],
    dissolved: ["2"],
    created: [],
  });
});

test("two newcomers are a new pair, and nobody else is disturbed", () => {
  expect(repair([aGroup("1", "ab")], "abxy")).toEqual({ ...nothing, created: [["x", "y"]] });
});

test("one newcomer keeps company to somebody left alone", () => {
  expect(repair([aGroup("1", "ab"), aGroup("2", "cd")], "acdx")).toEqual({
    ...nothing,
    changed: [{ id: "1", memberIds: ["a", "x"] }],
  });
});

test("where there are only triads, one gives a member up to the newcomer and two pairs result", () => {
  expect(repair([aGroup("1", "abc")], "abcx", ["xa", "xb"])).toEqual({
    ...nothing,
    changed: [{ id: "1", memberIds: ["a", "b"] }],
    created: [["c", "x"]],
  });
});

test("a triad that loses one stays as a pair; a pair that loses both is dissolved", () => {
  expect(repair([aGroup("1", "abc"), aGroup("2", "de")], "ab")).toEqual({
    changed: [{ id: "1", memberIds: ["a", "b"] }],
    dissolved: ["2"],
    created: [],
  });
});

test("a group whose session began is not touched, even when somebody left", () => {
  expect(repair([aGroup("1", "ab", true), aGroup("2", "cd")], "acdx")).toEqual({
    ...nothing,
    changed: [{ id: "2", memberIds: ["c", "d", "x"] }],
  });
  expect(repair([aGroup("1", "ab", true)], "abx")).toEqual(nothing);
});

test("people kept apart are not brought together by a repair", () => {
  const groups = [aGroup("1", "ab"), aGroup("2", "cd")];
  const forbidden = (a: string, b: string) => `${a}${b}` === "ac";
  const found = repairRound({ groups, present: ["a", "c", "d"], met: meetingsOf([]), seed: "s", forbidden });
  expect(found).toEqual({ changed: [], dissolved: ["1"], created: [] });
});

test("somebody nobody could take at first is placed when another's arrival makes room", () => {
  const apart = new Set(["uy", "uv"]);
  for (const seed of ["a", "b", "c", "d", "e", "f"]) {
    const found = repairRound({
      groups: [aGroup("1", "xy")],
      present: [..."uvxy"],
      met: meetingsOf([]),
      seed,
      forbidden: (a, b) => apart.has(a + b),
    });
    expect(found).toEqual({ changed: [{ id: "1", memberIds: ["v", "y"] }], dissolved: [], created: [["u", "x"]] });
  }
});

test("everybody present has company when it is possible, no group exceeds three, and a second call changes nothing", () => {
  const people = [..."abcdefghijkl"];
  const round = fc.shuffledSubarray(people).chain(order =>
    fc.record({
      order: fc.constant(order),
      sizes: fc.array(fc.constantFrom(2, 2, 3), { maxLength: 5 }),
      fixed: fc.array(fc.boolean(), { minLength: 5, maxLength: 5 }),
      present: fc.subarray(people),
      apart: fc.uniqueArray(fc.tuple(fc.constantFrom(...people), fc.constantFrom(...people)), { maxLength: 4 }),
      past: fc.array(fc.subarray(people, { minLength: 2, maxLength: 3 }), { maxLength: 8 }),
      seed: fc.string(),
    }),
  );
  fc.assert(
    fc.property(round, ({ order, sizes, fixed, present, apart, past, seed }) => {
      const left = [...order];
      let groups: RoundGroup[] = sizes
        .map((size, place) => ({ id: `g${place}`, memberIds: left.splice(0, size), fixed: fixed[place]! }))
        .filter(group => group.memberIds.length > 1);
      const met = meetingsOf(past);
      const forbidden = (a: string, b: string) => apart.some(([x, y]) => x === a && y === b);
      const before = new Map(groups.map(group => [group.id, group]));
      const first = repairRound({ groups, present, met, seed, forbidden });
      for (const { id } of [...first.changed, ...first.dissolved.map(id => ({ id }))])
        expect(before.get(id)!.fixed).toBe(false);
      groups = [
        ...groups
          .filter(group => !first.dissolved.includes(group.id))
          .map(group => ({
            ...group,
            memberIds: first.changed.find(({ id }) => id === group.id)?.memberIds ?? group.memberIds,
          })),
        ...first.created.map((memberIds, place) => ({ id: `new${place}`, memberIds, fixed: false })),
      ];
      const open = groups.filter(group => !group.fixed);
      const all = groups.flatMap(group => [...group.memberIds]);
      expect(new Set(all).size).toBe(all.length);
      for (const group of open) {
        expect([2, 3]).toContain(group.memberIds.length);
        for (const person of group.memberIds) expect(present).toContain(person);
      }
      const without = present.filter(person => !all.includes(person));
      if (apart.length === 0) expect(without.length).toBeLessThanOrEqual(open.length === 0 ? 1 : 0);
      expect(repairRound({ groups, present, met, seed, forbidden })).toEqual(nothing);
      expect(
        repairRound({ groups: [...groups].reverse(), present: [...present].reverse(), met, seed, forbidden }),
      ).toEqual(nothing);
    }),
    { numRuns: 400 },
  );
});

test("the order of groups and people is irrelevant", () => {
  const groups = [aGroup("1", "ab"), aGroup("2", "cd"), aGroup("3", "efg")];
  expect(repair([...groups].reverse(), "yxgeca")).toEqual(repair(groups, "acegxy"));
});
