import type { PlainValue, SourceKey } from "../../src/core/domain/values/row.ts";
import type { Page } from "../simulators/notion/records.ts";
import type { Playground } from "../world/playground.ts";
import { meetingsOf, sessionOf } from "./seriesLook.ts";

/** A page as it stands in Notion, whatever a lagging query would show. */
export interface PageLook {
  id: string;
  values: Record<string, PlainValue>;
}

/** Looks into the simulators, past the API: what is true now. */
export function pagesOf(playground: Playground, source: SourceKey): PageLook[] {
  const rows = playground.notion.state.dataSources.get(playground.workspace[source].dataSourceId)?.rows ?? [];
  return rows.filter(page => !page.trashed).map(page => ({ id: page.id, values: valuesOf(playground, source, page) }));
}

export function pageOf(playground: Playground, source: SourceKey, id: string): PageLook | null {
  const page = playground.notion.state.pages.get(id);
  return page === undefined || page.trashed ? null : { id, values: valuesOf(playground, source, page) };
}

function valuesOf(playground: Playground, source: SourceKey, page: Page): Record<string, PlainValue> {
  const map = playground.workspace[source];
  return Object.fromEntries(
    Object.entries(map.properties).map(([key, { id, type, options }]) => [
      key,
      plain(page.values.get(id), type, options),
    ]),
  );
}

function plain(value: unknown, type: string, options: Record<string, string> | undefined): PlainValue {
  if (value === undefined || value === null)
    return type === "title" || type === "rich_text" ? "" : type === "relation" ? [] : null;
  switch (type) {
    case "title":
    case "rich_text":
      return (value as { text: { content: string } }[]).map(piece => piece.text.content).join("");
    case "select":
      return options?.[value as string] ?? (value as string);
    case "date": {
      const { start, end } = value as { start: string; end: string | null };
      const text = (at: string) => (at.includes("T") ? new Date(at).toISOString() : at);
      return { start: text(start), end: end === null ? null : text(end) };
    }
    default:
      return value as PlainValue;
  }
}

/** An event of the programme's calendar as it stands there. */
export interface EventLook {
  id: string;
  sessionId: string | null;
  /** The series it is an instance of; null for a single event. */
  seriesId: string | null;
  isLive: boolean;
  title: string;
  text: string;
  startsAt: number;
  endsAt: number;
  /** Without rooms. */
  guests: { email: string; reply: string }[];
}

export function eventsOf(playground: Playground): EventLook[] {
  return meetingsOf(playground, playground.calendarId).map(meeting => {
    const { fields } = meeting.copy.event;
    return {
      id: meeting.id,
      sessionId: sessionOf(playground, meeting),
      seriesId: meeting.series?.master.id ?? null,
      isLive: fields.status !== "cancelled" && !meeting.copy.gone,
      title: fields.summary ?? "",
      text: fields.description ?? "",
      startsAt: meeting.startsAt,
      endsAt: meeting.endsAt,
      guests: (fields.attendees ?? [])
        .filter(guest => !guest.resource)
        .map(guest => ({ email: guest.email, reply: guest.responseStatus })),
    };
  });
}

/** The live event of a session; null without one. */
export function liveEventOf(playground: Playground, sessionId: string): EventLook | null {
  return eventsOf(playground).find(event => event.isLive && event.sessionId === sessionId) ?? null;
}

/** What Krug said in comments on a page. */
export function commentsOn(playground: Playground, pageId: string): string[] {
  return [...playground.notion.state.comments.values()]
    .filter(one => one.createdBy === playground.notion.botUserId && "id" in one.parent && one.parent.id === pageId)
    .map(one => one.richText.map(piece => (piece as { text?: { content: string } }).text?.content ?? "").join(""));
}

export const startOf = (page: PageLook): number | null =>
  instant((page.values.when as { start: string } | null)?.start);
export const endOf = (page: PageLook): number | null =>
  instant((page.values.when as { end: string | null } | null)?.end);

function instant(text: string | null | undefined): number | null {
  return text?.includes("T") ? Date.parse(text) : null;
}

export function relation(page: PageLook | null, key: string): string[] {
  return (page?.values[key] as string[] | undefined) ?? [];
}
