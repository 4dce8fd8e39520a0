/**
 * The mass-change guard: whether a run would reach far more people than usual, and has to wait for a coordinator's *go*.
 *
 * What counts is people told by Google's mails: invited, told of a move, told of a cancellation; text reaches nobody. Usual is
 * what a coordinator has let through on a day of the last half-year: nothing that went by itself makes more usual. A go, the first
 * invitations of those a programme was let begin with, and groups read as drafts are not counted; those last have a limit too,
 * for everybody who edits Notion can set a draft active.
 * New people outside the organisation have a lower limit, and an address that is on no page of *People* is not invited without a go:
 * where only they are too many, only they wait.
 * Idea: the guard of file synchronisers on mass deletions (docs/failures-elsewhere.md#f3), by kind and by what was
 * usual. Cost: linear.
 */

import type { Command, CommandOf } from "../domain/command.ts";
import { invitedBy, pageOf, reachedBy } from "../domain/commands.ts";
import type { Group } from "../domain/group.ts";
import { parseLetterId } from "../domain/letter.ts";
import { NO_REACH, type Reach, type Reached, type ReachKind } from "../domain/reach.ts";
import { addressKey, isSameAddress } from "../domain/values/address.ts";
import { timesOf } from "../domain/values/maps.ts";
import { DAY, type Instant } from "../domain/values/time.ts";
import { lettersOf } from "../state/letters.ts";
import type { Snapshot } from "../state/snapshot.ts";
import { programmesFor } from "./sessions/gatherings.ts";

/** What never waits in a day: a programme of some forty people forms its round, or ends early, without approval. */
const FLOOR: Reach = { invitations: 100, moves: 40, cancellations: 40, outsiders: 20, strangers: 0 };
/** More than this multiple of the busiest day a coordinator let through is far more than usual. */
const TIMES_USUAL = 1.25;
/** The multiple that passes without approval for groups read as drafts. */
const TIMES_DRAFTS = 2;
/** The days looked back on: rounds of half a year begin once in so long. */
export const HISTORY_DAYS = 182;

/** What was told on one day, counted from the epoch in UTC; what a coordinator had approved is apart. */
export interface DayReach {
  day: number;
  counted: Reach;
  approved: Reach;
  /** Groups read as drafts; absent for none. */
  drafts?: Reach;
}

/** Which of those invited are new. */
export interface Eyes {
  /** In *People*, outside the organisation's domains, and never met before. */
  isOutsider(email: string): boolean;
  /** Nobody's in *People*, and never invited before. */
  isStranger(email: string): boolean;
}

/** Eyes before anything was weighed: to them nobody is new. */
const NOBODY_NEW: Eyes = { isOutsider: () => false, isStranger: () => false };

/** The people a coordinator let each programme begin with: addresses in `addressKey` form, by programme. */
export type Rosters = ReadonlyMap<string, ReadonlySet<string>>;

function totalOf(reached: readonly Reached[]): Reach {
  const sum = (kind: ReachKind) => reached.reduce((total, one) => total + (one.kind === kind ? one.people : 0), 0);
  return { ...NO_REACH, invitations: sum("invitations"), moves: sum("moves"), cancellations: sum("cancellations") };
}

/** How many people commands tell of what, those who are new among them; without eyes nobody is. */
export function reachOf(commands: readonly Command[], eyes: Eyes = NOBODY_NEW): Reach {
  const invited = commands.flatMap(invitedBy);
  return {
    ...totalOf(commands.flatMap(reachedBy)),
    outsiders: invited.filter(eyes.isOutsider).length,
    strangers: invited.filter(eyes.isStranger).length,
  };
}

export function isReaching(command: Command): boolean {
  return reachedBy(command).length > 0;
}

/** Columns of groups and sessions from which mails follow. */
const FOLLOWED = new Set(["members", "status", "when", "title", "facilitator"]);

/** True for a command that people will hear of, or from which one follows that they will. */
export function leadsToPeople(command: Command): boolean {
  if (command.kind !== "create_page" && command.kind !== "update_page") return isReaching(command);
  if (command.source === "gatherings") return Object.keys(command.values).some(key => FOLLOWED.has(key));
  if (command.source !== "groups" && command.source !== "sessions") return false;
  return command.kind === "create_page" || Object.keys(command.values).some(key => FOLLOWED.has(key));
}

