import type { Group } from "../../domain/group.ts";
import type { Person } from "../../domain/person.ts";
import { type Programme, roundNumber } from "../../domain/programme.ts";
import type { Session, SessionKind } from "../../domain/session.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import {
  addDays,
  atLocal,
  DAY,
  HOUR,
  type Instant,
  type Interval,
  localDate,
  localMinutes,
  MINUTE,
  weekday,
} from "../../domain/values/time.ts";
import {
  canStillJoin,
  isAwayFor,
  isExpectedAt,
  LONG_LEAVE_DAYS,
  worksWithin,
} from "../../rules/scheduling/attending.ts";
import type { SlotRequest } from "../../rules/scheduling/slotRequest.ts";
import { CHECK_IN_MINUTES, SESSION_LEAD_DAYS, sessionKey, spansOf } from "../../rules/scheduling/spans.ts";
import { isMadeRecurring } from "../../rules/sync/eventTime.ts";
import { isPeoples } from "../../rules/sync/meeting.ts";
import { decidedAbout } from "../../state/near.ts";
import { skips, wantsOtherTime } from "../../state/skips.ts";
import { eventOfPage, invitedTo, mayStart, membersOf, programmeOf, type Snapshot } from "../../state/snapshot.ts";
import { callingOff } from "./callingOff.ts";
import { isOftenMoved } from "./movedFor.ts";

/** Nobody is invited to something that begins sooner than this. */
export const NOTICE_MS = 18 * HOUR;

/** A time that is looked for: for a session there should be, or for one that must move. */
export interface Wanted {
  request: SlotRequest;
  /** Where to look, and for which members, when the first window has no slot. */
  fallback: { window: Interval; memberIds: readonly string[] } | null;
  programme: Programme;
  group: Group;
  kind: SessionKind;
  key: string;
  /** The how-manieth of its kind in the group's round, from 0; 0 for one that moves. */
  number: number;
  existing: Session | null;
  /**
   * A newcomer to two or three may move the session, one to a larger group is only taken in if they are free. `alone`: all but
   * one are on leave then.
   */
  reason: "new" | "newcomer" | "newcomer_to_many" | "declined" | "alone";
}

/**
 * The sessions a time is looked for now, in a fixed order: those due and not there, and those that no longer suit. `met` are the
 * keys of those that people have found a time for by themselves.
 */
export function wantedSlots(snapshot: Snapshot, now: Instant, met: ReadonlySet<string> = new Set()): Wanted[] {
  const looking: Looking = { snapshot, now, met, leaving: callingOff(snapshot, now) };
  const wanted = eachGuarded("sessions wanted", decidedAbout(snapshot, snapshot.groups.values()), (group): Wanted[] => {
    const programme = programmeOf(snapshot, group);
    if (programme === null || group.status !== "active" || !mayStart(snapshot, programme.id, group.id)) return [];
    const due = programme.status === "active" ? dueSessions(looking, programme, group) : [];
    // While a programme is paused nothing is planned or moved, yet a newcomer is still only invited to what suits them.
    const isKept = programme.status === "active" || programme.status === "paused";
    return isKept ? [...due, ...movesNeeded(looking, programme, group)] : due;
  });
  return wanted.sort((a, b) => (a.request.id < b.request.id ? -1 : 1));
}

/** What times are looked for by. */
interface Looking {
  snapshot: Snapshot;
  now: Instant;
  /** The keys of sessions that people have found a time for by themselves. */
  met: ReadonlySet<string>;
  /** The addresses of those who are about to be free of another meeting. */
  leaving: ReadonlySet<string>;
}

function dueSessions({ snapshot, now, met }: Looking, programme: Programme, group: Group): Wanted[] {
  const today = localDate(now, programme.zone);
  return spansOf(programme, group).flatMap(span => {
    if (addDays(span.startsOn, -span.leadDays) > today || span.lastsUntil <= today) return [];
    const key = sessionKey(group.id, span.kind, span.number);
    const existing = snapshot.sessionsByKey.get(key) ?? null;
    if (met.has(key) || snapshot.discarded.has(key) || (existing !== null && existing.status !== "no_slot")) return [];
    const window = {
      startsAt: atLocal(span.startsOn, 0, programme.zone),
      endsAt: atLocal(span.endsOn, 0, programme.zone),
    };
    const later = { startsAt: window.endsAt, endsAt: atLocal(span.lastsUntil, 0, programme.zone) };
    const thereLater = later.startsAt < later.endsAt ? thereIn(snapshot, group, later) : [];
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
      fallback: thereLater.length < 2 ? null : { window: later, memberIds: thereLater },
      programme,
      group,
      kind: span.kind,
      key,
      number: span.number,
      existing,
      reason: "new" as const,
    };
  });
}

/** Members with a working day in the window on which they are not away. */
export function thereIn(snapshot: Snapshot, group: Group, window: Interval): string[] {
  return membersOf(snapshot, group)
    .filter(person => mayStart(snapshot, person) && worksWithin(person, window))
    .map(person => person.id)
    .sort();
}

