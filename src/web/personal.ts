import { Hono } from "hono";
import { z } from "zod";
import { handedOut } from "../core/state/personal/handedOut.ts";
import { identityOf, notFoundSentence } from "../core/state/personal/identity.ts";
import { foreseenErasure, forget } from "../run/operate/forget.ts";
import { loadMirror } from "../run/world/mirror.ts";
import { readKeptOfPerson } from "../store/personal/personal.ts";
import { jsonBody } from "./body.ts";
import type { Config } from "./settings.ts";

const FORGET = z.object({ email: z.string().max(320) });

/** What the coordinator does with all of one person's data: hand it out, and erase it. */
export function personalApp(config: Config): Hono {
  const app = new Hono();
  app.get("/export", async context => {
    const email = addressIn(context.req.query("email"));
    const mirror = await loadMirror(config.sql, config.connection.coordinators, true);
    const snapshot = mirror.snapshot();
    const found = identityOf(snapshot, email);
    if (found.is !== "found") return context.json({ error: notFoundSentence(email, found) }, statusOf(found));
    return context.json(handedOut(snapshot, found.person, await readKeptOfPerson(config.sql, found.person.pageIds)));
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
