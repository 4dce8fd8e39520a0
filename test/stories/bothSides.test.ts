import { beforeEach, describe, expect, it } from "vitest";
import { HOUR, MINUTE, toIso } from "../../src/core/domain/values/time.ts";
import { propertiesFor } from "../../src/notion/page.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { deleteForAll, move } from "../world/people.ts";
import { COORDINATOR } from "../world/playground.ts";

const LATER = THURSDAY + 2 * HOUR;

describe("what people do to a session on both sides", () => {
  let world: PairWorld;
  let sessionId: string;
  let eventId: string;
  let startsAt: number;

  const page = async () => (await world.sessions()).find(row => row.id === sessionId)?.values;
  const timeAt = (hours: number) => ({
    start: toIso(startsAt + hours * HOUR),
    end: toIso(startsAt + hours * HOUR + 45 * MINUTE),
  });
  const restore = () =>
    world.playground.calendarOf(COORDINATOR).events.patch({
      calendarId: world.playground.calendarId,
      eventId,
      sendUpdates: "none",
      requestBody: { status: "confirmed" },
    });
  const isQuiet = async (at: number) => {
    world.newMails();
    expect((await world.runAt(at)).done).toEqual({});
    expect(world.newMails()).toEqual([]);
  };

  beforeEach(async () => {
    world = await openPairWorld();
    const [session] = await world.sessions();
    const [event] = await world.live();
    sessionId = session?.id ?? "";
    eventId = event?.id ?? "";
    startsAt = Date.parse(event?.start?.dateTime ?? "");
    world.playground.clock.set(LATER);
  });

  it("moved in Calendar, and minutes later on its page: the page's time counts, guests are told once, a comment keeps the other", async () => {
    await move(world.playground, "ana@example.org", eventId, HOUR);
    world.playground.clock.set(LATER + 5 * MINUTE);
    world.newMails();
    await world.edit("sessions", sessionId, { when: timeAt(2) });
    const { done } = await world.runAt(LATER + 15 * MINUTE);
    expect((await world.live()).map(event => Date.parse(event.start?.dateTime ?? ""))).toEqual([startsAt + 2 * HOUR]);
    expect(await page()).toMatchObject({ when: timeAt(2) });
    expect(world.newMails()).toEqual(["update ana@example.org", "update boris@example.org"]);
    expect(done).toMatchObject({ comment: 1, change_event: 1 });
    expect((await world.comments(sessionId)).join()).toMatch(/Kept: .*\(Notion\)\. Not kept: .*\(Google Calendar\)/);
    await isQuiet(LATER + 30 * MINUTE);
  });

  it("moved on its page, and minutes later in Calendar: Calendar's time counts, and nobody is mailed by Krug", async () => {
    await world.edit("sessions", sessionId, { when: timeAt(2) });
    world.playground.clock.set(LATER + 5 * MINUTE);
    await move(world.playground, "ana@example.org", eventId, HOUR);
    world.newMails();
    await world.runAt(LATER + 15 * MINUTE);
    expect(await page()).toMatchObject({ when: timeAt(1) });
    expect(world.newMails()).toEqual([]);
    expect((await world.comments(sessionId)).join()).toMatch(/Kept: .*\(Google Calendar\)\. Not kept: .*\(Notion\)/);
    await isQuiet(LATER + 30 * MINUTE);
  });

  it("cancelled on its page, then restored from Calendar's bin: planned again with the same event, and nobody is invited anew", async () => {
    await world.edit("sessions", sessionId, { status: "cancelled" });
    await world.runAt(LATER + 5 * MINUTE);
    expect(await world.live()).toEqual([]);
    world.playground.clock.set(LATER + HOUR);
    await restore();
    world.newMails();
    await world.runAt(LATER + HOUR + MINUTE);
    expect((await world.live()).map(event => event.id)).toEqual([eventId]);
    expect(await page()).toMatchObject({ status: "planned" });
    expect(world.newMails()).toEqual([]);
    expect((await world.comments(sessionId)).join()).toContain("restored in Google Calendar");
    await isQuiet(LATER + 2 * HOUR);
  });

  it("deleted in Calendar, then restored there and set to planned here: they belong together again, without a twin", async () => {
    await deleteForAll(world.playground, eventId);
    await world.runAt(LATER + 5 * MINUTE);
    expect(await page()).toMatchObject({ status: "cancelled" });
    world.playground.clock.set(LATER + HOUR);
    await restore();
    await world.edit("sessions", sessionId, { status: "planned" });
    world.newMails();
    await world.runAt(LATER + HOUR + MINUTE);
    expect((await world.live()).map(event => event.id)).toEqual([eventId]);
    expect(world.newMails()).toEqual([]);
    await isQuiet(LATER + 2 * HOUR);
  });

  it("deleted in Calendar and wished back on its page: a new event of the next generation, one invitation for each", async () => {
    await deleteForAll(world.playground, eventId);
    await world.runAt(LATER + 5 * MINUTE);
    await isQuiet(LATER + 10 * MINUTE);
    await world.edit("sessions", sessionId, { status: "planned" });
    await world.runAt(LATER + 20 * MINUTE);
    expect((await world.live()).map(event => event.id)).toEqual([eventId.replace(/g0$/, "g1")]);
    expect(world.newMails()).toEqual(["invitation ana@example.org", "invitation boris@example.org"]);
    await isQuiet(LATER + 30 * MINUTE);
  });

  it("its page duplicated: the copy loses the key and gets an event of its own; the first session is left alone", async () => {
    const original = (await world.sessions()).find(row => row.id === sessionId);
    const { programme, ...values } = original?.values ?? {};
    const map = world.playground.workspace.sessions;
    const copy = await world.playground.notionOf(COORDINATOR).pages.create({
      parent: { type: "data_source_id", data_source_id: map.dataSourceId },
      properties: propertiesFor("sessions", map, {
        ...values,
        programme: programme ?? [],
        when: timeAt(3),
      }) as never,
    });
    await world.runAt(LATER + 5 * MINUTE);
    const rows = await world.sessions();
    expect(rows.map(row => [row.id === copy.id, row.values.key === ""]).sort()).toEqual([
      [false, false],
      [true, true],
    ]);
    const events = await world.live();
    expect(events.map(event => event.id).includes(eventId)).toBe(true);
    expect(events.map(event => Date.parse(event.start?.dateTime ?? ""))).toEqual([startsAt, startsAt + 3 * HOUR]);
    expect(world.newMails()).toEqual(["invitation ana@example.org", "invitation boris@example.org"]);
    await isQuiet(LATER + 10 * MINUTE);
  });

  it("a copy thrown away at once takes nothing with it", async () => {
    const map = world.playground.workspace.sessions;
    const values = (await world.sessions()).find(row => row.id === sessionId)?.values ?? {};
    const copy = await world.playground.notionOf(COORDINATOR).pages.create({
      parent: { type: "data_source_id", data_source_id: map.dataSourceId },
      properties: propertiesFor("sessions", map, { ...values, status: "cancelled" }) as never,
    });
    await world.runAt(LATER + 5 * MINUTE);
    await world.playground.notionOf(COORDINATOR).pages.update({ page_id: copy.id, in_trash: true });
    await world.runAt(THURSDAY + 24 * HOUR);
    expect((await world.live()).map(event => event.id)).toContain(eventId);
    await isQuiet(THURSDAY + 25 * HOUR);
  });
});
