import { formatDate, instantToLocal, localToInstant, parseDate } from "./zones.ts";

/**
 * Which instants an event with recurrence lines happens at.
 *
 * Rules run on local wall clock time, written as if it were UTC, so that a weekly 10:00 stays 10:00 across a change
 * of clocks; only then is each turned into an instant. RFC 5545, 3.3.10; each period is expanded, then cut.
 */
export interface Series {
  zone: string;
  allDay: boolean;
  /** Local start of the first occurrence. */
  firstLocal: number;
  rules: Rule[];
  extraLocal: number[];
  exceptLocal: Set<number>;
}

interface Rule {
  frequency: "DAILY" | "WEEKLY" | "MONTHLY" | "YEARLY";
  interval: number;
  count: number | null;
  untilLocal: number | null;
  byDay: { ordinal: number; weekday: number }[];
  byMonthDay: number[];
  byMonth: number[];
  bySetPos: number[];
  weekStart: number;
}

const DAY = 86_400_000;
const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];
const LONGEST_DAYS = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 };
const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"];

/** Reads recurrence lines for an event that starts at an instant (all-day: midnight UTC). Null when they are no rules. */
export function parseSeries(lines: readonly string[], startsAt: number, zone: string, allDay: boolean): Series | null {
  const firstLocal = allDay ? startsAt : instantToLocal(startsAt, zone);
  const series: Series = { zone, allDay, firstLocal, rules: [], extraLocal: [], exceptLocal: new Set() };
  for (const line of lines) {
    const match = /^(RRULE|RDATE|EXDATE)((?:;[A-Z-]+=[^:;]+)*):(.+)$/.exec(line);
    if (match === null) return null;
    const [, name, parameters, value] = match;
    if (name === "RRULE") {
      const rule = parseRule(value!, zone, allDay);
      if (rule === null) return null;
      series.rules.push(rule);
      continue;
    }
    const lineZone = /TZID=([^;:]+)/.exec(parameters!)?.[1] ?? zone;
    for (const stamp of value!.split(",")) {
      const local = parseStamp(stamp, lineZone, series);
      if (local === null) return null;
      if (name === "RDATE") series.extraLocal.push(local);
      else series.exceptLocal.add(local);
    }
  }
  return series.rules.length + series.extraLocal.length === 0 ? null : series;
}

/** Starts of occurrences (instants; all-day: midnights UTC) in order, those before `from` left out; `until` is exclusive. */
export function* occurrences(series: Series, until: number, from = Number.NEGATIVE_INFINITY): Generator<number> {
  const toInstant = (local: number) => (series.allDay ? local : localToInstant(local, series.zone));
  const limitLocal = until + DAY;
  const sources = series.rules.map(rule => ruleLocals(rule, series.firstLocal, limitLocal, from - DAY));
  // The start of the event counts as an occurrence whether or not a rule produces it.
  const extras = [...series.extraLocal, ...(series.rules.length === 0 ? [series.firstLocal] : [])].sort(
    (a, b) => a - b,
  );
  let last: number | null = null;
  for (const local of merge([...sources, extras[Symbol.iterator]()])) {
    if (local === last) continue;
    last = local;
    if (series.exceptLocal.has(local)) continue;
    const instant = toInstant(local);
    if (instant >= until) return;
    if (instant >= from) yield instant;
  }
}

/** The part of an instance's id after the underscore. */
export function instanceSuffix(instant: number, allDay: boolean): string {
  if (allDay) return formatDate(instant).replaceAll("-", "");
  return `${new Date(instant).toISOString().slice(0, 19).replaceAll(/[-:]/g, "")}Z`;
}

/** The instant that an instance's suffix names, or null. */
export function parseSuffix(suffix: string): number | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z)?$/.exec(suffix);
  if (match === null) return null;
  const [, year, month, day, hour = "00", minute = "00", second = "00"] = match;
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(instant) ? null : instant;
}

