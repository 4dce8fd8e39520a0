import { Hono } from "hono";
import { bearerAuth } from "hono/bearer-auth";
import { csrf } from "hono/csrf";
import type { Config } from "../config.ts";
import { startCalendarAnew } from "../run/calendarAnew.ts";
import { examine } from "../run/doctor.ts";
import { calendarSet } from "../run/otherSource.ts";
import { plan } from "../run/plan.ts";
import { type HeldRun, readHeldRun } from "../store/heldRun.ts";
import { listInsights } from "../store/insights.ts";
import { listPoints } from "../store/points.ts";
import { lastRun } from "../store/runs.ts";
import { listKeptWaves } from "../store/waves.ts";
import { sayGo } from "./go.ts";
import { arm, forgetNotionHook, viewNotionHook } from "./notionHook.ts";
import { personalApp } from "./personal.ts";
import { pulseTextsOf } from "./pulseTexts.ts";

/**
 * The JSON API of the coordinator: the last run in full, every figure, also those too small to be shown to all, what people
 * wrote in anonymous pulses, all data of one person (personal.ts), and the connection of Notion's hook (notionHook.ts).
 */
export function apiApp(config: Config, wallNow: () => number): Hono {
  const app = new Hono();
  if (config.dashboardToken !== null) app.use(bearerAuth({ token: config.dashboardToken }));
  app.get("/metrics", async context => {
    const points = [...(await listPoints(config.sql)).values()];
    return context.json({ points: points.sort((a, b) => (a.key < b.key ? -1 : 1)) });
  });
  app.get("/pulses", async context => context.json({ pulses: pulseTextsOf(await listKeptWaves(config.sql)) }));
  app.get("/insights", async context => context.json({ insights: await listInsights(config.sql) }));
  app.get("/plan", async context => {
    const { asOf, commands, mails, held, lines } = await plan(config.connection, null, {
      fetch: (input, init) => fetch(input, init),
      sql: config.sql,
      wallNow: Date.now,
    });
    return context.json({ asOf: new Date(asOf).toISOString(), mails, lines, held: held && shownOf(held), commands });
  });
  app.get("/held", async context => {
    const held = await readHeldRun(config.sql);
    return context.json({ held: held && shownOf(held) });
  });
  app.post("/go", csrf(), async context => {
    const body: { mark?: unknown } = await context.req.json().catch(() => ({}));
    if (await sayGo(config, body.mark, wallNow())) return context.json({ isSaid: true }, 202);
    return context.json({ error: "this is not what waits for a go: GET /api/held shows what does" }, 409);
  });
  app.get("/calendar", async context => context.json(await calendarSet(config.connection, config.sql)));
  app.post("/calendar/anew", csrf(), async context => {
    const body: { calendarId?: unknown } = await context.req.json().catch(() => ({}));
    const world = { fetch: globalThis.fetch, sql: config.sql, wallNow };
    const isNamed = typeof body.calendarId === "string";
    if (!isNamed || !(await startCalendarAnew(config.connection, world, body.calendarId as string)))
      return context.json({ error: "this is not a calendar that waits for your word: GET /api/calendar" }, 409);
    await config.jobs.send({ connection: config.connection.id, now: null, reason: "calendar" });
    return context.json({ isSaid: true }, 202);
  });
  app.post("/sync", csrf(), async context => {
    await config.jobs.send({ connection: config.connection.id, now: null, reason: "sync" });
    return context.json({ isAsked: true }, 202);
  });
  app.get("/doctor", async context => {
    context.header("cache-control", "no-store");
    const world = {
      fetch: (input: RequestInfo | URL, init?: RequestInit) => fetch(input, init),
      sql: config.sql,
      wallNow,
    };
    return context.json({ checks: await examine(config.connection, world) });
  });
  app.route("/", personalApp(config));
  app.get("/run", async context => context.json({ run: await lastRun(config.sql) }));
  const { hooks } = config.connection;
  if (hooks === null) return app;
  app.get("/hooks/notion", async context => {
    context.header("cache-control", "no-store");
    return context.json(await viewNotionHook(config.sql, hooks, wallNow()));
  });
  app.post("/hooks/notion/arm", async context => {
    context.header("cache-control", "no-store");
    const armed = await arm(config.sql, hooks, wallNow());
    if (armed === null)
      return context.json({ error: "a token is kept already: DELETE /api/hooks/notion takes it away" }, 409);
    return context.json({ address: armed.address, until: new Date(armed.until).toISOString() });
  });
  app.delete("/hooks/notion", async context => {
    await forgetNotionHook(config.sql);
    return context.body(null, 204);
  });
  return app;
}

/** A held run as it is shown: what it would do, and the mark a go names it by. */
function shownOf({ mark, since, reach, limit, over, lines, goAt }: HeldRun) {
  return { mark, since: new Date(since).toISOString(), isGoSaid: goAt !== null, reach, limit, over, lines };
}
