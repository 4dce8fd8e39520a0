const MINUTE = 60_000;

/** A timestamp as Notion shows it: ISO in UTC, cut down to the minute. */
export function minuteIso(at: number): string {
  return new Date(Math.floor(at / MINUTE) * MINUTE).toISOString();
}

/** A timestamp to the millisecond with a numeric offset, as databases and views carry it. */
export function exactIso(at: number): string {
  return new Date(at).toISOString().replace("Z", "+00:00");
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DATE_TIME = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:?\d{2})?$/;

export interface ParsedTime {
  /** Epoch milliseconds; a local time without zone is read as UTC. */
  at: number;
  dateOnly: boolean;
  /** As written, normalised to +hh:mm; null when the text had none. */
  offset: string | null;
}

/** Reads an ISO 8601 date or date-time; null when it is neither. */
export function parseTime(text: string): ParsedTime | null {
  if (DATE.test(text)) {
    const at = Date.parse(`${text}T00:00:00Z`);
    return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== text
      ? null
      : { at, dateOnly: true, offset: null };
  }
  const match = DATE_TIME.exec(text);
  if (match === null) return null;
  const [, date, hour, minute, second, fraction, zone] = match;
  const offset =
    zone === undefined
      ? null
      : zone === "Z"
        ? "+00:00"
        : zone.includes(":")
          ? zone
          : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  const milliseconds = (fraction ?? "").padEnd(3, "0").slice(0, 3);
  const at = Date.parse(`${date}T${hour}:${minute}:${second ?? "00"}.${milliseconds}${offset ?? "+00:00"}`);
  return Number.isNaN(at) ? null : { at, dateOnly: false, offset };
}

/** An instant written in a fixed offset (+hh:mm), to the millisecond. */
export function isoInOffset(at: number, offset: string): string {
  const sign = offset.startsWith("-") ? -1 : 1;
  const minutes = sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)));
  return `${new Date(at + minutes * MINUTE).toISOString().slice(0, 23)}${offset}`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    formats.set(zone, format);
  }
  return format;
}

/** Whether this names a time zone of the IANA database. */
export function isTimeZone(zone: string): boolean {
  try {
    formatFor(zone);
    return true;
  } catch {
    return false;
  }
}

/** The offset (+hh:mm) that holds in a zone at an instant. */
export function offsetAt(zone: string, at: number): string {
  const name =
    formatFor(zone)
      .formatToParts(at)
      .find(part => part.type === "timeZoneName")?.value ?? "GMT";
  return name === "GMT" ? "+00:00" : name.slice(3, 9);
}

/** The instant at which clocks in the zone show this local time, given as if it were UTC. */
export function instantOfLocal(localAsUtc: number, zone: string): number {
  const shift = (offset: string): number =>
    (offset.startsWith("-") ? -1 : 1) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6))) * MINUTE;
  const first = localAsUtc - shift(offsetAt(zone, localAsUtc));
  return localAsUtc - shift(offsetAt(zone, first));
}
