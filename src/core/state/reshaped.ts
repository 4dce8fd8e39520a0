/**
 * Series that people changed as a whole in Calendar: moved or given another rhythm, made to last all day, made to recur no more.
 *
 * Idea: Calendar names an instance by the start it has in its series. Where that changes, Google tells of every instance as
 * deleted and of others in its place; those are told apart from what people deleted by looking at the series together.
 * Cost: one look at each event and link.
 */

import type { EventCopy } from "../domain/event.ts";
import type { Base, Link } from "../domain/link.ts";
import { invitedAmong, parseMarks, type Series, untilOf } from "../domain/series.ts";
import { holds } from "../domain/values/content.ts";
import { HOUR, type Instant, MINUTE } from "../domain/values/time.ts";
import { membersOf, personByEmail, type Snapshot } from "./snapshot.ts";

/** Series whose instances last all day: none of those that had a time is in the calendar, and none was called off. */
export function allDaySeries(snapshot: Pick<Snapshot, "series" | "events">): ReadonlySet<string> {
  const allDay = new Set<string>();
  for (const { seriesId, originalStart, isCancelled } of snapshot.events.values())
    if (seriesId !== null && originalStart === null && !isCancelled && snapshot.series.has(seriesId))
      allDay.add(seriesId);
  return allDay;
}

/** True for a series that recurs no more: one event is left of it, under its id. */
export function isSingleNow(snapshot: Pick<Snapshot, "events">, seriesId: string): boolean {
  const event = snapshot.events.get(seriesId);
  return event !== undefined && !event.isCancelled && event.isSeries !== true;
}

/**
 * Links that follow their meeting to the event it has become: the one that is left of a series that recurs no more, and back to
 * the instance once it recurs again; and, with their series, to the instances of one that was moved or got another rhythm.
 */
export function linksToFollow(snapshot: Snapshot, now: Instant): { series: Series; links: Link[] }[] {
  const bySeries = Map.groupBy(snapshot.links.values(), link => link.seriesId);
  const live = [...snapshot.events.values()].filter(event => !event.isCancelled && event.originalStart !== null);
  const instances = Map.groupBy(live, event => event.seriesId);
  return [...snapshot.series.values()].flatMap(series => {
    const links = bySeries.get(series.id) ?? [];
    if (isSingleNow(snapshot, series.id)) return found(series, toTheOneLeft(snapshot, series, links));
    const own = instances.get(series.id) ?? [];
    const back = links.flatMap(link => backToInstance(series, link, own));
    return back.length > 0 ? found(series, back) : moved(snapshot, { series, links, live: own }, now);
  });
}

/**
 * What is agreed on for a meeting of a series once another event stands in its event's place. Calendar drops what was changed of
 * the former alone: the text is the series' again, and guests of the series that Krug took off it are invited again.
 */
function baseInPlace({ base }: Pick<Series, "base">, link: Link, event: EventCopy): Base {
  const invited = base.guestEmails.filter(email => event.guests.some(guest => guest.email === email));
  return {
    ...link.base,
    guestEmails: [...new Set([...link.base.guestEmails, ...invited])].sort(),
    description: holds(event.description, link.base.description) ? link.base.description : base.description,
  };
}

function found(series: Series, links: Link[]): { series: Series; links: Link[] }[] {
  return links.length === 0 ? [] : [{ series, links }];
}

function toTheOneLeft(snapshot: Snapshot, series: Series, links: readonly Link[]): Link[] {
  const event = snapshot.events.get(series.id);
  if (event === undefined || links.some(link => link.eventId === series.id)) return [];
  const [link] = links.filter(link => isGone(snapshot, link) && isSameMinute(link.originalStart, event.startsAt));
  return link === undefined || event === undefined
    ? []
    : [{ ...link, eventId: series.id, base: baseInPlace(series, link, event) }];
}

function backToInstance(series: Series, link: Link, live: readonly EventCopy[]): Link[] {
  if (link.eventId !== series.id) return [];
  const instance = live.find(event => event.originalStart === link.originalStart);
  return instance === undefined ? [] : [{ ...link, eventId: instance.id, base: baseInPlace(series, link, instance) }];
}

/** A series, the links of its meetings, and the instances that the calendar has of it now. */
interface SeriesInCalendar {
  series: Series;
  links: readonly Link[];
  live: readonly EventCopy[];
}

