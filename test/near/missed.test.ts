import { beforeEach, expect, test, vi } from "vitest";
import { compared, comparing, forget } from "./compared.ts";
import { liveSmall } from "./life.ts";

vi.mock("../../src/run/decide/deciding.ts", async original => {
  const { decided } = await original<typeof import("../../src/run/decide/deciding.ts")>();
  return { decided: comparing(decided) };
});

beforeEach(forget);

/** Formats beside those of alike.test.ts. */
const FORMATS = [
  ["pairs of a month", { format: "pair", matching: "random", roundWeeks: 4, everyWeeks: 1 }],
  ["triads", { format: "triad", matching: "random", roundWeeks: 1, groupSize: 3 }],
  ["mentors", { format: "mentor", matching: "best_fit", roundWeeks: 4, everyWeeks: 1 }],
] as const;

test.each(FORMATS)("in %s a small change leads to what it would if all that lives were read", async (_, programme) => {
  await liveSmall({ seed: "1", weeks: 2, programme: { ...programme } });
  expect(compared.differences).toEqual([]);
  expect(compared.times).toBeGreaterThan(20);
});

/** Nothing of a table leads anywhere. */
const leadsNowhere = (source: string) =>
  `CREATE TRIGGER planted AFTER INSERT ON relations WHEN NEW.source = '${source}'
   BEGIN DELETE FROM relations WHERE from_id = NEW.from_id; END`;

/** Ids, and with them what is drawn, shift with whatever set-up makes: so many lives are lived until it matters in one. */
const LIVES_UNTIL_MISSED = 6;

/** What is not known. */
const MISSED = [
  ["whose a goal is", leadsNowhere("roadmap")],
  ["who is in a group", leadsNowhere("groups")],
  [
    "what was said of a meeting before",
    "CREATE TRIGGER planted AFTER INSERT ON answers BEGIN UPDATE answers SET code = NULL WHERE response_id = NEW.response_id; END",
  ],
] as const;

test.each(MISSED)("a small change leads to something else where it is not known %s", async (_, planted) => {
  for (let seed = 1; seed <= LIVES_UNTIL_MISSED && compared.differences.length === 0; seed += 1)
    await liveSmall({
      seed: String(seed),
      weeks: 2,
      programme: { format: "pair", matching: "best_fit", roundWeeks: 1 },
      planted,
    });
  expect(compared.differences).not.toEqual([]);
});
