import { Hono } from "hono/tiny";
import * as z from "zod/mini";
import { handedOut } from "../core/state/personal/handedOut.ts";
import { identityOf, notFoundSentence } from "../core/state/personal/identity.ts";
import { snapshotOf } from "../core/state/snapshot.ts";
import { letGo, openForOlder, sealNow, startCalendarAnew } from "../run/operate/betweenRuns.ts";
import { concerning } from "../run/operate/concerning.ts";
import { examine } from "../run/operate/doctor.ts";
import { foreseenErasure, forget } from "../run/operate/forget.ts";
import { lookAtPast } from "../run/operate/pastAnew.ts";
import { plan } from "../run/plan.ts";
import { calendarSet } from "../run/world/outages.ts";
import { insightTable } from "../store/figures/insights.ts";
import { pointTable } from "../store/figures/points.ts";
import { deadLetterTable } from "../store/incoming/deadLetters.ts";
import { waveTable } from "../store/mirror/waves.ts";
import { readKeptOfPerson } from "../store/people/personal.ts";
import { type HeldRun, heldRunTable } from "../store/runs/heldRun.ts";
import { rosterTable } from "../store/runs/reach.ts";
import { runTable } from "../store/runs/runs.ts";
import { jsonBody } from "./body.ts";
import { type Behind, Door, REFUSALS } from "./door.ts";
import { sayGo } from "./go.ts";
import { NotionHook } from "./notionHook.ts";
import { pulseTextsOf } from "./pulseTexts.ts";
import { groupStates } from "./readView.ts";
import type { Config, Verifiers } from "./settings.ts";

const GO = z.object({ mark: z.string() });
const CLEAR = z.object({ until: z.iso.datetime() });
const AFTER = z.object({ after: z.string() });
const CALENDAR = z.object({ calendarId: z.string() });
/** No list of people is longer (src/setup/people/table.ts). */
const MOST_CONFIRMED = 5000;
const CONFIRMED = z.object({
  programmeId: z.uuid(),
  emails: z.array(z.string().check(z.maxLength(254))).check(z.minLength(1), z.maxLength(MOST_CONFIRMED)),
});

/**
 * The JSON API. A reader gets the figures that are shown to all. The coordinator gets the last run in full, every figure, also
 * those too small to be shown, what people wrote in anonymous pulses, all data of one person (personal.ts), and the connection of
 * Notion's hook (notionHook.ts).
 */
export function apiApp(config: Config, verifiers: Verifiers): Hono<Behind> {
  const { wallNow } = verifiers;
  const app = new Hono<Behind>();
  const door = new Door(config, verifiers);
  const letting = (needs: "coordinator" | "reader") =>
    door.guarded(needs === "coordinator" ? "everywhere" : needs, (context, why) =>
      context.json({ error: REFUSALS[why].says }, REFUSALS[why].status),
    );
  app.get("/metrics", letting("reader"), async context => {
    const { role, isEverywhere } = context.get("reader");
    const isCoordinator = role === "coordinator" && isEverywhere;
    const points = [...(await pointTable.list(config.sql)).values()].filter(point => isCoordinator || point.isPublic);
    return context.json({ points: points.sort((a, b) => (a.key < b.key ? -1 : 1)) });
  });
  app.use(letting("coordinator"));
  app.get("/pulses", async context => context.json({ pulses: pulseTextsOf(await waveTable.list(config.sql)) }));
  app.get("/insights", async context => context.json({ insights: await insightTable.list(config.sql) }));
  app.get("/groups", async context => context.json({ groups: await groupStates(config) }));
  app.get("/plan", async context => {
    const { asOf, commands, mails, held, lines } = await plan(config.connection, null, {
      fetch: (input, init) => fetch(input, init),
      sql: config.sql,
      wallNow: Date.now,
    });
    return context.json({ asOf: new Date(asOf).toISOString(), mails, lines, held: held && shownOf(held), commands });
  });
  app.get("/held", async context => {
    const held = await heldRunTable.read(config.sql);
    return context.json({ held: held && shownOf(held) });
  });
  app.post("/go", async context => {
    const body = await jsonBody(context, GO);
    if ("wrong" in body) return context.json({ error: body.wrong }, 400);
    if (await sayGo(config, body.data.mark, wallNow())) return context.json({ isSaid: true }, 202);
    return context.json({ error: "this is not what waits for a go: GET /api/held shows what does" }, 409);
  });
  // Whom a coordinator confirmed on a list may be the programme's first, as after a go: these addresses and no other.
  app.post("/confirmed", async context => {
    const body = await jsonBody(context, CONFIRMED);
    if ("wrong" in body) return context.json({ error: body.wrong }, 400);
    const { programmeId, emails } = body.data;
    await config.sql.batch(rosterTable.saving(config.sql, { [programmeId]: emails }));
    return context.json({ confirmed: emails.length });
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
    return context.json({ checks: [...checks, ...door.checks()] });
  });
  app.post("/doctor/rebuild", async context => {
    const body = await jsonBody(context, AFTER);
    if ("wrong" in body) return context.json({ error: body.wrong }, 400);
    return context.json(
      await lookAtPast(config.connection, { fetch: globalThis.fetch, sql: config.sql, wallNow }, body.data.after),
    );
  });
  app.get("/dead-letters", async context => context.json({ deadLetters: await deadLetterTable.list(config.sql) }));
  // Only those that were seen: one that came meanwhile stays.
  app.post("/dead-letters/clear", async context => {
    const body = await jsonBody(context, CLEAR);
    if ("wrong" in body) return context.json({ error: body.wrong }, 400);
    return context.json({ cleared: await deadLetterTable.clear(config.sql, Date.parse(body.data.until)) });
  });
  app.route("/", personalApp(config));
  app.get("/run", async context => context.json({ run: await runTable.last(config.sql) }));
  const { hooks } = config.connection;
  if (hooks === null) return app;
  const notionHook = new NotionHook(config.sql, hooks);
  app.get("/hooks/notion", async context => context.json(await notionHook.view(wallNow())));
  app.post("/hooks/notion/token", async context => context.json(await notionHook.showToken()));
  app.post("/hooks/notion/arm", async context => {
    const armed = await notionHook.arm(wallNow());
    if (armed === null)
      return context.json({ error: "a token is kept already: DELETE /api/hooks/notion takes it away" }, 409);
    return context.json({ address: armed.address, until: new Date(armed.until).toISOString() });
  });
  app.delete("/hooks/notion", async context => {
    await notionHook.forget();
    return context.body(null, 204);
  });
  return app;
}

