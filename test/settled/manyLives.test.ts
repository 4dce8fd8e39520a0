import { expect, test } from "vitest";
import { type LifePlan, livedTwice } from "./life.ts";
import { CLASS_COPIES, GOAL_COPIES, PAGE_ACTS } from "./pageActs.ts";

const LIVES = 24;
const WEEKS = 14;

test("long lives of all formats go alike whether runs load what lives or everything", async () => {
  const differences: string[] = [];
  let [settled, late] = [0, 0];
  for (let seed = 100; seed < 100 + LIVES; seed += 1) {
    const lived = await livedTwice({ seed: String(seed), weeks: WEEKS });
    if (lived.difference !== null) differences.push(`life ${seed}, ${lived.difference}`);
    differences.push(...lived.strayWakes.map(stray => `life ${seed}, ${stray}`));
    settled += lived.settled;
    late += lived.late;
  }
  expect(differences).toEqual([]);
  expect(settled).toBeGreaterThan(4 * LIVES);
  expect(late).toBeGreaterThan(2 * LIVES);
});

test("lives in which people act on goals, thanks and classes of before go alike too", async () => {
  const differences: string[] = [];
  let [pages, late] = [0, 0];
  for (let seed = 201; seed < 201 + LIVES / 2; seed += 1) {
    const lived = await livedTwice({ seed: String(seed), weeks: WEEKS, pageActs: PAGE_ACTS });
    if (lived.difference !== null) differences.push(`life ${seed}, ${lived.difference}`);
    differences.push(...lived.strayWakes.map(stray => `life ${seed}, ${stray}`));
    pages += lived.pages;
    late += lived.late;
  }
  expect(differences).toEqual([]);
  expect(pages).toBeGreaterThan(20 * LIVES);
  expect(late).toBeGreaterThan(2 * LIVES);
});

/** Ids, and with them what is drawn, shift with whatever set-up makes: so many lives are lived until one goes otherwise. */
const LIVES_UNTIL_MISSED = 12;

async function firstDifference(plan: LifePlan): Promise<string | null> {
  for (let more = 0; more < LIVES_UNTIL_MISSED; more += 1) {
    const lived = await livedTwice({ ...plan, seed: String(Number(plan.seed) + more) });
    if (lived.difference !== null) return lived.difference;
  }
  return null;
}

/** What brings back a page that is settled by itself, and a life in which it is missed. */
const PAGES_MISSED = [
  ["an edited goal, class or row of figures", "DROP TRIGGER wake_by_page", "201", PAGE_ACTS],
  ["a copy of a goal", "DROP TRIGGER wake_by_new_goal; DROP TRIGGER wake_by_altered_goal", "205", GOAL_COPIES],
  [
    "a copy of a class",
    "DROP TRIGGER wake_by_new_gathering; DROP TRIGGER wake_by_altered_gathering",
    "204",
    CLASS_COPIES,
  ],
] as const;

test.each(PAGES_MISSED)("a life goes otherwise where %s is missed", async (_, planted, seed, pageActs) => {
  expect(await firstDifference({ seed, weeks: WEEKS, planted, pageActs })).not.toBeNull();
});

/** No code is kept of a settled meeting. */
const NO_CODES =
  "CREATE TRIGGER no_codes AFTER INSERT ON past_codes BEGIN DELETE FROM past_codes WHERE code = NEW.code; END";

/** What brings back what is settled, and a life in which it is missed where it is taken away. */
const MISSED = [
  ["an edited page", "DROP TRIGGER wake_by_page", "11"],
  ["a reply, or a moved or deleted event", "DROP TRIGGER wake_by_event", "11"],
  ["an edited answer", "DROP TRIGGER wake_by_answer", "31"],
  ["an answer that names it by its code", NO_CODES, "12"],
  ["a copy, or a new meeting", "DROP TRIGGER wake_by_new_page; DROP TRIGGER wake_by_altered_page", "11"],
  ["that figures forget what left a woken meeting", "DROP TRIGGER measure_woken", "16"],
  ["that what woke counts as settled no longer", "DROP TRIGGER count_past_less", "11"],
] as const;

test.each(MISSED)("a life goes otherwise where %s is missed", async (_, planted, seed) => {
  expect(await firstDifference({ seed, weeks: 12, planted })).not.toBeNull();
});
