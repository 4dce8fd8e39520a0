import type { Language } from "../../core/domain/values/language.ts";
import type { Instant, LocalDate } from "../../core/domain/values/time.ts";
import { say, sayAll } from "../locales/say.ts";
import { listOf } from "../phrases/phrase.ts";
import { cityOf, dayAndTime, dayRange, shortDate } from "../phrases/when.ts";

/** The dashboard's fixed texts. */
export function dashboardTexts(language: Language) {
  return sayAll(language, "operating.dashboard");
}

/** When the last run was and what it did, with the zone's city: "Last run Thu 14 January, 10:00 (Sofia): 12 done, 1 failed." */
export function lastRunSentence(
  run: { at: Instant; done: number; failed: number },
  zone: string,
  language: Language,
): string {
  const when = `${dayAndTime(run.at, zone, language)} (${cityOf(zone, language)})`;
  const { done, failed } = run;
  const isQuiet = done === 0 && failed === 0;
  return say(language, "operating.dashboard.run.last", { when, isQuiet, done, failed });
}

/** Which clocks the times are told by: "Time zone: Sofia"; cities with a comma between them. */
export function zoneNote(zones: readonly string[], language: Language): string {
  const cities = [...new Set(zones.map(zone => cityOf(zone, language)))].join(", ");
  return say(language, "operating.dashboard.note.zones", { isOne: zones.length < 2, cities });
}

/** How many people a programme has: "12 people". */
export function peopleCount(count: number, language: Language): string {
  return say(language, "operating.dashboard.count.people", { count });
}

/** How many of those who take part met in a period: "34 of 40 people met in these weeks." */
export function whoMet(count: number, n: number, language: Language): string {
  return say(language, "operating.dashboard.note.met", { count, n });
}

/** How many of a period's questions were resolved. */
export function whatIsResolved(count: number, n: number, language: Language): string {
  return say(language, "operating.dashboard.note.resolved", { count, n });
}

/** The days figures are of: "Figures of 11 January – 7 February 2027". */
export function periodNote(from: LocalDate, lastDay: LocalDate, language: Language): string {
  return say(language, "operating.dashboard.note.period", { days: dayRange(from, lastDay, language) });
}

/** How many pages follow when the list is opened: "12 more pages". */
export function morePages(count: number, language: Language): string {
  return say(language, "operating.dashboard.count.pages", { count });
}

/** What the dashboard says of a programme's people: who has met, who is away, who is in no group. */
export function companyTexts(language: Language) {
  return sayAll(language, "operating.company");
}

/** How many of all pairs of people have been at a held session together. */
export function pairsMet(met: number, possible: number, language: Language): string {
  return say(language, "operating.company.note.pairs", { met, possible });
}

/** Who has been at no held session yet; empty for nobody. */
export function withoutMeetings(names: readonly string[], language: Language): string {
  return names.length === 0 ? "" : say(language, "operating.company.note.alone", { names: listOf(names, language) });
}

/** How it is with a group that does not meet as planned. */
export function groupNote(what: "moving" | "stuck", language: Language) {
  return say(language, `operating.company.note.${what}`);
}

/** Until when a person is away, that day included; null for until further notice. */
export function awayUntil(day: LocalDate | null, language: Language): string {
  return day === null
    ? say(language, "operating.company.note.open")
    : say(language, "operating.company.note.until", { date: shortDate(day, language) });
}
