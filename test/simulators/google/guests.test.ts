import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import { describe, expect, test } from "vitest";
import { aGoogle, aMeeting, appOf, type Clients, failureOf, personOf } from "./clients.ts";
import { holdToContract } from "./contract.ts";
import type { GoogleSimulator } from "./index.ts";

holdToContract();

const ANN = "ann@ours.example";
const BOB = "bob@ours.example";
const CLEO = "cleo@ours.example";
const DAN = "dan@theirs.example";
const FAR = "fay@far.example";
const mine = { calendarId: "primary" };

interface World {
  sim: GoogleSimulator;
  ann: Clients;
  bob: Clients;
  at: { calendarId: string; eventId: string };
  event: calendar_v3.Schema$Event;
}

/** Ann has invited Bob and Fay, who has no account; the outbox is empty again. */
async function invited(over: calendar_v3.Schema$Event = {}): Promise<World> {
  const sim = aGoogle();
  const ann = appOf(sim, ANN);
  const requestBody = aMeeting({ attendees: [{ email: BOB }, { email: FAR }], ...over });
  const { data } = await ann.calendar.events.insert({ ...mine, requestBody });
  return { sim, ann, bob: personOf(sim, BOB), at: { ...mine, eventId: data.id! }, event: data };
}

function mails(sim: GoogleSimulator): string[] {
  return sim.outbox.map(mail => `${mail.kind} ${mail.to}`).sort();
}

async function replyOf(clients: Clients, at: World["at"], email: string): Promise<string | null | undefined> {
  const { data } = await clients.calendar.events.get(at);
  return data.attendees?.find(attendee => attendee.email === email)?.responseStatus;
}

function accept(world: World, responseStatus = "accepted") {
  const requestBody = { attendees: [{ email: BOB, responseStatus }] };
  return world.bob.calendar.events.patch({ ...world.at, requestBody });
}

