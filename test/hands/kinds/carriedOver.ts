import { expect } from "vitest";
import { DAY, HOUR, MINUTE } from "../../../src/core/domain/values/time.ts";
import { THURSDAY as CIRCLES_THURSDAY, started } from "../../world/circle.ts";
import { decorate, eventNow, ROOM } from "../../world/decorations.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { COORDINATOR } from "../../world/playground.ts";
import type { Kind } from "../scenario.ts";

const LATER = THURSDAY + 2 * HOUR;
const NOTHING = { fields: {}, onGuests: {}, more: [] };
const A_ROOM = { ...NOTHING, more: [{ email: ROOM, resource: true, displayName: "Blue room" }] };
const FILE = { fileUrl: "https://drive.google.com/open?id=1", fileId: "1", title: "Agenda" };

/** Three in one session to come, its event's id, and that nothing is left to do. */
async function three(): Promise<{ world: PairWorld; eventId: string; sessionId: string }> {
  const world = await openPairWorld({ people: ["ana", "boris", "carla"] });
  const [event] = await world.live();
  const [session] = await world.sessions();
  return { world, eventId: event?.id ?? "", sessionId: session?.id ?? "" };
}

async function ran(world: PairWorld, at: number): Promise<void> {
  expect((await world.runAt(at)).failed).toEqual([]);
}

/** A further run has nothing to do, and nobody is mailed. */
async function isQuiet(world: PairWorld, at: number): Promise<void> {
  world.newMails();
  expect((await world.runAt(at)).done).toEqual({});
  expect(world.newMails()).toEqual([]);
}

async function guestOn({ playground }: PairWorld, eventId: string, email: string) {
  return (await eventNow(playground, eventId)).attendees?.find(guest => guest.email === email);
}

/** Carla is away on the day of the session: the next run takes her off. */
async function carlaIsAway(world: PairWorld, eventId: string): Promise<void> {
  const day = (await eventNow(world.playground, eventId)).start?.dateTime?.slice(0, 10) ?? "";
  await world.edit("people", world.ids.carla ?? "", { away: { start: day, end: day } });
}

