import type { CommandOf } from "../../core/domain/command.ts";
import type { CallAbout } from "../../core/domain/commands.ts";
import { addressesOfGuest, type EventCopy, type Guest } from "../../core/domain/event.ts";
import type { Link } from "../../core/domain/link.ts";
import { endedBefore, invitedMark, isEndedBefore, marksOf, type Series } from "../../core/domain/series.ts";
import { isSameContent, isSameTitle } from "../../core/domain/values/content.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import { markOf } from "../../core/domain/values/hash.ts";
import { seriesAsMade } from "../../core/rules/sync/asMade.ts";
import { baseMark } from "../../core/rules/sync/baseMark.ts";
import type { GoogleCalendar } from "../../google/calendar.ts";
import { differenceOf } from "../../google/carrying.ts";
import { eventCopy } from "../../google/eventBody.ts";
import type { Sql, Statement } from "../../store/database/sql.ts";
import { eventTable } from "../../store/mirror/events.ts";
import { linkTable } from "../../store/mirror/links.ts";
import { seriesTable } from "../../store/mirror/series.ts";
import type { RunMirror } from "../world/mirror.ts";
import type { Services } from "../world/services.ts";

/** What carrying out a command about a series needs. */
interface SeriesContext {
  services: { calendar: GoogleCalendar };
  sql: Sql;
  mirror: RunMirror;
}

/** What a call about a series came to, to be kept in one transaction. */
interface SeriesOutcome {
  series: Series[];
  links: Link[];
  released: string[];
  events: EventCopy[];
  /** Ids of instances that are no more. */
  cut: string[];
}

/** Makes the calls of a command about a series and returns the statements that keep its outcome. */
export async function pushSeries(context: SeriesContext, command: CallAbout<"series">): Promise<Statement[]> {
  const { mirror, sql } = context;
  const api = context.services.calendar;
  const carried = await carriedBy(context, command);
  const master = await called(api, command, carried);
  const outcome = await outcomeOf(api, command, master, carried).catch(error => {
    throw halfDone(error);
  });
  for (const series of outcome.series) mirror.series.set(series.id, series);
  for (const link of outcome.links) mirror.links.set(link.sessionId, link);
  for (const id of outcome.released) mirror.links.delete(id);
  for (const event of outcome.events) mirror.events.set(event.id, event);
  for (const id of outcome.cut) {
    const event = mirror.events.get(id);
    if (event !== undefined) mirror.events.set(id, { ...event, isCancelled: true });
  }
  return keeping(sql, outcome);
}

/** A failure once the series itself is written: what was done by then is looked for, not decided anew as if nothing had been. */
function halfDone(error: unknown): unknown {
  const isFinal = !(error instanceof Failure) || error.kind === "rejected" || error.kind === "gone";
  return isFinal
    ? error
    : new Failure("in_doubt", error.service, error.message, { status: error.status, cause: error });
}

/**
 * What people had set on what is cut off, or goes on from a cut; null where nothing is. It is kept before the cut: no reading
 * brings it back.
 */
async function carriedBy(
  { services, sql, mirror }: SeriesContext,
  command: CallAbout<"series">,
): Promise<NonNullable<Series["carried"]> | null> {
  const from = carriedFrom(command);
  if (from === null) return null;
  const known = mirror.series.get(from);
  if (command.kind !== "end_series") return keptCarried(services.calendar, known);
  const carried = await services.calendar.series.carried(
    { id: from, etag: command.etag },
    command.series.heir?.links ?? [],
  );
  if (known === undefined) return carried;
  mirror.series.set(from, { ...known, carried });
  await seriesTable.saving(sql, { ...known, carried }).run();
  return carried;
}

/** The series a command carries something over from; null where nothing of one goes on. */
function carriedFrom(command: CallAbout<"series">): string | null {
  if (command.kind === "create_series") return command.settles?.id ?? null;
  return command.kind === "end_series" && command.series.heir !== null ? command.series.id : null;
}

