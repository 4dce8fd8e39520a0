// What it decides: which group gets which of its possible times, when people are in several groups.
// Idea: the group with the fewest possibilities first, each at its best time. If some find no room, groups that can wait
//   are set aside, tangles of few groups are searched to the end and larger ones by `tabuSearch`, and those set aside take
//   what is left. Then times are exchanged for better ones.
// Cost: proportional to the possible times, and a bounded number of moves.
import { type Random, shuffled } from "../../domain/values/random.ts";
import { Board, NOWHERE, type Placeable, type Rules } from "./board.ts";
import { tabuSearch } from "./tabuSearch.ts";

const EXACT_GROUPS = 10;
const EXACT_STEPS = 60_000;

/** For each group the place of its time among its candidates, -1 for none: as many as can be found, then the best times. */
export function placed(groups: readonly Placeable[], rules: Rules, random: Random): Int32Array {
  const board = new Board(groups, rules);
  const order = board.unplaced().sort((a, b) => room(board, a) - room(board, b) || a - b);
  for (const group of order) board.put(group, board.cheapest(group));
  if (board.unplaced().length > 0) makeRoom(board, random);
  polish(board, random);
  return board.chosen;
}

/** Gives a time to as many groups as can be found, never to fewer than before. */
function makeRoom(board: Board, random: Random): void {
  const waiting = board.reduced([...board.groups.keys()].filter(group => board.groups[group]!.candidates.length > 0));
  const before = waiting.map(group => board.chosen[group]!);
  for (const group of waiting) board.put(group, NOWHERE);
  const seen = new Set(waiting);
  const hard: number[] = [];
  for (const start of board.unplaced()) {
    if (seen.has(start)) continue;
    const tangle = tangleOf(board, start, seen);
    for (const group of tangle) seen.add(group);
    if (tangle.length > EXACT_GROUPS || !searchAll(board, tangle)) hard.push(...tangle);
  }
  hard.sort((a, b) => a - b);
  if (hard.length > 0) tabuSearch(board, hard, random);
  for (const [index, group] of [...waiting.entries()].reverse()) {
    const place = before[index]!;
    const stays = place !== NOWHERE && board.isFree(group, place);
    board.put(group, stays ? place : board.cheapest(group));
  }
}

/** Fewest possibilities first, each counted by how many others want the same people. */
function room(board: Board, group: number): number {
  return board.groups[group]!.candidates.length / (1 + board.neighbours[group]!.length);
}

/** The groups that share people with the group, with those who share people with these, and so on; without some. */
function tangleOf(board: Board, start: number, without: ReadonlySet<number>): number[] {
  const found = new Set([start]);
  for (const group of found)
    for (const other of board.neighbours[group]!)
      if (board.groups[other]!.candidates.length > 0 && !without.has(other)) found.add(other);
  return [...found];
}

/** Gives as many of the groups a time as can have one; false when there were too many steps to be sure. */
function searchAll(board: Board, tangle: readonly number[]): boolean {
  let best = tangle.map(group => board.chosen[group]!);
  let most = best.filter(place => place !== NOWHERE).length;
  const order = [...tangle].sort(
    (a, b) => board.groups[a]!.candidates.length - board.groups[b]!.candidates.length || a - b,
  );
  for (const group of order) board.put(group, NOWHERE);
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
      board.put(group, place);
      search(depth + 1, count + 1);
      board.put(group, NOWHERE);
      if (most === order.length) return;
    }
    search(depth + 1, count);
  };
  search(0, 0);
  for (const [index, group] of tangle.entries()) board.put(group, best[index]!);
  return steps <= EXACT_STEPS;
}

const PASSES = 12;

/** Times held by another that a group looks at in a pass. */
const TRIES = 12;

/** Changes the board so that the same groups have times of a smaller total cost. */
function polish(board: Board, random: Random): void {
  const order = shuffled(
    [...board.groups.keys()].filter(group => board.chosen[group] !== NOWHERE),
    random,
  );
  for (let pass = 0, moved = true; moved && pass < PASSES; pass += 1) {
    moved = false;
    for (const group of order) moved = toFree(board, group) || toHeld(board, group) || moved;
  }
}

function toFree(board: Board, group: number): boolean {
  const before = board.chosen[group]!;
  const found = board.cheapest(group);
  if (found === before || board.cost(group, found) >= board.cost(group, before)) return false;
  board.put(group, found);
  return true;
}

function toHeld(board: Board, group: number): boolean {
  const before = board.chosen[group]!;
  const cost = board.cost(group, before);
  const { candidates } = board.groups[group]!;
  let tries = 0;
  for (const place of board.byCost(group)) {
    if (candidates[place]!.cost >= cost || tries >= TRIES) return false;
    const holder = onlyHolder(board, group, place);
    if (holder === NOWHERE) continue;
    tries += 1;
    if (exchange(board, group, place, holder)) return true;
  }
  return false;
}

/** The one group that has to go if the group takes that place; NOWHERE when it is none or several. */
function onlyHolder(board: Board, group: number, place: number): number {
  const { candidates, length } = board.groups[group]!;
  let holder = NOWHERE;
  for (const other of board.neighbours[group]!) {
    if (!board.collides(other, candidates[place]!.startsAt, length)) continue;
    if (holder !== NOWHERE) return NOWHERE;
    holder = other;
  }
  return holder;
}

/** The group takes the place and its holder the best that is left to it, if that is better for the two together. */
function exchange(board: Board, group: number, place: number, holder: number): boolean {
  const [before, held] = [board.chosen[group]!, board.chosen[holder]!];
  let gain = board.cost(holder, held);
  board.put(holder, NOWHERE);
  gain += board.cost(group, before);
  if (board.isFree(group, place)) {
    gain -= board.cost(group, place);
    board.put(group, place);
    const next = board.cheapest(holder);
    if (next !== NOWHERE && gain - board.cost(holder, next) > 1e-9) {
      board.put(holder, next);
      return true;
    }
    board.put(group, before);
  }
  board.put(holder, held);
  return false;
}
