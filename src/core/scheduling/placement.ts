// What it decides: which group gets which of its possible times, when people are in several groups.
// Idea: the group with the fewest possibilities first; a group that finds no room pushes out those whom pushing out
//   costs least, and these look for other times (each failure raises a group's weight, so that no ring is walked for
//   ever); small tangles are searched exactly; then each group in turn moves to the best time that is free.
// Source: ejection chains (Glover 1996), weights as in breakout local search (Morris 1993).
// Cost: proportional to the possible times, and a bounded number of pushes.

import type { Random } from "./../matching/random.ts";
import { shuffled } from "./../matching/random.ts";
import type { Instant } from "../time.ts";
import type { Candidate } from "./candidates.ts";

/** A group as the search sees it. */
export interface Placeable {
  members: readonly number[];
  /** In milliseconds. */
  length: number;
  candidates: readonly Candidate[];
  /** The number of the local day of each member for each candidate: two sessions of one day are too close. */
  days: readonly (readonly number[])[];
}

/** What each session that falls on a day on which the person has another adds to the cost. */
const SAME_DAY = 60;
const EXACT_GROUPS = 10;
const EXACT_STEPS = 60_000;
const NOWHERE = -1;

/** For each group the place of its time among its candidates, -1 for none: as many as can be found, then the best times. */
export function placed(groups: readonly Placeable[], people: number, gap: number, random: Random): number[] {
  const byQuality = new Board(groups, people, gap);
  fill(byQuality, (group, place) => groups[group]!.candidates[place]!.cost + byQuality.crowding(group, place));
  makeRoom(byQuality, random);
  let best = byQuality;
  if (byQuality.unplaced().length > 0) {
    const byHarm = new Board(groups, people, gap);
    fill(byHarm, (group, place) => byHarm.harm(group, place));
    makeRoom(byHarm, random);
    if (byHarm.unplaced().length < best.unplaced().length) best = byHarm;
  }
  untangle(best);
  polish(best, random);
  return best.chosen;
}

/** Who sits where at the moment. */
class Board {
  readonly chosen: number[];
  readonly groups: readonly Placeable[];
  readonly #gap: number;
  readonly #groupsOf: number[][];

  constructor(groups: readonly Placeable[], people: number, gap: number) {
    this.groups = groups;
    this.#gap = gap;
    this.chosen = groups.map(() => NOWHERE);
    this.#groupsOf = Array.from({ length: people }, () => []);
    for (const [group, { members }] of groups.entries())
      for (const member of members) this.#groupsOf[member]!.push(group);
  }

  /** Groups that could be placed and are not. */
  unplaced(): number[] {
    return [...this.groups.keys()].filter(
      group => this.chosen[group] === NOWHERE && this.groups[group]!.candidates.length > 0,
    );
  }

