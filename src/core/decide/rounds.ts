import { type Command, markOf } from "../command.ts";
import type { Group } from "../group.ts";
import { repairCircles } from "../matching/circleRepair.ts";
import { SMALLEST_CIRCLE } from "../matching/circleSizes.ts";
import { planCircles } from "../matching/circles.ts";
import { type Meetings, meetingsOf } from "../matching/meetings.ts";
import { repairRound } from "../matching/repair.ts";
import { nextSeat } from "../matching/seats.ts";
import { isAway, type Person } from "../person.ts";
import { type Programme, type Round, roundNumber, roundOn } from "../programme.ts";
import { namesOf, participants, type Snapshot } from "../snapshot.ts";
import { addDays, type Instant, type LocalDate, localDate, weekday } from "../time.ts";
import type { Words } from "../words.ts";
import { circlesBefore, roundsTogether } from "./circleRounds.ts";
import {
  type FormedGroup,
  type Forming,
  fitWithin,
  formSmallGroups,
  isByFit,
  keeperWithin,
  reasonsFor,
} from "./forming.ts";

/** Groups of a round are formed so many days before it begins, so that people get their invitations the week before. */
export const ROUND_LEAD_DAYS = 4;
/** A person is in a short round who can be there on at least so many of its working days. */
const DAYS_TO_TAKE_PART = 2;
/** Rounds longer than this keep their members through a leave; only the sessions go on without them. */
const SHORT_ROUND_WEEKS = 4;
/** Formats whose groups are formed here. The others wait for their rules and say so on their page. */
export const FORMATS_MATCHED = ["pair", "triad", "circle"] as const;

/**
 * What the groups of a programme's present and coming round should become: formed where there are none, mended where people
 * left, paused, came back or joined, ended when the round is over.
 */
export function decideRounds(snapshot: Snapshot, programme: Programme, now: Instant, words: Words): Command[] {
  const today = localDate(now, programme.zone);
  const commands = endPastRounds(snapshot, programme, today);
  if (programme.status !== "active" || !isMatched(programme)) return commands;
  for (const round of roundsToForm(programme, today)) {
    const formed = decideRound(snapshot, programme, round, today, now, words);
    commands.push(...formed);
    // Who met in this round is not known yet to the next one: it is formed once this one stands.
    if (formed.some(command => command.kind === "create_page")) break;
  }
  return commands;
}

function isMatched(programme: Programme): boolean {
  return programme.matching !== "by_hand" && (FORMATS_MATCHED as readonly string[]).includes(programme.format);
}

/** The round under way, and the next one once it is near. */
export function roundsToForm(programme: Programme, today: LocalDate): Round[] {
  const horizon = addDays(today, ROUND_LEAD_DAYS);
  const rounds = [today, horizon].flatMap(day => roundOn(programme, day) ?? []);
  return rounds.filter((round, index) => index === 0 || round.number !== rounds[0]?.number);
}

function decideRound(
  snapshot: Snapshot,
  programme: Programme,
  round: Round,
  today: LocalDate,
  now: Instant,
  words: Words,
): Command[] {
  const all = groupsOf(snapshot, programme).filter(group => group.round === round.number);
  const groups = all.filter(group => group.status !== "ended");
  const people = participants(snapshot, programme.id);
  const seed = `${programme.id}/${round.number}`;
  const met = historyBefore(snapshot, programme, round);
  const isPresent = (person: Person) => attends(person, round);
  const cameToTriads = triadSeats(snapshot, programme, round);
  const timesKept = keeperSeats(snapshot, programme, round);
  const forming: Forming = { programme, round, people, isPresent, met, seed, cameToTriads, timesKept };
  const present = people.filter(isPresent).map(person => person.id);
  const assigned = new Set(groups.flatMap(group => group.memberIds));
  const unassigned = present.filter(id => !assigned.has(id)).length;
  if (all.length === 0 || (programme.format === "circle" ? lacksACircle(unassigned, all) : unassigned > 0)) {
    const formed: FormedGroup[] =
      programme.format === "circle"
        ? planCircles({
            people: present,
            size: programme.groupSize,
            past: circlesBefore(groupsThatMet(snapshot, programme, round), round),
            ...roundsTogether(programme, round),
            seed: programme.id,
          }).map(members => ({ members, keeper: null }))
        : formSmallGroups(forming);
    const planned = new Map(formed.map(group => [groupKey(programme, round, group.members), group]));
    // A run may end before it has formed the whole round: as long as nothing else happened, the rest follows as planned.
    if (all.every(group => group.status !== "ended" && isAsPlanned(group, planned.get(group.key)?.members))) {
      for (const group of all) planned.delete(group.key);
      return [...planned.values()].map(group => createGroup(snapshot, forming, group, "none", words));
    }
  }
  const staying = people
    .filter(person => attends(person, round) && (assigned.has(person.id) || canStillJoin(person, round, today)))
    .map(person => person.id);
  return mendRound(snapshot, forming, groups, staying, now, words);
}

