import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE, toIso } from "../../../src/core/domain/values/time.ts";
import { linkTable } from "../../../src/store/mirror/links.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { deleteForAll, move } from "../../world/people.ts";
import { COORDINATOR } from "../../world/playground.ts";
import { expectStill } from "./still.ts";

const LATER = THURSDAY + 2 * HOUR;

async function firstOf(world: PairWorld) {
  const [event] = await world.live();
  const [session] = await world.sessions();
  return { eventId: event?.id ?? "", startsAt: Date.parse(event?.start?.dateTime ?? ""), session: session! };
}
const statusOf = async (world: PairWorld, id: string) =>
  (await world.sessions()).find(row => row.id === id)?.values.status;

describe("F6: the id of a deleted event stays taken", () => {
  test("F6: the answer to an invitation was lost and somebody deleted the event at once: that is respected", async () => {
    const world = await openPairWorld();
    const { google } = world.playground;
    const [group] = await world.playground
      .notionOf(COORDINATOR)
      .dataSources.query({ data_source_id: world.playground.workspace.groups.dataSourceId })
      .then(({ results }) => results);
    const startsAt = THURSDAY + 7 * DAY;
    const id = await world.playground.add("sessions", {
      title: "A talk of our own",
      when: { start: toIso(startsAt), end: toIso(startsAt + 30 * MINUTE) },
      status: "planned",
      kind: "session",
      group: [group?.id ?? ""],
    });
    google.faults.order({ method: "POST", path: "/calendars/[^/]+/events$", fault: { kind: "resetAfter" } });
    await world.runAt(LATER);
    const made = (await world.live()).find(event => event.summary === "A talk of our own");
    await deleteForAll(world.playground, made?.id ?? "");
    world.newMails();
    for (const minutes of [5, 20, 40]) await world.runAt(LATER + minutes * MINUTE);
    expect((await world.live()).map(event => event.summary)).not.toContain("A talk of our own");
    expect(await statusOf(world, id)).toBe("cancelled");
    expect(world.newMails()).toEqual([]);
    await expectStill(world.playground, () => world.runAt(LATER + HOUR));

    await world.edit("sessions", id, { status: "planned" });
    await world.runAt(LATER + 2 * HOUR);
    const again = (await world.live()).filter(event => event.summary === "A talk of our own");
    expect(again).toHaveLength(1);
    expect(again[0]?.id).not.toBe(made?.id);
    expect(world.newMails()).toEqual(["invitation ana@example.org", "invitation boris@example.org"]);
  });
});

describe("F7: a deleted meeting stays deleted", () => {
  test("F7: deleted in Calendar it is cancelled on its page, with when and why in a comment, and no run brings it back", async () => {
    const world = await openPairWorld();
    const { eventId, session } = await firstOf(world);
    world.playground.clock.set(LATER);
    await deleteForAll(world.playground, eventId);
    world.newMails();
    await world.runAt(LATER + 15 * MINUTE);
    expect(await statusOf(world, session.id)).toBe("cancelled");
    expect((await world.comments(session.id)).join()).toMatch(/deleted in Google Calendar on Thu 7 January, 11:15/);
    const link = (await linkTable.list(world.database)).find(one => one.sessionId === session.id);
    expect(link?.tombstone).toEqual({ side: "calendar", at: LATER + 15 * MINUTE });
    for (const at of [LATER + HOUR, LATER + DAY, LATER + 2 * DAY]) {
      await world.runAt(at);
      expect((await world.live()).map(event => event.id)).not.toContain(eventId);
    }
    expect(world.newMails()).toEqual([]);
  });

  test("F7: cancelled on its page it is cancelled for the guests, once, and stays so", async () => {
    const world = await openPairWorld();
    const { eventId, session } = await firstOf(world);
    await world.edit("sessions", session.id, { status: "cancelled" });
    await world.runAt(LATER);
    expect(world.newMails()).toEqual(["cancellation ana@example.org", "cancellation boris@example.org"]);
    const link = (await linkTable.list(world.database)).find(one => one.sessionId === session.id);
    expect(link?.tombstone).toEqual({ side: "notion", at: LATER });
    for (const at of [LATER + HOUR, LATER + DAY]) await world.runAt(at);
    expect((await world.live()).map(event => event.id)).not.toContain(eventId);
    expect(world.newMails()).toEqual([]);
  });
});

