import { expect } from "vitest";
import { DAY, HOUR, MINUTE } from "../../../src/core/domain/values/time.ts";
import { THURSDAY as CIRCLES_THURSDAY, type CircleWorld, started } from "../../world/circle.ts";
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

/** What stands in the calendar of some meetings, and how it was before. */
type Seen<T> = (() => Promise<T[]>) & { before: T[] };
type Meeting = Awaited<ReturnType<CircleWorld["meetings"]>>[number];

/**
 * A circle in the midst of its round, to whose series people added each day after a meeting and four weeks more, then what
 * `act` does; in the end nothing is left to do.
 */
async function withAdded(
  act: (circle: { world: CircleWorld; added: Seen<unknown>; own: Seen<Meeting>; at: number }) => Promise<void>,
): Promise<void> {
  const world = await started();
  const { playground } = world;
  const [first] = await world.meetings();
  const seriesId = first?.event.recurringEventId ?? "";
  const [one, two] = [0, 1].map(days => DAYS[new Date((first?.startsAt ?? 0) + days * DAY).getUTCDay()]);
  const recurrence = [`RRULE:FREQ=WEEKLY;BYDAY=${one},${two};UNTIL=20270531T220000Z`];
  await playground.calendarOf(COORDINATOR).events.patch({
    calendarId: playground.calendarId,
    eventId: seriesId,
    sendUpdates: "none",
    requestBody: { recurrence },
  });
  const at = CIRCLES_THURSDAY + 13 * DAY;
  await world.runUntilQuiet(at - DAY);
  const pages = new Set((await world.pages()).map(({ id }) => id));
  const toCome = async () => (await world.meetings()).filter(({ startsAt }) => startsAt > at);
  const seen = async <T>(look: () => Promise<T[]>): Promise<Seen<T>> => Object.assign(look, { before: await look() });
  const own = await seen(async () => (await toCome()).filter(({ sessionId }) => pages.has(sessionId)));
  const added = await seen(async () =>
    (await toCome())
      .filter(({ sessionId }) => !pages.has(sessionId))
      .map(({ event, startsAt, guests }) => [event.id, startsAt, guests]),
  );
  expect([own.before.length > 3, added.before.length > 8]).toEqual([true, true]);
  world.mails();
  await act({ world, added, own, at });
  await world.runUntilQuiet(at + HOUR);
  expect(world.mails()).toEqual([]);
  expect(await added()).toEqual(added.before);
}

const DAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

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
      act: "Somebody adds meetings to a series in Calendar, on a second day of the week and after its end; then a member leaves the group",
      outcome:
        "the series’ own meetings go on without them in another; those that were added stay as they are, with their guests; only who left is mailed",
      play: () =>
        withAdded(async ({ world, added, own, at }) => {
          await world.edit(world.ids.get("Dan") ?? "", { status: "left" }, "people");
          for (const minutes of [0, 5]) await world.run(at + minutes * MINUTE);
          const mails = world.mails();
          expect(mails.filter(mail => !mail.endsWith(" dan"))).toEqual([]);
          expect(mails.filter(mail => mail === "cancellation to dan")).toHaveLength(1);
          expect(await added()).toEqual(added.before);
          const after = await own();
          expect(after.map(({ startsAt }) => startsAt)).toEqual(own.before.map(({ startsAt }) => startsAt));
          for (const { guests } of after) expect(guests).toEqual(["ana", "boris", "carla"]);
        }),
    },
    {
      act: "Somebody adds meetings to a series in Calendar, and the rest of its own get another time on their pages",
      outcome: "those that were added stay as they are; everybody is invited once to the others at the new time",
      play: () =>
        withAdded(async ({ world, added, own, at }) => {
          for (const { sessionId, startsAt } of own.before) {
            const [start, end] = [startsAt + 2 * HOUR, startsAt + 3 * HOUR].map(one => new Date(one).toISOString());
            await world.edit(sessionId, { when: { start: start ?? "", end: end ?? null } });
          }
          for (const minutes of [0, 5]) await world.run(at + minutes * MINUTE);
          expect(await added()).toEqual(added.before);
          const after = await own();
          expect(after.map(({ startsAt }) => startsAt)).toEqual(own.before.map(({ startsAt }) => startsAt + 2 * HOUR));
          expect(world.mails()).toEqual(["ana", "boris", "carla", "dan"].map(name => `invitation to ${name}`));
        }),
    },
    {
      act: "Somebody adds meetings to a series in Calendar, and the rest of its own are cancelled on their pages",
      outcome: "those that were added stay as they are; everybody is told once that the others are off",
      play: () =>
        withAdded(async ({ world, added, own, at }) => {
          for (const { sessionId } of own.before) await world.edit(sessionId, { status: "cancelled" });
          for (const minutes of [0, 5]) await world.run(at + minutes * MINUTE);
          expect(await added()).toEqual(added.before);
          expect(await own()).toEqual([]);
          expect(new Set(world.mails().map(mail => mail.split(" to ")[1]))).toEqual(
            new Set(["ana", "boris", "carla", "dan"]),
          );
        }),
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
