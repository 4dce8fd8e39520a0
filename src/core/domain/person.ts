import type { Parsed, Problem } from "./problem.ts";
import type { Programme } from "./programme.ts";
import { parseAddress } from "./values/address.ts";
import { collapsed, cutAt } from "./values/ends.ts";
import { isLanguage, type Language } from "./values/language.ts";
import { date, days, flag, list, number, type Row, text } from "./values/row.ts";
import {
  addDays,
  atLocal,
  type Instant,
  type Interval,
  isLocalDate,
  type LocalDate,
  localDate,
} from "./values/time.ts";
import type { WorkingHours } from "./values/workingHours.ts";
import { parseWorkingHours, USUAL_HOURS } from "./values/writtenHours.ts";
import { zoneIn } from "./zone.ts";

type PersonStatus = "active" | "paused" | "left";

/** Days on which a person is away. Both are whole local days; `to` is inclusive, null for until further notice. */
interface Away {
  from: LocalDate | null;
  to: LocalDate | null;
}

export interface Person {
  id: string;
  url: string;
  name: string;
  /** Lower case. */
  email: string;
  otherEmails: string[];
  team: string;
  managerId: string | null;
  /** 1 to 5; null when not said. */
  level: number | null;
  /** Skills, as options or names. */
  offers: string[];
  seeks: string[];
  /** How they like to talk; null when not said. */
  style: string | null;
  zone: string;
  hours: WorkingHours;
  languages: Language[];
  /** Sessions a week they can take; null for no limit. */
  sessionsAWeek: number | null;
  /** People they can help at once as a mentor, or in reverse mentoring; null when not said. */
  mentees: number | null;
  /** They would like to help others: they are chosen first. Nobody is forced, and who does not say so may be chosen too. */
  wantsToMentor: boolean;
  /** Thanks from and to them may be named in the digest. */
  showThanks: boolean;
  /** Krug keeps up their plan, and what they helped with, on their page. */
  showPlan: boolean;
  /** They may be named where people talk: with a question, a goal they reached, thanks from and to them. */
  showInChat: boolean;
  /** They are to be written to once more, about joining or a form that is open. */
  remind: boolean;
  programmeIds: string[];
  status: PersonStatus;
  away: Away | null;
  /** The day consent was recorded; nobody without one is matched. */
  consentedOn: LocalDate | null;
}

/**
 * The addresses on a page of *People*, in lower case: the main one, empty where there is none and as it was written where it is
 * none, and the others that are addresses; and what is wrong with them.
 */
export function addressesOn(row: Row): { email: string; others: string[]; problems: Problem[]; isUsable: boolean } {
  const written = text(row, "email");
  const main = parseAddress(written);
  const problems: Problem[] = [];
  if (written === "") problems.push({ code: "no_email" });
  else if (main.problem !== null) problems.push(main.problem);
  else if (isNobodys(main.email)) problems.push({ code: "email_not_person", email: main.email });
  const isUsable = problems.length === 0;
  const others: string[] = [];
  for (const word of text(row, "otherEmails").split(/[\s,;]+/)) {
    // Names and remarks between the addresses mean none.
    if (!word.includes("@")) continue;
    const other = parseAddress(word);
    if (other.problem === null && isNobodys(other.email))
      problems.push({ code: "email_not_person", email: other.email, isOther: true });
    else if (other.problem === null) others.push(other.email);
    else problems.push({ ...other.problem, isOther: true });
  }
  return { email: main.email ?? written.toLowerCase(), others, problems, isUsable };
}

/** Google's addresses of rooms, things and calendars: who is invited under one is no person. */
export function isNobodys(email: string): boolean {
  return /[@.]calendar\.google\.com$/.test(email);
}

/** Nobody's name is longer: what is read of it, and shown. */
export const LONGEST_NAME = 200;

/**
 * The person a row describes; null, with why, while Krug can't invite them. Duplicates are found by `peopleOf`. Where no zone is
 * written that of their `programmes` counts, and where no hours are written the usual ones.
 */
