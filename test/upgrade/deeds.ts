import { SOURCE_KEYS, type SourceKey } from "../../src/core/domain/values/row.ts";
import { isWriting } from "../faults/line.ts";
import { eventsOf, pageOf } from "../faults/looks.ts";
import { type LoggedRequest, listeners } from "../simulators/requestLog.ts";
import type { Playground } from "../world/playground.ts";

/** What a run did: its writes in words that tell neither ids nor values, and the mails it sent. */
export interface Deeds {
  writes: string[];
  mails: string[];
}

type Body = Record<string, unknown>;

/** What Krug does while `work` is done, in the order of the alphabet. */
export async function deedsOf(playground: Playground, work: () => Promise<unknown>): Promise<Deeds> {
  const deeds: Deeds = { writes: [], mails: [] };
  const { request, mail } = listeners;
  const mailsBefore = playground.google.outbox.length;
  listeners.request = (entry, body) => {
    if (entry.actor === "bot" && isWriting(entry.method, entry.path))
      deeds.writes.push(inWords(playground, entry, body));
  };
  try {
    await work();
  } finally {
    Object.assign(listeners, { request, mail });
  }
  deeds.mails = playground.google.outbox
    .slice(mailsBefore)
    .map(({ kind, to, summary }) => `${kind} to ${to}: ${summary}`);
  return { writes: deeds.writes.sort(), mails: deeds.mails.sort() };
}

function inWords(playground: Playground, { service, method, path, query }: LoggedRequest, text: string): string {
  const body = text === "" ? {} : (JSON.parse(text) as Body);
  if (service === "notion") return inNotion(playground, method, path, body);
  const event = /\/events(?:\/([^/]+))?$/.exec(path);
  if (event !== null) return onEvent(playground, method, event[1] ?? null, new URLSearchParams(query), body);
  const formId = /^\/(?:v1\/forms|drive\/v3\/files)\/([^/:]+)/.exec(path)?.[1];
  const info = formId === undefined ? body.info : playground.google.state.forms.get(formId)?.info;
  const { documentTitle } = info as { documentTitle: string };
  if (path.startsWith("/drive/")) return `opens form “${documentTitle}” to ${body.domain ?? body.type}`;
  return `${formId === undefined ? "makes" : path.slice(path.indexOf(":") + 1)} form “${documentTitle}”`;
}

function inNotion(playground: Playground, method: string, path: string, body: Body): string {
  const {
    parent,
    properties = {},
    rich_text: said,
  } = body as {
    parent?: { data_source_id?: string; page_id?: string };
    properties?: Record<string, unknown>;
    rich_text?: { text: { content: string } }[];
  };
  if (path === "/v1/comments")
    return `comments on ${pageInWords(playground, parent?.page_id ?? "")}: ${said?.map(one => one.text.content).join("")}`;
  const pageId = /^\/v1\/pages\/([^/]+)$/.exec(path)?.[1];
  const source =
    pageId === undefined
      ? SOURCE_KEYS.find(key => playground.workspace[key].dataSourceId === parent?.data_source_id)
      : sourceOf(playground, pageId);
  if (source === undefined) return `${method} ${path}`;
  const columns = Object.entries(playground.workspace[source].properties)
    .filter(([, { id }]) => id in properties)
    .map(([key]) => key)
    .sort();
  return pageId === undefined
    ? `makes a page in ${source}`
    : `writes ${columns.join(", ")} on ${pageInWords(playground, pageId)}`;
}

function sourceOf({ notion, workspace }: Playground, pageId: string): SourceKey | undefined {
  const parent = notion.state.pages.get(pageId)?.parent;
  return SOURCE_KEYS.find(key => parent?.type === "data_source_id" && parent.id === workspace[key].dataSourceId);
}

function pageInWords(playground: Playground, pageId: string): string {
  const source = sourceOf(playground, pageId);
  if (source === undefined) return "a page";
  const values = pageOf(playground, source, pageId)?.values ?? {};
  return `${source} “${values.title ?? values.name ?? values.question ?? values.metric ?? ""}”`;
}

function onEvent(
  playground: Playground,
  method: string,
  id: string | null,
  query: URLSearchParams,
  body: Body,
): string {
  const mailed = `mailing ${query.get("sendUpdates")}`;
  const fields = Object.keys(body).sort().join(", ");
  if (id === null) return `makes event “${body.summary}”, ${mailed}`;
  const event = eventsOf(playground).find(one => one.id === id);
  const when = event === undefined ? "" : ` of ${new Date(event.startsAt).toISOString()}`;
  return `${method === "DELETE" ? "deletes" : `changes ${fields} of`} event “${event?.title ?? "a series"}”${when}, ${mailed}`;
}
