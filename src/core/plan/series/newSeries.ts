import type { Command } from "../../domain/command.ts";
import type { EventChanges, EventCopy, EventDraft, Guest } from "../../domain/event.ts";
import type { Base, Link } from "../../domain/link.ts";
import {
  instanceIdFor,
  invitedTo,
  recurrenceOf,
  rhythmKey,
  type Series,
  type SeriesException,
  seriesIdFor,
  weeksBetween,
} from "../../domain/series.ts";
import type { Session, SessionKind } from "../../domain/session.ts";
import { isSameContent, isSameTitle } from "../../domain/values/content.ts";
import { guarded } from "../../domain/values/guarded.ts";
import { timesOf } from "../../domain/values/maps.ts";
import { DAY, type Instant } from "../../domain/values/time.ts";
import { slotKey, slotOf } from "../../rules/scheduling/rhythm.ts";
import { SESSION_LEAD_DAYS } from "../../rules/scheduling/spans.ts";
import { ruleFor } from "../../rules/sync/rule.ts";
import { situationOf } from "../../rules/sync/situation.ts";
import { SESSION_TABLE } from "../../rules/sync/table.ts";
import { isOfSlice } from "../../state/near.ts";
import { mayStart, programmeOf, type Snapshot } from "../../state/snapshot.ts";
import { returning } from "../slots/endedGroups.ts";
import { commonSlot, LEAST_IN_SERIES, unlinkedByRhythm } from "../slots/steady.ts";
import type { SeriesNeeds } from "./seriesView.ts";

interface Made {
  commands: Command[];
  held: Set<string>;
}

/** An occurrence of a series to be made: its place, what both sides will have agreed on, and in what it differs. */
interface Occurrence {
  sessionId: string;
  originalStart: Instant;
  base: Base;
  change: EventChanges;
  wasReoffered: boolean;
  generation: number;
}

/** A series for each group whose meetings got their pages together, with one invitation for all of them. */
export function seriesToMake(needs: SeriesNeeds, held: ReadonlySet<string>): Made {
  const made: Made = { commands: [], held: new Set() };
  const back = wishedBackByRhythm(needs.snapshot, needs.now);
  const byRhythm = [...unlinkedByRhythm(needs.snapshot, needs.now), ...back].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [key, sessions] of byRhythm) {
    const groupId = sessions[0]?.groupId ?? null;
    const hold = () => {
      for (const session of sessions) made.held.add(session.id);
    };
    const isWaiting = needs.sessions.forming.has(key) || sessions.some(session => held.has(session.id));
    const isReturning = back.get(key) === sessions && isAwaited(needs, sessions);
    if (isReturning) hold();
    guarded("new series", groupId, () => isWaiting || isReturning || freshSeries(needs, sessions, made), hold);
  }
  return made;
}

/**
 * Meetings of a rhythm that were called off and are planned again, by their group and kind, where nothing of their series is to
 * come: they go on in another, with one invitation. Beside meetings that stand each comes back by itself.
 */
function wishedBackByRhythm(snapshot: Snapshot, now: Instant): Map<string, Session[]> {
  const byRhythm = new Map<string, Session[]>();
  const standing = new Set<string>();
  for (const { sessionId, seriesId, base, ...link } of snapshot.links.values()) {
    const series = snapshot.series.get(seriesId ?? "");
    if (series === undefined) continue;
    const key = rhythmKey(series.groupId, series.kind);
    if (!base.isCancelled && base.startsAt > now) standing.add(key);
    const session = snapshot.sessions.get(sessionId);
    const event = snapshot.events.get(link.eventId) ?? null;
    if (session === undefined || session.groupId !== series.groupId || session.kind !== series.kind) continue;
    const { status, startsAt } = session;
    const whole = { ...link, sessionId, seriesId, base };
    const situation = situationOf({ status, startsAt, key: session.key, link: whole, event, now });
    if (!ruleFor(SESSION_TABLE, situation).leadsTo.includes("invite_again")) continue;
    byRhythm.set(key, [...(byRhythm.get(key) ?? []), session]);
  }
  for (const key of standing) byRhythm.delete(key);
  return byRhythm;
}

