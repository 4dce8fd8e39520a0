/**
 * What page and event agree on once an event is found to be there already: an earlier try made it, and its answer was lost.
 *
 * Since then people may have edited the page or the group, and what is decided now is not what was made then. Idea: the
 * marks an event carries tell what it was made with (`baseMark`, `invitedMark`); what differs from it is still to be
 * carried over.
 * Cost: a look at each guest and instance.
 */
import type { CommandOf } from "../../domain/command.ts";
import type { EventCopy } from "../../domain/event.ts";
import type { Link } from "../../domain/link.ts";
import {
  instanceIdFor,
  invitedAmong,
  marksOf,
  parseMarks,
  type Series,
  type SeriesException,
} from "../../domain/series.ts";
import { baseFromMark, baseMark } from "./baseMark.ts";

type CreateSeries = CommandOf<"create_series">;

/** The link of an event that was to be made with this one: with the base the event itself tells of, where that is another. */
export function linkAsMade(link: Link, event: EventCopy): Link {
  if (event.baseMark === null || event.baseMark === baseMark(link.base)) return link;
  const told = baseFromMark(event, {
    titles: [link.base.title, event.title],
    emails: [...link.base.guestEmails, ...event.guests.map(guest => guest.email)],
  });
  return told === null ? link : { ...link, base: { ...link.base, ...told } };
}

/** A recurring event as it was made: its series and links, and in what its instances are still to differ from it. */
type SeriesAsMade = Pick<CreateSeries, "series" | "links" | "exceptions">;

/**
 * A recurring event that was to be made by this command, as it is there. Where its marks tell of other people or other occurrences
 * than the command's, those that are there count: a session that has no instance has no link, one whose page has another time
 * since is agreed on at its place in the series, and nobody is let in or taken off without a mail.
 */
export function seriesAsMade(
  command: CreateSeries,
  master: Series["master"],
  instances: readonly EventCopy[],
): SeriesAsMade {
  const { exceptions, settles } = command;
  const made = parseMarks(master.marks);
  const told = marksOf(command.series);
  const isAsDecided = made !== null && Object.entries(told).every(([key, value]) => master.marks[key] === value);
  if (made === null || (isAsDecided && Object.keys(made.sessions).length === command.links.length))
    return { series: { ...command.series, master }, links: command.links, exceptions };
  const { base } = command.series;
  const emails = [...base.guestEmails, ...master.guests.map(guest => guest.email)];
  const guestEmails = invitedAmong(master.marks, emails) ?? base.guestEmails;
  const series = { ...command.series, master, sessions: made.sessions, base: { ...base, guestEmails } };
  const wanted = new Map(command.links.map(link => [link.sessionId, link]));
  const links = Object.entries(made.sessions).flatMap(([start, sessionId]): Link[] => {
    const link = wanted.get(sessionId);
    const originalStart = Number(start);
    if (link === undefined || !instances.some(instance => instance.originalStart === originalStart)) return [];
    // What goes on from another series agrees on what its instances were before; a new one on what was made.
    const people = settles === null ? { guestEmails } : {};
    const times =
      link.originalStart === originalStart
        ? {}
        : { startsAt: originalStart, endsAt: originalStart + master.endsAt - master.startsAt };
    const eventId = instanceIdFor(series.id, originalStart);
    return [{ ...link, eventId, originalStart, base: { ...link.base, ...times, ...people } }];
  });
  const quiet = settles === null ? exceptions.map(withoutGuests) : exceptions;
  return { series, links, exceptions: quiet };
}

function withoutGuests({ originalStart, change: { guests: _, ...change } }: SeriesException): SeriesException {
  return { originalStart, change };
}
