import type { Line, Linked } from "../../core/domain/part.ts";
import { clip } from "../phrases/phrase.ts";

/** So long a title on a page may be. */
const LONGEST = 300;

export const heading = (text: string): Line => ({ kind: "heading", text });
export const paragraph = (text: string): Line => ({ kind: "paragraph", text });
export const item = (text: string): Line => ({ kind: "item", text });

/** A heading and a line for each page; nothing where there is none. A page without a title says nothing. */
export function listed<T extends Linked>(head: string, pages: readonly T[], wordsOf = (page: T) => page.title): Line[] {
  const lines = pages.flatMap(page => {
    const text = clip(wordsOf(page), LONGEST);
    return text === "" ? [] : [{ ...item(text), ...(page.url === "" ? {} : { link: page.url }) }];
  });
  return lines.length === 0 ? [] : [heading(head), ...lines];
}
