import type { Context, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { getCookie, setCookie } from "hono/cookie";
import { HTTPException } from "hono/http-exception";
import { Hono } from "hono/tiny";
import * as z from "zod/mini";
import { Failure } from "../core/domain/values/failure.ts";
import { isLanguage, type Language } from "../core/domain/values/language.ts";
import { KeysUnread } from "../secrets/token.ts";
import { tableCheck } from "../store/database/tables.ts";
import { storeTrouble } from "../store/database/trouble.ts";
import { deadLetterTable } from "../store/incoming/deadLetters.ts";
import { outageTable } from "../store/runs/outages.ts";
import { type KeptRun, runTable } from "../store/runs/runs.ts";
import { outageSentence, withoutAddresses } from "../text/operating/outages.ts";
import { actPage, actsPage } from "./actPage.ts";
import { type Asked, recentActs, showAct, takeAct, takeBack } from "./acts.ts";
import { apiApp } from "./api.ts";
import { formBody } from "./body.ts";
import { nameChat } from "./chats.ts";
import { settleWho } from "./coordinators.ts";
import { dashboardPage, programmePage } from "./dashboard.ts";
import { type Behind, Door, REFUSALS } from "./door.ts";
import { FILES, type FileName, fileOf } from "./files.ts";
import { lockedPage, troublePage, type Way } from "./frame.ts";
import { sayGo } from "./go.ts";
import { hooksApp } from "./hooks.ts";
import { dashboardView } from "./readView.ts";
import type { Config, Verifiers } from "./settings.ts";
import { lookForSilence } from "./silence.ts";
import { type DashboardView, figuresAlone } from "./view.ts";

const LONGEST_FORM = 4096;
const LONGEST_NAME = 200;
/** Of an act the form says how each of its pages was seen: a round has hundreds. */
const LONGEST_ACT = 131_072;

/** No answer is kept or framed, runs a script, or tells other sites where its links were followed from. */
const HEADERS = {
  "cache-control": "no-store",
  "content-security-policy":
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
  // With "no-referrer" browsers would hide from the Worker itself that its own page sent the form.
  "referrer-policy": "same-origin",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

const withHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  for (const [name, value] of Object.entries(HEADERS)) context.res.headers.set(name, value);
};

/** What is answered when the Worker can't even begin: why, in a sentence, and no more than other answers may be done with. */
export function answerBeforeAll(why: string): Response {
  return new Response(why, { status: 503, headers: HEADERS });
}

const GO = z.object({ mark: z.string() });
const SIGN_IN = z.object({ token: z.string() });

/** What people, monitors and services reach of the Worker: figures and coming sessions, the health of the last run, hooks. */
export function webApp(config: Config, verifiers: Verifiers): Hono<Behind> {
  const { language } = config.connection;
  const app = new Hono<Behind>();
  const door = new Door(config, verifiers);
  app.use(withHeaders);
  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse();
    if (error instanceof Failure) {
      if (error.retryAfterMs > 0) context.header("retry-after", String(Math.ceil(error.retryAfterMs / 1000)));
      return context.json({ error: `${error.service}: ${error.message}` }, 503);
    }
    if (error instanceof KeysUnread) {
      console.warn(error);
      return context.json({ error: error.message }, 503);
    }
    const trouble = storeTrouble.of(error);
    console.error(trouble === null ? error : `Krug: ${storeTrouble.sentence(trouble)}`);
    if (trouble !== null && context.req.path === "/")
      return context.html(troublePage(language, storeTrouble.sentence(trouble)), 503);
    if (trouble !== null) return context.json({ error: storeTrouble.sentence(trouble) }, 503);
    return context.json({ error: "something went wrong here that nobody foresaw; the log tells what" }, 503);
  });
  app.route("/health", healthApp(config, verifiers.wallNow));
  app.route("/hooks", hooksApp(config, verifiers));
  const locked = (context: Context, why: keyof typeof REFUSALS) =>
    context.html(lockedPage(languageOf(context) ?? language, why), REFUSALS[why].status);
  const forReader = (context: Context<Behind>, view: DashboardView) =>
    context.get("reader").role === "coordinator" ? view : figuresAlone(view);
  const wayOf = (context: Context<Behind>): Way => {
    const { role, by } = context.get("reader");
    return { canSignOut: by === "cookie", isTokenShort: role === "coordinator" && door.isTokenShort };
  };
  // Behind Access nothing answers who did not come through it, not even that there is nothing.
  if (config.door.kind === "access") app.use(door.guarded("reader", locked));
  app.get("/", door.guarded("reader", locked), async context => {
    const silence = await lookForSilence(config, verifiers.wallNow, "page");
    const outcome = outcomeOf(context.req.query("go"), context.req.query("who"), context.req.query("chat"));
    if ((await tableCheck.listLacking(config.sql)).length > 0)
      return context.html(troublePage(language, storeTrouble.sentence("not_migrated")), 503);
    const silentSince = silence.state === "silent" ? silence.since : null;
    const isAll = context.req.query("all") === "yes";
    const reader = context.get("reader");
    const asked = { outcome, silentSince, language: languageOf(context), only: null, isAll, reader };
    const view = await dashboardView(config, asked);
    return context.html(dashboardPage(forReader(context, view), wayOf(context)));
  });
  app.get("/programmes/:part", door.guarded("reader", locked), async context => {
    const outcome = outcomeOf(undefined, undefined, context.req.query("chat"));
    const find = (context.req.query("find") ?? "").slice(0, LONGEST_NAME);
    const [reader, only] = [context.get("reader"), context.req.path];
    const asked = { outcome, silentSince: null, language: languageOf(context), only, find, reader };
    const view = await dashboardView(config, asked);
    return context.html(
      programmePage(forReader(context, view), wayOf(context)),
      view.programmes.length === 0 ? 404 : 200,
    );
  });
  for (const [name, role] of Object.entries(FILES) as [FileName, (typeof FILES)[FileName]][])
    app.get(`/programmes/:part/${name}.csv`, door.guarded(role, locked), async context => {
      const of = `/programmes/${context.req.param("part")}`;
      const asked = { name, of, language: languageOf(context), reader: context.get("reader") };
      const file = await fileOf(config, asked);
      if (file === null) return context.notFound();
      context.header("content-type", "text/csv; charset=utf-8");
      context.header("content-disposition", `attachment; filename="krug-${name}.csv"`);
      return context.body(file);
    });
  app.route("/", actsApp(config, verifiers, door));
  app.use(
    bodyLimit({
      maxSize: LONGEST_FORM,
      onError: context => context.json({ error: `the body is longer than ${LONGEST_FORM} bytes` }, 413),
    }),
  );
  app.post("/sign-in", async context => {
    if (!door.isOwnForm(context)) return locked(context, "other_site");
    const body = await formBody(context, SIGN_IN);
    if ("wrong" in body) return context.json({ error: body.wrong }, 400);
    const outcome = await door.signIn(context, body.data.token);
    return outcome === "in" ? context.redirect("/", 303) : locked(context, outcome === "busy" ? "busy" : "wrong");
  });
  app.post("/sign-out", async context => {
    if (!door.isOwnForm(context)) return locked(context, "other_site");
    await door.signOut(context);
    return context.redirect("/", 303);
  });
  // The button of the held run. The form's mark was drawn for this run alone, and only our own page may send it.
  app.post("/go", door.guarded("everywhere", locked), async context => {
    const body = await formBody(context, GO);
    if ("wrong" in body) return context.json({ error: body.wrong }, 400);
    const isSaid = await sayGo(config, body.data.mark, verifiers.wallNow());
    return context.redirect(isSaid ? "/?go=said" : "/?go=changed", 303);
  });
  // A coordinator's word on who is one, and whose an address is: for what the page showed, and sent by our own page alone.
  app.post("/coordinators", door.guarded("everywhere", locked), async context => {
    const outcome = await settleWho(config, context);
    if (typeof outcome !== "string") return context.json({ error: outcome.wrong }, 400);
    return context.redirect(outcome === "settled" ? "/" : "/?who=changed", 303);
  });
  // Where a programme's people talk. The address is a secret: it is taken from our own page alone, and never shown again.
  app.post("/chat", door.guarded("coordinator", locked), async context => {
    const outcome = await nameChat(config, context);
    if ("wrong" in outcome) return context.json({ error: outcome.wrong }, 400);
    return context.redirect(`${outcome.path}${outcome.isNamed ? "" : "?chat=refused"}`, 303);
  });
  app.route("/api", apiApp(config, verifiers));
  app.notFound(context =>
    context.json({ error: `there is nothing at ${context.req.method} ${context.req.path}` }, 404),
  );
  return app;
}

