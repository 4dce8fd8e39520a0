// What it decides: what an act would write and who would hear of it, by how things stand; and that there is nothing to do.
// Idea: each kind is what a coordinator would edit by hand: a status, a range of days, a tick. What follows from it is decided by
//   the rules as after any such edit.
// Source: docs/acts.md. Cost: linear in what the act is about.

import type { Group } from "../../domain/group.ts";
import { isAway, type Person } from "../../domain/person.ts";
import type { Programme } from "../../domain/programme.ts";
import { rulesOf } from "../../domain/values/format.ts";
import type { Row } from "../../domain/values/row.ts";
import { addDays, type Instant, type LocalDate, localDate } from "../../domain/values/time.ts";
import { invitedTo, mayStart, membersOf, personByEmail, programmeOf, type Snapshot } from "../../state/snapshot.ts";
import { mayRemind } from "../letters/reminding.ts";
import { partnersOf } from "../rounds/partners.ts";
import { draftsOf } from "../rounds/roundHistory.ts";
import { roundsToForm } from "../rounds/rounds.ts";
import type { Act, ActKind, PageWrite } from "./act.ts";
import { seenOf } from "./carrying.ts";

/** How things stand when a coordinator asks. */
export interface Standing {
  snapshot: Snapshot;
  /** World time. */
  now: Instant;
  /** The run that waits for a go, and whom it would tell, by programme; null for none. */
  held: { mark: string; roster: Readonly<Record<string, readonly string[]>>; programmeIds: readonly string[] } | null;
}

/** The columns an act of each kind goes by, those it writes among them. */
export const SEES: Readonly<Record<ActKind, readonly string[]>> = {
  approve: ["status", "members"],
  go: [],
  run_now: [],
  remind: ["remind", "consent"],
  rematch: ["status", "members"],
  pause: ["status", "away"],
  leave_out: ["away", "status"],
};

/** What an act would do. */
export type Proposal = Pick<Act, "programmeId" | "writes" | "toldIds"> & {
  /** The programmes a coordinator has to look after to do it: all of them, or one where `isAny`. */
  of: readonly string[];
  isAny?: boolean;
};

/** What an act about something would do; null where there is nothing to do, or no more. */
export function proposeAct(standing: Standing, kind: ActKind, on: string): Proposal | null {
  switch (kind) {
    case "run_now":
      return { programmeId: null, writes: [], toldIds: [], of: [] };
    case "go":
      return goOf(standing, on);
    case "approve":
      return approvalOf(standing, on);
    case "rematch":
      return rematchOf(standing, on);
    case "pause":
      return pauseOf(standing, on);
    case "leave_out":
      return leaveOf(standing, on);
    case "remind":
      return remindersOf(standing, on);
  }
}

/** What an approval is about: a round of a programme, or its groups that were made by hand (null). */
export function roundOf(programmeId: string, round: number | null): string {
  return `${programmeId}/${round ?? "by hand"}`;
}

/** The drafts of one round of a programme become active; what was changed by hand since they were read is seen by their members. */
function approvalOf({ snapshot, now }: Standing, on: string): Proposal | null {
  const [programmeId = "", round = ""] = on.split("/");
  const programme = snapshot.programmes.find(({ id }) => id === programmeId);
  if (programme === undefined || programme.status !== "active") return null;
  const groups = draftsOf(snapshot, programme, now).filter(
    group => roundOf(programmeId, group.round) === on && mayStart(snapshot, group.id),
  );
  if (round === "" || groups.length === 0) return null;
  const people = groups.flatMap(group => membersOf(snapshot, group)).filter(person => isInvited(person, now));
  return {
    programmeId,
    writes: groups.flatMap(({ id }) => writeOn(snapshot, id, SEES.approve, { status: "active" })),
    toldIds: idsOf(people),
    of: [programmeId],
  };
}

function goOf({ snapshot, held }: Standing, on: string): Proposal | null {
  if (held === null || held.mark !== on) return null;
  const people = Object.values(held.roster).flatMap(emails =>
    emails.flatMap(one => personByEmail(snapshot, one) ?? []),
  );
  const of = held.programmeIds.length > 0 ? held.programmeIds : snapshot.programmes.map(({ id }) => id);
  return { programmeId: of.length === 1 ? (of[0] ?? null) : null, writes: [], toldIds: idsOf(people), of };
}

/** In a larger group it is not one person that somebody else is found for. */
const LARGEST_TO_REMATCH = 3;

/** A group of two or three ends, and its people are kept apart: the rules find others for each, as for whoever is left alone. */
function rematchOf({ snapshot, now }: Standing, on: string): Proposal | null {
  const group = snapshot.groups.get(on);
  const programme = group === undefined ? null : programmeOf(snapshot, group);
  if (group === undefined || programme === null || programme.status !== "active") return null;
  const { memberIds, round, status } = group;
  const isRounds = rulesOf(programme.format).board === null && programme.matching !== "by_hand";
  if (status !== "active" || round === null || !isRounds || !mayStart(snapshot, programme.id, on)) return null;
  if (memberIds.length < 2 || memberIds.length > LARGEST_TO_REMATCH) return null;
  const acts = memberIds.slice(0, -1).flatMap(id => partnersOf(snapshot, programme, id, now));
  // In a round that is over, or to come, nobody is kept apart by it.
  if (acts.length === 0) return null;
  return {
    programmeId: programme.id,
    writes: writeOn(snapshot, on, SEES.rematch, { status: "ended" }).map(write => ({ ...write, acts })),
    toldIds: idsOf(membersOf(snapshot, group)),
    of: [programme.id],
  };
}

