import type { CommandOf } from "../domain/command.ts";
import type { EventCopy, Guest } from "../domain/event.ts";
import type { Link } from "../domain/link.ts";
import { endedBefore, instanceIdFor } from "../domain/series.ts";
import type { Instant } from "../domain/values/time.ts";
import type { Indexed } from "./mirror.ts";
import { asWritten } from "./whose.ts";

/** What is held of series, their instances and their links; changed in place. */
type Held = Pick<Indexed, "series" | "links" | "events">;

/** What making a group's recurring event changes in what is held, as Google would. */
export function makeSeries(command: CommandOf<"create_series">, held: Held, now: Instant): void {
  const { series, draft, settles, links } = command;
  held.series.set(series.id, series);
  if (settles !== null) held.series.set(settles.id, settles);
  const length = draft.endsAt - draft.startsAt;
  for (const start of Object.keys(series.sessions).map(Number)) {
    const id = instanceIdFor(series.id, start);
    held.events.set(id, {
      id,
      etag: "",
      isCancelled: false,
      title: draft.title,
      description: draft.description,
      startsAt: start,
      endsAt: start + length,
      guests: asWritten(draft.guests),
      meetLink: null,
      htmlLink: null,
      updatedAt: now,
      sessionId: null,
      baseMark: null,
      seriesId: series.id,
      originalStart: start,
      isOfKrugsSeries: true,
    });
  }
  makeExceptions(held, command);
  keepLinks(held, links);
}

/** What changing the guests or marks of a recurring event changes in what is held. */
export function alterSeries(command: CommandOf<"change_series">, held: Held): void {
  const { series, change, links } = command;
  const before = asWritten(series.master.guests);
  const after = change.guests === undefined ? before : asWritten(change.guests);
  const master = { ...series.master, guests: after, marks: marksAfter(command) };
  held.series.set(series.id, { ...series, master });
  for (const event of instancesOf(held, series.id))
    held.events.set(event.id, { ...event, guests: carried(event.guests, before, after) });
  makeExceptions(held, command);
  keepLinks(held, links);
}

/** What ending a recurring event changes in what is held: its later instances are called off. */
export function endSeries({ series, before, released, links }: CommandOf<"end_series">, held: Held): void {
  const recurrence = before === null ? series.master.recurrence : endedBefore(series.master.recurrence, before);
  const master = { ...series.master, recurrence, isCancelled: before === null };
  held.series.set(series.id, { ...series, master });
  for (const event of instancesOf(held, series.id))
    if ((event.originalStart ?? 0) >= (before ?? 0)) held.events.set(event.id, { ...event, isCancelled: true });
  for (const id of released) held.links.delete(id);
  keepLinks(held, links);
}

function keepLinks(held: Held, links: readonly Link[]): void {
  for (const link of links) held.links.set(link.sessionId, link);
}

function marksAfter({ series, change }: CommandOf<"change_series">): Record<string, string> {
  const marks = { ...series.master.marks, ...change.marks };
  return Object.fromEntries(Object.entries(marks).flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
}

function makeExceptions(held: Held, command: CommandOf<"create_series" | "change_series">): void {
  for (const { originalStart, change } of command.exceptions) {
    const event = instancesOf(held, command.series.id).find(one => one.originalStart === originalStart);
    if (event === undefined) continue;
    const { time, ...rest } = change;
    held.events.set(event.id, {
      ...event,
      ...rest,
      ...(time === undefined ? {} : { startsAt: time.startsAt, endsAt: time.endsAt }),
    });
  }
}

function instancesOf(held: Held, seriesId: string): EventCopy[] {
  return [...held.events.values()].filter(event => event.seriesId === seriesId);
}

/** An instance's guests once those of its series changed: newcomers are added, leavers removed, its own stay. */
function carried(own: readonly Guest[], before: readonly Guest[], after: readonly Guest[]): Guest[] {
  const isIn = (list: readonly Guest[], email: string) => list.some(guest => guest.email === email);
  const kept = own.filter(guest => isIn(after, guest.email) || !isIn(before, guest.email));
  return [...kept, ...after.filter(guest => !isIn(before, guest.email) && !isIn(kept, guest.email))];
}
