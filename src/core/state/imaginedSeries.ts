import type { Command } from "../domain/command.ts";
import type { EventCopy, Guest } from "../domain/event.ts";
import type { Link } from "../domain/link.ts";
import { endedBefore, instanceIdFor, type Series } from "../domain/series.ts";
import type { Instant } from "../domain/values/time.ts";
import { asWritten } from "./whose.ts";

type SeriesCommand = Extract<Command, { kind: "create_series" | "change_series" | "end_series" | "save_series" }>;

/** What is held of series, their instances and their links; changed in place. */
interface ImaginedWorld {
  series: Map<string, Series>;
  links: Map<string, Link>;
  events: Map<string, EventCopy>;
}

/** Carries a command about a series out in a world that is only thought of, as Google would. */
export function imagineSeries(world: ImaginedWorld, command: SeriesCommand, now: Instant): void {
  world.series.set(command.series.id, command.series);
  switch (command.kind) {
    case "create_series":
      imagineCreation(world, command, now);
      break;
    case "change_series": {
      const before = asWritten(command.series.master.guests);
      const after = command.change.guests === undefined ? before : asWritten(command.change.guests);
      const master = { ...command.series.master, guests: after, marks: marksAfter(command) };
      world.series.set(command.series.id, { ...command.series, master });
      for (const event of instancesOf(world, command.series.id))
        world.events.set(event.id, { ...event, guests: carried(event.guests, before, after) });
      makeExceptions(world, command);
      break;
    }
    case "end_series": {
      const { before, series } = command;
      const recurrence = before === null ? series.master.recurrence : endedBefore(series.master.recurrence, before);
      const master = { ...series.master, recurrence, isCancelled: before === null };
      world.series.set(series.id, { ...series, master });
      for (const event of instancesOf(world, series.id))
        if ((event.originalStart ?? 0) >= (before ?? 0)) world.events.set(event.id, { ...event, isCancelled: true });
      for (const id of command.released) world.links.delete(id);
      break;
    }
    case "save_series":
      return;
  }
  for (const link of command.links) world.links.set(link.sessionId, link);
}

function marksAfter(command: Extract<SeriesCommand, { kind: "change_series" }>): Record<string, string> {
  const marks = { ...command.series.master.marks, ...command.change.marks };
  return Object.fromEntries(Object.entries(marks).flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
}

function imagineCreation(
  world: ImaginedWorld,
  command: Extract<SeriesCommand, { kind: "create_series" }>,
  now: Instant,
): void {
  const { series, draft, settles } = command;
  if (settles !== null) world.series.set(settles.id, settles);
  const length = draft.endsAt - draft.startsAt;
  for (const start of Object.keys(series.sessions).map(Number)) {
    const id = instanceIdFor(series.id, start);
    world.events.set(id, {
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
  makeExceptions(world, command);
}

function makeExceptions(
  world: ImaginedWorld,
  command: Extract<SeriesCommand, { kind: "create_series" | "change_series" }>,
): void {
  for (const { originalStart, change } of command.exceptions) {
    const event = instancesOf(world, command.series.id).find(one => one.originalStart === originalStart);
    if (event === undefined) continue;
    const { time, ...rest } = change;
    world.events.set(event.id, {
      ...event,
      ...rest,
      ...(time === undefined ? {} : { startsAt: time.startsAt, endsAt: time.endsAt }),
    });
  }
}

function instancesOf(world: ImaginedWorld, seriesId: string): EventCopy[] {
  return [...world.events.values()].filter(event => event.seriesId === seriesId);
}

/** An instance's guests once those of its series changed: who came comes, who went goes, its own stay. */
function carried(own: readonly Guest[], before: readonly Guest[], after: readonly Guest[]): Guest[] {
  const isIn = (list: readonly Guest[], email: string) => list.some(guest => guest.email === email);
  const kept = own.filter(guest => isIn(after, guest.email) || !isIn(before, guest.email));
  return [...kept, ...after.filter(guest => !isIn(before, guest.email) && !isIn(kept, guest.email))];
}