/** A series none of whose meetings to come is where it was, and which has others instead. */
function moved(
  snapshot: Snapshot,
  { series, links, live }: SeriesInCalendar,
  now: Instant,
): { series: Series; links: Link[] }[] {
  const taken = new Set([...snapshot.links.values()].map(link => link.eventId));
  const fresh = live
    .filter(event => !taken.has(event.id))
    .sort((a, b) => (a.originalStart ?? 0) - (b.originalStart ?? 0));
  const coming = links.filter(link => link.base.startsAt > now && !link.base.isCancelled);
  if (fresh.length === 0 || coming.length === 0 || !coming.every(link => isGone(snapshot, link))) return [];
  const lost = links
    .filter(link => isGone(snapshot, link))
    .sort((a, b) => (a.originalStart ?? 0) - (b.originalStart ?? 0));
  const pairs = matched(lost, fresh, shiftOf(lost, fresh));
  if (pairs.length === 0) return [];
  const sessions: Record<string, string> = { ...series.sessions };
  for (const { link } of pairs) delete sessions[String(link.originalStart)];
  for (const { link, event } of pairs) sessions[String(event.originalStart)] = link.sessionId;
  Object.assign(sessions, placesLeft(series, { pairs, instances: fresh, by: shiftOf(lost, fresh) }));
  const following = pairs.map(
    ({ link, event }): Link => ({
      ...link,
      eventId: event.id,
      originalStart: event.originalStart,
      base: baseInPlace(series, link, event),
    }),
  );
  return [{ series: { ...series, sessions, isMarked: false }, links: following }];
}

/** Clocks may change between two meetings. */
const TOLERANCE = 2 * HOUR;

/** Each lost meeting with the one in its place: in order where there are as many, else by how far (`by`, ms) the first was moved. */
function matched(lost: readonly Link[], fresh: readonly EventCopy[], by: number): { link: Link; event: EventCopy }[] {
  return lost.flatMap((link, place) => {
    const near = fresh.find(
      event => Math.abs((event.originalStart ?? 0) - (link.originalStart ?? 0) - by) <= TOLERANCE,
    );
    const event = lost.length === fresh.length ? fresh[place] : near;
    return event === undefined ? [] : [{ link, event }];
  });
}

/** By how far (ms) the first of the lost meetings was moved. */
function shiftOf(lost: readonly Link[], fresh: readonly EventCopy[]): number {
  return (fresh[0]?.originalStart ?? 0) - (lost[0]?.originalStart ?? 0);
}

/**
 * The sessions of places Calendar filled again, by the starts they have now, though their meeting had left its series for an event of
 * its own: such an instance is one too many.
 */
function placesLeft(
  { sessions }: Series,
  shifted: { pairs: readonly { link: Link; event: EventCopy }[]; instances: readonly EventCopy[]; by: number },
): Record<string, string> {
  const { pairs, instances, by } = shifted;
  const taken = new Set(pairs.map(({ event }) => event.id));
  const placed = new Set(pairs.map(({ link }) => link.sessionId));
  const others = Object.entries(sessions).filter(([, sessionId]) => !placed.has(sessionId));
  return Object.fromEntries(
    instances.flatMap(event => {
      const start = event.originalStart ?? 0;
      const place = others.find(([before]) => Math.abs(start - Number(before) - by) <= TOLERANCE);
      return taken.has(event.id) || place === undefined ? [] : [[String(start), place[1]]];
    }),
  );
}

function isGone(snapshot: Snapshot, link: Link): boolean {
  return snapshot.events.get(link.eventId)?.isCancelled === true;
}

/** Two instants of one minute, as Notion keeps them; false where one is null. */
export function isSameMinute(a: Instant | null, b: Instant | null): boolean {
  return a !== null && b !== null && Math.floor(a / MINUTE) === Math.floor(b / MINUTE);
}

/**
 * Recurring events of the calendar that carry the marks of a series of Krug's and are not known: after the loss of the
 * database, and when people moved "this and following", of which Calendar makes a new series with copied marks.
 */
export function unknownSeries(snapshot: Snapshot): string[] {
  const marked = [...snapshot.events.values()].filter(event => event.isOfKrugsSeries === true && !event.isCancelled);
  const ids = new Set(marked.flatMap(({ seriesId }) => seriesId ?? []));
  return [...ids].filter(id => !snapshot.series.has(id)).sort();
}

/**
 * The series a recurring event is; null for one without Krug's marks. Marks that were written for another series say only
 * whose it may be: its sessions are found by `heirsToAdopt`.
 */
export function seriesFrom(snapshot: Snapshot, id: string, master: Series["master"]): Series | null {
  const marks = parseMarks(master.marks);
  if (marks === null) return null;
  const { kind, groupId, generation, writtenFor, sessions } = marks;
  const group = snapshot.groups.get(groupId);
  const members = new Set(group === undefined ? [] : membersOf(snapshot, group).map(person => person.id));
  const guests = master.guests.map(guest => guest.email);
  const addresses = [...snapshot.people.values()].flatMap(person => [person.email, ...person.otherEmails]);
  const guestEmails =
    invitedAmong(master.marks, [...guests, ...addresses]) ??
    guests.filter(email => members.has(personByEmail(snapshot, email)?.id ?? ""));
  return {
    id,
    groupId,
    kind,
    generation,
    zone: master.zone,
    sessions: writtenFor === id ? sessions : {},
    base: { title: master.title, description: master.description, guestEmails },
    master,
    isMarked: true,
    heir: null,
  };
}

