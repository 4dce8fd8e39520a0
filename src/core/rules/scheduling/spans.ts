import type { Group } from "../../domain/group.ts";
import { type Programme, roundNumber } from "../../domain/programme.ts";
import type { SessionKind } from "../../domain/session.ts";
import { addDays, type LocalDate } from "../../domain/values/time.ts";

/** How many days ahead invitations go out where a group has a steady rhythm. */
export const SESSION_LEAD_DAYS = 14;
const CHECK_IN_LEAD_DAYS = 7;
export const CHECK_IN_MINUTES = 10;

/** A stretch of a round in which a group should meet once. */
export interface Span {
  kind: SessionKind;
  number: number;
  startsOn: LocalDate;
  /** Exclusive: the first week. */
  endsOn: LocalDate;
  /** Exclusive: as far as it may slip. */
  lastsUntil: LocalDate;
  leadDays: number;
}

/** The stretches of a group's round in each of which it should meet once. */
export function spansOf(programme: Programme, group: Pick<Group, "round">): Span[] {
  if (group.round === null) return [];
  const round = roundNumber(programme, group.round);
  const spans: Span[] = [];
  const cut = (day: LocalDate) => (day < round.endsOn ? day : round.endsOn);
  for (let number = 0; ; number += 1) {
    const startsOn = addDays(round.startsOn, number * 7 * programme.everyWeeks);
    if (startsOn >= round.endsOn) break;
    const lastsUntil = cut(addDays(startsOn, 7 * programme.everyWeeks));
    spans.push({
      kind: "session",
      number,
      startsOn,
      endsOn: cut(addDays(startsOn, 7)),
      lastsUntil,
      leadDays: SESSION_LEAD_DAYS,
    });
  }
  if (!programme.checkIn && programme.addedCheckIns === null) return spans;
  for (let number = 0; ; number += 1) {
    const startsOn = addDays(round.startsOn, number * 7);
    if (startsOn >= round.endsOn) break;
    if (!hasCheckIn(programme, startsOn)) continue;
    const endsOn = cut(addDays(startsOn, 7));
    spans.push({ kind: "check_in", number, startsOn, endsOn, lastsUntil: endsOn, leadDays: CHECK_IN_LEAD_DAYS });
  }
  return spans;
}

/** Whether the week that begins on a day has a check-in. */
function hasCheckIn({ checkIn, addedCheckIns: added }: Programme, startsOn: LocalDate): boolean {
  return checkIn || (added !== null && startsOn >= added.from && startsOn < added.to);
}

/** The key of a group's n-th session or check-in. */
export function sessionKey(groupId: string, kind: SessionKind, number: number): string {
  return `${kind}:${groupId}:${number}`;
}
