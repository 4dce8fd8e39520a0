import type { Programme } from "../domain/programme.ts";
import type { Apart } from "../domain/values/apart.ts";
import { lettersOf } from "./letters.ts";
import type { Snapshot } from "./snapshot.ts";

/** Who said yes to being with others in a round, and with whom they were in the one before: twos to keep apart, that once. */
export function changesAsked(snapshot: Snapshot, programme: Programme, round: number): [string, string][] {
  return lettersOf(snapshot)
    .filter(
      ({ kind, programmeId, reply }) => kind === "change_offer" && programmeId === programme.id && reply === "accepted",
    )
    .flatMap(({ personId, cause }) => {
      const group = snapshot.groups.get(cause);
      const others = group?.round === round - 1 ? group.memberIds.filter(id => id !== personId) : [];
      return others.map((id): [string, string] => [personId, id]);
    });
}

/** The same needs, with these twos kept apart as well. */
export function withChanges<T extends { apart: Apart }>(needs: T, twos: readonly (readonly [string, string])[]): T {
  if (twos.length === 0) return needs;
  const isAsked = (a: string, b: string) =>
    twos.some(([one, other]) => (one === a && other === b) || (one === b && other === a));
  return { ...needs, apart: (a, b) => needs.apart(a, b) || isAsked(a, b) };
}
