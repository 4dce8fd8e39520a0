// What it decides: which groups get one of their possible times when not all can, so that as many as possible do.
// Idea: a time that excludes nobody is taken; else one that costs a single other group its time, which may not come
//   back to it for a while; after long without gain several are pushed out at once. The best plan met is kept.
// Source: tabu search by swaps for the maximum independent set (Jin and Hao 2015), candidates drawn as in FastVC
//   (Cai 2015); groups are cliques of times, and weekly limits are taken along as resources.
// Cost: a bounded number of moves, each proportional to the times that it excludes.
import type { Random } from "../../domain/values/random.ts";
import { type Board, NOWHERE } from "./board.ts";

const DRAWN = 50;
const SHORTEST_BAN = 7;
const LONGER_BAN = 5;
const MOVES_A_TIME = 150;
const FEWEST_MOVES = 20_000;
const MOST_MOVES = 200_000;
const MOVES_WITHOUT_GAIN = 3000;

/** Changes the board so that as many groups as can be found have a time; never fewer than before. */
export function tabuSearch(board: Board, among: readonly number[], random: Random): void {
  new TabuSearch(board, among, random).run();
}

class TabuSearch {
  readonly #board: Board;
  readonly #random: Random;
  readonly #groups: readonly number[];
  /** Times are numbered through, group by group. */
  readonly #first: Int32Array;
  readonly #groupOf: Int32Array;
  /** By time: how many would have to give way; its own group counts as one when it has a time. */
  readonly #inTheWay: Int32Array;
  readonly #bannedUntil: Int32Array;
  readonly #lastMoved: Int32Array;
  /** Times by how many are in the way: none, one. */
  readonly #free: Pool;
  readonly #swaps: Pool;
  readonly #limitTimes: readonly (readonly number[])[];
  readonly #used: Int32Array;
  #turn = 0;
  #placed = 0;