describe("F18: what people do to a meeting does not cost it its page", () => {
  test("F18: moved two weeks on by a guest, the page moves too and lives", async () => {
    const world = await openPairWorld();
    const { eventId, startsAt, session } = await firstOf(world);
    await move(world.playground, "ana@example.org", eventId, 14 * DAY);
    world.newMails();
    await world.runAt(LATER);
    const page = (await world.sessions()).find(row => row.id === session.id);
    expect(page?.values).toMatchObject({ status: "planned", when: { start: toIso(startsAt + 14 * DAY) } });
    expect(world.newMails()).toEqual([]);
    await expectStill(world.playground, () => world.runAt(LATER + HOUR));
  });

  test("F18: with a guest added by a member, the page lives, says who the guest is, and the guest stays", async () => {
    const world = await openPairWorld();
    const { eventId, session } = await firstOf(world);
    const calendar = world.playground.calendarOf("ana@example.org");
    const { data } = await calendar.events.get({ calendarId: "primary", eventId });
    const attendees = [...(data.attendees ?? []), { email: "guest@elsewhere.example" }];
    await calendar.events
      .patch({ calendarId: "primary", eventId, sendUpdates: "all", requestBody: { attendees } })
      .catch(() =>
        world.playground.calendarOf(COORDINATOR).events.patch({
          calendarId: world.playground.calendarId,
          eventId,
          sendUpdates: "all",
          requestBody: { attendees },
        }),
      );
    world.newMails();
    for (const minutes of [0, 15]) await world.runAt(LATER + minutes * MINUTE);
    const page = (await world.sessions()).find(row => row.id === session.id);
    expect(page?.values.status).toBe("planned");
    expect(page?.values.krugSays).toContain("guest@elsewhere.example");
    const [event] = await world.live();
    expect(event?.attendees?.map(guest => guest.email).sort()).toEqual(
      ["ana@example.org", "boris@example.org", "guest@elsewhere.example"].sort(),
    );
    expect(world.newMails()).toEqual([]);
  });
});

describe("F19: the past is never touched", () => {
  test("F19: half a year later the first meetings still stand in the calendar, with their pages, whoever has left", async () => {
    const world = await openPairWorld({ programme: { end: { start: "2027-07-31", end: null } } });
    const { eventId, session } = await firstOf(world);
    for (let day = 1; day <= 180; day += 9) await world.runAt(THURSDAY + day * DAY);
    await world.edit("people", world.ids.boris ?? "", { status: "left" });
    await world.runAt(THURSDAY + 181 * DAY);
    await world.edit("programmes", world.ids.programme ?? "", { status: "ended" });
    world.newMails();
    await world.runAt(THURSDAY + 182 * DAY);
    const events = await world.live();
    const past = events.filter(event => Date.parse(event.start?.dateTime ?? "") < THURSDAY + 180 * DAY);
    expect(past.map(event => event.id)).toContain(eventId);
    expect(past.length).toBeGreaterThan(15);
    expect((await world.sessions()).find(row => row.id === session.id)).toBeDefined();
    expect(past[0]?.attendees).toHaveLength(2);
  });

  test("F19: a meeting that is over stays as it was when its page is cancelled, moved or thrown away", async () => {
    const world = await openPairWorld();
    const { eventId, startsAt, session } = await firstOf(world);
    const over = startsAt + 2 * DAY;
    await world.runAt(over);
    const look = async () => {
      const event = (await world.live()).find(one => one.id === eventId);
      return [event?.etag, event?.start?.dateTime, event?.attendees?.length];
    };
    const before = await look();
    world.newMails();
    await world.edit("sessions", session.id, { status: "cancelled" });
    await world.runAt(over + HOUR);
    await world.edit("sessions", session.id, { when: { start: toIso(startsAt - DAY), end: null } });
    await world.runAt(over + 2 * HOUR);
    await world.playground.notionOf(COORDINATOR).pages.update({ page_id: session.id, in_trash: true });
    await world.runAt(over + DAY);
    expect(await look()).toEqual(before);
    expect(world.newMails().filter(mail => mail.startsWith("cancellation"))).toEqual([]);
  });
});

describe("F25: only Krug's own is touched", () => {
  test("F25: people's own tables, pages and events stay as they are, whatever becomes of the programme", async () => {
    const world = await openPairWorld();
    const { playground } = world;
    const notion = playground.notionOf(COORDINATOR);
    const database = await notion.databases.create({
      parent: { type: "page_id", page_id: playground.notion.rootPageId },
      title: [{ text: { content: "Holidays" } }],
      initial_data_source: { properties: { Name: { type: "title", title: {} } } },
    });
    const own = "data_sources" in database ? (database.data_sources[0]?.id ?? "") : "";
    const page = await notion.pages.create({
      parent: { type: "data_source_id", data_source_id: own },
      properties: { Name: { title: [{ text: { content: "Summer" } }] } },
    });
    const calendar = playground.calendarOf(COORDINATOR);
    const event = await calendar.events.insert({
      calendarId: playground.calendarId,
      requestBody: {
        summary: "Team lunch",
        start: { dateTime: toIso(THURSDAY + 5 * DAY) },
        end: { dateTime: toIso(THURSDAY + 5 * DAY + HOUR) },
      },
    });
    const look = async () => [
      { ...(await notion.pages.retrieve({ page_id: page.id })), request_id: null },
      (await calendar.events.get({ calendarId: playground.calendarId, eventId: event.data.id ?? "" })).data,
    ];
    const before = await look();
    await world.runAt(LATER);
    const { session } = await firstOf(world);
    await notion.pages.update({ page_id: session.id, in_trash: true });
    for (const days of [1, 2]) await world.runAt(THURSDAY + days * DAY);
    await world.edit("programmes", world.ids.programme ?? "", { status: "ended" });
    for (const days of [3, 4]) await world.runAt(THURSDAY + days * DAY);
    expect(await look()).toEqual(before);
  });
});
