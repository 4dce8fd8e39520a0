// What it reads: working hours as people write them, in English, Russian, Ukrainian and Bulgarian.
// Idea: the text is cut into days, clocks, signs and the few words people put between them; anything else makes it unreadable. Days
//   and hours then have to come in turns. What can be meant in two ways is told rather than guessed.
// Cost: linear in the text, which is bounded.
import { collapsed } from "./ends.ts";
import type { WorkingHours } from "./workingHours.ts";
import { type WrittenKey, wordsFor } from "./written.ts";

/** Longer texts are no hours. */
const MOST_CHARACTERS = 300;
const DAY_MINUTES = 1440;
/** Hours that run over midnight are a night's work up to so much; longer ones are more likely ends that changed places. */
const LONGEST_NIGHT = 12 * 60;
const WEEKDAYS = [0, 1, 2, 3, 4];

/** Working hours when none are given. */
export const USUAL_HOURS: WorkingHours = [0, 1, 2, 3, 4, 5, 6].map(day =>
  WEEKDAYS.includes(day) ? [{ from: 9 * 60, to: 17 * 60 }] : [],
);

const SETS = {
  "days.weekdays": WEEKDAYS,
  "days.weekend": [5, 6],
  "days.daily": [0, 1, 2, 3, 4, 5, 6],
} as const;
/** "hours.filler" are words that say only that hours or days follow. */
const WORDS = ["from", "to", "and", "filler", "unit", "off", "am", "pm"] as const;

type Token =
  | { kind: "days"; days: readonly number[]; isOne: boolean }
  | { kind: "number"; minutes: number; hasMinutes: boolean; digits: number; end: number; start: number }
  | { kind: "sign"; sign: "-" | "," | ";" | ":" | "." }
  | { kind: "from" | "to" | "and" | "filler" | "unit" | "off" | "am" | "pm" };

/** By words with an underscore between them. */
const VOCABULARY: ReadonlyMap<string, Token> = new Map([
  ...([0, 1, 2, 3, 4, 5, 6] as const).flatMap(day => named(`day.${day}`, { kind: "days", days: [day], isOne: true })),
  ...(Object.keys(SETS) as (keyof typeof SETS)[]).flatMap(key =>
    named(key, { kind: "days", days: SETS[key], isOne: false }),
  ),
  ...WORDS.flatMap(kind => named(`hours.${kind}`, { kind })),
]);

function named(key: WrittenKey, token: Token): [string, Token][] {
  return wordsFor(key).map(word => [word.replaceAll(" ", "_"), token]);
}

