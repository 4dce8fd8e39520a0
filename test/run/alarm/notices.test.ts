import { describe, expect, test } from "vitest";
import { DAY, MINUTE } from "../../../src/core/domain/values/time.ts";
import { ABOUT_NOTHING } from "../../../src/core/rules/insights/insight.ts";
import type { KeptInsight } from "../../../src/core/rules/insights/settling.ts";
import { tellChat } from "../../../src/run/alarm/notices.ts";
import { RunMirror } from "../../../src/run/world/mirror.ts";
import { insightTable } from "../../../src/store/figures/insights.ts";
import { pageTable } from "../../../src/store/mirror/pages.ts";
import { anId, aPerson, aProgramme, MONDAY } from "../../world/builders.ts";
import { openD1 } from "../../world/d1.ts";

const WEBHOOK = "https://hooks.slack.com/services/secret";
const CONNECTION = { notices: { webhook: WEBHOOK }, hooks: null, language: "en" as const };

const insight = (key: string, more: Partial<KeptInsight> = {}): KeptInsight => ({
  id: "help_carried",
  key,
  programmeId: anId("programme"),
  evidence: { figures: [], n: 12, count: 7, from: 0, to: 1 },
  about: { ...ABOUT_NOTHING, personIds: [anId("Ana")] },
  action: null,
  state: "open",
  since: MONDAY,
  goneAt: null,
  toldAt: null,
  ...more,
});

/** A database that holds these insights, a chat that answers with these statuses in turn, and what it was told. */
async function world(insights: KeptInsight[], statuses: number[]) {
  const sql = openD1();
  await sql.batch([...pageTable.saving(sql, [aProgramme(), aPerson("Ana")]), ...insightTable.saving(sql, insights)]);
  const told: string[] = [];
  const fetcher: typeof fetch = async (_, init) => {
    const status = statuses.shift() ?? 200;
    if (status === 200) told.push((JSON.parse(String(init?.body)) as { text: string }).text);
    return new Response("", { status });
  };
  const tell = async (now: number, connection: Parameters<typeof tellChat>[0]["connection"] = CONNECTION) =>
    tellChat({ connection, fetch: fetcher, sql, mirror: await RunMirror.load(sql, []), now });
  return { sql, told, tell, left: statuses };
}

describe("the coordinator's chat", () => {
  test("is told of all that is new in one message, and never again while it lasts", async () => {
    const { told, tell, sql } = await world([insight("a"), insight("b", { id: "over_time" })], []);
    expect(await tell(MONDAY)).toBeNull();
    expect(told).toEqual([
      "*Krug: what the figures suggest*\n• Pairs: One person carries the help. Ask whether it is too much, and invite others to lead and to offer what they know.\n• Pairs: Meetings run over. Agree who watches the clock, stop five minutes early and carry the rest over to the next session.",
    ]);
    expect((await insightTable.list(sql)).map(one => one.toldAt)).toEqual([MONDAY, MONDAY]);
    expect(await tell(MONDAY + DAY)).toBeNull();
    expect(told).toHaveLength(1);
  });

  test("hears no names, goals or figures", async () => {
    const { told, tell } = await world([insight("a")], []);
    await tell(MONDAY);
    expect(told[0]).not.toMatch(/Ana|\d/);
  });

  test("that is away is tried again a quarter of an hour later, then after longer and longer, and told once", async () => {
    const { told, tell } = await world([insight("a")], [503, 503]);
    expect(await tell(MONDAY)).toBe(MONDAY + 15 * MINUTE);
    expect(await tell(MONDAY + 5 * MINUTE)).toBe(MONDAY + 15 * MINUTE);
    expect(await tell(MONDAY + 15 * MINUTE)).toBe(MONDAY + 45 * MINUTE);
    expect(await tell(MONDAY + 45 * MINUTE)).toBeNull();
    expect(told).toHaveLength(1);
  });

  test("whose webhook is gone is asked once a day", async () => {
    const { tell } = await world([insight("a")], [404, 404]);
    expect(await tell(MONDAY)).toBe(MONDAY + DAY);
  });

  test("is not told what ended meanwhile, and nothing is sent where there is no chat", async () => {
    const { told, tell } = await world([insight("a", { state: "gone", goneAt: MONDAY })], []);
    expect(await tell(MONDAY)).toBeNull();
    const other = await world([insight("a")], []);
    expect(await other.tell(MONDAY, { ...CONNECTION, notices: null })).toBeNull();
    expect([...told, ...other.told]).toEqual([]);
  });
});