/** Kept for a year, for the same page; it says nothing of who reads. */
const LANGUAGE_COOKIE = { path: "/", httpOnly: true, secure: true, sameSite: "Lax", maxAge: 365 * 24 * 3600 } as const;

/** The language the reader has chosen, now or before; null for none. */
function languageOf(context: Context): Language | null {
  const chosen = context.req.query("lang");
  if (chosen !== undefined && isLanguage(chosen)) {
    setCookie(context, "language", chosen, LANGUAGE_COOKIE);
    return chosen;
  }
  const kept = getCookie(context, "language");
  return kept !== undefined && isLanguage(kept) ? kept : null;
}

/** What coordinators have done: each is shown first, taken from the form of that page alone, and can be taken back. */
function actsApp(config: Config, { wallNow }: Verifiers, door: Door): Hono<Behind> {
  const languageFor = (context: Context) => languageOf(context) ?? config.connection.language;
  const app = new Hono<Behind>();
  const letting = door.guarded("coordinator", (context, why) =>
    context.html(lockedPage(languageFor(context), why), REFUSALS[why].status),
  );
  const limit = bodyLimit({
    maxSize: LONGEST_ACT,
    onError: context => context.json({ error: `the body is longer than ${LONGEST_ACT} bytes` }, 413),
  });
  const answered = (context: Context, asked: Asked) => {
    if (asked.is === "asked") return context.redirect("/acts", 303);
    if (asked.is === "wrong") return context.json({ error: asked.why }, 400);
    const status = { shown: 200, changed: 409, nothing: 409, not_yours: 403 } as const;
    return context.html(actPage(asked, languageFor(context)), status[asked.is]);
  };
  app.get("/act", letting, async context => answered(context, await showAct(config, context)));
  app.post("/act", letting, limit, async context => answered(context, await takeAct(config, context, wallNow())));
  app.post("/act/back", letting, limit, async context => {
    const isBack = await takeBack(config, context, wallNow());
    if (typeof isBack !== "boolean") return context.json({ error: isBack.wrong }, 400);
    return context.redirect(isBack ? "/acts" : "/acts?late=yes", 303);
  });
  app.get("/acts", letting, async context => {
    const acts = await recentActs(config, context.get("reader"));
    const isLate = context.req.query("late") === "yes";
    return context.html(actsPage(acts, { isLate, wallNow: wallNow() }, languageFor(context)));
  });
  return app;
}

