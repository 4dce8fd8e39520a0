import type { Client } from "@notionhq/client";
import { expect } from "vitest";
import { isLetter } from "../../../src/core/domain/letter.ts";
import type { PlainValue, SourceKey } from "../../../src/core/domain/values/row.ts";
import { DAY, HOUR, MINUTE } from "../../../src/core/domain/values/time.ts";
import { buildWorkspace } from "../../../src/notion/building.ts";
import { Notion } from "../../../src/notion/notion.ts";
import { outageTable } from "../../../src/store/runs/outages.ts";
import { outageSentence } from "../../../src/text/operating/outages.ts";
import { inProcessRunner } from "../../demo/inProcess.ts";
import type { RunOutcome } from "../../demo/play.ts";
import { type CircleWorld, started } from "../../world/circle.ts";
import { type LocalD1, openD1 } from "../../world/d1.ts";
import { openPairWorld, type PairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { move, moveFollowing } from "../../world/people.ts";
import { COORDINATOR, NOTION_HOST } from "../../world/playground.ts";
import { readTable } from "../../world/tables.ts";
import type { Kind } from "../scenario.ts";

const FRIDAY = THURSDAY + DAY;

/** A page of the coordinator's own beside the workspace's tables, and a table of theirs. */
async function ownTable({ playground }: Pick<PairWorld, "playground">, title: string): Promise<string> {
  const made = await playground.notionOf(COORDINATOR).databases.create({
    parent: { type: "page_id", page_id: playground.notion.rootPageId },
    title: [{ type: "text", text: { content: title } }],
    initial_data_source: { properties: { Name: { type: "title", title: {} } } },
  });
  return (made as { data_sources: { id: string }[] }).data_sources[0]?.id ?? "";
}

async function moveTo(
  { playground }: Pick<PairWorld, "playground">,
  pageId: string,
  dataSourceId: string,
): Promise<void> {
  await playground.notionOf(COORDINATOR).pages.move({
    page_id: pageId,
    parent: { type: "data_source_id", data_source_id: dataSourceId },
  });
}

const programmeSays = async ({ playground }: Pick<PairWorld, "playground">) =>
  String((await readTable(playground, "programmes"))[0]?.values.krugSays ?? "");

/** Nothing is left to do, and nobody was mailed since the last time this was asked. */
async function isQuiet(world: PairWorld, at: number): Promise<void> {
  const outcome = await world.runAt(at);
  expect(outcome.failed).toEqual([]);
  expect(outcome.done).toEqual({});
  expect(world.newMails()).toEqual([]);
}

/** Duplicates a page, as Notion's menu does: every column is copied, and whoever does it has made the copy. */
async function duplicate(
  { playground }: PairWorld,
  source: SourceKey,
  pageId: string,
  changed: Record<string, PlainValue> = {},
): Promise<string> {
  const row = (await readTable(playground, source)).find(one => one.id === pageId);
  const copied = Object.entries(row?.values ?? {}).filter(([, value]) => value !== null);
  return playground.add(source, { ...Object.fromEntries(copied), ...changed });
}

async function says({ playground }: PairWorld, source: SourceKey, pageId: string): Promise<string> {
  const row = (await readTable(playground, source)).find(one => one.id === pageId);
  return String(row?.values.krugSays ?? "");
}

async function onlySession(world: PairWorld): Promise<string> {
  const [session] = await world.sessions();
  expect(session?.values.status).toBe("planned");
  return session?.id ?? "";
}

async function sessionMovedAway(): Promise<void> {
  const world = await openPairWorld();
  const [before] = await world.live();
  const sessionId = await onlySession(world);
  const archive = await ownTable(world, "Archive");
  await moveTo(world, sessionId, archive);
  await world.runAt(FRIDAY);
  expect(world.newMails()).toEqual([]);
  expect(await world.live()).toEqual([before]);
  expect(await world.sessions()).toEqual([]);
  expect(await world.comments(sessionId)).toEqual([expect.stringContaining("is no longer in “Sessions”")]);
  expect(await programmeSays(world)).toContain("is no longer in “Sessions”");
  await isQuiet(world, FRIDAY + 60_000);
  await isQuiet(world, FRIDAY + 2 * DAY);
  expect(await world.comments(sessionId)).toHaveLength(1);
  await moveTo(world, sessionId, world.playground.workspace.sessions.dataSourceId);
  await world.runAt(FRIDAY + 2 * DAY + 60_000);
  expect(world.newMails()).toEqual([]);
  expect(await programmeSays(world)).toBe("");
  expect(await world.sessions()).toHaveLength(1);
  expect(await world.live()).toHaveLength(1);
  await isQuiet(world, FRIDAY + 2 * DAY + 120_000);
}

/** A group, somebody's page or the programme moves away: its meeting stands, the rest of three rounds starts without it. */
async function otherMovedAway(source: "groups" | "people" | "programmes"): Promise<void> {
  const world = await openPairWorld();
  const events = await world.live();
  const [page] = await readTable(world.playground, source);
  const pageId = page?.id ?? "";
  await moveTo(world, pageId, await ownTable(world, "Archive"));
  await world.runAt(FRIDAY);
  expect(world.newMails()).toEqual([]);
  expect(await world.live()).toEqual(events);
  if (source === "programmes") expect(await world.comments(pageId)).toEqual([expect.stringContaining("“Programmes”")]);
  else expect(await programmeSays(world)).toContain("is no longer in");
  await isQuiet(world, FRIDAY + 60_000);
  await world.runAt(FRIDAY + 7 * DAY);
  expect((await world.live()).slice(0, events.length)).toEqual(events);
  if (source !== "groups") expect(await world.live()).toHaveLength(events.length);
  world.newMails();
  await isQuiet(world, FRIDAY + 7 * DAY + 60_000);
  await moveTo(world, pageId, world.playground.workspace[source].dataSourceId);
  await world.runAt(FRIDAY + 8 * DAY);
  expect(await programmeSays(world)).not.toContain("is no longer in");
  if (source !== "groups") expect((await world.live()).length).toBeGreaterThan(events.length);
}

/** A circle whose first meeting was held; its group's page is moved away once `before` has happened. */
async function circleMovedAway(before: (world: CircleWorld) => Promise<void>) {
  const world = await started();
  const { playground } = world;
  const [first] = await world.meetings();
  const at = (first?.startsAt ?? 0) + DAY;
  await world.runUntilQuiet(at);
  playground.clock.set(at + 30 * MINUTE);
  await before(world);
  const [group] = await readTable(playground, "groups");
  await moveTo({ playground }, group?.id ?? "", await ownTable({ playground }, "Archive"));
  return {
    world,
    at: at + DAY,
    bringBack: () => moveTo({ playground }, group?.id ?? "", playground.workspace.groups.dataSourceId),
  };
}

async function draggedWhileGroupIsAway(): Promise<void> {
  const { world, at, bringBack } = await circleMovedAway(async () => {});
  await world.run(at);
  expect(await programmeSays(world)).toContain("is no longer in");
  const before = await world.meetings();
  await moveFollowing(world.playground, before[2]?.event.id ?? "", 2 * HOUR);
  world.mails();
  await world.run(at + HOUR);
  await world.run(at + HOUR + 5 * MINUTE);
  const moved = before.map(({ sessionId, startsAt }, place) => [sessionId, startsAt + (place < 2 ? 0 : 2 * HOUR)]);
  const stands = async () => {
    expect((await world.meetings()).map(({ sessionId, startsAt }) => [sessionId, startsAt])).toEqual(moved);
    const pages = (await world.pages()).map(({ id, values }) => {
      expect(values.status).toBe("planned");
      return [id, Date.parse((values.when as { start: string }).start)];
    });
    expect(pages).toEqual(moved);
    expect(world.mails()).toEqual([]);
  };
  await stands();
  await bringBack();
  await world.runUntilQuiet(at + 2 * DAY);
  await stands();
}

/** A run in which Google makes no series. */
async function runWithoutNewSeries({ playground, disturbed }: CircleWorld): Promise<void> {
  await disturbed(playground.clock.now(), ({ fetch, sql }) => ({
    sql,
    fetch: (async (input: RequestInfo | URL, init?: RequestInit) => {
      const request = new Request(input, init);
      if (request.method === "POST" && (await request.clone().text()).includes("RRULE")) throw new Error("no answer");
      return fetch(request);
    }) as typeof fetch,
  }));
}

async function heirOfGroupAway(): Promise<void> {
  const { world, at, bringBack } = await circleMovedAway(async one => {
    await one.edit(one.ids.get("Carla") ?? "", { status: "left" }, "people");
    await runWithoutNewSeries(one);
    expect(await one.meetings()).toHaveLength(1);
    one.mails();
  });
  const onlyCarlaHears = () => expect(world.mails().filter(mail => mail !== "cancellation to carla")).toEqual([]);
  await world.run(at);
  expect(await programmeSays(world)).toContain("is no longer in");
  expect(await world.meetings()).toHaveLength(8);
  onlyCarlaHears();
  await bringBack();
  await world.runUntilQuiet(at + DAY);
  const guests = (await world.meetings()).map(one => one.guests.join());
  expect(guests.slice(1)).toEqual(Array(7).fill("ana,boris,dan"));
  onlyCarlaHears();
}

async function movedToOtherTable(): Promise<void> {
  const world = await openPairWorld();
  const events = await world.live();
  const sessionId = await onlySession(world);
  await moveTo(world, sessionId, world.playground.workspace.roadmap.dataSourceId);
  await world.runAt(THURSDAY + 120_000);
  expect(world.newMails()).toEqual([]);
  expect(await world.live()).toEqual(events);
  expect(await world.comments(sessionId)).toEqual([expect.stringContaining("is no longer in “Sessions”")]);
  await isQuiet(world, THURSDAY + 180_000);
  await isQuiet(world, FRIDAY + 60_000);
  await moveTo(world, sessionId, world.playground.workspace.sessions.dataSourceId);
  await world.runAt(FRIDAY + 120_000);
  expect(await programmeSays(world)).toBe("");
  await isQuiet(world, FRIDAY + 180_000);
}

/** Nothing has told that the page is elsewhere when the calendar asks for a write to it. */
async function movedThenFollowed(): Promise<void> {
  const world = await openPairWorld();
  const [event] = await world.live();
  const sessionId = await onlySession(world);
  await world.runAt(THURSDAY + 60_000);
  await moveTo(world, sessionId, await ownTable(world, "Archive"));
  await move(world.playground, "ana@example.org", event?.id ?? "", 3_600_000);
  world.newMails();
  await world.runAt(THURSDAY + 180_000);
  expect(world.newMails()).toEqual([]);
  const movedBy = Date.parse((await world.live())[0]?.start?.dateTime ?? "") - Date.parse(event?.start?.dateTime ?? "");
  expect(movedBy).toBe(3_600_000);
  expect(await world.comments(sessionId)).toEqual([expect.stringContaining("is no longer in “Sessions”")]);
  await isQuiet(world, THURSDAY + 240_000);
  await moveTo(world, sessionId, world.playground.workspace.sessions.dataSourceId);
  await world.runAt(FRIDAY);
  expect(world.newMails()).toEqual([]);
  const [session] = await world.sessions();
  const startsAt = (await world.live())[0]?.start?.dateTime ?? "";
  expect(session?.values.when).toMatchObject({ start: startsAt.replace(/\.000Z$/, "Z") });
  await isQuiet(world, FRIDAY + 60_000);
}

async function unreadable(): Promise<void> {
  const world = await openPairWorld();
  const events = await world.live();
  const sessionId = await onlySession(world);
  const within = await world.playground.notionOf(COORDINATOR).pages.create({
    parent: { type: "workspace", workspace: true },
    properties: { title: [{ type: "text", text: { content: "Private" } }] } as never,
  });
  await world.playground.notionOf(COORDINATOR).pages.move({
    page_id: sessionId,
    parent: { type: "page_id", page_id: within.id },
  });
  await world.runAt(FRIDAY);
  expect(world.newMails()).toEqual([]);
  expect(await world.live()).toEqual(events);
  expect(await programmeSays(world)).toContain("can’t be read any more");
  await isQuiet(world, FRIDAY + 60_000);
  await isQuiet(world, FRIDAY + DAY);
}

async function lostAfterMove(): Promise<void> {
  const world = await openPairWorld();
  const events = await world.live();
  await moveTo(world, await onlySession(world), await ownTable(world, "Archive"));
  const run = runnerOn(world, openD1());
  for (const when of [FRIDAY, FRIDAY + 60_000, FRIDAY + DAY]) {
    await run(when);
    expect(world.newMails()).toEqual([]);
    expect(await world.live()).toEqual(events);
  }
}

async function untouchedCopy(source: "sessions" | "groups" | "programmes" | "people"): Promise<void> {
  const world = await openPairWorld();
  const [event] = await world.live();
  const [original] = await readTable(world.playground, source);
  const sessions = (await world.sessions()).length;
  const copy = await duplicate(world, source, original?.id ?? "");
  await world.runAt(FRIDAY);
  expect(world.newMails()).toEqual([]);
  expect(await world.live()).toEqual([event]);
  expect(await says(world, source, copy)).toContain("an unchanged copy of another one");
  expect(await says(world, source, original?.id ?? "")).toBe("");
  expect((await readTable(world.playground, source)).map(row => row.id)).toContain(copy);
  await isQuiet(world, FRIDAY + 60_000);
  await isQuiet(world, FRIDAY + DAY);
  expect(await world.sessions()).toHaveLength(sessions + (source === "sessions" ? 1 : 0));
}

async function copyOfQuestion(): Promise<void> {
  const world = await openPairWorld({ people: ["ana", "boris", "carla"] });
  const { playground, ids } = world;
  const board = await playground.add("programmes", {
    name: "Board",
    status: "active",
    format: "open",
    zone: "Europe/Berlin",
    language: "en",
    start: at("2027-01-04"),
  });
  for (const name of ["ana", "boris", "carla"])
    await world.edit("people", ids[name] ?? "", { programmes: [ids.programme ?? "", board] });
  const asked = { question: "How do I test a queue?", askedBy: [ids.ana ?? ""], programme: [board] };
  const question = await playground.add("help", { ...asked, takenBy: [ids.boris ?? ""] });
  const meetings = async () => (await world.live()).filter(event => !isLetter(event.id ?? ""));
  /** Runs until all that follows is done; the mails it led to. */
  const runs = async (hour: number) => {
    for (const more of [0, 15, 30]) await world.runAt(FRIDAY + (60 * hour + more) * 60_000);
    return world.newMails();
  };
  await runs(0);
  const before = await meetings();
  const copy = await duplicate(world, "help", question);
  expect(await runs(1)).toEqual([]);
  expect(await says(world, "help", copy)).toContain("an unchanged copy of another one");
  expect(await meetings()).toEqual(before);
  await world.edit("help", copy, { question: "How do I empty a queue?" });
  expect(await runs(2)).toEqual([]);
  const row = (await readTable(playground, "help")).find(one => one.id === copy);
  expect(row?.values).toMatchObject({ takenBy: [], state: "open" });
  await world.edit("help", copy, { takenBy: [ids.carla ?? ""] });
  expect(await runs(3)).toEqual(["invitation ana@example.org", "invitation carla@example.org"]);
  expect(await meetings()).toHaveLength(before.length + 1);
}

async function copyOfSessionEdited(): Promise<void> {
  const world = await openPairWorld();
  const [event] = await world.live();
  const sessionId = await onlySession(world);
  const copy = await duplicate(world, "sessions", sessionId);
  await world.runAt(FRIDAY);
  // The first page moves on meanwhile: the copy, which still says what it said, stays what it is.
  await world.edit("sessions", sessionId, { when: at("2027-01-13T10:00:00Z") });
  await world.runAt(FRIDAY + 3_600_000);
  expect(world.newMails()).toEqual(["update ana@example.org", "update boris@example.org"]);
  expect((await world.live()).map(one => one.id)).toEqual([event?.id]);
  expect(await says(world, "sessions", copy)).toContain("an unchanged copy of another one");
  await world.edit("sessions", copy, { when: at("2027-01-14T12:00:00Z"), title: "Once more" });
  await world.runAt(FRIDAY + 2 * 3_600_000);
  expect(world.newMails()).toEqual(["invitation ana@example.org", "invitation boris@example.org"]);
  expect((await world.live()).map(one => one.summary)).toEqual([event?.summary, "Once more"]);
  expect(await says(world, "sessions", copy)).toBe("");
  await isQuiet(world, FRIDAY + 3 * 3_600_000);
}

async function copyOfGroupRenamed(): Promise<void> {
  const world = await openPairWorld({ people: ["ana", "boris", "carla", "dan"] });
  const before = await world.live();
  const pages = world.playground.notion.state.pages.size;
  const [group] = await readTable(world.playground, "groups");
  const copy = await duplicate(world, "groups", group?.id ?? "", { name: "Book club" });
  await world.runAt(FRIDAY);
  expect(await says(world, "groups", copy)).toContain("(“Members” and “Round”)");
  expect(await world.live()).toEqual(before);
  await isQuiet(world, FRIDAY + 60_000);
  await isQuiet(world, FRIDAY + DAY);
  expect(world.playground.notion.state.pages.size).toBe(pages + 1);
  const first = [group?.values.members ?? []].flat().map(String);
  const others = ["ana", "boris", "carla", "dan"].flatMap(name => world.ids[name] ?? []);
  const members = [first[0] ?? "", others.find(id => !first.includes(id)) ?? ""];
  await world.edit("groups", copy, { members });
  await world.runAt(FRIDAY + DAY + 60_000);
  expect(await says(world, "groups", copy)).toBe("");
  const guests = (await world.live()).map(event => (event.attendees ?? []).length);
  expect(guests).toEqual([2, 2]);
}

async function copyOfThree(): Promise<void> {
  const world = await openPairWorld({ people: ["ana", "boris", "carla"] });
  const [group] = await readTable(world.playground, "groups");
  const copy = await duplicate(world, "groups", group?.id ?? "");
  await world.runAt(FRIDAY);
  await world.edit("groups", copy, { members: [world.ids.ana ?? "", world.ids.carla ?? ""] });
  await world.runAt(FRIDAY + 60_000);
  await world.runAt(FRIDAY + 120_000);
  expect(await says(world, "groups", copy)).toBe("");
  const guests = (await world.live()).flatMap(event => (event.attendees ?? []).map(guest => guest.email));
  expect(guests.sort()).toEqual(["ana@example.org", "boris@example.org", "carla@example.org"]);
  world.newMails();
  await isQuiet(world, FRIDAY + 180_000);
}

async function copyOfPersonRenamed(): Promise<void> {
  const world = await openPairWorld();
  const [event] = await world.live();
  const copy = await duplicate(world, "people", world.ids.ana ?? "", { name: "Ann" });
  await world.runAt(FRIDAY);
  expect(world.newMails()).toEqual([]);
  expect(await world.live()).toEqual([event]);
  expect(await says(world, "people", copy)).toContain("is also on another page (Ana)");
  expect(await says(world, "people", world.ids.ana ?? "")).toBe("");
  await isQuiet(world, FRIDAY + 60_000);
}

async function groupEnded(): Promise<void> {
  const world = await openPairWorld();
  const [group] = await readTable(world.playground, "groups");
  const sessionId = await onlySession(world);
  // Else the two would be drawn for each other again.
  await world.edit("programmes", world.ids.programme ?? "", { matching: "by_hand" });
  await world.edit("groups", group?.id ?? "", { status: "ended" });
  await world.runAt(FRIDAY);
  expect(world.newMails()).toEqual(["cancellation ana@example.org", "cancellation boris@example.org"]);
  expect(await world.live()).toEqual([]);
  await isQuiet(world, FRIDAY + 60_000);
  // Taken up again by hand, and another one entered.
  await world.edit("sessions", sessionId, { status: "planned" });
  const entered = await world.playground.add("sessions", {
    title: "Once more",
    group: [group?.id ?? ""],
    programme: [world.ids.programme ?? ""],
    status: "planned",
    when: at("2027-01-14T12:00:00Z"),
  });
  await world.runAt(FRIDAY + 120_000);
  expect(await world.live()).toEqual([]);
  expect(world.newMails()).toEqual([]);
  for (const id of [sessionId, entered]) expect(await says(world, "sessions", id)).toContain("The group has ended");
  await isQuiet(world, FRIDAY + 180_000);
  await world.edit("groups", group?.id ?? "", { status: "active" });
  await world.runAt(FRIDAY + 240_000);
  expect(await world.live()).toHaveLength(2);
  expect(await says(world, "sessions", entered)).toBe("");
}

/** Duplicates a table with its pages, as Notion's menu does: every column comes with its description, and so do the marks. */
async function duplicateTable({ playground }: PairWorld, source: SourceKey, title: string): Promise<string> {
  const notion = playground.notionOf(COORDINATOR);
  const { dataSourceId } = playground.workspace[source];
  const table = await notion.dataSources.retrieve({ data_source_id: dataSourceId });
  const columns = Object.entries(table.properties).map(([name, { type, description, ...rest }]) => {
    const settings = (rest as Record<string, { options?: { name: string }[] }>)[type] ?? {};
    const options = settings.options?.map(option => ({ ...option, id: undefined }));
    // What a relation shows in the other table stays there: the copy's gets a column of its own.
    const own = "dual_property" in settings ? { ...settings, dual_property: {} } : settings;
    return [name, { description, [type]: options === undefined ? own : { options } }];
  });
  const made = await notion.databases.create({
    parent: { type: "page_id", page_id: playground.notion.rootPageId },
    title: [{ type: "text", text: { content: title } }],
    initial_data_source: { properties: Object.fromEntries(columns) as never },
  });
  const copyId = (made as { data_sources: { id: string }[] }).data_sources[0]?.id ?? "";
  for (const page of await allPages(notion, dataSourceId)) {
    const values = Object.entries(page.properties).map(([name, value]) => [name, { ...value, id: undefined }]);
    await notion.pages.create({
      parent: { type: "data_source_id", data_source_id: copyId },
      properties: Object.fromEntries(values) as never,
    });
  }
  return copyId;
}

async function allPages(notion: Client, dataSourceId: string): Promise<{ properties: Record<string, object> }[]> {
  const { results } = await notion.dataSources.query({ data_source_id: dataSourceId });
  return results as unknown as { properties: Record<string, object> }[];
}

async function tableDuplicated(source: SourceKey, isLost: boolean): Promise<void> {
  const world = await openPairWorld();
  const events = await world.live();
  const rows = (await readTable(world.playground, source)).length;
  const copyId = await duplicateTable(world, source, "Copy");
  const run = isLost ? runnerOn(world, openD1()) : world.runAt;
  for (const at of [FRIDAY, FRIDAY + 60_000, FRIDAY + DAY]) {
    const outcome = await run(at);
    expect(outcome.failed).toEqual([]);
    expect(await world.live()).toEqual(events);
    expect(world.newMails()).toEqual([]);
  }
  const copies = await allPages(world.playground.notionOf(COORDINATOR), copyId);
  expect(copies).toHaveLength(rows);
  await world.edit("people", world.ids.ana ?? "", { level: 9 });
  await run(FRIDAY + DAY + 60_000);
  expect(await says(world, "people", world.ids.ana ?? "")).not.toBe("");
}

/** Runs of a Worker with another database. */
function runnerOn({ playground }: PairWorld, database: LocalD1): (at: number) => Promise<RunOutcome> {
  const runner = inProcessRunner(playground, database);
  return at => {
    playground.clock.set(at);
    return runner.run(at, "test");
  };
}

async function tableContested(): Promise<void> {
  const world = await openPairWorld();
  await duplicateTable(world, "resources", "Reading list");
  const database = openD1();
  const run = runnerOn(world, database);
  for (const at of [FRIDAY, FRIDAY + 60_000]) {
    const outcome = await run(at);
    expect(outcome.failed.join()).toMatch(/“Resources” \(http.*“Reading list” \(http/);
    expect(outcome.done).toEqual({});
    expect(world.newMails()).toEqual([]);
  }
  const [stop] = await outageTable.list(database);
  expect(outageSentence(stop ?? { what: "notion_blocked", until: null }, "UTC", "en")).toContain("“Reading list”");
  const { notion } = world.playground;
  const api = new Notion({
    token: notion.botToken,
    baseUrl: NOTION_HOST,
    fetch: world.playground.fetch,
    paced: call => call(),
  });
  await expect(buildWorkspace(api, notion.rootPageId, "en")).rejects.toThrow(
    /“Resources” \(http.*“Reading list” \(http/,
  );
}

function at(start: string): { start: string; end: string } {
  return { start, end: new Date(Date.parse(start) + 45 * 60_000).toISOString() };
}

export const identity: Kind = {
  name: "identity",
  title: "Identity has a place",
  rule: "A page is a page of its own table. One that left it, and copies of pages and databases, lead to no second meeting; the event lives on and somebody is told.",
  scenarios: [
    {
      act: "The coordinator moves a session’s page to a database of their own",
      outcome:
        "The event stays as it is and no other page is made; the page, the programme’s page and the dashboard say so, once. Moved back it goes on as before, without a mail",
      play: sessionMovedAway,
    },
    ...(
      [
        ["groups", "a group’s page"],
        ["people", "somebody’s page to a database of former participants"],
        ["programmes", "a programme’s page"],
      ] as const
    ).map(([source, what]) => ({
      act: `The coordinator moves ${what}${source === "people" ? "" : " to a database of their own"}`,
      outcome: `Its meetings stand, and nothing new starts from it; ${source === "programmes" ? "the page" : "the programme’s page"} and the dashboard say so. Moved back it goes on`,
      play: () => otherMovedAway(source),
    })),
    {
      act: "The coordinator moves the page of a circle in mid-round to a database of their own, and somebody drags its series from one meeting on",
      outcome:
        "Each meeting takes place where it was dragged, its page says so, and Krug mails nobody; back in its place nothing changes",
      play: draggedWhileGroupIsAway,
    },
    {
      act: "Somebody leaves a circle, Google fails as the rest of its series is to be made anew without them, and the coordinator moves the group’s page to a database of their own",
      outcome:
        "Its meetings take place all the same, and those who stay are not mailed; once the page is back, whoever left is on none of them",
      play: heirOfGroupAway,
    },
    {
      act: "Somebody drags a session’s page into another of Krug’s tables",
      outcome: "It is not taken for a page of that table; the event stays, and the page says where it belongs",
      play: movedToOtherTable,
    },
    {
      act: "A session’s page is moved away, and before anything has told of it a guest moves the event",
      outcome:
        "Nothing is written to the page where it stands now; the event stays as the guest put it, and the page follows once it is back",
      play: movedThenFollowed,
    },
    {
      act: "A session’s page is moved to where Krug can’t read it",
      outcome: "The event stays as it is and no other page is made; the programme’s page and the dashboard say so",
      play: unreadable,
    },
    {
      act: "A session’s page is moved away, and Krug’s database is lost afterwards",
      outcome: "The event stays as it is, and nobody is invited to another one in its place",
      play: lostAfterMove,
    },
    ...(
      [
        ["sessions", "a session"],
        ["groups", "a group"],
        ["programmes", "a running programme"],
        ["people", "somebody’s page"],
      ] as const
    ).map(([source, what]) => ({
      act: `Somebody duplicates ${what} and leaves the copy as it is`,
      outcome: "The copy waits and says what to change; nobody is invited or matched twice, and the first page goes on",
      play: () => untouchedCopy(source),
    })),
    {
      act: "Somebody duplicates a question on the help board that is taken, and later writes another question on the copy",
      outcome:
        "The copy waits and says what to change; nobody is asked to help twice. With a question of its own it is a new one, and who takes it meets who asked",
      play: copyOfQuestion,
    },
    {
      act: "Somebody duplicates a session; the first one moves to another time, and later they give the copy its own",
      outcome:
        "The copy waits although the first page says something else by now; with a time of its own it is a session of its own, and both are invited to it",
      play: copyOfSessionEdited,
    },
    {
      act: "Somebody duplicates a group and gives the copy another name, and later other members",
      outcome:
        "Under another name it is still the same people: it waits and says what to change, and nobody is called off or invited. With other members it is a group of its own",
      play: copyOfGroupRenamed,
    },
    {
      act: "Somebody duplicates a group of three and takes one of them off the copy",
      outcome:
        "The copy is a group of its own, whoever Krug then adds to it; each of the three is invited to one meeting",
      play: copyOfThree,
    },
    {
      act: "Somebody duplicates the page of a person in a group and changes only the name",
      outcome:
        "The person goes on as before; the new page is told that its address stands on another one, and nobody is called off",
      play: copyOfPersonRenamed,
    },
    ...(["sessions", "groups", "people", "programmes"] as const).flatMap(source => [
      {
        act: `Somebody duplicates the whole table of ${source}, marks and pages`,
        outcome: "Krug goes on with the table it knows; nobody is invited twice, and the copy is left alone",
        play: () => tableDuplicated(source, false),
      },
      {
        act: `Somebody duplicates the whole table of ${source}, and Krug’s database is lost afterwards`,
        outcome: "The right table is the one the events’ pages belong together with; nobody is invited twice",
        play: () => tableDuplicated(source, true),
      },
    ]),
    {
      act: "Somebody duplicates a table that no event leads to, and Krug’s database is lost, or setup is run again",
      outcome:
        "Krug stops and names both tables with their addresses, in the report, on the dashboard, in doctor and in setup, and says what to do",
      play: tableContested,
    },
    {
      act: "The coordinator sets a group to Ended while a session is planned, then takes the session up again and enters another",
      outcome:
        "The session is called off once; to the other two nobody is invited, and their pages say that the group has ended. Set to Active again, the group’s sessions are invited to",
      play: groupEnded,
    },
  ],
};
