import { bodyFails, invalid } from "./apiError.ts";
import { parseTime } from "./times.ts";

const DAY = 86_400_000;
const MINUTE = 60_000;

/** A stretch of time, its end not included: a day for dates, a minute for times. */
interface Stretch {
  from: number;
  to: number;
}

export type DateTest = (value: { start: string; end: string | null } | null) => boolean;

const RELATIVE: Record<string, (today: number) => number> = {
  today: today => today,
  tomorrow: today => today + DAY,
  yesterday: today => today - DAY,
  one_week_ago: today => today - 7 * DAY,
  one_week_from_now: today => today + 7 * DAY,
  one_month_ago: today => addMonths(today, -1),
  one_month_from_now: today => addMonths(today, 1),
};

/** The same day of another month; the month's last day where that day does not exist. */
function addMonths(at: number, months: number): number {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, last));
  return date.getTime();
}

function startOfDay(at: number): number {
  return Math.floor(at / DAY) * DAY;
}

function stretchOf(text: string): Stretch | null {
  const time = parseTime(text);
  if (time === null) return null;
  if (time.dateOnly) return { from: time.at, to: time.at + DAY };
  const from = Math.floor(time.at / MINUTE) * MINUTE;
  return { from, to: from + MINUTE };
}

function stretchOfFilter(value: unknown, path: string, now: number): Stretch {
  if (typeof value !== "string") throw bodyFails(path, value === undefined ? "defined" : "a string", value);
  const relative = RELATIVE[value];
  if (relative !== undefined) {
    const from = relative(startOfDay(now));
    return { from, to: from + DAY };
  }
  const stretch = stretchOf(value);
  if (stretch === null) throw bodyFails(path, "a valid ISO 8601 date string", value);
  return stretch;
}

/** The span that a word such as past_week means, seen from now; days count whole. Null for other words. */
function spanOf(operator: string, now: number): Stretch | null {
  const today = startOfDay(now);
  switch (operator) {
    case "this_week": {
      const from = today - new Date(today).getUTCDay() * DAY;
      return { from, to: from + 7 * DAY };
    }
    case "past_week":
      return { from: today - 7 * DAY, to: today + DAY };
    case "past_month":
      return { from: addMonths(today, -1), to: today + DAY };
    case "past_year":
      return { from: addMonths(today, -12), to: today + DAY };
    case "next_week":
      return { from: today, to: today + 8 * DAY };
    case "next_month":
      return { from: today, to: addMonths(today, 1) + DAY };
    case "next_year":
      return { from: today, to: addMonths(today, 12) + DAY };
    default:
      return null;
  }
}

/**
 * A test for dates out of a filter's condition. Times are compared by the minute, in UTC; a filter's date means the
 * whole day.
 *
 * @throws 400 for operators and values that Notion does not know.
 */
export function dateTest(operator: string, value: unknown, path: string, now: number): DateTest {
  if (operator === "is_empty" || operator === "is_not_empty") {
    if (value !== true) throw bodyFails(`${path}.${operator}`, "`true`", value);
    return operator === "is_empty" ? date => date === null : date => date !== null;
  }
  const span = spanOf(operator, now);
  if (span !== null) return stretchTest(date => date.from >= span.from && date.from < span.to);
  const wanted = stretchOfFilter(value, `${path}.${operator}`, now);
  switch (operator) {
    case "equals":
      return stretchTest(date => date.from >= wanted.from && date.from < wanted.to);
    case "does_not_equal":
      return date => date === null || !stretchTest(each => each.from >= wanted.from && each.from < wanted.to)(date);
    case "before":
      return stretchTest(date => date.from < wanted.from);
    case "after":
      return stretchTest(date => date.from >= wanted.to);
    case "on_or_before":
      return stretchTest(date => date.from < wanted.to);
    case "on_or_after":
      return stretchTest(date => date.from >= wanted.from);
    default:
      throw invalid(
        `body failed validation: ${path}.${operator} should be not present, instead was \`${JSON.stringify(value)}\`.`,
      );
  }
}

function stretchTest(test: (date: Stretch) => boolean): DateTest {
  return date => {
    if (date === null) return false;
    const stretch = stretchOf(date.start);
    return stretch !== null && test(stretch);
  };
}

/** The same test for a timestamp in epoch milliseconds; fast, because the condition is read once. */
export function timestampTest(operator: string, value: unknown, path: string, now: number): (at: number) => boolean {
  const wanted =
    operator.startsWith("is_") || spanOf(operator, now) !== null
      ? null
      : stretchOfFilter(value, `${path}.${operator}`, now);
  const minute = (at: number): number => Math.floor(at / MINUTE) * MINUTE;
  if (wanted !== null && operator === "on_or_after") return at => minute(at) >= wanted.from;
  if (wanted !== null && operator === "on_or_before") return at => minute(at) < wanted.to;
  if (wanted !== null && operator === "after") return at => minute(at) >= wanted.to;
  if (wanted !== null && operator === "before") return at => minute(at) < wanted.from;
  const test = dateTest(operator, value, path, now);
  return at => test({ start: new Date(minute(at)).toISOString(), end: null });
}
