import { describe, expect, it } from "vitest";
import { HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { Notion } from "../../src/notion/notion.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../world/pairWorld.ts";
import { deleteOwn, ownCopy } from "../world/people.ts";
import { COORDINATOR, NOTION_HOST } from "../world/playground.ts";

const LATER = THURSDAY + 2 * HOUR;
const ANA = "ana@example.org";
const BORIS = "boris@example.org";

async function isQuiet(world: PairWorld, at: number): Promise<void> {
  world.newMails();
  expect((await world.runAt(at)).done).toEqual({});
  expect(world.newMails()).toEqual([]);
}

describe("an invitation", () => {
  it("is private, its guests can't invite others and may move it; its title names the people and nothing else", async () => {
    const world = await openPairWorld();
    const [event] = await world.live();
    expect(event).toMatchObject({ visibility: "private", guestsCanInviteOthers: false, guestsCanModify: true });
    expect(event?.summary).toBe("Ana & Boris");
  });

  it("can't be moved by its guests where the programme keeps that to Notion", async () => {
    const world = await openPairWorld({ programme: { notionOnly: true } });
    const [event] = await world.live();
    expect(event?.guestsCanModify ?? false).toBe(false);
    expect(event?.description).toContain("move the meeting on its page in Notion");
    expect(event?.description).not.toContain("move it");
    const move = world.playground.calendarOf(ANA).events.patch({
      calendarId: "primary",
      eventId: event?.id ?? "",
      requestBody: { end: { dateTime: "2027-01-11T20:00:00Z", timeZone: "UTC" } },
    });
    await expect(move).rejects.toMatchObject({ status: 403 });
  });

  it("with a guest from outside tells no more than title, time and link, and tells the rest again once they are gone", async () => {
    const world = await openPairWorld();
    await world.playground.add("roadmap", {
      title: "Learn to test",
      owner: [world.ids.ana ?? ""],
      status: "doing",
      nextStep: "Write the first one",
    });
    await world.runAt(LATER);
    const [event] = await world.live();
    expect(event?.description).toContain("Learn to test");
    const calendar = world.playground.calendarOf(COORDINATOR);
    const at = { calendarId: world.playground.calendarId, eventId: event?.id ?? "", sendUpdates: "none" };
    const guests = [...(event?.attendees ?? []), { email: "expert@outside.example" }];
    await calendar.events.patch({ ...at, requestBody: { attendees: guests } });
    world.newMails();
    await world.runAt(LATER + 5 * MINUTE);
    const [shown] = await world.live();
    expect(shown?.description).not.toMatch(/Learn to test|Write the first one|Ana:/);
    expect(shown?.description).toContain("https://");
    expect(shown?.attendees).toHaveLength(3);
    expect(world.newMails()).toEqual([]);
    await isQuiet(world, LATER + 10 * MINUTE);
    await calendar.events.patch({ ...at, requestBody: { attendees: event?.attendees ?? [] } });
    await world.runAt(LATER + 15 * MINUTE);
    expect((await world.live())[0]?.description).toContain("Learn to test");
    await isQuiet(world, LATER + 20 * MINUTE);
  });

  it("that a guest deletes from their own calendar was declined by them: it goes on, and is offered once at another time", async () => {
    const world = await openPairWorld();
    const [event] = await world.live();
    world.playground.clock.set(LATER);
    await deleteOwn(world.playground, ANA, event?.id ?? "");
    world.newMails();
    await world.runAt(LATER + 5 * MINUTE);
    const [after, ...others] = await world.live();
    expect(others).toEqual([]);
    expect(after?.id).toBe(event?.id);
    expect(after?.start?.dateTime).not.toBe(event?.start?.dateTime);
    expect((await world.sessions())[0]?.values.status).toBe("planned");
    expect(new Set(world.newMails().filter(mail => !mail.startsWith("update")))).toEqual(new Set());
    await deleteOwn(world.playground, ANA, event?.id ?? "").catch(() => {});
    await world.runAt(LATER + 10 * MINUTE);
    await isQuiet(world, LATER + 15 * MINUTE);
    expect((await world.live()).map(one => one.start?.dateTime)).toEqual([after?.start?.dateTime]);
  });
});

describe("a member who pauses", () => {
  it("is taken out of the session and put back when they return; only they are mailed, once each time", async () => {
    const world = await openPairWorld({ people: ["ana", "boris", "carla"] });
    const [event, ...others] = await world.live();
    expect(others).toEqual([]);
    expect(event?.attendees).toHaveLength(3);
    const day = event?.start?.dateTime?.slice(0, 10) ?? "";
    await world.edit("people", world.ids.carla ?? "", { away: { start: day, end: day } });
    await world.runAt(LATER);
    expect(world.newMails()).toEqual(["cancellation carla@example.org"]);
    expect((await world.live())[0]?.attendees?.map(guest => guest.email).sort()).toEqual([ANA, BORIS]);
    await isQuiet(world, LATER + 5 * MINUTE);
    await world.edit("people", world.ids.carla ?? "", { away: null });
    await world.runAt(LATER + 10 * MINUTE);
    expect(world.newMails()).toEqual(["invitation carla@example.org"]);
    expect((await world.live()).map(one => [one.id, one.start?.dateTime])).toEqual([
      [event?.id, event?.start?.dateTime],
    ]);
    expect(await ownCopy(world.playground, "carla@example.org", event?.id ?? "")).toMatchObject({
      status: "confirmed",
    });
    await isQuiet(world, LATER + 15 * MINUTE);
  });
});

describe("a page that Krug made twice, because its first answer was lost", () => {
  it("is put in the trash when it turns up; nobody is invited a second time, and nothing is made anew", async () => {
    const world = await openPairWorld();
    const { playground } = world;
    const [session] = await world.sessions();
    const api = new Notion({
      token: playground.notion.botToken,
      baseUrl: NOTION_HOST,
      fetch: playground.fetch,
      paced: call => call(),
    });
    playground.clock.set(LATER);
    const twin = await api.table("sessions", playground.workspace.sessions).create({
      title: session?.values.title ?? "",
      when: session?.values.when ?? null,
      status: "planned",
      kind: "session",
      group: session?.values.group ?? [],
      programme: session?.values.programme ?? [],
      key: session?.values.key ?? "",
    });
    world.newMails();
    expect((await world.runAt(LATER + 5 * MINUTE)).done).toMatchObject({ trash_page: 1 });
    expect(playground.notion.state.pages.get(twin.id)?.trashed).toBe(true);
    expect((await world.sessions()).map(row => row.id)).toEqual([session?.id]);
    expect(await world.live()).toHaveLength(1);
    expect(world.newMails()).toEqual([]);
    await isQuiet(world, LATER + 10 * MINUTE);
    await world.runAt(THURSDAY + 24 * HOUR);
    expect(await world.live()).toHaveLength(1);
    expect(world.newMails()).toEqual([]);
  });
});
