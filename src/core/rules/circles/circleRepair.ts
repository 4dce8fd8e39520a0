// What it decides: how the circles of a running round change when people come and go.
// Idea: whoever stays keeps their circle; newcomers and the people of a circle that became too small go, one by one, to
//   the smallest circle, and among equals to where they met fewest.
// Source: docs/how-matching-decides.md#newcomers-and-people-left-alone. Cost: people times circles; a plan of one round
//   when there are new circles.

import { randomOf, shuffled } from "../../domain/values/random.ts";
import { meetingsOf } from "../matching/meetings.ts";
import type { Repair } from "../matching/repair.ts";
import { type CirclesRequest, planCircleRounds } from "./circles.ts";
import { SMALLEST_CIRCLE } from "./seatable.ts";

interface CirclesRepairRequest extends Omit<CirclesRequest, "since" | "rounds"> {
  circles: readonly {
    id: string;
    memberIds: readonly string[];
    /** True for the people the circle was formed with. */
    isHome?: (memberIds: readonly string[]) => boolean;
    /** True where people chose its members: it stays while one of them is there. */
    isTheirs?: boolean;
  }[];
  /** The circle in which somebody stays who is in several, by the person's id. */
  claims?: ReadonlyMap<string, string>;
}

interface Place {
  /** Null for a circle made here. */
  id: string | null;
  members: string[];
  isHome?: CirclesRepairRequest["circles"][number]["isHome"];
  /** True for one whose members people chose: how few they are is their word. */
  isTheirs?: boolean;
}

/**
 * What has to change in running circles for the `people` who take part now; all empty when nothing has to.
 *
 * Leavers leave. A circle of fewer than three is dissolved and its people join the others; joiners go to the smallest
 * circle, and among equals to where they met fewest. Enough of them for a circle (the wished size less one, three at
 * least) make new ones. The last circle stays while it has two people,
 * and one whose members people chose while it has one. Two kept apart are not put together; a person
 * no circle may take is in none. Applied and asked again, it changes nothing.
 */
export function repairCircles(request: CirclesRepairRequest): Repair {
  const { circles, people, size, past = [], seed, forbidden = () => false, claims } = request;
  const present = new Set(people);
  const taken = new Set<string>();
  const places: Place[] = [...circles]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map(circle => {
      const members = [...new Set(circle.memberIds)]
        .filter(person => present.has(person) && !taken.has(person) && (claims?.get(person) ?? circle.id) === circle.id)
        .sort();
      for (const person of members) taken.add(person);
      return { ...circle, members };
    });
  const waiting = [...present].filter(person => !taken.has(person)).sort();
  if (places.length === 0 || waiting.length >= Math.max(SMALLEST_CIRCLE, size - 1))
    for (const members of planCircleRounds({ people: waiting, size, past, seed, forbidden })[0] ?? [])
      places.push({ id: null, members });
  const random = randomOf(seed);
  const met = meetingsOf(past.flat());
  const placeFor = (person: string, choices: readonly Place[]) => {
    const times = ({ members }: Place) => members.reduce((sum, other) => sum + met.count(person, other), 0);
    const open = shuffled(choices, random).filter(
      ({ members }) => !members.some(other => forbidden(person, other) || forbidden(other, person)),
    );
    const home = open.find(place => place.isHome?.([...place.members, person]));
    if (home !== undefined) return home;
    return open.sort((a, b) => a.members.length - b.members.length || times(a) - times(b))[0];
  };
  const newlyPlaced = new Set(places.filter(place => place.id === null).flatMap(place => place.members));
  for (const person of shuffled(waiting, random))
    if (!newlyPlaced.has(person)) placeFor(person, places)?.members.push(person);
  return difference(circles, dissolvingSmall(places, placeFor));
}

/** The circles that remain once each that is too small has given its people to others, the smallest first. */
function dissolvingSmall(
  places: readonly Place[],
  placeFor: (person: string, choices: readonly Place[]) => Place | undefined,
): Place[] {
  let open = [...places];
  for (;;) {
    const isSmall = ({ id, members, isTheirs }: Place) => id !== null && !(isTheirs === true && members.length > 0);
    const smallest = open.filter(isSmall).sort((a, b) => a.members.length - b.members.length)[0];
    if (smallest === undefined || smallest.members.length >= (open.length === 1 ? 2 : SMALLEST_CIRCLE)) return open;
    open = open.filter(place => place !== smallest);
    for (const person of smallest.members) placeFor(person, open)?.members.push(person);
  }
}

function difference(before: CirclesRepairRequest["circles"], after: readonly Place[]): Repair {
  const stays = new Map(after.map(place => [place.id, place.members.sort()]));
  const membersBefore = (id: string) => [...before.find(circle => circle.id === id)!.memberIds].sort().join();
  return {
    changed: [...stays]
      .flatMap(([id, memberIds]) => (id === null ? [] : [{ id, memberIds }]))
      .filter(({ id, memberIds }) => memberIds.join() !== membersBefore(id)),
    dissolved: before
      .map(circle => circle.id)
      .filter(id => !stays.has(id))
      .sort(),
    created: after
      .filter(place => place.id === null)
      .map(place => place.members)
      .sort((a, b) => (a[0]! < b[0]! ? -1 : 1)),
  };
}
