import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { csrf } from "hono/csrf";
import type { Config } from "../config.ts";
import { countDeadLetters } from "../store/deadLetters.ts";
import { lastRun } from "../store/runs.ts";
import { listStops } from "../store/stops.ts";
import { stopSentence } from "../text/stops.ts";
import { apiApp } from "./api.ts";
import { dashboardPage, lockedPage } from "./dashboard.ts";
import { sayGo } from "./go.ts";
import { hooksApp, type Verifiers } from "./hooks.ts";
import { isSame } from "./same.ts";
import { type DashboardView, dashboardView } from "./view.ts";

const COOKIE = "krug";
const COOKIE_SECONDS = 30 * 86_400;
const LONGEST_FORM = 1024;

/** The page holds people's names and has no script: nothing keeps it or frames it, no other site learns where its links were followed from. */
const PAGE_HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  // With "no-referrer" browsers would hide from the Worker itself that its own page sent the form.
  "referrer-policy": "same-origin",
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
    if (!(await isSignedIn(context, config))) {
      deleteCookie(context, COOKIE);
      return context.html(lockedPage(config.connection.language), 401);
    }
    return context.html(dashboardPage(await dashboardView(config, outcomeOf(context.req.query("go")))));
  });
  // The button of the held run. The form's mark was drawn for this run alone, and only our own page may send it.
  app.post("/go", csrf(), bodyLimit({ maxSize: LONGEST_FORM }), async context => {
    if (!(await isSignedIn(context, config))) return context.html(lockedPage(config.connection.language), 401);
    const { mark } = await context.req.parseBody();
    const isSaid = await sayGo(config, mark, verifiers.wallNow());
    return context.redirect(isSaid ? "/?go=said" : "/?go=changed", 303);
  });
  app.route("/api", apiApp(config, verifiers.wallNow));
  app.route("/hooks", hooksApp(config, verifiers));
  app.get("/health", async context => {
    const last = await lastRun(config.sql);
    const deadLetters = await countDeadLetters(config.sql);
    const stops = await listStops(config.sql);
    const isWell = last?.endedWell === true && deadLetters === 0 && stops.length === 0;
    context.header("cache-control", "no-store");
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

/** Whether the reader has brought the token once; behind Cloudflare Access everybody who gets here has. */
async function isSignedIn(context: Context, { dashboardToken }: Config): Promise<boolean> {
  return dashboardToken === null || isSame(getCookie(context, COOKIE) ?? "", dashboardToken);
}

function outcomeOf(query: string | undefined): DashboardView["outcome"] {
  return query === "said" || query === "changed" ? query : null;
}
