import { addressesOfGuest, type EventCopy } from "../domain/event.ts";
import { type Link, sessionOf } from "../domain/link.ts";
import { parseSession } from "../domain/session.ts";
import { date, type Row } from "../domain/values/row.ts";
import { type Instant, MINUTE, parseInstant } from "../domain/values/time.ts";
import { baseFromMark, timeFor } from "../rules/sync/baseMark.ts";
import { type Met, meetingTime } from "../rules/sync/eventTime.ts";
import type { PlannedPage } from "../rules/sync/pair.ts";
import { personByEmail, type Snapshot } from "./snapshot.ts";

/**
 * Links for events that Krug made and has no link to: D1 was lost, or an invocation ended between Google's answer and its
 * keeping. What both sides last agreed on is known from the event's mark, so that edits nobody carried over yet are not lost.
 * Where there is none the calendar is believed: guests hold its mails, so nobody is mailed again.
 *
 * Idea: an event's id names its session and generation (`eventIdFor`), and a series' marks name those of its instances; a copy
 * made by a person has another id and belongs to them.
 * Cost: one look at each event.
 */
export function linksToAdopt(snapshot: Snapshot, now: Instant): Link[] {
  const isAdopted = (sessionId: string) => snapshot.rows.has(sessionId) && !snapshot.links.has(sessionId);
  return eventsOfSessions(snapshot, isAdopted).flatMap(({ event, sessionId, generation }) => {
    const session =
      snapshot.sessions.get(sessionId) ?? snapshot.gatherings.get(sessionId) ?? withoutGroup(snapshot, sessionId);
    return session == null ? [] : [linkFor(snapshot, { session, event, generation }, now)];
  });
}

/** A session whose group can't be seen: what people did to its event meanwhile reaches its page all the same. */
function withoutGroup(snapshot: Snapshot, sessionId: string): PlannedPage | null {
  const row = snapshot.rows.get(sessionId);
  return row?.source === "sessions" ? parseSession(row).value : null;
}

/** An event that Krug made, and the session it names. */
interface SessionEvent {
  event: EventCopy;
  sessionId: string;
  generation: number;
}

/** Events that Krug made for sessions whose pages it does not know: they may be in the trash, which no listing shows. */
export function eventsWithoutPage(snapshot: Snapshot): SessionEvent[] {
  return eventsOfSessions(snapshot, sessionId => !snapshot.rows.has(sessionId) && !snapshot.links.has(sessionId));
}

/** The event that counts of each session that is asked for, in the order of their ids. */
function eventsOfSessions(snapshot: Snapshot, isAskedFor: (sessionId: string) => boolean): SessionEvent[] {
  const latest = new Map<string, SessionEvent>();
  for (const event of snapshot.events.values()) {
    const named = sessionOf(event.id) ?? instanceOf(snapshot, event);
    if (named === null || !isAskedFor(named.sessionId)) continue;
    const other = latest.get(named.sessionId);
    // Of two instances the live one counts: the other's series may have been cut there.
    const areInstances = other?.event.seriesId != null && event.seriesId !== null;
    const isBetter =
      other === undefined ||
      (areInstances && other.event.isCancelled !== event.isCancelled
        ? other.event.isCancelled
        : other.generation < named.generation);
    if (isBetter) latest.set(named.sessionId, { event, ...named });
  }
  return [...latest.values()].sort((a, b) => (a.sessionId < b.sessionId ? -1 : 1));
}

/** The link of an event to its page, which is in the trash. One that lasts whole days is when its page says, or its mark. */
export function linkToTrashed({ event, sessionId, generation }: SessionEvent, page: Row, now: Instant): Link {
  const guests = event.guests.map(guest => guest.email);
  const onPage = parseInstant(date(page, "when")?.start ?? "");
  const startsAt = event.startsAt ?? onPage ?? timeFor(event, "gatherings", now)?.startsAt ?? 0;
  return {
    sessionId,
    eventId: event.id,
    generation,
    seriesId: event.seriesId,
    originalStart: event.originalStart,
    base: {
      title: event.title,
      startsAt,
      endsAt: event.endsAt ?? startsAt,
      guestEmails: guests,
      description: event.description,
      isCancelled: event.isCancelled,
    },
    tombstone: event.isCancelled ? { side: "calendar", at: event.updatedAt } : null,
    wasReoffered: false,
  };
}

