import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { planCircleRounds } from "../../../../src/core/rules/circles/circles.ts";
import type { Circles } from "../../../../src/core/rules/circles/seatable.ts";
import { meetingsOf } from "../../../../src/core/rules/matching/meetings.ts";
import { nextSeat } from "../../../../src/core/rules/matching/seats.ts";
import { peopleOf, repeatsOf } from "../matching/repeats.ts";

const plan = (count: number, size: number, rounds: number, seed = "s") =>
  planCircleRounds({ people: peopleOf(count), size, rounds, seed });

/** The coming round's circles. */
const planCircles = (request: Parameters<typeof planCircleRounds>[0]) => planCircleRounds(request)[0] ?? [];

describe("planning circles", () => {
  test.each([
    [0, 5, []],
    [2, 5, []],
    [3, 5, [3]],
    [5, 5, [5]],
    [7, 5, [7]],
    [8, 5, [4, 4]],
    [9, 4, [4, 5]],
    [11, 5, [5, 6]],
    [13, 4, [4, 4, 5]],
    [17, 5, [5, 6, 6]],
    [20, 4, [4, 4, 4, 4, 4]],
  ])("%i people who wish for circles of %i sit in circles of %j", (count, size, sizes) => {
    for (const circles of plan(count, size, 3)) {
      expect(circles.map(circle => circle.length).sort()).toEqual(sizes);
      expect(circles.flat().sort()).toEqual(sizes.length === 0 ? [] : peopleOf(count));
    }
  });

  test.each([
    [8, 4, 6, 60],
    [9, 4, 6, 90],
    [10, 5, 6, 120],
    [11, 5, 6, 150],
    [12, 4, 6, 45],
    [13, 4, 6, 60],
    [14, 5, 6, 75],
    [15, 3, 7, 0],
    [16, 4, 6, 24],
    [17, 5, 6, 120],
    [20, 4, 5, 0],
    [21, 5, 6, 75],
    [25, 5, 6, 0],
    [27, 5, 6, 30],
    [29, 5, 6, 0],
    [30, 5, 6, 0],
    [32, 4, 9, 0],
    [33, 5, 6, 0],
    [40, 5, 6, 0],
  ])("%i people in circles of %i over %i rounds meet again no more than %i times", (count, size, rounds, most) => {
    for (const seed of ["1", "2"]) expect(repeatsOf(plan(count, size, rounds, seed))).toBeLessThanOrEqual(most);
  });

  test("the same seed gives the same circles in whatever order people come; another seed others", () => {
    const coming = (people: string[], seed: string) => planCircles({ people, size: 4, rounds: 3, seed });
    expect(coming([...peopleOf(16).reverse(), "p003"], "s")).toEqual(coming(peopleOf(16), "s"));
    expect(coming(peopleOf(16), "t")).not.toEqual(coming(peopleOf(16), "s"));
  });

  test("of people who never met are equally good whatever the seed and the ids are", () => {
    const ids = peopleOf(10);
    const others = ids.map((_, place) => `${(place * 7919) % 104_729}-${place}`);
    const spread = (who: readonly string[], seed: string) => {
      const rounds = planCircleRounds({ people: who, size: 3, rounds: 5, seed });
      const met = meetingsOf(rounds.flat());
      return who
        .map(a =>
          who
            .map(b => met.count(a, b))
            .sort()
            .join(""),
        )
        .sort();
    };
    const first = spread(ids, "one");
    expect(spread(ids, "another")).toEqual(first);
    expect(spread(others, "a third")).toEqual(first);
  });
  test("what can't be avoided comes late: sixteen people meet nobody again before the sixth round", () => {
    const rounds = plan(16, 4, 6);
    expect(repeatsOf(rounds.slice(0, 5))).toBe(0);
    expect(repeatsOf(rounds)).toBe(24);
  });
});