/** Whether the round may have been cut off while it was formed: a plan of circles is not made again for less. */
function lacksACircle(unassigned: number, groups: readonly Group[]): boolean {
  const isAsFormed = (group: Group) => group.key.endsWith(`:${markOf([...group.memberIds].sort())}`);
  return unassigned >= SMALLEST_CIRCLE && groups.every(isAsFormed);
}

function isAsPlanned(group: Group, memberIds: readonly string[] | undefined): boolean {
  return memberIds !== undefined && markOf([...memberIds].sort()) === markOf([...group.memberIds].sort());
}

function groupKey(programme: Programme, round: Round, memberIds: readonly string[]): string {
  return `group:${programme.id}:${round.number}:${markOf([...memberIds].sort())}`;
}

function mendRound(
  snapshot: Snapshot,
  forming: Forming,
  groups: Group[],
  present: string[],
  now: Instant,
  words: Words,
): Command[] {
  const { programme, round, met, seed } = forming;
  const state = groups.map(group => ({
    id: group.id,
    memberIds: group.memberIds,
    fixed: programme.format !== "circle" && hasBegun(snapshot, group, now),
  }));
  const mend =
    programme.format === "circle"
      ? repairCircles({
          circles: state,
          people: present,
          size: programme.groupSize,
          past: circlesBefore(groupsThatMet(snapshot, programme, round), round),
          seed,
        })
      : repairRound({ groups: state, present, met, seed, fit: fitWithin(forming) });
  const byId = new Map(groups.map(group => [group.id, group]));
  const hasStarted = localDate(now, programme.zone) >= round.startsOn;
  return [
    ...mend.changed.map(({ id, memberIds }): Command => {
      const joined = hasStarted && memberIds.some(member => !byId.get(id)?.memberIds.includes(member));
      const keeper = keeperWithin(forming, memberIds, byId.get(id)?.facilitatorId ?? null);
      const values = {
        members: memberIds,
        name: nameOf(snapshot, programme, round, memberIds, words),
        ...(programme.format === "triad" ? { facilitator: keeper === null ? [] : [keeper] } : {}),
        why: whyOf(snapshot, forming, { members: memberIds, keeper }, joined ? "joined_late" : "none", words),
      };
      return { kind: "update_page", key: `members:${id}:${markOf(values)}`, source: "groups", pageId: id, values };
    }),
    ...mend.changed.flatMap(({ id, memberIds }) => follow(snapshot, forming, byId.get(id), memberIds, now, words)),
    ...mend.dissolved.map((id): Command => endGroup(id)),
    ...mend.created.map(memberIds =>
      createGroup(
        snapshot,
        forming,
        { members: memberIds, keeper: keeperWithin(forming, memberIds, null) },
        hasStarted ? "left_alone" : "none",
        words,
      ),
    ),
  ];
}

/**
 * Coming sessions are called after the people in them, as long as nobody gave them another name, and are led by a triad's
 * keeper where whoever was to lead them is no member any more.
 */
function follow(
  snapshot: Snapshot,
  forming: Forming,
  group: Group | undefined,
  memberIds: string[],
  now: Instant,
  words: Words,
): Command[] {
  if (group === undefined) return [];
  const keeper = keeperWithin(forming, memberIds, group.facilitatorId);
  return [...snapshot.sessions.values()].flatMap((session): Command[] => {
    if (session.groupId !== group.id || session.status !== "planned" || (session.startsAt ?? 0) <= now) return [];
    const titleFor = (ids: readonly string[]) =>
      words.sessionTitle({ names: namesOf(snapshot, ids), kind: session.kind }, forming.programme.language);
    const hasLeft = session.facilitatorId !== null && !memberIds.includes(session.facilitatorId);
    const values = {
      ...(session.title === titleFor(group.memberIds) ? { title: titleFor(memberIds) } : {}),
      ...(forming.programme.format === "triad" && hasLeft ? { facilitator: keeper === null ? [] : [keeper] } : {}),
    };
    if (Object.keys(values).length === 0) return [];
    const key = `title:${session.id}:${markOf(values)}`;
    return [{ kind: "update_page", key, source: "sessions", pageId: session.id, values }];
  });
}

function endGroup(id: string): Command {
  return { kind: "update_page", key: `end:${id}`, source: "groups", pageId: id, values: { status: "ended" } };
}

function endPastRounds(snapshot: Snapshot, programme: Programme, today: LocalDate): Command[] {
  return groupsOf(snapshot, programme)
    .filter(group => group.round !== null && group.status !== "ended" && group.key !== "")
    .filter(group => programme.status === "ended" || roundNumber(programme, group.round ?? 0).endsOn <= today)
    .map(group => endGroup(group.id));
}

function groupsOf(snapshot: Snapshot, programme: Programme): Group[] {
  return [...snapshot.groups.values()].filter(group => group.programmeId === programme.id);
}

