import type { Command } from "../command.ts";
import type { EventDraft } from "../event.ts";
import type { Session } from "../session.ts";
import { eventIdFor, type Link } from "./link.ts";

/** The event a session is invited to with, under the id of its generation. */
export function invitation(session: Session, draft: EventDraft, generation: number): Command {
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
