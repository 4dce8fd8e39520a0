import { awayInterval } from "../../domain/person.ts";
import type { SessionKind } from "../../domain/session.ts";
import { guarded } from "../../domain/values/guarded.ts";
import { type Instant, type Interval, localDate, MINUTE, mondayOf, overlaps } from "../../domain/values/time.ts";
import { workingTime } from "../../domain/values/workingHours.ts";
import type { Availability, BusyTimes, FreeBusyNeed, HeldTime } from "../../rules/scheduling/availability.ts";
import type { SlotOutcome, SlotRequest } from "../../rules/scheduling/slotRequest.ts";
import { planSlots } from "../../rules/scheduling/slots.ts";
import { WeeklyRoom } from "../../rules/scheduling/weeklyRoom.ts";
import { invitedTo, type Snapshot } from "../../state/snapshot.ts";
import type { Planning } from "../pass/planning.ts";
import { sessionsByPerson } from "../pass/weekRooms.ts";
import type { Wanted } from "./wantedSlots.ts";

/** True for a session whose group has a member its invitation lacks. */
export function isForNewcomer(wanted: Wanted): boolean {
  return wanted.reason === "newcomer" || wanted.reason === "newcomer_to_many";
}

/** Whose calendars have to be read for some times that are looked for, and over what stretch; null when nobody's. */
export function needOf(
  snapshot: Snapshot,
  wanted: readonly { memberIds: readonly string[]; window: Interval }[],
): FreeBusyNeed | null {
  const emails = new Set<string>();
  let startsAt = Number.POSITIVE_INFINITY;
  let endsAt = 0;
  for (const { memberIds, window } of wanted) {
    for (const id of memberIds) emails.add(snapshot.people.get(id)?.email ?? "");
    startsAt = Math.min(startsAt, window.startsAt);
    endsAt = Math.max(endsAt, window.endsAt);
  }
  return emails.size === 0 ? null : { emails: [...emails].sort(), window: { startsAt, endsAt } };
}

/** A time for each, by the request's id, or why there is none. What was not read is not free; `others` is taken already. */
export function placeAll(
  planning: Planning,
  wanted: readonly Wanted[],
  others: readonly Taken[] = [],
): Map<string, SlotOutcome> {
  const { snapshot, now } = planning;
  const busy = planning.busy ?? new Map();
  const outcomes = new Map<string, SlotOutcome>();
  const taken = [...others];
  for (const one of wanted.filter(isForNewcomer)) {
    const { request, reason, existing } = one;
    const suits = () => suitsAll(snapshot, one, busy, taken);
    if (guarded("slots", one.group.id, suits, () => false)) {
      const slot = { startsAt: existing?.startsAt ?? 0, endsAt: existing?.endsAt ?? 0 };
      outcomes.set(request.id, { kind: "slot", ...slot });
      taken.push(...takenBy(one, slot));
    } else if (reason === "newcomer_to_many") outcomes.set(request.id, { kind: "none", unreadable: [], nearest: [] });
  }
  const open = wanted.filter(one => !outcomes.has(one.request.id));
  const seed = `slots/${localDate(now, "UTC")}`;
  const first = slotsFor(
    open,
    open.map(one => one.request),
    more => availabilities(snapshot, idsOf(open), busy, [...taken, ...more]),
    (requests, people) => planSlots(requests, people, { seed }),
  );
  for (const [id, outcome] of first) outcomes.set(id, outcome);
  const anew = open.filter(one => one.fallback !== null && outcomes.get(one.request.id)?.kind === "none");
  const again = anew.map(one => ({ ...one.request, ...one.fallback }));
  if (again.length === 0) return outcomes;
  for (const one of open) {
    const outcome = outcomes.get(one.request.id);
    if (outcome?.kind === "slot") taken.push(...takenBy(one, outcome));
  }
  const ids = again.flatMap(request => [...request.memberIds]);
  const later = slotsFor(
    anew,
    again,
    more => availabilities(snapshot, ids, busy, [...taken, ...more]),
    (requests, people) => planSlots(requests, people, { seed }),
  );
  for (const [id, outcome] of later) if (outcome.kind === "slot") outcomes.set(id, outcome);
  return outcomes;
}

/** The time that a session's slot takes of its people. */
export function takenBy({ request, fallback, kind, existing }: Wanted, { startsAt, endsAt }: Interval): Taken[] {
  const isLater = fallback !== null && startsAt >= fallback.window.startsAt;
  return (isLater ? fallback : request).memberIds.map(personId => ({
    personId,
    interval: { startsAt, endsAt, ...(existing === null ? {} : { id: existing.id }) },
    kind,
  }));
}

