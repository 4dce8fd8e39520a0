import { describe, expect, test } from "vitest";
import { list } from "../../src/core/domain/values/row.ts";
import { DAY, HOUR, MINUTE } from "../../src/core/domain/values/time.ts";
import { COORDINATOR } from "../world/playground.ts";
import { readTable } from "../world/tables.ts";
import { type Hall, openHall, THURSDAY } from "./hall.ts";
import { Crash, dyingAfter, LEASE_MS } from "./killed.ts";

/** Circles of twelve whose first round stands, and whose people are looked at ten at a time from then on. */
async function standing(people = 108): Promise<Hall> {
  const hall = await openHall({ people });
  await hall.runToEnd();
  await hall.go();
  await hall.runToEnd(THURSDAY + 15 * MINUTE);
  Object.assign(hall.playground.connection.budget, { living: 20, slice: 10 });
  return hall;
}

/** Each circle's next session begins an hour later. */
async function moveAll(hall: Hall): Promise<number> {
  const sessions = await readTable(hall.playground, "sessions");
  const later = (at: string) => new Date(Date.parse(at) + HOUR).toISOString();
  for (const { id, values } of sessions) {
    const when = values.when as { start: string; end: string };
    await hall.playground.edit(COORDINATOR, "sessions", id, {
      when: { start: later(when.start), end: later(when.end) },
    });
  }
  return sessions.length;
}

/** All that lives is looked at, however small what people did. */
async function everythingIsDue(hall: Hall): Promise<void> {
  await hall.database.prepare("UPDATE state SET value = '0' WHERE key = 'due_at'").run();
}

const NOON = THURSDAY + 4 * HOUR;

describe("a look in slices", () => {
  test("moves that are too many together wait together, though each slice has few; and a go moves each once", async () => {
    const hall = await standing();
    const before = hall.mails();
    await moveAll(hall);
    await everythingIsDue(hall);
    const report = await hall.runToEnd(NOON);
    expect(hall.mails()).toEqual(before);
    expect(report.mails).toBe(0);
    const held = await hall.held();
    expect(held).toMatchObject({ over: ["moves"], reach: { moves: 108 } });
    expect(held?.subjects).toHaveLength(9);
    await everythingIsDue(hall);
    await hall.runToEnd(NOON + 15 * MINUTE);
    expect((await hall.held())?.mark).toBe(held?.mark);
    expect(await hall.go()).toBe(true);
    await hall.runToEnd(NOON + 30 * MINUTE);
    expect(hall.mails()).toEqual({ ...before, update: 108 });
    expect(await hall.held()).toBeNull();
    await hall.runToEnd(NOON + 45 * MINUTE);
    expect(hall.mails()).toEqual({ ...before, update: 108 });
  });

  test("killed at any answer it goes on, and comes to the same", async () => {
    const hall = await standing(36);
    const before = hall.mails();
    const [session] = await readTable(hall.playground, "sessions");
    const when = session?.values.when as { start: string; end: string };
    const later = (at: string) => new Date(Date.parse(at) + HOUR).toISOString();
    await hall.playground.edit(COORDINATOR, "sessions", session?.id ?? "", {
      when: { start: later(when.start), end: later(when.end) },
    });
    for (let answers = 1; answers < 60; answers += 3) {
      try {
        const { continueAfterMs } = await hall.invoke(NOON + DAY, dyingAfter(answers));
        if (continueAfterMs === null) break;
      } catch (error) {
        if (!(error instanceof Crash)) throw error;
      }
      hall.wait(LEASE_MS + MINUTE);
    }
    await hall.runToEnd(NOON + DAY + HOUR);
    expect(hall.mails()).toEqual({ ...before, update: 12 });
  });

  test("a small change between two slices is seen to at once, and the look goes on", async () => {
    const hall = await standing(36);
    const first = await hall.invoke(NOON + DAY);
    expect(first.continueAfterMs).toBe(0);
    const sessions = await readTable(hall.playground, "sessions");
    await hall.playground.edit(COORDINATOR, "sessions", sessions.at(-1)?.id ?? "", { questions: "What is next?" });
    const { report, continueAfterMs } = await hall.invoke(NOON + DAY + 5 * MINUTE);
    expect(report.done).toEqual({ change_event: 1 });
    expect(continueAfterMs).toBe(0);
    expect(await hall.runToEnd(NOON + DAY + 10 * MINUTE)).toMatchObject({ done: {} });
  });

  test("a meeting whose page was put away unseen is found in the night, and called off once", async () => {
    const hall = await standing(36);
    const before = hall.mails();
    const [session] = await readTable(hall.playground, "sessions");
    await hall.playground.notionOf(COORDINATOR).pages.update({ page_id: session?.id ?? "", in_trash: true });
    await hall.runToEnd(NOON + DAY);
    expect(hall.mails()).toEqual({ ...before, cancellation: 12 });
    const { results } = await hall.database
      .prepare("SELECT value FROM state WHERE key = 'comparing'")
      .all<{ value: string }>();
    expect(results.map(({ value }) => JSON.parse(value).left)).toEqual([[]]);
    await hall.runToEnd(NOON + DAY + HOUR);
    expect(hall.mails()).toEqual({ ...before, cancellation: 12 });
  });

  test("a first round is formed, nobody is invited before a go for all of it, and then everybody once", async () => {
    const hall = await openHall();
    Object.assign(hall.playground.connection.budget, { living: 20, slice: 10 });
    expect(await hall.runToEnd()).toMatchObject({ mails: 0 });
    expect(await readTable(hall.playground, "groups")).toHaveLength(9);
    expect(hall.mails()).toEqual({});
    expect(await hall.held()).toMatchObject({ over: ["invitations"], reach: { invitations: 108 } });
    await hall.go();
    await hall.runToEnd(THURSDAY + 15 * MINUTE);
    expect(hall.mails()).toEqual({ invitation: 108 });
    expect(await hall.held()).toBeNull();
    await hall.runToEnd(THURSDAY + 30 * MINUTE);
    expect(hall.mails()).toEqual({ invitation: 108 });
  });

  test("somebody who joins is put into a group and invited: they are looked at, rounds, and those they are with", async () => {
    const hall = await standing(36);
    await hall.runToEnd(NOON);
    await hall.join(1);
    const before = hall.mails();
    let messages = 1;
    while ((await hall.invoke(NOON + 15 * MINUTE)).continueAfterMs !== null) messages += 1;
    // Of three circles of twelve the people are four slices; the new invitations are counted first, and then go.
    expect(messages).toBeLessThanOrEqual(6);
    const newcomer = (await readTable(hall.playground, "people")).find(
      row => row.values.email === "person37@example.org",
    );
    const groups = (await readTable(hall.playground, "groups")).map(row => list(row, "members"));
    expect(groups.filter(members => members.includes(newcomer?.id ?? ""))).toHaveLength(1);
    expect(hall.mails().invitation).toBe((before.invitation ?? 0) + 1);
  });
});