/** A held run as it is shown: what it would do, and the mark a go names it by. */
function shownOf(held: HeldRun) {
  const { mark, reach, limit, over, lines } = held;
  const since = new Date(held.since).toISOString();
  return { mark, since, isGoSaid: held.goAt !== null, reach, limit, over, lines };
}

const FORGET = z.object({ email: z.string().check(z.maxLength(320)) });

/** What the coordinator does with all of one person's data: hand it out, and erase it. */
function personalApp(config: Config): Hono {
  const app = new Hono();
  app.get("/export", async context => {
    const email = addressIn(context.req.query("email"));
    const snapshot = snapshotOf(await concerning(config.sql, { email }));
    const identity = identityOf(snapshot, email);
    if (identity.is !== "found") return context.json({ error: notFoundSentence(email, identity) }, statusOf(identity));
    return context.json(
      handedOut(snapshot, identity.person, await readKeptOfPerson(config.sql, identity.person.pageIds)),
    );
  });
  app.get("/forget", async context => {
    const email = addressIn(context.req.query("email"));
    const foreseen = await foreseenErasure(config.sql, email);
    if ("is" in foreseen) return context.json({ error: notFoundSentence(email, foreseen) }, statusOf(foreseen));
    return context.json(foreseen);
  });
  app.post("/forget", async context => {
    const body = await jsonBody(context, FORGET);
    if ("wrong" in body) return context.json({ error: body.wrong }, 400);
    const email = addressIn(body.data.email);
    const forgotten = await forget(config.connection, email, {
      fetch: (input, init) => fetch(input, init),
      sql: config.sql,
      wallNow: Date.now,
    });
    if (forgotten.state === "unknown")
      return context.json({ error: notFoundSentence(email, forgotten.why) }, statusOf(forgotten.why));
    // Also once all is erased: the others' pages and events are read as they are now.
    await config.jobs.send({ connection: config.connection.id, now: null, reason: "forget" });
    return context.json(forgotten, forgotten.state === "erased" ? 200 : 202);
  });
  return app;
}

function addressIn(given: unknown): string {
  return typeof given === "string" ? given.trim().toLowerCase() : "";
}

function statusOf({ is }: { is: "unknown" | "shared" | "later" }): 404 | 409 {
  return is === "unknown" ? 404 : 409;
}

/** What can't be taken back is said to be meant. */
const SURE = z.object({ isSure: z.literal(true) });

/** What the operator does with what was said in confidence: bring it under the first key, write it open, let go of what is lost. */
function sealApp(config: Config, wallNow: () => number): Hono {
  const app = new Hono();
  const world = { fetch: globalThis.fetch, sql: config.sql, wallNow };
  const askForRun = () => config.jobs.send({ connection: config.connection.id, now: null, reason: "seal" });
  app.post("/", async context => {
    const sealed = await sealNow(config.connection, world);
    if (sealed === null) return context.json({ error: "KEEPING_KEY is not set: there is no key to seal with" }, 409);
    await askForRun();
    return context.json(sealed);
  });
  app.post("/open", async context => {
    const body = await jsonBody(context, SURE);
    if ("wrong" in body) return context.json({ error: body.wrong }, 400);
    return context.json(await openForOlder(config.connection, world));
  });
  app.post("/let-go", async context => {
    const body = await jsonBody(context, SURE);
    if ("wrong" in body) return context.json({ error: body.wrong }, 400);
    const places = await letGo(config.connection, world);
    await askForRun();
    return context.json({ places });
  });
  return app;
}
