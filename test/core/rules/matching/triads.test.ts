import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { apartOf } from "../../../../src/core/domain/values/apart.ts";
import { randomOf, shuffled } from "../../../../src/core/domain/values/random.ts";
import type { Candidate } from "../../../../src/core/rules/matching/candidate.ts";
import { edgeWeightsOf, groupWeight } from "../../../../src/core/rules/matching/edgeWeights.ts";
import { exchanged } from "../../../../src/core/rules/matching/exchanges.ts";
import { meetingsOf } from "../../../../src/core/rules/matching/meetings.ts";
import { smallDivision } from "../../../../src/core/rules/matching/smallDivision.ts";
import { planTriads } from "../../../../src/core/rules/matching/triads.ts";
import { aCandidate, idsOf, WEEK } from "./people.ts";

type TriadsRequest = Parameters<typeof planTriads>[0];

function plan(people: readonly Candidate[], more: Partial<TriadsRequest> = {}) {
  return planTriads({ people, met: meetingsOf([]), seed: "s", week: WEEK, matching: "random", ...more });
}
const some = (count: number) => idsOf(count).map(id => aCandidate(id));

describe("the sizes of groups", () => {
  test.each([
    [0, []],
    [1, []],
    [2, [2]],
    [3, [3]],
    [4, [4]],
    [5, [2, 3]],
    [6, [3, 3]],
    [7, [3, 4]],
    [8, [4, 4]],
    [16, [3, 3, 3, 3, 4]],
    [17, [3, 3, 3, 4, 4]],
    [18, [3, 3, 3, 3, 3, 3]],
  ])("%i people make groups of %j", (count, sizes) => {
    expect(
      plan(some(count))
        .groups.map(({ members }) => members.length)
        .sort(),
    ).toEqual(sizes);
  });
});

test("every group of three or more has one keeper, who is one of them", () => {
  for (const { members, keeper } of plan(some(17)).groups) expect(members).toContain(keeper);
  expect(plan(some(2)).groups).toEqual([{ members: ["p000", "p001"], keeper: null }]);
});

test("the keeper's seat rotates: over a year of weeks nobody had it three times more than another", () => {
  let met = meetingsOf([]);
  const timesKept = new Map<string, number>();
  for (let week = 0; week < 40; week += 1) {
    const { groups } = plan(some(12), { met, seed: `${week}`, timesKept });
    for (const { keeper } of groups) timesKept.set(keeper!, (timesKept.get(keeper!) ?? 0) + 1);
    met = met.with(groups.map(({ members }) => members));
  }
  expect(Math.max(...timesKept.values()) - Math.min(...timesKept.values())).toBeLessThanOrEqual(2);
});

test("of equals the one keeps the talk whose seat leaves the two who can help each other", () => {
  const people = [
    aCandidate("ana", { offers: ["testing"], seeks: ["sql"] }),
    aCandidate("boris", { offers: ["sql"], seeks: ["testing"] }),
    aCandidate("vera"),
  ];
  expect(plan(people, { matching: "best_fit" }).groups[0]!.keeper).toBe("vera");
  const timesKept = new Map([
    ["vera", 2],
    ["ana", 1],
  ]);
  expect(plan(people, { matching: "best_fit", timesKept }).groups[0]!.keeper).toBe("boris");
});

test("at random, nine people meet all others in four rounds", () => {
  let met = meetingsOf([]);
  for (let round = 0; round < 4; round += 1)
    met = met.with(plan(some(9), { met, seed: `${round}` }).groups.map(({ members }) => members));
  const counts = idsOf(9).flatMap((a, place) =>
    idsOf(9)
      .slice(place + 1)
      .map(b => met.count(a, b)),
  );
  expect(counts.filter(count => count > 1).length).toBeLessThanOrEqual(3);
});

