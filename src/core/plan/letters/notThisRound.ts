import { type Programme, roundNumber, roundOn } from "../../domain/programme.ts";
import { type Instant, localDate } from "../../domain/values/time.ts";
import { attends, canStillJoin } from "../../rules/scheduling/attending.ts";
import { namesOf, participants, type Snapshot } from "../../state/snapshot.ts";
import { CHANGED_WITHIN, workingDaysAfter } from "../rounds/partners.ts";
import { groupsOf } from "../rounds/roundHistory.ts";
import type { LetterWish } from "./wish.ts";

/**
 * A word to who was in a group of the round under way that ended, and found no other within two working days: that they are
 * not in this round, and when the next begins. Why is told to nobody.
 */
export function notThisRoundWishes(snapshot: Snapshot, programme: Programme, now: Instant): LetterWish[] {
  const today = localDate(now, programme.zone);
  const round = programme.status === "active" ? roundOn(programme, today) : null;
  if (round === null) return [];
  const groups = groupsOf(snapshot, programme).filter(group => group.round === round.number);
  const placed = new Set(groups.filter(group => group.status !== "ended").flatMap(group => group.memberIds));
  const waits = new Set(
    groups
      .filter(group => group.status === "ended")
      .filter(group => workingDaysAfter(editedOn(snapshot, programme, group.id), CHANGED_WITHIN) <= today)
      .flatMap(group => group.memberIds),
  );
  const next = roundNumber(programme, round.number + 1);
  return participants(snapshot, programme.id)
    .filter(({ id }) => waits.has(id) && !placed.has(id))
    .filter(person => person.status === "active" && attends(person, round) && canStillJoin(person, round, today))
    .map(person => ({
      kind: "not_this_round",
      personId: person.id,
      programmeId: programme.id,
      cause: String(round.number),
      programme,
      facts: {
        kind: "not_this_round",
        name: person.name,
        programme: programme.name,
        nextRoundOn: next.startsOn < next.endsOn ? next.startsOn : null,
        coordinators: namesOf(snapshot, programme.coordinatorIds),
      },
    }));
}

function editedOn(snapshot: Snapshot, programme: Programme, groupId: string) {
  return localDate(snapshot.rows.get(groupId)?.editedAt ?? 0, programme.zone);
}
