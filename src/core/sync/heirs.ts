import { holds } from "../content/content.ts";
import type { EventCopy } from "../event.ts";
import { invitedAmong, type MasterCopy, parseMarks, type Series } from "../series.ts";
import { membersOf, personByEmail, type Snapshot } from "../snapshot.ts";
import type { Link } from "./link.ts";

/**
 * Recurring events of the calendar that carry the marks of a series of Krug's and are not known: after the loss of the
 * database, and when people moved "this and following", of which Calendar makes a new series with copied marks.
 */
export function unknownSeries(snapshot: Snapshot): string[] {
  const ids = new Set<string>();
  for (const event of snapshot.events.values())
    if (
      event.seriesId !== null &&
      event.isOfKrugsSeries === true &&
      !event.isCancelled &&
      !snapshot.series.has(event.seriesId)
    )
      ids.add(event.seriesId);
  return [...ids].sort();
}

/**
 * The series a recurring event is; null for one without Krug's marks. Marks that were written for another series say only
 * whose it may be: its sessions are found by `heirsToAdopt`.
 */
export function seriesFrom(snapshot: Snapshot, id: string, master: MasterCopy): Series | null {
  const marks = parseMarks(master.marks);
  if (marks === null) return null;
  const { kind, groupId, generation, writtenFor, sessions } = marks;
  const group = snapshot.groups.get(groupId);
  const members = new Set(group === undefined ? [] : membersOf(snapshot, group).map(person => person.id));
  const guests = master.guests.map(guest => guest.email);
  const known = [...snapshot.people.values()].flatMap(person => [person.email, ...person.otherEmails]);
  const guestEmails =
    invitedAmong(master.marks, [...guests, ...known]) ??
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
 * The heirs of "this and following" that people made, with the sessions they go on with: those whose instances were cut off
 * the end of the series before, in order. A mere copy of a series cuts nothing off, and is its maker's own.
 */
export function heirsToAdopt(snapshot: Snapshot): { series: Series; links: Link[] }[] {
  const found: { series: Series; links: Link[] }[] = [];
  const taken = new Set<string>();
  for (const heir of [...snapshot.series.values()].sort((a, b) => a.master.startsAt - b.master.startsAt)) {
    if (Object.keys(heir.sessions).length > 0) continue;
    const instances = [...snapshot.events.values()]
      .filter(event => event.seriesId === heir.id && !event.isCancelled && event.originalStart !== null)
      .sort((a, b) => (a.originalStart ?? 0) - (b.originalStart ?? 0));
    const cut = cutOff(snapshot, heir).filter(link => !taken.has(link.sessionId));
    const before = snapshot.series.get(cut[0]?.seriesId ?? "");
    if (before === undefined || instances.length === 0) continue;
    const sessions: Record<string, string> = {};
    const links = cut.slice(0, instances.length).map((link, place): Link => {
      const instance = instances[place] as EventCopy;
      sessions[String(instance.originalStart)] = link.sessionId;
      taken.add(link.sessionId);
      const isOurText = holds(instance.description, link.base.description);
      return {
        ...link,
        eventId: instance.id,
        seriesId: heir.id,
        originalStart: instance.originalStart,
        base: { ...link.base, description: isOurText ? link.base.description : before.base.description },
      };
    });
    const base = { ...before.base, title: heir.base.title };
    found.push({ series: { ...heir, sessions, base, isMarked: false }, links });
  }
  return found;
}

/** Links of the heir's group whose instances are gone from the end of a series, in order. */
function cutOff(snapshot: Snapshot, heir: Series): Link[] {
  const bySeries = new Map<string, Link[]>();
  for (const link of snapshot.links.values()) {
    const series = link.seriesId === null ? undefined : snapshot.series.get(link.seriesId);
    if (series?.groupId !== heir.groupId || series.kind !== heir.kind || series.id === heir.id) continue;
    bySeries.set(series.id, [...(bySeries.get(series.id) ?? []), link]);
  }
  return [...bySeries.values()].flatMap(links => {
    const inOrder = [...links].sort((a, b) => (a.originalStart ?? 0) - (b.originalStart ?? 0));
    const lastLive = inOrder.findLastIndex(link => !isGone(snapshot, link));
    return inOrder.slice(lastLive + 1).filter(link => isContinued(snapshot, link));
  });
}

function isGone(snapshot: Snapshot, link: Link): boolean {
  return snapshot.events.get(link.eventId)?.isCancelled === true;
}

/** Planned, or cancelled by nothing but its instance being gone. */
function isContinued(snapshot: Snapshot, link: Link): boolean {
  const session = snapshot.sessions.get(link.sessionId);
  if (session?.status === "planned") return !link.base.isCancelled;
  return session?.status === "cancelled" && link.tombstone?.side === "calendar";
}
