import type { Problem } from "./problem.ts";
import { collapsed, withoutEnds } from "./values/ends.ts";
import { type Row, text } from "./values/row.ts";
import { atLocal, isZone, localDate, localMinutes } from "./values/time.ts";
import { WRITTEN_KEYS, wordsFor } from "./values/written.ts";

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

/** Usual names of zones that are alike in every language; what languages call them, and their cities, is among the words people type. */
const USUAL_NAMES: Readonly<Record<string, string>> = {
  "Europe/Brussels": "cet cest met mez mesz",
  "Europe/Athens": "eet eest oez",
  "Europe/Lisbon": "wet western_european_time western_european_summer_time",
  "Europe/Moscow": "msk",
  "America/New_York": "et edt eastern_time us_eastern eastern_daylight_time est/edt est5edt",
  "America/Chicago": "central_time us_central central_daylight_time cst/cdt cst6cdt",
  "America/Denver": "mountain_time us_mountain mdt mountain_daylight_time mst/mdt mst7mdt",
  "America/Los_Angeles": "pt pdt pacific_time us_pacific pacific_daylight_time pst/pdt pst8pdt",
  "Asia/Kolkata": "india_standard_time",
  "Asia/Tokyo": "jst",
};

/** Names that mean different zones to different people. */
const AMBIGUOUS: Readonly<Record<string, readonly string[]>> = {
  est: ["America/New_York", "America/Panama", "Australia/Sydney"],
  eastern_standard_time: ["America/New_York", "America/Panama", "Australia/Sydney"],
  cst: ["America/Chicago", "America/Costa_Rica", "Asia/Shanghai"],
  mst: ["America/Denver", "America/Phoenix"],
  pst: ["America/Los_Angeles", "Asia/Manila"],
  ist: ["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"],
  bst: ["Europe/London", "Asia/Dhaka"],
  ast: ["America/Halifax", "Asia/Riyadh"],
};

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
  const parts = plain.split(/[,;()[\]|]|_-_/).map(part => withoutEnds(part, "_"));
  const readings = parts.filter(part => part !== "").map(readOne);
  if (readings.length < 2 || !readings.every(reading => reading !== null)) return null;
  const most = Math.max(...readings.map(reading => reading.weight));
  const zones = new Set(readings.filter(reading => reading.weight === most).map(reading => reading.zone));
  const [best] = readings.filter(reading => reading.weight === most);
  if (best === undefined || zones.size > 1) return null;
  return readings.every(reading => isAlike(reading.zone, best.zone)) ? { zone: best.zone, fixed: best.fixed } : null;
}

/** Lower case, spaces as underscores, every minus and apostrophe the plain one. */
function plainOf(written: string): string {
  return written
    .normalize("NFKC")
    .trim()
    .toLowerCase()
    .replace(/[–—−‒―‐‑]/g, "-")
    .replace(/[’ʼ′`]/g, "'")
    .replace(/\s+/g, "_");
}

function readOne(plain: string): Reading | null {
  const bare = plain.replace(/_/g, "");
  if (bare === "utc" || bare === "z" || bare === "etc/utc" || bare === "zulu")
    return { zone: "UTC", fixed: null, weight: 1 };
  if (bare === "gmt" || bare === "etc/gmt") return { zone: "UTC", fixed: "UTC", weight: 1 };
  const offset = OFFSET.exec(bare);
  if (offset !== null) return offsetZone(offset[1] === "-" ? -1 : 1, Number(offset[2]), Number(offset[3] ?? 0));
  const etc = /^etc\/gmt([+-])(\d{1,2})$/.exec(bare);
  if (etc !== null) return offsetZone(etc[1] === "-" ? 1 : -1, Number(etc[2]), 0);
  const names = allNames();
  const name = names.zones.get(plain) ?? names.cities.get(withoutTime(plain));
  if (name !== undefined) return { zone: name, fixed: null, weight: 3 };
  const usual = names.usual.get(plain);
  if (usual !== undefined) return { zone: usual, fixed: null, weight: 2 };
  const alias = aliasOf(plain);
  return alias === null ? null : { zone: alias, fixed: null, weight: 3 };
}

/** "Kyiv time" is Kyiv. */
function withoutTime(plain: string): string {
  return plain.replace(/_time(_zone)?$/, "");
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
  for (const [name, zone] of written("place.")) cities.set(name, zone);
  const usual = Object.entries(USUAL_NAMES).flatMap(([zone, names]) =>
    names.split(" ").map(name => [name, zone] as const),
  );
  kept = {
    zones: new Map(listed.map(name => [name.toLowerCase(), name])),
    cities,
    usual: new Map([...usual, ...written("time.")]),
  };
  return kept;
}

/**
 * What people of every language call zones: "place.Europe/Kyiv" are cities that name no zone, other names of those that do, and
 * countries of one zone; "time." are usual names. Those of Central and Eastern Europe go by the places the database links them to.
 */
function written(start: "place." | "time."): (readonly [name: string, zone: string])[] {
  return WRITTEN_KEYS.filter(key => key.startsWith(start)).flatMap(key =>
    wordsFor(key).map(word => [word.replaceAll(" ", "_"), key.slice(start.length)] as const),
  );
}

/** Whether two zones show the same time in winter or in summer: a text that says "CET" and a city says one thing. */
function isAlike(a: string, b: string): boolean {
  return ["2027-01-15", "2027-07-15"].some(day => {
    const noon = atLocal(day, 720, a);
    return localDate(noon, b) === day && localMinutes(noon, b) === 720;
  });
}

/** The zones a text that means none, or several, comes nearest to; at most three, none when nothing is near. */
function nearestZones(written: string): string[] {
  const short = collapsed(written);
  if (short === "" || short.length > MOST_CHARACTERS) return [];
  const plain = plainOf(short);
  if (Object.hasOwn(AMBIGUOUS, plain)) return [...(AMBIGUOUS[plain] ?? [])];
  const parts = plain.split(/[,;()[\]|]|_-_/).flatMap(part => {
    const reading = readOne(withoutEnds(part, "_"));
    return reading === null || reading.fixed !== null ? [] : reading.zone;
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