function parseStamp(stamp: string, zone: string, series: Series): number | null {
  const match = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z)?)?$/.exec(stamp);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second, utc] = match;
  if (hour === undefined) {
    const midnight = parseDate(`${year}-${month}-${day}`);
    if (midnight === null) return null;
    return series.allDay ? midnight : midnight + (series.firstLocal % DAY);
  }
  const written = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(written)) return null;
  const instant = utc === "Z" ? written : localToInstant(written, zone);
  return series.allDay ? Math.floor(written / DAY) * DAY : instantToLocal(instant, series.zone);
}

function parseRule(value: string, zone: string, allDay: boolean): Rule | null {
  const rule: Rule = {
    frequency: "DAILY",
    interval: 1,
    count: null,
    untilLocal: null,
    byDay: [],
    byMonthDay: [],
    byMonth: [],
    bySetPos: [],
    weekStart: 1,
  };
  const parts = new Map<string, string>();
  for (const part of value.split(";")) {
    const [key, text, ...rest] = part.split("=");
    if (key === undefined || text === undefined || text === "" || rest.length > 0 || parts.has(key)) return null;
    parts.set(key, text);
  }
  if (!parts.has("FREQ") || (parts.has("COUNT") && parts.has("UNTIL"))) return null;
  for (const [key, text] of parts) if (!applyPart(rule, key, text, zone, allDay)) return null;
  return rule;
}

function applyPart(rule: Rule, key: string, text: string, zone: string, allDay: boolean): boolean {
  switch (key) {
    case "FREQ":
      rule.frequency = text as Rule["frequency"];
      return FREQUENCIES.includes(text);
    case "INTERVAL":
      rule.interval = Number(text);
      return Number.isInteger(rule.interval) && rule.interval > 0;
    case "COUNT":
      rule.count = Number(text);
      return Number.isInteger(rule.count) && rule.count > 0;
    case "UNTIL":
      rule.untilLocal = parseUntil(text, zone, allDay);
      return rule.untilLocal !== null;
    case "WKST":
      rule.weekStart = WEEKDAYS.indexOf(text);
      return rule.weekStart >= 0;
    case "BYDAY":
      for (const item of text.split(",")) {
        const match = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(item);
        if (match === null) return false;
        rule.byDay.push({ ordinal: Number(match[1] ?? 0), weekday: WEEKDAYS.indexOf(match[2]!) });
      }
      return true;
    case "BYMONTHDAY":
      rule.byMonthDay = text.split(",").map(Number);
      return rule.byMonthDay.every(day => Number.isInteger(day) && day !== 0 && Math.abs(day) <= 31);
    case "BYMONTH":
      rule.byMonth = text.split(",").map(Number);
      return rule.byMonth.every(month => Number.isInteger(month) && month >= 1 && month <= 12);
    case "BYSETPOS":
      rule.bySetPos = text.split(",").map(Number);
      return rule.bySetPos.every(position => Number.isInteger(position) && position !== 0);
    default:
      return false;
  }
}

function parseUntil(text: string, zone: string, allDay: boolean): number | null {
  const instant = parseSuffix(text);
  if (instant === null) return null;
  // A date alone means the whole of that day.
  if (!text.includes("T")) return instant + (allDay ? 0 : DAY - 1);
  return allDay ? Math.floor(instant / DAY) * DAY : instantToLocal(instant, zone);
}

function* ruleLocals(rule: Rule, firstLocal: number, limitLocal: number, fromLocal: number): Generator<number> {
  let given = 0;
  for (let period = firstPeriod(rule, firstLocal, fromLocal); period < 1_000_000; period += 1) {
    const { startLocal, days } = periodDays(rule, firstLocal, period);
    if (startLocal >= limitLocal + DAY) return;
    for (const day of days) {
      const local = day + (((firstLocal % DAY) + DAY) % DAY);
      if (local < firstLocal) continue;
      if (local >= limitLocal) return;
      if (rule.untilLocal !== null && local > rule.untilLocal) return;
      if (rule.count !== null && given >= rule.count) return;
      given += 1;
      yield local;
    }
  }
}

/** The last period that surely lies before an instant; a rule with a count must be counted from its start. */
function firstPeriod(rule: Rule, firstLocal: number, fromLocal: number): number {
  if (rule.count !== null || fromLocal <= firstLocal) return 0;
  const longest = LONGEST_DAYS[rule.frequency] * rule.interval * DAY;
  return Math.max(0, Math.floor((fromLocal - firstLocal) / longest) - 1);
}

