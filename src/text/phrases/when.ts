import type { Language } from "../../core/domain/values/language.ts";
import { type Instant, isLocalDate, type LocalDate, toLocalIso } from "../../core/domain/values/time.ts";
import { isPlainKey, say } from "../locales/say.ts";

/**
 * A moment as the clocks of `zone` show it, 24 hours, without the year: "Thu 14 January, 10:00".
 *
 * When one of `others` is another zone, the city is named: "Thu 14 January, 10:00 (Sofia)".
 */
export function dayAndTime(at: Instant, zone: string, language: Language, others: readonly string[] = []): string {
  return `${dayOf(at, zone, language)}, ${clockOf(at, zone)}${cityNote(zone, others, language)}`;
}

/**
 * From one moment to another: "Thu 14 January, 10:00–11:00"; over midnight both days are named.
 *
 * The city is named as in `dayAndTime`.
 */
export function timeRange(
  startsAt: Instant,
  endsAt: Instant,
  zone: string,
  language: Language,
  others: readonly string[] = [],
): string {
  const start = dayAndTime(startsAt, zone, language);
  const day = dayOf(endsAt, zone, language);
  const isOneDay = day === dayOf(startsAt, zone, language) && endsAt - startsAt < 24 * 3_600_000;
  const end = isOneDay ? `–${clockOf(endsAt, zone)}` : ` – ${day}, ${clockOf(endsAt, zone)}`;
  return start + end + cityNote(zone, others, language);
}

/** In place of a time: the whole day. */
export function allDay(language: Language): string {
  return say(language, "phrases.allDay");
}

/** The day a moment falls on by the clocks of `zone`, as a heading: "Thursday 14 January". */
export function dayHeading(at: Instant, zone: string, language: Language): string {
  const day = dayOf(at, zone, language, "long");
  return day.charAt(0).toLocaleUpperCase(language) + day.slice(1);
}

/** From one moment to another without the first one's day: "10:00–11:00"; over midnight the second day is named. */
export function clockRange(startsAt: Instant, endsAt: Instant, zone: string, language: Language): string {
  return timeRange(startsAt, endsAt, zone, language).slice(dayOf(startsAt, zone, language).length + 2);
}

/** From one day to another, both included: "14 December 2026 – 10 January 2027"; a year they share is told once. */
export function dayRange(from: LocalDate, to: LocalDate, language: Language): string {
  const year = ` ${say(language, "phrases.year", { year: to.slice(0, 4) })}`;
  const first = shortDate(from, language);
  return `${from.slice(0, 4) === to.slice(0, 4) && first.endsWith(year) ? first.slice(0, -year.length) : first} – ${shortDate(to, language)}`;
}

/** A day with its year: "14 January 2027", "14 января 2027 г."; what is no day is returned as it was written. */
export function shortDate(day: LocalDate, language: Language): string {
  if (!isLocalDate(day)) return day;
  const parts = partsOf(Date.parse(`${day}T12:00:00Z`), "UTC", language);
  return `${parts.day} ${parts.month} ${say(language, "phrases.year", { year: parts.year })}`;
}

/** The month a day is in, with its year: "November 2026", "Ноябрь 2026"; the month stands as it does alone. */
export function monthName(day: LocalDate, language: Language): string {
  const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { timeZone: "UTC", month: "long" });
  const month = format.format(Date.parse(`${day}T12:00:00Z`));
  return `${month.charAt(0).toLocaleUpperCase(language)}${month.slice(1)} ${day.slice(0, 4)}`;
}

/**
 * The city a zone is named after, in the language where it is known: "Europe/Sofia" is Sofia; UTC stays UTC. "Etc/GMT-2", whose sign
 * is the other way round, is UTC+2.
 */
export function cityOf(zone: string, language: Language): string {
  const offset = /^Etc\/GMT([+-])(\d+)$/.exec(zone);
  if (offset !== null) return `UTC${offset[1] === "-" ? "+" : "−"}${offset[2]}`;
  const city = (zone.split("/").at(-1) ?? zone).replace(/^Kiev$/, "Kyiv");
  const key = `phrases.city.${city}`;
  return isPlainKey(key) ? say(language, key) : city.replaceAll("_", " ");
}

function cityNote(zone: string, others: readonly string[], language: Language): string {
  return others.some(other => other !== zone) ? ` (${cityOf(zone, language)})` : "";
}

function dayOf(at: Instant, zone: string, language: Language, length: "short" | "long" = "short"): string {
  const { weekday, day, month } = partsOf(at, zone, language, length);
  return language === "en" ? `${weekday} ${day} ${month}` : `${weekday}, ${day} ${month}`;
}

function clockOf(at: Instant, zone: string): string {
  return toLocalIso(at, zone).slice("YYYY-MM-DDT".length, "YYYY-MM-DDTHH:MM".length);
}

/** Intl gives the words; the order, the commas and the apostrophe of "п’ятниця" are ours, the same in every runtime and text. */
function partsOf(
  at: Instant,
  zone: string,
  language: Language,
  length: "short" | "long" = "short",
): Record<"weekday" | "day" | "month" | "year", string> {
  const found = { weekday: "", day: "", month: "", year: "" };
  for (const part of dayFormat(zone, language, length).formatToParts(at))
    if (part.type in found) found[part.type as keyof typeof found] = part.value.replace("ʼ", "’");
  return found;
}

const FORMATS_KEPT = 500;
const dayFormats = new Map<string, Intl.DateTimeFormat>();

/** Kept, since making one takes a hundred times as long as writing a day with it. */
function dayFormat(zone: string, language: Language, length: "short" | "long"): Intl.DateTimeFormat {
  const key = `${zone} ${language} ${length}`;
  const known = dayFormats.get(key);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    timeZone: zone,
    weekday: length,
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  if (dayFormats.size >= FORMATS_KEPT) dayFormats.clear();
  dayFormats.set(key, format);
  return format;
}
