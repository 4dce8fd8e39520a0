import type { Problem } from "../../domain/problem.ts";
import { fnv1a } from "../../domain/values/hash.ts";
import type { AnswerTo } from "./answers.ts";

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

/** The pulse's questions that are answered from 1 to 5. */
export type PulseScale = "satisfaction" | "supported" | "safety" | "relationship";

/** The result of an anonymous wave: all that is kept of it. */
export interface PulseResult {
  answers: number;
  asked: number;
  satisfaction: ScaleResult;
  supported: ScaleResult;
  /** Absent in results from before it was asked, as `relationship` is. */
  safety?: ScaleResult;
  relationship?: ScaleResult;
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
  const numbers = (key: PulseScale | "recommend") => answers.map(answer => answer[key]).filter(value => value !== null);
  const balance = { give: 0, balanced: 0, take: 0 };
  for (const answer of answers) if (answer.balance !== null) balance[answer.balance] += 1;
  const texts = answers.map(answer => answer.change.trim()).filter(text => text !== "");
  return guardedResult({
    answers: answers.length,
    asked,
    satisfaction: scaleResult(numbers("satisfaction")),
    supported: scaleResult(numbers("supported")),
    safety: scaleResult(numbers("safety")),
    relationship: scaleResult(numbers("relationship")),
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
  const { answers, asked, satisfaction, supported, safety, relationship, recommend, balance, texts } = result;
  const held = { satisfaction: NOTHING, supported: NOTHING, safety: NOTHING, relationship: NOTHING };
  if (answers > asked) return { ...result, ...held, recommend: NOTHING, balance: null, texts: [] };
  return {
    ...result,
    satisfaction: guardedScale(satisfaction),
    supported: guardedScale(supported),
    ...(safety === undefined ? {} : { safety: guardedScale(safety) }),
    ...(relationship === undefined ? {} : { relationship: guardedScale(relationship) }),
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
