import { Hono } from "hono";
import { bearerAuth } from "hono/bearer-auth";
import type { Config } from "../config.ts";
import { listPoints } from "../store/points.ts";
import { lastRun } from "../store/runs.ts";

/** The JSON API of the coordinator: the last run in full, and every figure, also those too small to be shown to all. */
export function apiApp(config: Config): Hono {
  const app = new Hono();
  if (config.dashboardToken !== null) app.use(bearerAuth({ token: config.dashboardToken }));
  app.get("/metrics", async context => {
    const points = [...(await listPoints(config.sql)).values()];
    return context.json({ points: points.sort((a, b) => (a.key < b.key ? -1 : 1)) });
  });
  app.get("/run", async context => context.json({ run: await lastRun(config.sql) }));
  return app;
}
