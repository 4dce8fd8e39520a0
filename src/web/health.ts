import { Hono } from "hono";
import type { Config } from "../config.ts";
import { countDeadLetters } from "../store/deadLetters.ts";
import { lastRun } from "../store/runs.ts";
import { listStops } from "../store/stops.ts";
import { stopSentence } from "../text/stops.ts";

/** The health of the last run, for whoever watches: no names, and nothing of what people wrote. */
export function healthApp(config: Config): Hono {
  const app = new Hono();
  app.get("/", async context => {
    const last = await lastRun(config.sql);
    const deadLetters = await countDeadLetters(config.sql);
    const stops = await listStops(config.sql);
    const isWell = last?.endedWell === true && deadLetters === 0 && stops.length === 0;
    return context.json({
      isWell,
      deadLetters,
      stops: stops.map(({ what, since, until, why }) => ({
        what,
        says: stopSentence({ what, until, why }, "UTC", "en"),
        since: new Date(since).toISOString(),
        until: until === null ? null : new Date(until).toISOString(),
        why,
      })),
      lastRun:
        last === null
          ? null
          : {
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
            },
    });
  });
  return app;
}
