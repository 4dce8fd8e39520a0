import { expect, test } from "vitest";
import type { PlainValue } from "../../src/core/domain/values/row.ts";
import { addDays, atLocal, type LocalDate, weekday } from "../../src/core/domain/values/time.ts";
import { Habits } from "../demo/habits.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import { bothWays, keptFigures, settledGroups } from "../world/bothWays.ts";
import type { LocalD1 } from "../world/d1.ts";
import { COORDINATOR, openPlayground, type Playground } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";

const ZONE = "Europe/Berlin";
const MONDAY: LocalDate = "2027-01-11";
const WEEKS = 17;
const NAMES = ["ana", "boris", "vera", "dan", "eva", "fay", "gleb", "hana", "ivan", "june"];

interface Life {
  playground: Playground;
  database: LocalD1;
  programmeId: string;
  people: ReadonlyMap<string, string>;
}

/** Something that happens beside people's habits, on a day. */
type Acts = Readonly<Record<LocalDate, (life: Life) => Promise<void>>>;

/** Six people in weekly pairs, from the Thursday before; what is told and kept at the end, and after each run what is kept. */
async function live(database: LocalD1, acts: Acts) {
  const playground = await openPlayground({
    startsAt: atLocal(addDays(MONDAY, -4), 9 * 60, ZONE),
    people: NAMES.map(name => ({ name, email: `${name}@example.org`, zone: ZONE })),
  });
  playground.google.switches.conferencePending = "immediate";
  const runner = inProcessRunner(playground, database);
  const programmeId = await playground.add("programmes", {
    name: "Pairs",
    status: "active",
    format: "pair",
    zone: ZONE,
    language: "en",
    roundWeeks: 1,
    insights: "act",
    start: { start: MONDAY, end: null },
    end: { start: addDays(MONDAY, 7 * 26 - 1), end: null },
  });
  const people = new Map<string, string>();
  const enter = async (name: string) => {
    const page = { name, email: `${name}@example.org`, zone: ZONE, hours: "9-17", programmes: [programmeId] };
    people.set(name, await playground.add("people", { ...page, consent: { start: "2027-01-01", end: null } }));
  };
  for (const name of NAMES) await enter(name);
  const habits = new Habits(
    playground,
    { seed: "pairs", language: "en", programmes: [{ key: "programme" }], people: NAMES.map(companion) },
    { programmes: new Map([["programme", programmeId]]) },
  );
  const life: Life = { playground, database, programmeId, people };
  const kept: unknown[] = [];
  let settled = 0;
  for (let day = addDays(MONDAY, -4); day < addDays(MONDAY, 7 * WEEKS); day = addDays(day, 1)) {
    const at = atLocal(day, 4 * 60, ZONE);
    playground.clock.set(Math.max(at, playground.clock.now()));
    await acts[day]?.(life);
    await habits.act(at);
    if (acts[day] === undefined && ![1, 4].includes(weekday(day)) && day.slice(8) !== "02") continue;
    const outcome = await runner.run(Math.max(at, playground.clock.now()), "test");
    expect(outcome.failed).toEqual([]);
    kept.push({ day, ...(await keptFigures(database)) });
    settled = Math.max(settled, await settledGroups(database));
  }
  const digests = (await readTable(playground, "digests")).map(({ values }) => values);
  const bodies = await Promise.all((await readTable(playground, "digests")).map(({ id }) => bodyOf(playground, id)));
  return { kept, digests, bodies, mails: playground.google.outbox.map(({ kind, to }) => `${kind} ${to}`), settled };
}

/** Some answer always, some seldom; one seldom comes. */
function companion(name: string, place: number) {
  const answers = { levels: {}, pulses: [4], feedback: place % 3 === 2 ? 0.4 : 0.9, useful: 3 + (place % 3) };
  return { key: name, email: `${name}@example.org`, accepts: place % 4 === 3 ? 0.5 : 0.95, answers };
}

async function bodyOf(playground: Playground, pageId: string): Promise<string> {
  const { results } = await playground.notionOf(COORDINATOR).blocks.children.list({ block_id: pageId });
  return JSON.stringify(results.map(block => ("type" in block ? (block as never)[block.type] : null)));
}

/** A session that ended longest ago. */
async function firstSession({ playground }: Life): Promise<{ id: string; values: Record<string, PlainValue> }> {
  const sessions = await readTable(playground, "sessions");
  const when = (row: (typeof sessions)[number]) => (row.values.when as { start: string } | null)?.start ?? "9";
  return sessions.sort((a, b) => (when(a) < when(b) ? -1 : 1))[0] as never;
}

test("figures, digests and insights are the same to the digit whether or not what is long over is settled", async () => {
  const { settling, loading } = await bothWays(database => live(database, {}));
  expect(settling.settled).toBeGreaterThan(20);
  expect(settling).toEqual({ ...loading, settled: settling.settled });
});

test("and when somebody corrects a session of long ago, leaves without a trace, or the programme's first day is moved", async () => {
  const acts: Acts = {
    "2027-03-16": async life => {
      const session = await firstSession(life);
      await life.playground.edit(COORDINATOR, "sessions", session.id, { status: "not_met" });
    },
    "2027-03-23": async ({ playground, people }) =>
      void (await playground.notionOf(COORDINATOR).pages.update({ page_id: people.get("june") ?? "", in_trash: true })),
    "2027-03-30": async ({ playground, programmeId }) =>
      playground.edit(COORDINATOR, "programmes", programmeId, { start: { start: "2027-01-13", end: null } }),
  };
  const { settling, loading } = await bothWays(database => live(database, acts));
  expect(settling.settled).toBeGreaterThan(12);
  expect(settling).toEqual({ ...loading, settled: settling.settled });
});
