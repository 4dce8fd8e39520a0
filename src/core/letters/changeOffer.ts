import { lowRatings } from "../insights/lowRating.ts";
import type { Apart } from "../matching/apart.ts";
import { sessionsSince } from "../metrics/gather.ts";
import { type Programme, roundOn } from "../programme.ts";
import type { Snapshot } from "../snapshot.ts";
import { addDays, atLocal, type Instant, localDate } from "../time.ts";
import { lettersOf } from "./sent.ts";
import type { LetterWish } from "./wish.ts";

/** In a round's last week, where the programme lets Krug act: to each who may want it, and to nobody else, others to be with. */
export function changeOffers(snapshot: Snapshot, programme: Programme, now: Instant): LetterWish[] {
  if (programme.insights !== "act" || programme.status !== "active") return [];
  const round = roundOn(programme, localDate(now, programme.zone));
  if (round === null) return [];
  const { feedback } = sessionsSince(snapshot, programme, atLocal(round.startsOn, 0, programme.zone), now);
  return lowRatings(snapshot, programme, feedback, now).map(({ personId, groupId, roundEndsOn }) => ({
    kind: "change_offer",
    personId,
    programmeId: programme.id,
    cause: groupId,
    programme,
    facts: {
      kind: "change_offer",
      name: snapshot.people.get(personId)?.name ?? "",
      programme: programme.name,
      roundLastsUntil: addDays(roundEndsOn, -1),
    },
  }));
}

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