/** What was kept before a series was cut; where that is lost, what the series itself still has. */
async function keptCarried(
  api: GoogleCalendar,
  series: Series | undefined,
): Promise<NonNullable<Series["carried"]> | null> {
  return series === undefined ? null : (series.carried ?? (await api.series.carriedNow(series.id)));
}

async function called(
  api: GoogleCalendar,
  command: CallAbout<"series">,
  carried: NonNullable<Series["carried"]> | null,
): Promise<Series["master"] | null> {
  const { series } = command;
  const isMailed = command.mailed.length > 0;
  switch (command.kind) {
    case "create_series":
      return api.series.create(
        { id: series.id, draft: command.draft, marks: marksOf(series), from: carried?.whole ?? null },
        isMailed,
      );
    case "change_series": {
      const change = { ...command.change, ...marksIn(command) };
      if (Object.keys(change).length === 0) return api.series.read(series.id);
      return api.series.change({ id: series.id, etag: command.etag }, change, isMailed);
    }
    case "end_series": {
      if (command.before === null) return api.series.delete(series.id, isMailed);
      const recurrence = endedBefore(series.master, command.before, command.places);
      return api.series.change({ id: series.id, etag: command.etag }, { recurrence }, isMailed);
    }
  }
}

/** A series always carries the marks of those Krug has invited to it. */
function marksIn({ change, series }: CommandOf<"change_series">) {
  const wanted = { ...change.marks, ...invitedMark(series.base.guestEmails) };
  const isTold = Object.entries(wanted).every(([key, value]) => (series.master.marks[key] ?? null) === value);
  return isTold ? {} : { marks: wanted };
}

/**
 * What holds once the series itself is as its command wants it, `master` being its copy (null: it is gone). The instances that
 * differ from it are made to, silently; asked again after a crash, those that do already are left.
 */
async function outcomeOf(
  api: GoogleCalendar,
  command: CallAbout<"series">,
  master: Series["master"] | null,
  carried: NonNullable<Series["carried"]> | null,
): Promise<SeriesOutcome> {
  const series: Series = { ...command.series, master: master ?? { ...command.series.master, isCancelled: true } };
  // An id that was used and deleted: the series is taken for over, and the next generation is made instead.
  if (command.kind === "create_series" && series.master.isCancelled)
    return { series: [series], links: [], released: [], events: [], cut: [] };
  if (command.kind === "end_series")
    return {
      series: [carried === null ? series : { ...series, carried }],
      links: command.links,
      released: command.released,
      events: [],
      cut: cutBy(command),
    };
  const instances = await api.series.instances(series.id);
  const made =
    command.kind === "create_series"
      ? seriesAsMade(command, series.master, instances.map(eventCopy))
      : { series, links: command.links, exceptions: command.exceptions };
  const events: EventCopy[] = [];
  for (const instance of instances) {
    const { originalStart } = eventCopy(instance);
    const wanted = made.exceptions.find(exception => exception.originalStart === originalStart)?.change ?? {};
    const link = made.links.find(link => link.originalStart === originalStart);
    const before = carried?.instances[link?.sessionId ?? ""];
    const more =
      carried === null || before === undefined ? {} : differenceOf(before, carried.whole, instance, wanted.guests);
    const isThere = Object.keys(more).length === 0 && markOf(changeOf(eventCopy(instance), wanted)) === markOf(wanted);
    if (isThere || link === undefined) events.push(eventCopy(instance));
    else {
      const ours = { sessionId: link.sessionId, baseMark: baseMark(link.base) };
      events.push(await api.series.changeInstance(instance, wanted, ours, more));
    }
  }
  const ids = new Map(events.map(event => [event.originalStart, event.id]));
  const links = made.links.map(link => ({ ...link, eventId: ids.get(link.originalStart) ?? link.eventId }));
  const settled = command.kind === "create_series" && command.settles !== null ? [command.settles] : [];
  return { series: [made.series, ...settled], links, released: [], events, cut: [] };
}