describe("an invited person", () => {
  test("finds the event in their own calendar under the same id, and themselves marked in it", async () => {
    const { bob, at } = await invited();
    const { data } = await bob.calendar.events.get(at);
    expect(data.organizer).toEqual({ email: ANN, displayName: "Ann" });
    expect(data.attendees).toEqual([
      { email: BOB, responseStatus: "needsAction", self: true },
      { email: FAR, responseStatus: "needsAction" },
    ]);
  });

  test("replies, and the organizer sees it", async () => {
    const world = await invited();
    await accept(world);
    expect(await replyOf(world.ann, world.at, BOB)).toBe("accepted");
  });

  test("keeps their reply when the organizer repeats the guest list, with a stale reply or none", async () => {
    const world = await invited();
    await accept(world);
    const stale = [{ email: BOB, responseStatus: "needsAction" }, { email: FAR }];
    await world.ann.calendar.events.patch({ ...world.at, requestBody: { attendees: stale } });
    expect(await replyOf(world.ann, world.at, BOB)).toBe("accepted");
    await world.ann.calendar.events.patch({ ...world.at, requestBody: { attendees: [{ email: BOB }] } });
    expect(await replyOf(world.ann, world.at, BOB)).toBe("accepted");
  });

  test("cannot be made to have accepted by whoever invites them", async () => {
    const { ann, at } = await invited({ attendees: [{ email: BOB, responseStatus: "accepted" }] });
    expect(await replyOf(ann, at, BOB)).toBe("needsAction");
  });

  test("keeps their reply when the event moves, unless the switch asks them again", async () => {
    const world = await invited();
    await accept(world);
    const move = (hour: number) =>
      world.ann.calendar.events.patch({
        ...world.at,
        requestBody: {
          start: { dateTime: `2026-02-02T${hour}:00:00Z` },
          end: { dateTime: `2026-02-02T${hour + 1}:00:00Z` },
        },
      });
    await move(12);
    expect(await replyOf(world.ann, world.at, BOB)).toBe("accepted");
    world.sim.switches.resetRepliesOnMove = true;
    await move(15);
    expect(await replyOf(world.ann, world.at, BOB)).toBe("needsAction");
  });

  test("may write back the whole event with nothing but their reply changed, in a calendar of another zone", async () => {
    const sim = aGoogle();
    const ann = appOf(sim, ANN);
    const { data } = await ann.calendar.events.insert({
      ...mine,
      requestBody: aMeeting({ attendees: [{ email: DAN }, { email: BOB }] }),
    });
    const dan = personOf(sim, DAN);
    const at = { ...mine, eventId: data.id! };
    const { data: theirs } = await dan.calendar.events.get(at);
    expect(theirs.start?.dateTime).toBe("2026-02-02T03:00:00-05:00");
    const attendees = theirs.attendees?.map(attendee =>
      attendee.self ? { ...attendee, responseStatus: "tentative" } : attendee,
    );
    await dan.calendar.events.update({ ...at, requestBody: { ...theirs, attendees } });
    expect(await replyOf(ann, at, DAN)).toBe("tentative");
    expect((await ann.calendar.events.get(at)).data.start).toEqual(data.start);
  });

  test("has their own reminders, colour, transparency and private properties", async () => {
    const { ann, bob, at } = await invited();
    const requestBody = {
      reminders: { useDefault: false, overrides: [] },
      colorId: "4",
      transparency: "transparent",
      extendedProperties: { private: { mine: "yes" } },
    };
    const { data: theirs } = await bob.calendar.events.patch({ ...at, requestBody });
    expect(theirs).toMatchObject(requestBody);
    const { data: hers } = await ann.calendar.events.get(at);
    expect(hers.colorId).toBeUndefined();
    expect(hers.transparency).toBeUndefined();
    expect(hers.extendedProperties).toBeUndefined();
  });

  test.each([
    ["the summary", { summary: "Mine now" }],
    ["the time", { end: { dateTime: "2026-02-02T12:00:00Z" } }],
    ["shared properties", { extendedProperties: { shared: { code: "x" } } }],
    ["that it takes place", { visibility: "public", description: "no" }],
  ])("may not change %s", async (_, requestBody) => {
    const { bob, at } = await invited();
    expect(await failureOf(bob.calendar.events.patch({ ...at, requestBody }))).toMatchObject({
      status: 403,
      domain: "calendar",
      reason: "forbiddenForNonOrganizer",
    });
  });

  test("may bring others, unless the organizer keeps that to themselves", async () => {
    const attendees = [{ email: BOB }, { email: FAR }, { email: CLEO }];
    const open = await invited();
    await open.bob.calendar.events.patch({ ...open.at, requestBody: { attendees } });
    expect(await replyOf(open.ann, open.at, CLEO)).toBe("needsAction");
    const closed = await invited({ guestsCanInviteOthers: false });
    const patch = closed.bob.calendar.events.patch({ ...closed.at, requestBody: { attendees } });
    expect(await failureOf(patch)).toMatchObject({ status: 403 });
  });

  test("may change all that is shared where guests can modify, for everybody", async () => {
    const { sim, ann, bob, at } = await invited({
      guestsCanModify: true,
      attendees: [{ email: BOB }, { email: CLEO }],
    });
    const start = { dateTime: "2026-02-03T10:00:00+02:00" };
    const end = { dateTime: "2026-02-03T11:00:00+02:00" };
    const requestBody = { summary: "Moved by Bob", start, end };
    await bob.calendar.events.patch({ ...at, sendUpdates: "all", requestBody });
    for (const clients of [ann, personOf(sim, CLEO)]) {
      const { data } = await clients.calendar.events.get(at);
      expect(data.summary).toBe("Moved by Bob");
      expect(data.start?.dateTime).toBe(start.dateTime);
    }
    expect(mails(sim)).toEqual([`update ${ANN}`, `update ${CLEO}`]);
  });

  test("sees only themselves where guests may not see one another", async () => {
    const { bob, at } = await invited({ guestsCanSeeOtherGuests: false });
    const { data } = await bob.calendar.events.get(at);
    expect(data.attendees?.map(attendee => attendee.email)).toEqual([BOB]);
    expect(data.attendeesOmitted).toBe(true);
  });

  test("who deletes their copy has declined, and has it no more, while the others do", async () => {
    const { sim, ann, bob, at } = await invited();
    await bob.calendar.events.delete({ ...at, sendUpdates: "all" });
    expect(await replyOf(ann, at, BOB)).toBe("declined");
    expect((await bob.calendar.events.get(at)).data.status).toBe("cancelled");
    expect((await bob.calendar.events.list(mine)).data.items).toEqual([]);
    expect((await ann.calendar.events.get(at)).data.status).toBe("confirmed");
    expect(mails(sim)).toEqual([`reply ${ANN}`]);
    expect(await failureOf(bob.calendar.events.delete(at))).toMatchObject({ status: 410 });
  });

  test("who is no longer invited has it no more, and has it again when invited again", async () => {
    const { ann, bob, at } = await invited();
    await ann.calendar.events.patch({ ...at, requestBody: { attendees: [{ email: FAR }] } });
    expect((await bob.calendar.events.get(at)).data.status).toBe("cancelled");
    await ann.calendar.events.patch({ ...at, requestBody: { attendees: [{ email: FAR }, { email: BOB }] } });
    expect((await bob.calendar.events.get(at)).data.status).toBe("confirmed");
    expect(await replyOf(ann, at, BOB)).toBe("needsAction");
  });

  test("loses the event when the organizer deletes it", async () => {
    const { ann, bob, at } = await invited();
    await ann.calendar.events.delete(at);
    expect((await bob.calendar.events.get(at)).data.status).toBe("cancelled");
    const back = bob.calendar.events.patch({ ...at, requestBody: { status: "confirmed" } });
    expect(await failureOf(back)).toMatchObject({ status: 403, reason: "forbiddenForNonOrganizer" });
  });
});

