import type { Language } from "../../core/domain/values/language.ts";
import type { GroupReasons } from "../../core/rules/matching/fit.ts";
import { say, sayAll } from "../locales/say.ts";
import { listOf } from "../phrases/phrase.ts";
import { cityOf } from "../phrases/when.ts";

/** More than this would be a list, not a reason. */
const MOST_OFFERS = 4;

/** Why people fit, one sentence a reason: what they can give one another first. */
export function fitSentences(reasons: GroupReasons, language: Language): string[] {
  return [
    ...reasons.offers.slice(0, MOST_OFFERS).map(offer => offerSentence(offer, language)),
    timeSentence(reasons, language),
    languageSentence(reasons.languages, language),
    reasons.isSameStyle ? say(language, "meetings.fit.style") : "",
    reasons.areOtherTeams ? say(language, "meetings.fit.team") : "",
  ].filter(sentence => sentence !== "");
}

function offerSentence({ from, to, skills }: GroupReasons["offers"][number], language: Language): string {
  return say(language, "meetings.fit.offer", { from, to, what: listOf(skills, language) });
}

function timeSentence({ time, zone, hasOtherZones }: GroupReasons, language: Language): string {
  if (time === null) return say(language, "meetings.fit.time.none");
  const city = hasOtherZones ? ` (${cityOf(zone, language)})` : "";
  const days = daysText(time.days, language);
  const when = time.part === "days" ? days : say(language, `meetings.fit.part.${time.part}`, { days });
  return say(language, "meetings.fit.time", { when: when + city });
}

/** "Mon–Wed, Fri": three days or more in a row become a range. */
function daysText(days: readonly number[], language: Language): string {
  const runs: number[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run?.at(-1) === day - 1) run.push(day);
    else runs.push([day]);
  }
  const names: Readonly<Record<number, string>> = sayAll(language, "meetings.fit.day");
  const name = (day: number) => names[day]!;
  const texts = runs.flatMap(run => (run.length > 2 ? [`${name(run[0]!)}–${name(run.at(-1)!)}`] : run.map(name)));
  return texts.join(", ");
}

function languageSentence(languages: readonly Language[] | null, language: Language): string {
  if (languages === null) return "";
  if (languages.length === 0) return say(language, "meetings.fit.language.none");
  const names = listOf(
    languages.map(spoken => say(language, `meetings.fit.language.${spoken}`)),
    language,
  );
  return say(language, "meetings.fit.language", { count: languages.length, names });
}
