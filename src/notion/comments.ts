import { comparable } from "../core/domain/values/content.ts";
import { Failure } from "../core/domain/values/failure.ts";
import type { NotionApi } from "./client.ts";
import { textPieces } from "./page.ts";

type Rewrite = (text: string) => string;

interface Piece {
  plain_text: string;
}

const said = (pieces: readonly Piece[]) => pieces.map(piece => piece.plain_text).join("");

/**
 * Rewrites Krug's own open comments on a page; those of people stay as they are, and come back. Comments of closed threads can't
 * be listed (docs/facts/notion.md#relations).
 */
export async function rewriteComments(api: NotionApi, pageId: string, rewrite: Rewrite): Promise<string[]> {
  const others: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.call(
      client => client.comments.list({ block_id: pageId, page_size: 100, start_cursor: cursor }),
      "read",
    );
    for (const one of page.results) {
      if (!("rich_text" in one)) continue;
      const text = said(one.rich_text);
      if (one.created_by.id !== api.botId) {
        others.push(text);
        continue;
      }
      const wanted = rewrite(text);
      if (wanted === text) continue;
      await api.call(client => client.comments.update({ comment_id: one.id, rich_text: textPieces(wanted) }), "write");
    }
    cursor = page.has_more ? (page.next_cursor ?? undefined) : undefined;
  } while (cursor !== undefined);
  return others;
}

/** Rewrites the paragraphs, headings and items in a page's body. How many were rewritten. */
export async function rewriteBody(api: NotionApi, pageId: string, rewrite: Rewrite): Promise<number> {
  let rewritten = 0;
  let cursor: string | undefined;
  do {
    const page = await api.call(
      client => client.blocks.children.list({ block_id: pageId, page_size: 100, start_cursor: cursor }),
      "read",
    );
    for (const block of page.results) {
      if (!("type" in block)) continue;
      const content = (block as unknown as Record<string, { rich_text?: Piece[] }>)[block.type];
      if (content?.rich_text === undefined) continue;
      const text = said(content.rich_text);
      const wanted = rewrite(text);
      if (wanted === text) continue;
      const change = { block_id: block.id, [block.type]: { rich_text: textPieces(wanted) } };
      await api.call(client => client.blocks.update(change as never), "write");
      rewritten += 1;
    }
    cursor = page.has_more ? (page.next_cursor ?? undefined) : undefined;
  } while (cursor !== undefined);
  return rewritten;
}

/**
 * Adds a comment to a page, unless one of the page's open comments already says the same: that look-up is what settles a comment
 * whose answer was lost. An error that names what it saved is an answer.
 */
export async function comment(api: NotionApi, pageId: string, text: string): Promise<void> {
  if (await hasComment(api, pageId, text)) return;
  try {
    await api.call(
      client => client.comments.create({ parent: { page_id: pageId }, rich_text: textPieces(text) }),
      "write",
    );
  } catch (error) {
    if (!(error instanceof Failure) || error.committedId === null) throw error;
  }
}

async function hasComment(api: NotionApi, pageId: string, text: string): Promise<boolean> {
  const said = comparable(text);
  let cursor: string | undefined;
  do {
    const page = await api.call(
      client => client.comments.list({ block_id: pageId, page_size: 100, start_cursor: cursor }),
      "read",
    );
    const isSaid = page.results.some(
      one => "rich_text" in one && comparable(one.rich_text.map(piece => piece.plain_text).join("")) === said,
    );
    if (isSaid) return true;
    cursor = page.has_more ? (page.next_cursor ?? undefined) : undefined;
  } while (cursor !== undefined);
  return false;
}
