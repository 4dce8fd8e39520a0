import type { Line, PartText, PersonFacts } from "../../core/domain/part.ts";
import { clip } from "../phrases/phrase.ts";
import { shortDate } from "../phrases/when.ts";
import { heading, item, listed } from "./lines.ts";
import { filled, type PageTexts } from "./pageTexts.ts";

/** From so many goals on a map shows more than a list. */
const MAPPED_FROM = 3;

/** Krug's part of a person's page: their plan over all goals, what they were thanked for, and what they helped with. */
export function personPage({ box, person }: PageTexts, facts: PersonFacts): PartText {
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
