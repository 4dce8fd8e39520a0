import { collectPaginatedAPI } from "@notionhq/client";
import type { Playground } from "./playground.ts";
import { COORDINATOR } from "./playground.ts";

/** A block as people see it, with what stands in it. */
export interface SeenBlock {
  id: string;
  type: string;
  text: string;
  /** Where the text leads, "" for nowhere. */
  link: string;
  children: SeenBlock[];
}

/** What stands in the body of a page, or in a block. */
export async function bodyOf(playground: Pick<Playground, "notionOf">, id: string): Promise<SeenBlock[]> {
  const client = playground.notionOf(COORDINATOR);
  const listed = await collectPaginatedAPI(client.blocks.children.list, { block_id: id });
  const blocks = listed as unknown as ({ id: string; type: string; has_children: boolean } & Record<string, Content>)[];
  return Promise.all(
    blocks.map(async block => {
      const pieces = block[block.type]?.rich_text ?? [];
      return {
        id: block.id,
        type: block.type,
        text: pieces.map(piece => piece.plain_text).join(""),
        link: pieces[0]?.href ?? "",
        children: block.has_children ? await bodyOf(playground, block.id) : [],
      };
    }),
  );
}

/** What stands on a page, or in a block, line by line, past the API. */
export function standingOn({ notion }: Pick<Playground, "notion">, holder: string): string[] {
  const { pages, blocks } = notion.state;
  return ((pages.get(holder) ?? blocks.get(holder))?.children ?? []).flatMap(id => {
    const block = blocks.get(id);
    if (block === undefined || block.trashed) return [];
    const { rich_text = [] } = block.content as { rich_text?: { text: { content: string } }[] };
    const text = rich_text.map(piece => piece.text.content).join("");
    return [`${block.type}: ${text}`, ...standingOn({ notion }, id).map(line => `  ${line}`)];
  });
}

interface Content {
  rich_text?: { plain_text: string; href?: string | null }[];
}

/** A body as it reads, a line a block, what stands in a block moved in. */
export function printed(blocks: readonly SeenBlock[], indent = ""): string {
  return blocks
    .flatMap(({ type, text, link, children }) => [
      `${indent}${SIGNS[type] ?? ""}${text}${link === "" || type === "callout" ? "" : ` <${link}>`}`,
      ...(children.length === 0 ? [] : [printed(children, `${indent}  `)]),
    ])
    .join("\n");
}

const SIGNS: Readonly<Record<string, string>> = {
  callout: "| ",
  heading_2: "## ",
  heading_3: "### ",
  bulleted_list_item: "- ",
  to_do: "[ ] ",
};
