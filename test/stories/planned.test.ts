import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Command } from "../../src/core/command.ts";
import { plan } from "../../src/run/plan.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import { play, type Runner, worldStart } from "../demo/play.ts";
import { readScenario, type Scenario } from "../demo/scenario.ts";
import { openHall, THURSDAY } from "../run/hall.ts";
import { sight } from "../run/office.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { openPlayground, type Playground } from "../world/playground.ts";
import { comparable } from "./planned.ts";

const story = readScenario(join(import.meta.dirname, "../demo/story.json"));

/** The commands carried out since a fence. */
async function carriedOutSince(database: LocalD1, fence: number): Promise<Command[]> {
  const { results } = await database
    .prepare("SELECT command FROM outbox WHERE fence > ? AND state = 'done'")
    .bind(fence)
    .all<{ command: string }>();
  return results.map(row => JSON.parse(row.command));
}

async function fenceOf(database: LocalD1): Promise<number> {
  return (await database.prepare("SELECT fence FROM leases").first<{ fence: number }>())?.fence ?? 0;
}

/** Before every run its plan is made, and afterwards compared with what the run did. */
function planningRunner(playground: Playground, database: LocalD1, seen: { runs: number; commands: number }): Runner {
  const runner = inProcessRunner(playground, database);
  return {
    ...runner,
    run: async (now, reason) => {
      const world = { fetch: playground.fetch, sql: database, wallNow: Date.now };
      const planned = await plan(playground.connection, now, world);
      const fence = await fenceOf(database);
      const outcome = await runner.run(now, reason);
      const done = await carriedOutSince(database, fence);
      const when = `${reason} at ${new Date(now).toISOString()}`;
      expect(await comparable(planned.commands, database), when).toEqual(await comparable(done, database));
      expect(planned.mails, when).toBe(outcome.mails);
      seen.runs += 1;
      seen.commands += done.length;
      return outcome;
    },
  };
}

async function played(scenario: Scenario, seed: number, runnerOf: (world: Playground, sql: LocalD1) => Runner) {
  const { people, language } = scenario;
  const playground = await openPlayground({ startsAt: worldStart(scenario), people, language, seed });
  await play(playground, scenario, runnerOf(playground, openD1()));
  return sight(playground);
}

const weeks = (from: number, count: number): Scenario => ({
  ...story,
  weeks: count,
  starts: story.starts,
  acts: story.acts.filter(
    act => act.on < new Date(Date.parse(story.starts) + (from + count) * 7 * 86_400_000).toISOString(),
  ),
});

describe("what a plan says is what the next run does, command by command", () => {
  test.each([1, 2])(
    "through five weeks of a programme's life, world %i; and planning has changed nothing",
    async seed => {
      const seen = { runs: 0, commands: 0 };
      const scenario = weeks(0, 5);
      const planned = await played(scenario, seed, (world, sql) => planningRunner(world, sql, seen));
      expect(seen.runs).toBeGreaterThan(60);
      expect(seen.commands).toBeGreaterThan(300);
      expect(await played(scenario, seed, inProcessRunner)).toEqual(planned);
    },
  );

  test("of a run that will be held: only what reaches nobody, and beside it what waits", async () => {
    const hall = await openHall();
    const planned = await hall.plan();
    expect(planned).toMatchObject({ mails: 0, held: { reach: { invitations: 108 } } });
    const fence = await fenceOf(hall.database);
    expect((await hall.runToEnd()).isHeld).toBe(true);
    const done = await carriedOutSince(hall.database, fence);
    expect(done.length).toBeGreaterThan(0);
    expect(await comparable(planned.commands, hall.database)).toEqual(await comparable(done, hall.database));
    const held = await hall.held();
    expect(planned.held).toEqual({ ...held, mark: planned.held?.mark });
    expect((await hall.plan(THURSDAY + 60_000)).held).toEqual(held);
  });

  test("of a go: everything that was held, once", async () => {
    const hall = await openHall();
    await hall.runToEnd();
    await hall.go();
    const planned = await hall.plan(THURSDAY + 60_000);
    expect(planned).toMatchObject({ mails: 108, held: null });
    const fence = await fenceOf(hall.database);
    await hall.runToEnd(THURSDAY + 60_000);
    const done = await carriedOutSince(hall.database, fence);
    expect(await comparable(planned.commands, hall.database)).toEqual(await comparable(done, hall.database));
  });
});
