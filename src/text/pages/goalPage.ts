import type { GoalFacts, Line, PartText } from "../../core/domain/part.ts";
import { columnName } from "../phrases/names.ts";
import { shortDate } from "../phrases/when.ts";
import { listed, paragraph } from "./lines.ts";
import { filled, type PageTexts } from "./pageTexts.ts";

/** Krug's part of a goal's page: what it lacks, as a question; how far it is to the target; what and who may help. */
export function goalPage({ box, goal }: PageTexts, facts: GoalFacts): PartText {
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
