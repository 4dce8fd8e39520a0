// What it decides: who sits in which circle, and how circles change when people come and go.
// Idea: circles as equal as can be; from a random seating two people of different circles change places, always when
//   that saves repeated meetings and now and then when it does not (simulated annealing); the best of a few starts.
// Source: the social golfer problem; Kirkpatrick et al., "Optimization by Simulated Annealing", 1983.
// Cost: some 10,000 to 100,000 exchanges, each of the circles' size.
import type { Meetings } from "./meetings.ts";
import { type Random, randomOf, shuffled } from "./random.ts";
import type { Repair } from "./repair.ts";
import { metOf, named, type Table, tableOf, twosOf } from "./table.ts";

/** Fewer people are no circle. */
export const SMALLEST_CIRCLE = 3;
const STARTS = 3;

export interface CirclesRequest {
  people: readonly string[];
  /** The wished number of people in a circle. */
  size: number;
  met: Meetings;
  seed: string;
}

/**
 * Circles as near to the wished size as can be and equal to within one person, with the fewest repeated meetings found.
 *
 * Fewer than three people give no circle; from three on nobody is left out, so that 7 people who wish for fives sit
 * in one circle and 8 in two of four. Sorted by id. Source: design, section 6, "Circles".
 */
export function planCircles({ people, size, met, seed }: CirclesRequest): string[][] {
  const table = tableOf(people, met, () => false, null);
  if (table.size < SMALLEST_CIRCLE) return [];
  const count = circleCount(table.size, size);
  const random = randomOf(seed);
  let best: { circles: number[][]; cost: number } | null = null;
  for (let start = 0; start < STARTS && best?.cost !== 0; start += 1) {
    const circles: number[][] = Array.from({ length: count }, () => []);
    for (const [place, person] of shuffled([...table.ids.keys()], random).entries())
      circles[place % count]!.push(person);
    const found = seated(table, circles, random);
    if (best === null || found.cost < best.cost) best = found;
  }
  return named(table, best!.circles);
}

export interface CirclesRepairRequest extends CirclesRequest {
  circles: readonly { id: string; memberIds: readonly string[] }[];
}

/**
 * What has to change in running circles for the `people` who take part now; all empty when nothing has to.
 *
 * Leavers leave. A circle of fewer than three is dissolved and its people join the others; joiners go to the smallest
 * circle, and among equals to where they met fewest. Enough of them for a circle (the wished size less one, three at
 * least) make new ones. The last circle stays while it has two people. Applied and asked again, it changes nothing.
 */
export function repairCircles({ circles, people, size, met, seed }: CirclesRepairRequest): Repair {
  const present = new Set(people);
  const taken = new Set<string>();
  let open = [...circles]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(circle => {
      const members = [...new Set(circle.memberIds)].filter(person => present.has(person) && !taken.has(person)).sort();
      for (const person of members) taken.add(person);
      return { id: circle.id, members };
    });
  const created: string[][] = [];
  let waiting = [...present].filter(person => !taken.has(person)).sort();
  if (open.length === 0 || waiting.length >= Math.max(SMALLEST_CIRCLE, size - 1)) {
    created.push(...planCircles({ people: waiting, size, met, seed }));
    waiting = [];
  }
  const random = randomOf(seed);
  const join = (person: string) => {
    const all = [...open.map(circle => circle.members), ...created];
    const choices = shuffled(all, random).sort(
      (a, b) => a.length - b.length || meetingsWith(met, person, a) - meetingsWith(met, person, b),
    );
    choices[0]?.push(person);
  };
  for (const person of shuffled(waiting, random)) join(person);
  for (;;) {
    const smallest = [...open].sort((a, b) => a.members.length - b.members.length)[0];
    const isLast = open.length + created.length === 1;
    if (smallest === undefined || smallest.members.length >= (isLast ? 2 : SMALLEST_CIRCLE)) break;
    open = open.filter(circle => circle !== smallest);
    for (const person of smallest.members) join(person);
  }
  const changed = open
    .map(({ id, members }) => ({ id, memberIds: members.sort() }))
    .filter(now => now.memberIds.join() !== [...circles.find(one => one.id === now.id)!.memberIds].sort().join());
  const dissolved = circles
    .map(circle => circle.id)
    .filter(id => !open.some(circle => circle.id === id))
    .sort();
  return {
    changed,
    dissolved,
    created: created.map(members => members.sort()).sort((a, b) => (a[0]! < b[0]! ? -1 : 1)),
  };
}

/** The number of circles whose size comes nearest to the wish, with three people in each at least. */
function circleCount(people: number, size: number): number {
  return Math.max(1, Math.min(Math.round(people / size), Math.floor(people / SMALLEST_CIRCLE)));
}

function meetingsWith(met: Meetings, person: string, members: readonly string[]): number {
  return members.reduce((sum, other) => sum + met.count(person, other), 0);
}

/** Changes of places from a start on; the best seating seen and the repeated meetings it has. */
function seated(table: Table, start: number[][], random: Random): { circles: number[][]; cost: number } {
  const circles = start.map(circle => [...circle]);
  let cost = circles.reduce(
    (sum, circle) => sum + twosOf(circle).reduce((part, [a, b]) => part + metOf(table, a, b), 0),
    0,
  );
  let best = { circles: circles.map(circle => [...circle]), cost };
  if (circles.length < 2) return best;
  const turns = Math.min(100_000, 2000 + 1000 * table.size);
  for (let turn = 0; turn < turns && best.cost > 0; turn += 1) {
    const warmth = 1.2 * (1 - turn / turns) + 0.02;
    const from = random.below(circles.length);
    const to = (from + 1 + random.below(circles.length - 1)) % circles.length;
    const left = circles[from]!;
    const right = circles[to]!;
    const [i, j] = [random.below(left.length), random.below(right.length)];
    const [a, b] = [left[i]!, right[j]!];
    let change = 0;
    for (const other of left) if (other !== a) change += metOf(table, b, other) - metOf(table, a, other);
    for (const other of right) if (other !== b) change += metOf(table, a, other) - metOf(table, b, other);
    if (change > 0 && random.next() >= Math.exp(-change / warmth)) continue;
    left[i] = b;
    right[j] = a;
    cost += change;
    if (cost < best.cost) best = { circles: circles.map(circle => [...circle]), cost };
  }
  return best;
}
