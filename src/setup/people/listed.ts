import { isNobodys, LONGEST_NAME } from "../../core/domain/person.ts";
import { parseAddress } from "../../core/domain/values/address.ts";
import { isLanguage, LANGUAGES, type Language } from "../../core/domain/values/language.ts";
import { isLocalDate, type LocalDate } from "../../core/domain/values/time.ts";
import { parseWorkingHours } from "../../core/domain/values/writtenHours.ts";
import { zoneOf } from "../../core/domain/zone.ts";
import { optionName } from "../../text/phrases/names.ts";
import type { ListColumn, Understood } from "./header.ts";
import type { ListTable } from "./table.ts";

/** Somebody of a list, as their page is to say it; what the list does not say is absent. */
export interface ListedPerson {
  line: number;
  name: string;
  email: string;
  zone?: string;
  hours?: string;
  languages?: Language[];
  team?: string;
  /** The manager's address, in lower case. */
  manager?: string;
  level?: number;
  offers?: string[];
  seeks?: string[];
  consent?: LocalDate;
}

/** What of a line can't be taken, and what becomes of it. */
export interface ListTrouble {
  line: number;
  says: string;
}

/** How days are written in a list where they can be read two ways. */
export type DayOrder = "day-first" | "month-first";

interface Reading {
  understood: Understood;
  header: readonly string[];
  /** How a day such as 03/04/2026 is meant; null where nobody said. */
  dayOrder: DayOrder | null;
  today: LocalDate;
  /** True where the coordinator says that the days of the list are days on which people agreed. */
  isConsent: boolean;
}

/**
 * The people of a list, and what could not be taken of it. A line without a name or an address that can be is left out as a whole; of
 * any other a cell that can't be understood is left empty. The first of two lines of one address counts.
 */
export function peopleListed(table: ListTable, reading: Reading): { people: ListedPerson[]; troubles: ListTrouble[] } {
  const people: ListedPerson[] = [];
  const troubles: ListTrouble[] = [];
  const seen = new Map<string, number>();
  for (const { line, cells } of table.lines) {
    const trouble = (says: string) => void troubles.push({ line, says });
    const person = personOn(line, column => cells[reading.understood[column] ?? -1] ?? "", reading, trouble);
    if (person === null) continue;
    const before = seen.get(person.email);
    if (before !== undefined) trouble(`${person.email} stands in line ${before} already: this line is left out.`);
    else people.push(person);
    seen.set(person.email, before ?? line);
  }
  return { people, troubles };
}

type CellOf = (column: ListColumn) => string;

function personOn(line: number, cell: CellOf, reading: Reading, trouble: (says: string) => void): ListedPerson | null {
  const name = (cell("name") || `${cell("firstName")} ${cell("lastName")}`.trim()).slice(0, LONGEST_NAME);
  const address = parseAddress(cell("email"));
  if (name === "") {
    trouble("There is no name: this line is left out.");
    return null;
  }
  if (address.problem !== null || isNobodys(address.email)) {
    trouble(
      cell("email") === ""
        ? `${name} has no e-mail address: this line is left out.`
        : `“${cell("email")}” is no e-mail address of a person: this line is left out.`,
    );
    return null;
  }
  const person: ListedPerson = { line, name, email: address.email };
  const emptied = (column: ListColumn, why: string) =>
    trouble(`“${cell(column)}” under “${reading.header[reading.understood[column] ?? -1]}” ${why}: it is left empty.`);
  const put = <Value>(
    column: ListColumn,
    read: (text: string) => Value | null,
    why: string,
    set: (value: Value) => void,
  ) => {
    const text = cell(column);
    if (text === "") return;
    const value = read(text);
    if (value === null) emptied(column, why);
    else set(value);
  };
  put("zone", zoneOf, "is no time zone or large city", value => (person.zone = value));
  put(
    "hours",
    text => (parseWorkingHours(text) === null ? null : text),
    "can't be read as working hours, for example Mon-Fri 9-17",
    value => (person.hours = value),
  );
  put(
    "languages",
    languagesIn,
    "is none of English, Russian, Ukrainian and Bulgarian",
    value => (person.languages = value),
  );
  put(
    "team",
    text => text.slice(0, MOST_OPTION),
    "",
    value => (person.team = value),
  );
  put(
    "manager",
    text => parseAddress(text).email,
    "is no e-mail address, by which a manager is found",
    value => (person.manager = value),
  );
  put("level", levelIn, "is no level from 1 to 5", value => (person.level = value));
  put("offers", optionsIn, "has nothing in it", value => (person.offers = value));
  put("seeks", optionsIn, "has nothing in it", value => (person.seeks = value));
  if (reading.isConsent)
    put(
      "consent",
      text => dayIn(text, reading.dayOrder),
      "is no day, for example 2027-01-31",
      value => {
        if (value > reading.today) emptied("consent", "is to come, and nobody has agreed on a day to come");
        else person.consent = value;
      },
    );
  return person;
}

