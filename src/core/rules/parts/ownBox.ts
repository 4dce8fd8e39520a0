import type { PartFacts } from "../../domain/part.ts";

/** Where Krug's box on a page leads to: by this it is known as the page's own, whatever its words. */
export function boxLink(pageId: string, part: PartFacts["part"]): string {
  return `https://www.notion.so/${plainId(pageId)}#krug-${part}`;
}

/**
 * True for a link that names this page and this part: the copy of a page keeps the link of the one it was copied from. Notion may
 * leave away what follows the page's id; then it counts where Krug itself made the block.
 */
export function isOwnLink(
  link: string,
  { pageId, part, isByKrug }: { pageId: string; part: PartFacts["part"]; isByKrug: boolean },
): boolean {
  const place = link.replaceAll("-", "");
  return place.includes(plainId(pageId)) && (link.endsWith(`#krug-${part}`) || isByKrug);
}

function plainId(id: string): string {
  return id.replaceAll("-", "");
}
