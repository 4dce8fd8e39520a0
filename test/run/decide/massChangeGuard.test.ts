import { describe, expect, test } from "vitest";
import { list } from "../../../src/core/domain/values/row.ts";
import { DAY, HOUR, MINUTE } from "../../../src/core/domain/values/time.ts";
import { COORDINATOR } from "../../world/playground.ts";
import { readTable } from "../../world/tables.ts";
import { type Hall, openHall, THURSDAY } from "../hall.ts";
import { dyingAfter, LEASE_MS } from "../killed.ts";

const MORNING = THURSDAY + 15 * MINUTE;

async function began(options?: Parameters<typeof openHall>[0]): Promise<Hall> {
  const hall = await openHall(options);
  expect((await hall.runToEnd()).isHeld).toBe(true);
  return hall;
}

describe("a first round of a hundred people", () => {
  test("waits: nobody is invited, no group is formed, and what is wrong on a page is told all the same", async () => {
    const hall = await openHall();
    const [someone] = await readTable(hall.playground, "people");
    await hall.playground.edit(COORDINATOR, "people", someone?.id ?? "", { zone: "Nowhere" });
    const report = await hall.runToEnd();
    expect(report).toMatchObject({ isHeld: true, failed: [], mails: 0 });
    expect(await hall.live()).toEqual([]);
    expect(await readTable(hall.playground, "groups")).toEqual([]);
    const told = (await readTable(hall.playground, "people")).find(row => row.id === someone?.id);
    expect(told?.values.krugSays).toContain("Nowhere");
    const held = await hall.held();
    expect(held).toMatchObject({ reach: { invitations: 107 }, over: ["invitations"], programmeIds: [hall.programme] });
    expect(held?.lines.filter(line => line.startsWith("Invite ")).length).toBeGreaterThan(7);
    expect(held?.lines.filter(line => line.startsWith("New group:")).length).toBeGreaterThan(7);
  });

  test("waits on, shown under the same mark, and a run while it waits writes nothing and asks for nothing new", async () => {
    const hall = await began();
    const shown = await hall.held();
    hall.playground.notion.log.clear();
    hall.playground.google.log.clear();
    expect(await hall.runToEnd(MORNING)).toMatchObject({ done: {}, mails: 0 });
    expect(await hall.runToEnd(THURSDAY + DAY)).toMatchObject({ isHeld: true, mails: 0 });
    const writes = [...hall.playground.notion.log.entries, ...hall.playground.google.log.entries].filter(
      ({ method, path }) => method !== "GET" && !/\/(query|freeBusy|token)$/.test(path),
    );
    expect(writes).toEqual([]);
    expect(await hall.held()).toEqual(shown);
  });

  test("goes out with the next run once a coordinator says go, and the go is used up", async () => {
    const hall = await began();
    expect(await hall.go()).toBe(true);
    expect(await hall.runToEnd(MORNING)).toMatchObject({ isHeld: false, failed: [] });
    expect(hall.mails()).toEqual({ invitation: 108 });
    expect(await hall.held()).toBeNull();
    expect(await hall.runToEnd(MORNING + 15 * MINUTE)).toMatchObject({ isHeld: false, mails: 0 });
    await hall.runToEnd(MORNING + 30 * MINUTE);
    expect(hall.mails()).toEqual({ invitation: 108 });
  });

  test("a go for something else, or a second one, does not count", async () => {
    const hall = await began();
    expect(await hall.go("what somebody saw yesterday")).toBe(false);
    expect([await hall.go(), await hall.go()]).toEqual([true, false]);
    expect(await (await openHall({ people: 4 })).go()).toBe(false);
  });

  test("waits again when many more have joined since it was shown, and a go is then asked for all of it", async () => {
    const hall = await began();
    const shown = await hall.held();
    await hall.go();
    await hall.join(120);
    expect(await hall.runToEnd(MORNING)).toMatchObject({ isHeld: true, mails: 0 });
    const held = await hall.held();
    expect(held).toMatchObject({ reach: { invitations: 228 }, goAt: null });
    expect(held?.mark).not.toBe(shown?.mark);
    expect(await hall.go(shown?.mark)).toBe(false);
    await hall.go();
    await hall.runToEnd(MORNING + 15 * MINUTE);
    expect(hall.mails()).toEqual({ invitation: 228 });
  });

  test("needs no go in later rounds: it is usual by then", async () => {
    const hall = await began({ programme: { roundWeeks: 2 } });
    await hall.go();
    await hall.runToEnd(MORNING);
    for (let day = 1; day <= 14; day += 1) expect((await hall.runToEnd(THURSDAY + day * DAY)).isHeld).toBe(false);
    expect(hall.mails().invitation).toBeGreaterThan(200);
  });

  test("needs no go where a coordinator has read the groups as drafts and set them active", async () => {
    const hall = await openHall({ programme: { approveFirst: true } });
    expect((await hall.runToEnd()).isHeld).toBe(false);
    const groups = await readTable(hall.playground, "groups");
    expect(groups.map(group => group.values.status)).toEqual(groups.map(() => "draft"));
    expect(hall.mails()).toEqual({});
    for (const group of groups) await hall.playground.edit(COORDINATOR, "groups", group.id, { status: "active" });
    expect((await hall.runToEnd(MORNING)).isHeld).toBe(false);
    expect(hall.mails()).toEqual({ invitation: 108 });
  });
});

