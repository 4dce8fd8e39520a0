import type { PartFacts, PartText } from "../../core/domain/part.ts";
import { groupPage } from "./groupPage.ts";
import type { PageTexts } from "./pageTexts.ts";
import { sessionPage } from "./sessionPage.ts";

/** What Krug's part of a page says, in words. No line stands in it twice. */
export function partText(texts: PageTexts, facts: PartFacts): PartText {
  const { lines, ...text } = facts.part === "session" ? sessionPage(texts, facts) : groupPage(texts, facts);
  const said = new Set<string>();
  return { ...text, lines: lines.filter(line => !said.has(line.text) && said.add(line.text)) };
}
