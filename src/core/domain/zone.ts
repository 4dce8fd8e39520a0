import type { Problem } from "./problem.ts";
import { collapsed, withoutEnds } from "./values/ends.ts";
import { type Row, text } from "./values/row.ts";
import { atLocal, isZone, localDate, localMinutes } from "./values/time.ts";
import { zoneNames } from "./values/zoneNames.ts";

/**
 * The zone a page says, with what should be known of it in `notes`; null where it says none, and where it can't be read, which is
 * told in `problems`.
 */
export function zoneIn(row: Row, problems: Problem[], notes: Problem[]): string | null {
  const written = text(row, "zone");
  if (written === "") return null;
  const read = readZone(written);
  if (read === null) {
    const nearest = nearestZones(written);
    problems.push({ code: "unknown_zone", zone: written, ...(nearest.length > 0 ? { nearest } : {}) });
    return null;
  }
  if (read.fixed !== null) notes.push({ code: "zone_fixed", zone: written, offset: read.fixed });
  return read.zone;
}

/** The zone a text means, as the time zone database has it; null where it means none. Example: "Київ" is Europe/Kyiv. */
export function zoneOf(written: string): string | null {
  return readZone(written)?.zone ?? null;
}

const MOST_CHARACTERS = 80;

const MOST_NEAREST = 3;

/** A zone as it was understood. */
interface WrittenZone {
  /** An IANA name, spelled as the database does. */
  zone: string;
  /** "UTC+2" where an offset was written, which knows no daylight saving; null for all others. */
  fixed: string | null;
}

/** Names the runtime takes though it lists an older one. */
const NEWER_NAMES = [
  "UTC",
  "Europe/Kyiv",
  "Asia/Kolkata",
  "Asia/Ho_Chi_Minh",
  "Asia/Yangon",
  "Asia/Kathmandu",
  "America/Argentina/Buenos_Aires",
  "America/Nuuk",
  "Atlantic/Faroe",
];

/** Places whose clocks always show an offset that no whole-hour name has. */
const ODD_OFFSETS: Readonly<Record<number, string>> = {
  [-570]: "Pacific/Marquesas",
  210: "Asia/Tehran",
  270: "Asia/Kabul",
  330: "Asia/Kolkata",
  345: "Asia/Kathmandu",
  390: "Asia/Yangon",
  525: "Australia/Eucla",
  570: "Australia/Darwin",
};

const OFFSET = /^(?:utc|gmt)?([+-])(\d{1,2})(?::?([0-5]\d))?$/;

/** How much a spelling tells about where a person lives. */
type Weight = 1 | 2 | 3;

interface Reading extends WrittenZone {
  weight: Weight;
}

const KEPT = 1000;

const known = new Map<string, WrittenZone | null>();

/**
 * The zone a text means: "Europe/Kiev", "europe/kyiv", "Kyiv", "Київ", "CET", "GMT+2", "Berlin (CET)". Null when it means none, or
 * could mean several. A bare offset, and an Etc zone, whose sign is the other way round, are `fixed`.
 */
function readZone(written: string): WrittenZone | null {
  const short = collapsed(written);
  if (short.length > MOST_CHARACTERS) return null;
  const found = known.get(short);
  if (found !== undefined) return found;
  if (known.size >= KEPT) known.clear();
  const read = readingOf(short);
  known.set(short, read);
  return read;
}

function readingOf(written: string): WrittenZone | null {
  const plain = plainOf(written);
  const whole = readOne(plain);
  if (whole !== null) return { zone: whole.zone, fixed: whole.fixed };
  const readings = partsOf(plain).map(readOne);
  if (readings.length < 2 || !readings.every(reading => reading !== null)) return null;
  const most = Math.max(...readings.map(reading => reading.weight));
  const [best, ...others] = readings.filter(reading => reading.weight === most);
  if (best === undefined || others.some(other => !isSameClock(other.zone, best.zone))) return null;
  return readings.every(reading => isAlike(reading.zone, best.zone)) ? { zone: best.zone, fixed: best.fixed } : null;
}

