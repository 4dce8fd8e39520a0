import type { FitWeights } from "../../domain/fitTerms.ts";
import { skillIdentity } from "../../domain/skill.ts";
import type { Apart } from "../../domain/values/apart.ts";
import type { LocalDate } from "../../domain/values/time.ts";
import type { Candidate } from "./candidate.ts";
import { lotsOf } from "./edgeWeights.ts";
import { fitScore, loadPoints } from "./fit.ts";
import { brokenRule } from "./hardRules.ts";
import type { Meetings } from "./meetings.ts";
import { profileOf } from "./profile.ts";

/** Mentees a mentor has at most who said no number. */
export const MENTEES = 3;

/** Points as whole steps, with lots below them that decide between equals. */
const POINT = 2 ** 20;
const LOT = 2 ** 10;
/** Above the points of all pairs together: a person in a pair. */
const PLACED = 2 ** 21 * POINT;

interface HelpWorths {
  size: number;
  /** What it is worth that a helps b, at a * size + b, without the mentor's load; -1 where it must not be. */
  worth: Float64Array;
  /** Places each has for more mentees, and what the next ones are worth: rises by less each time. */
  places: readonly (readonly number[])[];
  /** True for those who have a mentee from before. */
  isPlaced: readonly boolean[];
}

/** A person's side of a pair: the one who helps, or the one who is helped. */
export type Side = "helper" | "helped";

/** Each person's side, and the pairs that result: [helper, helped] by number. */
export interface Helping {
  sides: readonly Side[];
  pairs: [helper: number, helped: number][];
  /** People in a pair. */
  placed: number;
  worth: number;
}

interface HelpRequest {
  format: "mentor" | "reverse";
  people: readonly Candidate[];
  met: Meetings;
  seed: string;
  week: LocalDate;
  weights: FitWeights;
  apart: Apart;
  mentees?: ReadonlyMap<string, number>;
  sameSkills?: readonly (readonly string[])[];
}

/** How many people one can help at once. A whole number, not negative. */
export function placesOf({ helps, capacity }: Candidate): number {
  return Math.max(0, Math.floor(helps ?? capacity ?? MENTEES));
}

/** What each could be worth to each other, among people in the order of their ids. */
export function helpWeights(request: HelpRequest): HelpWorths {
  const { format, people, met, seed, week, weights, apart, mentees = new Map(), sameSkills = [] } = request;
  const size = people.length;
  const skill = skillIdentity(sameSkills);
  const profiles = people.map(person => profileOf(person, week, skill));
  const worth = new Float64Array(size * size).fill(-1);
  const lot = lotsOf(
    people.map(({ id }) => id),
    seed,
    LOT,
  );
  const fit = { format, weights, met };
  for (const [a, helper] of people.entries())
    for (const [b, helped] of people.entries()) {
      if (brokenRule(helper, helped, format) !== null || apart(helper.id, helped.id)) continue;
      const points = fitScore(profiles[a]!, profiles[b]!, fit) - loadPoints(weights, 0);
      worth[a * size + b] = points * POINT + lot(a, b);
    }
  const held = people.map(({ id }) => mentees.get(id) ?? 0);
  const places = people.map((one, person) => {
    const free = Math.max(0, placesOf(one) - held[person]!);
    return Array.from({ length: Math.min(free, size) }, (_, next) => loadPoints(weights, held[person]! + next) * POINT);
  });
  return { size, worth, places, isPlaced: held.map(count => count > 0) };
}

/** The pairs for a choice of sides: as many people in one as can be, then the greatest worth. */
export function helpingOf(edgeWeights: HelpWorths, sides: readonly Side[]): Helping {
  const people = [...sides.keys()];
  const helped = people.filter(person => sides[person] === "helped");
  const helpers = people.filter(person => sides[person] === "helper");
  const isNew = (helper: number, mentees: number) => mentees === 0 && !edgeWeights.isPlaced[helper];
  const gain = new Float64Array(helped.length * helpers.length).fill(Number.NEGATIVE_INFINITY);
  for (const [row, person] of helped.entries())
    for (const [column, helper] of helpers.entries()) {
      const worth = edgeWeights.worth[helper * edgeWeights.size + person]!;
      if (worth >= 0) gain[row * helpers.length + column] = PLACED + worth;
    }
  const places = helpers.map(helper =>
    edgeWeights.places[helper]!.map((load, mentees) => load + (isNew(helper, mentees) ? PLACED : 0)),
  );
  const given = placed(helped.length, places, gain);
  const result: Helping = { sides, pairs: [], placed: 0, worth: 0 };
  const mentees = new Int32Array(helpers.length);
  for (const [row, person] of helped.entries()) {
    const column = given[row]!;
    if (column < 0) continue;
    const helper = helpers[column]!;
    result.pairs.push([helper, person]);
    result.placed += isNew(helper, mentees[column]!) ? 2 : 1;
    result.worth +=
      edgeWeights.worth[helper * edgeWeights.size + person]! + edgeWeights.places[helper]![mentees[column]!]!;
    mentees[column]! += 1;
  }
  return result;
}