  constructor(board: Board, among: readonly number[], random: Random) {
    this.#board = board;
    this.#random = random;
    this.#groups = among;
    this.#first = new Int32Array(board.groups.length).fill(NOWHERE);
    let times = 0;
    for (const group of among) {
      this.#first[group] = times;
      times += board.groups[group]!.candidates.length;
    }
    this.#groupOf = new Int32Array(times);
    for (const group of among)
      this.#groupOf.fill(group, this.#first[group], this.#first[group]! + board.groups[group]!.candidates.length);
    this.#inTheWay = new Int32Array(times);
    this.#bannedUntil = new Int32Array(times);
    this.#lastMoved = new Int32Array(times);
    this.#free = new Pool(times);
    this.#swaps = new Pool(times);
    this.#used = new Int32Array(board.limits.length);
    const limitTimes: number[][] = board.limits.map(() => []);
    for (let time = 0; time < times; time += 1) {
      this.#free.add(time);
      for (const limit of this.#limitsOf(time)) limitTimes[limit]!.push(time);
    }
    this.#limitTimes = limitTimes;
  }

  run(): void {
    const { chosen } = this.#board;
    const before = this.#groups.map(group => chosen[group]!);
    for (const group of this.#groups) this.#board.put(group, NOWHERE);
    for (const [index, group] of this.#groups.entries())
      if (before[index] !== NOWHERE) this.#place(this.#first[group]! + before[index]!);
    let best = Int32Array.from(chosen);
    let most = this.#placed;
    const all = this.#groups.filter(group => this.#board.groups[group]!.candidates.length > 0).length;
    const moves = Math.min(MOST_MOVES, FEWEST_MOVES + MOVES_A_TIME * this.#groupOf.length);
    let since = 0;
    for (; this.#turn < moves && most < all; this.#turn += 1, since += 1) {
      if (since > MOVES_WITHOUT_GAIN) {
        this.#shake();
        since = 0;
      } else this.#move();
      if (this.#placed <= most) continue;
      most = this.#placed;
      best = Int32Array.from(chosen);
      since = 0;
    }
    for (const group of this.#groups) this.#board.put(group, NOWHERE);
    for (const group of this.#groups) this.#board.put(group, best[group]!);
  }

  #move(): void {
    const time = this.#free.size > 0 ? this.#free.at(this.#random.below(this.#free.size)) : this.#swap();
    if (time === NOWHERE) this.#shake();
    else this.#force(time);
  }

  /** Of some drawn times that cost one group its own, the one that has rested longest. */
  #swap(): number {
    let best = NOWHERE;
    let oldest = Number.POSITIVE_INFINITY;
    for (let draw = 0; draw < DRAWN && this.#swaps.size > 0; draw += 1) {
      const time = this.#swaps.at(this.#random.below(this.#swaps.size));
      if (this.#bannedUntil[time]! > this.#turn || this.#isTaken(time)) continue;
      if (this.#lastMoved[time]! < oldest) [best, oldest] = [time, this.#lastMoved[time]!];
    }
    return best;
  }

  #shake(): void {
    const strength = 1 + this.#random.below(4);
    for (let push = 0; push < strength; push += 1) {
      const time = this.#random.below(this.#groupOf.length);
      if (!this.#isTaken(time)) this.#force(time);
    }
  }

  /** Takes the time, after everybody in the way has given way. */
  #force(time: number): void {
    const group = this.#groupOf[time]!;
    const { candidates, length } = this.#board.groups[group]!;
    const startsAt = candidates[time - this.#first[group]!]!.startsAt;
    if (this.#board.chosen[group] !== NOWHERE) this.#evict(group);
    for (const other of this.#board.neighbours[group]!)
      if (this.#board.collides(other, startsAt, length)) this.#evict(other);
    for (const limit of this.#limitsOf(time))
      while (this.#used[limit]! >= this.#board.limits[limit]!) this.#evict(this.#someoneIn(limit));
    this.#place(time);
  }

  #someoneIn(limit: number): number {
    const there = this.#board.limited[limit]!.filter(group => {
      const place = this.#board.chosen[group]!;
      return place !== NOWHERE && this.#board.groups[group]!.limits[place]!.includes(limit);
    });
    return there[this.#random.below(there.length)]!;
  }

  #place(time: number): void {
    const group = this.#groupOf[time]!;
    this.#board.put(group, time - this.#first[group]!);
    this.#lastMoved[time] = this.#turn;
    this.#placed += 1;
    this.#count(time, 1);
  }

  #evict(group: number): void {
    const time = this.#first[group]! + this.#board.chosen[group]!;
    this.#board.put(group, NOWHERE);
    this.#lastMoved[time] = this.#turn;
    this.#bannedUntil[time] =
      this.#turn + SHORTEST_BAN + this.#random.below(1 + Math.min(this.#swaps.size, LONGER_BAN));
    this.#placed -= 1;
    this.#count(time, -1);
  }

  /** Tells every time that a session at this one is in the way, or no more. */
  #count(time: number, by: 1 | -1): void {
    const group = this.#groupOf[time]!;
    const { candidates, length } = this.#board.groups[group]!;
    const startsAt = candidates[time - this.#first[group]!]!.startsAt;
    const first = this.#first[group]!;
    for (let own = first; own < first + candidates.length; own += 1) this.#change(own, by);
    for (const other of this.#board.neighbours[group]!) {
      const start = this.#first[other]!;
      if (start === NOWHERE) continue;
      const [from, to] = this.#board.excluded(other, startsAt, length);
      for (let their = start + from; their < start + to; their += 1) this.#change(their, by);
    }
    for (const limit of this.#limitsOf(time)) {
      const room = this.#board.limits[limit]!;
      const wasFull = this.#used[limit]! >= room;
      this.#used[limit]! += by;
      if (wasFull !== this.#used[limit]! >= room) for (const their of this.#limitTimes[limit]!) this.#change(their, by);
    }
  }

  #change(time: number, by: 1 | -1): void {
    const before = this.#inTheWay[time]!;
    const after = before + by;
    this.#inTheWay[time] = after;
    if (before === 0) this.#free.remove(time);
    else if (before === 1) this.#swaps.remove(time);
    if (after === 0) this.#free.add(time);
    else if (after === 1) this.#swaps.add(time);
  }

  #isTaken(time: number): boolean {
    const group = this.#groupOf[time]!;
    return this.#board.chosen[group] === time - this.#first[group]!;
  }

  #limitsOf(time: number): readonly number[] {
    const group = this.#groupOf[time]!;
    return this.#board.groups[group]!.limits[time - this.#first[group]!]!;
  }
}

/** A set of numbers below a size, from which one can be drawn at once. */
class Pool {
  size = 0;
  readonly #items: Int32Array;
  readonly #where: Int32Array;

  constructor(size: number) {
    this.#items = new Int32Array(size);
    this.#where = new Int32Array(size).fill(-1);
  }

  at(place: number): number {
    return this.#items[place]!;
  }

  add(item: number): void {
    this.#where[item] = this.size;
    this.#items[this.size] = item;
    this.size += 1;
  }

  remove(item: number): void {
    const place = this.#where[item]!;
    this.size -= 1;
    const last = this.#items[this.size]!;
    this.#items[place] = last;
    this.#where[last] = place;
    this.#where[item] = -1;
  }
}
