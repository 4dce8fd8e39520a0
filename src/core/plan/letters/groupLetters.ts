// What it decides: who is asked privately how it goes with a group that does not meet, and who is offered other hours or a break.
// Source: docs/group-health.md. Each is asked once a round, all of a group alike, and nobody where a programme is silent or over.
import type { Person } from "../../domain/person.ts";
import { isAwayAt } from "../../domain/person.ts";
import type { Programme } from "../../domain/programme.ts";
import type { Instant } from "../../domain/values/time.ts";
import { declinedIds, membersOf, namesOf, type Snapshot } from "../../state/snapshot.ts";
import { checkedGroups } from "../insights/groupChecks.ts";
import { isOftenMoved } from "../slots/movedFor.ts";
import type { LetterWish } from "./wish.ts";

/** The questions to people of groups that are stuck, and the offers to people for whom meetings were moved again and again. */
export function groupLetters(
  snapshot: Snapshot,
  programme: Programme,
  now: Instant,
  standingUrl: string | null,
): LetterWish[] {
  if (standingUrl === null || programme.insights === "off") return [];
  return checkedGroups(snapshot, programme, now).flatMap(({ group, mayBeAsked }) => {
    const members = membersOf(snapshot, group).filter(person => !isAwayAt(person, now));
    const letterTo = (kind: "group_check" | "other_hours", person: Person): LetterWish => ({
      kind,
      personId: person.id,
      programmeId: programme.id,
      cause: group.id,
      programme,
      facts: {
        kind,
        name: person.name,
        programme: programme.name,
        others: namesOf(
          snapshot,
          group.memberIds.filter(id => id !== person.id),
        ),
        pageUrl: person.url,
        standingUrl,
      },
    });
    const declinesAgain = ({ id }: Person) =>
      isOftenMoved(snapshot, group.id, id) &&
      (snapshot.sessionsByGroup.get(group.id) ?? []).some(
        session =>
          session.status === "planned" && (session.startsAt ?? 0) > now && declinedIds(snapshot, session).includes(id),
      );
    return [
      ...(mayBeAsked ? members.map(person => letterTo("group_check", person)) : []),
      ...members.filter(declinesAgain).map(person => letterTo("other_hours", person)),
    ];
  });
}
