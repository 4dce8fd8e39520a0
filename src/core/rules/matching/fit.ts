// What it decides: how well two people fit, as a sum of stated terms, each worth a share of its weight.
// Idea: each term has a value from 0 to 1; its points are weight x value in whole points; the score is the sum of points.
// Source: docs/how-matching-decides.md#fit. Cost: a few comparisons a pair; 1,000 people make half a million pairs.

import type { FitWeights } from "../../domain/fitTerms.ts";
import { skillIdentity } from "../../domain/skill.ts";
import { findable } from "../../domain/values/content.ts";
import { FIT_RULES, type FitFormat, isAmongPeers } from "../../domain/values/format.ts";
import { LANGUAGES, type Language } from "../../domain/values/language.ts";
import {
  atLocal,
  DAY,
  type Interval,
  type LocalDate,
  localDate,
  localMinutes,
  MINUTE,
  mondayOf,
  weekday,
} from "../../domain/values/time.ts";
import { type WorkingHours, workingTime } from "../../domain/values/workingHours.ts";
import type { Candidate } from "./candidate.ts";
import { FIT_WEIGHTS } from "./fitWeights.ts";
import type { Meetings } from "./meetings.ts";

export interface FitRequest {
  format: FitFormat;
  weights: FitWeights;
  met: Meetings;
  /** Mentees a mentor has already, for the term `load`; none when absent. */
  mentees?: number;
}

/** Minutes of common working time a week beyond which more is no better: five hours. */
const ENOUGH_MINUTES = 300;
/** Where something was not said, the term gives half: neither a reason for nor against. */
const UNSAID = 0.5;
/** Where one offers what the other seeks and the organisation wants to spread: so much that it decides between those who fit alike. */
const TOPIC_POINTS = 20;
/** The share for one, two and three or more skills. */
const SKILL_SHARES = [0, 0.7, 0.9, 1];

/**
 * How well two people fit: the sum of the terms' points, each a whole number from 0 up.
 *
 * In `mentor` and `reverse` the first is the one who helps, and only what they offer counts; among peers both ways count
 * half each. Source: docs/how-matching-decides.md#fit.
 */
export function fitScore(first: Profile, second: Profile, request: FitRequest): number {
  const { weights, met, format, mentees = 0 } = request;
  return (
    offerPoints(first, second, request) +
    (isAmongPeers(format) ? offerPoints(second, first, request) : loadPoints(weights, mentees)) +
    points(weights.level, levelValue(format, distanceOf(first, second))) +
    points(weights.language, languageValue(first, second)) +
    points(weights.hours, hoursValue(first, second)) +
    points(weights.style, saidValue(sameStyle(first, second))) +
    points(weights.wish, wishValue(first, second)) +
    points(weights.team, saidValue(otherTeam(first, second))) +
    points(weights.met, metValue(met.count(first.candidate.id, second.candidate.id)))
  );
}

/** Points for a mentor's next mentee: all of them without `mentees` so far, fewer with each. */
export function loadPoints(weights: FitWeights, mentees: number): number {
  return points(weights.load, 1 / (1 + mentees));
}

/** The languages all of them named, in the order of the list of languages; null when at least one named none. */
function sharedLanguages(people: readonly Profile[]): Language[] | null {
  if (people.some(person => person.languages === 0)) return null;
  const common = people.reduce((bits, person) => bits & person.languages, -1);
  return LANGUAGES.filter((_, place) => (common & (1 << place)) !== 0);
}

/** The skills `from` offers and `to` seeks, as `from` writes them, in the order they are written. */
function offeredSkills(from: Profile, to: Profile): string[] {
  return [...from.offers].filter(([skill]) => to.seeks.has(skill)).map(([, name]) => name);
}

function offerPoints(from: Profile, to: Profile, { format, weights }: FitRequest): number {
  let count = 0;
  let isWanted = false;
  for (const skill of to.seeks) {
    if (from.offers.has(skill)) count += 1;
    isWanted ||= from.topics.has(skill);
  }
  const share = SKILL_SHARES[Math.min(count, SKILL_SHARES.length - 1)]!;
  return points(weights.offer, isAmongPeers(format) ? share / 2 : share) + (isWanted ? TOPIC_POINTS : 0);
}

/** True where one offers something the other seeks, or one of them said nothing of it, and both have time and a language in common. */
export function couldHelp(from: Profile, to: Profile): boolean {
  const isOffered = [...to.seeks].some(skill => from.offers.has(skill));
  const couldTeach = isOffered || from.offers.size === 0 || to.seeks.size === 0;
  return couldTeach && languageValue(from, to) > 0 && hoursValue(from, to) > 0;
}

function points(weight: number, value: number): number {
  return Math.round(weight * value);
}

function distanceOf({ candidate: a }: Profile, { candidate: b }: Profile): number | null {
  return a.level === null || b.level === null ? null : Math.abs(a.level - b.level);
}

