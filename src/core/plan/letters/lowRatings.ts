import { type Programme, roundNumber } from "../../domain/programme.ts";
import { addDays, type Instant, type LocalDate, localDate } from "../../domain/values/time.ts";
import type { Fact } from "../../rules/metrics/facts.ts";
import { membersOf, participants, type Snapshot } from "../../state/snapshot.ts";

/** An offer to one person, of which nobody else is told: neither their group nor the coordinator. */
interface ChangeOffer {
  /** One a person and round. */
  key: string;
  programmeId: string;
  personId: string;
  groupId: string;
  /** The day after the round's last. */
  roundEndsOn: LocalDate;
}

const LOW = 2;

/** In a larger group a change is not one person's to have; and there must be others to be with. */
const LARGEST_GROUP = 3;

const LEAST_OTHERS = 2;

/** Offered in the round's last week. */
const DAYS_BEFORE_END = 7;

/**
 * People who gave a session of the round a low rating and may be offered, at its end, to be with others next time: a
 * change without fault. Only in rounds longer than a week, in their last week, in groups of two or three, while the
 * programme goes on and has others to be with; to that person alone, in words that would be the same without any
 * reason.
 *
 * Not an insight: it is kept nowhere, and nobody else can learn of it. Sorted by key. See docs/insights.md.
 */
export function lowRatings(
  snapshot: Snapshot,
  programme: Programme,
  feedback: readonly Fact<"feedback">[],
  now: Instant,
): ChangeOffer[] {
  const today = localDate(now, programme.zone);
  const offers = new Map<string, ChangeOffer>();
  for (const { programmeId, sessionId, personId, useful } of feedback) {
    if (programmeId !== programme.id || useful === null || useful > LOW || programme.roundWeeks < 2) continue;
    const group = snapshot.groups.get(snapshot.sessions.get(sessionId)?.groupId ?? "");
    if (group === undefined || group.round === null || group.status !== "active") continue;
    const others = participants(snapshot, programme.id).filter(person => !group.memberIds.includes(person.id));
    if (group.memberIds.length > LARGEST_GROUP || others.length < LEAST_OTHERS) continue;
    const { endsOn } = roundNumber(programme, group.round);
    const isAtEnd = today >= addDays(endsOn, -DAYS_BEFORE_END) && today < endsOn;
    const isLast = programme.endsOn !== null && endsOn > programme.endsOn;
    if (!isAtEnd || isLast || !membersOf(snapshot, group).some(person => person.id === personId)) continue;
    const key = `${group.id}/change/${personId}`;
    offers.set(key, { key, programmeId, personId, groupId: group.id, roundEndsOn: endsOn });
  }
  return [...offers.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}
