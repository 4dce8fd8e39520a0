import type { Line, PartText, SessionFacts } from "../../core/domain/part.ts";
import { columnName, sourceName } from "../phrases/names.ts";
import { clip } from "../phrases/phrase.ts";
import { heading, item, listed, paragraph } from "./lines.ts";
import { filled, type Guides, type PageTexts } from "./pageTexts.ts";

/** So long a question may be. */
const LONGEST = 300;

/** The body of a session's page: a question to open with, what happens when, whose seat asks what, what is open, and room for notes. */
export function sessionPage(texts: PageTexts, facts: SessionFacts, guides: Guides): PartText {
  const { session } = texts;
  const { language, minutes, format, kind, place, before, question, topics } = facts;
  const isCheckIn = kind === "check_in";
  const opening = session.openings[before % session.openings.length] ?? "";
  const card = session.cards[isCheckIn ? "check_in" : format] ?? [];
  const steps = listed(session.steps, facts.steps);
  const columns = {
    notes: columnName("sessions", "notes", language),
    nextSteps: columnName("sessions", "nextSteps", language),
  };
  const lines = [
    ...(question === "" ? [] : [paragraph(filled(session.question, { question: clip(question, LONGEST) }))]),
    ...(isCheckIn || question !== "" ? [] : [paragraph(opening)]),
    ...(place === "once" && !isCheckIn && question === "" ? [paragraph(session.once)] : []),
    ...steps,
    heading(filled(session.order, { minutes })),
    ...timed(texts, session.orders[orderOf(facts)] ?? [], minutes),
    ...(topics.length === 0 ? [] : [paragraph(filled(session.topics, { topics: topics.join(", ") }))]),
    ...card.map((text, at) => (at === 0 ? heading(text) : item(text))),
    ...guideLines(texts, facts, guides),
    heading(columns.nextSteps),
    paragraph(filled(session.agree, { steps: sourceName("steps", language) })),
    heading(session.notes),
    paragraph(filled(session.room, columns)),
  ];
  return { first: texts.box, lines, later: steps };
}

/** What there is to read, a line for each paragraph; nothing where there is none. */
function guideLines({ session }: PageTexts, { guide }: SessionFacts, guides: Guides): Line[] {
  if (guide == null) return [];
  const [title, text] = "id" in guide ? (guides[guide.id] ?? ["", ""]) : [guide.title, guide.text];
  const paragraphs = text.split("\n").filter(line => line.trim() !== "");
  if (paragraphs.length === 0) return [];
  return [heading(filled(session.guide, { title: clip(title, LONGEST) })), ...paragraphs.map(paragraph)];
}

/** First and last meetings go alike in all formats; those in between as their format does. */
function orderOf({ kind, place, format }: SessionFacts): string {
  if (kind === "check_in") return "check_in";
  return place === "first" || place === "last" ? place : format;
}

/**
 * What happens when, in whole minutes that add up to the length: fives from forty minutes on, where turns, two thirds of the time, stay even. Example: shares
 * 1, 3, 1 of 45 give 10, 25, 10; and 1, 4, 4, 1 give 5, 18, 18, 4.
 */
function timed({ timed }: PageTexts, order: PageTexts["session"]["orders"][string], minutes: number): Line[] {
  const shares = order.map(([share]) => share);
  const fives = lengthsOf(shares, minutes, 5);
  const longest = Math.max(...shares);
  const turns = fives.filter((_, at) => shares[at] === longest);
  const areTurns = turns.length * longest >= (2 / 3) * shares.reduce((sum, share) => sum + share, 0);
  const isEven = !areTurns || new Set(turns).size === 1;
  const lengths = minutes >= 40 && isEven ? fives : lengthsOf(shares, minutes, 1);
  return order.flatMap(([, text], at) => {
    const length = lengths[at] ?? 0;
    return length > 0 ? [item(filled(timed, { minutes: length, text }))] : [];
  });
}

/** How long each share of the minutes is, in whole steps. */
function lengthsOf(shares: readonly number[], minutes: number, step: number): number[] {
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const until = (share: number) => (share === whole ? minutes : Math.round((minutes * share) / whole / step) * step);
  let passed = 0;
  return shares.map(share => {
    passed += share;
    return until(passed) - until(passed - share);
  });
}