/** Peers: the nearer the better. A mentor: one or two levels up is best, farther is harder to follow. Reverse: any two. */
function levelValue(format: FitFormat, distance: number | null): number {
  if (distance === null) return UNSAID;
  const { helper } = FIT_RULES[format];
  if (helper === null) return Math.max(0, 1 - distance / 2);
  if (helper.is === "below") return distance >= helper.levelsApart ? 1 : 0;
  return distance <= 2 ? 1 : Math.max(0, 1 - (distance - 2) / 3);
}

function languageValue(first: Profile, second: Profile): number {
  if (first.languages === 0 || second.languages === 0) return UNSAID;
  return (first.languages & second.languages) === 0 ? 0 : 1;
}

function hoursValue(first: Profile, second: Profile): number {
  return Math.min(1, sharedMinutes(first.week, second.week) / ENOUGH_MINUTES);
}

function sameStyle({ candidate: a }: Profile, { candidate: b }: Profile): boolean | null {
  return a.style === null || b.style === null ? null : a.style === b.style;
}

function otherTeam(first: Profile, second: Profile): boolean | null {
  return first.team === "" || second.team === "" ? null : first.team !== second.team;
}

function saidValue(value: boolean | null): number {
  return value === null ? UNSAID : value ? 1 : 0;
}

function wishValue(first: Profile, second: Profile): number {
  return (Number(first.wishes.has(second.candidate.id)) + Number(second.wishes.has(first.candidate.id))) / 2;
}

/** All points for a first meeting, a third for a second one, a ninth for a third. */
function metValue(times: number): number {
  return 3 ** -times;
}

/**
 * Why people fit, in terms all of them may see: no level, no wish and no load is part of it, and requests to be
 * kept apart are unknown here.
 */
export interface GroupReasons {
  /** What one offers and another seeks, most skills first. */
  offers: { from: string; to: string; skills: string[] }[];
  /** The languages all named; null when at least one named none. */
  languages: Language[] | null;
  /** When all work, by the clocks of `zone`; null when there is hardly such a time. */
  time: SharedTime | null;
  zone: string;
  /** True when the members live by different clocks, so that the zone has to be told. */
  hasOtherZones: boolean;
  /** True when all named the same style, and when all named different teams. */
  isSameStyle: boolean;
  areOtherTeams: boolean;
}

interface ReasonsRequest {
  format: FitFormat;
  /** What has no weight is no reason and not told; working time is, for it says when they can meet. */
  weights?: FitWeights;
  /** In `mentor` and `reverse` the helper first. */
  members: readonly Candidate[];
  week: LocalDate;
  /** The programme's zone. */
  zone: string;
  sameSkills?: readonly (readonly string[])[];
  /** What the explanation calls a person. */
  nameOf: (id: string) => string;
}

/** The reasons for a group, drawn from its members alone: other people change nothing. */
export function groupReasons(request: ReasonsRequest): GroupReasons {
  const { members, week, zone, weights = FIT_WEIGHTS[request.format], sameSkills = [] } = request;
  const skill = skillIdentity(sameSkills);
  const people = members.map(member => profileOf(member, week, skill));
  const styles = new Set(members.map(({ style }) => style));
  const teams = new Set(people.map(({ team }) => team));
  return {
    offers: weights.offer === 0 ? [] : offersOf(people, request),
    languages: weights.language === 0 ? null : sharedLanguages(people),
    time: sharedTime(sharedBits(people.map(person => person.week)), zone, week),
    zone,
    hasOtherZones: members.some(member => member.zone !== zone),
    isSameStyle: weights.style > 0 && members.length > 1 && styles.size === 1 && !styles.has(null),
    areOtherTeams: weights.team > 0 && members.length > 1 && teams.size === members.length && !teams.has(""),
  };
}

function offersOf(people: readonly Profile[], { format, nameOf }: ReasonsRequest): GroupReasons["offers"] {
  const helpers = isAmongPeers(format) ? people : people.slice(0, 1);
  const offers = helpers.flatMap(from =>
    people
      .filter(to => to !== from)
      .map(to => ({
        from: nameOf(from.candidate.id),
        to: nameOf(to.candidate.id),
        skills: offeredSkills(from, to),
      })),
  );
  return offers.filter(({ skills }) => skills.length > 0).sort((a, b) => b.skills.length - a.skills.length);
}

// What it decides: how much working time people have in common, each in their own zone, and when in the week it lies.
// Idea: a person's week is a row of bits, one for each quarter of an hour of a real week in UTC; common time is their AND.
// Source: docs/how-matching-decides.md#fit. Cost: 21 words for two people.

const QUARTER = 15 * MINUTE;

const QUARTERS = (7 * DAY) / QUARTER;

/** The quarters of an hour of one week that are wholly working time, as bits. */
type WeekBits = Uint32Array;

