import { type Command, markOf } from "../command.ts";
import type { Group } from "../group.ts";
import { awayInterval, isAway, type Person } from "../person.ts";
import type { Problem } from "../problem.ts";
import { type Programme, roundNumber } from "../programme.ts";
import type { Availability } from "../scheduling/availability.ts";
import { planSlots, type SlotOutcome, type SlotRequest } from "../scheduling/slots.ts";
import type { Session, SessionKind } from "../session.ts";
import { membersOf, programmeOf, type Snapshot } from "../snapshot.ts";
import {
  addDays,
  atLocal,
  HOUR,
  type Instant,
  type Interval,
  type LocalDate,
  localDate,
  localMinutes,
  MINUTE,
  overlaps,
  toIso,
  weekday,
} from "../time.ts";
import type { Words } from "../words.ts";
import { workingTime } from "../workingHours.ts";
import { namesOf } from "./rounds.ts";

/** Invitations go out so many days ahead where a group has a steady rhythm. */
export const SESSION_LEAD_DAYS = 14;
export const CHECK_IN_LEAD_DAYS = 7;
export const CHECK_IN_MINUTES = 10;
/** Nobody is invited to something that begins sooner than this. */
export const NOTICE_MS = 18 * HOUR;

/** Whose calendars have to be looked at, and over what time, before sessions can be given their slots. */
export interface FreeBusyNeed {
  emails: string[];
  window: Interval;
}

/** Busy times by address as they were read; null where a calendar could not be read. */
export type BusyTimes = ReadonlyMap<string, readonly Interval[] | null>;

interface Wanted {
  request: SlotRequest;
  /** Where to look when the first window has no slot. */
  fallback: Interval | null;
  programme: Programme;
  group: Group;
  kind: SessionKind;
  key: string;
  existing: Session | null;
  /** A newcomer to two or three may move the session, one to a larger group is only taken in if they are free. */
  reason: "new" | "newcomer" | "newcomer_to_many" | "declined";
}

export interface SessionDecision {
  commands: Command[];
  needs: FreeBusyNeed | null;
  /** Sessions that get another time here: their events follow once the page has it. */
  moving: ReadonlySet<string>;
  /** Members not to be invited to a session, because its time does not suit them and no other suits all. */
  heldBack: ReadonlyMap<string, readonly string[]>;
}

/**
 * The sessions that should exist by now and do not, and those that must move: because a newcomer is not free, or because
 * somebody of two or three declined. `needs` says whose calendars have to be read first; with `busy` given, the commands.
 */
export function decideSessions(
  snapshot: Snapshot,
  now: Instant,
  busy: BusyTimes | null,
  words: Words,
): SessionDecision {
  const wanted = wantedSlots(snapshot, now);
  const heldBack = new Map<string, string[]>();
  const moving = new Set<string>();
  const cancelled = cancelOfEnded(snapshot, now);
  if (wanted.length === 0) return { commands: cancelled, needs: null, moving, heldBack };
  const needs = needOf(snapshot, wanted);
  if (needs !== null && (busy === null || needs.emails.some(email => !busy.has(email))))
    return { commands: [], needs, moving, heldBack };
  const outcomes = placeAll(snapshot, wanted, now, busy ?? new Map());
  const commands = wanted.flatMap(one => {
    const outcome = outcomes.get(one.request.id);
    const found = commandsFor(snapshot, one, outcome, now, busy ?? new Map(), words);
    if (one.existing !== null && found.some(command => command.kind === "update_page")) moving.add(one.existing.id);
    if (one.existing !== null && outcome?.kind === "none" && isForNewcomer(one))
      heldBack.set(one.existing.id, newcomersTo(snapshot, one));
    return found;
  });
  return { commands: [...cancelled, ...commands], needs: null, moving, heldBack };
}

function isForNewcomer(wanted: Wanted): boolean {
  return wanted.reason === "newcomer" || wanted.reason === "newcomer_to_many";
}