describe("a programme of a hundred people under way", () => {
  async function underWay(): Promise<Hall> {
    const hall = await began();
    await hall.go();
    await hall.runToEnd(MORNING);
    await hall.runToEnd(MORNING + 15 * MINUTE);
    return hall;
  }

  test("ended by mistake waits before anybody's meeting is cancelled, and set back nothing has happened", async () => {
    const hall = await underWay();
    const before = await readTable(hall.playground, "sessions");
    await hall.playground.edit(COORDINATOR, "programmes", hall.programme, { status: "ended" });
    expect(await hall.runToEnd(THURSDAY + DAY)).toMatchObject({ isHeld: true, mails: 0 });
    expect(await hall.held()).toMatchObject({ over: ["cancellations"], reach: { cancellations: 108 } });
    await hall.playground.edit(COORDINATOR, "programmes", hall.programme, { status: "active" });
    expect(await hall.runToEnd(THURSDAY + DAY + 15 * MINUTE)).toMatchObject({ isHeld: false, mails: 0 });
    expect(await hall.held()).toBeNull();
    expect((await hall.live()).length).toBe(9);
    const after = await readTable(hall.playground, "sessions");
    expect(after.map(row => row.values.status)).toEqual(before.map(row => row.values.status));
    expect(hall.mails()).toEqual({ invitation: 108 });
  });

  test("moved a week on by hand waits, and a go moves every invitation once", async () => {
    const hall = await underWay();
    const sessions = (await readTable(hall.playground, "sessions")).filter(row => row.values.status === "planned");
    for (const { id, values } of sessions) {
      const when = values.when as { start: string; end: string };
      const later = (text: string) => new Date(Date.parse(text) + 7 * DAY).toISOString();
      const moved = { start: later(when.start), end: later(when.end) };
      await hall.playground.edit(COORDINATOR, "sessions", id, { when: moved });
    }
    expect(await hall.runToEnd(THURSDAY + DAY)).toMatchObject({ isHeld: true, mails: 0 });
    expect(await hall.held()).toMatchObject({ over: ["moves"], reach: { moves: 108 } });
    await hall.go();
    await hall.runToEnd(THURSDAY + DAY + 15 * MINUTE);
    expect(hall.mails()).toEqual({ invitation: 108, update: 108 });
    await hall.runToEnd(THURSDAY + DAY + 30 * MINUTE);
    expect(hall.mails()).toEqual({ invitation: 108, update: 108 });
  });
});

describe("a go is exact", () => {
  test.each([2, 12, 25, 31, 36, 40, 44, 50, 60])(
    "a run killed at its answer %i, and another: everybody is invited once",
    async answers => {
      const hall = await began();
      await hall.go();
      await hall.invoke(MORNING, dyingAfter(answers)).catch(() => null);
      hall.wait(LEASE_MS + 1);
      expect(await hall.runToEnd(MORNING + 5 * MINUTE)).toMatchObject({ isHeld: false, failed: [] });
      expect(hall.mails()).toEqual({ invitation: 108 });
      await hall.runToEnd(MORNING + 10 * MINUTE);
      expect(await hall.held()).toBeNull();
      expect(hall.mails()).toEqual({ invitation: 108 });
    },
  );

  test("a budget that ends in the middle goes on where it was, under the same go", async () => {
    const hall = await began();
    hall.playground.connection.budget.mails = 40;
    await hall.go();
    expect((await hall.invoke(MORNING)).continueAfterMs).not.toBeNull();
    expect(hall.mails().invitation).toBeLessThan(108);
    expect(await hall.runToEnd(MORNING)).toMatchObject({ isHeld: false });
    expect(hall.mails()).toEqual({ invitation: 108 });
  });

  test("small budgets are no way around: the whole of a run is weighed before its first mail", async () => {
    const hall = await openHall();
    hall.playground.connection.budget.mails = 12;
    for (let minute = 0; minute < 60; minute += 10) await hall.runToEnd(THURSDAY + minute * MINUTE);
    expect(hall.mails()).toEqual({});
  });

  test("said while a run is under way it counts for the next one", async () => {
    const hall = await began();
    const shown = await hall.held();
    let isSaid = false;
    await hall.playground.edit(COORDINATOR, "programmes", hall.programme, { minutes: 45 });
    await hall.invoke(MORNING, ({ fetch, sql }) => ({
      sql,
      fetch: async (input, init) => {
        const answer = await fetch(input, init);
        if (!isSaid && String(input instanceof Request ? input.url : input).includes("freeBusy"))
          isSaid = await hall.go(shown?.mark);
        return answer;
      },
    }));
    expect(isSaid).toBe(true);
    expect(hall.mails()).toEqual({});
    await hall.runToEnd(MORNING + MINUTE);
    expect(hall.mails()).toEqual({ invitation: 108 });
  });
});