/** The session an instance of a known series is; null for other events, and while its series waits for an heir. */
function instanceOf(snapshot: Snapshot, event: EventCopy): { sessionId: string; generation: number } | null {
  const series = event.seriesId === null ? undefined : snapshot.series.get(event.seriesId);
  const sessionId = series?.sessions[String(event.originalStart)];
  if (series === undefined || sessionId === undefined) return null;
  const isWaiting = series.heir?.links.some(link => link.sessionId === sessionId) === true;
  return isWaiting ? null : { sessionId, generation: series.generation };
}

/** A page and the event that Krug made for it, which no link joins. */
interface UnlinkedPair {
  session: PlannedPage;
  event: EventCopy;
  /** The event's, by its id. */
  generation: number;
}

function linkFor(snapshot: Snapshot, { session, event, generation }: UnlinkedPair, now: Instant): Link {
  const isEnded = event.isCancelled && session.status !== "planned";
  const source = snapshot.gatherings.has(session.id) ? "gatherings" : "sessions";
  return {
    sessionId: session.id,
    eventId: event.id,
    generation,
    seriesId: event.seriesId,
    originalStart: event.originalStart,
    base: { ...baseOf(snapshot, session, event), ...timeHeld(session, event, source, now), isCancelled: isEnded },
    tombstone: isEnded ? { side: "calendar", at: event.updatedAt } : null,
    wasReoffered: event.guests.some(guest => guest.reply === "declined"),
  };
}

/**
 * The page's time, where its event names none to meet at, or was dragged to one that has gone by: whether the page took its time
 * over from the event or was given it since, nobody can tell, so nobody is mailed and the page says what is odd. Nothing for
 * other events.
 */
function timeHeld(
  { startsAt, endsAt }: PlannedPage,
  event: EventCopy,
  source: Met,
  now: Instant,
): Partial<Pick<Link["base"], "startsAt" | "endsAt">> {
  if (event.isCancelled || startsAt === null || endsAt === null || startsAt <= now) return {};
  const time = meetingTime(event, source);
  return time === null || time.startsAt <= now ? { startsAt, endsAt } : {};
}

/** What both sides last agreed on, as the event tells of it; where it tells nothing, what the page says now. */
function baseOf(snapshot: Snapshot, session: PlannedPage, event: EventCopy): Omit<Link["base"], "isCancelled"> {
  const people = [...snapshot.people.values()].flatMap(person => [person.email, ...person.otherEmails]);
  const guests = event.guests.flatMap(addressesOfGuest);
  const told = baseFromMark(event, { titles: [session.title, event.title], emails: [...people, ...guests] });
  if (told !== null) return told;
  const series = event.seriesId === null ? undefined : snapshot.series.get(event.seriesId);
  if (series !== undefined && event.originalStart !== null) {
    // An instance nobody but people changed: what was agreed is what its series says.
    const length = series.master.endsAt - series.master.startsAt;
    return { ...series.base, startsAt: event.originalStart, endsAt: event.originalStart + length };
  }
  const groupId = snapshot.sessions.get(session.id)?.groupId ?? "";
  const memberIds = snapshot.gatherings.has(session.id)
    ? snapshot.people.keys()
    : (snapshot.groups.get(groupId)?.memberIds ?? []);
  const members = new Set(memberIds);
  const startsAt = session.startsAt ?? event.startsAt ?? 0;
  return {
    title: session.title,
    startsAt,
    endsAt: session.endsAt ?? event.endsAt ?? startsAt + 30 * MINUTE,
    guestEmails: guests.filter(email => members.has(personByEmail(snapshot, email)?.id ?? "")),
    description: event.description,
  };
}