function pauseOf({ snapshot, now }: Standing, on: string): Proposal | null {
  const person = snapshot.people.get(on);
  if (person === undefined || person.status !== "active" || !mayStart(snapshot, on)) return null;
  return aboutPerson(person, {
    writes: writeOn(snapshot, on, SEES.pause, { status: "paused" }),
    toldIds: toldOfLeave(snapshot, person, { from: now, to: Number.POSITIVE_INFINITY }),
  });
}

/** Away from today, or from its first day, until the newest round is over; a leave that goes on there is kept. */
function leaveOf({ snapshot, now }: Standing, on: string): Proposal | null {
  const [programmeId = "", personId = ""] = on.split("/");
  const programme = snapshot.programmes.find(({ id }) => id === programmeId);
  const person = snapshot.people.get(personId);
  if (programme === undefined || person === undefined || !person.programmeIds.includes(programmeId)) return null;
  if (programme.status !== "active" || person.status !== "active" || !mayStart(snapshot, personId)) return null;
  const span = roundFor(programme, person, now);
  if (span === null || isAway(person, span.from)) return null;
  const { away } = person;
  // Another leave, in a part of the round or after it, would be overwritten: that is for a hand to settle.
  if (away !== null && (away.to ?? span.from) >= span.from) return null;
  const value = { start: span.from, end: span.to };
  return {
    ...aboutPerson(person, {
      writes: writeOn(snapshot, personId, SEES.leave_out, { away: value }),
      toldIds: toldOfLeave(snapshot, person, { from: now, to: dayAfter(span.to) }),
    }),
    programmeId,
    of: [programmeId],
    isAny: false,
  };
}

function roundFor(programme: Programme, person: Person, now: Instant): { from: LocalDate; to: LocalDate } | null {
  const round = roundsToForm(programme, localDate(now, programme.zone)).at(-1);
  if (round === undefined || rulesOf(programme.format).board !== null) return null;
  const [, from = round.startsOn] = [localDate(now, person.zone), round.startsOn].sort();
  return { from, to: addDays(round.endsOn, -1) };
}

function dayAfter(day: LocalDate): Instant {
  return Date.parse(`${addDays(day, 2)}T00:00:00Z`);
}

/** The tick by which a person is written to once more; of a programme, of everybody in it whom Krug may still remind. */
function remindersOf({ snapshot, now }: Standing, on: string): Proposal | null {
  const isOfAll = snapshot.programmes.some(({ id }) => id === on);
  const people = isOfAll
    ? [...snapshot.people.values()].filter(({ programmeIds }) => programmeIds.includes(on))
    : [snapshot.people.get(on) ?? []].flat();
  const due = people.filter(person => mayRemind(snapshot, person, now) && mayStart(snapshot, person.id));
  const writes = due.flatMap(({ id }) => writeOn(snapshot, id, SEES.remind, { remind: true }));
  if (writes.length === 0) return null;
  const of = isOfAll ? [on] : (due[0]?.programmeIds ?? []);
  return { programmeId: of[0] ?? null, writes, toldIds: idsOf(due), of, isAny: true };
}

function aboutPerson({ programmeIds }: Person, does: Pick<Proposal, "writes" | "toldIds">): Proposal {
  return { ...does, programmeId: programmeIds[0] ?? null, of: programmeIds, isAny: true };
}

/** Who hears that somebody does not come: they, and the others of groups of two or three that are invited to something in that time. */
function toldOfLeave(snapshot: Snapshot, person: Person, { from, to }: { from: Instant; to: Instant }): string[] {
  const meets = [...snapshot.groups.values()].filter(
    group => group.memberIds.includes(person.id) && hasInvited(snapshot, group, { from, to }),
  );
  const others = meets.flatMap(group => (group.memberIds.length > 3 ? [] : membersOf(snapshot, group)));
  return meets.length === 0 ? [] : idsOf([person, ...others]);
}

function hasInvited(snapshot: Snapshot, group: Group, { from, to }: { from: Instant; to: Instant }): boolean {
  return (snapshot.sessionsByGroup.get(group.id) ?? []).some(
    ({ id, status, startsAt }) =>
      status === "planned" && startsAt !== null && startsAt > from && startsAt < to && invitedTo(snapshot, id).size > 0,
  );
}

/** What is written on a page; nothing where it says so already, or can't be seen. */
function writeOn(
  snapshot: Snapshot,
  pageId: string,
  columns: readonly string[],
  values: PageWrite["values"],
): PageWrite[] {
  const row: Row | undefined = snapshot.rows.get(pageId);
  const isLacking = snapshot.lacking.some(gap => gap.source === row?.source && gap.columns.includes(columns[0] ?? ""));
  if (row === undefined || isLacking) return [];
  return [{ source: row.source, pageId, seen: seenOf(row, columns), values }];
}

/** True for whoever gets an invitation once their group is active. */
function isInvited(person: Person, now: Instant): boolean {
  return person.consentedOn !== null && person.status !== "left" && !isAway(person, localDate(now, person.zone));
}

function idsOf(people: readonly Person[]): string[] {
  return [...new Set(people.map(({ id }) => id))].sort();
}
