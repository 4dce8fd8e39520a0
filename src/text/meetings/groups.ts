import type { Programme } from "../../core/domain/programme.ts";
import { type Format, rulesOf } from "../../core/domain/values/format.ts";
import type { Language } from "../../core/domain/values/language.ts";
import type { GroupReasons } from "../../core/rules/matching/fit.ts";
import type { Words } from "../../core/words/words.ts";
import { say } from "../locales/say.ts";
import { listOf, numeral } from "../phrases/phrase.ts";
import { fitSentences } from "./fit.ts";
import { titleNames } from "./session.ts";

/** What a group is called, and why these people are in it. */
export const GROUP_WORDS = { groupName, matchReason } satisfies Partial<Words>;

interface Match {
  format: Format;
  matching: Programme["matching"];
  names: readonly string[];
  /** For two people how often they met before in this programme; not told for larger groups. */
  timesMetBefore: number;
  triadBecauseOdd: boolean;
  /** Hours a week that are working time for all. */
  zonesOverlap?: number;
  /** Formed within the round, for people who came late or lost a partner. Who and why is never said. */
  change?: "none" | "joined_late" | "left_alone";
  /** How long the group meets; the format's usual when absent. */
  roundWeeks?: number;
  /** Why they fit, where they were chosen by fit. */
  reasons?: GroupReasons;
  /** Who keeps a triad's talk to its goals. */
  keeper?: string | null;
  /** Who helps the others, where one side helps the other. */
  helper?: string | null;
}

/** A group's name: its people and its round, the number as its page shows it; null for a group outside rounds. */
function groupName(group: { names: readonly string[]; round: number | null }, language: Language): string {
  const names = titleNames(group.names, language);
  const all = names === "" ? say(language, "meetings.group.none") : names;
  return group.round === null ? all : say(language, "meetings.group.round", { names: all, round: group.round });
}

/** Why these people meet, for the group's page. Says nothing about anybody's level, wishes or reasons. */
function matchReason(match: Match, language: Language): string {
  const isWeek = (match.roundWeeks ?? rulesOf(match.format).roundWeeks) === 1;
  const isRotating = match.names.length > 2 && rulesOf(match.format).grouping !== "pairs" && !match.helper;
  const { change = "none" } = match;
  return [
    match.triadBecauseOdd
      ? say(language, `meetings.reason.triad.${isWeek ? "week" : "round"}`)
      : say(language, howKey(match), { isWeek }),
    match.helper ? helperSentence(match, match.helper, language) : "",
    ...(match.reasons === undefined ? [] : fitSentences(match.reasons, language)),
    match.names.length === 2 ? say(language, "meetings.reason.met", { times: match.timesMetBefore }) : "",
    isRotating ? say(language, "meetings.reason.seats") : "",
    match.keeper ? say(language, "meetings.reason.keeper", { keeper: match.keeper }) : "",
    match.zonesOverlap === undefined ? "" : overlap(match.zonesOverlap, language),
    change === "none" ? "" : say(language, `meetings.reason.change.${change}`),
  ]
    .filter(sentence => sentence !== "")
    .join(" ");
}

/** The message that tells how the group came about. */
function howKey({ matching, format, helper, reasons }: Match) {
  switch (matching) {
    case "random":
      if (helper) return "meetings.reason.random.helper";
      // Circles are drawn too, but not from all there could be.
      return rulesOf(format).grouping === "circles" ? "meetings.reason.random.circles" : "meetings.reason.random";
    case "best_fit":
      // Nobody here offers what another seeks: the group is good for all groups together, and no more is claimed.
      if (reasons?.offers.length === 0)
        return helper === null || helper === undefined ? "meetings.reason.whole" : "meetings.reason.whole.helper";
      return helper ? "meetings.reason.best_fit.helper" : "meetings.reason.best_fit";
    case "by_hand":
      return "meetings.reason.by_hand";
  }
}

/** Who helps and who is helped. That one has more experience is what the format means; how much more is never said. */
function helperSentence({ format, names }: Match, helper: string, language: Language): string {
  const helped = listOf(
    names.filter(name => name !== helper),
    language,
  );
  const key = rulesOf(format).fit === "reverse" ? "meetings.reason.helper.reverse" : "meetings.reason.helper";
  return say(language, key, { helper, helped, count: Math.max(1, names.length - 1) });
}

function overlap(hours: number, language: Language): string {
  const told = { hours: numeral(hours, language, 0), count: Math.round(hours) };
  return say(language, "meetings.reason.overlap", told);
}
