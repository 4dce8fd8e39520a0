import { addDays, atLocal, MINUTE, weekday } from "../../src/core/domain/values/time.ts";
import type { LocalD1 } from "../world/d1.ts";
import { ACTS } from "./acts.ts";
import { BOARD_ACTS } from "./board.ts";
import { Collected } from "./told.ts";
import { Watch } from "./watch.ts";
import { ENDS, openYear, STARTS, type YearPlan, type YearWorld } from "./world.ts";

/** A year that has been lived. */
export interface Lived {
  world: YearWorld;
  watch: Watch;
  told: Collected;
  runs: number;
}

/** Krug runs once a day here, before anybody works. */
const RUN_AT = 4 * 60;

/** How often Krug runs beside the mornings on which somebody did something and the ones after. */
export type Pace = "every day" | "twice a week" | "once a week";

/** On Mondays a round begins, on Thursdays the next one's groups are formed. */
const RUN_DAYS: Readonly<Record<Pace, readonly number[]>> = {
  "every day": [1, 2, 3, 4, 5, 6, 7],
  "twice a week": [1, 4],
  "once a week": [4],
};

/** What a year is lived over, and who else looks on: nothing but what it takes, unless it is said. */
interface LivedOver {
  database?: LocalD1;
  afterRun?: (world: YearWorld) => Promise<void>;
}

/** Lives a year from the Thursday before it to the days after it, and watches all along. People live each day. */
export async function liveYear(plan: YearPlan, pace: Pace = "twice a week", over: LivedOver = {}): Promise<Lived> {
  const world = await openYear(plan, over.database);
  const hasBoard = plan.format === "micro" || plan.format === "open";
  const plannedActs = hasBoard ? [...ACTS, ...BOARD_ACTS] : ACTS;
  const watch = new Watch(world);
  const told = new Collected(world);
  const look = () => {
    watch.look();
    told.look();
  };
  let runs = 0;
  const run = async (at: number) => {
    world.playground.clock.set(at);
    const outcome = await world.runner.run(at, "year");
    runs += 1;
    await over.afterRun?.(world);
    watch.ledger.claim("runs end well", outcome.failed.length === 0, outcome.failed.join("; "));
    return outcome;
  };
  await run(world.now);
  look();
  for (let day = addDays(STARTS, -3); day <= addDays(ENDS, 3); day = addDays(day, 1)) {
    const at = atLocal(day, RUN_AT, "UTC");
    world.playground.clock.set(at);
    const acts = plannedActs.filter(act => act.day === day);
    await world.asPeople(async () => {
      for (const act of acts) await act.perform(world);
      await world.habits.act(at);
    });
    const isAfter = plannedActs.some(act => addDays(act.day, 1) === day);
    if (acts.length === 0 && !isAfter && !RUN_DAYS[pace].includes(weekday(day))) continue;
    await run(at);
    look();
    if (acts.length === 0) continue;
    const mails = world.playground.google.outbox.length;
    const again = await run(at + 5 * MINUTE);
    const isQuiet = Object.keys(again.done).length === 0 && world.playground.google.outbox.length === mails;
    watch.ledger.claim(
      "a second run writes nothing and mails nobody",
      isQuiet,
      `${day}: ${JSON.stringify(again.done)}`,
    );
  }
  return { world, watch, told, runs };
}
