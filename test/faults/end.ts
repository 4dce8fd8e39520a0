import { SOURCE_KEYS } from "../../src/core/domain/values/row.ts";
import { linkTable } from "../../src/store/mirror/links.ts";
import { outboxTable } from "../../src/store/runs/outbox.ts";
import type { Life } from "./life.ts";
import { commentsOn, eventsOf, pagesOf } from "./looks.ts";

/** All that is left of a life, as one text: pages, comments, events, mails, links, and the calls that are not settled. */
export async function endOfLife({ playground, sql }: Life): Promise<string> {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  const pages = SOURCE_KEYS.flatMap(source =>
    pagesOf(playground, source)
      .sort(byId)
      .map(page => ({ source, ...page, comments: commentsOn(playground, page.id) })),
  );
  const links = (await linkTable.list(sql)).sort((a, b) => (a.sessionId < b.sessionId ? -1 : 1));
  const open = await outboxTable.list(sql, ["waiting", "in_doubt", "given_up"]);
  return JSON.stringify(
    {
      pages,
      events: eventsOf(playground).sort(byId),
      mails: playground.google.outbox.map(({ to, kind, eventId, summary, start }) => [
        to,
        kind,
        eventId,
        summary,
        start,
      ]),
      links,
      open: open.map(({ key, state }) => `${key} ${state}`),
    },
    null,
    1,
  );
}