/** How many people may be told on a day: the floor, or a little more than on the busiest day a coordinator let through. */
function limitOf(history: readonly DayReach[], today: number): Reach {
  const letThrough = history.filter(
    reach => reach.day < today && reach.day >= today - HISTORY_DAYS && reach.approved.invitations > 0,
  );
  const busiest = Math.max(0, ...letThrough.map(reach => reach.counted.invitations + reach.approved.invitations));
  const times = Math.max(1, (TIMES_USUAL * busiest) / FLOOR.invitations);
  // A programme that was let begin is that large from then on, and what moves may be too; a mass cancellation that was
  // let through stays an exception.
  return {
    ...FLOOR,
    invitations: Math.floor(FLOOR.invitations * times),
    moves: Math.floor(FLOOR.moves * times),
    cancellations: Math.floor(FLOOR.cancellations * times),
  };
}

/** What a run would come to, and whether it, or a part of it, has to wait. */
export interface Weighing {
  isHeld: boolean;
  /** True where everything that reaches people waits; false where only `waiting` does. */
  isWhole: boolean;
  /** What waits, where the rest may go. */
  waiting: readonly Command[];
  /** The kinds of which there are far more than usual. */
  over: ReachKind[];
  /** Everything of what waits that people would be told. */
  reach: Reach;
  /** What is left of the day's limit for what nobody has approved. */
  limit: Reach;
  /** What is told, in a fixed order: a go is for these. */
  subjects: string[];
}

/** What commands are weighed against. */
interface Known {
  history: readonly DayReach[];
  now: Instant;
  /** True for what a coordinator has let through: it need not be counted. */
  isApproved: (command: Command) => boolean;
  /** True for groups that were read as drafts. */
  isDraft?: (command: Command) => boolean;
  eyes?: Eyes;
  /** What was foreseen by all slices of a look, of which these commands are one: what is over there is over here. */
  over?: readonly ReachKind[];
}

/** What a slice of a look would tell people, and what all of them would. */
export interface Foretold {
  /** Everything. */
  all: Reach;
  /** Of what nobody has approved: what invites nobody new, and what invites people outside the organisation. Strangers wait anyway. */
  known: Reach;
  outsiders: Reach;
  /** People invited to groups that were read as drafts. */
  drafts: number;
}

export const NOTHING_FORETOLD: Foretold = { all: NO_REACH, known: NO_REACH, outsiders: NO_REACH, drafts: 0 };

/** What commands come to, to be added up over slices. */
export function foretoldBy(commands: readonly Command[], known: Omit<Known, "history" | "now">): Foretold {
  const { isApproved, isDraft = () => false, eyes = NOBODY_NEW } = known;
  const unapproved = commands.filter(command => !isApproved(command));
  const counted = unapproved.filter(command => !isDraft(command) && !isTooNew(command, ["strangers"], eyes));
  const isNew = (command: Command) => isTooNew(command, ["outsiders"], eyes);
  return {
    all: reachOf(commands, eyes),
    known: reachOf(counted.filter(command => !isNew(command))),
    outsiders: reachOf(counted.filter(isNew), eyes),
    drafts: totalOf(unapproved.filter(isDraft).flatMap(reachedBy)).invitations,
  };
}

/** Two of them together. */
export function foretoldWith(one: Foretold, other: Foretold): Foretold {
  return {
    all: withReach(one.all, other.all),
    known: withReach(one.known, other.known),
    outsiders: withReach(one.outsiders, other.outsiders),
    drafts: one.drafts + other.drafts,
  };
}

/** The sum of what is told. */
export function withReach(one: Reach, other: Reach): Reach {
  return {
    invitations: one.invitations + other.invitations,
    moves: one.moves + other.moves,
    cancellations: one.cancellations + other.cancellations,
    outsiders: one.outsiders + other.outsiders,
    strangers: one.strangers + other.strangers,
  };
}

