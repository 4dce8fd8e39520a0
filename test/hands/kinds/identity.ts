import { expect } from "vitest";
import { openPairWorld, type PairWorld, THURSDAY } from "../../world/pairWorld.ts";
import { COORDINATOR } from "../../world/playground.ts";
import { readTable } from "../../world/tables.ts";
import type { Kind } from "../scenario.ts";

const DAY = 86_400_000;
const FRIDAY = THURSDAY + DAY;

/** A page of the coordinator's own beside the workspace's tables, and a table of theirs. */
async function ownTable({ playground }: PairWorld, title: string): Promise<string> {
  const made = await playground.notionOf(COORDINATOR).databases.create({
    parent: { type: "page_id", page_id: playground.notion.rootPageId },
    title: [{ type: "text", text: { content: title } }],
    initial_data_source: { properties: { Name: { type: "title", title: {} } } },
  });
  return (made as { data_sources: { id: string }[] }).data_sources[0]?.id ?? "";
}

async function moveTo(world: PairWorld, pageId: string, dataSourceId: string): Promise<void> {
  await world.playground.notionOf(COORDINATOR).pages.move({
    page_id: pageId,
    parent: { type: "data_source_id", data_source_id: dataSourceId },
  });
}

const programmeSays = async ({ playground }: PairWorld) =>
  String((await readTable(playground, "programmes"))[0]?.values.krugSays ?? "");

/** Nothing is left to do, and nobody was mailed since the last time this was asked. */
async function isQuiet(world: PairWorld, at: number): Promise<void> {
  const outcome = await world.runAt(at);
  expect(outcome.failed).toEqual([]);
  expect(outcome.done).toEqual({});
  expect(world.newMails()).toEqual([]);
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
  ],
};
