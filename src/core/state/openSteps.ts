import type { Goal } from "../domain/goal.ts";
import { keptIn } from "../domain/values/maps.ts";
import type { Instant } from "../domain/values/time.ts";
import { openSteps } from "../rules/steps/open.ts";
import type { Snapshot } from "./snapshot.ts";

/** What some people have still to do, as all of them may read it (`openSteps`): what is due first, then the eldest. */
export function openStepsOf(
  snapshot: Snapshot,
  people: readonly { id: string }[],
  now: Instant,
  zone: string,
): ReturnType<typeof openSteps> {
  const stepsOf = (id: string) => snapshot.stepsByOwner.get(id) ?? [];
  const ids = people.map(({ id }) => id);
  return openSteps(ids, { stepsOf, goalOf: goalsKnown(snapshot) }, now, zone);
}

/** The goal with an id; undefined for none. It is asked of the pages first: of a goal that is not near it is not known what it is. */
export function goalsKnown({ rows, goals }: Snapshot): (goalId: string) => Goal | undefined {
  const byId = keptIn(goalsById, goals, () => new Map(goals.map(goal => [goal.id, goal])));
  return id => (rows.has(id) ? byId.get(id) : undefined);
}

/** Kept as long as the goals are: every meeting asks for those its people's steps lead to. */
const goalsById = new WeakMap<object, ReadonlyMap<string, Goal>>();
