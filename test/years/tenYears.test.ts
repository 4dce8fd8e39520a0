import { beforeAll, describe, expect, test } from "vitest";
import { addDays, atLocal, DAY, MINUTE, toIso } from "../../src/core/domain/values/time.ts";
import { questionId } from "../../src/core/rules/surveys/form.ts";
import { questionTexts } from "../../src/core/rules/surveys/texts.ts";
import { RETENTION, type Rule } from "../../src/store/database/retention.ts";
import { deadLetterTable } from "../../src/store/incoming/deadLetters.ts";
import { signInTable, wrongTryTable } from "../../src/store/people/coordinators.ts";
import { Habits } from "../demo/habits.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import { KEPT_BECAUSE } from "../store/database/keptBecause.ts";
import { openD1 } from "../world/d1.ts";
import { COORDINATOR, openPlayground, type Playground } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

const STARTS = "2027-01-04";
const ZONE = "Europe/Sofia";
const YEARS = 10;
const WEEKS = 52;
const NAMES = ["Ana", "Boris", "Vera", "Georgi", "Dana"];

/** Tables that hold what people wrote, and for good what was worked out from it; the others are as large as in the second year. */
const GROWING = [
  "pages",
  "events",
  "links",
  "page_keys",
  "series",
  "facts",
  "waves",
  "points",
  "past_groups",
  "past_codes",
];

/** How many rows each table has, and every figure, at the end of a year. */
interface YearsEnd {
  rows: Map<string, number>;
  points: Map<string, { period: number; value: number | null; n: number }>;
  /** How much a second run at once did. */
  again: Record<string, number>;
  now: number;
}

/** Ten years of a circle of five that meets every other week, with all surveys, whose answers are kept for a year; a run a week. */
async function liveTenYears() {
  const people = NAMES.map(name => ({ name, email: `${name.toLowerCase()}@example.org`, zone: ZONE }));
  const playground = await openPlayground({ startsAt: atLocal(addDays(STARTS, -4), 9 * 60, ZONE), people });
  const database = openD1();
  const runner = inProcessRunner(playground, database, () => playground.clock.now());
  const programme = await playground.add("programmes", {
    name: "Circle",
    status: "active",
    format: "circle",
    matching: "random",
    everyWeeks: 2,
    roundWeeks: 12,
    minutes: 60,
    groupSize: NAMES.length,
    checkIn: false,
    keepAnswers: 12,
    insights: "act",
    zone: ZONE,
    language: "en",
    start: { start: STARTS, end: null },
  });
  for (const { name, email } of people) {
    const id = await playground.add("people", {
      name,
      email,
      zone: ZONE,
      status: "active",
      hours: "Mon-Fri 9-17",
      seeks: ["testing"],
      programmes: [programme],
      consent: { start: addDays(STARTS, -7), end: null },
    });
    await playground.add("roadmap", { title: `Goal of ${name}`, owner: [id], skill: ["testing"], status: "doing" });
  }
  const answers = { levels: { testing: [2, 3, 4] }, pulses: [3, 4], feedback: 0.9, useful: 4 };
  const company = people.map(({ name, email }) => ({ key: name, email, accepts: 0.9, answers }));
  const habits = new Habits(
    playground,
    { seed: "ten years", language: "en", programmes: [{ key: "programme" }], people: company },
    { programmes: new Map([["programme", programme]]) },
  );
  const run = async (at: number) => {
    playground.clock.set(at);
    const outcome = await runner.run(at, "cron");
    expect(outcome.failed, toIso(at)).toEqual([]);
    return outcome;
  };
  await run(playground.clock.now());
  const ends: YearsEnd[] = [];
  for (let week = 0; week < YEARS * WEEKS; week += 1) {
    const at = atLocal(addDays(STARTS, 7 * week), 4 * 60, "UTC");
    // Feedback is given within two days.
    for (const day of [2, 4, 6, 7]) {
      playground.clock.set(at - (7 - day) * DAY);
      await habits.act(at - (7 - day) * DAY);
    }
    if (week % 6 === 5) await moveNext(playground, at);
    if (week % 13 === 10) skipNext(playground, "boris@example.org");
    for (let letter = 0; letter < 12; letter += 1)
      await deadLetterTable.saving(database, `${week} ${letter}`, at + letter, { reason: "cron" }).run();
    await signInTable.begin(database, "reader", "a token", at);
    await wrongTryTable.count(database, `198.51.100.${week % 200}`, at);
    await run(at);
    if (week % WEEKS !== WEEKS - 1) continue;
    const again = await run(at + 5 * MINUTE);
    const rows = new Map<string, number>();
    for (const table of Object.keys(KEPT_BECAUSE)) {
      const counted = await database.prepare(`SELECT count(*) AS n FROM ${table}`).first<{ n: number }>();
      rows.set(table, counted?.n ?? 0);
    }
    const points = new Map(
      (await runner.points()).map(({ key, period, value, n }) => [key, { period: period.number, value, n }]),
    );
    ends.push({ rows, points, again: again.done, now: at });
  }
  return { ends, database, programme };
}

