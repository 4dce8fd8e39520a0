import fc from "fast-check";
import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import { COORDINATOR, type Playground } from "./playground.ts";

type Event = calendar_v3.Schema$Event;
type Attendee = calendar_v3.Schema$EventAttendee;

export const ROOM = "blue-room@resource.calendar.google.com";

/** What people may set on an event beside what a meeting is: anything of it that Calendar's interface lets them. */
export interface Decoration {
  fields: Event;
  /** Laid over each guest who is on the list. */
  onGuests: Pick<Attendee, "optional" | "displayName" | "additionalGuests" | "comment">;
  more: Attendee[];
}

const word = fc.constantFrom("Tea", "Бюро 3", "кімната", "стая", "a b", "🙂", "x".repeat(200));
const flag = fc.boolean();
const CALL: calendar_v3.Schema$ConferenceData = {
  conferenceId: "987654321",
  conferenceSolution: { key: { type: "addOn" }, name: "Other Calls" },
  entryPoints: [{ entryPointType: "video", uri: "https://calls.example/987654321", label: "calls.example" }],
  notes: "Knock first",
};

/** Any decoration that Calendar takes. */
export const decorations: fc.Arbitrary<Decoration> = fc.record({
  fields: fc.record(
    {
      location: word,
      colorId: fc.constantFrom("1", "7", "11"),
      transparency: fc.constantFrom("transparent"),
      visibility: fc.constantFrom("public", "confidential", "default"),
      status: fc.constantFrom("tentative"),
      guestsCanInviteOthers: flag,
      guestsCanSeeOtherGuests: flag,
      guestsCanModify: flag,
      anyoneCanAddSelf: flag,
      reminders: fc.constantFrom(
        { useDefault: false, overrides: [{ method: "popup", minutes: 3 }] },
        { useDefault: false, overrides: [] },
      ),
      source: fc.record({ title: word, url: fc.constant("https://wiki.example/notes") }),
      attachments: fc.array(
        fc.record({ fileUrl: fc.constantFrom("https://drive.google.com/open?id=1"), title: word, fileId: word }),
        { minLength: 1, maxLength: 2 },
      ),
      conferenceData: fc.constant(CALL),
      extendedProperties: fc.record({
        private: fc.dictionary(fc.constantFrom("everyoneDeclinedDismissed", "goo.kind"), word, { minKeys: 1 }),
        shared: fc.dictionary(fc.constantFrom("room-panel", "goo.shared"), word, { minKeys: 1 }),
      }),
    },
    { requiredKeys: [] },
  ),
  onGuests: fc.record(
    {
      optional: fc.constant(true),
      displayName: word,
      additionalGuests: fc.integer({ min: 1, max: 3 }),
      comment: word,
    },
    { requiredKeys: [] },
  ),
  more: fc.subarray<Attendee>([
    { email: ROOM, displayName: "Blue room", resource: true, comment: "4th floor" },
    { email: "projector@resource.calendar.google.com", resource: true },
  ]),
});

/** Somebody who keeps the programme's calendar sets all that on an event; nobody is mailed. */
export async function decorate(playground: Playground, eventId: string, decoration: Decoration): Promise<void> {
  const { events } = playground.calendarOf(COORDINATOR);
  const at = { calendarId: playground.calendarId, eventId };
  const { data } = await events.get(at);
  const attendees = [
    ...(data.attendees ?? []).map(guest => ({ ...guest, ...decoration.onGuests })),
    ...decoration.more,
  ];
  await events.patch({
    ...at,
    sendUpdates: "none",
    conferenceDataVersion: 1,
    supportsAttachments: true,
    requestBody: { ...decoration.fields, attendees },
  });
}

/** What an event has beside what a meeting is, as a decoration shows; guests by their addresses, without their replies. */
export function decorationOn(event: Event): Record<string, unknown> {
  const { private: hidden = {}, shared = {} } = event.extendedProperties ?? {};
  const call = event.conferenceData;
  return {
    location: event.location,
    colorId: event.colorId,
    transparency: event.transparency,
    visibility: event.visibility ?? "default",
    status: event.status,
    guestsCanInviteOthers: event.guestsCanInviteOthers ?? true,
    guestsCanSeeOtherGuests: event.guestsCanSeeOtherGuests ?? true,
    guestsCanModify: event.guestsCanModify ?? false,
    anyoneCanAddSelf: event.anyoneCanAddSelf ?? false,
    reminders: event.reminders,
    source: event.source,
    attachments: event.attachments,
    call: call?.createRequest === undefined ? call : "asked for",
    private: Object.fromEntries(Object.entries(hidden).filter(([key]) => !key.startsWith("krug"))),
    shared,
  };
}

/** Each guest and room of an event, as it stands but for the reply. */
export function entriesOn(event: Event): Map<string, Attendee> {
  return new Map(
    (event.attendees ?? []).map(({ responseStatus: _reply, self: _self, organizer: _organizer, ...entry }) => [
      entry.email ?? "",
      entry,
    ]),
  );
}

/** The event of the programme's calendar. */
export async function eventNow(playground: Playground, eventId: string): Promise<Event> {
  const at = { calendarId: playground.calendarId, eventId };
  return (await playground.calendarOf(COORDINATOR).events.get(at)).data;
}
