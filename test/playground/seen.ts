import { isLetter } from "../../src/core/domain/letter.ts";
import type { SourceKey } from "../../src/core/domain/values/row.ts";
import type { Point } from "../../src/core/rules/metrics/points.ts";
import type { Block } from "../simulators/notion/records.ts";
import type { RichText } from "../simulators/notion/richText.ts";
import { allEvents } from "../world/people.ts";
import { COORDINATOR, type Playground } from "../world/playground.ts";
import { type ApiPage, inWords, storedText, tablesOf, titleOf } from "./notionView.ts";

/** A page as people see it. */
export interface SeenPage {
  source: SourceKey | null;
  table: string;
  title: string;
  /** By the names of columns; empty ones are left out. */
  values: Record<string, string>;
  body: string[];
  comments: string[];
}

/** An event as its guests see it. */
export interface SeenEvent {
  title: string;
  startsAt: number;
  endsAt: number;
  isCancelled: boolean;
  isLetter: boolean;
  text: string;
  /** What each guest replied, by address. */
  guests: Record<string, string>;
}

/** What can be seen of a world at one moment. */
export interface Seen {
  pages: Map<string, SeenPage>;
  events: Map<string, SeenEvent>;
  /** How often each form was answered, by its title. */
  forms: Map<string, number>;
  figures: Map<string, Point>;
}

/** Looks at everything people can see. */
export async function look(playground: Playground, points: readonly Point[], zone: string): Promise<Seen> {
  const pages = new Map<string, SeenPage>();
  const comments = commentsByPage(playground);
  for (const table of tablesOf(playground)) {
    const isPercent = new Map(table.columns.map(column => [column.name, column.isPercent]));
    for (const page of await rowsOf(playground, table.id, COORDINATOR)) {
      const values = Object.entries(page.properties)
        .filter(([, value]) => value.type !== "title")
        .map(([name, value]) => [name, inWords(playground, value, { zone, isPercent: isPercent.get(name) })] as const)
        .filter(([, words]) => words !== "");
      pages.set(page.id, {
        source: table.source,
        table: table.name,
        title: titleOf(playground, page.id),
        values: Object.fromEntries(values),
        body: linesUnder(playground, playground.notion.state.pages.get(page.id)?.children ?? []),
        comments: comments.get(page.id) ?? [],
      });
    }
  }
  const events = new Map<string, SeenEvent>();
  for (const event of await allEvents(playground))
    events.set(event.id ?? "", {
      title: event.summary ?? "",
      startsAt: Date.parse(event.start?.dateTime ?? event.start?.date ?? ""),
      endsAt: Date.parse(event.end?.dateTime ?? event.end?.date ?? ""),
      isCancelled: event.status === "cancelled",
      isLetter: isLetter(event.id ?? ""),
      text: event.description ?? "",
      guests: Object.fromEntries(
        (event.attendees ?? []).map(guest => [guest.email ?? "", guest.responseStatus ?? "needsAction"]),
      ),
    });
  return {
    pages,
    events,
    forms: new Map([...playground.google.state.forms.values()].map(form => [form.info.title, form.responses.size])),
    figures: new Map(points.map(point => [figureKey(point), point])),
  };
}

function figureKey(point: Point): string {
  return [point.programmeId, point.metricId, point.skill ?? "", point.period.number].join("/");
}

/** Every page of a table, as a person reads it, in the order in which they were made. */
export async function rowsOf(playground: Playground, tableId: string, email: string): Promise<ApiPage[]> {
  const rows: ApiPage[] = [];
  let cursor: string | undefined;
  do {
    const page = await playground.notionOf(email).dataSources.query({
      data_source_id: tableId,
      page_size: 100,
      start_cursor: cursor,
    });
    rows.push(...(page.results as unknown as ApiPage[]));
    cursor = page.next_cursor ?? undefined;
  } while (cursor !== undefined);
  return rows;
}

function linesUnder(playground: Playground, ids: readonly string[]): string[] {
  return ids.flatMap(id => {
    const block = playground.notion.state.blocks.get(id);
    if (block === undefined || block.trashed) return [];
    const text = wordsOf(block);
    return [...(text === "" ? [] : [text]), ...linesUnder(playground, block.children)];
  });
}

function wordsOf(block: Block): string {
  const text = storedText((block.content.rich_text ?? []) as RichText[]);
  return block.type === "to_do" ? `[${block.content.checked === true ? "x" : " "}] ${text}` : text;
}

function commentsByPage({ notion }: Playground): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const comment of notion.state.comments.values()) {
    if (comment.parent.type !== "page_id") continue;
    const name = notion.state.users.get(comment.createdBy)?.name ?? "Somebody";
    const said = `${name}: ${storedText(comment.richText)}`;
    found.set(comment.parent.id, [...(found.get(comment.parent.id) ?? []), said]);
  }
  return found;
}
