import fc from "fast-check";
import { expect, test } from "vitest";
import type { Facts } from "../../../src/core/rules/metrics/facts.ts";
import { periodsOf } from "../../../src/core/rules/metrics/periods.ts";
import { type Point, pointsFor } from "../../../src/core/rules/metrics/points.ts";
import { measureFacts } from "../../../src/run/measure/keepFigures.ts";
import { recompute } from "../../../src/run/measure/refold.ts";
import { measuredTable } from "../../../src/store/figures/measured.ts";
import { pointTable } from "../../../src/store/figures/points.ts";
import { onDay, PROGRAMME } from "../../core/rules/metrics/builders.ts";
import { someFacts } from "../../core/rules/metrics/someFacts.ts";
import { openD1 } from "../../world/d1.ts";

const NOW = onDay(79);
const PERIODS = periodsOf(PROGRAMME, NOW);
const CURRENT = PERIODS.length - 1;

const closed = (points: readonly Point[]) =>
  points.filter(point => point.period.number < CURRENT).sort((a, b) => (a.key < b.key ? -1 : 1));
const open = (points: readonly Point[]) =>
  Object.fromEntries(
    points
      .filter(point => point.period.number >= CURRENT && point.skill === null)
      .map(({ key, value, n, interval }) => [key, { value, n, interval }] as const)
      .sort(),
  );

/** What figures come to, then frozen, after other facts took the place of all there were. */
async function afterwards(before: Facts, after: Facts, way: "refold" | "begun again" | "recompute") {
  const sql = openD1();
  await measureFacts(sql, "p", PERIODS, before);
  const points = await pointTable.listOf(sql, "p");
  await measuredTable.freezing(sql, "p", CURRENT).run();
  await measuredTable.freezing(sql, "p", 0).run();
  if (way === "begun again") await measuredTable.dropping(sql, "p").run();
  await measureFacts(sql, "p", PERIODS, after);
  if (way === "recompute") await recompute(sql, "p", PERIODS, NOW);
  const now = await pointTable.listOf(sql, "p");
  sql.close();
  return { points, now };
}

test.each(["refold", "begun again", "recompute"] as const)(
  "points of closed periods that are frozen stay to the digit, whatever becomes of their facts, and later ones go on (%s)",
  async way => {
    await fc.assert(
      fc.asyncProperty(someFacts(NOW), someFacts(NOW), async (before, after) => {
        const { points, now } = await afterwards(before, after, way);
        expect(closed(now)).toEqual(closed(points));
        // What looks back to people's first answers and meetings goes by the facts that are kept.
        const looksBack = /growth|confidence|new_people|repeat|retention|weeks_to_home|hours_to/;
        const plain = (all: ReturnType<typeof open>) =>
          Object.entries(all).filter(([key, figure]) => !looksBack.test(key) && figure.value !== null);
        expect(plain(open(now))).toEqual(plain(open(pointsFor(PROGRAMME, PERIODS, after))));
      }),
      { numRuns: 15 },
    );
  },
);
