import { expect, test } from "vitest";
import { randomOf } from "../../src/core/domain/values/random.ts";
import { leastCost } from "./exact.ts";

/** The least cost by trying every order of the columns. */
function byTryingAll(costs: readonly Float64Array[], row = 0, taken = 0): number {
  if (row === costs.length) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [column, cost] of costs[row]!.entries())
    if (((taken >> column) & 1) === 0)
      least = Math.min(least, cost + byTryingAll(costs, row + 1, taken | (1 << column)));
  return least;
}

test("an assignment costs no more than any that is found by trying all, with ties and with what is forbidden", () => {
  const random = randomOf("assignments");
  for (let draw = 0; draw < 600; draw += 1) {
    const size = draw % 8;
    const most = [2, 20, 5000][draw % 3]!;
    const costs = Array.from({ length: size }, () =>
      Float64Array.from({ length: size }, () => (random.next() < 0.2 ? 1e9 : -random.below(most))),
    );
    expect(leastCost(costs)).toBe(byTryingAll(costs));
  }
});
