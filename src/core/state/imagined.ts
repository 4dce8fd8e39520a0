import type { Command } from "../domain/command.ts";
import type { EventCopy } from "../domain/event.ts";
import { eachGuarded, noting } from "../domain/values/guarded.ts";
import { markOf } from "../domain/values/hash.ts";
import type { Row } from "../domain/values/row.ts";
import type { Instant } from "../domain/values/time.ts";
import { type FormAccess, NOTHING_GIVEN } from "../rules/surveys/responders.ts";
import { imagineSeries } from "./imaginedSeries.ts";
import type { Mirror } from "./mirror.ts";
import { asWritten } from "./whose.ts";

/**
 * What the mirror would hold once commands were carried out, as the services would answer. Pages and forms get ids that exist
 * only here; replies and what people added stay. So a plan can be made to its end without doing anything.
 */
export function imagined(mirror: Mirror, commands: readonly Command[], now: Instant): Mirror {
  const rows = new Map(mirror.rows.map(row => [row.id, row]));
  const events = new Map(mirror.events.map(event => [event.id, event]));
  const links = new Map(mirror.links.map(link => [link.sessionId, link]));
  const series = new Map(mirror.series.map(one => [one.id, one]));
  let forms = [...mirror.forms];
  const actedOn = new Map((mirror.actedOn ?? []).map(act => [act.cause, act]));
  const carryOut = (command: Command) => {
    if ("acts" in command) for (const act of command.acts ?? []) actedOn.set(act.cause, act);
    if ("link" in command && command.link !== undefined) links.set(command.link.sessionId, command.link);
    switch (command.kind) {
      case "create_page": {
        const row: Row = {
          ...command,
          id: imaginedId(command.key),
          url: "",
          editedAt: now,
          createdAt: now,
          ...BY_KRUG,
        };
        rows.set(row.id, row);
        break;
      }
      case "update_page": {
        const row = rows.get(command.pageId);
        if (row !== undefined) rows.set(row.id, { ...row, values: { ...row.values, ...command.values } });
        break;
      }
      case "create_event":
        events.set(command.link.eventId, imaginedEvent(command, now));
        break;
      case "change_event": {
        const event = events.get(command.link.eventId);
        if (event !== undefined) events.set(event.id, changed(event, command.change));
        break;
      }
      case "cancel_event": {
        const event = events.get(command.link.eventId);
        if (event !== undefined) events.set(event.id, { ...event, isCancelled: true });
        break;
      }
      case "send_letter":
        events.set(command.eventId, imaginedLetter(command, now));
        break;
      case "create_series":
      case "change_series":
      case "end_series":
      case "save_series":
        imagineSeries({ series, links, events }, command, now);
        break;
      case "create_form": {
        const { programmeId, formKind, key } = command;
        const imagined = { programmeId, kind: formKind, formId: key, responderUri: "https://forms.invalid/" };
        const others = forms.filter(form => form.programmeId !== programmeId || form.kind !== formKind);
        forms = [
          ...others,
          { ...imagined, skills: [], written: null, look: null, access: null, replaces: command.replaces },
        ];
        break;
      }
      case "change_form":
        forms = forms.map(form =>
          form.formId === command.formId ? { ...form, skills: command.skills, written: null, look: null } : form,
        );
        break;
      case "open_form": {
        const access: FormAccess = { ...NOTHING_GIVEN, given: command.responders, state: "open" };
        forms = forms.map(form => (form.formId === command.formId ? { ...form, access } : form));
        break;
      }
      case "trash_page":
        rows.delete(command.pageId);
        break;
      case "comment":
      case "save_link":
      case "note_acted":
        break;
    }
  };
  noting(() => eachGuarded("imagined", commands, carryOut));
  return {
    ...mirror,
    rows: [...rows.values()],
    events: [...events.values()],
    links: [...links.values()],
    series: [...series.values()],
    forms,
    actedOn: [...actedOn.values()],
  };
}

const BY_KRUG = { editedBy: "krug", createdBy: "krug" } as const;

/** An id as Notion's are, for a page that is only planned: the same for the same key. */
export function imaginedId(key: string): string {
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

function imaginedEvent(command: Extract<Command, { kind: "create_event" }>, now: Instant): EventCopy {
  const { draft, link } = command;
  return {
    id: link.eventId,
    etag: "",
    isCancelled: false,
    title: draft.title,
    description: draft.description,
    startsAt: draft.startsAt,
    endsAt: draft.endsAt,
    guests: draft.guestEmails.map(email => ({ email, reply: "needsAction" })),
    meetLink: null,
    htmlLink: null,
    updatedAt: now,
    sessionId: link.sessionId,
    baseMark: null,
    seriesId: link.seriesId,
    originalStart: link.originalStart,
  };
}

export function imaginedLetter({ eventId, draft }: Extract<Command, { kind: "send_letter" }>, now: Instant): EventCopy {
  const { title, description, startsAt, endsAt, email, mark } = draft;
  return {
    id: eventId,
    etag: "",
    isCancelled: false,
    title,
    description,
    startsAt,
    endsAt,
    guests: [{ email, reply: "needsAction" }],
    meetLink: null,
    htmlLink: null,
    updatedAt: now,
    sessionId: null,
    baseMark: null,
    seriesId: null,
    originalStart: null,
    letterMark: mark,
  };
}

function changed(event: EventCopy, change: Extract<Command, { kind: "change_event" }>["change"]): EventCopy {
  return {
    ...event,
    title: change.title ?? event.title,
    description: change.description ?? event.description,
    startsAt: change.time?.startsAt ?? event.startsAt,
    endsAt: change.time?.endsAt ?? event.endsAt,
    guests: change.guests === undefined ? event.guests : asWritten(change.guests),
  };
}
