import { readable } from "../../core/domain/values/content.ts";
import type { Language } from "../../core/domain/values/language.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import type { Words } from "../../core/words/words.ts";
import { say } from "../locales/say.ts";
import { clip, listOf } from "../phrases/phrase.ts";
import { dayAndTime } from "../phrases/when.ts";

/** What is said about questions of the help board. */
export const HELP_WORDS = {
  helpGroupReason,
  helpAsk,
  helpNeedsDetail,
  helpNeedsSkill,
  helpClass,
  helpExpert,
  helpAlike,
  helpAnswered,
  helpForCoordinator,
  helpSuggested,
} satisfies Partial<Words>;

/** Who a comment speaks to, and in which language. */
interface Spoken {
  names: readonly string[];
  language: Language;
}

/** What an agenda says of a question: the question, its details, who asks, and the moment it ends. */
interface AskedFacts {
  question: string;
  details: string;
  askers: readonly string[];
  startsAt: Instant;
  endsAt: Instant;
  zone: string;
  /** The zones of those invited. */
  zones: readonly string[];
}

/** The part of an agenda about a question of the help board: how long it takes, to the minute, and what is asked. */
export function askedText(asked: AskedFacts, language: Language): string {
  const minutes = Math.round((asked.endsAt - asked.startsAt) / 60_000);
  const end = dayAndTime(asked.endsAt, asked.zone, language, asked.zones);
  const who = listOf(asked.askers, language);
  const title = clip(asked.question, 500);
  const details = readable(asked.details);
  const time = say(language, "meetings.help.asked.time", { minutes, end });
  const lines = [
    time,
    "",
    who === "" ? title : `${who}: ${title}`,
    details,
    "",
    say(language, "meetings.help.asked.half"),
  ];
  return lines.filter((line, place) => line !== "" || lines[place - 1] !== "").join("\n");
}

/** Why a group that meets over a question is there. */
function helpGroupReason(language: Language): string {
  return say(language, "meetings.help.group");
}

/** Asks people, by name, whether they could help: what they offer, what to do, and that doing nothing is fine. */
function helpAsk({ names, skills, language }: Spoken & { skills: readonly string[] }): string {
  const [who, what] = [listOf(names, language), listOf(skills, language)];
  return say(language, "meetings.help.ask", { count: names.length, who, what });
}

/** Asks who asked for something concrete, once. */
function helpNeedsDetail({ names, language }: Spoken): string {
  return say(language, "meetings.help.detail", { who: listOf(names, language) });
}

/** Asks who asked which skill it is about, once. */
function helpNeedsSkill({ names, language }: Spoken): string {
  return say(language, "meetings.help.noSkill", { who: listOf(names, language) });
}

/** Tells who asked of the next class on it, and how to come. */
function helpClass(told: Parameters<Words["helpClass"]>[0]): string {
  const { names, language, title, startsAt, zone, url } = told;
  const when = dayAndTime(startsAt, zone, language);
  return say(language, "meetings.help.class", { who: listOf(names, language), title: clip(title, 200), when, url });
}

/** Tells who asked what others answered to the like, each on a line with its page. */
function helpAlike({ names, language, answers }: Parameters<Words["helpAlike"]>[0]): string {
  const lines = answers.map(({ title, url }) => `${clip(title, 200)}: ${url}`);
  return [say(language, "meetings.help.alike", { who: listOf(names, language) }), ...lines].join("\n");
}

/** Tells who asked whom outside they may ask. */
function helpExpert(expert: Parameters<Words["helpExpert"]>[0]): string {
  const { names, language, name, contact, ask } = expert;
  const sentence = say(language, "meetings.help.expert", {
    who: listOf(names, language),
    name: clip(name, 200),
    contact,
  });
  return ask === "" ? sentence : `${sentence}\n${clip(ask, 500)}`;
}

/** Tells who asked that there is an answer, and asks whether it settles the question. */
function helpAnswered({ names, language }: Spoken, isInComments: boolean): string {
  const told = isInComments ? "meetings.help.answeredBelow" : "meetings.help.answered";
  return say(language, told, { who: listOf(names, language) });
}

/** Tells the coordinators of a question that found nobody: because nobody offers it (`skills`), or because nobody took it. */
function helpForCoordinator({ names, skills, language }: Spoken & { skills: readonly string[] }): string {
  const who = { isNamed: names.length > 0, who: listOf(names, language) };
  const said =
    skills.length === 0
      ? say(language, "meetings.help.untaken", who)
      : say(language, "meetings.help.unoffered", { ...who, what: listOf(skills, language) });
  return said.charAt(0).toLocaleUpperCase(language) + said.slice(1);
}

/** A line for each person who could help: what they offer, when all are free by their working hours, and that they helped least. */
function helpSuggested(suggested: {
  helpers: readonly { name: string; skills: readonly string[]; freeAt: Instant | null; isLeastLately: boolean }[];
  zone: string;
  language: Language;
}): string {
  const { zone, language } = suggested;
  return suggested.helpers
    .map(({ name, skills, freeAt, isLeastLately }) => {
      const what = listOf(skills, language);
      const parts = [
        say(language, "meetings.help.suggested.offers", { name: clip(name, 80), what }),
        freeAt === null
          ? say(language, "meetings.help.suggested.writes")
          : say(language, "meetings.help.suggested.free", { when: dayAndTime(freeAt, zone, language) }),
        ...(isLeastLately ? [say(language, "meetings.help.suggested.least")] : []),
      ];
      return `${parts.join("; ")}.`;
    })
    .join("\n");
}
