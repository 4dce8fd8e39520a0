import fc from "fast-check";
import { expect, test } from "vitest";
import { randomOf, shuffled } from "../../../../src/core/domain/values/random.ts";
import { Board, NO_DAY, NOWHERE, type Placeable } from "../../../../src/core/rules/scheduling/board.ts";

const group = fc.record({
  members: fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 }),
  length: fc.integer({ min: 1, max: 3 }),
  starts: fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 5 }),
});
const boardOf = (groups: { members: number[]; length: number; starts: number[] }[], gap: number) =>
  new Board(
    groups.map(
      ({ members, length, starts }): Placeable => ({
        members,
        length,
        candidates: [...starts].sort((a, b) => a - b).map(startsAt => ({ startsAt, cost: startsAt })),
        days: starts.map(() => members.map(() => NO_DAY)),
        limits: starts.map(() => []),
      }),
    ),
    { people: 6, gap, limits: [] },
  );

test("groups that are set aside all find a time, whatever times the others have taken", () => {
  let waited = 0;
  fc.assert(
    fc.property(fc.array(group, { maxLength: 8 }), fc.integer({ min: 0, max: 1 }), fc.string(), (groups, gap, seed) => {
      const board = boardOf(groups, gap);
      const random = randomOf(seed);
      const waiting = board.reduced([...groups.keys()]);
      for (const other of shuffled([...groups.keys()], random)) {
        const free = [...board.groups[other]!.candidates.keys()].filter(place => board.isFree(other, place));
        if (!waiting.includes(other) && free.length > 0) board.put(other, free[random.below(free.length)]!);
      }
      for (const late of [...waiting].reverse()) {
        const free = [...board.groups[late]!.candidates.keys()].filter(place => board.isFree(late, place));
        expect(free).not.toEqual([]);
        board.put(late, free[random.below(free.length)] ?? NOWHERE);
        waited += 1;
      }
    }),
  );
  expect(waited).toBeGreaterThan(100);
});

test("two groups with one time in common and nothing else cannot wait for each other", () => {
  const same = { members: [0], length: 1, starts: [3] };
  expect(boardOf([same, same], 0).reduced([0, 1])).toEqual([]);
  expect(boardOf([same, { ...same, starts: [3, 5] }], 0).reduced([0, 1])).toEqual([1, 0]);
});