describe("what waits for two days is told to the second coordinator, once", () => {
  async function coordinated(programme: Record<string, boolean> = {}): Promise<Hall> {
    const hall = await openHall({ programme });
    const people = await readTable(hall.playground, "people");
    const [first, second] = people;
    await hall.playground.edit(COORDINATOR, "people", second?.id ?? "", { name: "Zoya" });
    const values = { coordinator: [first?.id ?? ""], secondCoordinator: [second?.id ?? ""] };
    await hall.playground.edit(COORDINATOR, "programmes", hall.programme, values);
    hall.playground.connection.coordinators = [first, second].map(row => String(row?.values.email));
    return hall;
  }
  const comments = (hall: Hall) =>
    [...hall.playground.notion.state.comments.values()].map(one => JSON.stringify(one.richText));

  test("a held run, by the hour", async () => {
    const hall = await coordinated();
    await hall.runToEnd();
    for (const hours of [1, 24, 47]) await hall.runToEnd(THURSDAY + hours * HOUR);
    expect(comments(hall)).toEqual([]);
    await hall.runToEnd(THURSDAY + 48 * HOUR);
    expect(comments(hall)).toEqual([expect.stringContaining("Zoya: a run was held")]);
    expect(comments(hall)[0]).toContain("108 invitations");
    for (const hours of [49, 72]) expect((await hall.runToEnd(THURSDAY + hours * HOUR)).mails).toBe(0);
    expect(comments(hall)).toHaveLength(1);
  });

  test("a held run that somebody said go to is not told", async () => {
    const hall = await coordinated();
    await hall.runToEnd();
    await hall.go();
    await hall.runToEnd(THURSDAY + 48 * HOUR);
    expect(comments(hall)).toEqual([]);
  });

  test("drafts, which somebody then sets active: members changed by hand stay as they were set", async () => {
    const hall = await coordinated({ approveFirst: true });
    await hall.runToEnd();
    for (const hours of [24, 47, 48, 49, 72]) await hall.runToEnd(THURSDAY + hours * HOUR);
    expect(comments(hall)).toEqual([expect.stringContaining("Zoya: groups have waited as drafts")]);
    // The coordinator's letter, and nobody else's.
    expect(hall.mails()).toEqual({ invitation: 1 });
    const [one, other] = await readTable(hall.playground, "groups");
    const [a, b] = [list(one!, "members"), list(other!, "members")];
    const swapped: [string, string[]][] = [
      [one!.id, [...a.slice(1), ...b.slice(0, 1)]],
      [other!.id, [...b.slice(1), ...a.slice(0, 1)]],
    ];
    for (const [id, members] of swapped)
      await hall.playground.edit(COORDINATOR, "groups", id, { members, status: "active" });
    await hall.runToEnd(THURSDAY + 73 * HOUR);
    const after = await readTable(hall.playground, "groups");
    for (const [id, members] of swapped) {
      const group = after.find(row => row.id === id);
      expect(list(group!, "members").sort()).toEqual([...members].sort());
    }
    expect(hall.mails()).toEqual({ invitation: 25 });
    const guests = (await hall.live()).map(event => (event.attendees ?? []).map(guest => guest.email).sort());
    const people = new Map((await readTable(hall.playground, "people")).map(row => [row.id, row.values.email]));
    for (const [, members] of swapped) expect(guests).toContainEqual(members.map(id => people.get(id)).sort());
  });
});