describe("rounds formed one at a time", () => {
  /** Forms round after round as a programme does, each knowing only those before it. */
  const formed = (count: number, size: number, rounds: number) => {
    const past: Circles[] = [];
    for (let left = rounds; left > 0; left -= 1)
      past.push(planCircles({ people: peopleOf(count), size, past, rounds: left, seed: "s" }));
    return past;
  };

  test.each([
    [9, 4, 4],
    [10, 3, 4],
    [25, 5, 6],
  ])("with everybody there, %i people in circles of %i go on for %i rounds as first planned", (count, size, rounds) => {
    expect(formed(count, size, rounds)).toEqual(plan(count, size, rounds));
  });

  test("go on after a change as they were planned at the change", () => {
    const past: Circles[] = plan(11, 3, 5).slice(0, 2);
    const people = [...peopleOf(11).slice(2), "x"];
    const mended = planCircleRounds({ people, size: 3, past, rounds: 3, seed: "s" });
    for (const [place, round] of mended.entries()) {
      expect(planCircles({ people, size: 3, past, rounds: 3 - place, seed: "s" })).toEqual(round);
      past.push(round);
    }
  });

  test("are planned anew after somebody moved people by hand, and then go on as planned", () => {
    const past: Circles[] = plan(12, 4, 5).slice(0, 2);
    const [first, second, ...rest] = past[1]!;
    past[1] = [[...first!.slice(1), second![0]!], [...second!.slice(1), first![0]!], ...rest];
    const anew = planCircleRounds({ people: peopleOf(12), size: 4, past, rounds: 3, seed: "s" });
    const next = planCircleRounds({
      people: peopleOf(12),
      size: 4,
      past: [...past, anew[0]!],
      rounds: 2,
      seed: "s",
    });
    expect(next).toEqual(anew.slice(1));
  });

  test("are a plan of their own from where it counts, with the rounds before as history", () => {
    const before = plan(16, 4, 3);
    const since3 = { people: peopleOf(16), size: 4, since: 3, seed: "s" };
    const second = planCircleRounds({ ...since3, past: before, rounds: 2 });
    expect(repeatsOf([...before, ...second])).toBe(0);
    expect(planCircleRounds({ ...since3, past: [...before, second[0]!], rounds: 1 })).toEqual(second.slice(1));
  });

  test("go on where nothing is known of the first ones", () => {
    const circles = planCircles({ people: peopleOf(12), size: 4, past: [[], []], rounds: 2, seed: "s" });
    expect(circles.map(circle => circle.length)).toEqual([4, 4, 4]);
  });
});

describe("when two leave and two others come in the middle", () => {
  test.each([
    [15, 3, 7, 3],
    [32, 4, 9, 4],
    [25, 5, 6, 2],
  ])("%i people in circles of %i over %i rounds, after %i: still nobody meets again", (count, size, rounds, after) => {
    const past = plan(count, size, rounds).slice(0, after);
    const people = [...peopleOf(count).slice(2), "x", "y"];
    const mended = planCircleRounds({ people, size, past, rounds: rounds - after, seed: "s" });
    expect(mended.every(round => round.flat().sort().join() === people.join())).toBe(true);
    expect(repeatsOf([...past, ...mended])).toBe(0);
  });

  test("the plan is no worse than one made anew", () => {
    const past = plan(14, 4, 6).slice(0, 3);
    const request = { people: [...peopleOf(14).slice(2), "x", "y"], size: 4, past, rounds: 3, seed: "s" };
    const anew = planCircleRounds({ ...request, since: past.length });
    expect(repeatsOf([...past, ...planCircleRounds(request)])).toBeLessThanOrEqual(repeatsOf([...past, ...anew]));
  });
});

