import type { Meetings } from "./meetings.ts";

/** What a rule needs to know of people numbered 0 to n-1 in the order of their ids. */
export interface Table {
  ids: readonly string[];
  size: number;
  /** How often the people a and b met, at a * size + b. */
  met: Int32Array;
  /** How often each person was in a group of three. */
  seats: Int32Array;
  /** 1 where a and b must not be put together, at a * size + b. */
  apart: Uint8Array;
}

/** The people of a round as a table: each id once, sorted, so that the order of the input is irrelevant. */
export function tableOf(
  people: readonly string[],
  met: Meetings,
  forbidden: (a: string, b: string) => boolean,
  cameToTriads: ReadonlyMap<string, number> | null,
): Table {
  const ids = [...new Set(people)].sort();
  const size = ids.length;
  const table: Table = {
    ids,
    size,
    met: new Int32Array(size * size),
    seats: new Int32Array(size),
    apart: new Uint8Array(size * size),
  };
  for (const [a, first] of ids.entries()) {
    table.seats[a] = cameToTriads === null ? met.timesInThree(first) : (cameToTriads.get(first) ?? 0);
    for (const [b, second] of ids.entries()) {
      if (a === b) continue;
      table.met[a * size + b] = met.count(first, second);
      if (forbidden(first, second) || forbidden(second, first)) table.apart[a * size + b] = 1;
    }
  }
  return table;
}

/** How often a and b met. */
export function metOf(table: Table, a: number, b: number): number {
  return table.met[a * table.size + b]!;
}

/** True when a and b must not be put together. */
export function isApart(table: Table, a: number, b: number): boolean {
  return table.apart[a * table.size + b] === 1;
}

/** Each two of a group. */
export function twosOf(group: readonly number[]): [number, number][] {
  return group.flatMap((a, place) => group.slice(place + 1).map((b): [number, number] => [a, b]));
}

/** The table as it would be after a round of these groups. */
export function after(table: Table, groups: readonly (readonly number[])[]): Table {
  const next = { ...table, met: table.met.slice(), seats: table.seats.slice() };
  for (const group of groups) {
    if (group.length === 3) for (const person of group) next.seats[person]! += 1;
    for (const [a, b] of twosOf(group)) {
      next.met[a * table.size + b]! += 1;
      next.met[b * table.size + a]! += 1;
    }
  }
  return next;
}

/** Groups by name, each sorted, and sorted among themselves. */
export function named(table: Table, groups: readonly (readonly number[])[]): string[][] {
  return groups
    .map(group => [...group].sort((a, b) => a - b))
    .sort((left, right) => left[0]! - right[0]!)
    .map(group => group.map(person => table.ids[person]!));
}
