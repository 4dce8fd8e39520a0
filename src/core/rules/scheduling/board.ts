import type { Instant } from "../../domain/values/time.ts";
import { type Candidate, SAME_DAY } from "./candidates.ts";

/** A group as the search for times sees it. */
export interface Placeable {
  members: readonly number[];
  /** In milliseconds. */
  length: number;
  /** In order of time. */
  candidates: readonly Candidate[];
  /** For each candidate the number of the local day of each member; `NO_DAY` where sharing a day does no harm. */
  days: readonly (readonly number[])[];
  /** For each candidate the limits it counts against, as numbers of `Rules.limits`. */
  limits: readonly (readonly number[])[];
}

export interface Rules {
  people: number;
  /** Left free between two sessions of one person, in milliseconds. */
  gap: number;
  /** How many sessions each limit leaves room for: what a person can take in a week. */
  limits: readonly number[];
}

export const NO_DAY = -1;
export const NOWHERE = -1;

/** Which group has which of its possible times at the moment; no two collide, and no limit is passed. */
export class Board {
  readonly groups: readonly Placeable[];
  readonly gap: number;
  readonly limits: readonly number[];
  /** The place of each group's time among its candidates; NOWHERE for none. */
  readonly chosen: Int32Array;
  readonly neighbours: readonly (readonly number[])[];
  /** For each limit the groups that may come to count against it. */
  readonly limited: readonly (readonly number[])[];
  readonly #used: Int32Array;
  readonly #groupsOf: number[][];
  readonly #byCost: Int32Array[] = [];
  /** By group, when each of its times begins. */
  readonly #starts: readonly Float64Array[];

  constructor(groups: readonly Placeable[], { people, gap, limits }: Rules) {
    this.groups = groups;
    this.#starts = groups.map(({ candidates }) => Float64Array.from(candidates, ({ startsAt }) => startsAt));
    this.gap = gap;
    this.limits = limits;
    this.chosen = new Int32Array(groups.length).fill(NOWHERE);
    this.#used = new Int32Array(limits.length);
    this.#groupsOf = Array.from({ length: people }, () => []);
    for (const [group, { members }] of groups.entries())
      for (const member of members) this.#groupsOf[member]!.push(group);
    this.neighbours = groups.map(({ members }, group) => {
      const found = new Set(members.flatMap(member => this.#groupsOf[member]!));
      found.delete(group);
      return [...found];
    });
    const limited = limits.map(() => new Set<number>());
    for (const [group, placeable] of groups.entries())
      for (const numbers of placeable.limits) for (const limit of numbers) limited[limit]!.add(group);
    this.limited = limited.map(found => [...found]);
  }

  /** Gives the group that time, or none, instead of the one it has. */
  put(group: number, place: number): void {
    for (const limit of this.#limitsOf(group, this.chosen[group]!)) this.#used[limit]! -= 1;
    this.chosen[group] = place;
    for (const limit of this.#limitsOf(group, place)) this.#used[limit]! += 1;
  }

  /** Groups that could be placed and are not. */
  unplaced(): number[] {
    return [...this.groups.keys()].filter(
      group => this.chosen[group] === NOWHERE && this.groups[group]!.candidates.length > 0,
    );
  }

  /** The first and the one after the last of a group's candidates that a session of the length at that time excludes. */
  excluded(group: number, startsAt: Instant, length: number): [from: number, to: number] {
    const starts = this.#starts[group]!;
    return [
      firstAtLeast(starts, startsAt - this.groups[group]!.length - this.gap + 1),
      firstAtLeast(starts, startsAt + length + this.gap),
    ];
  }

  /** Whether the group could have that time with all others staying where they are. */
  isFree(group: number, place: number): boolean {
    const { length, candidates } = this.groups[group]!;
    const startsAt = candidates[place]!.startsAt;
    for (const other of this.neighbours[group]!) if (this.collides(other, startsAt, length)) return false;
    const own = this.#limitsOf(group, this.chosen[group]!);
    return this.#limitsOf(group, place).every(limit => this.#used[limit]! < this.limits[limit]! || own.includes(limit));
  }

  /** Whether the time a group has excludes a session of the length at that time; false when it has none. */
  collides(group: number, startsAt: Instant, length: number): boolean {
    const place = this.chosen[group]!;
    if (place === NOWHERE) return false;
    const own = this.groups[group]!.length;
    const begins = this.#starts[group]![place]!;
    return startsAt < begins + own + this.gap && begins < startsAt + length + this.gap;
  }

  /** How good a time is for a group as things stand: the smaller the better. */
  cost(group: number, place: number): number {
    return this.groups[group]!.candidates[place]!.cost + this.#crowding(group, place);
  }

  /** The best of the places that are free for a group; NOWHERE when none is. */
  cheapest(group: number): number {
    let best = NOWHERE;
    let least = Number.POSITIVE_INFINITY;
    for (const place of this.byCost(group)) {
      if (this.groups[group]!.candidates[place]!.cost >= least) break;
      if (!this.isFree(group, place)) continue;
      const found = this.cost(group, place);
      if (found < least) [best, least] = [place, found];
    }
    return best;
  }

  /** Of these groups those that can wait, in the order in which they were set aside: the last goes first. */
  reduced(among: readonly number[]): number[] {
    const rivals = new Rivals(this, among);
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

  /** A group's places, the one best in itself first. */
  byCost(group: number): Int32Array {
    const { candidates } = this.groups[group]!;
    this.#byCost[group] ??= Int32Array.from(candidates.keys()).sort(
      (a, b) => candidates[a]!.cost - candidates[b]!.cost || a - b,
    );
    return this.#byCost[group];
  }

  #crowding(group: number, place: number): number {
    const { members, days } = this.groups[group]!;
    let cost = 0;
    for (const [seat, member] of members.entries()) {
      const day = days[place]![seat]!;
      if (day === NO_DAY) continue;
      for (const other of this.#groupsOf[member]!) {
        const taken = this.chosen[other]!;
        if (other === group || taken === NOWHERE) continue;
        const { members: theirs, days: otherDays } = this.groups[other]!;
        if (otherDays[taken]![theirs.indexOf(member)] === day) cost += SAME_DAY;
      }
    }
    return cost;
  }

  #limitsOf(group: number, place: number): readonly number[] {
    return place === NOWHERE ? [] : this.groups[group]!.limits[place]!;
  }
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

function firstAtLeast(starts: Float64Array, at: Instant): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
