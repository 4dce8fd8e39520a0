import type { Command } from "../../domain/command.ts";
import type { Programme, Round } from "../../domain/programme.ts";
import { rulesOf } from "../../domain/values/format.ts";
import { markOf } from "../../domain/values/hash.ts";
import { restingIn } from "../../rules/insights/acting.ts";
import { nextSeat, weightedSeats } from "../../rules/matching/seats.ts";
import { namesOf } from "../../state/snapshot.ts";
import { type FormedGroup, type Forming, isByFit, reasonsFor } from "./forming.ts";
import { groupsOf } from "./roundHistory.ts";

/** How a group came to be, as its page tells it. */
type Change = "none" | "joined_late" | "left_alone";

/** The page of a group that is formed now, active or, where the programme wants to read it first, a draft. */
export function createGroup(forming: Forming, formed: FormedGroup, change: Change): Command {
  const { planning, programme, round } = forming;
  const { snapshot, words } = planning;
  const members = [...formed.members].sort();
  const held = new Map<string, number>();
  for (const group of groupsOf(snapshot, programme))
    if (group.facilitatorId !== null) held.set(group.facilitatorId, (held.get(group.facilitatorId) ?? 0) + 1);
  const key = groupKey(programme, round, members);
  const isCircle = rulesOf(programme.format).grouping === "circles" && members.length > 3;
  const seat = isCircle
    ? nextSeat(members, weightedSeats(held, restingIn(snapshot, programme)), key)
    : (formed.helper ?? formed.keeper);
  const { everyWeeks, durationMinutes } = programme;
  return {
    kind: "create_page",
    key,
    source: "groups",
    values: {
      name: nameOf(forming, members),
      programme: [programme.id],
      round: round.number + 1,
      members,
      facilitator: seat === null ? [] : [seat],
      status: programme.approveFirst ? "draft" : "active",
      why: whyOf(forming, formed, change),
      ...(formed.helper === null
        ? {}
        : { agreement: words.agreement({ everyWeeks, durationMinutes }, programme.language) }),
      key,
    },
  };
}

/** What a group is known by before it has a page: programme, round and members, in whatever order they come. */
export function groupKey(programme: Programme, round: Round, memberIds: readonly string[]): string {
  return `group:${programme.id}:${round.number}:${markOf([...memberIds].sort())}`;
}

/** Whether a group has the members it was planned with. */
export function isAsPlanned(
  group: { memberIds: readonly string[] },
  memberIds: readonly string[] | undefined,
): boolean {
  return memberIds !== undefined && markOf([...memberIds].sort()) === markOf([...group.memberIds].sort());
}

/** What a group's page is called: its members and the round, in the programme's language. */
export function nameOf({ planning, programme, round }: Forming, memberIds: string[]): string {
  const names = namesOf(planning.snapshot, memberIds);
  return planning.words.groupName({ names, round: round.number + 1 }, programme.language);
}

function helperFirst(memberIds: readonly string[], helper: string | null): string[] {
  return helper === null ? [...memberIds] : [helper, ...memberIds.filter(id => id !== helper)];
}

/** What a group's page says about why these people meet, in the programme's language. */
export function whyOf(forming: Forming, { members: memberIds, keeper, helper }: FormedGroup, change: Change): string {
  const { planning, programme, met } = forming;
  const { snapshot, words } = planning;
  let timesMetBefore = 0;
  for (const [index, a] of memberIds.entries())
    for (const b of memberIds.slice(index + 1)) timesMetBefore = Math.max(timesMetBefore, met.count(a, b));
  return words.matchReason(
    {
      format: programme.format,
      matching: isByFit(programme) ? "best_fit" : "random",
      names: namesOf(snapshot, memberIds),
      timesMetBefore,
      // Within the round three may be together for another reason: who joined or was left alone.
      triadBecauseOdd: rulesOf(programme.format).grouping === "pairs" && memberIds.length === 3 && change === "none",
      change,
      keeper: keeper === null ? null : (snapshot.people.get(keeper)?.name ?? null),
      ...(helper === null ? {} : { helper: snapshot.people.get(helper)?.name ?? "" }),
      reasons: reasonsFor(forming, helperFirst(memberIds, helper)),
    },
    programme.language,
  );
}