const TOKEN = /(\d+)(?:[:.](\d\d)(?!\d))?|(\p{L}+(?:'\p{L}+)*)|([-,;:.()\n/&+|])|\s|(.)/gu;

/**
 * The hours a text means, or null when it makes no sense or could mean two things: "9-17", "9 to 18", "9am-5:30pm",
 * "09:00-13:00, 14:00-18:00", "Mon-Thu 9:00-17:00; Fri 9-13", "пн–пт с 9 до 18", "daily 22:00-06:00".
 *
 * Without days Monday to Friday is meant. Days are short or full names in English, Russian, Ukrainian or Bulgarian. Hours that
 * end before they begin run over midnight, where they begin after noon by the clock and last twelve hours at most. A day that
 * is given overlapping hours twice, or an empty text, makes no sense.
 */
export function parseWorkingHours(text: string): WorkingHours | null {
  const known = hoursOf.get(text);
  if (known !== undefined) return known;
  if (hoursOf.size >= HOURS_KEPT) hoursOf.clear();
  const hours = hoursIn(text);
  hoursOf.set(text, hours);
  return hours;
}

/** Kept, since most people write one of a few, and each is read again in each decision. */
const hoursOf = new Map<string, WorkingHours | null>();
const HOURS_KEPT = 1000;

function hoursIn(text: string): WorkingHours | null {
  const short = collapsed(text);
  if (short.length > MOST_CHARACTERS) return null;
  const plain = short
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[’ʼ′`]/g, "'")
    .replace(/[–—−‒―‐‑]/g, "-")
    .trim();
  if (plain === "24/7") return USUAL_HOURS.map(() => [{ from: 0, to: DAY_MINUTES }]);
  const tokens = tokensOf(plain);
  const groups = tokens === null ? null : new Reader(tokens).groups();
  const parts = groups === null ? null : pairsOf(groups);
  return parts === null ? null : weekOf(parts);
}

/** The words and signs of a text; null where one is none that hours are written with. */
function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = [];
  let waiting: string | null = null;
  const flush = (): boolean => {
    if (waiting === null) return true;
    const word = VOCABULARY.get(waiting);
    waiting = null;
    if (word !== undefined) tokens.push(word);
    return word !== undefined;
  };
  for (const match of text.replace(/(?<![a-z])([ap])\.?\s?m(?![a-z])\.?/g, "$1m").matchAll(TOKEN)) {
    const [, digits, minutes, word, sign, other] = match;
    if (other !== undefined) return null;
    if (word !== undefined) {
      const both: string = `${waiting ?? ""}_${word}`;
      if (waiting !== null && VOCABULARY.has(both)) waiting = both;
      else {
        if (!flush()) return null;
        waiting = word;
      }
      continue;
    }
    if (digits === undefined && sign === undefined) continue;
    if (!flush()) return null;
    if (digits !== undefined) {
      const clock = clockOf(digits, minutes);
      if (clock === null) return null;
      tokens.push({ kind: "number", ...clock, start: match.index, end: match.index + match[0].length });
    } else if (sign === "\n") tokens.push({ kind: "sign", sign: ";" });
    else if (sign === "/" || sign === "&" || sign === "+" || sign === "|") tokens.push({ kind: "sign", sign: "," });
    else if (sign !== "(" && sign !== ")") tokens.push({ kind: "sign", sign: sign as "-" });
  }
  return flush() ? tokens : null;
}

/** "9", "9:30", "930" and "0930" in minutes, which may be more than a day has; null for what is no clock at all. */
function clockOf(digits: string, minutes: string | undefined) {
  if (digits.length > 4 || (digits.length > 2 && minutes !== undefined)) return null;
  const hasMinutes = minutes !== undefined || digits.length > 2;
  const hour = Number(digits.length > 2 ? digits.slice(0, -2) : digits);
  const past = Number(minutes ?? (digits.length > 2 ? digits.slice(-2) : 0));
  return past > 59 ? null : { minutes: hour * 60 + past, hasMinutes, digits: digits.length };
}

interface Range {
  from: number;
  to: number;
}
/** Days or hours as they stand together; `isApart` after a semicolon or a new line. */
type Group = { isApart: boolean } & ({ days: number[] } | { ranges: Range[] });

/** An end of a range: half of the day where it is said. */
interface Clock {
  minutes: number;
  half: "am" | "pm" | null;
}

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Days and hours in the order they stand; null where the order makes no sense. */
  groups(): Group[] | null {
    const groups: Group[] = [];
    /** A comma or "and" is followed by something, a semicolon need not be. */
    let owed = false;
    let isApart = false;
    let isDotted = true;
    while (this.#at < this.#tokens.length) {
      const token = this.#tokens[this.#at]!;
      const last = groups.at(-1);
      if (token.kind === "days" || this.#introducesDays()) {
        const days = this.#days();
        if (days === null) return null;
        if (last !== undefined && "days" in last && !isApart) last.days.push(...days);
        else if (last !== undefined && "days" in last) return null;
        else groups.push({ isApart, days });
      } else if (token.kind === "number" || token.kind === "from" || token.kind === "off") {
        const ranges = token.kind === "off" ? this.#off() : this.#range();
        if (ranges === null) return null;
        if (last !== undefined && "ranges" in last && !isApart) last.ranges.push(...ranges);
        else groups.push({ isApart, ranges });
      } else if (token.kind === "filler" || (token.kind === "to" && this.#isAlone())) {
        this.#at += 1;
        continue;
      } else if (token.kind === "sign" && (token.sign === ":" || token.sign === ".")) {
        if (!isDotted) return null;
        isDotted = false;
        this.#at += 1;
        continue;
      } else if (token.kind === "and" || (token.kind === "sign" && token.sign !== "-")) {
        const isSoft = token.kind !== "sign" || token.sign === ",";
        if (owed || (isSoft && groups.length === 0)) return null;
        owed = isSoft;
        isApart ||= !isSoft;
        isDotted = false;
        this.#at += 1;
        continue;
      } else return null;
      owed = false;
      isApart = false;
      isDotted = true;
    }
    return owed ? null : groups;
  }

  /** "с" before days: "с понедельника по пятницу". */
  #introducesDays(): boolean {
    const [token, next] = [this.#tokens[this.#at], this.#tokens[this.#at + 1]];
    return token?.kind === "from" && next?.kind === "days";
  }

  /** "по" is "to" between two and says nothing before one: "по будням". */
  #isAlone(): boolean {
    const before = this.#tokens[this.#at - 1];
    return before === undefined || before.kind === "sign" || before.kind === "and";
  }

  #days(): number[] | null {
    if (this.#tokens[this.#at]?.kind === "from") this.#at += 1;
    const first = this.#day();
    if (first === null) return null;
    const next = this.#tokens[this.#at];
    const isRange = (next?.kind === "sign" && next.sign === "-") || (next?.kind === "to" && !this.#isAlone());
    if (!isRange) return [...first.days];
    this.#at += 1;
    const last = this.#day();
    if (last === null || !first.isOne || !last.isOne) return null;
    const after = this.#tokens[this.#at];
    if (after?.kind === "sign" && after.sign === "-") return null;
    const days: number[] = [];
    for (let day = first.days[0]!; ; day = (day + 1) % 7) {
      days.push(day);
      if (day === last.days[0]) return days;
    }
  }

  /** A day, and the dot after its short name. */
  #day(): { days: readonly number[]; isOne: boolean } | null {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "days") return null;
    this.#at += 1;
    const dot = this.#tokens[this.#at];
    if (dot?.kind === "sign" && dot.sign === ".") this.#at += 1;
    return token;
  }

  #off(): Range[] {
    this.#at += 1;
    return [];
  }

  #range(): Range[] | null {
    if (this.#tokens[this.#at]?.kind === "from") this.#at += 1;
    const from = this.#clock();
    const between = this.#tokens[this.#at];
    if (from === null || !(between?.kind === "to" || (between?.kind === "sign" && between.sign === "-"))) return null;
    this.#at += 1;
    const to = this.#clock();
    const after = this.#tokens[this.#at];
    if (to === null || after?.kind === "to" || (after?.kind === "sign" && after.sign === "-")) return null;
    const range = rangeOf(from, to);
    return range === null ? null : [range];
  }

  #clock(): Clock | null {
    const token = this.#tokens[this.#at];
    if (token?.kind !== "number") return null;
    this.#at += 1;
    let { minutes } = token;
    const next = this.#tokens[this.#at];
    if (next?.kind === "unit") {
      this.#at += 1;
      const past = this.#tokens[this.#at];
      // "9h30"
      if (
        past?.kind === "number" &&
        past.digits === 2 &&
        !past.hasMinutes &&
        !token.hasMinutes &&
        past.start - token.end <= 2
      ) {
        if (past.minutes > 59 * 60) return null;
        minutes += past.minutes / 60;
        this.#at += 1;
      }
      this.#dot();
    }
    if (minutes > DAY_MINUTES) return null;
    const half = this.#tokens[this.#at];
    if (half?.kind !== "am" && half?.kind !== "pm") return { minutes, half: null };
    this.#at += 1;
    return { minutes, half: half.kind };
  }

  #dot(): void {
    const dot = this.#tokens[this.#at];
    if (dot?.kind === "sign" && dot.sign === ".") this.#at += 1;
  }
}

/** The minutes of a clock in a half of the day; null for "13am". */
function inHalf({ minutes }: Clock, half: "am" | "pm"): number | null {
  if (minutes >= 13 * 60) return half === "pm" && minutes < DAY_MINUTES ? minutes : null;
  return (minutes % 720) + (half === "pm" ? 720 : 0);
}

/** A range that begins before it ends, over midnight where the clocks leave no doubt; null for any other. */
function rangeOf(from: Clock, to: Clock): Range | null {
  if (from.half === null && to.half === null) {
    if (from.minutes < to.minutes) return { from: from.minutes, to: to.minutes };
    return from.minutes > 12 * 60 ? overMidnight(from.minutes, to.minutes) : null;
  }
  if (from.half !== null && to.half !== null) return between(inHalf(from, from.half), inHalf(to, to.half));
  // "9-5pm", "9am-5": the half that is said for one end counts for the other too, unless that would turn them round.
  const said = (from.half ?? to.half)!;
  const other = said === "am" ? "pm" : "am";
  const ends = (half: "am" | "pm") => [inHalf(from, from.half ?? half), inHalf(to, to.half ?? half)] as const;
  const [start, end] = ends(said);
  if (start !== null && end !== null && start < end) return { from: start, to: end };
  const [earlier, later] = ends(other);
  return earlier !== null && later !== null && earlier < later ? { from: earlier, to: later } : null;
}

function between(from: number | null, to: number | null): Range | null {
  if (from === null || to === null) return null;
  return from < to ? { from, to } : overMidnight(from, to);
}

function overMidnight(from: number, to: number): Range | null {
  const end = to + DAY_MINUTES;
  return from !== to && end - from <= LONGEST_NIGHT ? { from, to: end } : null;
}

/** Which days have which hours: days first or hours first throughout, or hours alone. */
function pairsOf(groups: readonly Group[]): { days: readonly number[]; ranges: Range[] }[] | null {
  if (groups.length > 0 && groups.every(group => "ranges" in group))
    return groups.map(group => ({ days: WEEKDAYS, ranges: "ranges" in group ? group.ranges : [] }));
  if (groups.length === 0 || groups.length % 2 !== 0) return null;
  const pairs: { days: readonly number[]; ranges: Range[] }[] = [];
  const isDaysFirst = "days" in groups[0]!;
  for (let place = 0; place < groups.length; place += 2) {
    const [first, second] = [groups[place]!, groups[place + 1]!];
    const [days, hours] = isDaysFirst ? [first, second] : [second, first];
    if (!("days" in days) || !("ranges" in hours) || (!isDaysFirst && second.isApart)) return null;
    pairs.push({ days: days.days, ranges: hours.ranges });
  }
  return pairs;
}

function weekOf(parts: readonly { days: readonly number[]; ranges: readonly Range[] }[]): WorkingHours | null {
  const week: Range[][] = [[], [], [], [], [], [], []];
  for (const { days, ranges } of parts)
    for (const day of new Set(days)) {
      const own = week[day]!;
      if (ranges.some(one => own.some(other => one.from < other.to && other.from < one.to))) return null;
      own.push(...ranges.map(range => ({ ...range })));
    }
  return week.every(ranges => ranges.length === 0) ? null : week.map(merged);
}

/** The ranges of a day in order, those that touch made one. */
function merged(ranges: readonly Range[]): Range[] {
  const found: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = found.at(-1);
    if (last !== undefined && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else found.push({ ...range });
  }
  return found;
}
