import { SOURCE_KEYS, type SourceKey } from "../../src/core/domain/values/row.ts";
import { plan } from "../../src/run/plan.ts";
import { webApp } from "../../src/web/app.ts";
import type { Config } from "../../src/web/settings.ts";
import type { LocalD1 } from "./d1.ts";
import { allEvents } from "./people.ts";
import { COORDINATOR, type Playground } from "./playground.ts";
import { BEARER } from "./settings.ts";
import { readTable } from "./tables.ts";

/** What can be looked at, as text, by where it stands. */
export type Seen = Map<string, string>;

/** Every page of these tables, with its text, what stands in boxes on it, and its comments, as whoever can open the workspace reads them. */
export async function notionSeen(playground: Playground, sources: readonly SourceKey[] = SOURCE_KEYS): Promise<Seen> {
  const notion = playground.notionOf(COORDINATOR);
  const seen: Seen = new Map();
  for (const source of sources)
    for (const row of await readTable(playground, source)) {
      const { results: blocks } = await notion.blocks.children.list({ block_id: row.id });
      const inside: unknown[] = [];
      for (const block of blocks)
        if ("has_children" in block && block.has_children)
          inside.push((await notion.blocks.children.list({ block_id: block.id })).results);
      const { results: comments } = await notion.comments.list({ block_id: row.id });
      const said = comments.map(one =>
        "rich_text" in one ? one.rich_text.map(piece => piece.plain_text).join("") : "",
      );
      seen.set(`Notion, ${source}, ${row.id}`, JSON.stringify([row, blocks, inside, said]));
    }
  return seen;
}

/** The dashboard and every answer of the API that reads, as somebody signed in gets them. */
export async function webSeen(playground: Playground, database: LocalD1): Promise<Seen> {
  const config = {
    sql: database,
    connection: playground.connection,
    door: { kind: "token", coordinator: BEARER, reader: null },
    watch: { tickMs: 0, operators: [] },
  } as unknown as Config;
  const app = webApp(config, { wallNow: Date.now } as never);
  const seen: Seen = new Map();
  const look = async (path: string) => {
    const answer = await app.request(path, { headers: { authorization: `Bearer ${BEARER}` } });
    seen.set(path, withoutWallTime(await answer.text()));
  };
  for (const path of [
    "/",
    "/api/run",
    "/api/metrics",
    "/api/pulses",
    "/api/insights",
    "/api/groups",
    "/api/held",
    "/health",
  ])
    await look(path);
  // The pages and files of programmes that the first page leads to.
  for (const from of [/^\/$/, /^\/programmes\/[^/]+$/])
    for (const [path, page] of [...seen])
      if (from.test(path))
        for (const [, to = ""] of page.matchAll(/href="(\/programmes\/[^"?#]+)/g)) if (!seen.has(to)) await look(to);
  return seen;
}

/** What the next run would do, in words and as commands: `/api/plan` and `npm run plan`. */
export async function planSeen(playground: Playground, database: LocalD1, at: number): Promise<string> {
  const planned = await plan(playground.connection, at, { fetch: playground.fetch, sql: database, wallNow: Date.now });
  return JSON.stringify([planned.lines, planned.commands, planned.held]);
}

/** Everything anybody but the holder of the raw answers can look at. */
export async function everythingSeen(playground: Playground, database: LocalD1, at: number): Promise<Seen> {
  return new Map([
    ...(await notionSeen(playground)),
    ["Calendar", JSON.stringify(await allEvents(playground))],
    ["mails", JSON.stringify(playground.google.outbox)],
    ["what was asked of Notion", JSON.stringify(playground.notion.log.entries)],
    ["what was asked of Google", JSON.stringify(playground.google.log.entries)],
    ...(await webSeen(playground, database)),
    ["plan", await planSeen(playground, database, at)],
  ]);
}

/** When a run was carried out by the clock on the wall is no part of what it was. */
function withoutWallTime(text: string): string {
  return text.replace(/"(startedAt|endedAt|wallMilliseconds|at)":("[^"]*"|\d+)/g, '"$1":0');
}
