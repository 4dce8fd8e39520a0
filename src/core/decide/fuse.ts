/**
 * The fuse: whether a run would reach far more people than usual, and has to wait for a coordinator's *go*.
 *
 * What counts is people told by Google's mails: invited, told of a move, told of a cancellation; text reaches nobody. Usual is
 * the busiest day of the last half-year. What a coordinator has approved already (a go, or groups read as drafts) is not
 * counted. Idea: the brake of file synchronisers on mass deletions (field, F3), by kind and by what was usual. Cost: linear.
 */
import { type Command, entityOf, markOf } from "../command.ts";
import { programmesFor } from "../gatherings/invited.ts";
import type { Group } from "../group.ts";
import type { Snapshot } from "../snapshot.ts";
import { DAY, type Instant } from "../time.ts";

export const REACH_KINDS = ["invitations", "moves", "cancellations"] as const;
export type ReachKind = (typeof REACH_KINDS)[number];

/** How many people are told, by what they are told: somebody invited to two sessions counts twice. */
export type Reach = Readonly<Record<ReachKind, number>>;

export const NO_REACH: Reach = { invitations: 0, moves: 0, cancellations: 0 };
/** So many a day never wait: a programme of some forty people forms its round, or ends early, without anybody being asked. */
export const FLOOR: Reach = { invitations: 100, moves: 40, cancellations: 40 };
/** More than so many times the busiest day is far more than usual. */
export const TIMES_USUAL = 3;
/** The days looked back on: rounds of half a year begin once in so long. */
export const HISTORY_DAYS = 182;

/** What was told on one day, counted from the epoch in UTC; what a coordinator had approved is apart. */
export interface DayReach {
  day: number;
  counted: Reach;
  approved: Reach;
}

/** One thing people are told. Equal subjects are one intention, whatever ids its pages got and whenever a slot was found. */
export interface Reached {
  kind: ReachKind;
  people: number;
  subject: string;
}

/** What a command tells people: nothing for upkeep, and for a change of nothing but text. */
export function reachedBy(command: Command): Reached[] {
  switch (command.kind) {
    case "create_event": {
      const { guestEmails } = command.draft;
      return told("invitations", guestEmails.length, `invite ${[...guestEmails].sort().join()}`);
    }
    case "cancel_event":
      return told("cancellations", command.mailed.length, `cancel ${command.link.sessionId}`);
    case "change_event": {
      const { change, mailed, link } = command;
      if (change.time !== undefined || change.title !== undefined)
        return told("moves", mailed.length, `move ${link.sessionId} ${change.time?.startsAt ?? change.title}`);
      const after = new Set((change.guests ?? []).map(guest => guest.email));
      return mailed.flatMap(email =>
        after.has(email)
          ? told("invitations", 1, `add ${link.sessionId} ${email}`)
          : told("cancellations", 1, `drop ${link.sessionId} ${email}`),
      );
    }
    case "send_letter":
      return told("invitations", 1, `letter ${command.eventId}`);
    case "create_series":
    case "change_series":
    case "end_series":
      return reachedBySeries(command);
    case "save_series":
    case "create_page":
    case "update_page":
    case "trash_page":
    case "comment":
    case "save_link":
    case "create_form":
    case "change_form":
    case "open_form":
    case "note_acted":
      return [];
  }
}

type SeriesCommand = Extract<Command, { kind: "create_series" | "change_series" | "end_series" }>;

/** A whole series counts once for each person, as its mail does. */
function reachedBySeries(command: SeriesCommand): Reached[] {
  const { series, mailed } = command;
  const mark = `${series.kind} ${series.groupId}`;
  switch (command.kind) {
    case "create_series":
      // The invitation to another time was weighed when the series was cut for it: what is cut is not left without.
      if (command.settles !== null) return [];
      return told("invitations", mailed.length, `invite series ${series.kind} ${[...mailed].sort().join()}`);
    case "change_series": {
      const after = new Set((command.change.guests ?? []).map(guest => guest.email));
      return mailed.flatMap(email =>
        after.has(email)
          ? told("invitations", 1, `add ${mark} ${email}`)
          : told("cancellations", 1, `drop ${mark} ${email}`),
      );
    }
    case "end_series":
      if (series.heir?.reason === "moved") return told("moves", series.master.guests.length, `move series ${mark}`);
      return told("cancellations", mailed.length, `cancel series ${mark}`);
  }
}

function told(kind: ReachKind, people: number, subject: string): Reached[] {
  return people === 0 ? [] : [{ kind, people, subject: markOf(subject) }];
}

/** How many people a command tells of what. */
export function reachOf(command: Command): Reach {
  return totalOf(reachedBy(command));
}