/** True while others of the same group are about to be planned again: they belong to the same series. */
function isAwaited({ snapshot, now }: SeriesNeeds, sessions: readonly Session[]): boolean {
  const [{ groupId, kind } = { groupId: null, kind: "session" }] = sessions;
  const others = snapshot.sessionsByGroup.get(groupId ?? "") ?? [];
  return others.some(session => session.kind === kind && returning.isToReturn(snapshot, session, now));
}

function freshSeries(needs: SeriesNeeds, sessions: readonly Session[], made: Made): void {
  const { snapshot, now, words } = needs;
  const group = snapshot.groups.get(sessions[0]?.groupId ?? "");
  const programme = group === undefined ? null : programmeOf(snapshot, group);
  if (group?.status !== "active" || programme === null || programme.status === "draft") return;
  if (!mayStart(snapshot, group.id, programme.id, ...sessions.map(({ id }) => id))) return;
  const steady = inOneRhythm(sessions, programme.zone);
  if (steady.length < LEAST_IN_SERIES) return;
  for (const session of steady) made.held.add(session.id);
  const drafts = new Map(
    steady.flatMap((session, place) => {
      const draft = needs.draftOf(session, place === 0);
      return draft === null ? [] : [[session.id, draft] as const];
    }),
  );
  const guests = [...new Set([...drafts.values()].flatMap(draft => draft.guestEmails))].sort();
  const [first] = [...drafts.values()];
  if (first === undefined || guests.length === 0) return;
  const text = { kind: sessions[0]?.kind ?? "session", groupUrl: group.url, mayMove: first.guestsMayMove };
  const whole: EventDraft = {
    ...first,
    title: mostCommon([...drafts.values()].map(draft => draft.title)),
    description: words.seriesText(text, programme.language),
    guestEmails: guests,
  };
  const occurrences = steady.map((session, place) => {
    const draft = drafts.get(session.id) ?? whole;
    const generation = snapshot.links.get(session.id)?.generation ?? 0;
    return { ...firstOccurrence(session.id, draft, whole, { isNext: place === 0, now }), generation };
  });
  made.commands.push(
    creation(snapshot, {
      groupId: group.id,
      kind: text.kind,
      draft: whole,
      guests: asked(guests),
      occurrences,
      from: null,
    }),
  );
}

/** The sessions on the weekly slot most of them have, of one length, one a week, in order. */
function inOneRhythm(sessions: readonly Session[], zone: string): Session[] {
  const slot = commonSlot(sessions, zone);
  if (slot === null) return [];
  const onSlot = sessions
    .filter(session => slotKey(slotOf(session.startsAt ?? 0, zone)) === slotKey(slot))
    .sort((a, b) => (a.startsAt ?? 0) - (b.startsAt ?? 0));
  const length = (session: Session | undefined) => (session?.endsAt ?? 0) - (session?.startsAt ?? 0);
  return onSlot.filter(
    (session, place) =>
      length(session) === length(onSlot[0]) && session.startsAt !== (onSlot[place - 1]?.startsAt ?? null),
  );
}

function firstOccurrence(
  sessionId: string,
  draft: EventDraft,
  whole: EventDraft,
  { isNext, now }: { isNext: boolean; now: Instant },
): Occurrence {
  const isNear = draft.startsAt <= now + SESSION_LEAD_DAYS * DAY;
  const guestEmails = isNear ? draft.guestEmails : whole.guestEmails;
  const description = isNext ? draft.description : whole.description;
  const change: EventChanges = {
    ...(isSameTitle(draft.title, whole.title) ? {} : { title: draft.title }),
    ...(isSameContent(description, whole.description) ? {} : { description }),
    ...(guestEmails.length === whole.guestEmails.length ? {} : { guests: asked(guestEmails) }),
  };
  const { title, startsAt, endsAt } = draft;
  const base = { title, startsAt, endsAt, isCancelled: false, guestEmails, description };
  return { sessionId, originalStart: startsAt, base, change, wasReoffered: false, generation: 0 };
}

/**
 * Series for what was cut off others. Where people came or went it is the same as before in every instance, and nobody is
 * mailed; where the time is another, everybody is invited once.
 */