function cutBy({ links, series }: CallAbout<"series">): string[] {
  return [...links, ...(series.heir?.links ?? [])].map(link => link.eventId);
}

/** True when a series, as read after an answer was lost, is as its command wants it. */
function isShownBy(master: Series["master"] | null, command: CallAbout<"series">): boolean {
  switch (command.kind) {
    case "create_series":
      return master !== null;
    case "change_series": {
      const { guests, marks } = command.change;
      if (master === null || master.isCancelled) return false;
      const hasGuests = guests === undefined || isSameList(master, guests);
      return hasGuests && Object.entries(marks ?? {}).every(([key, value]) => (master.marks[key] ?? null) === value);
    }
    case "end_series":
      if (command.before === null) return master === null || master.isCancelled;
      return master !== null && isEndedBefore(master, command.before, command.places ?? []);
  }
}

/** What an instance says of the fields a change is about, in the change's own words. */
function changeOf(event: EventCopy, wanted: SeriesChangeOf): SeriesChangeOf {
  return {
    ...(wanted.title === undefined
      ? {}
      : { title: isSameTitle(event.title, wanted.title) ? wanted.title : event.title }),
    ...(wanted.description === undefined
      ? {}
      : { description: isSameContent(event.description, wanted.description) ? wanted.description : event.description }),
    ...(wanted.time === undefined
      ? {}
      : { time: { ...wanted.time, startsAt: event.startsAt ?? 0, endsAt: event.endsAt ?? 0 } }),
    ...(wanted.guests === undefined ? {} : { guests: isSameList(event, wanted.guests) ? wanted.guests : event.guests }),
  };
}

type SeriesChangeOf = CommandOf<"create_series">["exceptions"][number]["change"];

function isSameList(event: { guests: readonly Guest[] }, guests: readonly Guest[]): boolean {
  const names = (list: readonly Guest[]) => list.flatMap(addressesOfGuest).sort();
  return markOf(names(event.guests)) === markOf(names(guests));
}

/** Statements that keep what a call about a series came to. */
async function keeping(sql: Sql, outcome: SeriesOutcome): Promise<Statement[]> {
  return [
    ...(await eventTable.saving(sql, outcome.events)),
    ...(outcome.cut.length === 0 ? [] : [eventTable.cancelling(sql, outcome.cut)]),
    ...outcome.series.map(series => seriesTable.saving(sql, series)),
    ...(outcome.released.length === 0 ? [] : [linkTable.dropping(sql, outcome.released)]),
    ...linkTable.savingAll(sql, outcome.links),
  ];
}

/** The series as Google has it now, after a change by people: kept, so that it is decided anew. */
export async function rereadSeries(context: SeriesContext, seriesId: string): Promise<Statement[]> {
  const known = context.mirror.series.get(seriesId);
  const master = await context.services.calendar.series.read(seriesId);
  if (known === undefined || master === null) return [];
  const series = { ...known, master };
  context.mirror.series.set(seriesId, series);
  return [seriesTable.saving(context.sql, series)];
}

export async function settleSeries(
  services: Services,
  sql: Sql,
  command: CallAbout<"series">,
): Promise<Statement[] | null> {
  const api = services.calendar;
  const master = await api.series.read(command.series.id);
  const kept = await seriesTable.list(sql, "living");
  const known = kept.find(series => series.id === command.series.id);
  if (isShownBy(master, command)) {
    const before = carriedFrom(command);
    const carried = await keptCarried(
      api,
      kept.find(series => series.id === before),
    );
    return keeping(sql, await outcomeOf(api, command, master, carried));
  }
  if (known !== undefined && master !== null) await seriesTable.saving(sql, { ...known, master }).run();
  return null;
}
