import { describe, expect, test } from "vitest";
import { skillIdentity } from "../../../../src/core/domain/skill.ts";
import { apartOf } from "../../../../src/core/domain/values/apart.ts";
import { crowdPairs } from "../../../../src/core/rules/crowds/crowdPairs.ts";
import { partsOf } from "../../../../src/core/rules/crowds/parts.ts";
import { computed } from "../../../../src/core/rules/crowds/stages.ts";
import { planBestFit } from "../../../../src/core/rules/matching/bestFit.ts";
import { fitScore, profileOf } from "../../../../src/core/rules/matching/fit.ts";
import { brokenRule } from "../../../../src/core/rules/matching/hardRules.ts";
import { meetingsOf } from "../../../../src/core/rules/matching/meetings.ts";
import { BENCH_WEIGHTS, WEEK } from "../../../bench/matchingWorlds.ts";
import { aCrowd, computedFrom, type Kept } from "./people.ts";

const COUNT = 1201;
const people = aCrowd(COUNT);
const even = people.slice(1);
const request = { people, met: meetingsOf([]), seed: "programme/0", week: WEEK, weights: BENCH_WEIGHTS };
const byId = new Map(people.map(person => [person.id, person]));

function pointsOf(groups: readonly (readonly string[])[]): number {
  const skill = skillIdentity();
  const profiles = new Map(people.map(person => [person.id, profileOf(person, WEEK, skill)]));
  const fit = { format: "pair", weights: BENCH_WEIGHTS, met: meetingsOf([]) } as const;
  return groups.reduce((sum, group) => {
    const twos = group.flatMap((a, place) => group.slice(place + 1).map(b => [a, b] as const));
    const points = twos.map(([a, b]) => fitScore(profiles.get(a)!, profiles.get(b)!, fit));
    return sum + points.reduce((all, one) => all + one, 0) / (group.length - 1);
  }, 0);
}

describe("a crowd's pairs by fit", () => {
  const { groups, leftOut } = computed(crowdPairs(request));

  test("everybody is in one group, of an odd number three are together", () => {
    expect(leftOut).toEqual([]);
    expect(groups.flat().sort()).toEqual(people.map(({ id }) => id).sort());
    expect(groups.filter(({ length }) => length === 3)).toHaveLength(1);
    expect(groups.every(({ length }) => length === 2 || length === 3)).toBe(true);
  });

  test("nobody is with somebody more than a level away", () => {
    const breaks = (a: string, b: string) => a !== b && brokenRule(byId.get(a)!, byId.get(b)!, "pair") !== null;
    expect(groups.filter(group => group.some(a => group.some(b => breaks(a, b))))).toEqual([]);
  });

  test("the same world gives the same pairs, in whatever order people come", () => {
    expect(computed(crowdPairs({ ...request, people: [...people].reverse() })).groups).toEqual(groups);
  });

  test("they are within a percent of the best there are", () => {
    const found = computed(crowdPairs({ ...request, people: even })).groups;
    const { quality } = planBestFit({ ...request, people: even });
    expect(pointsOf(found)).toBeGreaterThanOrEqual(0.99 * quality.bound);
  });

  test("whoever is never to be with somebody is not, and who have met meet others", () => {
    const apart = apartOf(new Map(groups.map(([a = "", b = ""]) => [a, [b]])));
    const kept = computed(crowdPairs({ ...request, apart })).groups;
    const again = computed(
      crowdPairs({ ...request, met: meetingsOf(groups), weights: { ...BENCH_WEIGHTS, met: 1000 } }),
    );
    const before = new Set(groups.map(group => group.join()));
    expect([...kept, ...again.groups].filter(group => before.has(group.join()))).toEqual([]);
  });

  test("whoever was least in three is the one who joins two", () => {
    const seldom = people[700]!.id;
    const cameToTriads = new Map(people.map(({ id }) => [id, id === seldom ? 0 : 3]));
    const found = computed(crowdPairs({ ...request, cameToTriads })).groups;
    expect(found.find(({ length }) => length === 3)).toContain(seldom);
  });
});

describe("an edit while a crowd's round is computed", () => {
  const kept: Kept = { pieces: new Map(), computed: [] };
  computedFrom(crowdPairs(request), kept);
  const all = kept.computed.splice(0);

  test("nothing is computed again where nothing is other", () => {
    computedFrom(crowdPairs(request), kept);
    expect(kept.computed).toEqual([]);
  });

  test("computes again whom people of the edited one's part fit, and no other part's; the outcome is that of the world as it is", () => {
    const edited = people.map((person, place) => (place === 5 ? { ...person, offers: ["skill 1"], level: 3 } : person));
    const again: Kept = { pieces: new Map(kept.pieces), computed: [] };
    const found = computedFrom(crowdPairs({ ...request, people: edited }), again);
    const parts = partsOf(people, request.seed);
    const own = parts.findIndex(part => part.some(({ id }) => id === people[5]!.id));
    const candidates = (keys: readonly string[]) => keys.filter(key => key.startsWith("candidates"));
    expect(candidates(again.computed)).toHaveLength(parts.length);
    expect(candidates(again.computed).every(key => key.split(" ").slice(1).includes(String(own)))).toBe(true);
    expect(candidates(all).length).toBeGreaterThan(parts.length);
    expect(found).toEqual(computed(crowdPairs({ ...request, people: edited })));
  });

  test("whoever leaves is in no pair, and the parts of the others are kept", () => {
    const [gone] = people;
    const again: Kept = { pieces: new Map(kept.pieces), computed: [] };
    const found = computedFrom(crowdPairs({ ...request, people: people.slice(1) }), again);
    expect(found.groups.flat()).not.toContain(gone!.id);
    expect(found.groups.flat()).toHaveLength(COUNT - 1);
    expect(again.computed.length).toBeLessThan(all.length);
  });
});
