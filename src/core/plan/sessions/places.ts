import { randomOf } from "../../domain/values/random.ts";

// What it decides: who gets the places of a webinar or class that are still free, and who waits.
// Idea: people who asked to come are ahead of those who only seek the skill; then those who were at the fewest lately;
//   ties are drawn. People who hold an invitation keep it: nobody is sent away because another came.
// Source: docs/formats.md#webinars-and-classes; a queue with classes, as waiting lists of courses have.
// Cost: sorting those who may come.

/** A person who may be invited. */
interface Hopeful {
  id: string;
  /** They put themselves (or were put) among the interested. */
  isInterested: boolean;
  /** How many webinars and classes they were at lately. */
  lately: number;
}

interface Dealt {
  /** The people to invite now, in the order in which they got their places. */
  invited: string[];
  /** People waiting for another to decline, the next first. */
  waiting: string[];
}

/**
 * Who gets a place now and who waits. `held` are the places already taken; null `places` is no limit. With more held
 * than there are, as when people lowered the number, nobody is invited. The order of `hopefuls` does not matter.
 */
export function dealPlaces(
  given: { places: number | null; held: number; seed: string },
  hopefuls: readonly Hopeful[],
): Dealt {
  const drawn = new Map(hopefuls.map(({ id }) => [id, randomOf(`${given.seed}/${id}`).next()]));
  const inOrder = [...hopefuls].sort(
    (a, b) =>
      Number(b.isInterested) - Number(a.isInterested) ||
      a.lately - b.lately ||
      (drawn.get(a.id) ?? 0) - (drawn.get(b.id) ?? 0) ||
      (a.id < b.id ? -1 : 1),
  );
  const ids = [...new Set(inOrder.map(({ id }) => id))];
  const free = given.places === null ? ids.length : Math.max(0, given.places - given.held);
  return { invited: ids.slice(0, free), waiting: ids.slice(free) };
}
