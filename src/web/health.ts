import { Hono } from "hono";
import { listLacking } from "../store/database/tables.ts";
import { storeTroubleSentence } from "../store/database/trouble.ts";
import { countDeadLetters } from "../store/incoming/deadLetters.ts";
import { listOutages } from "../store/runs/outages.ts";
import { type KeptRun, lastRun } from "../store/runs/runs.ts";
import { outageSentence, withoutAddresses } from "../text/operating/outages.ts";
import type { Config } from "./settings.ts";
import { lookForSilence } from "./silence.ts";

/**
 * The health of the last run and of the runs as a whole, for whoever watches: no names, and nothing of what people wrote.
 *
 * `runs` says whether they are as frequent as they should be: "heard", "awaited" (newly deployed), "under_way" (one takes long),
 * "unscheduled" (no cron comes here) or "silent", which is not well.
 */
export function healthApp(config: Config, wallNow: () => number): Hono {
  const app = new Hono();
  app.get("/", async context => {
    const { sql } = config;
    const silence = await lookForSilence(config, wallNow, "page");
    const lacking = await listLacking(sql);
    if (lacking.length > 0)
      return context.json({ isWell: false, database: storeTroubleSentence("not_migrated"), lacking });
    const last = await lastRun(sql);
    const deadLetters = await countDeadLetters(sql);
    const stops = await listOutages(sql);
    const isWell = silence.state !== "silent" && last?.endedWell !== false && deadLetters === 0 && stops.length === 0;
    return context.json({
      isWell,
      runs: silence.state,
      silentSince: silence.state === "silent" ? new Date(silence.since).toISOString() : null,
      deadLetters,
      stops: stops.map(({ what, since, until, why }) => ({
        what,
        says: withoutAddresses(outageSentence({ what, until, why }, "UTC", "en")),
        since: new Date(since).toISOString(),
        until: until === null ? null : new Date(until).toISOString(),
        why: withoutAddresses(why),
      })),
      lastRun: last === null ? null : shownOf(last),
    });
  });
  return app;
}

function shownOf(last: KeptRun) {
  return {
    id: last.id,
    asOf: new Date(last.worldNow).toISOString(),
    endedAt: new Date(last.endedAt).toISOString(),
    wallMilliseconds: last.endedAt - last.startedAt,
    endedWell: last.endedWell,
    isContinued: last.report.isContinued,
    isHeld: last.report.isHeld === true,
    changed: last.report.changed,
    done: last.report.done,
    mails: last.report.mails,
    requests: last.report.requests,
    statements: last.report.statements,
    failed: last.report.failed.length,
  };
}
