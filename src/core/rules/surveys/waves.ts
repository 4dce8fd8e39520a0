import type { FormKind } from "../../domain/form.ts";
import type { Problem } from "../../domain/problem.ts";
import type { Programme } from "../../domain/programme.ts";
import { fnv1a } from "../../domain/values/hash.ts";
import { addDays, atLocal, type Instant, LOOK_AHEAD } from "../../domain/values/time.ts";
import type { AnswerTo } from "./answers.ts";

/** One sending of a survey. */
export interface Wave {
  /** Fixed for programme, kind and number. */
  key: string;
  kind: FormKind;
  /** The baseline self-assessment is 0; the first pulse 1; needs, standing, feedback and the closing form have one wave, 1. */
  number: number;
  opensAt: Instant;
  /** Exclusive. Null for the needs and feedback of a programme that runs on. */
  closesAt: Instant | null;
  state: "coming" | "open" | "closed";
}

/** The n-th wave's first day, in days after the programme's first, and for how many days it is open. */
const RHYTHMS = {
  self_assessment: { first: 0, opensOn: (n: number) => 28 * n, openDays: (n: number) => (n === 0 ? 14 : 7) },
  // Days 10, 30, 90, 150 … with the programme's first day as day 1: the first closes within the second week.
  pulse: { first: 1, opensOn: (n: number) => (n === 1 ? 9 : 60 * n - 91), openDays: () => 4 },
} as const;
const FEEDBACK_DAYS_AFTER_END = 7;
/** How it was is asked in the last week, whose invitations carry the form, and for two weeks after the end. */
const CLOSING_DAYS_BEFORE_END = 6;
const CLOSING_DAYS_AFTER_END = 14;
/** Days before the programme begins from which people who join are asked what they need; until it ends. */
const NEEDS_DAYS_BEFORE = 28;

/**
 * The waves of a programme, by opening and then kind: the needs of people who join and the standing form, from four
 * weeks before the start; a baseline self-assessment open for 14 days and one every 28 days open for 7; a pulse open
 * for four days from day 10, from day 30, then every 60; feedback from the start to a week after the end; the closing
 * form from the last week to two weeks after the end, where there is an end.
 *
 * All that open by the programme's last day, within two years; for a programme that runs on, those of the past and the next of each kind.
 * Instants are midnights of the programme's zone. Needs, standing and feedback alone when the programme asks for nothing else.
 */
export function wavesOf(
  programme: Pick<Programme, "id" | "startsOn" | "endsOn" | "zone" | "surveys">,
  now: Instant,
): Wave[] {
  const { id, startsOn, endsOn, zone } = programme;
  const midnight = (days: number) => atLocal(addDays(startsOn, days), 0, zone);
  const wave = (kind: FormKind, number: number, opensAt: Instant, closesAt: Instant | null): Wave => {
    const state = now < opensAt ? "coming" : closesAt !== null && now >= closesAt ? "closed" : "open";
    return { key: `${id}/${kind}/${number}`, kind, number, opensAt, closesAt, state };
  };
  const furthest = now + LOOK_AHEAD;
  const end = endsOn === null ? null : atLocal(addDays(endsOn, 1 + FEEDBACK_DAYS_AFTER_END), 0, zone);
  const waves = [
    wave("needs", 1, midnight(-NEEDS_DAYS_BEFORE), end),
    wave("standing", 1, midnight(-NEEDS_DAYS_BEFORE), end),
    wave("feedback", 1, midnight(0), end),
  ];
  if (programme.surveys && endsOn !== null) {
    const [, opensOn = endsOn] = [startsOn, addDays(endsOn, -CLOSING_DAYS_BEFORE_END)].sort();
    const closesAt = atLocal(addDays(endsOn, 1 + CLOSING_DAYS_AFTER_END), 0, zone);
    waves.push(wave("closing", 1, atLocal(opensOn, 0, zone), closesAt));
  }
  for (const kind of programme.surveys ? (["self_assessment", "pulse"] as const) : []) {
    const { first, opensOn, openDays } = RHYTHMS[kind];
    for (let number = first; ; number += 1) {
      const day = opensOn(number);
      if (endsOn !== null && addDays(startsOn, day) > endsOn) break;
      const next = wave(kind, number, midnight(day), midnight(day + openDays(number)));
      waves.push(next);
      if (next.state === "coming" && (endsOn === null || next.opensAt > furthest)) break;
    }
  }
  return waves.sort((a, b) => a.opensAt - b.opensAt || (a.kind < b.kind ? -1 : 1));
}

/** The wave of a kind whose answers a moment belongs to: the last that had opened; null before the first. */
export function waveAt(waves: readonly Wave[], kind: FormKind, at: Instant): Wave | null {
  return waves.filter(wave => wave.kind === kind && wave.opensAt <= at).at(-1) ?? null;
}

/**
 * What may be shown of a scale from 1 to 5: nothing under four answers; where all answers are the same, or the mean alone
 * would tell that all are on one side of 3, only the side, and of nothing but 3 not even that; else the mean, and how many
 * said 4 or 5, null where all did or none. `n` is the number of answers to the question, 0 when nothing is shown.
 */
type ScaleResult =
  | { shown: "nothing"; n: 0 }
  | { shown: "above" | "below"; n: number }
  | { shown: "mean"; n: number; sum: number; mean: number; high: number | null };

/**
 * The same of "would you recommend", 0 to 10: promoters said 9 or 10, detractors 0 to 6. Only the side where all are the
 * one or the other, nothing where none is either. `score` is the promoters' share less the detractors', -100 to 100; null
 * under ten answers.
 */
