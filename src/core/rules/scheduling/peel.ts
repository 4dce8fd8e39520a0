// What it decides: which groups can wait until the others have their times, because one of theirs will be left whatever
//   the others take.
// Idea: a group with a time that no possible time of a remaining neighbour excludes is set aside, and the others are
//   looked at again without it. Given times in the opposite order, each of those set aside finds one.
// Source: the reduction of isolated vertices for independent sets (Akiba and Iwata 2016), told of groups.
// Cost: each time is looked at once for each neighbour of its group, and again when a neighbour is set aside.
import type { Board } from "./board.ts";

/** Of these groups those that can wait, in the order in which they were set aside: the last goes first. */
export function peeled(board: Board, among: readonly number[]): number[] {
  const rivals = new Rivals(board, among);
  const queue = among.filter(group => rivals.hasSafeTime(group));
  const isQueued = new Set(queue);
  for (const group of queue)
    for (const other of rivals.remove(group)) {
      if (isQueued.has(other) || !rivals.hasSafeTime(other)) continue;
      isQueued.add(other);
      queue.push(other);
    }
  return queue;
}

/** For each time of each group how many times of the groups that remain it excludes. */
class Rivals {
  readonly #board: Board;
  readonly #counts = new Map<number, Int32Array>();

  constructor(board: Board, among: readonly number[]) {
    this.#board = board;
    for (const group of among) this.#counts.set(group, new Int32Array(board.groups[group]!.candidates.length));
    for (const group of among) this.#count(group, 1);
  }

  hasSafeTime(group: number): boolean {
    const { limits } = this.#board.groups[group]!;
    return this.#counts.get(group)!.some((count, place) => count === 0 && limits[place]!.length === 0);
  }

  /** Takes the group out; those whose times it excluded. */
  remove(group: number): number[] {
    this.#count(group, -1);
    const found = this.#board.neighbours[group]!.filter(other => this.#counts.has(other));
    return found;
  }

  /** Counts the group's times in, or out, at each time of a neighbour. */
  #count(group: number, by: 1 | -1): void {
    const { length, candidates } = this.#board.groups[group]!;
    for (const other of this.#board.neighbours[group]!) {
      const counts = this.#counts.get(other);
      if (counts === undefined) continue;
      for (const { startsAt } of candidates) {
        const [from, to] = this.#board.excluded(other, startsAt, length);
        for (let place = from; place < to; place += 1) counts[place]! += by;
      }
    }
  }
}
