import { Hono } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Config } from "../config.ts";
import { countDeadLetters } from "../store/deadLetters.ts";
import { lastRun } from "../store/runs.ts";
import { apiApp } from "./api.ts";
import { dashboardPage, lockedPage } from "./dashboard.ts";
import { hooksApp, type Verifiers } from "./hooks.ts";
import { isSame } from "./same.ts";
import { dashboardView } from "./view.ts";

const COOKIE = "krug";
const COOKIE_SECONDS = 30 * 86_400;

/** The page holds people's names and has no script: nothing keeps it, frames it or learns where its links were followed from. */
const PAGE_HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/** What people, monitors and services reach of the Worker: figures and coming sessions, the health of the last run, hooks. */
export function webApp(config: Config, verifiers: Verifiers): Hono {
  const app = new Hono();
  app.get("/", async context => {
    for (const [name, value] of Object.entries(PAGE_HEADERS)) context.header(name, value);
    const { dashboardToken } = config;
    const given = context.req.query("token");
    if (dashboardToken !== null && given !== undefined && (await isSame(given, dashboardToken))) {
      setCookie(context, COOKIE, given, { httpOnly: true, secure: true, sameSite: "Lax", maxAge: COOKIE_SECONDS });
      return context.redirect("/");
    }
    if (dashboardToken !== null && !(await isSame(getCookie(context, COOKIE) ?? "", dashboardToken))) {
      deleteCookie(context, COOKIE);
      return context.html(lockedPage(config.connection.language), 401);
    }
    return context.html(dashboardPage(await dashboardView(config)));
  });
  app.route("/api", apiApp(config, verifiers.wallNow));
  app.route("/hooks", hooksApp(config, verifiers));
  app.get("/health", async context => {
    const last = await lastRun(config.sql);
    const deadLetters = await countDeadLetters(config.sql);
    const isWell = last?.endedWell === true && deadLetters === 0;
    context.header("cache-control", "no-store");
    return context.json({
      isWell,
      deadLetters,
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