/** Somebody skips their next meeting by the standing form. */
function skipNext({ google }: Playground, email: string): void {
  const asks = questionId("standing");
  for (const [id, form] of google.state.forms)
    if (form.items.some(item => item.questionItem?.question.questionId === asks))
      google.submitForm(id, {
        respondentEmail: email,
        answers: { [asks]: [questionTexts("standing").options?.skip?.en ?? ""] },
      });
}

/** Somebody puts the next meeting off by an hour, on its page. */
async function moveNext(playground: Playground, now: number): Promise<void> {
  const coming = (await readTable(playground, "sessions"))
    .map(row => ({ id: row.id, start: Date.parse((row.values.when as { start: string } | null)?.start ?? "") }))
    .filter(({ start }) => start > now + 2 * DAY)
    .sort((a, b) => a.start - b.start);
  const [next] = coming;
  if (next === undefined) return;
  await playground.edit(COORDINATOR, "sessions", next.id, {
    when: { start: toIso(next.start + 60 * MINUTE), end: toIso(next.start + 120 * MINUTE) },
  });
}

/** How a table's rows go, as far as it says how many there can be. */
const RULES = Object.entries(RETENTION).flatMap(([table, rules]) => rules.map((rule: Rule) => ({ table, rule })));

describe("ten years of five people", () => {
  let lived: Awaited<ReturnType<typeof liveTenYears>>;
  beforeAll(async () => {
    lived = await liveTenYears();
  });

  test("a table is as large in the tenth year as in the second, but for what people wrote and what was worked out from it", () => {
    const [, second] = lived.ends;
    const most = new Map(RULES.flatMap(({ table, rule }) => (rule.kept === "latest" ? [[table, rule.rows]] : [])));
    for (const { rows } of lived.ends.slice(2))
      for (const [table, count] of rows) {
        if (GROWING.includes(table)) continue;
        const before = second?.rows.get(table) ?? 0;
        expect(count, table).toBeLessThanOrEqual(most.get(table) ?? Math.ceil(before * 1.25) + 3);
      }
  });

  test("those tables are the ones that grow, and people did enough to see it", () => {
    const [, second] = lived.ends;
    const last = lived.ends.at(-1);
    const grown = GROWING.filter(table => (last?.rows.get(table) ?? 0) > 2 * (second?.rows.get(table) ?? 0));
    expect(grown).toEqual(GROWING);
  });

  test("nothing is older than its rule, but for the week between two runs", async () => {
    const now = lived.ends.at(-1)?.now ?? 0;
    for (const { table, rule } of RULES) {
      if (rule.kept !== "for") continue;
      const { since, ms, unit = 1, where: of } = rule;
      const where = of === undefined ? "" : ` WHERE ${of}`;
      const oldest = await lived.database
        .prepare(`SELECT min(${since}) AS at FROM ${table}${where}`)
        .first<{ at: number }>();
      const age = oldest?.at == null ? 0 : now - oldest.at * unit;
      expect(age, table).toBeLessThanOrEqual(ms + 2 * DAY);
    }
  });

  test("looks and sums are of the periods that may still change", async () => {
    const running = Math.floor(((YEARS * WEEKS - 1) * 7) / 28);
    for (const { table, rule } of RULES) {
      if (rule.kept !== "periods") continue;
      const first = await lived.database
        .prepare(`SELECT min(period) AS period FROM ${table}`)
        .first<{ period: number }>();
      expect(first?.period, table).toBe(running - rule.periods);
    }
  });

  test("figures of the first year are what they were", () => {
    const [first] = lived.ends;
    const ofFirstYear = [...(first?.points ?? [])].filter(([, { period }]) => period < 12);
    expect(ofFirstYear.filter(([, { value }]) => value !== null).length).toBeGreaterThan(100);
    for (const { points } of lived.ends.slice(1))
      for (const [key, { value, n }] of ofFirstYear) expect(points.get(key), key).toMatchObject({ value, n });
  });

  test("a second run at once finds nothing to do", () => {
    expect(lived.ends.map(({ again }) => again)).toEqual(lived.ends.map(() => ({})));
  });
});
