// What it decides: how well two people fit, as a sum of stated terms, each worth a share of its weight.
// Idea: each term has a value from 0 to 1; its points are weight x value in whole points; the score is the sum of points.
// Source: docs/how-matching-decides.md#fit. Cost: a few comparisons a pair; 1,000 people make half a million pairs.

import type { FitTerm, FitWeights } from "../../domain/fitTerms.ts";
import { FIT_RULES, type FitFormat, isAmongPeers } from "../../domain/values/format.ts";
import { LANGUAGES, type Language } from "../../domain/values/language.ts";
import type { Meetings } from "./meetings.ts";
import type { Profile } from "./profile.ts";
import { sharedMinutes } from "./sharedHours.ts";

interface Fit {
  /** The sum of the terms' points. */
  score: number;
  terms: FitTerm[];
}

interface FitRequest {
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
/** The share for one, two and three or more skills. */
const SKILL_SHARES = [0, 0.7, 0.9, 1];

/**
 * How well two people fit, with every term, those of no points too.
 *
 * In `mentor` and `reverse` the first is the one who helps, and only what they offer counts; among peers both ways count
 * half each. Points are whole numbers from 0 up. Source: docs/how-matching-decides.md#fit.
 */
export function fitOf(first: Profile, second: Profile, request: FitRequest): Fit {
  const { weights, met, format, mentees = 0 } = request;
  const [a, b] = [first.candidate, second.candidate];
  const distance = distanceOf(first, second);
  const isSame = sameStyle(first, second);
  const isOther = otherTeam(first, second);
  const times = met.count(a.id, b.id);
  const terms: FitTerm[] = [offerTerm(first, second, request)];
  if (isAmongPeers(format)) terms.push(offerTerm(second, first, request));
  terms.push(
    { term: "level", points: points(weights.level, levelValue(format, distance)), distance },
    {
      term: "language",
      points: points(weights.language, languageValue(first, second)),
      languages: sharedLanguages([first, second]),
    },
    {
      term: "hours",
      points: points(weights.hours, hoursValue(first, second)),
      minutesAWeek: sharedMinutes(first.week, second.week),
    },
    { term: "style", points: points(weights.style, saidValue(isSame)), isSame },
    { term: "wish", points: points(weights.wish, wishValue(first, second)), by: wishers(first, second) },
    { term: "team", points: points(weights.team, saidValue(isOther)), isOther },
  );
  if (!isAmongPeers(format)) terms.push({ term: "load", points: loadPoints(weights, mentees), mentees });
  terms.push({ term: "met", points: points(weights.met, metValue(times)), times });
  return { score: terms.reduce((sum, term) => sum + term.points, 0), terms };
}

/** The score of `fitOf` without the terms: for comparing everybody with everybody. */
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
export function sharedLanguages(people: readonly Profile[]): Language[] | null {
  if (people.some(person => person.languages === 0)) return null;
  const common = people.reduce((bits, person) => bits & person.languages, -1);
  return LANGUAGES.filter((_, place) => (common & (1 << place)) !== 0);
}

/** The skills `from` offers and `to` seeks, as `from` writes them, in the order they are written. */
export function offeredSkills(from: Profile, to: Profile): string[] {
  return [...from.offers].filter(([skill]) => to.seeks.has(skill)).map(([, name]) => name);
}

function offerTerm(from: Profile, to: Profile, request: FitRequest): FitTerm {
  const skills = offeredSkills(from, to);
  return {
    term: "offer",
    points: offerPoints(from, to, request),
    from: from.candidate.id,
    to: to.candidate.id,
    skills,
  };
}

function offerPoints(from: Profile, to: Profile, { format, weights }: FitRequest): number {
  let count = 0;
  for (const skill of to.seeks) if (from.offers.has(skill)) count += 1;
  const share = SKILL_SHARES[Math.min(count, SKILL_SHARES.length - 1)]!;
  return points(weights.offer, isAmongPeers(format) ? share / 2 : share);
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

function wishers(first: Profile, second: Profile): string[] {
  return [
    first.wishes.has(second.candidate.id) ? first.candidate.id : "",
    second.wishes.has(first.candidate.id) ? second.candidate.id : "",
  ].filter(id => id !== "");
}

/** All points for a first meeting, a third for a second one, a ninth for a third. */
function metValue(times: number): number {
  return 3 ** -times;
}
