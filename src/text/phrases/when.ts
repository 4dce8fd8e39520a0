import type { Language, Texts } from "../../core/domain/values/language.ts";
import { type Instant, isLocalDate, type LocalDate } from "../../core/domain/values/time.ts";

/** Cities whose name differs from the zone's; others are called as the zone calls them. */
const CITIES: Readonly<Record<string, Readonly<Record<Exclude<Language, "en">, string>>>> = {
  Sofia: { ru: "София", uk: "Софія", bg: "София" },
  Kyiv: { ru: "Киев", uk: "Київ", bg: "Киев" },
  Moscow: { ru: "Москва", uk: "Москва", bg: "Москва" },
  Minsk: { ru: "Минск", uk: "Мінськ", bg: "Минск" },
  Chisinau: { ru: "Кишинёв", uk: "Кишинів", bg: "Кишинев" },
  Warsaw: { ru: "Варшава", uk: "Варшава", bg: "Варшава" },
  Vilnius: { ru: "Вильнюс", uk: "Вільнюс", bg: "Вилнюс" },
  Riga: { ru: "Рига", uk: "Рига", bg: "Рига" },
  Tallinn: { ru: "Таллин", uk: "Таллінн", bg: "Талин" },
  Bucharest: { ru: "Бухарест", uk: "Бухарест", bg: "Букурещ" },
  Belgrade: { ru: "Белград", uk: "Белград", bg: "Белград" },
  Skopje: { ru: "Скопье", uk: "Скоп’є", bg: "Скопие" },
  Athens: { ru: "Афины", uk: "Афіни", bg: "Атина" },
  Istanbul: { ru: "Стамбул", uk: "Стамбул", bg: "Истанбул" },
  Tbilisi: { ru: "Тбилиси", uk: "Тбілісі", bg: "Тбилиси" },
  Yerevan: { ru: "Ереван", uk: "Єреван", bg: "Ереван" },
  Almaty: { ru: "Алматы", uk: "Алмати", bg: "Алмати" },
  Berlin: { ru: "Берлин", uk: "Берлін", bg: "Берлин" },
  Vienna: { ru: "Вена", uk: "Відень", bg: "Виена" },
  Prague: { ru: "Прага", uk: "Прага", bg: "Прага" },
  Zurich: { ru: "Цюрих", uk: "Цюрих", bg: "Цюрих" },
  Amsterdam: { ru: "Амстердам", uk: "Амстердам", bg: "Амстердам" },
  Paris: { ru: "Париж", uk: "Париж", bg: "Париж" },
  Rome: { ru: "Рим", uk: "Рим", bg: "Рим" },
  Madrid: { ru: "Мадрид", uk: "Мадрид", bg: "Мадрид" },
  Lisbon: { ru: "Лиссабон", uk: "Лісабон", bg: "Лисабон" },
  London: { ru: "Лондон", uk: "Лондон", bg: "Лондон" },
  Dublin: { ru: "Дублин", uk: "Дублін", bg: "Дъблин" },
  Dubai: { ru: "Дубай", uk: "Дубай", bg: "Дубай" },
  Tokyo: { ru: "Токио", uk: "Токіо", bg: "Токио" },
  "New York": { ru: "Нью-Йорк", uk: "Нью-Йорк", bg: "Ню Йорк" },
  Chicago: { ru: "Чикаго", uk: "Чикаго", bg: "Чикаго" },
  "Los Angeles": { ru: "Лос-Анджелес", uk: "Лос-Анджелес", bg: "Лос Анджелис" },
};

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
  const texts: Texts = { en: "all day", ru: "весь день", uk: "весь день", bg: "цял ден" };
  return texts[language];
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
  const year = ` ${to.slice(0, 4)}`;
  const first = shortDate(from, language);
  return `${from.slice(0, 4) === to.slice(0, 4) && first.endsWith(year) ? first.slice(0, -year.length) : first} – ${shortDate(to, language)}`;
}

/** A day with its year: "14 January 2027"; what is no day is returned as it was written. */
export function shortDate(day: LocalDate, language: Language): string {
  if (!isLocalDate(day)) return day;
  const parts = partsOf(Date.parse(`${day}T12:00:00Z`), "UTC", language);
  return `${parts.day} ${parts.month} ${parts.year}`;
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
  const city = (zone.split("/").at(-1) ?? zone).replaceAll("_", " ").replace(/^Kiev$/, "Kyiv");
  return language === "en" ? city : (CITIES[city]?.[language] ?? city);
}

function cityNote(zone: string, others: readonly string[], language: Language): string {
  return others.some(other => other !== zone) ? ` (${cityOf(zone, language)})` : "";
}

function dayOf(at: Instant, zone: string, language: Language, length: "short" | "long" = "short"): string {
  const { weekday, day, month } = partsOf(at, zone, language, length);
  return language === "en" ? `${weekday} ${day} ${month}` : `${weekday}, ${day} ${month}`;
}

function clockOf(at: Instant, zone: string): string {
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return clock.format(at);
}

/** Intl gives the words; the order and the commas are ours, so that they are the same in every runtime. */
function partsOf(
  at: Instant,
  zone: string,
  language: Language,
  length: "short" | "long" = "short",
): Record<"weekday" | "day" | "month" | "year", string> {
  const format = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    timeZone: zone,
    weekday: length,
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  const found = { weekday: "", day: "", month: "", year: "" };
  for (const part of format.formatToParts(at))
    if (part.type in found) found[part.type as keyof typeof found] = part.value;
  return found;
}