describe("two who must not sit together", () => {
  const apartFrom =
    (...pairs: string[]) =>
    (a: string, b: string) =>
      pairs.includes(a + b);
  const coming = (people: string, size: number, ...pairs: string[]) =>
    planCircles({ people: [...people], size, rounds: 2, seed: "s", forbidden: apartFrom(...pairs) });

  test("sit in two circles where one would have been enough", () => {
    expect(coming("abcdefg", 7, "ab").map(circle => circle.length)).toEqual([3, 4]);
  });
  test("are not both there when there are too few people for two circles; the others meet", () => {
    const circles = coming("abcde", 5, "ab");
    expect(circles.map(circle => circle.length)).toEqual([4]);
    expect(["acde", "bcde"]).toContain(circles[0]!.join(""));
  });
  test("leave out the one whom nobody may sit with, and nobody else", () => {
    expect(coming("abcdefg", 3, "ab", "ac", "ad", "ae", "af", "ag").flat().sort().join("")).toBe("bcdefg");
  });
  test("cost the others nothing where algebra has room for it", () => {
    const forbidden = (a: string, b: string) => a + b === "p000p001";
    const rounds = planCircleRounds({ people: peopleOf(25), size: 5, rounds: 5, seed: "s", forbidden });
    expect(repeatsOf(rounds)).toBe(0);
    expect(rounds.flat().some(circle => circle.includes("p000") && circle.includes("p001"))).toBe(false);
  });
});

test("nobody is twice in a round, forgotten or with whom they must not be, and circles are as equal as can be", () => {
  const people = peopleOf(14);
  const pair = fc.tuple(fc.constantFrom(...people), fc.constantFrom(...people));
  const ask = fc.record({
    was: fc.subarray(people, { minLength: 3 }),
    now: fc.shuffledSubarray(people),
    size: fc.integer({ min: 2, max: 7 }),
    rounds: fc.integer({ min: 1, max: 3 }),
    apart: fc.array(pair, { maxLength: 3 }),
    seed: fc.string(),
  });
  fc.assert(
    fc.property(ask, ({ was, now, size, rounds, apart, seed }) => {
      const forbidden = (a: string, b: string) => apart.some(([x, y]) => x === a && y === b && x !== y);
      const past = planCircleRounds({ people: was, size, rounds: 2, seed });
      const request = { people: now, size, past, rounds, seed, forbidden };
      const plan = planCircleRounds(request);
      expect(plan).toHaveLength(rounds);
      expect(planCircles({ ...request, people: [...now].sort() })).toEqual(plan[0]);
      for (const circles of plan) {
        const seated = circles.flat();
        expect(new Set(seated).size).toBe(seated.length);
        expect(seated.every(person => now.includes(person))).toBe(true);
        const missing = now.filter(person => !seated.includes(person));
        if (now.length >= 3 && apart.length === 0) expect(missing).toEqual([]);
        for (const person of missing)
          expect(seated.length === 0 || now.some(other => forbidden(person, other) || forbidden(other, person))).toBe(
            true,
          );
        const sizes = circles.map(circle => circle.length);
        if (sizes.length > 0) expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        for (const circle of circles) {
          expect(circle.length).toBeGreaterThanOrEqual(3);
          expect(circle.some(a => circle.some(b => forbidden(a, b)))).toBe(false);
        }
      }
    }),
    { numRuns: 60 },
  );
});

describe("the facilitator's seat", () => {
  test("goes to the one who held it least", () => {
    expect(
      nextSeat(
        ["a", "b", "c"],
        new Map([
          ["a", 2],
          ["b", 1],
          ["c", 3],
        ]),
        "s",
      ),
    ).toBe("b");
  });
  test("goes round: after as many turns as there are members everybody held it once", () => {
    const held = new Map<string, number>();
    for (let turn = 0; turn < 5; turn += 1) {
      const person = nextSeat(peopleOf(5), held, `turn ${turn}`);
      held.set(person, (held.get(person) ?? 0) + 1);
    }
    expect([...held.values()]).toEqual([1, 1, 1, 1, 1]);
  });
  test("is drawn among equals by the seed, in whatever order they come", () => {
    const draws = Array.from({ length: 20 }, (_, seed) => nextSeat(["a", "b", "c"], new Map(), `${seed}`));
    expect(new Set(draws).size).toBe(3);
    expect(nextSeat(["c", "a", "b"], new Map(), "7")).toBe(draws[7]);
    expect(nextSeat([], new Map(), "s")).toBe("");
  });
});