/** Of what all slices together come to: the kinds of which that is far more than usual, as `weigh` tells of commands. */
export function overIn(
  { known, outsiders, drafts }: Foretold,
  history: readonly DayReach[],
  now: Instant,
): ReachKind[] {
  const { ofToday, gone, limits } = dayOn(history, now);
  const isOver = (open: Reach) => (kind: ReachKind) => open[kind] > 0 && gone[kind] + open[kind] > limits[kind];
  const tooNew = (["outsiders"] as const).filter(isOver(outsiders));
  const over: ReachKind[] = EVERYBODY.filter(isOver(tooNew.length > 0 ? known : withReach(known, outsiders)));
  if (areDraftsOver(drafts, ofToday, limits) && !over.includes("invitations")) over.push("invitations");
  return [...over, ...tooNew];
}

function dayOn(history: readonly DayReach[], now: Instant) {
  const today = dayOf(now);
  const ofToday = history.find(reach => reach.day === today);
  return { ofToday, gone: ofToday?.counted ?? NO_REACH, limits: limitOf(history, today) };
}

function areDraftsOver(drafts: number, ofToday: DayReach | undefined, limits: Reach): boolean {
  return drafts > 0 && (ofToday?.drafts?.invitations ?? 0) + drafts > TIMES_DRAFTS * limits.invitations;
}

/** Weighs all commands of a run that is still to be carried out. */
export function weigh(commands: readonly Command[], known: Known): Weighing {
  const { history, now, isApproved, isDraft = () => false, eyes = NOBODY_NEW, over: overAll = [] } = known;
  const { ofToday, gone, limits } = dayOn(history, now);
  const unapproved = commands.filter(command => !isApproved(command));
  const counted = unapproved.filter(command => !isDraft(command));
  const isOver = (open: Reach) => (kind: ReachKind) => open[kind] > 0 && gone[kind] + open[kind] > limits[kind];
  const isOverAll = (kind: ReachKind) => overAll.includes(kind);
  const invited = reachOf(counted, eyes);
  const tooNew = NEWCOMERS.filter(kind => isOverAll(kind) || isOver(invited)(kind));
  const waiting = unapproved.filter(command => isTooNew(command, tooNew, eyes));
  const isWaiting = new Set(waiting);
  const open = totalOf(counted.filter(command => !isWaiting.has(command)).flatMap(reachedBy));
  const over = EVERYBODY.filter(kind => isOverAll(kind) || isOver(open)(kind));
  const drafts = totalOf(unapproved.filter(isDraft).flatMap(reachedBy)).invitations;
  if (areDraftsOver(drafts, ofToday, limits) && !over.includes("invitations")) over.push("invitations");
  const isWhole = over.length > 0;
  // Where nothing waits, what is told of is all of it.
  const told = isWhole || waiting.length === 0 ? commands : waiting;
  const left = (kind: ReachKind) => Math.max(0, limits[kind] - gone[kind]);
  return {
    isHeld: isWhole || waiting.length > 0,
    isWhole,
    waiting,
    over: [...over, ...tooNew],
    reach: reachOf(told, eyes),
    limit: {
      invitations: left("invitations"),
      moves: left("moves"),
      cancellations: left("cancellations"),
      outsiders: left("outsiders"),
      strangers: left("strangers"),
    },
    subjects: told
      .flatMap(reachedBy)
      .map(one => one.subject)
      .sort(),
  };
}

/** What makes everything wait, and what makes only itself wait. */
export const EVERYBODY: readonly ReachKind[] = ["invitations", "moves", "cancellations"];
const NEWCOMERS: readonly ReachKind[] = ["outsiders", "strangers"];

/** True for a command that invites newcomers of a kind there are too many of. */
export function isTooNew(command: Command, over: readonly ReachKind[], eyes: Eyes): boolean {
  const invited = invitedBy(command);
  return (
    (over.includes("outsiders") && invited.some(eyes.isOutsider)) ||
    (over.includes("strangers") && invited.some(eyes.isStranger))
  );
}

/** The day an instant falls on, counted from the epoch in UTC. */
export function dayOf(now: Instant): number {
  return Math.floor(now / DAY);
}

/**
 * Whether a go covers a command: each thing it was given for, once for every time it was shown. Asked again of the same
 * command the answer stays.
 */
export function covering(shown: readonly string[]): (command: Command) => boolean {
  const left = timesOf(shown);
  const answers = new Map<string, boolean>();
  return command => {
    const before = answers.get(command.key);
    if (before !== undefined) return before;
    const reached = reachedBy(command);
    const isCovered = reached.length > 0 && reached.every(one => (left.get(one.subject) ?? 0) > 0);
    if (isCovered) for (const { subject } of reached) left.set(subject, (left.get(subject) ?? 0) - 1);
    answers.set(command.key, isCovered);
    return isCovered;
  };
}