/**
 * The slots of some requests, found together. Where that fails they are found one after the other, so that what is at fault for
 * one group is known by it and takes no other its time; the one that failed has no outcome.
 */
export function slotsFor(
  wanted: readonly Wanted[],
  requests: readonly SlotRequest[],
  peopleWith: (taken: readonly Taken[]) => Availability[],
  plan: (requests: readonly SlotRequest[], people: readonly Availability[]) => Map<string, SlotOutcome>,
): Map<string, SlotOutcome> {
  const oneByOne = () => {
    const outcomes = new Map<string, SlotOutcome>();
    const taken: Taken[] = [];
    for (const [place, one] of wanted.entries()) {
      const alone = () => plan(requests.slice(place, place + 1), peopleWith(taken));
      const none = () => new Map<string, SlotOutcome>();
      for (const [id, outcome] of guarded("slots", one.group.id, alone, none)) {
        outcomes.set(id, outcome);
        if (outcome.kind === "slot") taken.push(...takenBy(one, outcome));
      }
    }
    return outcomes;
  };
  return guarded("slots", null, () => plan(requests, peopleWith([])), oneByOne);
}

/** Whether the slot a session has suits its newcomers too: they work then, have nothing else, and their week has room. */
function suitsAll(snapshot: Snapshot, wanted: Wanted, busy: BusyTimes, taken: readonly Taken[]): boolean {
  const { existing, kind } = wanted;
  if (existing?.startsAt == null || existing.endsAt === null) return false;
  const slot = { startsAt: existing.startsAt, endsAt: existing.endsAt };
  const invited = invitedTo(snapshot, existing.id);
  const newcomers = wanted.request.memberIds.filter(id => !invited.has(snapshot.people.get(id)?.email ?? id));
  return availabilities(snapshot, newcomers, busy, taken).every(person => {
    const works = workingTime(person.hours, person.zone, slot).some(
      time => time.startsAt <= slot.startsAt && time.endsAt >= slot.endsAt,
    );
    const isFree = person.busy !== null && !person.busy.some(time => time.id !== existing.id && overlaps(time, slot));
    return works && isFree && (kind === "check_in" || hasRoomAt(person, slot.startsAt));
  });
}

/** Whether one more session fits into the week of an instant. */
function hasRoomAt({ sessionsAWeek, sessions = [], zone }: Availability, at: Instant): boolean {
  if (sessionsAWeek == null) return true;
  const week = (one: Instant) => mondayOf(localDate(one, zone));
  return new WeeklyRoom(
    sessionsAWeek,
    sessions.map(({ startsAt }) => week(startsAt)),
  ).hasRoom(week(at));
}

/** When a person's own planned sessions are: the calendar may not show the newest of them yet. */
function plannedFor(snapshot: Snapshot, personId: string): HeldTime[] {
  const found: HeldTime[] = [];
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

function idsOf(wanted: readonly Wanted[]): string[] {
  return wanted.flatMap(one => [...one.request.memberIds]);
}

/** A commitment of a person beyond what their calendar and their planned sessions say. */
export interface Taken {
  personId: string;
  /** With the id of the session whose time it is, where that has a page. */
  interval: HeldTime;
  kind: SessionKind;
}

/**
 * When people can meet, in a fixed order; `taken` is theirs besides. A session that another time is looked for counts where it
 * is until it has one: its request says that it moves.
 */
export function availabilities(
  snapshot: Snapshot,
  personIds: readonly string[],
  busy: BusyTimes,
  taken: readonly Taken[],
): Availability[] {
  const sessions = sessionsByPerson(snapshot);
  return [...new Set(personIds)].sort().flatMap(id => {
    const person = snapshot.people.get(id);
    if (person === undefined) return [];
    const read = busy.get(person.email);
    const window = { startsAt: 0, endsAt: 8.64e15 };
    const given = taken.filter(one => one.personId === id);
    const own = [...plannedFor(snapshot, id), ...given.map(one => one.interval)];
    const givenSessions = given.filter(one => one.kind === "session").map(one => one.interval);
    return {
      personId: id,
      zone: person.zone,
      hours: person.hours,
      away: awayInterval(person, window),
      busy: read == null ? null : [...read, ...own],
      sessions: [
        ...(sessions.get(id) ?? []).filter(one => givenSessions.every(other => other.id !== one.id)),
        ...givenSessions,
      ],
      sessionsAWeek: person.sessionsAWeek,
    };
  });
}
