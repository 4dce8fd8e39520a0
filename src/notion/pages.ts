import type { PageText } from "../core/domain/command.ts";
import { comparable } from "../core/domain/values/content.ts";
import { Failure } from "../core/domain/values/failure.ts";
import { understood } from "../core/domain/values/guarded.ts";
import type { PlainValue, Row, SourceKey } from "../core/domain/values/row.ts";
import type { Instant } from "../core/domain/values/time.ts";
import { type NotionClient, textPieces } from "./client.ts";
import { type Listed, listPages, pagesListed } from "./listing.ts";
import { cutRelations, isTrashed, type NotionPage, propertiesFor, rowOf } from "./page.ts";
import { type SourceMap, sourceHolding, type Workspace } from "./workspace.ts";

/**
 * A page looked at by itself: its row where it stands in one of the workspace's tables; in the trash of one of them, with the
 * row it had; or not there any more, for it was moved elsewhere or can't be read.
 */
export type PageLook =
  | { state: "there"; row: Row }
  | { state: "trashed"; row: Row }
  | { state: "moved" }
  | { state: "unreadable" };

/** A table of the workspace: its rows, by the columns it has. */
export class Table {
  readonly #api: NotionClient;
  readonly #source: SourceKey;
  readonly #map: SourceMap;

  constructor(api: NotionClient, source: SourceKey, map: SourceMap) {
    this.#api = api;
    this.#source = source;
    this.#map = map;
  }

  /**
   * The rows within bounds, oldest edit first; all rows for none.
   *
   * Reads to the end, whatever Notion's paging and limits (listing.ts). Relations longer than 25 are read in full. A page that
   * can't be understood is left out and noted (`Notion.unread`).
   *
   * @throws Failure when Notion can't be made to show all of them.
   */
  async list(listed: Listed = {}): Promise<Row[]> {
    const rows: Row[] = [];
    for (const page of await listPages(this.#api, this.#map.dataSourceId, listed)) {
      const row = await this.row(page);
      if (row !== null) rows.push(row);
    }
    return rows.sort((a, b) => a.editedAt - b.editedAt || (a.id < b.id ? -1 : 1));
  }

  /**
   * All rows as they come, a hundred at a time, from those on that were made at an instant; each time with when the last of them was
   * made, from when on a reading that broke off goes on. Some come twice.
   */
  async *portions(createdSince: Instant | null): AsyncGenerator<{ rows: Row[]; made: Instant }> {
    for await (const pages of pagesListed(this.#api, this.#map.dataSourceId, { createdSince })) {
      const last = pages.at(-1);
      if (last === undefined) continue;
      const rows: Row[] = [];
      for (const page of pages) {
        const row = await this.row(page);
        if (row !== null) rows.push(row);
      }
      yield { rows, made: Date.parse(last.created_time) };
    }
  }

  /**
   * The row as Notion has it this moment; null when the page is in the trash or has left its table.
   *
   * @throws Failure `gone` for one that is not shared, `rejected` for one that can't be understood.
   */
  async read(pageId: string): Promise<Row | null> {
    const page = (await this.#api.call(
      client => client.pages.retrieve({ page_id: pageId }),
      "read",
    )) as unknown as NotionPage;
    return isTrashed(page) || !this.#holds(page) ? null : this.#wholeRow(page);
  }

  /** The page that carries a key in its *key* column; null when there is none yet. The first made, should there be two. */
  async findByKey(key: string): Promise<Row | null> {
    const property = this.#map.properties.key;
    if (property === undefined) return null;
    const answer = (await this.#api.call(
      client =>
        client.dataSources.query({
          data_source_id: this.#map.dataSourceId,
          page_size: 1,
          filter: { property: property.id, rich_text: { equals: key } },
          sorts: [{ timestamp: "created_time", direction: "ascending" }],
        }),
      "read",
    )) as unknown as { results: NotionPage[] };
    const [page] = answer.results;
    return page === undefined ? null : this.#wholeRow(page);
  }

