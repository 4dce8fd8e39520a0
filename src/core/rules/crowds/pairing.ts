// What it decides: the pairs of a crowd, among those who were found to fit each other best.
// Idea: best first at the start; then the crowd is cut into blocks of people near each other, and each block gets the best pairs there
//   are in it; then it is cut otherwise, so that those whom a cut kept apart are put together. No time makes the whole worse.
// Source: Edmonds' blossom algorithm, as in `bestPairs.ts`, block by block. Cost: 3 to 4 Y (docs/what-is-tried.md#benches) for 10,000
//   people and a time, 0.7 Y for the dearest block.
import blossom from "edmonds-blossom-fixed";
import { markOf } from "../../domain/values/hash.ts";
import { randomOf, shuffled } from "../../domain/values/random.ts";
import type { Piece } from "./stages.ts";

/** At most so many people are in a block. */
const MOST_IN_BLOCK = 1000;

/** What a block costs to compute (`Piece.effort`). */
const BLOCK_EFFORT = 55;

/** People numbered from 0, who of them may meet, and their pairs so far. */
export class Pairing {
  /** The partner of each person; -1 for none. */
  readonly mates: Int32Array;
  readonly #beside: Map<number, number>[];

  constructor(people: number) {
    this.mates = new Int32Array(people).fill(-1);
    this.#beside = Array.from({ length: people }, () => new Map());
  }

  /** Two people may meet, and it would be worth so much. */
  allow(a: number, b: number, worth: number): void {
    this.#beside[a]!.set(b, worth);
    this.#beside[b]!.set(a, worth);
  }

  /** Those in no pair. */
  alone(): number[] {
    return [...this.mates.keys()].filter(person => this.mates[person]! < 0);
  }

  /** Pairs of those in none, the worthiest first. */
  pairBestFirst(): void {
    const edges = this.#beside.flatMap((others, a) =>
      [...others].flatMap(([b, worth]) => (a < b && this.mates[a]! < 0 && this.mates[b]! < 0 ? [{ a, b, worth }] : [])),
    );
    edges.sort((one, other) => other.worth - one.worth || one.a - other.a || one.b - other.b);
    for (const { a, b } of edges) if (this.mates[a]! < 0 && this.mates[b]! < 0) this.pair(a, b);
  }

  pair(a: number, b: number): void {
    this.mates[a] = b;
    this.mates[b] = a;
  }

  /** Everybody in blocks of people near each other, both of a pair in the same; the seed cuts them. */
  blocks(seed: string): number[][] {
    const isTaken = new Uint8Array(this.mates.length);
    const blocks: number[][] = [];
    for (const start of shuffled([...this.mates.keys()], randomOf(seed))) {
      if (isTaken[start] === 1) continue;
      const block: number[] = [];
      const take = (person: number) => {
        if (person < 0 || isTaken[person] === 1) return;
        isTaken[person] = 1;
        block.push(person);
      };
      take(start);
      take(this.mates[start]!);
      for (let next = 0; next < block.length && block.length < MOST_IN_BLOCK; next += 1)
        for (const other of this.#beside[block[next]!]!.keys()) {
          if (block.length + 2 > MOST_IN_BLOCK) break;
          take(other);
          take(this.mates[other]!);
        }
      const home = blocks.find(known => known.length + block.length <= MOST_IN_BLOCK);
      if (home === undefined) blocks.push(block);
      else home.push(...block);
    }
    return blocks.map(block => block.sort((a, b) => a - b));
  }

  /** What finds the best pairs of a block: the place in it of each person's partner, -1 for none. */
  piece(block: readonly number[], known: Pick<Piece, "stage" | "part">): Piece & { compute(): number[] } {
    const place = new Map(block.map((person, index) => [person, index]));
    const edges = block.flatMap((person, a) =>
      [...this.#beside[person]!].flatMap(([other, worth]): [number, number, number][] => {
        const b = place.get(other) ?? -1;
        return a < b ? [[a, b, worth]] : [];
      }),
    );
    return {
      ...known,
      mark: markOf([block.length, edges.join()]),
      effort: Math.ceil((BLOCK_EFFORT * block.length) / MOST_IN_BLOCK),
      compute: () => {
        const mates = edges.length === 0 ? [] : blossom(edges, true);
        return block.map((_, index) => mates[index] ?? -1);
      },
    };
  }

  /** Takes over the pairs of a block. */
  settle(block: readonly number[], mates: readonly number[]): void {
    for (const [index, person] of block.entries()) this.mates[person] = block[mates[index] ?? -1] ?? -1;
  }
}
