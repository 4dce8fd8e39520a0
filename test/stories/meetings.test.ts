import type { calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import { beforeEach, describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { COORDINATOR } from "../world/playground.ts";

const LATER = THURSDAY + 2 * HOUR;
/** The second week's Tuesday, at three in Berlin; pairs of that week are formed on the Thursday before. */
const TUESDAY = "2027-01-19T15:00:00+01:00";
const NEXT_THURSDAY = Date.parse("2027-01-14T08:00:00Z");
const MEMBERS = ["ana@example.org", "boris@example.org"];

describe("a pair that puts its meeting on the programme's calendar itself", () => {
  let world: PairWorld;

  const meeting = (guests: readonly string[], more: calendar_v3.Schema$Event = {}): calendar_v3.Schema$Event => ({
    summary: "Coffee at the corner",
    description: "Bring the draft",
    start: { dateTime: TUESDAY, timeZone: "Europe/Berlin" },
    end: { dateTime: "2027-01-19T15:30:00+01:00", timeZone: "Europe/Berlin" },
    attendees: guests.map(email => ({ email })),
    ...more,
  });
  const putOnCalendar = async (event: calendar_v3.Schema$Event) =>
    (
      await world.playground
        .calendarOf(COORDINATOR)
        .events.insert({ calendarId: world.playground.calendarId, sendUpdates: "all", requestBody: event })
    ).data;
  const inOwnCalendar = async (event: calendar_v3.Schema$Event) =>
    (
      await world.playground
        .calendarOf("ana@example.org")
        .events.insert({ calendarId: "primary", sendUpdates: "all", requestBody: event })
    ).data;
  const secondWeek = async () => {
    const events = await world.live();
    return events.filter(event => Date.parse(event.start?.dateTime ?? "") > Date.parse("2027-01-18T00:00:00Z"));
  };
  const pageOf = async (eventId: string) =>
    (await world.sessions()).find(row => String(row.values.key).endsWith(`:${eventId}`));
  const isQuiet = async (at: number) => {
    world.newMails();
    expect((await world.runAt(at)).done).toEqual({});
    expect(world.newMails()).toEqual([]);
  };

  beforeEach(async () => {
    world = await openPairWorld();
    world.playground.clock.set(LATER);
  });

  it("has it as that week's session: a page, no second event, no mail, guests and text as they made them", async () => {
    const made = await putOnCalendar(meeting([...MEMBERS, "expert@outside.example"]));
    await world.runAt(LATER + 5 * MINUTE);
    world.newMails();
    await world.runAt(NEXT_THURSDAY);
    expect(world.newMails()).toEqual([]);
    const [event, ...others] = await secondWeek();
    expect(others).toEqual([]);
    expect(event).toMatchObject({ id: made.id, etag: made.etag, description: "Bring the draft" });
    const page = await pageOf(made.id ?? "");
    expect(page?.values).toMatchObject({ title: "Coffee at the corner", status: "planned" });
    expect(String(page?.values.key)).toMatch(/^meeting:[^:]+:0:/);
    await isQuiet(NEXT_THURSDAY + 10 * MINUTE);
  });

  it("moves it on its page: the event follows, and its guests are told once", async () => {
    const made = await putOnCalendar(meeting(MEMBERS));
    await world.runAt(NEXT_THURSDAY);
    const page = await pageOf(made.id ?? "");
    world.newMails();
    const when = { start: "2027-01-20T09:00:00Z", end: "2027-01-20T09:30:00Z" };
    await world.edit("sessions", page?.id ?? "", { when });
    await world.runAt(NEXT_THURSDAY + 10 * MINUTE);
    const [event, ...others] = await secondWeek();
    expect(others).toEqual([]);
    expect(Date.parse(event?.start?.dateTime ?? "")).toBe(Date.parse(when.start));
    expect(world.newMails()).toEqual(MEMBERS.map(email => `update ${email}`));
    await isQuiet(NEXT_THURSDAY + 20 * MINUTE);
  });

  it("deletes it: the page is cancelled, and Krug plans no other in its place", async () => {
    const made = await putOnCalendar(meeting(MEMBERS));
    await world.runAt(NEXT_THURSDAY);
    await world.playground
      .calendarOf(COORDINATOR)
      .events.delete({ calendarId: world.playground.calendarId, eventId: made.id ?? "", sendUpdates: "all" });
    world.newMails();
    await world.runAt(NEXT_THURSDAY + 10 * MINUTE);
    expect((await pageOf(made.id ?? ""))?.values.status).toBe("cancelled");
    expect(await secondWeek()).toEqual([]);
    expect(world.newMails()).toEqual([]);
    await isQuiet(NEXT_THURSDAY + 20 * MINUTE);
  });

  it("with the database lost finds page and meeting together again: nothing is made or mailed", async () => {
    await putOnCalendar(meeting(MEMBERS));
    await world.runAt(NEXT_THURSDAY);
    for (const table of ["pages", "events", "links", "page_keys", "state", "sources", "outbox"])
      await world.database.prepare(`DELETE FROM ${table}`).run();
    world.newMails();
    await world.runAt(NEXT_THURSDAY + 10 * MINUTE);
    expect(await secondWeek()).toHaveLength(1);
    expect(world.newMails()).toEqual([]);
    await isQuiet(NEXT_THURSDAY + 20 * MINUTE);
  });

  it("in an event of their own that invites the programme's calendar: it is followed, and never written", async () => {
    const made = await inOwnCalendar(meeting([...MEMBERS, world.playground.calendarId]));
    await world.runAt(NEXT_THURSDAY);
    const page = await pageOf(made.id ?? "");
    expect(page?.values).toMatchObject({ title: "Coffee at the corner", status: "planned" });
    world.newMails();
    await world.edit("sessions", page?.id ?? "", { title: "Our coffee" });
    await world.playground.calendarOf("ana@example.org").events.patch({
      calendarId: "primary",
      eventId: made.id ?? "",
      sendUpdates: "none",
      requestBody: { end: { dateTime: "2027-01-19T16:00:00+01:00", timeZone: "Europe/Berlin" } },
    });
    const written = world.playground.google.log.entries.length;
    await world.runAt(NEXT_THURSDAY + 10 * MINUTE);
    expect((await pageOf(made.id ?? ""))?.values).toMatchObject({
      title: "Our coffee",
      when: { start: "2027-01-19T14:00:00Z", end: "2027-01-19T15:00:00Z" },
    });
    const calls = world.playground.google.log.entries.slice(written).map(entry => entry.method);
    expect(calls.every(method => method === "GET")).toBe(true);
    expect(world.newMails()).toEqual([]);
    expect((await secondWeek()).map(event => event.summary)).toEqual(["Coffee at the corner"]);
    await isQuiet(NEXT_THURSDAY + 20 * MINUTE);
  });

  it("and events that are no meeting of a group are left alone: strangers, one member, all day, every week", async () => {
    const before = (await world.sessions()).length;
    await putOnCalendar(meeting(["x@outside.example", "y@outside.example"]));
    await putOnCalendar(meeting(["ana@example.org"]));
    await putOnCalendar(meeting(MEMBERS, { start: { date: "2027-01-19" }, end: { date: "2027-01-20" } }));
    await putOnCalendar(meeting(MEMBERS, { recurrence: ["RRULE:FREQ=WEEKLY;COUNT=2"] }));
    world.newMails();
    await world.runAt(LATER + 5 * MINUTE);
    expect(await world.sessions()).toHaveLength(before);
    expect(world.newMails()).toEqual([]);
    await isQuiet(LATER + 10 * MINUTE);
  });
});