describe("mails", () => {
  test.each([
    ["all", [`invitation ${BOB}`, `invitation ${FAR}`]],
    ["externalOnly", [`invitation ${FAR}`]],
    ["none", []],
    [undefined, []],
  ])("of an invitation with sendUpdates %s", async (sendUpdates, expected) => {
    const sim = aGoogle();
    const requestBody = aMeeting({ attendees: [{ email: ANN }, { email: BOB }, { email: FAR }] });
    await appOf(sim, ANN).calendar.events.insert({ ...mine, sendUpdates, requestBody });
    expect(mails(sim)).toEqual(expected);
  });

  test("say who organizes, when it is for the one who reads, and who acted", async () => {
    const sim = aGoogle();
    const { data } = await appOf(sim, ANN).calendar.events.insert({
      ...mine,
      sendUpdates: "all",
      requestBody: aMeeting({ attendees: [{ email: DAN }] }),
    });
    expect(sim.outbox).toEqual([
      {
        at: sim.clock.now(),
        to: "dan@theirs.example",
        kind: "invitation",
        eventId: data.id,
        summary: "Pair session",
        organizer: ANN,
        start: "2026-02-02T03:00:00-05:00",
        actor: ANN,
      },
    ]);
  });

  test("of a new guest list go only to those who came and those who went", async () => {
    const { sim, ann, at } = await invited();
    const attendees = [{ email: BOB }, { email: CLEO }];
    await ann.calendar.events.patch({ ...at, sendUpdates: "all", requestBody: { attendees } });
    expect(mails(sim)).toEqual([`cancellation ${FAR}`, `invitation ${CLEO}`]);
  });

  test("of a new time, place or name go to every guest", async () => {
    for (const requestBody of [
      { summary: "New" },
      { location: "Room 2" },
      { end: { dateTime: "2026-02-02T12:00:00Z" } },
    ]) {
      const { sim, ann, at } = await invited();
      await ann.calendar.events.patch({ ...at, sendUpdates: "all", requestBody });
      expect(mails(sim)).toEqual([`update ${BOB}`, `update ${FAR}`]);
    }
  });

  test("of things guests do not see go to nobody", async () => {
    const { sim, ann, at } = await invited();
    const requestBody = { extendedProperties: { private: { code: "s1" } }, colorId: "3" };
    await ann.calendar.events.patch({ ...at, sendUpdates: "all", requestBody });
    await ann.calendar.events.patch({ ...at, sendUpdates: "all", requestBody: { summary: "Pair session" } });
    expect(mails(sim)).toEqual([]);
  });

  test("of a deleted event go to every guest", async () => {
    const { sim, ann, at } = await invited();
    await ann.calendar.events.delete({ ...at, sendUpdates: "all" });
    expect(mails(sim)).toEqual([`cancellation ${BOB}`, `cancellation ${FAR}`]);
  });

  test("of a reply go to the organizer only if the guest's call says so", async () => {
    const world = await invited();
    await accept(world);
    expect(mails(world.sim)).toEqual([]);
    const requestBody = { attendees: [{ email: BOB, responseStatus: "tentative" }] };
    await world.bob.calendar.events.patch({ ...world.at, sendUpdates: "all", requestBody });
    expect(world.sim.outbox).toMatchObject([{ kind: "reply", to: ANN, actor: BOB, responseStatus: "tentative" }]);
  });

  test("of too many invitations in a day are refused, until the day is over", async () => {
    const sim = aGoogle({ inviteLimit: 2 });
    const { calendar } = appOf(sim, ANN);
    const invite = () =>
      calendar.events.insert({ ...mine, requestBody: aMeeting({ attendees: [{ email: BOB }, { email: FAR }] }) });
    await invite();
    expect(await failureOf(invite())).toEqual({
      status: 403,
      domain: "usageLimits",
      reason: "quotaExceeded",
      message: "Calendar usage limits exceeded.",
    });
    sim.clock.advance(86_400_001);
    await invite();
  });
});