export function parsePerson(row: Row, programmes: readonly Programme[] = []): Parsed<Person> {
  const problems: Problem[] = [];
  const name = cutAt(collapsed(text(row, "name")), LONGEST_NAME);
  if (name === "") problems.push({ code: "no_title" });
  const { email, others, problems: wrong, isUsable } = addressesOn(row);
  const notes: Problem[] = wrong.filter(problem => "isOther" in problem);
  if (!isUsable) problems.push(...wrong.filter(problem => !("isOther" in problem)));
  const zone = zoneIn(row, problems, notes) ?? zoneOfProgrammes(row, programmes, problems);
  const hours = text(row, "hours") === "" ? USUAL_HOURS : parseWorkingHours(text(row, "hours"));
  if (hours === null) problems.push({ code: "bad_hours", hours: text(row, "hours") });
  const away = parseAway(row, problems);
  const sessionsAWeek = numberIn(row, "sessionsAWeek", problems);
  const mentees = numberIn(row, "mentees", problems);
  const fatal = problems.length > 0;
  const level = number(row, "level");
  if (level !== null && (level < 1 || level > 5)) problems.push({ code: "bad_level", value: level });
  const consent = days(row, "consent");
  if (!fatal && consent === null && text(row, "status") !== "left" && list(row, "programmes").length > 0)
    problems.push({ code: "no_consent" });
  problems.push(...notes);
  if (fatal || hours === null || zone === null) return { value: null, problems };
  const person: Person = {
    id: row.id,
    url: row.url,
    name,
    email,
    otherEmails: others,
    team: text(row, "team"),
    managerId: list(row, "manager")[0] ?? null,
    level: level !== null && level >= 1 && level <= 5 ? level : null,
    offers: list(row, "offers"),
    seeks: list(row, "seeks"),
    style: text(row, "style") || null,
    zone,
    hours,
    languages: list(row, "languages").filter(isLanguage),
    sessionsAWeek,
    mentees,
    wantsToMentor: flag(row, "wantsToMentor"),
    showThanks: flag(row, "showThanks"),
    showPlan: flag(row, "showPlan"),
    showInChat: flag(row, "showInChat"),
    remind: flag(row, "remind"),
    programmeIds: list(row, "programmes"),
    status: (text(row, "status") || "active") as PersonStatus,
    away,
    consentedOn: consent?.first ?? null,
  };
  return { value: person, problems };
}

/** The most that makes sense; "half a mentee" makes none, and a session every second week is "0.5". */
const LIMITS = {
  sessionsAWeek: { most: 40, isWhole: false },
  mentees: { most: 40, isWhole: true },
} as const;

/** A number that is not negative; null where there is none, or none that can be used, which is told. */
function numberIn(row: Row, property: keyof typeof LIMITS, problems: Problem[]): number | null {
  const value = number(row, property);
  if (value === null) return null;
  const { most, isWhole } = LIMITS[property];
  if (value >= 0 && value <= most && (!isWhole || Number.isInteger(value))) return value;
  problems.push({ code: "bad_person_number", property, value });
  return null;
}

/** The one zone of a person's programmes, those that ended left out as long as there are others; null and told for none or several. */
function zoneOfProgrammes(row: Row, programmes: readonly Programme[], problems: Problem[]): string | null {
  if (text(row, "zone") !== "") return null;
  const own = programmes.filter(({ id }) => list(row, "programmes").includes(id));
  const running = own.filter(({ status }) => status !== "ended");
  const zones = [...new Set((running.length > 0 ? running : own).map(({ zone }) => zone))].sort();
  const [only] = zones;
  if (only === undefined) problems.push({ code: "unknown_zone", zone: "" });
  else if (zones.length > 1) problems.push({ code: "zone_of_several", zones });
  return zones.length === 1 ? (only ?? null) : null;
}

/** Longer than any parental leave: people away for more have left, or the year is a typo. */
const LONGEST_AWAY_DAYS = 4 * 366;

/** A single date means away until that day; a range means from and to, both included. */
function parseAway(row: Row, problems: Problem[]): Away | null {
  const value = date(row, "away");
  const status = text(row, "status");
  if (value === null) return status === "paused" ? { from: null, to: null } : null;
  const start = value.start.slice(0, 10);
  const end = value.end?.slice(0, 10) ?? null;
  for (const day of [start, end]) if (day !== null && !isLocalDate(day)) problems.push({ code: "bad_date", date: day });
  // A single date says no beginning: it lasts from when it was written.
  const [from, to] = end === null ? [localDate(row.editedAt, "UTC"), start] : [start, end];
  if (isLocalDate(from) && to > addDays(from, LONGEST_AWAY_DAYS)) problems.push({ code: "away_long", to });
  if (end === null) return { from: null, to: start };
  if (end < start) {
    problems.push({ code: "away_backwards", from: start, to: end });
    return null;
  }
  return { from: start, to: end };
}

/** True on the days a person is away: paused, on leave, or gone for good. */
export function isAway(person: Person, day: LocalDate): boolean {
  if (person.status === "left") return true;
  if (person.away === null) return false;
  return (person.away.from === null || day >= person.away.from) && (person.away.to === null || day <= person.away.to);
}

/** True when a person is away on the day, in their own zone, of an instant. */
export function isAwayAt(person: Person, at: Instant): boolean {
  return isAway(person, localDate(at, person.zone));
}

/** The time a person is away within a window, as instants of their own zone; null when they are not. */
export function awayInterval(person: Person, window: Interval): Interval | null {
  if (person.status === "left") return window;
  if (person.away === null) return null;
  const startsAt: Instant = person.away.from === null ? window.startsAt : atLocal(person.away.from, 0, person.zone);
  const endsAt = person.away.to === null ? window.endsAt : atLocal(addDays(person.away.to, 1), 0, person.zone);
  const cut = { startsAt: Math.max(startsAt, window.startsAt), endsAt: Math.min(endsAt, window.endsAt) };
  return cut.startsAt < cut.endsAt ? cut : null;
}
