// What it decides: how the groups of two and three of a running round change when people leave, return or join.
// Idea: those without company are paired among themselves first; whoever is then left joins the pair they met least,
//   or takes one member of a triad; repeated until nothing can be improved, so a second call changes nothing.
// Source: docs/how-matching-decides.md#newcomers-and-people-left-alone. Cost: one matching among those without company.
import type { Apart } from "../../domain/values/apart.ts";
import { randomOf, shuffled } from "../../domain/values/random.ts";
import { divided, named } from "./bestFit.ts";
import { edgeWeightsOf } from "./edgeWeights.ts";
import type { Meetings } from "./meetings.ts";
import { planPairs } from "./pairs.ts";

export interface RoundGroup {
  id: string;
  memberIds: readonly string[];
  /** Its session began: it stays as it is. */
  fixed: boolean;
  /** True for the people the group was formed with. */
  isHome?: (memberIds: readonly string[]) => boolean;
  /** True where people chose its members: nobody is taken out of it, and one whom they left alone there stays. */
  isTheirs?: boolean;
}

interface RepairRequest {
  groups: readonly RoundGroup[];
  /** Everybody who takes part now. */
  present: readonly string[];
  met: Meetings;
  seed: string;
  forbidden?: (a: string, b: string) => boolean;
  /** Where people are chosen by fit: the points of two, null when they must not meet. Without it the least-met are chosen. */
  fit?: (a: string, b: string) => number | null;
  /** The group in which somebody stays who is in several, by the person's id. */
  claims?: ReadonlyMap<string, string>;
}

export interface Repair {
  /** Groups that stay, with the members they have from now on. */
  changed: { id: string; memberIds: string[] }[];
  dissolved: string[];
  created: string[][];
}

interface Place {
  /** Null for a group made here. */
  id: string | null;
  members: string[];
  isHome?: RoundGroup["isHome"];
  isTheirs?: boolean;
}

/**
 * What has to change so that everybody present has company again; all empty when nothing has to.
 *
 * Absent people leave; whoever comes back to those they were formed with joins them. A person left alone keeps the group
 * and is joined by another who is alone or new; else they join a pair. A single one left over where there are only triads
 * takes a member of one, and two pairs result. Groups never come to exceed three but by who comes back, fixed ones are not
 * touched, a person no group can take is in none. Applied and asked again, it changes nothing. All lists are sorted.
 * Source: docs/how-matching-decides.md#newcomers-and-people-left-alone.
 */
export function repairRound(request: RepairRequest): Repair {
  const { met, seed, forbidden = () => false, claims } = request;
  const { fit: points } = request;
  const apart = (a: string, b: string) =>
    forbidden(a, b) || forbidden(b, a) || (points !== undefined && points(a, b) === null);
  const strangeness = (a: string, b: string) => (points === undefined ? met.count(a, b) : -(points(a, b) ?? 0));
  const present = new Set(request.present);
  const groups = [...request.groups].sort((a, b) => Number(b.fixed) - Number(a.fixed) || (a.id < b.id ? -1 : 1));
  const taken = new Set<string>();
  const open: Place[] = [];
  const leftByHand = new Set<string>();
  for (const group of groups) {
    const own = group.memberIds.filter(person => (claims?.get(person) ?? group.id) === group.id);
    const members = own.filter(person => group.fixed || (present.has(person) && !taken.has(person)));
    if (group.isTheirs === true && own.length === 1 && members.length === 1) leftByHand.add(group.id);
    for (const person of members) taken.add(person);
    if (!group.fixed) open.push({ ...group, members: [...new Set(members)].sort() });
  }
  for (const person of [...present].sort()) if (!taken.has(person)) open.push({ id: null, members: [person] });

  // Whoever comes back to those they were formed with is at home there, be they four.
  for (const place of open) {
    const [person] = place.id === null ? place.members : [];
    const home = open.find(one => person !== undefined && one.isHome?.([...one.members, person]));
    if (person === undefined || home === undefined || home.members.some(other => apart(person, other))) continue;
    home.members = [...home.members, person].sort();
    place.members = [];
  }

  const isAlone = ({ id, members }: Place) => members.length === 1 && !leftByHand.has(id ?? "");
  const alone = open.filter(isAlone);
  const lone = alone.map(place => place.members[0]!);
  const paired = () =>
    points === undefined
      ? planPairs({ people: lone, met, seed, forbidden })
      : pairsByFit(lone, seed, (a, b) => (apart(a, b) ? null : points(a, b)));
  for (const members of lone.length < 2 ? [] : paired()) {
    const homes = alone.filter(place => members.includes(place.members[0]!));
    const home = homes.find(place => place.id !== null) ?? homes[0]!;
    for (const place of homes) place.members = [];
    home.members = members;
  }
  const random = randomOf(`${seed} alone`);
  for (let moved = true; moved; ) {
    moved = false;
    for (const place of shuffled(open.filter(isAlone), random))
      if (joinsPair(place, open, strangeness, apart) || takesFromTriad(place, open, strangeness, apart)) moved = true;
  }
  return difference(request.groups, open, leftByHand);
}

