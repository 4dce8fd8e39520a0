// What it decides: who sits in which circle in the coming round of a programme.
// Idea: all rounds to come are planned together and the first is taken. Nothing is kept of the plan: it is a function of
//   the people, the seed and the rounds there were, so the next time it is made again as it was made then, and goes on as
//   long as the rounds since are those it said. When people came or went, it is handed on to those who are there.
// Source: design, section 6, "Circles"; circlePlan and inherited beside this file.
// Cost: that of one plan while nobody comes or goes, of two after a change, of four at most (circlePlan): a new round is
//   formed in under 5 seconds of processor time for up to 50 people as a rule, and under 15 always. Nothing else calls it.
import { circlePlan } from "./circlePlan.ts";
import type { Circles } from "./circleSizes.ts";
import { handedOn } from "./inherited.ts";

export interface CirclesRequest {
  /** Who is here this round; order and repetitions are irrelevant. */
  people: readonly string[];
  /** The wished number of people in a circle. */
  size: number;
  /** The circles of each earlier round, the first round first; empty for a round of which nothing is known. */
  past?: readonly Circles[];
  /** The round from which the present plan counts: those before it are history. 0 without it. */
  since?: number;
  /** How many rounds are to come, this one included; 1 without it. */
  rounds?: number;
  /** The programme: the same seed gives the same circles, and must not change from round to round. */
  seed: string;
  /** True for two who must never sit in one circle; asked in both orders. */
  forbidden?: (a: string, b: string) => boolean;
}

/** So often a plan made earlier is looked for; then a new one is made. */
const LOOKS_BACK = 2;

/**
 * The coming round's circles: as near to the wished size as can be, equal to within one person, with the fewest repeated
 * meetings found over all rounds to come. What "repeated" counts: the sum over pairs of people of C(times met, 2).
 *
 * The number of circles is people / size, rounded, with three people in each at least: 9 who wish for fours sit in 5 + 4,
 * 7 who wish for fives in one circle, 8 in two of four. Fewer than three people give no circle; from three on nobody is
 * left out but somebody who must be kept apart from too many. Where people kept apart don't fit into that many circles,
 * there are more or fewer of them. Sorted by id. Source: design, section 6, "Circles".
 */
export function planCircles(request: CirclesRequest): string[][] {
  return planCircleRounds(request)[0] ?? [];
}

/**
 * All rounds to come, of which `planCircles` gives the first.
 *
 * Called round after round with its own circles as the past and the same people, it goes on as it said the first time: the
 * total is that of the first plan.
 */
export function planCircleRounds(request: CirclesRequest): string[][][] {
  const { people, size, past = [], since = 0, rounds = 1, seed, forbidden = () => false } = request;
  const apart = (a: string, b: string) => forbidden(a, b) || forbidden(b, a);
  const attendance = past.map(round => [...new Set(round.flat())].sort());
  const known = attendance.findIndex((there, round) => round >= since && there.length > 0);
  const first = known < 0 ? past.length : known;
  const planned = (start: number, who: readonly string[], earlier: readonly Circles[] | null) =>
    circlePlan({
      people: who,
      size,
      past: past.slice(0, start),
      rounds: past.length + rounds - start,
      seed,
      forbidden: apart,
      planned: earlier,
    });
  let original: Circles[] | null = null;
  const planFrom = (start: number) => {
    if (start === first) return planned(start, people, null);
    original ??= planned(first, attendance[first]!, null);
    const there = attendance.slice(first, start).filter(who => who.length > 0);
    return planned(start, people, handedOn(original.slice(start - first), [...there, people]));
  };
  let start = Math.max(first, sameSince(attendance, people, apart));
  for (let look = 0; look < LOOKS_BACK && start < past.length; look += 1) {
    const plan = planFrom(start);
    const kept = past.slice(start).findIndex((round, place) => keyOf(round) !== keyOf(plan[place]!));
    if (kept < 0) return plan.slice(past.length - start);
    start += kept + 1;
  }
  return planFrom(past.length);
}

/** The first round since which the same people took part as now, but for those who have to be kept apart from others. */
function sameSince(
  attendance: readonly string[][],
  people: readonly string[],
  apart: (a: string, b: string) => boolean,
): number {
  const now = new Set(people);
  const mayStayOut = (person: string) => people.some(other => apart(person, other));
  const isSame = (there: readonly string[]) => {
    const seated = new Set(there);
    return there.every(person => now.has(person)) && people.every(person => seated.has(person) || mayStayOut(person));
  };
  return attendance.findLastIndex(there => !isSame(there)) + 1;
}

function keyOf(round: Circles): string {
  return JSON.stringify(round.map(circle => [...circle].sort()).sort());
}
