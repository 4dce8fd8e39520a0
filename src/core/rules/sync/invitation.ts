import type { Command } from "../../domain/command.ts";
import type { EventCopy, EventDraft } from "../../domain/event.ts";
import { eventIdFor, type Link } from "../../domain/link.ts";
import { meetingLink } from "./meeting.ts";
import type { PlannedPage } from "./pair.ts";

/** The event a session is invited to with, under the id of its generation. */
export function invitation(session: PlannedPage, draft: EventDraft, generation: number): Command {
  const eventId = eventIdFor(session.id, generation);
  const link: Link = {
    sessionId: session.id,
    eventId,
    generation,
    seriesId: null,
    originalStart: null,
    base: {
      title: draft.title,
      startsAt: draft.startsAt,
      endsAt: draft.endsAt,
      isCancelled: false,
      guestEmails: draft.guestEmails,
      description: draft.description,
    },
    tombstone: null,
    wasReoffered: false,
  };
  return { kind: "create_event", key: `event:${eventId}`, draft, link };
}

/** The meeting people made and the page it got belong together from here on. Nobody is mailed, nothing is written to it. */
export function adopted(session: PlannedPage, event: EventCopy): Command {
  return { kind: "save_link", key: `adopted:${session.id}:${event.id}`, link: meetingLink(session, event) };
}
