import { expect, test } from "vitest";
import { type Act, actsOn, CellWorld, nameOf } from "./cells.ts";

/** `CELLS=all npx vitest run test/hands/cells.test.ts` tries everything on each column; else a seed chooses one for each. */
const SEED = Number(process.env.CELLS_SEED ?? 5);
const ONLY = process.env.CELLS_ONLY;

function chosen(acts: readonly Act[]): Act[] {
  if (ONLY !== undefined) return acts.filter(act => nameOf(act).startsWith(ONLY));
  if (process.env.CELLS === "all") return [...acts];
  const byColumn = Map.groupBy(acts, ({ source, column }) => `${source}.${column}`);
  return [...byColumn.values()].flatMap((ones, place) => ones[(place * 7 + SEED) % ones.length] ?? []);
}

test("whatever one cell holds, the page says its problem and the world goes on as it was", async () => {
  let cells = await CellWorld.open();
  const wrong: string[] = [];
  for (const act of chosen(actsOn(cells.trashed))) {
    if (!cells.isQuiet) cells = await CellWorld.open();
    const held = await cells.holds(act);
    if (held.wrong !== null) wrong.push(`${nameOf(act)}\n${held.wrong}`);
    if (held.isSpent) cells = await CellWorld.open();
  }
  expect(wrong).toEqual([]);
});