  /** Creates a page, with a body where one is given, and returns its row. Not idempotent: the look-up by `key` settles a doubtful answer (`findByKey`). */
  async create(values: Readonly<Record<string, PlainValue>>, body: readonly PageText[] = []): Promise<Row> {
    const page = await written(this.#api, client =>
      client.pages.create({
        parent: { type: "data_source_id", data_source_id: this.#map.dataSourceId },
        properties: propertiesFor(this.#source, this.#map, values) as never,
        ...(body.length === 0 ? {} : { children: body.slice(0, MOST_BLOCKS).map(block) }),
      }),
    );
    return this.#wholeRow(page);
  }

  /** Writes only the given values of a page and returns its row as Notion then has it; null for one that has left its table. */
  async update(pageId: string, values: Readonly<Record<string, PlainValue>>): Promise<Row | null> {
    const page = await written(this.#api, client =>
      client.pages.update({ page_id: pageId, properties: propertiesFor(this.#source, this.#map, values) as never }),
    );
    return this.#holds(page) ? this.row(page) : null;
  }

  /** False for a table in the trash or no longer shared. */
  async isThere(): Promise<boolean> {
    try {
      const source = await this.#api.call(
        client => client.dataSources.retrieve({ data_source_id: this.#map.dataSourceId }),
        "read",
      );
      return (source as { in_trash?: boolean }).in_trash !== true;
    } catch (error) {
      if (error instanceof Failure && error.kind === "gone") return false;
      throw error;
    }
  }

  /** The row of a page of this table, long relations read in full; null for one that can't be understood. */
  async row(page: NotionPage): Promise<Row | null> {
    const [read] = understood(this.#api.unread, "page", page.id, () => ({
      row: rowOf(this.#source, this.#map, page, this.#api.botId),
      cut: cutRelations(this.#map, page),
    }));
    if (read === undefined) return null;
    const { row, cut } = read;
    if (cut.length === 0) return row;
    const values = { ...row.values };
    for (const { key, propertyId } of cut) values[key] = await this.#relatedIds(page.id, propertyId);
    return { ...row, values };
  }

  /** @throws Failure `rejected` for a page that can't be understood. */
  async #wholeRow(page: NotionPage): Promise<Row> {
    const row = await this.row(page);
    if (row === null) throw new Failure("rejected", "notion", `the page ${page.id} can't be understood`);
    return row;
  }

  async #relatedIds(pageId: string, propertyId: string): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const answer = (await this.#api.call(
        client =>
          client.pages.properties.retrieve({
            page_id: pageId,
            // Ids may hold signs of an address, and the client puts them into one as they are.
            property_id: encodeURIComponent(propertyId),
            page_size: 100,
            start_cursor: cursor,
          }),
        "read",
      )) as unknown as { results?: { relation?: { id: string } }[]; has_more?: boolean; next_cursor?: string | null };
      for (const item of answer.results ?? []) if (item.relation !== undefined) ids.push(item.relation.id);
      cursor = answer.has_more ? (answer.next_cursor ?? undefined) : undefined;
    } while (cursor !== undefined);
    return ids;
  }

  #holds(page: NotionPage): boolean {
    return page.parent?.data_source_id === this.#map.dataSourceId;
  }
}

/** Pages by their ids, in whatever table they stand. */
export class Pages {
  readonly #api: NotionClient;

  constructor(api: NotionClient) {
    this.#api = api;
  }

  /**
   * A page of which only the id is known, as Notion has it this moment.
   *
   * In the trash it counts as moved where its parent is no table of the workspace: what becomes of it there says nothing of what
   * it was here. One that lies there with its whole table counts as unreadable: nobody threw away the page.
   */
  async lookAt(workspace: Workspace, pageId: string): Promise<PageLook> {
    try {
      const page = (await this.#api.call(
        client => client.pages.retrieve({ page_id: pageId }),
        "read",
      )) as unknown as NotionPage;
      const source = sourceHolding(workspace, page.parent?.data_source_id ?? null);
      if (source === null) return { state: "moved" };
      const table = new Table(this.#api, source, workspace[source]);
      if (isTrashed(page)) {
        const row = (await table.isThere()) ? await table.row(page) : null;
        return row === null ? { state: "unreadable" } : { state: "trashed", row };
      }
      const row = await table.row(page);
      return row === null ? { state: "unreadable" } : { state: "there", row };
    } catch (error) {
      if (error instanceof Failure && error.kind === "gone") return { state: "unreadable" };
      throw error;
    }
  }