/** How often two people were in one group of this programme in earlier rounds. */
function historyBefore(snapshot: Snapshot, programme: Programme, round: Round): Meetings {
  return meetingsOf(groupsThatMet(snapshot, programme, round).map(group => group.memberIds));
}

function groupsThatMet(snapshot: Snapshot, programme: Programme, round: Round): Group[] {
  const earlier = groupsOf(snapshot, programme).filter(group => group.round !== null && group.round < round.number);
  return earlier.filter(group => !isDissolved(snapshot, group));
}

/** A group that ended without a session that was not cancelled: its people did not meet in it. */
function isDissolved(snapshot: Snapshot, group: Group): boolean {
  if (group.status !== "ended") return false;
  return [...snapshot.sessions.values()].every(
    session => session.groupId !== group.id || session.status === "cancelled",
  );
}

/** How often each person was one of three. */
function triadSeats(snapshot: Snapshot, programme: Programme, round: Round): Map<string, number> {
  const seats = new Map<string, number>();
  for (const group of groupsOf(snapshot, programme))
    if (group.round !== null && group.round < round.number && group.memberIds.length === 3)
      for (const id of group.memberIds) seats.set(id, (seats.get(id) ?? 0) + 1);
  return seats;
}

/** How often each person held a group's seat. */
function keeperSeats(snapshot: Snapshot, programme: Programme, round: Round): Map<string, number> {
  const seats = new Map<string, number>();
  for (const { round: number, facilitatorId: id } of groupsOf(snapshot, programme))
    if (number !== null && number < round.number && id !== null) seats.set(id, (seats.get(id) ?? 0) + 1);
  return seats;
}

/** True when a session of the group has already begun: who is in it is history. */
function hasBegun(snapshot: Snapshot, group: Group, now: Instant): boolean {
  return [...snapshot.sessions.values()].some(
    session =>
      session.groupId === group.id &&
      session.status !== "cancelled" &&
      session.startsAt !== null &&
      session.startsAt <= now,
  );
}

/** Whether a person is there for a round at all: two working days of a short one, and any long one they did not leave. */
export function attends(person: Person, round: Round): boolean {
  if (person.status === "left") return false;
  const days = daysOf(round.startsOn, round.endsOn);
  if (days.length > SHORT_ROUND_WEEKS * 7) return true;
  const working = days.filter(day => (person.hours[weekday(day) - 1] ?? []).length > 0);
  const there = working.filter(day => !isAway(person, day));
  return there.length >= Math.min(DAYS_TO_TAKE_PART, working.length) && there.length > 0;
}

function canStillJoin(person: Person, round: Round, today: LocalDate): boolean {
  const startsOn = [addDays(today, 1), round.startsOn].sort()[1] ?? round.startsOn;
  return attends(person, { ...round, startsOn });
}

function daysOf(from: LocalDate, to: LocalDate): LocalDate[] {
  const days: LocalDate[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) days.push(day);
  return days;
}

function createGroup(
  snapshot: Snapshot,
  forming: Forming,
  formed: FormedGroup,
  change: "none" | "left_alone",
  words: Words,
): Command {
  const { programme, round } = forming;
  const members = [...formed.members].sort();
  const held = new Map<string, number>();
  for (const group of groupsOf(snapshot, programme))
    if (group.facilitatorId !== null) held.set(group.facilitatorId, (held.get(group.facilitatorId) ?? 0) + 1);
  const key = groupKey(programme, round, members);
  const seat = programme.format === "circle" && members.length > 3 ? nextSeat(members, held, key) : formed.keeper;
  return {
    kind: "create_page",
    key,
    source: "groups",
    values: {
      name: nameOf(snapshot, programme, round, members, words),
      programme: [programme.id],
      round: round.number + 1,
      members,
      facilitator: seat === null ? [] : [seat],
      status: programme.approveFirst ? "draft" : "active",
      why: whyOf(snapshot, forming, formed, change, words),
      key,
    },
  };
}

function nameOf(snapshot: Snapshot, programme: Programme, round: Round, memberIds: string[], words: Words): string {
  return words.groupName({ names: namesOf(snapshot, memberIds), round: round.number + 1 }, programme.language);
}

function whyOf(
  snapshot: Snapshot,
  { programme, round, met }: Forming,
  { members: memberIds, keeper }: FormedGroup,
  change: "none" | "joined_late" | "left_alone",
  words: Words,
): string {
  let timesMetBefore = 0;
  for (const [index, a] of memberIds.entries())
    for (const b of memberIds.slice(index + 1)) timesMetBefore = Math.max(timesMetBefore, met.count(a, b));
  return words.matchReason(
    {
      format: programme.format,
      matching: isByFit(programme) ? "best_fit" : "random",
      names: namesOf(snapshot, memberIds),
      timesMetBefore,
      triadBecauseOdd: programme.format === "pair" && memberIds.length === 3,
      change,
      keeper: keeper === null ? null : (snapshot.people.get(keeper)?.name ?? null),
      reasons: reasonsFor(snapshot, programme, round, memberIds),
    },
    programme.language,
  );
}
