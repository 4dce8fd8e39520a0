import type { Line, PartFacts, PartText } from "../../core/domain/part.ts";
import { goalPage } from "./goalPage.ts";
import { groupPage } from "./groupPage.ts";
import type { Guides, PageTexts } from "./pageTexts.ts";
import { personPage } from "./personPage.ts";
import { sessionPage } from "./sessionPage.ts";

/** What Krug's part of a page says, in words. No line stands in it twice. */
export function partText(texts: PageTexts, facts: PartFacts, guides: Guides): PartText {
  const { lines, ...text } = written(texts, facts, guides);
  const said = new Set<string>();
  const isNew = ({ kind, text }: Line) => !said.has(`${kind} ${text}`) && said.add(`${kind} ${text}`) !== null;
  return { ...text, lines: lines.filter(isNew) };
}

function written(texts: PageTexts, facts: PartFacts, guides: Guides): PartText {
  switch (facts.part) {
    case "session":
      return sessionPage(texts, facts, guides);
    case "agreement":
      return groupPage(texts, facts);
    case "goal":
      return goalPage(texts, facts);
    case "person":
      return personPage(texts, facts);
  }
}