describe("a calendar of a group", () => {
  async function shared() {
    const sim = aGoogle();
    const ann = appOf(sim, ANN);
    const { data } = await ann.calendar.calendars.insert({
      requestBody: { summary: "Circle", timeZone: "Europe/Kyiv" },
    });
    return { sim, ann, bob: personOf(sim, BOB), calendarId: data.id! };
  }

  test("is the organizer of what stands in it, and its guests have copies", async () => {
    const { ann, bob, calendarId } = await shared();
    const { data } = await ann.calendar.events.insert({
      calendarId,
      requestBody: aMeeting({ attendees: [{ email: ANN }, { email: BOB }] }),
    });
    expect(data.organizer).toEqual({ email: calendarId, displayName: "Circle", self: true });
    expect(data.creator).toEqual({ email: ANN });
    const { data: theirs } = await bob.calendar.events.get({ ...mine, eventId: data.id! });
    expect(theirs.organizer).toEqual({ email: calendarId, displayName: "Circle" });
    const { data: hers } = await ann.calendar.events.get({ ...mine, eventId: data.id! });
    expect(hers.attendees?.[0]).toMatchObject({ email: ANN, self: true });
  });

  test("is unknown to those it is not shared with, who are mailed when it is", async () => {
    const { sim, ann, bob, calendarId } = await shared();
    expect(await failureOf(bob.calendar.events.list({ calendarId }))).toMatchObject({
      status: 404,
      reason: "notFound",
    });
    await ann.calendar.acl.insert({ calendarId, requestBody: { role: "reader", scope: { type: "user", value: BOB } } });
    expect(mails(sim)).toEqual([`sharing ${BOB}`]);
    expect((await bob.calendar.events.list({ calendarId })).data.accessRole).toBe("reader");
    expect((await bob.calendar.calendarList.list()).data.items?.map(entry => entry.id)).toEqual([BOB, calendarId]);
    const insert = bob.calendar.events.insert({ calendarId, requestBody: aMeeting() });
    expect(await failureOf(insert)).toMatchObject({ status: 403, reason: "requiredAccessLevel" });
  });

  test("lets its writers edit its events, until they no longer are", async () => {
    const { sim, ann, bob, calendarId } = await shared();
    const rule = { role: "writer", scope: { type: "user", value: BOB } };
    const { data: made } = await ann.calendar.acl.insert({ calendarId, sendNotifications: false, requestBody: rule });
    expect(mails(sim)).toEqual([]);
    const { data } = await ann.calendar.events.insert({
      calendarId,
      requestBody: aMeeting({ attendees: [{ email: CLEO }] }),
    });
    await bob.calendar.events.patch({ calendarId, eventId: data.id!, requestBody: { summary: "Bob was here" } });
    const { data: copy } = await personOf(sim, CLEO).calendar.events.get({ ...mine, eventId: data.id! });
    expect(copy.summary).toBe("Bob was here");
    await ann.calendar.acl.delete({ calendarId, ruleId: made.id! });
    const patch = bob.calendar.events.patch({ calendarId, eventId: data.id!, requestBody: { summary: "Again" } });
    expect(await failureOf(patch)).toMatchObject({ status: 404 });
  });

  test("can be renamed, emptied of its zone for another, listed and deleted; a primary one cannot be deleted", async () => {
    const { ann, calendarId } = await shared();
    await ann.calendar.calendars.patch({ calendarId, requestBody: { summary: "Pairs", timeZone: "Europe/Sofia" } });
    const { data: entry } = await ann.calendar.calendarList.get({ calendarId });
    expect(entry).toMatchObject({ summary: "Pairs", timeZone: "Europe/Sofia", accessRole: "owner" });
    expect((await ann.calendar.acl.list({ calendarId })).data.items?.map(rule => rule.role)).toEqual(["owner"]);
    await ann.calendar.calendars.delete({ calendarId });
    expect(await failureOf(ann.calendar.calendars.get({ calendarId }))).toMatchObject({ status: 404 });
    expect(await failureOf(ann.calendar.calendars.delete(mine))).toMatchObject({ status: 403 });
    const nameless = ann.calendar.calendars.insert({ requestBody: {} });
    expect(await failureOf(nameless)).toMatchObject({ status: 400, reason: "required" });
  });
});
