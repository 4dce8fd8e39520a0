import { invalidValue } from "../errors.ts";
import { formatDate, instantToLocal, localToInstant } from "./zones.ts";

type Json = Record<string, unknown>;

const DAY = 86_400_000;
const HOUR = 3_600_000;
const CLOCK = /\b(?:at\s+)?(\d{1,2})(?::(\d{2}))?\s*(am|pm)\b|\bat\s+(\d{1,2}):(\d{2})\b/i;
const DATE = /\b(?:on\s+)?(\d{4}-\d{2}-\d{2})\b/i;

/** The event that a line of text describes: today or tomorrow, or on a date; an hour at a time, else the whole day. */
export function eventFrom(text: string, now: number, zone: string): Json {
  let rest = text.trim();
  if (rest === "") throw invalidValue("Missing text.", "text");
  const take = (pattern: RegExp) => {
    const found = pattern.exec(rest);
    if (found !== null) rest = rest.replace(found[0], " ");
    return found;
  };
  const today = formatDate(instantToLocal(now, zone));
  const date = take(DATE)?.[1] ?? (take(/\btomorrow\b/i) === null ? today : nextDay(today));
  take(/\btoday\b/i);
  const clock = take(CLOCK);
  const summary = rest.replace(/\s+/g, " ").trim();
  if (clock === null) return { summary, start: { date }, end: { date: nextDay(date) } };
  const hour = Number(clock[1] ?? clock[4]) % (clock[3] === undefined ? 24 : 12);
  const afternoon = clock[3]?.toLowerCase() === "pm" ? 12 : 0;
  const minutes = (hour + afternoon) * 60 + Number(clock[2] ?? clock[5] ?? 0);
  const at = localToInstant(Date.parse(`${date}T00:00:00Z`) + minutes * 60_000, zone);
  const time = (instant: number) => ({ dateTime: new Date(instant).toISOString(), timeZone: zone });
  return { summary, start: time(at), end: time(at + HOUR) };
}

function nextDay(date: string): string {
  return formatDate(Date.parse(`${date}T00:00:00Z`) + DAY);
}
