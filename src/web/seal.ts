import { Hono } from "hono";
import { z } from "zod";
import { letGo, openForOlder, sealNow } from "../run/operate/betweenRuns.ts";
import { jsonBody } from "./body.ts";
import type { Config } from "./settings.ts";

/** What can't be taken back is said to be meant. */
const SURE = z.object({ isSure: z.literal(true) });

/** What the operator does with what was said in confidence: bring it under the first key, write it open, let go of what is lost. */
export function sealApp(config: Config, wallNow: () => number): Hono {
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
