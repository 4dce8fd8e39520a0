import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, atLocal } from "../../src/core/domain/values/time.ts";
import { pagesOf } from "../faults/looks.ts";
import { COORDINATOR } from "../world/playground.ts";
import { LongLife } from "./life.ts";

const MONDAY = "2027-01-11";
/** By then the surveys of a programme of a few weeks closed eight weeks ago. */
const WEEKS = 24;

const life = new LongLife(
  { seed: "reopened", weeks: 4, people: 4, programme: { format: "pair", matching: "random", roundWeeks: 1 } },
  true,
);

const surveys = () => pagesOf(life.hands.playground, "surveys").map(({ id, values }) => ({ id, key: values.key }));

async function runOn(day: number): Promise<void> {
  await life.act(atLocal(addDays(MONDAY, day), 4 * 60, "UTC"), false);
  await life.run();
}

beforeAll(async () => {
  await life.begin();
  await runOn(-4);
  for (let week = 0; week <= WEEKS; week += 1) await runOn(7 * week);
});
afterAll(() => life.close());

test("the page of a survey that opens again is found among those that are settled, and not made a second time", async () => {
  const before = surveys();
  const settled = await life.settledPages();
  const feedback = before.find(({ key }) => String(key).includes("/feedback/"));
  expect(settled.has(feedback?.id ?? "")).toBe(true);
  const end = { start: addDays(MONDAY, 7 * (WEEKS + 8)), end: null };
  await life.hands.playground.edit(COORDINATOR, "programmes", life.hands.programmes[0] ?? "", {
    end,
    status: "active",
  });
  await runOn(7 * WEEKS + 1);
  const keys = surveys().map(({ key }) => key);
  expect(keys.length).toBe(new Set(keys).size);
  expect((await life.settledPages()).has(feedback?.id ?? "")).toBe(false);
  expect(surveys().find(({ key }) => key === feedback?.key)?.id).toBe(feedback?.id);
});