function periodDays(rule: Rule, firstLocal: number, period: number): { startLocal: number; days: number[] } {
  const firstDay = Math.floor(firstLocal / DAY) * DAY;
  const step = period * rule.interval;
  const first = new Date(firstDay);
  let days: number[];
  let startLocal: number;
  if (rule.frequency === "DAILY") {
    startLocal = firstDay + step * DAY;
    days = [startLocal].filter(day => fitsMonth(rule, day) && fitsMonthDay(rule, day) && fitsWeekday(rule, day));
  } else if (rule.frequency === "WEEKLY") {
    const weekStart = firstDay - ((first.getUTCDay() - rule.weekStart + 7) % 7) * DAY;
    startLocal = weekStart + step * 7 * DAY;
    const weekdays = rule.byDay.length > 0 ? rule.byDay.map(entry => entry.weekday) : [first.getUTCDay()];
    days = sevenDays(startLocal).filter(day => weekdays.includes(new Date(day).getUTCDay()) && fitsMonth(rule, day));
  } else if (rule.frequency === "MONTHLY") {
    startLocal = Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + step, 1);
    days = monthDays(rule, startLocal, first.getUTCDate()).filter(day => fitsMonth(rule, day));
  } else {
    const year = first.getUTCFullYear() + step;
    startLocal = Date.UTC(year, 0, 1);
    const months = rule.byMonth.length > 0 ? [...rule.byMonth].sort((a, b) => a - b) : [first.getUTCMonth() + 1];
    days = months.flatMap(month => monthDays(rule, Date.UTC(year, month - 1, 1), first.getUTCDate()));
  }
  if (rule.bySetPos.length > 0) {
    const chosen = rule.bySetPos.map(position => days.at(position > 0 ? position - 1 : position));
    days = days.filter(day => chosen.includes(day));
  }
  return { startLocal, days };
}

function monthDays(rule: Rule, monthStart: number, defaultDay: number): number[] {
  const date = new Date(monthStart);
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  const all = Array.from({ length }, (_, index) => monthStart + index * DAY);
  if (rule.byDay.length === 0 && rule.byMonthDay.length === 0) return all.slice(defaultDay - 1, defaultDay);
  return all.filter((day, index) => {
    if (!fitsMonthDay(rule, day)) return false;
    if (rule.byDay.length === 0) return true;
    const fromStart = Math.floor(index / 7) + 1;
    const fromEnd = -(Math.floor((length - 1 - index) / 7) + 1);
    return rule.byDay.some(
      ({ ordinal, weekday }) =>
        weekday === new Date(day).getUTCDay() && (ordinal === 0 || ordinal === fromStart || ordinal === fromEnd),
    );
  });
}

function fitsMonth(rule: Rule, day: number): boolean {
  return rule.byMonth.length === 0 || rule.byMonth.includes(new Date(day).getUTCMonth() + 1);
}

function fitsMonthDay(rule: Rule, day: number): boolean {
  if (rule.byMonthDay.length === 0) return true;
  const date = new Date(day);
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return rule.byMonthDay.some(wanted => date.getUTCDate() === (wanted > 0 ? wanted : length + 1 + wanted));
}

function fitsWeekday(rule: Rule, day: number): boolean {
  return rule.byDay.length === 0 || rule.byDay.some(entry => entry.weekday === new Date(day).getUTCDay());
}

function sevenDays(start: number): number[] {
  return Array.from({ length: 7 }, (_, index) => start + index * DAY);
}

function* merge(sources: Iterator<number>[]): Generator<number> {
  const heads = sources.map(source => ({ source, next: source.next() }));
  while (true) {
    let lowest: (typeof heads)[number] | null = null;
    for (const head of heads) {
      if (head.next.done !== true && (lowest === null || head.next.value < lowest.next.value)) lowest = head;
    }
    if (lowest === null) return;
    yield lowest.next.value;
    lowest.next = lowest.source.next();
  }
}