/** Members of a session's group who are not on its invitation yet. */
function newcomersTo(snapshot: Snapshot, wanted: Wanted): string[] {
  const invited = wanted.existing === null ? [] : (snapshot.links.get(wanted.existing.id)?.base.guestEmails ?? []);
  return wanted.request.memberIds.filter(id => !invited.includes(snapshot.people.get(id)?.email ?? ""));
}

function wantedSlots(snapshot: Snapshot, now: Instant): Wanted[] {
  const wanted: Wanted[] = [];
  for (const group of snapshot.groups.values()) {
    const programme = programmeOf(snapshot, group);
    if (programme === null || programme.status !== "active" || group.status !== "active") continue;
    wanted.push(...dueSessions(snapshot, programme, group, now), ...movesNeeded(snapshot, programme, group, now));
  }
  return wanted.sort((a, b) => (a.request.id < b.request.id ? -1 : 1));
}

interface Span {
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
function spansOf(programme: Programme, group: Group): Span[] {
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
  if (!programme.checkIn) return spans;
  for (let number = 0; ; number += 1) {
    const startsOn = addDays(round.startsOn, number * 7);
    if (startsOn >= round.endsOn) break;
    const endsOn = cut(addDays(startsOn, 7));
    spans.push({ kind: "check_in", number, startsOn, endsOn, lastsUntil: endsOn, leadDays: CHECK_IN_LEAD_DAYS });
  }
  return spans;
}

/** The key of a group's n-th session or check-in. */
export function sessionKey(groupId: string, kind: SessionKind, number: number): string {
  return `${kind}:${groupId}:${number}`;
}

function dueSessions(snapshot: Snapshot, programme: Programme, group: Group, now: Instant): Wanted[] {
  const today = localDate(now, programme.zone);
  return spansOf(programme, group).flatMap(span => {
    if (addDays(span.startsOn, -span.leadDays) > today || span.lastsUntil <= today) return [];
    const key = sessionKey(group.id, span.kind, span.number);
    const existing = snapshot.sessionsByKey.get(key) ?? null;
    if (existing !== null && existing.status !== "no_slot") return [];
    const window = {
      startsAt: atLocal(span.startsOn, 0, programme.zone),
      endsAt: atLocal(span.endsOn, 0, programme.zone),
    };
    const fallback = { startsAt: window.endsAt, endsAt: atLocal(span.lastsUntil, 0, programme.zone) };
    const memberIds = thereIn(snapshot, group, window);
    if (memberIds.length < 2) return [];
    return {
      request: {
        id: key,
        memberIds,
        durationMinutes: span.kind === "check_in" ? CHECK_IN_MINUTES : programme.durationMinutes,
        window,
        preferred: keptSlot(snapshot, group, span.kind, programme),
        earliest: now + NOTICE_MS,
        ...(span.kind === "check_in" ? { firstWorkingDay: true } : {}),
      },
      fallback: fallback.startsAt < fallback.endsAt ? fallback : null,
      programme,
      group,
      kind: span.kind,
      key,
      existing,
      reason: "new" as const,
    };
  });
}

/** Members with a working day in the window on which they are not away. */
function thereIn(snapshot: Snapshot, group: Group, window: Interval): string[] {
  return membersOf(snapshot, group)
    .filter(person => {
      const away = awayInterval(person, window);
      return workingTime(person.hours, person.zone, window).some(
        time => away === null || time.startsAt < away.startsAt || time.endsAt > away.endsAt,
      );
    })
    .map(person => person.id)
    .sort();
}

/** The weekly slot of the group's latest session of the kind, to be kept while it works. */
function keptSlot(snapshot: Snapshot, group: Group, kind: SessionKind, programme: Programme): SlotRequest["preferred"] {
  const latest = [...snapshot.sessions.values()]
    .filter(session => session.groupId === group.id && session.kind === kind && session.startsAt !== null)
    .filter(session => session.status !== "cancelled" && session.status !== "no_slot")
    .sort((a, b) => (b.startsAt ?? 0) - (a.startsAt ?? 0))[0];
  if (latest?.startsAt == null) return null;
  return {
    weekday: weekday(localDate(latest.startsAt, programme.zone)),
    localMinutes: localMinutes(latest.startsAt, programme.zone),
    zone: programme.zone,
  };
}

/** Planned sessions of two or three that no longer suit: a newcomer is in the group, or somebody declined for the first time. */
function movesNeeded(snapshot: Snapshot, programme: Programme, group: Group, now: Instant): Wanted[] {
  const isSmall = group.memberIds.length <= 3;
  const sessions = [...snapshot.sessions.values()].filter(
    session => session.groupId === group.id && session.status === "planned",
  );
  return sessions.flatMap(session => {
    const link = snapshot.links.get(session.id);
    const event = link === undefined ? undefined : snapshot.events.get(link.eventId);
    if (link === undefined || event === undefined || event.isCancelled || link.base.isCancelled) return [];
    if (session.startsAt === null || session.endsAt === null || session.startsAt <= now) return [];
    const members = membersOf(snapshot, group).filter(person => !isAwayAt(person, session.startsAt ?? now));
    const newcomers = members.filter(person => !link.base.guestEmails.includes(person.email));
    const hasDeclined = event.guests.some(
      guest => guest.reply === "declined" && members.some(person => person.email === guest.email),
    );
    const canMove = isSmall && session.kind === "session";
    const isFirstDecline = canMove && hasDeclined && !link.wasReoffered;
    const reason =
      newcomers.length > 0 ? (canMove ? "newcomer" : "newcomer_to_many") : isFirstDecline ? "declined" : null;
    if (reason === null || members.length < 2) return [];
    const span = spansOf(programme, group).find(one => sessionKey(group.id, one.kind, one.number) === session.key);
    const day = localDate(session.startsAt, programme.zone);
    const lastsUntil = span?.lastsUntil ?? addDays(day, 7);
    return {
      request: {
        id: `move:${session.id}`,
        memberIds: members.map(person => person.id).sort(),
        durationMinutes: Math.round((session.endsAt - session.startsAt) / MINUTE),
        window: {
          startsAt: Math.max(atLocal(span?.startsOn ?? day, 0, programme.zone), now),
          endsAt: atLocal(lastsUntil, 0, programme.zone),
        },
        preferred: null,
        earliest: now + NOTICE_MS,
      },
      fallback: null,
      programme,
      group,
      kind: session.kind,
      key: session.key,
      existing: session,
      reason: reason as Wanted["reason"],
    };
  });
}

/** True when a person is away on the day, in their own zone, of an instant. */
export function isAwayAt(person: Person, at: Instant): boolean {
  return isAway(person, localDate(at, person.zone));
}

function needOf(snapshot: Snapshot, wanted: Wanted[]): FreeBusyNeed | null {
  const emails = new Set<string>();
  let startsAt = Number.POSITIVE_INFINITY;
  let endsAt = 0;
  for (const { request, fallback } of wanted) {
    for (const id of request.memberIds) emails.add(snapshot.people.get(id)?.email ?? "");
    startsAt = Math.min(startsAt, request.window.startsAt);
    endsAt = Math.max(endsAt, request.window.endsAt, fallback?.endsAt ?? 0);
  }
  return emails.size === 0 ? null : { emails: [...emails].sort(), window: { startsAt, endsAt } };
}

function placeAll(snapshot: Snapshot, wanted: Wanted[], now: Instant, busy: BusyTimes): Map<string, SlotOutcome> {
  const outcomes = new Map<string, SlotOutcome>();
  const staying = wanted.filter(one => isForNewcomer(one) && suitsAll(snapshot, one, busy));
  for (const { request, reason } of wanted)
    if (reason === "newcomer_to_many") outcomes.set(request.id, { kind: "none", unreadable: [], nearest: [] });
  for (const { request, existing } of staying)
    outcomes.set(request.id, { kind: "slot", startsAt: existing?.startsAt ?? 0, endsAt: existing?.endsAt ?? 0 });
  const open = wanted.filter(one => !outcomes.has(one.request.id));
  const seed = `slots/${localDate(now, "UTC")}`;
  const first = planSlots(
    open.map(one => one.request),
    availabilities(snapshot, open, busy, []),
    { seed },
  );
  for (const [id, outcome] of first) outcomes.set(id, outcome);
  const again = open.filter(one => one.fallback !== null && outcomes.get(one.request.id)?.kind === "none");
  if (again.length === 0) return outcomes;
  const taken = open.flatMap(one => {
    const outcome = outcomes.get(one.request.id);
    return outcome?.kind === "slot" ? one.request.memberIds.map(id => ({ personId: id, interval: outcome })) : [];
  });
  const later = planSlots(
    again.map(one => ({ ...one.request, window: one.fallback ?? one.request.window })),
    availabilities(snapshot, again, busy, taken),
    { seed },
  );
  for (const [id, outcome] of later) if (outcome.kind === "slot") outcomes.set(id, outcome);
  return outcomes;
}

/** Whether the slot a session has suits its newcomers too: they work then, and have nothing else. */
function suitsAll(snapshot: Snapshot, wanted: Wanted, busy: BusyTimes): boolean {
  const { existing } = wanted;
  if (existing?.startsAt == null || existing.endsAt === null) return false;
  const slot = { startsAt: existing.startsAt, endsAt: existing.endsAt };
  const invited = snapshot.links.get(existing.id)?.base.guestEmails ?? [];
  return wanted.request.memberIds.every(id => {
    const person = snapshot.people.get(id);
    if (person === undefined || invited.includes(person.email)) return true;
    const taken = busy.get(person.email);
    const works = workingTime(person.hours, person.zone, slot).some(
      time => time.startsAt <= slot.startsAt && time.endsAt >= slot.endsAt,
    );
    return (
      works && taken != null && !taken.some(time => overlaps(time, slot)) && !hasOther(snapshot, person, existing, slot)
    );
  });
}

function hasOther(snapshot: Snapshot, person: Person, session: Session, slot: Interval): boolean {
  return plannedFor(snapshot, person.id).some(one => one.id !== session.id && overlaps(one, slot));
}

/** When a person's own planned sessions are: the calendar may not show the newest of them yet. */
function plannedFor(snapshot: Snapshot, personId: string): (Interval & { id: string })[] {
  const found: (Interval & { id: string })[] = [];
  for (const session of snapshot.sessions.values()) {
    if (session.status !== "planned" || session.startsAt === null || session.groupId === null) continue;
    if (!snapshot.groups.get(session.groupId)?.memberIds.includes(personId)) continue;
    found.push({
      id: session.id,
      startsAt: session.startsAt,
      endsAt: session.endsAt ?? session.startsAt + 30 * MINUTE,
    });
  }
  return found;
}

function availabilities(
  snapshot: Snapshot,
  wanted: Wanted[],
  busy: BusyTimes,
  taken: { personId: string; interval: Interval }[],
): Availability[] {
  const ids = new Set(wanted.flatMap(one => one.request.memberIds));
  return [...ids].sort().flatMap(id => {
    const person = snapshot.people.get(id);
    if (person === undefined) return [];
    const read = busy.get(person.email);
    const window = { startsAt: 0, endsAt: 8.64e15 };
    const own = [...plannedFor(snapshot, id), ...taken.filter(one => one.personId === id).map(one => one.interval)];
    return {
      personId: id,
      zone: person.zone,
      hours: person.hours,
      away: awayInterval(person, window),
      busy: read == null ? null : [...read, ...own],
    };
  });
}

function commandsFor(
  snapshot: Snapshot,
  wanted: Wanted,
  outcome: SlotOutcome | undefined,
  now: Instant,
  busy: BusyTimes,
  words: Words,
): Command[] {
  if (outcome === undefined) return [];
  if (wanted.reason !== "new") return moveCommands(snapshot, wanted, outcome);
  const { programme, group, existing, key } = wanted;
  if (outcome.kind === "none" && isUnreadable(snapshot, wanted, busy) && existing !== null) return [];
  const when = outcome.kind === "slot" ? { start: toIso(outcome.startsAt), end: toIso(outcome.endsAt) } : null;
  const status = outcome.kind === "slot" ? "planned" : "no_slot";
  if (existing !== null) {
    if (outcome.kind === "none") return [];
    const values = { when, status };
    return [
      {
        kind: "update_page",
        key: `slot:${existing.id}:${markOf(values)}`,
        source: "sessions",
        pageId: existing.id,
        values,
      },
    ];
  }
  const language = programme.language;
  const values = {
    title: words.sessionTitle({ names: namesOf(snapshot, group.memberIds), kind: wanted.kind }, language),
    when,
    status,
    group: [group.id],
    programme: [programme.id],
    kind: wanted.kind,
    facilitator: group.facilitatorId === null ? [] : [facilitatorOf(snapshot, group, wanted, now)],
    key,
    krugSays: outcome.kind === "none" ? words.krugSays([noSlot(snapshot, outcome)], language, programme.zone) : "",
  };
  return [{ kind: "create_page", key, source: "sessions", values }];
}

function isUnreadable(snapshot: Snapshot, wanted: Wanted, busy: BusyTimes): boolean {
  return wanted.request.memberIds.some(id => busy.get(snapshot.people.get(id)?.email ?? "") === null);
}

/** What a group without a common slot is told. */
export function noSlot(snapshot: Snapshot, outcome: SlotOutcome & { kind: "none" }): Problem {
  const people = outcome.unreadable.flatMap(id => snapshot.people.get(id)?.name ?? []);
  const nearest = outcome.nearest.map(near => ({
    at: near.startsAt,
    without: near.without.flatMap(id => snapshot.people.get(id)?.name ?? []),
  }));
  return { code: "no_common_slot", people, nearest };
}

/** The facilitator's seat goes round the circle, session by session, starting with the group's own facilitator. */
function facilitatorOf(snapshot: Snapshot, group: Group, wanted: Wanted, _now: Instant): string {
  const members = wanted.request.memberIds;
  const first = members.indexOf(group.facilitatorId ?? "");
  const held = [...snapshot.sessions.values()].filter(
    session => session.groupId === group.id && session.kind === wanted.kind && session.status !== "no_slot",
  ).length;
  return members[(Math.max(first, 0) + held) % members.length] ?? group.facilitatorId ?? "";
}

function moveCommands(snapshot: Snapshot, wanted: Wanted, outcome: SlotOutcome): Command[] {
  const session = wanted.existing;
  const link = session === null ? undefined : snapshot.links.get(session.id);
  if (session === null || link === undefined) return [];
  const reoffered = wanted.reason === "declined" ? { ...link, wasReoffered: true } : link;
  if (outcome.kind === "none") {
    if (wanted.reason === "declined") return [{ kind: "save_link", key: `reoffer:${session.id}`, link: reoffered }];
    return [];
  }
  if (outcome.startsAt === session.startsAt) return [];
  const values = { when: { start: toIso(outcome.startsAt), end: toIso(outcome.endsAt) } };
  const key = `move:${session.id}:${markOf(values)}`;
  return [{ kind: "update_page", key, source: "sessions", pageId: session.id, values, link: reoffered }];
}

/** Future sessions of groups that ended or fell apart are cancelled; the past stays. */
function cancelOfEnded(snapshot: Snapshot, now: Instant): Command[] {
  return [...snapshot.sessions.values()]
    .filter(session => {
      const group = session.groupId === null ? undefined : snapshot.groups.get(session.groupId);
      const isAhead = session.startsAt !== null && session.startsAt > now;
      return group?.status === "ended" && group.key !== "" && session.status === "planned" && isAhead;
    })
    .map(session => ({
      kind: "update_page" as const,
      key: `cancel:${session.id}`,
      source: "sessions" as const,
      pageId: session.id,
      values: { status: "cancelled" },
    }));
}
