import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { inProcessRunner } from "../demo/inProcess.ts";
import type { RunOutcome } from "../demo/play.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { openServices, type Playground, playgroundOver, setUp } from "../world/playground.ts";
import { BEGUN } from "./begun.ts";
import type { Deeds } from "./deeds.ts";
import { replay, type Tape } from "./tape.ts";

/** A moment of the world of 0.3.0. */
interface Moment {
  /** So much of the tape had been. */
  until: number;
  /** World time, epoch milliseconds. */
  at: number;
  /** The database as SQL, as `wrangler d1 export` writes it. */
  database: string;
  /** What 0.3.0 itself did in the runs of `runsFrom`. */
  goesOn: Deeds[];
}

/** `atRest`: nothing is left to do. `inDoubt`: each call whose answer was lost reached its service, where it mails. `inFlight`: in mid-change. */
export type MomentName = "atRest" | "inDoubt" | "inFlight";

type Kept = { calendarId: string; tape: Tape } & Record<MomentName, Moment>;

const KEPT = JSON.parse(gunzipSync(readFileSync(join(import.meta.dirname, "world.json.gz"))).toString()) as Kept;

/** The world of 0.3.0 on today's code, after the migrations and `npm run setup`. */
export interface Upgraded {
  playground: Playground;
  database: LocalD1;
  /** What it came from was done then, epoch milliseconds. */
  at: number;
  /** What 0.3.0 itself did in the runs that follow: those of `runsFrom`. */
  before: readonly Deeds[];
  run(at: number): Promise<RunOutcome>;
}

export function upgraded(name: MomentName): Promise<Upgraded> {
  return takenOver(name, openD1(":memory:", { script: KEPT[name].database }));
}

/** The same with its database lost: only what stands in Notion and Google is left. */
export function upgradedWithoutDatabase(name: MomentName): Promise<Upgraded> {
  return takenOver(name, openD1());
}

/** The commands of a moment's outbox as 0.3.0 wrote them down: the kind that stands beside each, and the one in its JSON. */
export async function kindsWrittenDown(name: MomentName): Promise<{ beside: string; inside: unknown }[]> {
  const database = openD1(":memory:", { script: KEPT[name].database, migrations: [] });
  const { results } = await database
    .prepare("SELECT DISTINCT kind AS beside, json_extract(command, '$.kind') AS inside FROM outbox ORDER BY kind")
    .all<{ beside: string; inside: unknown }>();
  return results;
}

async function takenOver(name: MomentName, database: LocalD1): Promise<Upgraded> {
  const { until, at, goesOn } = KEPT[name];
  const services = openServices(BEGUN);
  services.google.switches.conferencePending = "immediate";
  await replay(services, KEPT.tape.slice(0, until));
  services.clock.set(at);
  const playground = playgroundOver(services, await setUp(services), KEPT.calendarId, {});
  const { clock } = services;
  const runner = inProcessRunner(playground, database, () => clock.now());
  return {
    playground,
    database,
    at,
    before: goesOn,
    run: time => {
      clock.set(time);
      return runner.run(time, "cron");
    },
  };
}