function outcomeOf(
  query: string | undefined,
  who: string | undefined,
  chat: string | undefined,
): DashboardView["outcome"] {
  if (chat === "refused") return "chat_refused";
  if (who === "changed") return "who_changed";
  return query === "said" || query === "changed" ? query : null;
}

/**
 * The health of the last run and of the runs as a whole, for whoever watches: no names, and nothing of what people wrote.
 *
 * `runs` says whether they are as frequent as they should be: "heard", "awaited" (newly deployed), "under_way" (one takes long),
 * "unscheduled" (no cron comes here) or "silent", which is not well.
 */
function healthApp(config: Config, wallNow: () => number): Hono {
  const app = new Hono();
  app.get("/", async context => {
    const { sql } = config;
    const silence = await lookForSilence(config, wallNow, "page");
    const lacking = await tableCheck.listLacking(sql);
    if (lacking.length > 0)
      return context.json({ isWell: false, database: storeTrouble.sentence("not_migrated"), lacking });
    const last = await runTable.last(sql);
    const deadLetters = await deadLetterTable.count(sql);
    const outages = await outageTable.list(sql);
    const isWell = silence.state !== "silent" && last?.endedWell !== false && deadLetters === 0 && outages.length === 0;
    return context.json({
      isWell,
      runs: silence.state,
      silentSince: silence.state === "silent" ? new Date(silence.since).toISOString() : null,
      deadLetters,
      stops: outages.map(({ what, since, until, why }) => ({
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