/** Less is better: the times two met, or how badly they fit. */
type Strangeness = (a: string, b: string) => number;

function pairsByFit(
  people: readonly string[],
  seed: string,
  points: (a: string, b: string) => number | null,
): string[][] {
  const ids = [...people].sort();
  const edgeWeights = edgeWeightsOf(ids, seed, (a, b) => points(ids[a]!, ids[b]!));
  return named(ids, divided(edgeWeights, new Array(ids.length).fill(0)).groups);
}

/** The lone person joins the pair they met least or fit best; false when none may take them. */
function joinsPair(lone: Place, open: Place[], strangeness: Strangeness, apart: Apart): boolean {
  const person = lone.members[0]!;
  const pairs = open.filter(place => place.members.length === 2 && place.members.every(other => !apart(person, other)));
  const best = leastBy(pairs, place => place.members.reduce((sum, other) => sum + strangeness(person, other), 0));
  if (best === null) return false;
  best.members = [...best.members, person].sort();
  lone.members = [];
  return true;
}

/** A member of a triad comes to the lone person, and two pairs result; false when nobody may. */
function takesFromTriad(lone: Place, open: Place[], strangeness: Strangeness, apart: Apart): boolean {
  const person = lone.members[0]!;
  const moves = open
    .filter(place => place.members.length === 3 && place.isTheirs !== true)
    .flatMap(from => from.members.map(other => ({ from, other })))
    .filter(move => !apart(person, move.other));
  const best = leastBy(moves, move => strangeness(person, move.other));
  if (best === null) return false;
  best.from.members = best.from.members.filter(other => other !== best.other);
  lone.members = [person, best.other].sort();
  return true;
}

function difference(before: readonly RoundGroup[], open: readonly Place[], leftByHand: ReadonlySet<string>): Repair {
  const repair: Repair = { changed: [], dissolved: [], created: [] };
  for (const place of open) {
    const old = before.find(group => group.id === place.id);
    if (old === undefined) {
      if (place.members.length > 1) repair.created.push(place.members);
    } else if (place.members.length < 2 && !leftByHand.has(old.id)) repair.dissolved.push(old.id);
    else if (place.members.join() !== [...old.memberIds].sort().join())
      repair.changed.push({ id: old.id, memberIds: place.members });
  }
  repair.changed.sort((a, b) => (a.id < b.id ? -1 : 1));
  repair.dissolved.sort();
  repair.created.sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
  return repair;
}

function leastBy<T>(items: readonly T[], cost: (item: T) => number): T | null {
  return items.reduce<T | null>((best, item) => (best === null || cost(item) < cost(best) ? item : best), null);
}
