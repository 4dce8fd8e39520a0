import { type Figures, figuresOf } from "../demo/figures.ts";
import { inProcessRunner } from "../demo/inProcess.ts";
import { type Played, play, type Runner, type RunOutcome, worldStart } from "../demo/play.ts";
import type { Scenario } from "../demo/scenario.ts";
import { openD1 } from "./d1.ts";
import { openPlayground, type Playground } from "./playground.ts";

/** A scenario that has been played in this process, and what can be looked at afterwards. */
export interface Episode {
  playground: Playground;
  runner: Runner;
  played: Played;
  figures: Figures;
}

const QUIET_STEP_MS = 5 * 60_000;

/** Plays a scenario to its end, then lets the worker run three times more: a world in step needs no write and no mail. */
export async function episodeOf(
  scenario: Scenario,
  options: Omit<Partial<Parameters<typeof openPlayground>[0]>, "startsAt" | "people" | "language"> & {
    prepare?: (playground: Playground) => unknown;
  } = {},
): Promise<Episode> {
  const { prepare, ...simulators } = options;
  const playground = await openPlayground({
    startsAt: worldStart(scenario),
    people: scenario.people,
    language: scenario.language,
    ...simulators,
  });
  prepare?.(playground);
  const runner = inProcessRunner(playground, openD1());
  const played = await play(playground, scenario, runner);
  const quiet = await quietRuns(playground, runner, played.endedAt);
  return {
    playground,
    runner,
    played,
    figures: await figuresOf(playground, scenario, played, await runner.points(), quiet),
  };
}

/** Three runs in a world in which nothing happens. */
export async function quietRuns(playground: Playground, runner: Runner, endedAt: number): Promise<RunOutcome[]> {
  const outcomes: RunOutcome[] = [];
  for (let index = 1; index <= 3; index += 1) {
    const at = endedAt + index * QUIET_STEP_MS;
    playground.clock.set(at);
    outcomes.push(await runner.run(at, "quiet"));
  }
  return outcomes;
}
