import type { Link } from "../domain/link.ts";
import { invitedAmong, type MasterCopy, parseMarks, type Series, untilOf } from "../domain/series.ts";
import { baseInPlace, matched } from "./reshaped.ts";
import { membersOf, personByEmail, type Snapshot } from "./snapshot.ts";

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
  const found: { series: Series; links: Link[] }[] = [];
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
    const by = heir.master.startsAt - (cut[0]?.originalStart ?? 0);
    const links = matched(cut, instances, by).map(({ link, event }): Link => {
      taken.add(link.sessionId);
      sessions[String(event.originalStart)] = link.sessionId;
      return {
        ...link,
        eventId: event.id,
        seriesId: heir.id,
        originalStart: event.originalStart,
        base: baseInPlace(before, link, event),
      };
    });
    if (links.length === 0) continue;
    const base = { ...before.base, title: heir.base.title };
    found.push({ series: { ...heir, sessions, base, isMarked: false }, links });
  }
  return found;
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

function isGone(snapshot: Snapshot, link: Link): boolean {
  return snapshot.events.get(link.eventId)?.isCancelled === true;
}

/** Taking place as far as Krug knows, or off only because its instance is gone. */
function wasCutOff({ base, tombstone }: Link): boolean {
  return !base.isCancelled || tombstone?.side === "calendar";
}