const WRITTEN_OFFSET = "(?:utc|gmt)?_?[+-]_?\\d{1,2}(?::?[0-5]\\d)?";
const OFFSET_FIRST = new RegExp(`^(${WRITTEN_OFFSET})_(?!time)`);
const OFFSET_LAST = new RegExp(`_(${WRITTEN_OFFSET})$`);

/** What stands beside each other in a text: "Berlin (CET)", "CET/CEST", "GMT+03:00 Moscow", "Helsinki, Kyiv, Riga" of Outlook's list. */
function partsOf(plain: string): string[] {
  const listed = plain
    .replace(/_\(us_&_canada\)/, "")
    .replaceAll("st._", "st_")
    .replace(OFFSET_FIRST, "$1,")
    .replace(OFFSET_LAST, ",$1");
  return listed
    .split(/[,;()[\]|/]|_-_/)
    .map(part => withoutEnds(part, "_"))
    .filter(part => part !== "");
}

/** Lower case, spaces as underscores, every minus and apostrophe the plain one. */
function plainOf(written: string): string {
  return written
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/[–—−‒―‐‑]/g, "-")
    .replace(/[’ʼ′`]/g, "'")
    .replace(/^утц/, "utc")
    .replace(/\s+/g, "_");
}

function readOne(plain: string): Reading | null {
  const bare = plain.replace(/_/g, "");
  if (bare === "utc" || bare === "z" || bare === "etc/utc" || bare === "zulu")
    return { zone: "UTC", fixed: null, weight: 1 };
  if (bare === "gmt" || bare === "etc/gmt") return { zone: "UTC", fixed: "UTC", weight: 1 };
  const offset = OFFSET.exec(bare);
  if (offset !== null) return offsetZone(offset[1] === "-" ? -1 : 1, Number(offset[2]), Number(offset[3] ?? 0));
  // Russia's own way of saying it: Moscow's three hours, and how far from there.
  const moscow = /^(?:msk|мск)([+-])(\d{1,2})$/.exec(bare);
  if (moscow !== null) {
    const ahead = 3 + Number(`${moscow[1]}${moscow[2]}`);
    return offsetZone(ahead < 0 ? -1 : 1, Math.abs(ahead), 0);
  }
  const etc = /^etc\/gmt([+-])(\d{1,2})$/.exec(bare);
  if (etc !== null) return offsetZone(etc[1] === "-" ? 1 : -1, Number(etc[2]), 0);
  const names = allNames();
  if (Object.hasOwn(zoneNames.ambiguous, plain)) return null;
  const name = names.zones.get(plain) ?? names.cities.get(withoutTime(plain));
  if (name !== undefined) return { zone: name, fixed: null, weight: 3 };
  const usual = names.usual.get(plain) ?? names.usual.get(plain.replace(/(?:daylight|summer)_time$/, "standard_time"));
  if (usual !== undefined) return { zone: usual, fixed: null, weight: 2 };
  const [inCase, ...others] = zoneNames.inOtherCase(plain);
  const zone = aliasOf(withoutTime(plain)) ?? (others.length === 0 ? inCase : undefined);
  return zone === undefined ? null : { zone, fixed: null, weight: 3 };
}

/** "Kyiv time" is Kyiv, and so is "Kyiv Standard Time". */
function withoutTime(plain: string): string {
  return plain.replace(/(?:_standard|_daylight|_summer)?_time(_zone)?$/, "");
}

function offsetZone(sign: 1 | -1, hours: number, minutes: number): Reading | null {
  const ahead = sign * (hours * 60 + minutes);
  if (ahead < -12 * 60 || ahead > 14 * 60) return null;
  const fixed =
    ahead === 0
      ? "UTC"
      : `UTC${sign < 0 ? "−" : "+"}${hours}${minutes === 0 ? "" : `:${String(minutes).padStart(2, "0")}`}`;
  if (ahead === 0) return { zone: "UTC", fixed, weight: 1 };
  const zone = minutes === 0 ? `Etc/GMT${sign < 0 ? "+" : "-"}${hours}` : ODD_OFFSETS[ahead];
  return zone === undefined ? null : { zone, fixed, weight: 1 };
}

/** The zone of another name that the runtime takes and does not list: "US/Eastern"; null for none. */
function aliasOf(plain: string): string | null {
  return isZone(plain) ? new Intl.DateTimeFormat("en", { timeZone: plain }).resolvedOptions().timeZone : null;
}

interface Names {
  /** By what is written in plain letters. */
  zones: ReadonlyMap<string, string>;
  cities: ReadonlyMap<string, string>;
  usual: ReadonlyMap<string, string>;
}

let kept: Names | null = null;

/** Every name there is, worked out once: the runtime's list takes a moment. */
function allNames(): Names {
  if (kept !== null) return kept;
  const listed = [...Intl.supportedValuesOf("timeZone"), ...NEWER_NAMES].filter(
    name => name === "UTC" || name.includes("/"),
  );
  const cities = new Map<string, string>();
  for (const name of listed) if (name !== "UTC") cities.set((name.split("/").at(-1) ?? "").toLowerCase(), name);
  for (const [name, zone] of zoneNames.written("place.")) cities.set(name, zone);
  kept = {
    zones: new Map(listed.map(name => [name.toLowerCase(), name])),
    cities,
    usual: zoneNames.usual(cities),
  };
  return kept;
}

/** Whether two zones show the same time in winter or in summer: a text that says "CET" and a city says one thing. */
function isAlike(a: string, b: string): boolean {
  return SEASONS.some(day => isSameOn(day, a, b));
}

/** Whether clocks show the same in two zones all year: which of them is meant makes no difference. */
function isSameClock(a: string, b: string): boolean {
  return SEASONS.every(day => isSameOn(day, a, b));
}

const SEASONS = ["2027-01-15", "2027-07-15"];

function isSameOn(day: string, a: string, b: string): boolean {
  const noon = atLocal(day, 720, a);
  return localDate(noon, b) === day && localMinutes(noon, b) === 720;
}

/** The zones a text that means none, or several, comes nearest to; at most three, none when nothing is near. */
function nearestZones(written: string): string[] {
  const short = collapsed(written);
  if (short === "" || short.length > MOST_CHARACTERS) return [];
  const plain = plainOf(short);
  if (Object.hasOwn(zoneNames.ambiguous, plain)) return [...(zoneNames.ambiguous[plain] ?? [])];
  const parts = partsOf(plain).flatMap(part => {
    const reading = readOne(part);
    return reading === null ? zoneNames.inOtherCase(part) : reading.fixed !== null ? [] : reading.zone;
  });
  if (parts.length > 0) return [...new Set(parts)].slice(0, MOST_NEAREST);
  const { zones, cities } = allNames();
  const most = Math.min(3, Math.floor(plain.length / 4));
  const near = new Map<string, number>();
  for (const [name, zone] of [...zones, ...cities]) {
    const found = distance(plain, name, most);
    if (found <= most && found < (near.get(zone) ?? Number.POSITIVE_INFINITY)) near.set(zone, found);
  }
  return [...near]
    .sort(([a, first], [b, second]) => first - second || (a < b ? -1 : 1))
    .slice(0, MOST_NEAREST)
    .map(([zone]) => zone);
}

/** Letters to put in, take out, change or swap to turn one text into the other; more than `most` is told as `most` + 1. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, place) => place);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = a[i - 1] === b[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + substitution);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        next[j] = Math.min(next[j]!, before[j - 2]! + 1);
    }
    before = row;
    row = next;
  }
  return Math.min(row[b.length]!, most + 1);
}
