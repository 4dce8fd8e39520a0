// What it decides: how a plan goes on when people left and others joined: who takes which seat from then on.
// Idea: people who come back get their own seat again if it is free, a newcomer that of one who left: a newcomer has
//   met nobody, so a plan without repeats stays one. Circles that became too large or too small are evened out.
// Source: docs/how-matching-decides.md#circles. Cost: rounds times people squared.

import { after, metOf, type Table } from "../matching/table.ts";
import type { Circles } from "./seatable.ts";

/**
 * The rounds with the seats handed on; seats nobody took are gone, and people without a seat are not in them.
 *
 * @param planned The rounds still to come as they were planned for the first of `attendance`.
 * @param attendance Who took part, round by round, and last who takes part now.
 */
export function handedOn(planned: readonly Circles[], attendance: readonly (readonly string[])[]): Circles[] {
  const [first = [], ...later] = attendance;
  const holders = new Map<string, string | null>(first.map(person => [person, person]));
  const seatsLeft = new Map<string, string>();
  for (const people of later) {
    const present = new Set(people);
    for (const [seat, person] of holders) {
      if (person === null || present.has(person)) continue;
      seatsLeft.set(person, seat);
      holders.set(seat, null);
    }
    const seated = new Set(holders.values());
    const waiting: string[] = [];
    for (const person of [...present].sort()) {
      if (seated.has(person)) continue;
      const own = seatsLeft.get(person);
      if (own !== undefined && holders.get(own) === null) holders.set(own, person);
      else waiting.push(person);
    }
    for (const [seat, person] of [...holders].sort(([a], [b]) => (a < b ? -1 : 1)))
      if (person === null) holders.set(seat, waiting.shift() ?? null);
  }
  return planned.map(round => round.map(circle => circle.flatMap(seat => holders.get(seat) ?? [])));
}

/**
 * A place for everybody in circles of these sizes, as near to the rounds given as can be; at round * people + seat.
 *
 * People without a place, or in an overfull circle, join the circle with room where they met fewest.
 */
export function evenedOut(table: Table, sizes: readonly number[], rounds: readonly Circles[]): Int32Array {
  const numbers = new Map(table.ids.map((id, person) => [id, person]));
  let met = table;
  const seats = rounds.flatMap(round => {
    const given = round
      .map(circle => circle.flatMap(id => numbers.get(id) ?? []))
      .sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
    const circles = sizes.map((size, place) => (given[place] ?? []).slice(0, size));
    const placed = new Set(circles.flat());
    for (const person of table.ids.keys()) {
      if (placed.has(person)) continue;
      const open = circles.filter((circle, place) => circle.length < sizes[place]!);
      const times = (circle: readonly number[]) => circle.reduce((sum, other) => sum + metOf(met, person, other), 0);
      open.reduce((best, circle) => (times(circle) < times(best) ? circle : best)).push(person);
    }
    met = after(met, circles);
    return circles.flat();
  });
  return Int32Array.from(seats);
}
