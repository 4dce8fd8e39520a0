import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inProcessRunner } from "../demo/inProcess.ts";
import { play, type Runner, worldStart } from "../demo/play.ts";
import { readScenario, type Scenario } from "../demo/scenario.ts";
import { openHall, THURSDAY } from "../run/hall.ts";
import { sight } from "../run/office.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { openPlayground, type Playground } from "../world/playground.ts";
import { carriedOutSince, comparable, fenceOf, planningRunner } from "./planned.ts";

const story = readScenario(join(import.meta.dirname, "../demo/story.json"));

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
