// What it decides: better times for groups that have one, none of which loses it.
// Idea: each group in turn takes the best time that is free to it, or one that a single other group holds, if that one's
//   next best costs less than is gained; until nobody moves.
// Source: local search by moves and ejections (Glover 1996).
// Cost: a bounded number of passes over the groups; a pass looks at the times better than what a group has.
import { type Random, shuffled } from "../../domain/values/random.ts";
import { type Board, NOWHERE } from "./board.ts";

const PASSES = 12;
/** Times held by another that a group looks at in a pass. */
const TRIES = 12;

/** Changes the board so that the same groups have times of a smaller total cost. */
export function polish(board: Board, random: Random): void {
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