// What it decides: which column each row gets where a column has several places, each worth no more than the one before.
// Idea: one row after the other takes the best path: a free place, or one that is freed by rows moving on.
// Source: successive shortest paths with prices (Tomizawa, "On some techniques useful for solution of transportation network
//   problems", Networks 1, 1971). Cost: rows^2 x columns at most, 0.5 s for 600 rows and 400 columns.

/**
 * The column of each row, so that the sum of edgeWeights and of the places taken is greatest; -1 for a row that is better in none.
 *
 * `worth` is row after row, -Infinity where a row must not be in a column. `places` are what a column's first, second …
 * row add to the sum, falling; a row in no column adds 0.
 */
export function placed(rows: number, places: readonly (readonly number[])[], worth: Float64Array): Int32Array {
  const nowhere = places.length;
  const columns = nowhere + 1;
  const state: State = {
    columns,
    worthOf: (row, column) => (column === nowhere ? 0 : worth[row * nowhere + column]!),
    nextPlace: (column, taken) => (column === nowhere ? 0 : (places[column]![taken] ?? Number.NEGATIVE_INFINITY)),
    held: Array.from({ length: columns }, () => []),
    columnPrice: Float64Array.from({ length: columns }, (_, column) => places[column]?.[0] ?? 0),
    rowPrice: new Float64Array(rows),
    distance: new Float64Array(columns),
    from: new Int32Array(columns),
    isDone: new Uint8Array(columns),
  };
  for (let row = 0; row < rows; row += 1) take(state, row);
  const given = new Int32Array(rows).fill(-1);
  for (const [column, held] of state.held.entries())
    if (column !== nowhere) for (const row of held) given[row] = column;
  return given;
}

interface State {
  columns: number;
  worthOf(row: number, column: number): number;
  /** What the next place of a column adds when `taken` are taken; -Infinity when there is none. */
  nextPlace(column: number, taken: number): number;
  /** The rows of each column. */
  held: number[][];
  columnPrice: Float64Array;
  rowPrice: Float64Array;
  distance: Float64Array;
  /** The row through which a column was reached. */
  from: Int32Array;
  isDone: Uint8Array;
}

/** A new row comes in; others move on along the path that costs least. */
function take(state: State, root: number): void {
  const { columns, held, columnPrice, rowPrice, distance, isDone } = state;
  distance.fill(Number.POSITIVE_INFINITY);
  isDone.fill(0);
  let price = Number.NEGATIVE_INFINITY;
  for (let column = 0; column < columns; column += 1)
    price = Math.max(price, state.worthOf(root, column) + columnPrice[column]!);
  rowPrice[root] = price;
  reach(state, root, 0);
  const done: number[] = [];
  let end = -1;
  let total = Number.POSITIVE_INFINITY;
  for (;;) {
    const column = nearestColumn(state);
    if (column < 0 || distance[column]! >= total) break;
    isDone[column] = 1;
    done.push(column);
    const free = distance[column]! + columnPrice[column]! - state.nextPlace(column, held[column]!.length);
    if (free < total) {
      total = free;
      end = column;
    }
    for (const row of held[column]!) reach(state, row, distance[column]!);
  }
  rowPrice[root]! -= total;
  for (const column of done) {
    const less = Math.max(0, total - distance[column]!);
    columnPrice[column]! -= less;
    for (const row of held[column]!) rowPrice[row]! -= less;
  }
  moveAlong(state, root, end);
}

function reach(state: State, row: number, start: number): void {
  const { columns, columnPrice, rowPrice, distance, isDone, from } = state;
  const offset = start + rowPrice[row]!;
  for (let column = 0; column < columns; column += 1) {
    if (isDone[column] === 1) continue;
    const far = offset - state.worthOf(row, column) - columnPrice[column]!;
    if (far < distance[column]!) {
      distance[column] = far;
      from[column] = row;
    }
  }
}

function nearestColumn({ columns, distance, isDone }: State): number {
  let nearest = -1;
  let least = Number.POSITIVE_INFINITY;
  for (let column = 0; column < columns; column += 1)
    if (isDone[column] === 0 && distance[column]! < least) {
      least = distance[column]!;
      nearest = column;
    }
  return nearest;
}

/** Each row on the path goes into the column it reached, out of the one it was in. */
function moveAlong({ held, from }: State, root: number, end: number): void {
  for (let column = end; ; ) {
    const row = from[column]!;
    const before = row === root ? -1 : held.findIndex(rows => rows.includes(row));
    held[column]!.push(row);
    if (before < 0) return;
    held[before]!.splice(held[before]!.indexOf(row), 1);
    column = before;
  }
}
