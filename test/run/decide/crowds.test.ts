import { beforeAll, describe, expect, test } from "vitest";
import { DAY, MINUTE } from "../../../src/core/domain/values/time.ts";
import { COORDINATOR } from "../../world/playground.ts";
import { readTable } from "../../world/tables.ts";
import { type Hall, openHall, THURSDAY } from "../hall.ts";

const COUNT = 1002;
const MORNING = THURSDAY + 15 * MINUTE;

/** Pairs of so many people that their round is computed in stages, a piece or two in each message. */
async function openCrowd(): Promise<Hall> {
  const hall = await openHall({ people: COUNT, programme: { name: "Pairs", format: "pair", matching: "best_fit" } });
  hall.playground.connection.budget.computing = 60;
  return hall;
}

async function keptOf(hall: Hall, stage: string): Promise<Map<string, string>> {
  const { results } = await hall.database
    .prepare("SELECT part, content FROM round_stages WHERE stage = ?")
    .bind(stage)
    .all<{ part: string; content: string }>();
  return new Map(results.map(({ part, content }) => [part, content]));
}

/** Invocations until the round's plan is whole, and what was there after each. */
async function untilPlanned(hall: Hall, now = THURSDAY): Promise<number> {
  for (let messages = 1; messages < 60; messages += 1) {
    const { report, continueAfterMs } = await hall.invoke(now);
    expect(report.failed).toEqual([]);
    if ((await keptOf(hall, "plan")).size > 0) return messages;
    expect(continueAfterMs).toBe(0);
    expect(await readTable(hall.playground, "groups")).toEqual([]);
  }
  throw new Error("the round is never planned");
}

describe("a round of a thousand people", () => {
  let hall: Hall;
  let messages = 0;
  beforeAll(async () => {
    hall = await openCrowd();
    messages = await untilPlanned(hall);
  }, 600_000);

  test("is computed in several messages, and nothing of it is made before it is whole", async () => {
    expect(messages).toBeGreaterThan(2);
    expect(await readTable(hall.playground, "groups")).toEqual([]);
  });

  test("is held as a whole, as the sum of all of it, and what was computed stays", async () => {
    const report = await hall.runToEnd();
    expect(report).toMatchObject({ isHeld: true, failed: [], mails: 0 });
    expect(await hall.held()).toMatchObject({ reach: { invitations: COUNT }, over: ["invitations"] });
    expect(await readTable(hall.playground, "groups")).toEqual([]);
    expect((await keptOf(hall, "plan")).size).toBe(1);
  });

  test("stays held under its mark through a message that has nothing to do", async () => {
    const shown = await hall.held();
    const { report } = await hall.invoke(MORNING);
    expect(report).toMatchObject({ failed: [], mails: 0 });
    expect(await hall.held()).toEqual(shown);
    const next = await hall.runToEnd(THURSDAY + DAY);
    expect(next).toMatchObject({ isHeld: true, mails: 0 });
    expect(await hall.held()).toEqual(shown);
  });

  test("goes out with a go, over several messages, everybody once, though somebody leaves in the middle", async () => {
    expect(await hall.go()).toBe(true);
    const at = THURSDAY + DAY + 15 * MINUTE;
    hall.playground.connection.budget.requests = 300;
    let { continueAfterMs } = await hall.invoke(at);
    expect(continueAfterMs).not.toBeNull();
    const groups = await readTable(hall.playground, "groups");
    expect(groups.length).toBeGreaterThan(0);
    expect(groups.length).toBeLessThan(COUNT / 2);
    const inOne = new Set(groups.flatMap(({ values }) => values.members as string[]));
    const leaver = (await readTable(hall.playground, "people")).find(({ id }) => !inOne.has(id));
    await hall.playground.edit(COORDINATOR, "people", leaver?.id ?? "", { status: "left" });
    let most = 0;
    while (continueAfterMs !== null) {
      hall.wait(continueAfterMs);
      const result = await hall.invoke(at);
      expect(result.report.failed).toEqual([]);
      most = Math.max(most, result.report.mails);
      ({ continueAfterMs } = result);
    }
    await hall.runToEnd(at + 15 * MINUTE);
    const formed = await readTable(hall.playground, "groups");
    const members = formed.flatMap(({ values }) => values.members as string[]);
    expect(new Set(members).size).toBe(members.length);
    expect(members).toHaveLength(COUNT - 1);
    expect(members).not.toContain(leaver?.id);
    expect(hall.mails().invitation).toBe(COUNT - 1);
    expect(await hall.held()).toBeNull();
    expect((await keptOf(hall, "plan")).size + (await keptOf(hall, "candidates")).size).toBe(0);
  }, 600_000);
});
