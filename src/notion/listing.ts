import { Failure } from "../core/domain/values/failure.ts";
import { type Instant, MINUTE, toIso } from "../core/domain/values/time.ts";
import type { NotionClient } from "./client.ts";
import type { NotionPage } from "./page.ts";

/**
 * Lists the pages of a data source to the end, past the 10,000 rows at which Notion cuts any query off
 * (docs/facts/notion.md#listings).
 *
 * What was cut off is asked for by the time at which it was created, which never changes: each query begins at the minute the
 * one before broke off in. A minute in which more pages were made than one query shows is read from both ends of the alphabet;
 * where the two do not meet the listing fails, for nobody may take what it lacks for gone.
 */

interface QueryAnswer {
  results: NotionPage[];
  has_more: boolean;
  next_cursor: string | null;
  request_status?: { type: string };
}

/** Which pages are listed: bounds that are null leave none out. */
export interface Listed {
  /** Edited then or later. */
  editedSince?: Instant | null;
  /** Made then or later. */
  createdSince?: Instant | null;
  /** Made before. */
  createdBefore?: Instant | null;
}

type Window = Required<Listed>;

type Sort =
  | { timestamp: "created_time"; direction: "ascending" }
  | { property: "title"; direction: "ascending" | "descending" };

/** The pages within bounds, each once. @throws Failure when not all can be shown. */
export async function listPages(api: NotionClient, dataSourceId: string, listed: Listed): Promise<NotionPage[]> {
  const byId = new Map<string, NotionPage>();
  for await (const pages of pagesListed(api, dataSourceId, listed)) for (const page of pages) byId.set(page.id, page);
  return [...byId.values()];
}

/** The same as they come, a hundred at a time, those that were made first at first; some come twice. */
export async function* pagesListed(
  api: NotionClient,
  dataSourceId: string,
  listed: Listed,
): AsyncGenerator<NotionPage[]> {
  const { editedSince = null, createdBefore = null } = listed;
  for (let createdSince: Instant | null = listed.createdSince ?? null; ; ) {
    const window: Window = { editedSince, createdSince, createdBefore };
    let last: NotionPage | undefined;
    let isBroken = false;
    const sort: Sort = { timestamp: "created_time", direction: "ascending" };
    for await (const { pages, isCut } of answersTo(api, dataSourceId, window, sort)) {
      yield pages;
      last = pages.at(-1) ?? last;
      isBroken = isCut;
    }
    if (!isBroken || last === undefined) return;
    const brokeOffAt = Date.parse(last.created_time);
    if (brokeOffAt > (createdSince ?? Number.NEGATIVE_INFINITY)) {
      createdSince = brokeOffAt;
      continue;
    }
    createdSince = brokeOffAt + MINUTE;
    yield crowdedMinute(api, dataSourceId, { editedSince, createdSince: brokeOffAt, createdBefore: createdSince });
  }
}

async function crowdedMinute(api: NotionClient, dataSourceId: string, minute: Window): Promise<NotionPage[]> {
  const inOrder = async (direction: "ascending" | "descending") => {
    const all: Answer = { pages: [], isCut: false };
    for await (const { pages, isCut } of answersTo(api, dataSourceId, minute, { property: "title", direction })) {
      all.pages.push(...pages);
      all.isCut = isCut;
    }
    return all;
  };
  const forwards = await inOrder("ascending");
  if (!forwards.isCut) return forwards.pages;
  const backwards = await inOrder("descending");
  const met = forwards.pages.find(page => page.id === backwards.pages.at(-1)?.id);
  const end = forwards.pages.at(-1);
  if (met === undefined || end === undefined || titleOf(met) === titleOf(end))
    throw new Failure(
      "rejected",
      "notion",
      `more pages were made within one minute (${toIso(minute.createdSince ?? 0)}) than Notion shows: move some of them to another table`,
    );
  return [...forwards.pages, ...backwards.pages];
}

function titleOf(page: NotionPage): string {
  const title = Object.values(page.properties).find(property => property.type === "title");
  return ((title?.title ?? []) as { plain_text: string }[]).map(piece => piece.plain_text).join("");
}

/** A hundred pages; cut off after them where that is all Notion shows of a query. */
interface Answer {
  pages: NotionPage[];
  isCut: boolean;
}

async function* answersTo(
  api: NotionClient,
  dataSourceId: string,
  { editedSince, createdSince, createdBefore }: Window,
  sort: Sort,
): AsyncGenerator<Answer> {
  const filters = [
    ...(editedSince === null
      ? []
      : [{ timestamp: "last_edited_time" as const, last_edited_time: { on_or_after: toIso(editedSince) } }]),
    ...(createdSince === null
      ? []
      : [{ timestamp: "created_time" as const, created_time: { on_or_after: toIso(createdSince) } }]),
    ...(createdBefore === null
      ? []
      : [{ timestamp: "created_time" as const, created_time: { before: toIso(createdBefore) } }]),
  ];
  const [only, ...others] = filters;
  const filter = only === undefined ? undefined : others.length === 0 ? only : { and: filters };
  let cursor: string | undefined;
  for (;;) {
    const answer = (await api.call(
      client =>
        client.dataSources.query({
          data_source_id: dataSourceId,
          page_size: 100,
          start_cursor: cursor,
          sorts: [sort],
          ...(filter === undefined ? {} : { filter }),
        }),
      "read",
    )) as unknown as QueryAnswer;
    const isLast = !answer.has_more || answer.next_cursor === null;
    yield { pages: answer.results, isCut: isLast && answer.request_status?.type === "incomplete" };
    if (isLast) return;
    cursor = answer.next_cursor ?? undefined;
  }
}
