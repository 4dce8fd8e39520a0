import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CALL_TIMEOUT_MS } from "../../../src/core/domain/values/failure.ts";
import { MINUTE } from "../../../src/core/domain/values/time.ts";
import type { Sql } from "../../../src/store/database/sql.ts";
import { leaseTable, STALENESS_MS } from "../../../src/store/runs/lease.ts";
import { outageTable } from "../../../src/store/runs/outages.ts";
import { outageSentence } from "../../../src/text/operating/outages.ts";
import { Crash, dyingAfter, LEASE_MS } from "../killed.ts";
import { type Office, type Outside, openOffice, THURSDAY } from "../office.ts";

/** An invocation that the platform ends while it decides for a programme: nothing after that note is carried out. */
function dyingIn(programmeId: string): (world: Outside) => Outside {
  let isDead = false;
  const alive = () => {
    if (isDead) throw new Crash("the invocation is gone");
  };
  return ({ fetch, sql }) => ({
    fetch: async (input, init) => {
      alive();
      return fetch(input, init);
    },
    sql: {
      keeping: sql.keeping,
      prepare: query => {
        alive();
        const statement = sql.prepare(query);
        if (!query.startsWith("UPDATE leases SET inside")) return statement;
        return {
          ...statement,
          bind: (...values) => {
            const bound = statement.bind(...values);
            const run = async () => {
              const done = await bound.run();
              isDead = values[0] === programmeId;
              return done;
            };
            return Object.assign(Object.create(bound), { run });
          },
        } as ReturnType<Sql["prepare"]>;
      },
      batch: statements => {
        alive();
        return sql.batch(statements);
      },
    },
  });
}

async function killed(office: Office, minute: number, through: (world: Outside) => Outside): Promise<void> {
  const end = office.invoke(THURSDAY + minute * MINUTE, through);
  await expect(end).rejects.toThrow();
  office.wait(LEASE_MS);
}

const withChat = (office: Office, posted: string[]) => ({
  connection: { ...office.playground.connection, notices: { webhook: "https://hooks.slack.com/services/T/B/x" } },
  through: (world: Outside): Outside => ({
    ...world,
    fetch: (async (input: RequestInfo | URL, init?: RequestInit) => {
      if (!String(input).startsWith("https://hooks.slack.com/")) return world.fetch(input, init);
      posted.push(String(init?.body));
      return new Response("ok");
    }) as typeof fetch,
  }),
});

test("three runs killed in a row are told, with the programme the last of them was in, once in the chat; a run that ends ends it", async () => {
  const office = await openOffice();
  const programme = office.ids.get("programme") ?? "";
  await killed(office, 0, dyingAfter(20));
  await killed(office, 5, dyingAfter(20));
  await killed(office, 10, dyingIn(programme));
  const posted: string[] = [];
  const { connection, through } = withChat(office, posted);
  const dying = dyingAfter(20);
  await expect(office.invoke(THURSDAY + 15 * MINUTE, world => dying(through(world)), connection)).rejects.toThrow();
  const [stop] = await outageTable.list(office.database);
  expect(stop).toMatchObject({ what: "runs_killed", why: programme, until: null });
  expect(outageSentence(stop!, "UTC", "en")).toContain(programme.replaceAll("-", ""));
  expect(posted).toHaveLength(1);
  expect(posted[0]).toContain(programme.replaceAll("-", ""));
  office.wait(LEASE_MS);
  const again = dyingAfter(20);
  await expect(office.invoke(THURSDAY + 20 * MINUTE, world => again(through(world)), connection)).rejects.toThrow();
  expect(posted).toHaveLength(1);
  office.wait(LEASE_MS);
  await office.invoke(THURSDAY + 25 * MINUTE, through, connection);
  expect(await outageTable.list(office.database)).toEqual([]);
  expect(posted).toHaveLength(1);
});

test("two killed in a row are nobody's business, and the third decides as if nothing had been", async () => {
  const office = await openOffice();
  await killed(office, 0, dyingAfter(20));
  await killed(office, 5, dyingAfter(20));
  const { report } = await office.invoke(THURSDAY + 10 * MINUTE);
  expect(report.failed).toEqual([]);
  expect(report.done.create_event).toBe(2);
  expect(await outageTable.list(office.database)).toEqual([]);
});

test("a killed run holds up the next for minutes, not for a quarter of an hour", async () => {
  const office = await openOffice();
  await expect(office.invoke(THURSDAY, dyingAfter(20))).rejects.toThrow();
  expect((await office.invoke(THURSDAY + MINUTE)).report.done).toEqual({});
  office.wait(5 * MINUTE);
  expect((await office.invoke(THURSDAY + 6 * MINUTE)).report.done.create_event).toBe(2);
});

test("a lease outlasts what an invocation computes, its call and the time until a write is seen, and wrangler.toml says the same", async () => {
  const wrangler = readFileSync(join(import.meta.dirname, "../../../wrangler.toml"), "utf8");
  expect(wrangler).toContain("[limits]\ncpu_ms = 60_000");
  const least = 60_000 + CALL_TIMEOUT_MS + STALENESS_MS;
  const { database: sql } = await openOffice();
  const lease = (await leaseTable.take(sql, "main", "a", 0))!;
  let now = 0;
  const mayCall = leaseTable.keeping(sql, lease, now, () => now);
  for (; now < 10 * MINUTE; now += 7_000) {
    expect(await mayCall()).toBe(true);
    const [row] = (await sql.prepare("SELECT held_until FROM leases WHERE name = 'main'").all<{ held_until: number }>())
      .results;
    expect(row!.held_until - now).toBeGreaterThanOrEqual(least);
  }
});

test("whoever lost the lease makes no call any more, not even to read", async () => {
  const office = await openOffice();
  let answers = 0;
  let calls = 0;
  const slow = (world: Outside): Outside => ({
    ...world,
    fetch: async (input, init) => {
      calls += 1;
      const answer = await world.fetch(input, init);
      answers += 1;
      if (answers === 5) {
        // It computes for longer than it may, and another run takes over meanwhile.
        office.wait(LEASE_MS);
        await office.database
          .prepare("UPDATE leases SET holder = 'another', fence = fence + 1, held_until = held_until + 1000000000")
          .run();
      }
      return answer;
    },
  });
  const { report } = await office.invoke(THURSDAY, slow);
  expect(report.done).toEqual({});
  expect(calls).toBeLessThanOrEqual(5 + 4);
});
