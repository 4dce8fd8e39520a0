// What it decides: groups of three and four for more people than every division can be tried for.
// Idea and cost: `triads.ts`.

import { randomOf, shuffled } from "../../domain/values/random.ts";
import { type EdgeWeights, edgeWeightOf, mayMeet } from "./edgeWeights.ts";

/** Beginnings that are drawn: more for few people. */
const BEGINNINGS: readonly [most: number, count: number][] = [
  [30, 24],
  [60, 8],
  [150, 3],
];

const MOST_SWEEPS = 20;

/** The groups that exchanges lead to; those who may be with nobody are in none. */
export function exchanged(edgeWeights: EdgeWeights, seed: string): number[][] {
  const random = randomOf(seed);
  const beginnings = BEGINNINGS.find(([most]) => edgeWeights.size <= most)?.[1] ?? 1;
  const value = valueTable(edgeWeights);
  let best: { groups: number[][]; worth: number } | null = null;
  for (let beginning = 0; beginning < beginnings; beginning += 1) {
    const groups = improved(value, dealt(shuffled([...edgeWeights.ids.keys()], random)));
    const worth = groups.reduce((sum, group) => sum + groupValue(value, group), 0);
    if (best === null || worth > best.worth) best = { groups, worth };
  }
  return takenApart(edgeWeights, best?.groups ?? []);
}

interface Values {
  size: number;
  /** The worth of each two; far below zero where they must not meet. */
  value: Float64Array;
}

function valueTable({ size, weight: worth }: EdgeWeights): Values {
  const most = worth.reduce((greatest, value) => Math.max(greatest, value), 1);
  return { size, value: worth.map(value => (value < 0 ? -4 * size * most : value)) };
}

/** As equal groups as can be of three and four; five people make three and two. */
function dealt(people: readonly number[]): number[][] {
  const count = Math.max(1, people.length === 5 ? 2 : Math.floor(people.length / 3));
  const groups: number[][] = Array.from({ length: count }, () => []);
  for (const [place, person] of people.entries()) groups[place % count]!.push(person);
  return groups;
}

function improved(values: Values, groups: number[][]): number[][] {
  const homeOf = new Int32Array(values.size);
  for (const [home, group] of groups.entries()) for (const person of group) homeOf[person] = home;
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep += 1) {
    let hasChanged = false;
    for (let a = 0; a < values.size; a += 1)
      for (let b = a + 1; b < values.size; b += 1) {
        const [homeA, homeB] = [homeOf[a]!, homeOf[b]!];
        if (homeA === homeB) continue;
        const [groupA, groupB] = [groups[homeA]!, groups[homeB]!];
        const sharesA = groupA.length - 1;
        const sharesB = groupB.length - 1;
        const before = sumWith(values, groupA, a, a) / sharesA + sumWith(values, groupB, b, b) / sharesB;
        const after = sumWith(values, groupA, a, b) / sharesA + sumWith(values, groupB, b, a) / sharesB;
        if (after <= before) continue;
        groupA[groupA.indexOf(a)] = b;
        groupB[groupB.indexOf(b)] = a;
        homeOf[a] = homeB;
        homeOf[b] = homeA;
        hasChanged = true;
      }
    if (!hasChanged) break;
  }
  return groups;
}

/** The worth of a person's meetings with a group without one of its members. */
function sumWith({ size, value }: Values, group: readonly number[], without: number, person: number): number {
  let sum = 0;
  for (const member of group) if (member !== without) sum += value[person * size + member]!;
  return sum;
}

function groupValue(values: Values, group: readonly number[]): number {
  let sum = 0;
  for (const person of group) sum += sumWith(values, group, person, person);
  return group.length < 2 ? 0 : sum / 2 / (group.length - 1);
}

/** Where exchanges could not keep two apart, one of them leaves and joins a group of two or three that may take them. */
function takenApart(edgeWeights: EdgeWeights, groups: readonly (readonly number[])[]): number[][] {
  const result = groups.map(group => [...group]);
  const homeless: number[] = [];
  for (const group of result)
    for (;;) {
      const broken = (person: number) =>
        group.filter(other => other !== person && !mayMeet(edgeWeights, person, other)).length;
      const worst = [...group].sort((a, b) => broken(b) - broken(a) || a - b)[0];
      if (worst === undefined || broken(worst) === 0) break;
      group.splice(group.indexOf(worst), 1);
      homeless.push(worst);
    }
  for (const group of result) if (group.length === 1) homeless.push(...group.splice(0, 1));
  const alone: number[] = [];
  for (const person of homeless.sort((a, b) => a - b)) {
    const homes = result.filter(group => isHome(edgeWeights, group, person));
    const best = homes.sort(
      (a, b) => a.length - b.length || meanWith(edgeWeights, b, person) - meanWith(edgeWeights, a, person),
    )[0];
    if (best === undefined) alone.push(person);
    else best.push(person);
  }
  return [...result.filter(group => group.length > 1), ...companyOf(edgeWeights, alone)];
}

function isHome(edgeWeights: EdgeWeights, group: readonly number[], person: number): boolean {
  return group.length > 1 && group.length < 4 && group.every(other => mayMeet(edgeWeights, person, other));
}

function meanWith(edgeWeights: EdgeWeights, group: readonly number[], person: number): number {
  return group.reduce((sum, other) => sum + edgeWeightOf(edgeWeights, person, other), 0) / group.length;
}

/** Those no group takes are with one another where they may. */
function companyOf(edgeWeights: EdgeWeights, alone: readonly number[]): number[][] {
  const groups: number[][] = [];
  for (const person of alone) {
    const home = groups.find(group => group.length < 3 && group.every(other => mayMeet(edgeWeights, person, other)));
    if (home === undefined) groups.push([person]);
    else home.push(person);
  }
  return groups.filter(group => group.length > 1);
}
