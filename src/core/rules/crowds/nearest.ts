// What it decides: whom each person of a crowd may meet, as far as it is looked at: the few they fit best in each part of the crowd.
// Idea: parts are compared two at a time, so that nothing is as large as all pairs. What two have met only takes from their fit, and so
//   is asked only of those who fit well enough without.
// Source: docs/how-matching-decides.md#crowds. Cost: 0.3 Y (docs/what-is-tried.md#benches) for a million pairs.
import type { Candidate } from "../matching/candidate.ts";
import { type FitRequest, fitScore, type Profile } from "../matching/fit.ts";
import { brokenRule } from "../matching/hardRules.ts";
import { meetingsOf } from "../matching/meetings.ts";

/** Somebody of a crowd, made ready for being compared with all others. */
export interface Known {
  candidate: Candidate;
  profile: Profile;
  /** Draws lots between equals. */
  lot: number;
}

/** For each person so many others by their places, the best first, and the points; -1 where there are no more. */
export interface Near {
  who: number[];
  points: number[];
}

/** Below a point of fit: the lots that decide between equals. */
const LOT = 2 ** 12;

const NOBODY_MET = meetingsOf([]);

/** The best of each person of two parts in the other one; of one part with itself the same twice. */
export function nearestIn(
  first: readonly Known[],
  second: readonly Known[],
  most: number,
  fit: FitRequest,
): [Near, Near] {
  const mine = new Best(first.length, most);
  const theirs = first === second ? mine : new Best(second.length, most);
  const unmet = { ...fit, met: NOBODY_MET };
  for (const [a, one] of first.entries())
    for (let b = first === second ? a + 1 : 0; b < second.length; b += 1) {
      const other = second[b]!;
      if (brokenRule(one.candidate, other.candidate, fit.format) !== null) continue;
      const lot = lotOf(one.lot, other.lot);
      const atMost = fitScore(one.profile, other.profile, unmet) * LOT + lot;
      if (!mine.takes(a, atMost) && !theirs.takes(b, atMost)) continue;
      const worth =
        fit.met.count(one.candidate.id, other.candidate.id) === 0
          ? atMost
          : fitScore(one.profile, other.profile, fit) * LOT + lot;
      mine.add(a, b, worth);
      theirs.add(b, a, worth);
    }
  return [mine.near(), theirs.near()];
}

/** The same for both orders. */
export function lotOf(first: number, second: number): number {
  const hash = Math.imul(first ^ second, 0x9e3779b1) ^ Math.imul((first + second) | 0, 0x85ebca77);
  return (hash ^ (hash >>> 15)) & (LOT - 1);
}

/** A worth of fit and lot. */
export function worthOf(points: number, lot: number): number {
  return points * LOT + lot;
}

/** For each person the few others of greatest worth. */
export class Best {
  readonly most: number;
  readonly #who: Int32Array;
  readonly #worth: Float64Array;

  constructor(people: number, most: number) {
    this.most = most;
    this.#who = new Int32Array(people * most).fill(-1);
    this.#worth = new Float64Array(people * most).fill(-1);
  }

  takes(person: number, worth: number): boolean {
    return worth > this.#worth[(person + 1) * this.most - 1]!;
  }

  add(person: number, other: number, worth: number): void {
    if (!this.takes(person, worth)) return;
    const start = person * this.most;
    let place = start + this.most - 1;
    for (; place > start && this.#worth[place - 1]! < worth; place -= 1) {
      this.#worth[place] = this.#worth[place - 1]!;
      this.#who[place] = this.#who[place - 1]!;
    }
    this.#worth[place] = worth;
    this.#who[place] = other;
  }

  /** The others of a person, the best first. */
  *of(person: number): Generator<[other: number, worth: number]> {
    for (let place = person * this.most; place < (person + 1) * this.most && this.#who[place]! >= 0; place += 1)
      yield [this.#who[place]!, this.#worth[place]!];
  }

  has(person: number, other: number): boolean {
    return this.#who.subarray(person * this.most, (person + 1) * this.most).includes(other);
  }

  near(): Near {
    return { who: [...this.#who], points: [...this.#worth].map(worth => Math.floor(worth / LOT)) };
  }
}
