import type { Instant } from "../domain/values/time.ts";
import { openSteps } from "../rules/steps/open.ts";
import type { Snapshot } from "../state/snapshot.ts";

/** What some people have still to do, as all of them may read it (`openSteps`): what is due first, then the eldest. */
export function openStepsOf(
  { stepsByOwner, rows, goals }: Snapshot,
  people: readonly { id: string }[],
  now: Instant,
  zone: string,
): ReturnType<typeof openSteps> {
  const known = {
    stepsOf: (id: string) => stepsByOwner.get(id) ?? [],
    // Asked of the pages first: of a goal that is not near it is not known what it is.
    goalOf: (id: string) => (rows.has(id) ? goals.find(goal => goal.id === id) : undefined),
  };
  return openSteps(
    people.map(({ id }) => id),
    known,
    now,
    zone,
  );
}