type RecommendResult =
  | { shown: "nothing"; n: 0 }
  | { shown: "above" | "below"; n: number }
  | { shown: "score"; n: number; promoters: number; detractors: number; score: number | null };

/** The result of an anonymous wave: all that is kept of it. */
export interface PulseResult {
  answers: number;
  asked: number;
  satisfaction: ScaleResult;
  supported: ScaleResult;
  recommend: RecommendResult;
  /** Null under four answers, and when all said the same. */
  balance: { give: number; balanced: number; take: number } | null;
  /** What to change, in an order that says nothing; empty under three texts. For the coordinator alone. */
  texts: string[];
  problems: Problem[];
}

/** Nothing is shown of fewer answers than this. */
export const LEAST_ANSWERS = 4;
/** The fewest answers a recommend score needs. */
const LEAST_FOR_SCORE = 10;
const LEAST_TEXTS = 3;
const NOTHING = { shown: "nothing", n: 0 } as const;

/**
 * The result of an anonymous wave, computed once when it has closed: for the whole programme, never for a part of it.
 *
 * Repeats can't be told apart and count; with more answers than people asked nothing is shown but that, as a problem. The
 * order of answers is irrelevant. See docs/surveys.md#the-anonymous-form.
 */
export function pulseResult(answers: readonly AnswerTo<"pulse">[], asked: number): PulseResult {
  const numbers = (key: "satisfaction" | "supported" | "recommend") =>
    answers.map(answer => answer[key]).filter(value => value !== null);
  const balance = { give: 0, balanced: 0, take: 0 };
  for (const answer of answers) if (answer.balance !== null) balance[answer.balance] += 1;
  const texts = answers.map(answer => answer.change.trim()).filter(text => text !== "");
  return guardedResult({
    answers: answers.length,
    asked,
    satisfaction: scaleResult(numbers("satisfaction")),
    supported: scaleResult(numbers("supported")),
    recommend: recommendResult(numbers("recommend")),
    balance,
    texts: shuffled(texts),
    problems: answers.length > asked ? [{ code: "more_answers_than_asked", answers: answers.length, asked }] : [],
  });
}

/**
 * A result without what would give people away: also one that was kept when less was held back. Applied again it changes
 * nothing.
 */
export function guardedResult(result: PulseResult): PulseResult {
  const { answers, asked, satisfaction, supported, recommend, balance, texts } = result;
  if (answers > asked)
    return { ...result, satisfaction: NOTHING, supported: NOTHING, recommend: NOTHING, balance: null, texts: [] };
  return {
    ...result,
    satisfaction: guardedScale(satisfaction),
    supported: guardedScale(supported),
    recommend: guardedRecommend(recommend),
    balance: balance !== null && isMixed(Object.values(balance)) ? balance : null,
    texts: answers >= LEAST_ANSWERS && texts.length >= LEAST_TEXTS ? texts : [],
  };
}

/** What may be shown of a scale from 1 to 5 that people answered by name: the same as of the pulse's. */
export function scaleResult(values: readonly number[]): ScaleResult {
  const n = values.length;
  if (n < LEAST_ANSWERS) return NOTHING;
  const [first = 0] = values;
  if (values.every(value => value === first)) return sideOf(first, n);
  const sum = values.reduce((total, value) => total + value, 0);
  return guardedScale({ shown: "mean", n, sum, mean: sum / n, high: values.filter(value => value >= 4).length });
}

function guardedScale(result: ScaleResult): ScaleResult {
  if (result.shown !== "mean") return result;
  const { n, sum, high } = result;
  // With one answer of 3 and all others at the end, the sum is the least and the most it can be with not all on one side.
  if (sum < n + 2) return sideOf(1, n);
  if (sum > 5 * n - 2) return sideOf(5, n);
  // Nobody over 3 and a mean of 3, nobody under 4 and a mean of 4: all said the same.
  if (high === 0 && sum === 3 * n) return NOTHING;
  if (high === n && sum === 4 * n) return sideOf(4, n);
  return { ...result, high: high === 0 || high === n ? null : high };
}

function sideOf(value: number, n: number): ScaleResult {
  return value === 3 ? NOTHING : { shown: value > 3 ? "above" : "below", n };
}

function recommendResult(values: readonly number[]): RecommendResult {
  const n = values.length;
  if (n < LEAST_ANSWERS) return NOTHING;
  const promoters = values.filter(value => value >= 9).length;
  const detractors = values.filter(value => value <= 6).length;
  return guardedRecommend({
    shown: "score",
    n,
    promoters,
    detractors,
    score: recommendScoreOf(n, promoters, detractors),
  });
}

function guardedRecommend(result: RecommendResult): RecommendResult {
  if (result.shown !== "score") return result;
  const { n, promoters, detractors } = result;
  if (promoters === n) return { shown: "above", n };
  if (detractors === n) return { shown: "below", n };
  return promoters === 0 && detractors === 0 ? NOTHING : result;
}

/** Promoters' share less detractors', -100 to 100; null under ten answers. */
export function recommendScoreOf(n: number, promoters: number, detractors: number): number | null {
  return n < LEAST_FOR_SCORE ? null : (100 * (promoters - detractors)) / n;
}

/** True for counts of categories that are enough and not all in one. */
function isMixed(counts: readonly number[]): boolean {
  const said = counts.reduce((sum, count) => sum + count, 0);
  return said >= LEAST_ANSWERS && counts.every(count => count < said);
}

/** By the hash of each text: the same for every order of submission, and nobody's order. */
function shuffled(texts: readonly string[]): string[] {
  return [...texts].sort((a, b) => fnv1a(a) - fnv1a(b) || (a < b ? -1 : a > b ? 1 : 0));
}
