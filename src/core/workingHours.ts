import { addDays, atLocal, type Interval, localDate, weekday } from "./time.ts";

/** Minutes since local midnight in which a person can meet, for each ISO weekday (index 0 is Monday). Empty is a day off. */
export type WorkingHours = readonly (readonly { from: number; to: number }[])[];

const WEEKDAYS: readonly (readonly string[])[] = [
  ["mon", "monday", "пн", "понедельник", "понеділок", "пон", "понеделник"],
  ["tue", "tues", "tuesday", "вт", "вторник", "вівторок"],
  ["wed", "wednesday", "ср", "среда", "середа", "сря", "сряда"],
  ["thu", "thur", "thurs", "thursday", "чт", "четверг", "четвер", "чет", "четвъртък"],
  ["fri", "friday", "пт", "пятница", "п'ятниця", "пет", "петък"],
  ["sat", "saturday", "сб", "суббота", "субота", "съб", "събота"],
  ["sun", "sunday", "вс", "воскресенье", "нд", "неділя", "нед", "неделя"],
];
const CLOCK = /^(\d{1,2})(?:[:.](\d{2}))?$/;

/**
 * The hours a text means, or null when it makes no sense: "9-17", "09:00-13:00, 14:00-18:00", "Mon-Thu 9:00-17:00; Fri 9-13".
 *
 * Without days Monday to Friday is meant. Parts are separated by semicolons, ranges by commas. Days are short or full
 * names in English, Russian, Ukrainian or Bulgarian. A range that ends before it begins, or runs past 24:00, makes no sense;
 * neither does an empty text.
 */
export function parseWorkingHours(text: string): WorkingHours | null {
  const week: { from: number; to: number }[][] = [[], [], [], [], [], [], []];
  const parts = text
    .toLowerCase()
    .replace(/[^\S\n]*[-–—−][^\S\n]*/g, "-")
    .replace(/’/g, "'")
    .split(/[;\n]/)
    .map(part => part.trim())
    .filter(part => part !== "");
  if (parts.length === 0) return null;
  for (const part of parts) {
    const match = /^([^\d]*?)\s*(\d.*)$/.exec(part);
    if (match === null) return null;
    const days = parseDays(match[1] ?? "");
    if (days === null) return null;
    for (const piece of (match[2] ?? "").split(",")) {
      const range = parseRange(piece.trim());
      if (range === null) return null;
      for (const day of days) week[day]?.push(range);
    }
  }
  return week.map(ranges => ranges.sort((a, b) => a.from - b.from));
}

function parseRange(text: string): { from: number; to: number } | null {
  const ends = text.split("-").map(end => parseClock(end.trim()));
  const [from, to] = ends;
  if (ends.length !== 2 || from === undefined || to === undefined || from === null || to === null) return null;
  return from < to ? { from, to } : null;
}

function parseClock(text: string): number | null {
  const match = CLOCK.exec(text);
  if (match === null) return null;
  const minutes = Number(match[1]) * 60 + Number(match[2] ?? 0);
  return Number(match[2] ?? 0) < 60 && minutes <= 1440 ? minutes : null;
}

/** Day indexes 0 to 6; Monday to Friday for no days at all. */
function parseDays(text: string): number[] | null {
  const words = text.replace(/[:.]/g, "").trim();
  if (words === "") return [0, 1, 2, 3, 4];
  const days: number[] = [];
  for (const item of words.split(/[,\s]+(?!-)/).filter(word => word !== "")) {
    const ends = item.split("-").map(word => WEEKDAYS.findIndex(names => names.includes(word.trim())));
    const [first, last = first] = ends;
    if (first === undefined || last === undefined || first < 0 || last < 0 || ends.length > 2) return null;
    for (let day = first; ; day = (day + 1) % 7) {
      days.push(day);
      if (day === last) break;
    }
  }
  return days;
}

/** The stretches of working time that touch a window, as instants, in order; local time is kept across clock changes. */
export function workingTime(hours: WorkingHours, zone: string, window: Interval): Interval[] {
  const found: Interval[] = [];
  const last = localDate(window.endsAt, zone);
  for (let day = localDate(window.startsAt, zone); day <= last; day = addDays(day, 1)) {
    for (const range of hours[weekday(day) - 1] ?? []) {
      const startsAt = Math.max(atLocal(day, range.from, zone), window.startsAt);
      const endsAt = Math.min(atLocal(day, range.to, zone), window.endsAt);
      if (startsAt < endsAt) found.push({ startsAt, endsAt });
    }
  }
  return found;
}
