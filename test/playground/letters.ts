import type { GoogleSimulator } from "../simulators/google/index.ts";
import type { Mail } from "../simulators/google/state.ts";
import { listeners } from "../simulators/requestLog.ts";

/** A mail as its reader has it: Google's words around what the event said when it was sent. */
export interface Letter {
  at: number;
  to: string;
  kind: Mail["kind"];
  eventId: string | null;
  subject: string;
  startsAt: number | null;
  endsAt: number | null;
  isAllDay: boolean;
  /** What the event's description said. */
  text: string;
  meet: string | null;
  where: string;
  guests: { email: string; reply: string }[];
  actor: string;
  reply: string | null;
}

/** Hands over each mail that Google sends from here on, with its text, until the function that comes back is called. */
export function writingLetters(google: GoogleSimulator, write: (letter: Letter) => void): () => void {
  const before = listeners.mail;
  listeners.mail = mail => {
    before?.(mail);
    write(letterOf(google, mail as Mail));
  };
  return () => {
    listeners.mail = before;
  };
}

function letterOf(google: GoogleSimulator, mail: Mail): Letter {
  const event = mail.eventId === null ? undefined : eventOf(google, mail.eventId);
  return {
    at: mail.at,
    to: mail.to,
    kind: mail.kind,
    eventId: mail.eventId,
    subject: mail.summary,
    startsAt: event?.startsAt ?? (mail.start === null ? null : Date.parse(mail.start)),
    endsAt: event?.endsAt ?? null,
    isAllDay: event?.allDay ?? false,
    text: event?.fields.description ?? "",
    meet: event?.conference == null ? null : `https://meet.google.com/${event.conference.code}`,
    where: event?.fields.location ?? "",
    guests: (event?.fields.attendees ?? []).map(guest => ({ email: guest.email, reply: guest.responseStatus })),
    actor: mail.actor,
    reply: mail.responseStatus ?? null,
  };
}

function eventOf(google: GoogleSimulator, id: string) {
  for (const calendar of google.state.calendars.values()) {
    const copy = calendar.events.get(id);
    if (copy !== undefined) return copy.event;
    // An instance of a series that nobody changed stands in its series alone.
    const master = calendar.events.get(id.split("_")[0] ?? "");
    if (master !== undefined) return master.event;
  }
  return undefined;
}
