const formatters = new Map<string, Intl.DateTimeFormat | null>();
const offsets = new Map<string, Map<number, number>>();
const QUARTER_HOUR = 900_000;
const DAY = 86_400_000;

/** Whether a name is an IANA time zone. */
export function isZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && formatterOf(name) !== null;
}

/** How far a zone's clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(zone: string, instant: number): number {
  if (zone === "UTC") return 0;
  let known = offsets.get(zone);
  if (known === undefined) {
    known = new Map();
    offsets.set(zone, known);
  }
  // Zones change their offset on quarter hours only, so one answer serves all of it.
  const quarter = Math.floor(instant / QUARTER_HOUR);
  const cached = known.get(quarter);
  if (cached !== undefined) return cached;
  if (known.size > 50_000) known.clear();
  const offset = computeOffset(zone, quarter * QUARTER_HOUR);
  known.set(quarter, offset);
  return offset;
}

/**
 * The instant at which a zone's clocks show a local time (given as if it were UTC).
 *
 * In the hour that is skipped in spring, the clock after the jump; in the hour that comes twice, the first.
 */
export function localToInstant(local: number, zone: string): number {
  const before = local - offsetAt(zone, local - DAY);
  const after = local - offsetAt(zone, local + DAY);
  if (before + offsetAt(zone, before) === local) return before;
  if (after + offsetAt(zone, after) === local) return after;
  return before;
}

/** What a zone's clocks show at an instant, as if that were UTC. */
export function instantToLocal(instant: number, zone: string): number {
  return instant + offsetAt(zone, instant);
}

/** RFC 3339 in a zone, whole seconds: 2026-03-01T10:00:00+02:00, with Z for UTC. */
export function formatInstant(instant: number, zone: string): string {
  const offset = offsetAt(zone, instant);
  const clock = new Date(instant + offset).toISOString().slice(0, 19);
  if (offset === 0) return `${clock}Z`;
  const minutes = Math.abs(offset) / 60_000;
  const hours = String(Math.floor(minutes / 60)).padStart(2, "0");
  return `${clock}${offset < 0 ? "-" : "+"}${hours}:${String(Math.floor(minutes % 60)).padStart(2, "0")}`;
}

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(\.\d+)?([Zz]|[+-]\d{2}:\d{2})?$/;

/** The instant of an RFC 3339 text; its zone is used when the text has no offset. Null when it cannot be read. */
export function parseInstant(value: string, zone: string | null): number | null {
  const match = DATE_TIME.exec(value);
  if (match === null) return null;
  const [, date, time, , offset] = match;
  if (offset !== undefined) return finite(Date.parse(`${date}T${time}${offset.toUpperCase()}`));
  if (zone === null) return null;
  const local = finite(Date.parse(`${date}T${time}Z`));
  return local === null ? null : localToInstant(local, zone);
}

/** Midnight UTC of a date like 2026-03-01, or null when there is no such day. */
export function parseDate(value: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return null;
  const instant = Date.parse(`${value}T00:00:00Z`);
  return Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== value ? null : instant;
}

/** The date of an instant that is midnight UTC. */
export function formatDate(midnight: number): string {
  return new Date(midnight).toISOString().slice(0, 10);
}

function finite(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function formatterOf(zone: string): Intl.DateTimeFormat | null {
  const known = formatters.get(zone);
  if (known !== undefined) return known;
  let formatter: Intl.DateTimeFormat | null;
  try {
    formatter = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  } catch {
    formatter = null;
  }
  formatters.set(zone, formatter);
  return formatter;
}

function computeOffset(zone: string, instant: number): number {
  const formatter = formatterOf(zone);
  if (formatter === null) throw new RangeError(`no such zone: ${zone}`);
  const name = formatter.formatToParts(instant).find(part => part.type === "timeZoneName")?.value ?? "GMT";
  const match = /GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?/.exec(name);
  if (match === null) return 0;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60 + Number(match[4] ?? 0);
  return (match[1] === "-" ? -seconds : seconds) * 1000;
}
