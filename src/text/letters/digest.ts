import type { PageText } from "../../core/domain/command.ts";
import type { Language } from "../../core/domain/values/language.ts";
import { isAnonymous } from "../../core/rules/metrics/catalogue.ts";
import type { Digest } from "../../core/words/digest.ts";
import { metricBasis, metricFigure, metricName } from "../figures/metrics.ts";
import { say } from "../locales/say.ts";
import { repeatsNote } from "../meetings/surveys.ts";
import { clip, listOf, quote } from "../phrases/phrase.ts";
import { dayRange, monthName } from "../phrases/when.ts";

/** Names told for one skill or goal; more are counted. */
const MOST_NAMES = 4;

/** A programme's month as people read it: a page's title, and headings with a paragraph or two below each. */
export function digestText(digest: Digest, language: Language): { title: string; body: PageText[] } {
  const month = monthName(digest.month, language);
  const body: PageText[] = [paragraph(meetings(digest, language))];
  const section = (about: Section, paragraphs: string[]) => {
    if (paragraphs.length === 0) return;
    const heading = say(language, `letters.digest.heading.${about}`);
    body.push({ kind: "heading", text: heading }, ...paragraphs.map(paragraph));
  };
  section("reached", reached(digest, language));
  section("thanks", thanks(digest, language));
  section("offers", offers(digest, language));
  section("sought", sought(digest, language));
  section("figures", figures(digest, language));
  return { title: `${month} · ${clip(digest.programme, 120)}`, body };
}

type Section = "reached" | "thanks" | "offers" | "sought" | "figures";

function paragraph(text: string): PageText {
  return { kind: "paragraph", text };
}

function meetings({ sessions, people, newPairs }: Digest, language: Language): string {
  if (sessions === 0) return say(language, "letters.digest.none");
  const held = say(language, "letters.digest.held", { sessions, people });
  return newPairs === 0 ? held : `${held} ${say(language, "letters.digest.first", { newPairs })}`;
}

function reached(digest: Digest, language: Language): string[] {
  if (digest.reached.length === 0) return [];
  const goals = digest.reached.map(goal => {
    const title = quote(goal.title, language);
    return goal.owners.length === 0 ? title : `${title} (${someNames(goal.owners, language)})`;
  });
  return [`${goals.join("; ")}. ${say(language, "letters.digest.reached.congratulation")}`];
}

function thanks({ thanks: named, moreThanks }: Digest, language: Language): string[] {
  const lines = named.map(({ from, to, what }) => {
    const names = `${clip(from, 80)} → ${clip(to, 80)}`;
    return what.trim() === "" ? names : `${names}: ${quote(what, language)}`;
  });
  const paragraphs = lines.length === 0 ? [] : [`${lines.join("; ")}.`];
  if (moreThanks !== 0)
    paragraphs.push(say(language, "letters.digest.thanks.more", { count: moreThanks, isMore: named.length > 0 }));
  return paragraphs;
}

function offers(digest: Digest, language: Language): string[] {
  if (digest.offers.length === 0) return [];
  const lines = digest.offers.map(({ skill, names }) => `${clip(skill, 80)}: ${someNames(names, language)}`);
  return [`${lines.join("; ")}.`, say(language, "letters.digest.offers.invitation")];
}

function sought(digest: Digest, language: Language): string[] {
  if (digest.sought.length === 0) return [];
  const lines = digest.sought.map(({ skill, people }) => `${clip(skill, 80)} (${people})`);
  return [`${lines.join(", ")}.`, say(language, "letters.digest.sought.appeal")];
}

function figures(digest: Digest, language: Language): string[] {
  if (digest.figures === null) return [];
  const { from, to, points } = digest.figures;
  const lines = points.map(
    point =>
      `${metricName(point.metricId, language)}: ${metricFigure(point.metricId, point.value, language)} (${metricBasis(point.metricId, point, language)})`,
  );
  const note = say(language, "letters.digest.figures.note");
  const isRepeatable = points.some(point => isAnonymous(point.metricId));
  const notes = isRepeatable ? `${note} ${repeatsNote(language)}` : note;
  return [`${dayRange(from, to, language)}: ${lines.join("; ")}.`, notes];
}

/** Names, and how many more there are. */
function someNames(names: readonly string[], language: Language): string {
  const more = names.length - MOST_NAMES;
  if (more <= 0) return listOf(names, language);
  return listOf([...names.slice(0, MOST_NAMES), say(language, "letters.digest.names.more", { count: more })], language);
}