/**
 * True for an invitation to a group that was set active from a draft: a coordinator has read who will be invited.
 * It holds until the group has met for the first time; what comes later is usual by then.
 */
export function isReadAsDraft(snapshot: Snapshot, now: Instant, command: Command): boolean {
  const group = groupBeginning(snapshot, now, command);
  const programme = snapshot.programmes.find(programme => programme.id === group?.programmeId);
  return programme?.approveFirst === true;
}

/**
 * True for what a programme begins with for people a coordinator let it begin with: the first letter to each address, whatever page it
 * stands on by now, and the first groups Krug makes of them. One go covers it all.
 */
export function isOfRoster(snapshot: Snapshot, now: Instant, rosters: Rosters, command: Command): boolean {
  const isIn = (programmeId: string | null | undefined) => {
    const roster = rosters.get(programmeId ?? "");
    return roster !== undefined && invitedBy(command).every(email => roster.has(addressKey(email)));
  };
  if (command.kind === "send_letter") {
    const letter = parseLetterId(command.eventId);
    return letter?.kind.startsWith("kick_off") === true && isIn(letter.programmeId) && !isSentTo(snapshot, command);
  }
  const group = groupBeginning(snapshot, now, command);
  return group !== null && isFirstRound(snapshot, group) && isIn(group.programmeId);
}

/** True where the same letter of the same programme went to the address before, for a person with another page. */
function isSentTo(snapshot: Snapshot, { eventId, draft }: CommandOf<"send_letter">): boolean {
  const letter = parseLetterId(eventId);
  return lettersOf(snapshot).some(
    one =>
      one.eventId !== eventId &&
      one.kind === letter?.kind &&
      one.programmeId === letter.programmeId &&
      snapshot.events.get(one.eventId)?.guests.some(guest => isSameAddress(guest.email, draft.email)) === true,
  );
}

function isFirstRound(snapshot: Snapshot, { programmeId, round }: Group): boolean {
  if ((snapshot.past.programmes.get(programmeId ?? "")?.firstRound ?? Number.POSITIVE_INFINITY) < (round ?? 0))
    return false;
  return [...snapshot.groups.values()].every(
    other => other.programmeId !== programmeId || other.key === "" || (other.round ?? 0) >= (round ?? 0),
  );
}

/**
 * The group of Krug's own making that a command invites for the first time; null for any other command, and for a session people
 * made: of those there may be any number.
 */
function groupBeginning(snapshot: Snapshot, now: Instant, command: Command): Group | null {
  if (command.kind !== "create_event" && command.kind !== "create_series") return null;
  if (command.kind === "create_event" && snapshot.rows.get(command.link.sessionId)?.createdBy === "person") return null;
  const groupId =
    command.kind === "create_series" ? command.series.groupId : snapshot.sessions.get(command.link.sessionId)?.groupId;
  const group = groupId == null ? undefined : snapshot.groups.get(groupId);
  return group === undefined || group.key === "" || hasMet(snapshot, group, now) ? null : group;
}

function hasMet(snapshot: Snapshot, group: Group, now: Instant): boolean {
  return (snapshot.sessionsByGroup.get(group.id) ?? []).some(
    session => session.startsAt !== null && session.startsAt <= now,
  );
}

/** The programmes that commands are about, as far as their pages are known; in a fixed order. */
export function programmesOf(snapshot: Snapshot, commands: readonly Command[]): string[] {
  const ids = commands.flatMap(command => {
    if (command.kind === "create_page") return list(command.values.programme);
    if (command.kind === "send_letter") return parseLetterId(command.eventId)?.programmeId ?? [];
    const pageId = pageOf(command) ?? "";
    const gathering = snapshot.gatherings.get(pageId);
    if (gathering !== undefined) return programmesFor(snapshot, gathering).map(programme => programme.id);
    const groupId = snapshot.sessions.get(pageId)?.groupId ?? pageId;
    return snapshot.groups.get(groupId)?.programmeId ?? [];
  });
  return [...new Set(ids)].sort();
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value : [];
}