export const carriedOver: Kind = {
  name: "carriedOver",
  title: "What Krug does not keep it does not overwrite",
  rule: "Every write of an event carries over what Krug does not understand: rooms, who is optional, files, calls, colours, reminders, what other programs noted.",
  scenarios: [
    {
      act: "Somebody books a room for a session, and later a member is away that day",
      outcome: "the room stays booked; only the member who is away is told",
      play: async () => {
        const { world, eventId } = await three();
        await decorate(world.playground, eventId, A_ROOM);
        await ran(world, LATER);
        world.newMails();
        await carlaIsAway(world, eventId);
        await ran(world, LATER + 5 * MINUTE);
        expect(world.newMails()).toEqual(["cancellation carla@example.org"]);
        expect(await guestOn(world, eventId, ROOM)).toMatchObject({
          resource: true,
          responseStatus: "accepted",
          displayName: "Blue room",
        });
        await isQuiet(world, LATER + 10 * MINUTE);
      },
    },
    {
      act: "Somebody makes a guest optional, writes a name and brings two more people along, and a member joins or leaves the session",
      outcome: "optional, name, comment and the number of people brought along stay with each guest",
      play: async () => {
        const { world, eventId } = await three();
        const onGuests = { optional: true, displayName: "The one with tea", additionalGuests: 2, comment: "I am late" };
        await decorate(world.playground, eventId, { ...NOTHING, onGuests });
        await ran(world, LATER);
        await carlaIsAway(world, eventId);
        await ran(world, LATER + 5 * MINUTE);
        expect(await guestOn(world, eventId, "carla@example.org")).toBeUndefined();
        expect(await guestOn(world, eventId, "ana@example.org")).toMatchObject(onGuests);
        await world.edit("people", world.ids.carla ?? "", { away: null });
        await ran(world, LATER + 10 * MINUTE);
        expect(await guestOn(world, eventId, "carla@example.org")).toMatchObject({ responseStatus: "needsAction" });
        expect(await guestOn(world, eventId, "boris@example.org")).toMatchObject(onGuests);
        await isQuiet(world, LATER + 15 * MINUTE);
      },
    },
    {
      act: "Somebody adds a colleague to the event in the very moment Krug writes its guest list",
      outcome: "Google refuses Krug's list, it is read and made anew, and the colleague is still on it",
      play: async () => {
        const { world, eventId } = await three();
        await carlaIsAway(world, eventId);
        const { playground } = world;
        const inner = playground.google.fetch.bind(playground.google);
        let isAdded = false;
        playground.google.fetch = async request => {
          if (request.method === "PATCH" && request.url.includes(eventId) && !isAdded) {
            isAdded = true;
            await decorate(playground, eventId, { ...NOTHING, more: [{ email: "expert@outside.example" }] });
          }
          return inner(request);
        };
        await ran(world, LATER);
        playground.google.fetch = inner;
        await ran(world, LATER + 5 * MINUTE);
        await ran(world, LATER + 10 * MINUTE);
        expect(isAdded).toBe(true);
        expect((await eventNow(playground, eventId)).attendees?.map(guest => guest.email).sort()).toEqual([
          "ana@example.org",
          "boris@example.org",
          "expert@outside.example",
        ]);
        await isQuiet(world, LATER + 20 * MINUTE);
      },
    },
    {
      act: "Somebody attaches a file, sets a colour, a place, a reminder and a call of their own, and the page gets another title and time",
      outcome: "title and time follow, and all that stands on the event",
      play: async () => {
        const { world, eventId, sessionId } = await three();
        const call = {
          conferenceId: "1",
          conferenceSolution: { key: { type: "addOn" }, name: "Other Calls" },
          entryPoints: [{ entryPointType: "video", uri: "https://calls.example/1" }],
        };
        const fields = {
          location: "Room 5",
          colorId: "7",
          attachments: [FILE],
          reminders: { useDefault: false, overrides: [{ method: "popup", minutes: 5 }] },
          source: { title: "Notes", url: "https://wiki.example" },
          conferenceData: call,
        };
        await decorate(world.playground, eventId, { ...NOTHING, fields });
        await ran(world, LATER);
        const before = await eventNow(world.playground, eventId);
        const later = (text?: string | null) => new Date(Date.parse(text ?? "") + HOUR).toISOString();
        const when = { start: later(before.start?.dateTime), end: later(before.end?.dateTime) };
        await world.edit("sessions", sessionId, { title: "Tea", when });
        await ran(world, LATER + 5 * MINUTE);
        const after = await eventNow(world.playground, eventId);
        expect(after).toMatchObject({ ...fields, summary: "Tea" });
        expect(Date.parse(after.start?.dateTime ?? "")).toBe(Date.parse(when.start));
        await isQuiet(world, LATER + 10 * MINUTE);
      },
    },
    {
      act: "Another program notes something on the event, in properties of its own",
      outcome: "its properties stay, whatever Krug notes there itself",
      play: async () => {
        const { world, eventId, sessionId } = await three();
        const extendedProperties = { private: { everyoneDeclinedDismissed: "-1" }, shared: { "room-panel": "5" } };
        await decorate(world.playground, eventId, { ...NOTHING, fields: { extendedProperties } });
        await world.edit("sessions", sessionId, { title: "Tea" });
        await ran(world, LATER);
        expect((await eventNow(world.playground, eventId)).extendedProperties).toMatchObject(extendedProperties);
        await isQuiet(world, LATER + 5 * MINUTE);
      },
    },
    {
      act: "Somebody books a room for a whole series, and a file and another place for one meeting of it; then a member leaves the group",
      outcome:
        "the series ends and goes on without them in another, which has the room, and that meeting its file and place; only they are mailed",
      play: async () => {
        const world = await started();
        const meetings = await world.meetings();
        await decorate(world.playground, meetings[0]?.event.recurringEventId ?? "", A_ROOM);
        const fields = { attachments: [FILE], location: "Room 5" };
        await decorate(world.playground, meetings[5]?.event.id ?? "", { ...NOTHING, fields });
        const now = (meetings[1]?.startsAt ?? 0) + DAY;
        await world.runUntilQuiet(now);
        world.mails();
        await world.edit(world.ids.get("Dan") ?? "", { status: "left" }, "people");
        await world.runUntilQuiet(now + HOUR);
        const after = await world.meetings();
        const heirId = after[5]?.event.recurringEventId ?? "";
        expect(heirId).not.toBe(meetings[0]?.event.recurringEventId);
        expect((await eventNow(world.playground, heirId)).attendees).toContainEqual(
          expect.objectContaining({ email: ROOM, resource: true }),
        );
        expect(after[5]?.event).toMatchObject(fields);
        expect(after[4]?.event.location).toBeUndefined();
        for (const { guests } of after.slice(2)) expect(guests).toEqual(["ana", "blue-room", "boris", "carla"]);
        // The second is the letter that somebody set their page to left.
        expect(world.mails()).toEqual(["cancellation to dan", "invitation to dan"]);
      },
    },
    {
      act: "Somebody takes the call off a series, and its remaining meetings get another time on their pages",
      outcome: "the series that goes on has no call either, and keeps colour and place",
      play: async () => {
        const world = await started();
        const meetings = await world.meetings();
        const eventId = meetings[0]?.event.recurringEventId ?? "";
        await world.playground.calendarOf(COORDINATOR).events.patch({
          calendarId: world.playground.calendarId,
          eventId,
          conferenceDataVersion: 1,
          requestBody: { conferenceData: null, colorId: "3", location: "Yard" } as never,
        });
        await world.runUntilQuiet(CIRCLES_THURSDAY + DAY);
        for (const page of await world.pages()) {
          const { start, end } = page.values.when as { start: string; end: string };
          const later = (text: string) => new Date(Date.parse(text) + 90 * MINUTE).toISOString();
          await world.edit(page.id, { when: { start: later(start), end: later(end) } });
        }
        await world.runUntilQuiet(CIRCLES_THURSDAY + 2 * DAY);
        const heirs = new Set((await world.meetings()).map(meeting => meeting.event.recurringEventId));
        expect(heirs.size).toBe(1);
        expect(heirs).not.toContain(eventId);
        const heir = await eventNow(world.playground, [...heirs][0] ?? "");
        expect(heir).toMatchObject({ colorId: "3", location: "Yard" });
        expect(heir.conferenceData).toBeUndefined();
      },
    },
    {
      act: "An event gets more guests than Google shows (about 200), and then a member leaves the session",
      outcome:
        "nobody is taken off and nothing is dropped: the page says that the guest list is theirs to keep, in Calendar",
      play: async () => {
        const { world, eventId } = await three();
        const { switches } = world.playground.google;
        const crowd = Array.from({ length: 205 }, (_, place) => ({ email: `guest-${place}@outside.example` }));
        await decorate(world.playground, eventId, { ...NOTHING, more: crowd });
        await ran(world, LATER);
        world.newMails();
        await carlaIsAway(world, eventId);
        await ran(world, LATER + 5 * MINUTE);
        const [session] = await world.sessions();
        expect(session?.values.krugSays).toContain("more guests than Google shows");
        expect(world.newMails()).toEqual([]);
        await isQuiet(world, LATER + 10 * MINUTE);
        switches.guestsShown = 1000;
        expect((await eventNow(world.playground, eventId)).attendees).toHaveLength(208);
      },
    },
  ],
};
