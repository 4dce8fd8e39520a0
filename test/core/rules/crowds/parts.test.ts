import { describe, expect, test } from "vitest";
import { apartOf } from "../../../../src/core/domain/values/apart.ts";
import { crowdCircles, crowdRotation, crowdTriads, partsOf } from "../../../../src/core/rules/crowds/parts.ts";
import { computed } from "../../../../src/core/rules/crowds/stages.ts";
import { meetingsOf } from "../../../../src/core/rules/matching/meetings.ts";
import { WEEK } from "../../../bench/matchingWorlds.ts";
import { aCrowd } from "./people.ts";

const people = aCrowd(1103);
const ids = people.map(({ id }) => id);
const sizes = (groups: readonly (readonly string[])[]) => [...new Set(groups.map(({ length }) => length))].sort();

describe("the parts of a crowd", () => {
  test("who is in which does not hang on who else is there", () => {
    const parts = partsOf(people, "seed");
    const without = partsOf(people.slice(1), "seed");
    expect(without.map(part => part.length).reduce((sum, one) => sum + one, 0)).toBe(1102);
    for (const [place, part] of without.entries())
      expect(part).toEqual(parts[place]!.filter(({ id }) => id !== ids[0]));
  });
});

describe("a crowd's least-met pairs", () => {
  const pairsOf = (past: string[][][], more = {}) =>
    computed(crowdRotation({ people: ids, met: meetingsOf(past.flat()), seed: `p/${past.length}`, ...more }, ""));

  test("round after round everybody is in one group, one of them of three, and nobody meets anybody again", () => {
    const rounds: string[][][] = [];
    for (let round = 0; round < 3; round += 1) {
      const groups = pairsOf(rounds);
      expect(groups.flat().sort()).toEqual([...ids].sort());
      expect(groups.filter(({ length }) => length === 3)).toHaveLength(1);
      const met = meetingsOf(rounds.flat());
      const again = groups.filter(group => group.some(a => group.some(b => met.count(a, b) > 0)));
      expect(again).toEqual([]);
      rounds.push(groups);
    }
  });

  test("who are never to meet do not", () => {
    const first = pairsOf([]);
    const forbidden = apartOf(new Map(first.map(([a = "", b = ""]) => [a, [b]])));
    const against = pairsOf([], { forbidden }).filter(group => group.some(a => group.some(b => forbidden(a, b))));
    expect(against).toEqual([]);
  });
});

test("a crowd's triads are of three or four, everybody in one, each with its keeper", () => {
  const request = { people, met: meetingsOf([]), seed: "t/0", week: WEEK, matching: "random" } as const;
  const groups = computed(crowdTriads(request, ""));
  expect(groups.flatMap(({ members }) => members).sort()).toEqual([...ids].sort());
  expect(sizes(groups.map(({ members }) => members))).toEqual([3, 4]);
  expect(groups.every(({ keeper, members }) => members.includes(keeper ?? ""))).toBe(true);
});

test("a crowd's circles are of the wished size or one off, and the next round brings others together", () => {
  const circles = (past: string[][][]) =>
    computed(crowdCircles({ people: ids, size: 4, past, rounds: 2, seed: "c" }, ""));
  const first = circles([]);
  expect(first.flat().sort()).toEqual([...ids].sort());
  expect(sizes(first).every(size => size >= 3 && size <= 5)).toBe(true);
  const met = meetingsOf(first);
  const again = circles([first]).flatMap(circle => circle.flatMap(a => circle.map(b => met.count(a, b))));
  expect(again.every(times => times === 0)).toBe(true);
});