/** The weekly slot of the group's latest session of the kind, to be kept while it works. */
function keptSlot(snapshot: Snapshot, group: Group, kind: SessionKind, programme: Programme): SlotRequest["preferred"] {
  const latest = (snapshot.sessionsByGroup.get(group.id) ?? [])
    .filter(session => session.kind === kind && session.startsAt !== null)
    .filter(session => session.status !== "cancelled" && session.status !== "no_slot")
    .sort((a, b) => (b.startsAt ?? 0) - (a.startsAt ?? 0))[0];
  if (latest?.startsAt == null) return null;
  return {
    weekday: weekday(localDate(latest.startsAt, programme.zone)),
    localMinutes: localMinutes(latest.startsAt, programme.zone),
    zone: programme.zone,
  };
}

/**
 * Planned sessions that no longer suit: a newcomer joined the group, a member of two or three declined for the first time, or
 * leaves have left one member alone.
 */
function movesNeeded({ snapshot, now, leaving }: Looking, programme: Programme, group: Group): Wanted[] {
  const isSmall = group.memberIds.length <= 3;
  const sessions = (snapshot.sessionsByGroup.get(group.id) ?? []).filter(
    session => session.status === "planned" && mayStart(snapshot, session.id),
  );
  return sessions.flatMap(session => {
    const link = snapshot.links.get(session.id);
    const event = eventOfPage(snapshot, session.id);
    // A meeting that people made is theirs to move.
    if (link === undefined || isPeoples(link)) return [];
    if (event === undefined || event.isCancelled || link.base.isCancelled) return [];
    // Its page would move alone.
    if (isMadeRecurring(link, event)) return [];
    if (session.startsAt === null || session.endsAt === null || session.startsAt <= now) return [];
    const series = link.seriesId === null ? undefined : snapshot.series.get(link.seriesId);
    // Instances of a series further ahead than single events would be are looked at as a whole, and moved when they are near.
    const isFar = series !== undefined && session.startsAt > now + SESSION_LEAD_DAYS * DAY;
    const invited = invitedTo(snapshot, session.id);
    const present = membersOf(snapshot, group).filter(
      ({ id, email, consentedOn }) => invited.has(email) || (!snapshot.held.has(id) && consentedOn !== null),
    );
    const members = present.filter(person => isExpectedAt(person, session.startsAt ?? now, programme.zone));
    const newcomers = members.filter(
      person => !invited.has(person.email) && !(isFar && series.base.guestEmails.includes(person.email)),
    );
    const hasDeclined = members.some(
      person =>
        wantsOtherTime(snapshot.actedOn, session, person.id) ||
        ((skips(snapshot.actedOn, session, person.id) ||
          event.guests.some(guest => guest.reply === "declined" && guest.email === person.email)) &&
          !isOftenMoved(snapshot, group.id, person.id)),
    );
    // While page and event disagree on the time, it is being moved: what was declined was another time.
    const isAgreed = [session.startsAt, event.startsAt].every(
      at => at !== null && Math.floor(at / MINUTE) === Math.floor(link.base.startsAt / MINUTE),
    );
    const isOpen = programme.status === "active" && isAgreed && !isFar;
    const canMove = isOpen && isSmall && session.kind === "session";
    const isFirstDecline = canMove && hasDeclined && !link.wasReoffered;
    const isAlone =
      isOpen &&
      members.length === 1 &&
      present.length > 1 &&
      newcomers.length === 0 &&
      present.every(person => members.includes(person) || isBackIn(person, programme, group, now));
    // People about to be freed from another meeting are not given another time because of it.
    const isBusyYet = newcomers.some(person => leaving.has(person.email));
    const reason =
      newcomers.length > 0
        ? canMove && !isBusyYet && members.length > 1
          ? "newcomer"
          : "newcomer_to_many"
        : isAlone
          ? "alone"
          : isFirstDecline
            ? "declined"
            : null;
    // Also who joins while all others are away is only invited to what suits them.
    if (reason === null || (members.length < 2 && newcomers.length === 0 && !isAlone)) return [];
    const span = spansOf(programme, group).find(span => sessionKey(group.id, span.kind, span.number) === session.key);
    const day = localDate(session.startsAt, programme.zone);
    const lastsUntil = span?.lastsUntil ?? addDays(day, 7);
    return {
      request: {
        id: `move:${session.id}`,
        memberIds: (isAlone ? present : members).map(person => person.id).sort(),
        durationMinutes: Math.round((session.endsAt - session.startsAt) / MINUTE),
        window: {
          startsAt: Math.max(atLocal(span?.startsOn ?? day, 0, programme.zone), now),
          endsAt: atLocal(lastsUntil, 0, programme.zone),
        },
        preferred: null,
        earliest: now + NOTICE_MS,
        moves: session.id,
      },
      fallback: null,
      programme,
      group,
      kind: session.kind,
      key: session.key,
      number: 0,
      existing: session,
      reason: reason as Wanted["reason"],
    };
  });
}

/** False for who leaves their group because of a leave, or has left: what becomes of its meetings is decided with the group. */
function isBackIn(person: Person, programme: Programme, { round }: Group, now: Instant): boolean {
  const today = localDate(now, programme.zone);
  const isShort = !isAwayFor(person, today, LONG_LEAVE_DAYS);
  return isShort && (round === null || canStillJoin(person, roundNumber(programme, round), today));
}
