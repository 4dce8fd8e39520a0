import { occurrenceEnd } from "../simulators/google/calendar/instances.ts";
import type { EventCopy, SharedEvent } from "../simulators/google/calendar/model.ts";
import { instanceSuffix, occurrences } from "../simulators/google/calendar/recurrence.ts";
import type { Playground } from "../world/playground.ts";

/** One meeting of a calendar: a single event, or an instance of a series, changed or not. */
export interface Meeting {
  id: string;
  copy: EventCopy;
  startsAt: number;
  endsAt: number;
  /** The series and where in it the instance stood; null for a single event. */
  series: { master: SharedEvent; originalStart: number } | null;
}

/** How far a series is looked at: none of Krug's lasts so long. */
const HORIZON_MS = 400 * 86_400_000;

/** Every meeting of somebody's calendar, as the simulator holds it: series taken apart. */
export function meetingsOf(playground: Playground, calendarId: string): Meeting[] {
  return playground.google.eventsOf(calendarId).flatMap(copy => {
    const { event } = copy;
    const { startsAt, endsAt, master, originalStart, series } = event;
    if (series === null)
      return [{ id: event.id, copy, startsAt, endsAt, series: master === null ? null : { master, originalStart } }];
    return [...occurrences(series, startsAt + HORIZON_MS)].flatMap(start =>
      event.exceptions.has(start)
        ? []
        : [
            {
              id: `${event.id}_${instanceSuffix(start, false)}`,
              copy,
              startsAt: start,
              endsAt: occurrenceEnd(event, start),
              series: { master: event, originalStart: start },
            },
          ],
    );
  });
}

/** The session a meeting is of by the marks on it or its series; null for one that is not Krug's. */
export function sessionOf(playground: Playground, { copy, series }: Meeting): string | null {
  if (series === null) return copy.own.extendedPrivate?.krugSession ?? null;
  const marks = marksOf(playground, series.master.id);
  return marks[`krug${instanceSuffix(series.originalStart, false)}`] ?? null;
}

/** The group a mail about a series is of; null for mails about anything else. */
export function groupOfSeries(playground: Playground, eventId: string): string | null {
  return (marksOf(playground, eventId).krugSeries ?? "").split(" ")[1] ?? null;
}

function marksOf(playground: Playground, eventId: string): Record<string, string> {
  const copy = playground.google.eventsOf(playground.calendarId).find(one => one.event.id === eventId);
  return copy?.own.extendedPrivate ?? {};
}
