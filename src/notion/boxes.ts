import type { Line, PartFacts } from "../core/domain/part.ts";
import { Failure } from "../core/domain/values/failure.ts";
import { type Instant, parseInstant } from "../core/domain/values/time.ts";
import { boxLink, isOwnLink } from "../core/rules/parts/ownBox.ts";
import type { Standing } from "../core/rules/parts/rewriting.ts";
import { type NotionClient, textPieces } from "./client.ts";

/** A block as it was read: what it says, and who last wrote on it. */
export interface ReadBlock extends Standing {
  editedAt: Instant;
  isByPerson: boolean;
  isTicked: boolean;
  /** Where its text leads. */
  links: readonly string[];
}

/** A block as Notion gives it, as far as it is read here. */
interface NotionBlock {
  id: string;
  type: string;
  has_children: boolean;
  in_trash?: boolean;
  last_edited_time: string;
  last_edited_by: { id: string };
  created_by: { id: string };
  [content: string]: unknown;
}

interface Piece {
  plain_text: string;
  href?: string | null;
  text?: { link?: { url: string } | null };
}

interface Content {
  rich_text?: Piece[];
  checked?: boolean;
}

/** What Notion calls the kinds of lines. */
const TYPES = {
  heading: "heading_3",
  paragraph: "paragraph",
  item: "bulleted_list_item",
  todo: "to_do",
  code: "code",
} as const satisfies Record<Line["kind"], string>;

const KINDS = new Map<string, string>(Object.entries(TYPES).map(([kind, type]) => [type, kind]));

/** The most blocks one call takes (docs/facts/notion.md#sizes), one of them the box. */
const MOST_LINES = 99;

/** Krug's boxes in the bodies of pages: a callout with Krug's lines in it. */
export class Boxes {
  /** True once Notion took no more blocks. */
  isFull = false;
  readonly #api: NotionClient;

  constructor(api: NotionClient) {
    this.#api = api;
  }

  /**
   * The page's own box, by the link in its first line, and what stands beside it at the top of the page; null for none. Nothing deeper
   * is looked into.
   *
   * @throws Failure `gone` for a page that is not there.
   */
  async find(pageId: string, part: PartFacts["part"]): Promise<{ box: string | null; blocks: ReadBlock[] }> {
    let box: string | null = null;
    const blocks: ReadBlock[] = [];
    for (const block of await this.#children(pageId)) {
      blocks.push(this.#read(block));
      if (box === null && block.type === "callout" && this.#isOwn(block, pageId, part)) box = block.id;
    }
    return { box, blocks };
  }

  /** The lines in a box; null where it is not there any more. */
  async lines(box: string): Promise<ReadBlock[] | null> {
    try {
      return (await this.#children(box)).map(block => this.#read(block));
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }

  /** Makes a page's box at the end of the page, with its lines. @returns its id. */
  async make(pageId: string, part: PartFacts["part"], first: string, lines: readonly Line[]): Promise<string> {
    const callout = {
      type: "callout",
      callout: {
        rich_text: linked(first, boxLink(pageId, part)),
        color: "gray_background",
        children: lines.slice(0, MOST_LINES).map(blockOf),
      },
    };
    const made = await this.#append(pageId, [callout], { type: "end" });
    return made[0] ?? "";
  }

  /** Adds lines to a box, behind one of them or first (null). */
  async add(box: string, after: string | null, lines: readonly Line[]): Promise<void> {
    const position = after === null ? { type: "start" } : { type: "after_block", after_block: { id: after } };
    await this.#append(box, lines.slice(0, MOST_LINES).map(blockOf), position);
  }

  /** Takes a block out, and says how it was just then; null where it was out already. */
  async remove(id: string): Promise<ReadBlock | null> {
    try {
      return this.#read((await this.#api.call(client => client.blocks.delete({ block_id: id }), "write")) as never);
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }

  /** Puts back what was taken out. */
  async restore(id: string): Promise<void> {
    await this.#api.call(client => client.blocks.update({ block_id: id, in_trash: false }), "write");
  }

  /** A block by itself, and whether it is out; null where it can't be read. */
  async look(id: string): Promise<(ReadBlock & { isOut: boolean }) | null> {
    try {
      const block = (await this.#api.call(client => client.blocks.retrieve({ block_id: id }), "read")) as never;
      return { ...this.#read(block), isOut: (block as NotionBlock).in_trash === true };
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }

  /** An error that names what it saved is an answer. @returns the ids of what was added, as far as they are told. */
  async #append(holder: string, children: readonly object[], position: object): Promise<string[]> {
    try {
      const answer = await this.#api.call(
        client => client.blocks.children.append({ block_id: holder, children, position } as never),
        "write",
      );
      return answer.results.map(({ id }) => id);
    } catch (error) {
      if (error instanceof Failure && error.committedId !== null) return [error.committedId];
      throw error;
    }
  }

  async #children(id: string): Promise<NotionBlock[]> {
    const found: NotionBlock[] = [];
    const listed = this.#api.listed((client, paging) => client.blocks.children.list({ block_id: id, ...paging }));
    for await (const block of listed) if ("type" in block) found.push(block as unknown as NotionBlock);
    return found;
  }

  #read(block: NotionBlock): ReadBlock {
    const { rich_text = [], checked = false } = (block[block.type] ?? {}) as Content;
    return {
      id: block.id,
      kind: KINDS.get(block.type) ?? block.type,
      text: rich_text.map(piece => piece.plain_text).join(""),
      isUsed: block.has_children || checked,
      isTicked: checked,
      links: rich_text.flatMap(piece => linkOf(piece) ?? []),
      editedAt: parseInstant(block.last_edited_time) ?? 0,
      isByPerson: block.last_edited_by.id !== this.#api.botId,
    };
  }

  #isOwn(block: NotionBlock, pageId: string, part: PartFacts["part"]): boolean {
    const { rich_text = [] } = (block.callout ?? {}) as Content;
    const isByKrug = block.created_by.id === this.#api.botId;
    return rich_text.some(piece => isOwnLink(linkOf(piece) ?? "", { pageId, part, isByKrug }));
  }
}

function linkOf({ href, text }: Piece): string | null {
  return href ?? text?.link?.url ?? null;
}

/** Gone, or in the trash: Notion says either of a block that was taken out. */
function isGone(error: unknown): boolean {
  return error instanceof Failure && (error.kind === "gone" || (error.kind === "rejected" && error.status === 400));
}

function blockOf({ kind, text, link }: Line): object {
  const type = TYPES[kind];
  const rich_text = link === undefined ? textPieces(text) : linked(text, link);
  return { type, [type]: { rich_text, ...(kind === "code" ? { language: "mermaid" } : {}) } };
}

function linked(text: string, url: string): object[] {
  return textPieces(text).map(({ type, text: { content } }) => ({ type, text: { content, link: { url } } }));
}