/**
 * The series an heir may have been split off, which say where they were cut only once they are read anew: all that the group
 * has of the kind.
 */
export function mayHaveBeenCut(snapshot: Snapshot, heir: Series): Series[] {
  return [...snapshot.series.values()].filter(
    ({ id, groupId, kind }) => id !== heir.id && groupId === heir.groupId && kind === heir.kind,
  );
}

/**
 * The heirs of "this and following" that people made, with the sessions they go on with: those whose instances were cut off
 * the end of the series before. Calendar puts those among them that were off on again: their sessions have them too. An instance
 * deleted by itself before the cut is none of them, whatever follows it. A mere copy of a series cuts nothing off, and is its
 * maker's own.
 */
export function heirsToAdopt(snapshot: Snapshot): { series: Series; links: Link[] }[] {
  const adopting: { series: Series; links: Link[] }[] = [];
  const taken = new Set<string>();
  for (const heir of [...snapshot.series.values()].sort((a, b) => a.master.startsAt - b.master.startsAt)) {
    if (Object.keys(heir.sessions).length > 0) continue;
    const instances = [...snapshot.events.values()]
      .filter(event => event.seriesId === heir.id && !event.isCancelled && event.originalStart !== null)
      .sort((a, b) => (a.originalStart ?? 0) - (b.originalStart ?? 0));
    const cut = cutOff(snapshot, heir, taken);
    const before = snapshot.series.get(cut[0]?.seriesId ?? "");
    if (before === undefined || instances.length === 0) continue;
    const sessions: Record<string, string> = {};
    const by = heir.master.startsAt - firstCut(before, cut);
    const pairs = matched(cut, instances, by);
    const links = pairs.map(({ link, event }): Link => {
      taken.add(link.sessionId);
      sessions[String(event.originalStart)] = link.sessionId;
      const base = baseInPlace(before, link, event);
      const isOffSince = isCalledOffSince(snapshot, link, event);
      return {
        ...link,
        eventId: event.id,
        seriesId: heir.id,
        originalStart: event.originalStart,
        base: isOffSince ? { ...base, isCancelled: false } : base,
        tombstone: isOffSince ? null : link.tombstone,
      };
    });
    if (links.length === 0) continue;
    Object.assign(sessions, placesLeft(before, { pairs, instances, by }));
    const base = { ...before.base, title: heir.base.title };
    adopting.push({ series: { ...heir, sessions, base, isMarked: false }, links });
  }
  return adopting;
}

/**
 * Whether people called a meeting off on its page after the event in its new place was made: with the database lost it looks as if it
 * had been off before, and were on again by the cut.
 */
function isCalledOffSince(snapshot: Snapshot, { sessionId, base }: Link, event: EventCopy): boolean {
  const row = snapshot.rows.get(sessionId);
  const isOff = base.isCancelled && snapshot.sessions.get(sessionId)?.status === "cancelled";
  return isOff && row?.editedBy === "person" && row.editedAt > event.updatedAt;
}

/**
 * Where the first meeting that was cut off a series stood. With the database lost the series' marks alone may say so: nothing is
 * known of a meeting whose page is not in its table.
 */
function firstCut({ sessions, master }: Series, cut: readonly Link[]): Instant {
  const until = untilOf(master.recurrence);
  const marked = until === null ? [] : Object.keys(sessions).map(Number);
  return Math.min(cut[0]?.originalStart ?? 0, ...marked.filter(start => start > (until ?? 0)));
}

/** Links whose instances were cut off the end of one series of the heir's group, in order, and are in no other yet. */
function cutOff(snapshot: Snapshot, heir: Series, taken: ReadonlySet<string>): Link[] {
  const writtenFor = parseMarks(heir.master.marks)?.writtenFor;
  const inOrder = mayHaveBeenCut(snapshot, heir).sort(
    (a, b) => Number(b.id === writtenFor) - Number(a.id === writtenFor) || (a.id < b.id ? -1 : 1),
  );
  for (const series of inOrder) {
    const links = [...snapshot.links.values()]
      .filter(link => link.seriesId === series.id)
      .sort((a, b) => (a.originalStart ?? 0) - (b.originalStart ?? 0));
    const until = untilOf(series.master.recurrence);
    const lastLive = links.findLastIndex(link => !isGone(snapshot, link));
    const gone = links.slice(lastLive + 1).filter(link => !taken.has(link.sessionId));
    const later = until === null ? gone : gone.filter(link => (link.originalStart ?? 0) > until);
    // Of a series that was deleted nothing says any more where it ends.
    const cut = later.length === 0 && lastLive < 0 ? gone : later;
    if (cut.some(wasCutOff)) return cut;
  }
  return [];
}

/** Taking place as far as Krug knows, or off only because its instance is gone. */
function wasCutOff({ base, tombstone }: Link): boolean {
  return !base.isCancelled || tombstone?.side === "calendar";
}
