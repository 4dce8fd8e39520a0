// What it decides: into which groups those go whom the best pairs left alone, because of the rules or an odd number.
// Idea: as many as can be join a pair each, at the greatest worth; for who is still alone the groups around them are taken
//   apart and divided anew in the best of all ways, around other people each time.
// Source: assignment (`assignment.ts`), then large neighbourhood search (Shaw, 1998) with `smallDivision.ts`.
// Cost: alone^2 x pairs, then a few milliseconds for each that is left.

import { type Random, randomOf, shuffled } from "../../domain/values/random.ts";
import { assign } from "./assignment.ts";
import { smallDivision } from "./smallDivision.ts";
import { among, groupWorth, mayMeet, pointsOf, type Worths } from "./worths.ts";

/** Above every difference in worth and seats, so that as many as can be are placed. */
const PLACED = 1e9;
/** What having been in a triad before weighs against points of fit. */
const SEAT = 1e5;

/** People divided anew around somebody who is alone. */
const AROUND = 12;
/** How often it is tried for one person, and how many people it is tried for. */
const TRIES = 24;
const TRIED = 12;

/** The groups with the lone people taken in where the rules let them; sizes stay two and three. */
export function withJoined(
  worths: Worths,
  seats: readonly number[],
  groups: readonly (readonly number[])[],
  alone: readonly number[],
  seed: string,
): number[][] {
  let placed = groups.map(group => [...group]);
  let waiting = joinPairs(worths, seats, placed, alone);
  const random = randomOf(`${seed} alone`);
  for (const person of waiting.slice(0, TRIED)) {
    for (let next = 0; next < TRIES && waiting.includes(person); next += 1) {
      const [apart, others] = around(worths, placed, person, random);
      const people = [person, ...apart.flat()].sort((a, b) => a - b);
      const anew = smallDivision(among(worths, people), 3, members =>
        members.length < 3 ? 0 : members.reduce((sum, member) => sum + seats[people[member]!]!, 1e6),
      ).map(group => group.map(member => people[member]!));
      if (anew.flat().length < people.length) continue;
      placed = [...others, ...anew];
      waiting = waiting.filter(one => one !== person);
    }
  }
  return placed.filter(group => group.length > 1);
}

/** Groups to be taken apart for somebody: of one they could be with first, then any; and the groups that stay. */
function around(worths: Worths, groups: readonly number[][], person: number, random: Random): [number[][], number[][]] {
  const drawn = shuffled(groups, random);
  const canJoin = (group: number[]) => group.some(member => mayMeet(worths, person, member));
  const first = drawn.filter(canJoin).slice(0, 1);
  const rest = drawn.filter(group => !first.includes(group));
  const apart: number[][] = [];
  let count = 1;
  for (const group of [...first, ...rest]) {
    if (count + group.length > AROUND) break;
    apart.push(group);
    count += group.length;
  }
  return [apart, groups.filter(group => !apart.includes(group))];
}

/** Each of the alone joins another pair; who finds none is returned. */
function joinPairs(worths: Worths, seats: readonly number[], groups: number[][], alone: readonly number[]): number[] {
  const pairs = groups.filter(group => group.length === 2);
  if (alone.length === 0 || pairs.length === 0) return [...alone];
  const columns = pairs.length + alone.length;
  const gain = new Float64Array(alone.length * columns);
  for (const [row, person] of alone.entries())
    for (const [column, pair] of pairs.entries()) {
      const worth = groupWorth(worths, [...pair, person]);
      if (worth === null) continue;
      const came = pair.reduce((sum, member) => sum + seats[member]!, 0);
      gain[row * columns + column] = PLACED + pointsOf(worth - groupWorth(worths, pair)!) - SEAT * came;
    }
  const { columns: given } = assign(alone.length, columns, gain);
  const waiting: number[] = [];
  for (const [row, person] of alone.entries()) {
    const column = given[row]!;
    if (gain[row * columns + column]! > 0) pairs[column]!.push(person);
    else waiting.push(person);
  }
  return waiting;
}