  /** The data source a page stands in; null for one that stands in none, or can't be read. */
  async tableOf(pageId: string): Promise<string | null> {
    return (await this.#retrieved(pageId))?.parent?.data_source_id ?? null;
  }

  async #retrieved(pageId: string): Promise<NotionPage | null> {
    try {
      return (await this.#api.call(
        client => client.pages.retrieve({ page_id: pageId }),
        "read",
      )) as unknown as NotionPage;
    } catch (error) {
      if (error instanceof Failure && error.kind === "gone") return null;
      throw error;
    }
  }

  /** Puts a page in the trash, from which people can take it back. */
  async trash(pageId: string): Promise<void> {
    await written(this.#api, client => client.pages.update({ page_id: pageId, in_trash: true }));
  }

  /**
   * Adds a comment to a page, unless one of the page's open comments already says the same: that look-up is what settles a comment
   * whose answer was lost. An error that names what it saved is an answer.
   */
  async comment(pageId: string, text: string): Promise<void> {
    if (await this.#hasComment(pageId, text)) return;
    try {
      await this.#api.call(
        client => client.comments.create({ parent: { page_id: pageId }, rich_text: textPieces(text) }),
        "write",
      );
    } catch (error) {
      if (!(error instanceof Failure) || error.committedId === null) throw error;
    }
  }

  /** The page's open comments that people wrote, without their words. */
  async commentsOf(pageId: string): Promise<{ id: string; at: Instant; userId: string }[]> {
    const found: { id: string; at: Instant; userId: string }[] = [];
    for await (const comment of this.#comments(pageId))
      if ("created_by" in comment && comment.created_by.id !== this.#api.botId)
        found.push({ id: comment.id, at: Date.parse(comment.created_time), userId: comment.created_by.id });
    return found;
  }

  /** The e-mail of one of the workspace's users; null where it can't be read, undefined for what is no person. */
  async emailOf(userId: string): Promise<string | null | undefined> {
    try {
      const user = await this.#api.call(client => client.users.retrieve({ user_id: userId }), "read");
      return user.type === "bot" ? undefined : (user.type === "person" && user.person.email) || null;
    } catch (error) {
      if (error instanceof Failure && (error.kind === "gone" || error.kind === "rejected")) return null;
      throw error;
    }
  }

  /** Which user made a page; null where it can't be read. */
  async makerOf(pageId: string): Promise<string | null> {
    return (await this.#retrieved(pageId))?.created_by?.id ?? null;
  }

  async #hasComment(pageId: string, text: string): Promise<boolean> {
    const wanted = comparable(text);
    for await (const comment of this.#comments(pageId))
      if ("rich_text" in comment && comparable(said(comment.rich_text)) === wanted) return true;
    return false;
  }

  #comments(pageId: string) {
    return this.#api.listed((client, paging) => client.comments.list({ block_id: pageId, ...paging }));
  }

  /**
   * Rewrites Krug's own open comments on a page; those of people stay as they are, and come back. Comments of closed threads can't
   * be listed (docs/facts/notion.md#relations).
   */
  async rewriteComments(pageId: string, rewrite: Rewrite): Promise<string[]> {
    const others: string[] = [];
    for await (const comment of this.#comments(pageId)) {
      if (!("rich_text" in comment)) continue;
      const text = said(comment.rich_text);
      if (comment.created_by.id !== this.#api.botId) {
        others.push(text);
        continue;
      }
      const wanted = rewrite(text);
      if (wanted === text) continue;
      await this.#api.call(
        client => client.comments.update({ comment_id: comment.id, rich_text: textPieces(wanted) }),
        "write",
      );
    }
    return others;
  }

  /** Rewrites the paragraphs, headings and items at the top of a page's body and in boxes there. How many were rewritten. */
  async rewriteBody(pageId: string, rewrite: Rewrite): Promise<number> {
    let rewritten = 0;
    const blocks = this.#api.listed((client, paging) => client.blocks.children.list({ block_id: pageId, ...paging }));
    for await (const block of blocks) {
      if (!("type" in block)) continue;
      if (block.type === "callout" && block.has_children) rewritten += await this.rewriteBody(block.id, rewrite);
      const content = (block as unknown as Record<string, { rich_text?: Piece[] }>)[block.type];
      if (content?.rich_text === undefined) continue;
      const text = said(content.rich_text);
      const wanted = rewrite(text);
      if (wanted === text) continue;
      const change = { block_id: block.id, [block.type]: { rich_text: textPieces(wanted) } };
      await this.#api.call(client => client.blocks.update(change as never), "write");
      rewritten += 1;
    }
    return rewritten;
  }
}

/** The most blocks one call takes (docs/facts/notion.md#sizes). */
const MOST_BLOCKS = 100;

function block({ kind, text }: PageText) {
  const rich_text = textPieces(text);
  return kind === "heading"
    ? { type: "heading_2" as const, heading_2: { rich_text } }
    : { type: "paragraph" as const, paragraph: { rich_text } };
}

/**
 * The page that a call wrote. An error that names what it saved is an answer: the page is read instead, so that what Krug itself
 * wrote is never taken for a person's edit.
 */
async function written(api: NotionClient, write: Parameters<typeof api.call<unknown>>[0]): Promise<NotionPage> {
  try {
    return (await api.call(write, "write")) as NotionPage;
  } catch (error) {
    const pageId = error instanceof Failure ? error.committedId : null;
    if (pageId === null) throw error;
    return (await api.call(client => client.pages.retrieve({ page_id: pageId }), "read")) as unknown as NotionPage;
  }
}

type Rewrite = (text: string) => string;

interface Piece {
  plain_text: string;
}

const said = (pieces: readonly Piece[]) => pieces.map(piece => piece.plain_text).join("");
