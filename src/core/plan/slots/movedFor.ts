import type { ActedOn } from "../../domain/actedOn.ts";
import type { Instant } from "../../domain/values/time.ts";
import type { Snapshot } from "../../state/snapshot.ts";

/** So many meetings of a group are moved in a round because the same person declined; then other hours or a break are offered. */
const MOST_MOVES = 3;

/** What is kept of a meeting that was moved because somebody declined it. */
export function movedFor(sessionId: string, personId: string, at: Instant): ActedOn {
  return { cause: `moved_for:${sessionId}:${personId}`, said: "declined", at };
}

/** True for a person for whose declines no further meeting of the group is moved. */
export function isOftenMoved({ actedOn, sessionsByGroup }: Snapshot, groupId: string, personId: string): boolean {
  const moved = (sessionsByGroup.get(groupId) ?? []).filter(({ id }) => actedOn.has(movedFor(id, personId, 0).cause));
  return moved.length >= MOST_MOVES;
}