  neighbours(group: number): number[] {
    const found = new Set(this.groups[group]!.members.flatMap(member => this.#groupsOf[member]!));
    found.delete(group);
    return [...found];
  }

  startOf(group: number): Instant {
    return this.groups[group]!.candidates[this.chosen[group]!]!.startsAt;
  }

  /** The placed groups that would have to go if the group took that place; stops at the first when asked to. */
  inTheWay(group: number, place: number, onlyOne = false): number[] {
    const { members, length, candidates } = this.groups[group]!;
    const startsAt = candidates[place]!.startsAt;
    const found: number[] = [];
    for (const member of members)
      for (const other of this.#groupsOf[member]!) {
        if (other === group || this.chosen[other] === NOWHERE || found.includes(other)) continue;
        const begins = this.startOf(other);
        if (startsAt < begins + this.groups[other]!.length + this.#gap && begins < startsAt + length + this.#gap) {
          found.push(other);
          if (onlyOne) return found;
        }
      }
    return found;
  }

  isFree(group: number, place: number): boolean {
    return this.inTheWay(group, place, true).length === 0;
  }

  /** What the members' other sessions on that day add to the cost. */
  crowding(group: number, place: number): number {
    const { members, days } = this.groups[group]!;
    let cost = 0;
    for (const [seat, member] of members.entries())
      for (const other of this.#groupsOf[member]!) {
        const taken = this.chosen[other]!;
        if (other === group || taken === NOWHERE) continue;
        const { members: theirs, days: otherDays } = this.groups[other]!;
        if (otherDays[taken]![theirs.indexOf(member)] === days[place]![seat]) cost += SAME_DAY;
      }
    return cost;
  }

  /** How large a part of the possibilities of groups without a time would be lost. */
  harm(group: number, place: number): number {
    const { length, candidates } = this.groups[group]!;
    const startsAt = candidates[place]!.startsAt;
    let harm = 0;
    for (const other of this.neighbours(group)) {
      if (this.chosen[other] !== NOWHERE) continue;
      const { candidates: theirs, length: theirLength } = this.groups[other]!;
      const lost =
        firstAtLeast(theirs, startsAt + length + this.#gap) -
        firstAtLeast(theirs, startsAt - theirLength - this.#gap + 1);
      harm += lost / theirs.length;
    }
    return harm;
  }
}

function fill(board: Board, cost: (group: number, place: number) => number): void {
  const order = board.unplaced().sort((a, b) => room(board, a) - room(board, b) || a - b);
  for (const group of order) board.chosen[group] = cheapestPlace(board, group, place => cost(group, place));
}

/** Fewest possibilities first, each counted by how many others want the same people. */
function room(board: Board, group: number): number {
  return board.groups[group]!.candidates.length / (1 + board.neighbours(group).length);
}

function cheapestPlace(board: Board, group: number, cost: (place: number) => number): number {
  let best = NOWHERE;
  let least = Number.POSITIVE_INFINITY;
  for (const place of board.groups[group]!.candidates.keys()) {
    if (!board.isFree(group, place)) continue;
    const found = cost(place);
    if (found < least) [best, least] = [place, found];
  }
  return best;
}

/** Groups without a time push others out as long as that leads to more groups with one. */
function makeRoom(board: Board, random: Random): void {
  const waiting = board.unplaced();
  if (waiting.length === 0) return;
  const weight = board.groups.map(() => 1);
  let best = [...board.chosen];
  let fewest = waiting.length;
  const turns = Math.min(300_000, 300 * board.groups.length + 1500 * waiting.length);
  let since = 0;
  for (let turn = 0; turn < turns && waiting.length > 0 && since < 100000; turn += 1, since += 1) {
    const group = waiting.splice(random.below(waiting.length), 1)[0]!;
    const { place, out } = leastResistance(board, group, weight, random);
    for (const other of out) board.chosen[other] = NOWHERE;
    board.chosen[group] = place;
    weight[group]! += 1;
    waiting.push(...out);
    if (waiting.length >= fewest) continue;
    best = [...board.chosen];
    fewest = waiting.length;
    since = 0;
  }
  for (const [group, place] of best.entries()) board.chosen[group] = place;
  for (const group of shuffled(board.unplaced(), random)) board.chosen[group] = cheapestPlace(board, group, () => 0);
}

function leastResistance(board: Board, group: number, weight: readonly number[], random: Random) {
  let best = { place: 0, out: [] as number[] };
  let least = Number.POSITIVE_INFINITY;
  for (const place of board.groups[group]!.candidates.keys()) {
    const out = board.inTheWay(group, place);
    const resistance = out.reduce((sum, other) => sum + weight[other]!, 0) + random.next() * 0.9;
    if (resistance < least) [best, least] = [{ place, out }, resistance];
  }
  return best;
}

/** Tangles of few groups in which one has no time are searched to the end, as far as the steps reach. */
function untangle(board: Board): void {
  const seen = new Set<number>();
  for (const start of board.unplaced()) {
    if (seen.has(start)) continue;
    const tangle = tangleOf(board, start);
    for (const group of tangle) seen.add(group);
    if (tangle.length <= EXACT_GROUPS) searchAll(board, tangle);
  }
}

/** The groups that share people with the group, with those who share people with these, and so on. */
function tangleOf(board: Board, start: number): number[] {
  const found = new Set([start]);
  for (const group of found)
    if (found.size <= EXACT_GROUPS)
      for (const other of board.neighbours(group)) if (board.groups[other]!.candidates.length > 0) found.add(other);
  return [...found];
}

function searchAll(board: Board, tangle: readonly number[]): void {
  let best = tangle.map(group => board.chosen[group]!);
  let most = best.filter(place => place !== NOWHERE).length;
  const order = [...tangle].sort(
    (a, b) => board.groups[a]!.candidates.length - board.groups[b]!.candidates.length || a - b,
  );
  for (const group of order) board.chosen[group] = NOWHERE;
  let steps = 0;
  const search = (depth: number, count: number): void => {
    if (count > most) {
      most = count;
      best = tangle.map(group => board.chosen[group]!);
    }
    steps += 1;
    if (depth === order.length || count + order.length - depth <= most || steps > EXACT_STEPS) return;
    const group = order[depth]!;
    for (const place of board.groups[group]!.candidates.keys()) {
      if (!board.isFree(group, place)) continue;
      board.chosen[group] = place;
      search(depth + 1, count + 1);
      board.chosen[group] = NOWHERE;
      if (most === order.length) return;
    }
    search(depth + 1, count);
  };
  search(0, 0);
  for (const [index, group] of tangle.entries()) board.chosen[group] = best[index]!;
}

/** Each group in turn takes the best of the times that are free, until nobody moves. */
function polish(board: Board, random: Random): void {
  const order = shuffled(
    [...board.groups.keys()].filter(group => board.chosen[group] !== NOWHERE),
    random,
  );
  for (let pass = 0, moved = true; moved && pass < 8; pass += 1) {
    moved = false;
    for (const group of order) {
      const before = board.chosen[group]!;
      const cost = (place: number) => board.groups[group]!.candidates[place]!.cost + board.crowding(group, place);
      const found = cheapestPlace(board, group, cost);
      if (found === before || cost(found) >= cost(before)) continue;
      board.chosen[group] = found;
      moved = true;
    }
  }
}

function firstAtLeast(candidates: readonly Candidate[], at: Instant): number {
  let low = 0;
  let high = candidates.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (candidates[middle]!.startsAt < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
