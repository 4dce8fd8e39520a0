import { type Command, type EventChanges, markOf } from "../command.ts";
import type { EventCopy, EventDraft, Guest } from "../event.ts";
import type { Language } from "../language.ts";
import type { Session } from "../session.ts";
import { type Instant, MINUTE, toIso } from "../time.ts";
import type { Words } from "../words.ts";
import { type Base, eventIdFor, type Link } from "./link.ts";
import { merge, mergeText } from "./merge.ts";

/**
 * Keeps a session's page and its event in step.
 *
 * Decides, from what the page says, what the event says and what both last agreed on (the base), which commands carry each
 * change to the other side. One row a situation; the comment names what happened in life. Idea: three-way merge of a status
 * flag and of each field, as pimutils/vdirsyncer does for calendars. Cost: constant for a session.
 */
export function syncSession(pair: {
  session: Session;
  link: Link | null;
  event: EventCopy | null;
  draft: EventDraft;
  now: Instant;
  language: Language;
  words: Words;
}): Command[] {
  const { session, link, event, draft, now } = pair;
  const isWanted = session.status === "planned";
  const isAhead = draft.startsAt > now;
  if (link === null) {
    // A new session, by Krug or by hand. What has begun is nobody's to be invited to any more.
    return isWanted && isAhead ? [createEvent(session, draft, 0)] : [];
  }
  // The calendar has not been read since the event was made: its absence proves nothing.
  if (event === null) return [];
  if (link.base.isCancelled) {
    // Somebody set a cancelled session back to planned: a wish said in so many words, and the old id stays taken.
    if (isWanted && isAhead) return [createEvent(session, draft, link.generation + 1)];
    return [];
  }
  if (event.isCancelled) {
    // Somebody deleted the event, and may have cancelled the page too.
    const ended: Link = {
      ...link,
      base: { ...link.base, isCancelled: true },
      tombstone: { side: "calendar", at: event.updatedAt },
    };
    if (!isWanted) return [{ kind: "save_link", key: `ended:${link.eventId}`, link: ended }];
    return [
      {
        kind: "update_page",
        key: `cancel:${link.eventId}`,
        source: "sessions",
        pageId: session.id,
        values: { status: "cancelled" },
        link: ended,
      },
      {
        kind: "comment",
        key: `deleted:${link.eventId}`,
        pageId: session.id,
        text: pair.words.deletedInCalendar(event.updatedAt, draft.zone, pair.language),
      },
    ];
  }
  const hasBegun = (event.startsAt ?? link.base.startsAt) <= now;
  if (session.status === "cancelled" || session.status === "no_slot") {
    // Somebody cancelled the page, or its group came to an end. The past is never touched.
    if (hasBegun) return [];
    const ended: Link = { ...link, base: { ...link.base, isCancelled: true }, tombstone: { side: "notion", at: now } };
    return [
      ...takenOver(pair, link, event),
      {
        kind: "cancel_event",
        key: `delete:${link.eventId}`,
        mailed: event.guests.map(guest => guest.email),
        link: ended,
      },
    ];
  }
  // A page put at a time gone by moves no invitation: nobody is invited to what has started.
  if (!isWanted || hasBegun || (!isAhead && draft.startsAt !== link.base.startsAt)) return [];
  return mergeFields(pair, link, event);
}

/** What people changed in Calendar before the page was cancelled: the page takes it over, so that it is not gone with the event. */
function takenOver(pair: Parameters<typeof syncSession>[0], link: Link, event: EventCopy): Command[] {
  return mergeFields(pair, link, event).flatMap((command): Command[] => {
    if (command.kind === "comment") return [command];
    if (command.kind !== "update_page" || command.link === undefined) return [];
    const { title, startsAt, endsAt } = command.link.base;
    return [{ ...command, link: { ...link, base: { ...link.base, title, startsAt, endsAt } } }];
  });
}

function createEvent(session: Session, draft: EventDraft, generation: number): Command {
  const eventId = eventIdFor(session.id, generation);
  const base: Base = {
    title: draft.title,
    startsAt: draft.startsAt,
    endsAt: draft.endsAt,
    isCancelled: false,
    guestEmails: draft.guestEmails,
    description: draft.description,
  };
  const link: Link = {
    sessionId: session.id,
    eventId,
    generation,
    seriesId: null,
    originalStart: null,
    base,
    tombstone: null,
    wasReoffered: false,
  };
  return { kind: "create_event", key: `event:${eventId}`, draft, link };
}

interface Time {
  startsAt: Instant;
  endsAt: Instant;
}