export function heirsToMake(needs: SeriesNeeds): Made {
  const made: Made = { commands: [], held: new Set() };
  for (const series of [...needs.snapshot.series.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const { heir } = series;
    if (heir === null || !isOfSlice(needs.snapshot, series.groupId)) continue;
    const hold = () => {
      for (const link of heir.links) made.held.add(link.sessionId);
    };
    guarded("heir of a series", series.groupId, () => heirOf(needs, series, heir, made), hold);
  }
  return made;
}

function heirOf(needs: SeriesNeeds, series: Series, heir: NonNullable<Series["heir"]>, made: Made): void {
  const { snapshot } = needs;
  const { reason } = heir;
  const waiting = heir.links.filter(link => {
    const session = snapshot.sessions.get(link.sessionId);
    const isOn = snapshot.rows.has(link.sessionId) && (session === undefined || session.status === "planned");
    return isOn && !snapshot.links.has(link.sessionId);
  });
  const title = mostCommon(waiting.map(link => snapshot.sessions.get(link.sessionId)?.title || series.master.title));
  const occurrences = waiting.map(link => {
    const session = snapshot.sessions.get(link.sessionId) ?? null;
    const event = snapshot.events.get(link.eventId) ?? null;
    const moved = reason === "moved" && session !== null ? needs.draftOf(session, false) : null;
    return occurrenceOf(series, link, { session, event, moved }, title);
  });
  const coming = onePerWeek(
    occurrences.filter(occurrence => occurrence.originalStart > needs.now),
    series.zone,
  );
  const { carried: _, ...rest } = series;
  const settled: Series = { ...rest, heir: null };
  if (coming.length === 0) {
    made.commands.push({ kind: "save_series", key: `settled:${series.id}`, series: settled });
    return;
  }
  for (const occurrence of coming) made.held.add(occurrence.sessionId);
  const [first] = coming;
  const guests = reason === "moved" ? asked(series.master.guests.map(guest => guest.email)) : series.master.guests;
  const draft: EventDraft = {
    title,
    description: series.master.description,
    startsAt: first?.originalStart ?? 0,
    endsAt: (first?.originalStart ?? 0) + lengthOf(first, series, reason),
    zone: series.zone,
    guestEmails: invitedTo(series),
    guestsMayMove: guestsMayMove(snapshot, series),
  };
  const { groupId, kind } = series;
  const from = { series: settled, isTold: reason === "moved" };
  made.commands.push(creation(snapshot, { groupId, kind, draft, guests, occurrences: coming, from }));
}

/** As the programme says; where that is not known any more, as meetings are by themselves. */
function guestsMayMove(snapshot: Snapshot, { groupId }: Series): boolean {
  const group = snapshot.groups.get(groupId);
  return (group === undefined ? null : programmeOf(snapshot, group))?.guestsMayMove ?? true;
}

function lengthOf(first: Occurrence | undefined, series: Series, reason: "members" | "moved"): number {
  return reason === "moved" && first !== undefined
    ? first.base.endsAt - first.base.startsAt
    : series.master.endsAt - series.master.startsAt;
}

/**
 * A session cut off a series as an occurrence of the next, which is called `title`. `moved` is the time its page has now, null
 * where it keeps its own.
 */
function occurrenceOf(
  series: Series,
  link: Link,
  now: { session: Session | null; event: EventCopy | null; moved: EventDraft | null },
  title: string,
): Occurrence {
  const { master } = series;
  const { session, event, moved } = now;
  const originalStart = moved?.startsAt ?? link.originalStart ?? link.base.startsAt;
  const length = master.endsAt - master.startsAt;
  // A page that was renamed like the others, and an event that was not: the new series says it from the start.
  const isRenamed =
    session !== null &&
    isSameTitle(session.title, title) &&
    (event === null || isSameTitle(event.title, link.base.title));
  const change: EventChanges = {};
  if (event !== null) {
    const isMoved = event.startsAt !== originalStart || event.endsAt !== originalStart + length;
    if (moved === null && isMoved && event.startsAt !== null && event.endsAt !== null)
      change.time = { startsAt: event.startsAt, endsAt: event.endsAt, zone: series.zone };
    if (!isRenamed && !isSameTitle(event.title, title)) change.title = event.title;
    if (!isSameContent(event.description, master.description)) change.description = event.description;
    if (namesIn(event.guests) !== namesIn(master.guests)) change.guests = event.guests;
  }
  const base = {
    ...link.base,
    ...(isRenamed ? { title } : {}),
    ...(moved === null ? {} : { startsAt: moved.startsAt, endsAt: moved.endsAt }),
  };
  const { sessionId, wasReoffered, generation } = link;
  return { sessionId, originalStart, base, change, wasReoffered, generation };
}

/** A series has one place a week: of two sessions in one the later is an event by itself. */
function onePerWeek(occurrences: readonly Occurrence[], zone: string): Occurrence[] {
  const sorted = [...occurrences].sort((a, b) => a.originalStart - b.originalStart);
  const [first] = sorted;
  if (first === undefined) return [];
  const slot = slotKey(slotOf(first.originalStart, zone));
  const weeks = new Set<number>();
  return sorted.filter(occurrence => {
    const week = weeksBetween(first.originalStart, occurrence.originalStart, zone);
    if (slotKey(slotOf(occurrence.originalStart, zone)) !== slot || weeks.has(week)) return false;
    weeks.add(week);
    return true;
  });
}

function creation(
  snapshot: Snapshot,
  wanted: {
    groupId: string;
    kind: SessionKind;
    draft: EventDraft;
    guests: Guest[];
    occurrences: readonly Occurrence[];
    /** The series it goes on from, with nothing to wait for any more; null for a first one. */
    from: { series: Series; isTold: boolean } | null;
  },
): Command {
  const { groupId, kind, draft, guests, occurrences, from } = wanted;
  const generation = nextGeneration(snapshot, groupId, kind);
  const id = seriesIdFor(groupId, kind, generation);
  const starts = occurrences.map(occurrence => occurrence.originalStart);
  const recurrence = recurrenceOf(starts, draft.zone);
  const exceptions: SeriesException[] = occurrences
    .filter(occurrence => Object.keys(occurrence.change).length > 0)
    .map(({ originalStart, change }) => ({ originalStart, change }));
  const links = occurrences.map(
    (occurrence): Link => ({
      sessionId: occurrence.sessionId,
      eventId: instanceIdFor(id, occurrence.originalStart),
      generation: Math.max(occurrence.generation, generation),
      seriesId: id,
      originalStart: occurrence.originalStart,
      base: occurrence.base,
      tombstone: null,
      wasReoffered: occurrence.wasReoffered,
    }),
  );
  const series: Series = {
    id,
    groupId,
    kind,
    generation,
    zone: draft.zone,
    sessions: Object.fromEntries(
      occurrences.map(occurrence => [String(occurrence.originalStart), occurrence.sessionId]),
    ),
    base: {
      title: draft.title,
      description: from?.series.base.description ?? draft.description,
      guestEmails: draft.guestEmails,
      ...(from === null ? {} : { invitedAs: from.series.base.invitedAs }),
    },
    master: {
      etag: "",
      isCancelled: false,
      title: draft.title,
      description: draft.description,
      startsAt: draft.startsAt,
      endsAt: draft.endsAt,
      zone: draft.zone,
      guests,
      recurrence,
      marks: {},
    },
    isMarked: true,
    heir: null,
  };
  return {
    kind: "create_series",
    key: `series:${id}`,
    draft: { ...draft, recurrence, guests },
    series,
    exceptions,
    mailed: from === null || from.isTold ? guests.map(guest => guest.email) : [],
    links,
    settles: from?.series ?? null,
  };
}

/** Ids of deleted series stay taken, so each has its own generation. */
function nextGeneration(snapshot: Snapshot, groupId: string, kind: SessionKind): number {
  const earlierSeries = [...snapshot.series.values()].filter(
    series => series.groupId === groupId && series.kind === kind,
  );
  return Math.max(-1, ...earlierSeries.map(series => series.generation)) + 1;
}

function asked(emails: readonly string[]): Guest[] {
  return emails.map(email => ({ email, reply: "needsAction" }));
}

function mostCommon(titles: readonly string[]): string {
  return [...timesOf(titles)].reduce((best, one) => (one[1] > best[1] ? one : best), ["", 0] as [string, number])[0];
}

function namesIn(guests: readonly Guest[]): string {
  return guests
    .map(guest => guest.email)
    .sort()
    .join(" ");
}
