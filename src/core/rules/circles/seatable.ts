// What it decides: how many circles there are, and who has no place in any because of people they must not sit with.
// Idea: the wished number of circles, else the nearest one for which a round without two people kept apart is found; when
//   there is none, whoever is kept apart from most people stays out, and again.
// Source: docs/how-matching-decides.md#not-with. Cost: nothing when nobody is kept apart; else some short searches of
//   one round.

import { type Random, randomOf, shuffled } from "../../domain/values/random.ts";
import { meetingsOf } from "../matching/meetings.ts";
import { isApart, type Table, tableOf } from "../matching/table.ts";
import { annealed } from "./annealing.ts";
import { boardOf } from "./board.ts";
import { type Circles, circleCounts, circleSizes, SMALLEST_CIRCLE } from "./circleSizes.ts";

/** Who is to sit together. */
export interface Company {
  people: readonly string[];
  /** The wished number of people in a circle. */
  size: number;
  /** The circles of each earlier round. */
  past: readonly Circles[];
  seed: string;
  /** True for two who must never sit in one circle. */
  forbidden: (a: string, b: string) => boolean;
}

/** People who can sit in circles, and how. */
export interface Seatable {
  table: Table;
  /** The circles' sizes, the larger first. */
  sizes: number[];
  /** A round that keeps apart who must be, drawn anew at each call; by seat, numbers of people in the table. */
  draw(random: Random): number[];
}

const TRIALS_A_PERSON = 2000;

/** Who can sit together, and in circles of what sizes; null when there are fewer than three such people. */
export function seatable(company: Company): Seatable | null {
  const { people, size, forbidden } = company;
  const random = randomOf(`${company.seed} seats`);
  const met = meetingsOf(company.past.flat());
  for (let table = tableOf(people, met, forbidden, null); table.size >= SMALLEST_CIRCLE; ) {
    for (const count of circleCounts(table.size, size)) {
      const sizes = circleSizes(table.size, count);
      const round = drawRound(table, sizes, random);
      if (round === null) continue;
      return { table, sizes, draw: other => drawRound(table, sizes, other) ?? round };
    }
    const out = mostApart(table, random);
    table = tableOf(
      table.ids.filter((_, person) => person !== out),
      met,
      forbidden,
      null,
    );
  }
  return null;
}

/** A random round without two people kept apart; null when none was found. */
function drawRound(table: Table, sizes: readonly number[], random: Random): number[] | null {
  const start = shuffled([...table.ids.keys()], random);
  if (!table.apart.includes(1)) return start;
  const board = boardOf(sizes, Int32Array.from(start), Int32Array.from(table.apart));
  const cooling = { trials: TRIALS_A_PERSON * table.size, hot: 0.5, cold: 0.1, goal: 0 };
  const { seats, score } = annealed(board, cooling, random);
  return score === 0 ? [...seats] : null;
}

function mostApart(table: Table, random: Random): number {
  const people = shuffled([...table.ids.keys()], random);
  const apartFrom = (person: number) => people.filter(other => isApart(table, person, other)).length;
  return people.reduce((most, person) => (apartFrom(person) > apartFrom(most) ? person : most));
}
