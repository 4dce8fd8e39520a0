import { expect, test } from "vitest";
import { historyOf, seedOf } from "./draw.ts";
import { livedTwice } from "./twice.ts";

/** The last went apart once: a meeting turned out to be in the trash as its new title was written, near a small change. */
const SEEDS = [...Array.from({ length: 16 }, (_, index) => seedOf(11, index)), 620_925_343];

test("histories in which everything goes wrong go alike, run by run, where each run reads everything", async () => {
  let [runs, near] = [0, 0];
  for (const seed of SEEDS) {
    const lived = await livedTwice(historyOf(seed));
    expect(lived.difference, `seed ${seed}`).toBeNull();
    runs += lived.runs;
    near += lived.near;
  }
  expect(runs).toBeGreaterThan(8 * SEEDS.length);
  expect(near).toBeGreaterThan(SEEDS.length);
});

test("one goes otherwise where it is not known whose a goal is", async () => {
  const planted = `CREATE TRIGGER planted AFTER INSERT ON relations WHEN NEW.source = 'roadmap'
    BEGIN DELETE FROM relations WHERE from_id = NEW.from_id; END`;
  const { difference } = await livedTwice(historyOf(seedOf(1, 0)), planted);
  expect(difference).toContain("no goal here yet");
});
