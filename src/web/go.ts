import { heldRunTable } from "../store/runs/heldRun.ts";
import type { Config } from "./settings.ts";

/**
 * A coordinator's go for what was shown under a mark: it counts once, and a run is asked for at once. False when something
 * else waits by now, or nothing does.
 */
export async function sayGo(config: Config, mark: string, wallNow: number): Promise<boolean> {
  if (!(await heldRunTable.giveGo(config.sql, mark, wallNow))) return false;
  await config.jobs.send({ connection: config.connection.id, now: null, reason: "go" });
  return true;
}
