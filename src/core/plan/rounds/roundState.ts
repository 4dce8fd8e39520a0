// What it decides: which groups of a running round may change, and who in them is still there.
// Idea: a group that has met stays as it is, unless it lost somebody and is to meet again: then who is left alone is open to
//   others, and where nobody else is alone a group that goes on takes them in. Its past stays with its sessions.
// Source: design, section 2, "A partner left alone". Cost: one repair, and one more for each kind of trouble.
import type { Group } from "../../domain/group.ts";
import type { Person } from "../../domain/person.ts";
import { addDays, daysBetween, type Instant, type LocalDate, localDate } from "../../domain/values/time.ts";
import { type Repair, type RoundGroup, repairRound } from "../../rules/matching/repair.ts";
import { isAwayFor } from "../../rules/scheduling/attending.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { spansOf } from "../slots/wantedSlots.ts";
import { type Forming, fitWithin } from "./forming.ts";
import { partnersToChange } from "./partners.ts";
import { hasBegun } from "./roundHistory.ts";

/** How the groups of two and three of a round change, so that as many as can be have company. */
export function repairOf(
  snapshot: Snapshot,
  forming: Forming,
  groups: readonly Group[],
  present: readonly string[],
  now: Instant,
): Repair {
  const { programme, round, met, seed, needs } = forming;
  const today = localDate(now, programme.zone);
  const rules = { met, seed, forbidden: needs.apart, fit: fitWithin(forming) };
  const gone = goneFor(snapshot, forming, today);
  const isStanding = (group: Group) => hasBegun(snapshot, group, now);
  const meetsAgain = (group: Group) =>
    spansOf(programme, group).some(span => span.kind === "session" && span.startsOn > today);
  const state = (isOpen: (group: Group) => boolean): RoundGroup[] =>
    groups.map(group => {
      const there = meetsAgain(group) ? group.memberIds.filter(id => !gone(id)) : group.memberIds;
      const hasLost = there.length < group.memberIds.length;
      return { id: group.id, memberIds: group.memberIds, fixed: isStanding(group) && !hasLost && !isOpen(group) };
    });
  const here = present.filter(id => !gone(id) || isHeld(groups, id, meetsAgain));
  const first = repairRound({ groups: state(() => false), present: here, ...rules });
  const alone = leftAlone(groups, first, new Set(here));
  if (alone.length > 0) {
    const second = repairRound({ groups: state(meetsAgain), present: here, ...rules });
    return leftAlone(groups, second, new Set(here)).length < alone.length ? second : first;
  }
  if (first.changed.length + first.created.length + first.dissolved.length > 0) return first;
  return changedPartners() ?? first;

  /** For who asks for somebody else: only where everybody who has company keeps having some. */
  function changedPartners(): Repair | null {
    for (const [asker] of partnersToChange(snapshot, programme, round, now)) {
      const before = state(() => false);
      const own = before.find(group => group.memberIds.includes(asker) && !group.fixed);
      if (own === undefined || !own.memberIds.some(other => rules.forbidden(asker, other))) continue;
      const without = before.map(group =>
        group === own ? { ...group, memberIds: group.memberIds.filter(id => id !== asker) } : group,
      );
      const repair = repairRound({ groups: without, present: here, ...rules });
      if (leftAlone(groups, repair, new Set(here)).length === 0 && isMoved(asker, own, repair)) return repair;
    }
    return null;
  }
}

/** Who is not there for the rest of a round: out of the programme, or away until it ends. */
function goneFor(snapshot: Snapshot, { people, round }: Forming, today: LocalDate): (id: string) => boolean {
  const byId = new Map<string, Person>(people.map(person => [person.id, person]));
  const tomorrow = addDays(today, 1);
  const [, from = tomorrow] = [tomorrow, round.startsOn].sort();
  const days = daysBetween(from, round.endsOn);
  return id => {
    const person = byId.get(id);
    if (snapshot.held.has(id)) return false;
    return person === undefined || (days > 0 && isAwayFor(person, from, days));
  };
}

/** True for a member of a group that meets no more in this round: it stays whole. */
function isHeld(groups: readonly Group[], id: string, meetsAgain: (group: Group) => boolean): boolean {
  return groups.some(group => group.memberIds.includes(id) && !meetsAgain(group));
}

/** Who was in a group and is there, and would be in none, or alone in one. */
function leftAlone(groups: readonly Group[], repair: Repair, here: ReadonlySet<string>): string[] {
  const dissolved = new Set(repair.dissolved);
  const changed = new Map(repair.changed.map(({ id, memberIds }) => [id, memberIds]));
  const after = [
    ...groups.filter(group => !dissolved.has(group.id)).map(group => changed.get(group.id) ?? group.memberIds),
    ...repair.created,
  ];
  const placed = new Set(after.filter(members => members.filter(id => here.has(id)).length > 1).flat());
  return groups.flatMap(group => group.memberIds).filter(id => here.has(id) && !placed.has(id));
}

function isMoved(asker: string, own: RoundGroup, repair: Repair): boolean {
  const stays =
    repair.changed.find(({ id }) => id === own.id)?.memberIds ??
    (repair.dissolved.includes(own.id) ? [] : own.memberIds);
  const found = [...repair.changed.map(({ memberIds }) => memberIds), ...repair.created];
  return (
    found.some(members => members.includes(asker) && members.length > 1) &&
    !(stays.includes(asker) && stays.join() === own.memberIds.join())
  );
}
