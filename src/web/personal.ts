import { Hono } from "hono";
import type { Config } from "../config.ts";
import { handedOut } from "../core/personal/handedOut.ts";
import { identityOf } from "../core/personal/identity.ts";
import { loadMirror } from "../run/mirror.ts";
import { readKeptOfPerson } from "../store/personal.ts";

/** What the coordinator does with all of one person's data: hand it out. */
export function personalApp(config: Config): Hono {
  const app = new Hono();
  app.get("/export", async context => {
    context.header("cache-control", "no-store");
    const email = context.req.query("email") ?? "";
    const mirror = await loadMirror(config.sql);
    const person = identityOf(mirror.rows.values(), email);
    if (person === null) return context.json({ error: `no page of People has the address ${email}` }, 404);
    return context.json(handedOut(mirror.snapshot(), person, await readKeptOfPerson(config.sql, person.pageIds)));
  });
  return app;
}
