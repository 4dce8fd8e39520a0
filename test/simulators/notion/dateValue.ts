import { bodyFails } from "./apiError.ts";
import { asObject, asString, onlyKeys } from "./check.ts";
import { instantOfLocal, isoInOffset, isTimeZone, offsetAt, parseTime } from "./times.ts";

export interface DateValue {
  start: string;
  end: string | null;
  time_zone: string | null;
}

/**
 * A date value of a request in the form Notion reads it back: dates stay dates, times are cut to
 * the minute and carry milliseconds and an offset.
 *
 * The time zone of a request is turned into offsets and reads back as null; it counts for local times alone. An end before its start is accepted.
 * @throws 400 for text that is no ISO 8601 date.
 */
export function parseDate(value: unknown, path: string): DateValue {
  const given = asObject(value, path);
  onlyKeys(given, path, ["start", "end", "time_zone"]);
  let zone: string | null = null;
  if (given.time_zone !== undefined && given.time_zone !== null) {
    zone = asString(given.time_zone, `${path}.time_zone`);
    if (!isTimeZone(zone)) throw bodyFails(`${path}.time_zone`, "a valid IANA time zone", zone);
  }
  const start = parseEdge(given.start, `${path}.start`, zone);
  const end = given.end === undefined || given.end === null ? null : parseEdge(given.end, `${path}.end`, zone);
  // As recorded: a time zone is spent on the offsets and reads back as null.
  return { start, end, time_zone: null };
}

function parseEdge(value: unknown, path: string, zone: string | null): string {
  const text = asString(value, path);
  const time = parseTime(text);
  if (time === null) throw bodyFails(path, "a valid ISO 8601 date string", value);
  if (time.dateOnly) return text;
  // Notion drops seconds: a time of 17:57:38 reads back as 17:57:00.000.
  const toMinute = Math.floor(time.at / 60_000) * 60_000;
  if (zone === null) return isoInOffset(toMinute, time.offset ?? "+00:00");
  // Seen with 12:00:00Z beside UTC: what the text says of its offset holds, and the zone is spent.
  if (time.offset !== null) return isoInOffset(toMinute, time.offset);
  const at = instantOfLocal(toMinute, zone);
  return isoInOffset(at, offsetAt(zone, at));
}
