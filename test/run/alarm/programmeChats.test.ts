import { expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "../../../src/core/domain/values/time.ts";
import { tellProgrammes } from "../../../src/run/alarm/programmeChats.ts";
import { RunMirror } from "../../../src/run/world/mirror.ts";
import { pageTable } from "../../../src/store/mirror/pages.ts";
import { chatTable } from "../../../src/store/runs/chats.ts";
import { ChatSimulator } from "../../simulators/chats.ts";
import { anId, aPerson, aProgramme, aQuestion, MONDAY } from "../../world/builders.ts";
import { openD1 } from "../../world/d1.ts";

const PROGRAMME = anId("programme");
/** Nine in the morning of the programme, and of the days after. */
const NINE = MONDAY + 2 * HOUR;

async function opened(service: Parameters<ChatSimulator["open"]>[0]) {
  const sql = openD1();
  const chats = new ChatSimulator();
  const address = chats.open(service);
  await (await chatTable.naming(sql, PROGRAMME, address, MONDAY - 3 * DAY)).run();
  const rows = [aProgramme({ format: "micro" }), aPerson("Ana")];
  await sql.batch(pageTable.saving(sql, rows));
  const ask = async (title: string, createdAt: number) =>
    sql.batch(pageTable.saving(sql, [{ ...aQuestion(title, { askedBy: [anId("Ana")] }), id: anId(title), createdAt }]));
  const tellAt = async (now: number, fetcher: typeof fetch = chats.fetch) =>
    tellProgrammes({ sql, fetch: fetcher, mirror: await RunMirror.load(sql, []), now });
  return { sql, chats, address, ask, tellAt };
}

test.each(["slack", "discord", "teams", "google_chat"] as const)(
  "%s is told once a day what is new, and nothing where nothing is",
  async service => {
    const { chats, ask, tellAt } = await opened(service);
    await ask("How to test a queue that retries?", MONDAY - DAY);
    expect(await tellAt(NINE - MINUTE)).toBe(NINE);
    expect(chats.taken).toEqual([]);
    expect(await tellAt(NINE)).toBe(NINE + DAY);
    await ask("How to plan a week?", MONDAY + HOUR);
    for (const later of [15 * MINUTE, 3 * HOUR, 20 * HOUR]) await tellAt(NINE + later);
    expect(chats.taken.map(({ text }) => text.includes("How to test a queue"))).toEqual([true]);
    expect(chats.taken[0]?.text).toContain("https://notion.test/");
    expect(chats.taken[0]?.text).not.toContain("Ana");
    await tellAt(NINE + DAY);
    expect(chats.taken).toHaveLength(2);
    await tellAt(NINE + 2 * DAY);
    expect(chats.taken).toHaveLength(2);
  },
);

test("a chat that is asked too often is asked again when it says so, and told the same", async () => {
  const { chats, ask, tellAt } = await opened("discord");
  await ask("How to plan a week?", MONDAY - DAY);
  chats.limit(1, 3600);
  expect(await tellAt(NINE)).toBe(NINE + HOUR);
  await tellAt(NINE + 30 * MINUTE);
  expect(chats.asked).toBe(1);
  await tellAt(NINE + HOUR);
  expect(chats.taken).toHaveLength(1);
});

test("a webhook that is no more is told of once, and not asked again until it is named anew", async () => {
  const { sql, chats, address, ask, tellAt } = await opened("slack");
  await ask("How to plan a week?", MONDAY - DAY);
  chats.remove(address);
  await tellAt(NINE);
  for (const day of [1, 2, 3]) expect(await tellAt(NINE + day * DAY)).toBeNull();
  expect(chats.asked).toBe(1);
  const { notices } = await RunMirror.load(sql, []);
  expect(notices.map(({ problem }) => problem)).toEqual([{ code: "chat_gone", host: "hooks.slack.com" }]);
  await (await chatTable.naming(sql, PROGRAMME, chats.open("teams"), NINE + 4 * DAY)).run();
  await tellAt(NINE + 4 * DAY);
  expect(chats.taken).toHaveLength(1);
});

test("nothing comes twice where the answer is lost, or the Worker ends in between", async () => {
  const { chats, ask, tellAt } = await opened("google_chat");
  await ask("How to plan a week?", MONDAY - DAY);
  const lost: typeof fetch = async (input, init) => {
    await chats.fetch(input, init);
    throw new TypeError("the connection was closed");
  };
  await tellAt(NINE, lost);
  for (const later of [15 * MINUTE, DAY, 2 * DAY]) await tellAt(NINE + later);
  expect(chats.taken).toHaveLength(1);
});

test("the address is read as it was named, and its host beside it", async () => {
  const { sql, address } = await opened("slack");
  const [chat] = await chatTable.list(sql);
  expect(chat).toMatchObject({ address, host: "hooks.slack.com" });
});
