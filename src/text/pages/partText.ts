import type { AgreementFacts, GoalFacts, Line, PartFacts, PartText, PersonFacts } from "../../core/domain/part.ts";
import { rulesOf } from "../../core/domain/values/format.ts";
import { columnName } from "../phrases/names.ts";
import { clip } from "../phrases/phrase.ts";
import { shortDate } from "../phrases/when.ts";
import { heading, item, listed, paragraph } from "./lines.ts";
import { filled, type Guides, type PageTexts } from "./pageTexts.ts";
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
function groupPage({ box, agreement }: PageTexts, facts: AgreementFacts): PartText {
  const { format, language, isOnce, isAsked } = facts;
  const column = { agreement: columnName("groups", "agreement", language) };
  const isOnBoard = rulesOf(format).board !== null;
  const [, , expected = "", between = "", , open = ""] = agreement.lines;
  const agreed = isOnBoard ? agreement.short : isOnce ? [expected, between, open] : isAsked ? [open] : agreement.lines;
  const lines: Line[] = [
    heading(isOnBoard || isOnce ? agreement.once : agreement.head),
    ...(isAsked && !isOnce ? [paragraph(filled(agreement.beside, column))] : []),
    ...[...agreed, ...(format === "reverse" ? agreement.reverse : [])].map(item),
    ...(isAsked && !isOnce ? [] : [paragraph(filled(agreement.where, column))]),
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

/** From so many goals on a map shows more than a list. */
const MAPPED_FROM = 3;

/** Krug's part of a person's page: their plan over all goals, what they were thanked for, and what they helped with. */
function personPage({ box, person }: PageTexts, facts: PersonFacts): PartText {
  const { language, goals, thanks, helped } = facts;
  const wordsOf = ({ title, due, isDone }: PersonFacts["goals"][number]) =>
    isDone
      ? filled(person.done, { title })
      : due === null
        ? title
        : filled(person.due, { title, day: shortDate(due, language) });
  const map: Line[] = goals.length < MAPPED_FROM ? [] : [{ kind: "code", text: mapOf(person.me, goals) }];
  const record = helped.map(({ skill, questions }) => item(filled(person.questions, { skill, count: questions })));
  const lines = [
    ...listed(person.plan, goals, wordsOf),
    ...map,
    ...listed(person.thanks, thanks),
    ...(record.length === 0 ? [] : [heading(person.helped), ...record]),
  ];
  return { first: box, lines, later: null };
}

/** A Mermaid drawing: from the person to their goals, and from each goal to the skills it calls for. */
function mapOf(me: string, goals: PersonFacts["goals"]): string {
  const skills = [...new Set(goals.flatMap(goal => goal.skills))];
  const told = (text: string) =>
    `["${clip(text, 60)
      .replace(/["#;`\\[\]{}<>|]/g, " ")
      .trim()}"]`;
  return [
    "graph LR",
    `  me${told(me)}`,
    ...goals.flatMap(({ title, skills: own, isDone }, at) => [
      `  me --> g${at}${isDone ? told(`✓ ${title}`) : told(title)}`,
      ...own.map(skill => `  g${at} --> s${skills.indexOf(skill)}${told(skill)}`),
    ]),
  ].join("\n");
}
