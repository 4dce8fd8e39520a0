import { readable } from "../../core/domain/values/content.ts";
import type { Language } from "../../core/domain/values/language.ts";
import type { CoordinatorLine, FactsOf, LetterFacts } from "../../core/words/letterFacts.ts";
import { say } from "../locales/say.ts";
import { columnName, optionName, sourceName } from "../phrases/names.ts";
import { clip, listOf, quote } from "../phrases/phrase.ts";
import { timeRange } from "../phrases/when.ts";
import { saidShortly } from "./shortLetters.ts";

type KickOff = FactsOf<"kick_off" | "kick_off_reminder">;

/** A letter to one person, in the programme's language: the title of its event and its text. */
export function letter(facts: LetterFacts, language: Language): { title: string; text: string } {
  const programme = clip(facts.programme, 100);
  switch (facts.kind) {
    case "kick_off": {
      const added = say(language, "letters.kick_off.added", { programme: quote(programme, language) });
      return {
        title: say(language, "letters.kick_off.title", { programme }),
        text: letterText(facts, language, [
          `${added} ${meetings(facts, language)}`,
          replies(facts, language),
          say(language, "letters.kick_off.kept"),
          ...coordinators(facts.coordinators, language),
        ]),
      };
    }
    case "for_coordinator":
      return {
        title: say(language, "letters.for_coordinator.title", { programme }),
        text: letterText(facts, language, [
          say(language, "letters.for_coordinator.onlyYou"),
          facts.lines.map(line => `- ${coordinatorLine(line, facts.zone, language)}`).join("\n"),
        ]),
      };
    case "kick_off_reminder":
      return {
        title: say(language, "letters.kick_off_reminder.title", { programme }),
        text: letterText(facts, language, [
          say(language, "letters.kick_off_reminder.reminded", { programme: quote(programme, language) }),
          replies(facts, language),
          ...coordinators(facts.coordinators, language),
        ]),
      };
    default:
      return shortLetter(facts, saidShortly(facts, language), language);
  }
}

/** A letter about one thing. */
function shortLetter(
  facts: LetterFacts,
  own: { title: string; lines: string[] },
  language: Language,
): { title: string; text: string } {
  return { title: `${clip(facts.programme, 100)}: ${own.title}`, text: letterText(facts, language, own.lines) };
}

/** The greeting, what is told in paragraphs, and who can read it. */
function letterText({ name }: LetterFacts, language: Language, paragraphs: readonly string[]): string {
  const hello = say(language, "letters.hello", { name: clip(name, 80) });
  return [hello, ...paragraphs, say(language, "letters.foot")].join("\n\n");
}

/** How people meet, how long and how often; those without a rhythm meet when there is a reason. */
function meetings({ format, minutes, everyWeeks }: KickOff, language: Language): string {
  return say(language, `letters.kick_off.meetings.${format}`, { minutes, weeks: everyWeeks });
}

/** How to say yes, no, or something else, a line each. */
function replies({ needsUrl, standingUrl }: KickOff, language: Language): string {
  const lines = [
    say(language, "letters.kick_off.yes", { hasForm: needsUrl !== null, url: needsUrl ?? "" }),
    say(language, "letters.kick_off.no"),
  ];
  if (standingUrl !== null) lines.push(say(language, "letters.kick_off.standing", { url: standingUrl }));
  return lines.join("\n");
}

/** Whom to ask, where somebody looks after the programme. */
function coordinators(names: readonly string[], language: Language): string[] {
  return names.length === 0 ? [] : [say(language, "letters.kick_off.coordinators", { names: listOf(names, language) })];
}

function coordinatorLine(line: CoordinatorLine, zone: string, language: Language): string {
  if (line.what === "drafts") {
    const { count, url } = line;
    const groups = sourceName("groups", language);
    const column = columnName("groups", "status", language);
    const active = optionName("groups", "status", "active", language);
    return say(language, "letters.for_coordinator.drafts", { count, url, groups, column, active });
  }
  const name = clip(line.name, 80);
  switch (line.what) {
    case "word":
      return `${name}:${quoteWhole(line.text, language)}`;
    case "left":
    case "not_joining":
    case "paused":
      return say(language, `letters.for_coordinator.${line.what}`, { name });
    case "stuck":
      return say(language, "letters.for_coordinator.stuck", { names: listOf([name, ...line.others], language) });
    case "named":
      return say(language, "letters.for_coordinator.named", { name, email: clip(line.email, 254) });
    case "no_show": {
      const when = timeRange(line.startsAt, line.endsAt, zone, language);
      return say(language, "letters.for_coordinator.no_show", { name, when });
    }
  }
}

/** What a person wrote, with its line breaks, as far as a letter holds it; on lines of its own where it has several. */
function quoteWhole(text: string, language: Language): string {
  const whole = readable(text);
  const cut = [...whole].length <= WORD_CHARACTERS ? whole : `${[...whole].slice(0, WORD_CHARACTERS).join("")}…`;
  return cut.includes("\n") ? `\n${cut}` : ` ${quote(cut, language, WORD_CHARACTERS + 1)}`;
}

const WORD_CHARACTERS = 1500;