/** An option in Notion is no longer, and has no comma in it. */
const MOST_OPTION = 100;
const MOST_OPTIONS = 30;

function optionsIn(text: string): string[] | null {
  const options = text
    .split(/[,;|\n]/)
    .map(option => option.trim().slice(0, MOST_OPTION))
    .filter(option => option !== "");
  return options.length === 0 ? null : [...new Set(options)].slice(0, MOST_OPTIONS);
}

function levelIn(text: string): number | null {
  const level = Number(text);
  return Number.isInteger(level) && level >= 1 && level <= 5 ? level : null;
}

function languagesIn(text: string): Language[] | null {
  const found = text
    .split(/[,;/|\s]+/)
    .filter(word => word !== "")
    .map(languageCalled);
  return found.length === 0 || found.includes(null) ? null : [...new Set(found as Language[])];
}

function languageCalled(word: string): Language | null {
  const wanted = word.toLowerCase();
  if (isLanguage(wanted)) return wanted;
  return (
    LANGUAGES.find(language =>
      LANGUAGES.some(speaker => optionName("people", "languages", language, speaker).toLowerCase() === wanted),
    ) ?? null
  );
}

/** Days such as 03/04/2026, which may be the third of April or the fourth of March. */
const SLASHED = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/;

/** A day as people write it; null where it is none, or can be read two ways and nobody said which. */
export function dayIn(text: string, order: DayOrder | null): LocalDate | null {
  const day = text.replace(/[T ]\d{1,2}:\d{2}.*$/, "").replace(/\s*(г|р)\.?$/u, "");
  const [, year, month, date] = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(day) ?? [];
  if (year !== undefined) return whole(year, month, date);
  const [, first, second, last] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(day) ?? [];
  if (last !== undefined) return whole(last, second, first);
  const [, one, two, three] = SLASHED.exec(day) ?? [];
  if (three === undefined) return null;
  const meant = Number(one) > 12 ? "day-first" : Number(two) > 12 ? "month-first" : one === two ? "day-first" : order;
  if (meant === null) return null;
  return meant === "day-first" ? whole(three, two, one) : whole(three, one, two);
}

function whole(year: string | undefined, month: string | undefined, day: string | undefined): LocalDate | null {
  const date = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  return isLocalDate(date) ? date : null;
}

/** How the days of a column are meant: said by one that can be read one way alone; null where none says, and some could be read both ways. */
export function dayOrderOf(days: readonly string[]): DayOrder | "plain" | null {
  const slashed = days.flatMap(day => {
    const [, one, two] = SLASHED.exec(day) ?? [];
    return one === undefined || one === two ? [] : [[Number(one), Number(two)] as const];
  });
  if (slashed.length === 0) return "plain";
  if (slashed.some(([one]) => one > 12)) return "day-first";
  return slashed.some(([, two]) => two > 12) ? "month-first" : null;
}