/** A person's working quarters of the seven days from a Monday's first moment in UTC. */
function weekBits(hours: WorkingHours, zone: string, week: LocalDate): WeekBits {
  const window = windowOf(week);
  const bits = new Uint32Array(Math.ceil(QUARTERS / 32));
  for (const stretch of workingTime(hours, zone, window)) {
    const first = Math.ceil((stretch.startsAt - window.startsAt) / QUARTER);
    const end = Math.floor((stretch.endsAt - window.startsAt) / QUARTER);
    for (let quarter = first; quarter < end; quarter += 1) bits[quarter >> 5]! |= 1 << (quarter & 31);
  }
  return bits;
}

/** Minutes a week that are working time for both. */
function sharedMinutes(a: WeekBits, b: WeekBits): number {
  let count = 0;
  for (let word = 0; word < a.length; word += 1) count += ones(a[word]! & b[word]!);
  return count * 15;
}

/** The working time all have in common; everybody's where there is one, none where there is nobody. */
function sharedBits(weeks: readonly WeekBits[]): WeekBits {
  const first = weeks[0];
  if (first === undefined) return new Uint32Array(Math.ceil(QUARTERS / 32));
  return first.map((bits, word) => weeks.reduce((common, week) => common & week[word]!, bits) >>> 0);
}

/** When in the week people can meet: ISO weekdays, and the part of the day when it is the same on all of them. */
interface SharedTime {
  minutesAWeek: number;
  /** Monday 1 to Sunday 7, those with an hour in common at least. */
  days: number[];
  part: "mornings" | "afternoons" | "evenings" | "days";
}

const LEAST_MINUTES = 60;

const NOON = 12 * 60;

const EVENING = 17 * 60;

/** The common time of a week as the clocks of `zone` show it; null when no day has an hour of it. */
function sharedTime(bits: WeekBits, zone: string, week: LocalDate): SharedTime | null {
  const { startsAt } = windowOf(week);
  const days = new Map<number, { minutes: number; from: number; to: number }>();
  for (let quarter = 0; quarter < QUARTERS; quarter += 1) {
    if ((bits[quarter >> 5]! & (1 << (quarter & 31))) === 0) continue;
    const at = startsAt + quarter * QUARTER;
    const from = localMinutes(at, zone);
    const day = weekday(localDate(at, zone));
    const known = days.get(day) ?? { minutes: 0, from, to: from };
    days.set(day, {
      minutes: known.minutes + 15,
      from: Math.min(known.from, from),
      to: Math.max(known.to, from + 15),
    });
  }
  const usable = [...days].filter(([, { minutes }]) => minutes >= LEAST_MINUTES).sort(([a], [b]) => a - b);
  if (usable.length === 0) return null;
  const from = Math.min(...usable.map(([, day]) => day.from));
  const to = Math.max(...usable.map(([, day]) => day.to));
  const minutesAWeek = usable.reduce((sum, [, { minutes }]) => sum + minutes, 0);
  return { minutesAWeek, days: usable.map(([day]) => day), part: partOfDay(from, to) };
}

function partOfDay(from: number, to: number): SharedTime["part"] {
  if (to <= NOON + 60) return "mornings";
  if (from >= EVENING) return "evenings";
  return from >= NOON && to <= EVENING + 120 ? "afternoons" : "days";
}

function windowOf(week: LocalDate): Interval {
  const startsAt = atLocal(mondayOf(week), 0, "UTC");
  return { startsAt, endsAt: startsAt + 7 * DAY };
}

function ones(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** A person made ready for being compared with many others. */
export interface Profile {
  candidate: Candidate;
  /** The skill's identity, and how the person writes it. */
  offers: ReadonlyMap<string, string>;
  seeks: ReadonlySet<string>;
  /** Identities of the skills on offer that the organisation wants to spread. */
  topics: ReadonlySet<string>;
  /** One bit a language; 0 when none was said. */
  languages: number;
  week: WeekBits;
  /** Empty when none was said. */
  team: string;
  wishes: ReadonlySet<string>;
}

/** `week` is the Monday of the week whose working hours are compared, `skill` tells which names mean one skill. */
export function profileOf(candidate: Candidate, week: LocalDate, skill: (name: string) => string): Profile {
  const offers = new Map<string, string>();
  for (const name of candidate.offers) {
    const key = skill(name);
    if (key !== "" && !offers.has(key)) offers.set(key, name.normalize("NFC").trim().replace(/\s+/g, " "));
  }
  return {
    candidate,
    offers,
    seeks: new Set(candidate.seeks.map(skill).filter(key => key !== "")),
    topics: new Set((candidate.topics ?? []).map(skill)),
    languages: candidate.languages.reduce((bits, language) => bits | (1 << LANGUAGES.indexOf(language)), 0),
    week: weekBits(candidate.hours, candidate.zone, week),
    team: findable(candidate.team),
    wishes: new Set(candidate.wishes),
  };
}
