import type { AgreementFacts, GoalFacts, Line, PartFacts, PartText } from "../../core/domain/part.ts";
import { rulesOf } from "../../core/domain/values/format.ts";
import { columnName } from "../phrases/names.ts";
import { shortDate } from "../phrases/when.ts";
import { listed, paragraph } from "./lines.ts";
import { filled, type Guides, type PageTexts } from "./pageTexts.ts";
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

/** The body of a group's page: what to agree on at the first meeting, and where it is written. */
function groupPage({ box, agreement }: PageTexts, { format, language }: AgreementFacts): PartText {
  const isShort = rulesOf(format).board !== null;
  const agreed = isShort ? agreement.short : [...agreement.lines, ...(format === "reverse" ? agreement.reverse : [])];
  const lines: Line[] = [
    { kind: "heading", text: agreement.head },
    ...agreed.map((text): Line => ({ kind: "item", text })),
    { kind: "paragraph", text: filled(agreement.where, { agreement: columnName("groups", "agreement", language) }) },
  ];
  return { first: box, lines, later: [] };
}

/** Krug's part of a goal's page: what it lacks, as a question; how far it is to the target; what and who may help. */
function goalPage({ box, goal }: PageTexts, facts: GoalFacts): PartText {
  const { language, gap } = facts;
  const lines: Line[] = [
    ...(facts.isOverdue ? [paragraph(goal.overdue)] : []),
    ...facts.lacks.map(lack => paragraph(filled(goal.lacks[lack], { [lack]: columnName("roadmap", lack, language) }))),
    ...(gap === null ? [] : [paragraph(filled(goal.gap, { ...gap, next: gap.current + 1 }))]),
    ...listed(goal.advice, facts.advice),
    ...listed(goal.resources, facts.resources),
    ...listed(goal.classes, facts.classes, ({ title, on }) =>
      filled(goal.class, { title, day: shortDate(on, language) }),
    ),
    ...listed(goal.helpers, facts.helpers),
  ];
  return { first: box, lines, later: null };
}