export function totalOf(reached: readonly Reached[]): Reach {
  const sum = (kind: ReachKind) => reached.reduce((total, one) => total + (one.kind === kind ? one.people : 0), 0);
  return { invitations: sum("invitations"), moves: sum("moves"), cancellations: sum("cancellations") };
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

/** How many people may be told on a day: the floor, or a multiple of the busiest day so far, whichever is more. */
export function limitOf(history: readonly DayReach[], today: number): Reach {
  const earlier = history.filter(one => one.day < today && one.day >= today - HISTORY_DAYS);
  const most = (of: (one: DayReach) => number) => Math.max(0, ...earlier.map(of));
  // A programme somebody let begin is as large from then on; a mass cancellation somebody let through stays an exception.
  return {
    invitations: Math.max(
      FLOOR.invitations,
      TIMES_USUAL * most(one => one.counted.invitations + one.approved.invitations),
    ),
    moves: Math.max(FLOOR.moves, TIMES_USUAL * most(one => one.counted.moves)),
    cancellations: Math.max(FLOOR.cancellations, TIMES_USUAL * most(one => one.counted.cancellations)),
  };
}

/** What a run would come to, and whether it has to wait. */
export interface Weighing {
  isHeld: boolean;
  /** The kinds of which there are far more than usual. */
  over: ReachKind[];
  /** Everything the run would tell people. */
  reach: Reach;
  /** What is left of the day's limit for what nobody has approved. */
  limit: Reach;
  /** What is told, in a fixed order: a go is for these. */
  subjects: string[];
}

/** Weighs all commands of a run that is still to be carried out; `isApproved` says what need not be counted. */
export function weigh(
  commands: readonly Command[],
  history: readonly DayReach[],
  now: Instant,
  isApproved: (command: Command) => boolean,
): Weighing {
  const today = dayOf(now);
  const gone = history.find(one => one.day === today)?.counted ?? NO_REACH;
  const limits = limitOf(history, today);
  const reached = commands.flatMap(reachedBy);
  const open = totalOf(commands.filter(command => !isApproved(command)).flatMap(reachedBy));
  const over = REACH_KINDS.filter(kind => open[kind] > 0 && gone[kind] + open[kind] > limits[kind]);
  const left = (kind: ReachKind) => Math.max(0, limits[kind] - gone[kind]);
  return {
    isHeld: over.length > 0,
    over,
    reach: totalOf(reached),
    limit: { invitations: left("invitations"), moves: left("moves"), cancellations: left("cancellations") },
    subjects: reached.map(one => one.subject).sort(),
  };
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
  const left = new Map<string, number>();
  for (const subject of shown) left.set(subject, (left.get(subject) ?? 0) + 1);
  const known = new Map<string, boolean>();
  return command => {
    const before = known.get(command.key);
    if (before !== undefined) return before;
    const reached = reachedBy(command);
    const isCovered = reached.length > 0 && reached.every(one => (left.get(one.subject) ?? 0) > 0);
    if (isCovered) for (const { subject } of reached) left.set(subject, (left.get(subject) ?? 0) - 1);
    known.set(command.key, isCovered);
    return isCovered;
  };
}

/**
 * True for an invitation a coordinator has approved of by setting a draft group active: they have read who will be invited.
 * It holds until the group has met for the first time; what comes later is usual by then.
 */
export function isReadAsDraft(snapshot: Snapshot, now: Instant, command: Command): boolean {
  if (command.kind !== "create_event" && command.kind !== "create_series") return false;
  const groupId =
    command.kind === "create_series" ? command.series.groupId : snapshot.sessions.get(command.link.sessionId)?.groupId;
  const group = groupId == null ? undefined : snapshot.groups.get(groupId);
  if (group === undefined || group.key === "") return false;
  const programme = snapshot.programmes.find(one => one.id === group.programmeId);
  return programme?.approveFirst === true && !hasMet(snapshot, group, now);
}

function hasMet(snapshot: Snapshot, group: Group, now: Instant): boolean {
  return [...snapshot.sessions.values()].some(
    session => session.groupId === group.id && session.startsAt !== null && session.startsAt <= now,
  );
}

/** The programmes that commands are about, as far as their pages are known; in a fixed order. */
export function programmesOf(snapshot: Snapshot, commands: readonly Command[]): string[] {
  const ids = commands.flatMap(command => {
    if (command.kind === "create_page") return list(command.values.programme);
    const pageId = "series" in command ? command.series.groupId : entityOf(command);
    const gathering = snapshot.gatherings.get(pageId);
    if (gathering !== undefined) return programmesFor(snapshot, gathering).map(one => one.id);
    const groupId = snapshot.sessions.get(pageId)?.groupId ?? pageId;
    return snapshot.groups.get(groupId)?.programmeId ?? [];
  });
  return [...new Set(ids)].sort();
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value : [];
}