function mergeFields(pair: Parameters<typeof syncSession>[0], link: Link, event: EventCopy): Command[] {
  const { session, draft, words, language } = pair;
  const { base } = link;
  const change: EventChanges = {};
  const values: Record<string, string | { start: string; end: string }> = {};
  const comments: Command[] = [];
  const next: Base = { ...base };
  const show = (time: Time) => words.timeRange(time.startsAt, time.endsAt, draft.zone, language);

  // Title: people rename the page or the event; the page's name counts when both did.
  const title = merge(base.title, draft.title, event.title, "notion");
  if (title.change !== "none") next.title = title.value;
  if (title.change === "calendar") values.title = title.value;
  if (title.change === "notion" || title.change === "clash") change.title = title.value;
  if (title.change === "clash") comments.push(clash(pair, "title", title.value, title.lost, title.kept));

  // Time: guests hold Calendar's mail, so its time counts when both moved the session.
  const eventTime = { startsAt: event.startsAt ?? base.startsAt, endsAt: event.endsAt ?? base.endsAt };
  const time = merge<Time>(base, draft, eventTime, "calendar", isSameTime);
  if (time.change !== "none") Object.assign(next, { startsAt: time.value.startsAt, endsAt: time.value.endsAt });
  if (time.change === "calendar" || time.change === "clash")
    values.when = { start: toIso(time.value.startsAt), end: toIso(time.value.endsAt) };
  if (time.change === "notion") change.time = { ...time.value, startsAt: time.value.startsAt, zone: draft.zone };
  if (time.change === "clash") comments.push(clash(pair, "time", show(time.value), show(time.lost), time.kept));

  // Somebody declined and the session moved: that was the other time, and Krug offers no third.
  const wasReoffered =
    link.wasReoffered || (time.change !== "none" && event.guests.some(guest => guest.reply === "declined"));

  // Guests: Krug answers for the group's members; whom people added stays, and replies stay with their guests.
  const guests = mergeGuests(base.guestEmails, event.guests, draft.guestEmails, time.change === "notion");
  if (guests !== null) change.guests = guests;
  next.guestEmails = draft.guestEmails;

  // Text: the agenda follows Notion silently; what people wrote around it stays. It waits while guests come or go: one call
  // for both would mail those who stay for nothing but text.
  const isForGuests = change.guests !== undefined && change.title === undefined && change.time === undefined;
  if (isForGuests) return commands(session, { ...link, wasReoffered }, event, change, values, next, comments);
  const saysAlready = event.description.includes(draft.description);
  const text = saysAlready ? event.description : mergeText(base.description, event.description, draft.description);
  if (text !== null && text !== event.description) change.description = text;
  if (text !== null) next.description = draft.description;

  return commands(session, { ...link, wasReoffered }, event, change, values, next, comments);
}

function commands(
  session: Session,
  link: Link,
  event: EventCopy,
  change: EventChanges,
  values: Record<string, string | { start: string; end: string }>,
  next: Base,
  comments: Command[],
): Command[] {
  const nextLink: Link = { ...link, base: next };
  // What the page has yet to take over is not agreed on by changing the event: a run may end between the two.
  const onEvent: Base = {
    ...next,
    ...("title" in values ? { title: link.base.title } : {}),
    ...("when" in values ? { startsAt: link.base.startsAt, endsAt: link.base.endsAt } : {}),
  };
  const found: Command[] = [];
  if (Object.keys(change).length > 0)
    found.push({
      kind: "change_event",
      key: `change:${link.eventId}:${event.etag}:${markOf(change)}`,
      etag: event.etag,
      change,
      mailed: mailedFor(change, event),
      link: { ...link, base: onEvent },
    });
  if (Object.keys(values).length > 0)
    found.push({
      kind: "update_page",
      key: `carry:${session.id}:${markOf([values, event.etag])}`,
      source: "sessions",
      pageId: session.id,
      values,
      link: nextLink,
    });
  if (found.length === 0 && markOf(next) !== markOf(link.base))
    found.push({ kind: "save_link", key: `agree:${session.id}:${markOf(next)}`, link: nextLink });
  return [...comments, ...found];
}

/** Who gets a mail: everybody for a new title or time, only those who come or go for the guest list, nobody for text. */
function mailedFor(change: EventChanges, event: EventCopy): string[] {
  const before = event.guests.map(guest => guest.email);
  const after = change.guests?.map(guest => guest.email) ?? before;
  if (change.title !== undefined || change.time !== undefined) return [...new Set([...before, ...after])];
  return [...after.filter(email => !before.includes(email)), ...before.filter(email => !after.includes(email))];
}

/**
 * The guest list as it should be, or null when it is so already. Members Krug once invited and who are no longer wanted go;
 * new members come; everybody else stays with their reply. A session that Krug moves is asked anew of those who declined.
 */
export function mergeGuests(
  base: readonly string[],
  current: readonly Guest[],
  wanted: readonly string[],
  isMoved: boolean,
): Guest[] | null {
  const gone = base.filter(email => !wanted.includes(email));
  // A member taken off the event by hand stays off: they are in the base, not in the event.
  const fresh = wanted.filter(email => !base.includes(email) && !current.some(guest => guest.email === email));
  const kept = current.filter(guest => !gone.includes(guest.email));
  const asked: Guest[] = kept.map(guest =>
    isMoved && guest.reply === "declined" ? { ...guest, reply: "needsAction" } : guest,
  );
  const isSame =
    fresh.length === 0 && kept.length === current.length && asked.every((guest, index) => guest === kept[index]);
  return isSame ? null : [...asked, ...fresh.map(email => ({ email, reply: "needsAction" as const }))];
}

function isSameTime(a: Time, b: Time): boolean {
  const minute = (at: Instant) => Math.floor(at / MINUTE);
  return minute(a.startsAt) === minute(b.startsAt) && minute(a.endsAt) === minute(b.endsAt);
}

function clash(
  pair: Parameters<typeof syncSession>[0],
  field: "title" | "time",
  kept: string,
  lost: string,
  keptSide: "notion" | "calendar",
): Command {
  return {
    kind: "comment",
    key: `clash:${pair.session.id}:${markOf([field, kept, lost])}`,
    pageId: pair.session.id,
    text: pair.words.bothChanged({ field, kept, lost, keptSide }, pair.language),
  };
}
