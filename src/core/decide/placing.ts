import { awayInterval, type Person } from "../person.ts";
import type { Availability } from "../scheduling/availability.ts";
import { planSlots, type SlotOutcome } from "../scheduling/slots.ts";
import type { Session, SessionKind } from "../session.ts";
import { invitedTo, type Snapshot } from "../snapshot.ts";
import { type Instant, type Interval, localDate, MINUTE, overlaps } from "../time.ts";
import { workingTime } from "../workingHours.ts";
import type { Wanted } from "./wantedSlots.ts";

/** Whose calendars have to be looked at, and over what time, before sessions can be given their slots. */
export interface FreeBusyNeed {
  emails: string[];
  window: Interval;
}

/** Busy times by address as they were read; null where a calendar could not be read. */
export type BusyTimes = ReadonlyMap<string, readonly Interval[] | null>;

/** True for a session whose group has somebody its invitation lacks. */
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
  snapshot: Snapshot,
  wanted: Wanted[],
  now: Instant,
  busy: BusyTimes,
  others: readonly Taken[] = [],
): Map<string, SlotOutcome> {
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
    availabilities(snapshot, idsOf(open), busy, others, anewIn(wanted)),
    { seed },
  );
  for (const [id, outcome] of first) outcomes.set(id, outcome);
  const again = open.filter(one => one.fallback !== null && outcomes.get(one.request.id)?.kind === "none");
  if (again.length === 0) return outcomes;
  const taken = open.flatMap(one => {
    const outcome = outcomes.get(one.request.id);
    if (outcome?.kind !== "slot") return [];
    return one.request.memberIds.map(personId => ({ personId, interval: outcome, kind: one.kind }));
  });
  const later = planSlots(
    again.map(one => ({ ...one.request, window: one.fallback ?? one.request.window })),
    availabilities(snapshot, idsOf(again), busy, [...others, ...taken], anewIn(wanted)),
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
  const invited = invitedTo(snapshot, existing.id);
  return wanted.request.memberIds.every(id => {
    const person = snapshot.people.get(id);
    if (person === undefined || invited.has(person.email)) return true;
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

/** The sessions a time is looked for anew. */
export function anewIn(wanted: readonly Wanted[]): Set<string> {
  return new Set(wanted.flatMap(one => one.existing?.id ?? []));
}

function idsOf(wanted: readonly Wanted[]): string[] {
  return wanted.flatMap(one => [...one.request.memberIds]);
}

/** The sessions of each person that took place or are to, check-ins and those looked for anew left out. */
function sessionsByPerson(snapshot: Snapshot, anew: ReadonlySet<string>): Map<string, Interval[]> {
  const found = new Map<string, Interval[]>();
  for (const { id, kind, status, startsAt, endsAt, groupId } of snapshot.sessions.values()) {
    if (kind !== "session" || status === "cancelled" || status === "no_slot" || anew.has(id)) continue;
    if (startsAt === null || groupId === null) continue;
    for (const personId of snapshot.groups.get(groupId)?.memberIds ?? []) {
      const mine = found.get(personId) ?? [];
      mine.push({ startsAt, endsAt: endsAt ?? startsAt + 30 * MINUTE });
      found.set(personId, mine);
    }
  }
  return found;
}

/** A time somebody has besides what their calendar and their planned sessions say. */
export interface Taken {
  personId: string;
  interval: Interval;
  kind: SessionKind;
}

/** When people can meet, in a fixed order; `taken` is theirs besides, and sessions looked for anew count for nobody. */
export function availabilities(
  snapshot: Snapshot,
  personIds: readonly string[],
  busy: BusyTimes,
  taken: readonly Taken[],
  anew: ReadonlySet<string>,
): Availability[] {
  const sessions = sessionsByPerson(snapshot, anew);
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
      sessions: [...(sessions.get(id) ?? []), ...givenSessions],
      sessionsAWeek: person.sessionsAWeek,
    };
  });
}