test("by fit, those who can help one another are together, and levels are at most one apart", () => {
  const people = idsOf(9).map((id, place) =>
    aCandidate(id, {
      level: 1 + 2 * Math.floor(place / 3),
      offers: [`skill ${place}`],
      seeks: [`skill ${(place + 1) % 9}`],
    }),
  );
  expect(plan(people, { matching: "best_fit" }).groups.map(({ members }) => members)).toEqual([
    ["p000", "p001", "p002"],
    ["p003", "p004", "p005"],
    ["p006", "p007", "p008"],
  ]);
});

test("exchanges come within a hundredth of the best of all divisions", () => {
  let [reached, best] = [0, 0];
  for (let seed = 0; seed < 20; seed += 1) {
    const random = randomOf(`exchange ${seed}`);
    const scores = Array.from({ length: 144 }, () => random.below(100));
    const edgeWeights = edgeWeightsOf(idsOf(12), "s", (a, b) => scores[a * 12 + b]!);
    const total = (groups: number[][]) => groups.reduce((sum, group) => sum + groupWeight(edgeWeights, group)!, 0);
    reached += total(exchanged(edgeWeights, `${seed}`));
    best += total(smallDivision(edgeWeights, 4, ({ length }) => (length === 3 ? 0 : length === 4 ? 1 : 1000)));
  }
  expect(reached).toBeLessThanOrEqual(best);
  expect(reached / best).toBeGreaterThan(0.99);
});

test("no exchange of two people between groups makes the groups of forty-one any better", () => {
  const random = randomOf("settled");
  const scores = Array.from({ length: 41 * 41 }, () => random.below(100));
  const edgeWeights = edgeWeightsOf(idsOf(41), "s", (a, b) => scores[a * 41 + b]!);
  const groups = exchanged(edgeWeights, "s");
  for (const [place, one] of groups.entries())
    for (const other of groups.slice(place + 1)) {
      const before = groupWeight(edgeWeights, one)! + groupWeight(edgeWeights, other)!;
      for (const a of one)
        for (const b of other) {
          const swapped = [
            one.map(member => (member === a ? b : member)),
            other.map(member => (member === b ? a : member)),
          ];
          expect(groupWeight(edgeWeights, swapped[0]!)! + groupWeight(edgeWeights, swapped[1]!)!).toBeLessThanOrEqual(
            before,
          );
        }
    }
});

test("nobody is twice in a round or forgotten, rules hold, and the order of the input does not matter", () => {
  const person = fc.record({
    level: fc.option(fc.integer({ min: 1, max: 5 })),
    offers: fc.subarray(["a", "b"]),
    seeks: fc.subarray(["A", "B"]),
    isAway: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(person, { maxLength: 22 }),
      fc.array(fc.tuple(fc.nat(21), fc.nat(21)), { maxLength: 8 }),
      fc.constantFrom("random" as const, "best_fit" as const),
      (known, twos, matching) => {
        const people = known.map((one, place) =>
          aCandidate(idsOf(22)[place]!, { ...one, isAway: one.isAway && place % 5 === 0 }),
        );
        const apart = apartOf(new Map(twos.map(([a, b]) => [idsOf(22)[a]!, [idsOf(22)[b]!]])));
        const result = plan(people, { matching, apart });
        const level = new Map(people.map(one => [one.id, one.level]));
        const all = [...result.groups.flatMap(({ members }) => members), ...result.leftOut.map(({ id }) => id)];
        expect(all.sort()).toEqual(people.map(({ id }) => id));
        for (const { members, keeper } of result.groups) {
          expect([2, 3, 4]).toContain(members.length);
          expect(members.length === 2 ? keeper === null : members.includes(keeper!)).toBe(true);
          for (const a of members)
            for (const b of members) {
              if (a === b) continue;
              expect(apart(a, b)).toBe(false);
              const [one, other] = [level.get(a)!, level.get(b)!];
              if (matching === "best_fit" && one !== null && other !== null)
                expect(Math.abs(one - other)).toBeLessThanOrEqual(1);
            }
        }
        expect(plan(shuffled([...people, ...people.slice(0, 2)], randomOf("order")), { matching, apart })).toEqual(
          result,
        );
      },
    ),
    { numRuns: 80 },
  );
});
