import type { Command, CommandOf } from "../domain/command.ts";
import { eventOf } from "../domain/commands.ts";
import type { EventCopy, Guest } from "../domain/event.ts";
import { formKey } from "../domain/form.ts";
import type { Link } from "../domain/link.ts";
import { endedBefore, instanceIdFor } from "../domain/series.ts";
import { eachGuarded, noting } from "../domain/values/guarded.ts";
import { markOf } from "../domain/values/hash.ts";
import type { Instant } from "../domain/values/time.ts";
import { NOTHING_GIVEN } from "../rules/surveys/responders.ts";
import { type Indexed, indexed, listed, type Mirror } from "./mirror.ts";
import { asWritten } from "./whose.ts";

/**
 * What the mirror would hold once commands were carried out, as the services would answer. Pages and forms get ids that exist
 * only here; replies and what people added stay. So a plan can be made to its end without doing anything.
 */
export function applied(mirror: Mirror, commands: readonly Command[], now: Instant): Mirror {
  const held = indexed(mirror);
  noting(() => eachGuarded("applied", commands, command => apply(held, command, now)));
  return { ...mirror, ...listed(held) };
}

/** Carries a command out in what is held, which is changed in place: as the service would, with nothing sent. */
export function apply(held: Indexed, command: Command, now: Instant): void {
  if ("acts" in command) for (const act of command.acts ?? []) held.actedOn.set(act.cause, act);
  const effect = EFFECTS[command.kind] as (command: Command, held: Indexed, now: Instant) => void;
  effect(command, held, now);
}

/** What each kind of command changes, beside what it was acted on for: one entry a kind, so that a new one compiles once it has its own. */
const EFFECTS: { [Kind in Command["kind"]]: (command: CommandOf<Kind>, held: Indexed, now: Instant) => void } = {
  create_page: ({ source, key, values }, { rows }, now) => {
    const id = appliedId(key);
    rows.set(id, { id, source, values, url: "", editedAt: now, createdAt: now, editedBy: "krug", createdBy: "krug" });
  },
  update_page: ({ pageId, values, link }, held) => {
    const row = held.rows.get(pageId);
    if (row !== undefined) held.rows.set(pageId, { ...row, values: { ...row.values, ...values } });
    if (link !== undefined) held.links.set(link.sessionId, link);
  },
  write_part: ({ pageId, mark }, { rows }) => {
    const row = rows.get(pageId);
    if (row !== undefined) rows.set(pageId, { ...row, part: { box: null, written: [], ...row.part, mark } });
  },
  trash_page: ({ pageId }, { rows }) => {
    rows.delete(pageId);
  },
  comment: () => {},
  create_event: ({ link, draft }, { events, links }, now) => {
    events.set(link.eventId, {
      ...NEW_EVENT,
      ...textAndTime(draft),
      id: link.eventId,
      guests: draft.guestEmails.map(email => ({ email, reply: "needsAction" })),
      updatedAt: now,
      sessionId: link.sessionId,
      seriesId: link.seriesId,
      originalStart: link.originalStart,
    });
    links.set(link.sessionId, link);
  },
  change_event: ({ link, change }, { events, links }) => {
    const event = events.get(link.eventId);
    if (event !== undefined) events.set(event.id, changed(event, change));
    links.set(link.sessionId, link);
  },
  cancel_event: (command, { events, links }) => {
    const event = events.get(eventOf(command));
    if (event !== undefined) events.set(event.id, { ...event, isCancelled: true });
    links.set(command.link.sessionId, command.link);
  },
  save_link: ({ link }, { links }) => {
    links.set(link.sessionId, link);
  },
  create_series: makeSeries,
  change_series: alterSeries,
  end_series: endSeries,
  save_series: ({ series: one }, { series }) => {
    series.set(one.id, one);
  },
  note_acted: () => {},
  send_letter: ({ eventId, draft }, { events }, now) => {
    events.set(eventId, {
      ...NEW_EVENT,
      ...textAndTime(draft),
      id: eventId,
      guests: [{ email: draft.email, reply: "needsAction" }],
      updatedAt: now,
      letterMark: draft.mark,
    });
  },
  create_form: ({ key, programmeId, formKind: kind, replaces }, { forms }) => {
    const made = { programmeId, kind, formId: key, responderUri: "https://forms.invalid/", replaces };
    forms.set(formKey(made), { ...made, skills: [], written: null, look: null, access: null });
  },
  change_form: ({ programmeId, formKind: kind, formId, skills }, { forms }) => {
    const form = forms.get(formKey({ programmeId, kind }));
    if (form?.formId === formId) forms.set(formKey(form), { ...form, skills, written: null, look: null });
  },
  open_form: ({ programmeId, formKind: kind, formId, responders }, { forms }) => {
    const form = forms.get(formKey({ programmeId, kind }));
    if (form?.formId !== formId) return;
    forms.set(formKey(form), { ...form, access: { ...NOTHING_GIVEN, given: responders, state: "open" } });
  },
};

/** An id as Notion's are, for a page that is only planned: the same for the same key. */
function appliedId(key: string): string {
  const digits = [0, 1, 2, 3, 4, 5]
    .map(part =>
      Number.parseInt(markOf([part, key]).slice(0, 6), 36)
        .toString(16)
        .padStart(8, "0")
        .slice(-8),
    )
    .join("");
  return [8, 4, 4, 4, 12]
    .map((length, index, all) => {
      const from = all.slice(0, index).reduce((sum, one) => sum + one, 0);
      return digits.slice(from, from + length);
    })
    .join("-");
}

/** What an event has that nobody has answered yet, as far as Krug says nothing of it. */
const NEW_EVENT = {
  etag: "",
  isCancelled: false,
  meetLink: null,
  htmlLink: null,
  sessionId: null,
  baseMark: null,
  seriesId: null,
  originalStart: null,
} as const;

function textAndTime({
  title,
  description,
  startsAt,
  endsAt,
}: Pick<EventCopy, "title" | "description" | "startsAt" | "endsAt">) {
  return { title, description, startsAt, endsAt };
}

function changed(event: EventCopy, change: CommandOf<"change_event">["change"]): EventCopy {
  return {
    ...event,
    title: change.title ?? event.title,
    description: change.description ?? event.description,
    startsAt: change.time?.startsAt ?? event.startsAt,
    endsAt: change.time?.endsAt ?? event.endsAt,
    guests: change.guests === undefined ? event.guests : asWritten(change.guests),
  };
}

/** What is held of series, their instances and their links; changed in place. */
type Held = Pick<Indexed, "series" | "links" | "events">;

/** What making a group's recurring event changes in what is held, as Google would. */
function makeSeries(command: CommandOf<"create_series">, held: Held, now: Instant): void {
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
function alterSeries(command: CommandOf<"change_series">, held: Held): void {
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
function endSeries({ series, before, places, released, links }: CommandOf<"end_series">, held: Held): void {
  const recurrence = before === null ? series.master.recurrence : endedBefore(series.master, before, places);
  const isCut = (start: Instant) => places?.includes(start) ?? start >= (before ?? 0);
  const master = { ...series.master, recurrence, isCancelled: before === null };
  held.series.set(series.id, { ...series, master });
  for (const event of instancesOf(held, series.id))
    if (isCut(event.originalStart ?? 0)) held.events.set(event.id, { ...event, isCancelled: true });
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
    const event = instancesOf(held, command.series.id).find(instance => instance.originalStart === originalStart);
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
