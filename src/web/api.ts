import { Hono } from "hono";
import { z } from "zod";
import { startCalendarAnew } from "../run/operate/betweenRuns.ts";
import { examine } from "../run/operate/doctor.ts";
import { plan } from "../run/plan.ts";
import { calendarSet } from "../run/world/otherSource.ts";
import { listInsights } from "../store/figures/insights.ts";
import { listPoints } from "../store/figures/points.ts";
import { clearDeadLetters, listDeadLetters } from "../store/incoming/deadLetters.ts";
import { listKeptWaves } from "../store/mirror/waves.ts";
import { type HeldRun, readHeldRun } from "../store/runs/heldRun.ts";
import { lastRun } from "../store/runs/runs.ts";
import { type Check, unwell } from "../text/operating/doctor.ts";
import { jsonBody } from "./body.ts";
import {
  type Behind,
  type DoorVerifier,
  guarded,
  hasShortToken,
  LEAST_TOKEN,
  REFUSAL_STATUS,
  refusalSentence,
} from "./door.ts";
import { sayGo } from "./go.ts";
import { arm, forgetNotionHook, showNotionToken, viewNotionHook } from "./notionHook.ts";
import { personalApp } from "./personal.ts";
import { pulseTextsOf } from "./pulseTexts.ts";
import { sealApp } from "./seal.ts";
import type { Config } from "./settings.ts";

const GO = z.object({ mark: z.string() });
const CLEAR = z.object({ until: z.iso.datetime() });
const CALENDAR = z.object({ calendarId: z.string() });

/**
 * The JSON API. A reader gets the figures that are shown to all. The coordinator gets the last run in full, every figure, also
 * those too small to be shown, what people wrote in anonymous pulses, all data of one person (personal.ts), and the connection of
 * Notion's hook (notionHook.ts).
 */
export function apiApp(config: Config, verifier: DoorVerifier): Hono<Behind> {
  const { wallNow } = verifier;
  const app = new Hono<Behind>();
  const door = (needs: "coordinator" | "reader") =>
    guarded(config, verifier, needs, (context, why) =>
      context.json({ error: refusalSentence(why) }, REFUSAL_STATUS[why]),
    );
  app.get("/metrics", door("reader"), async context => {
    const isCoordinator = context.get("reader").role === "coordinator";
    const points = [...(await listPoints(config.sql)).values()].filter(point => isCoordinator || point.isPublic);
    return context.json({ points: points.sort((a, b) => (a.key < b.key ? -1 : 1)) });
  });
  app.use(door("coordinator"));
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
  app.post("/go", async context => {
    const body = await jsonBody(context, GO);
    if ("wrong" in body) return context.json({ error: body.wrong }, 400);
    if (await sayGo(config, body.data.mark, wallNow())) return context.json({ isSaid: true }, 202);
    return context.json({ error: "this is not what waits for a go: GET /api/held shows what does" }, 409);
  });
  app.get("/calendar", async context => context.json(await calendarSet(config.connection, config.sql)));
  app.post("/calendar/anew", async context => {
    const body = await jsonBody(context, CALENDAR);
    if ("wrong" in body) return context.json({ error: body.wrong }, 400);
    const world = { fetch: globalThis.fetch, sql: config.sql, wallNow };
    if (!(await startCalendarAnew(config.connection, world, body.data.calendarId)))
      return context.json({ error: "this is not a calendar that waits for your word: GET /api/calendar" }, 409);
    await config.jobs.send({ connection: config.connection.id, now: null, reason: "calendar" });
    return context.json({ isSaid: true }, 202);
  });
  app.route("/seal", sealApp(config, wallNow));
  app.post("/sync", async context => {
    await config.jobs.send({ connection: config.connection.id, now: null, reason: "sync" });
    return context.json({ isAsked: true }, 202);
  });
  app.get("/doctor", async context => {
    const world = {
      fetch: (input: RequestInfo | URL, init?: RequestInit) => fetch(input, init),
      sql: config.sql,
      wallNow,
    };
    const checks = await examine(config.connection, world, config.watch.tickMs);
    return context.json({ checks: [...checks, ...tokenChecks(config.door)] });
  });
  app.get("/dead-letters", async context => context.json({ deadLetters: await listDeadLetters(config.sql) }));
  // Only those that were seen: one that came meanwhile stays.
  app.post("/dead-letters/clear", async context => {
    const body = await jsonBody(context, CLEAR);
    if ("wrong" in body) return context.json({ error: body.wrong }, 400);
    return context.json({ cleared: await clearDeadLetters(config.sql, Date.parse(body.data.until)) });
  });
  app.route("/", personalApp(config));
  app.get("/run", async context => context.json({ run: await lastRun(config.sql) }));
  const { hooks } = config.connection;
  if (hooks === null) return app;
  app.get("/hooks/notion", async context => context.json(await viewNotionHook(config.sql, hooks, wallNow())));
  app.post("/hooks/notion/token", async context => context.json(await showNotionToken(config.sql, hooks)));
  app.post("/hooks/notion/arm", async context => {
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

/** What is not well about the tokens; nothing where they are long enough, or Access lets people in. */
function tokenChecks(door: Config["door"]): Check[] {
  if (!hasShortToken(door)) return [];
  return [
    unwell(
      "The sign-in token",
      `It has fewer than ${LEAST_TOKEN} characters and can be guessed.`,
      "Make one with `openssl rand -base64 32`, and set it with `npx wrangler secret put DASHBOARD_TOKEN` (or READER_TOKEN).",
    ),
  ];
}

/** A held run as it is shown: what it would do, and the mark a go names it by. */
function shownOf({ mark, since, reach, limit, over, lines, goAt }: HeldRun) {
  return { mark, since: new Date(since).toISOString(), isGoSaid: goAt !== null, reach, limit, over, lines };
}
