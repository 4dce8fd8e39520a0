import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { DAY, HOUR } from "../../src/core/domain/values/time.ts";
import { runTable } from "../../src/store/runs/runs.ts";
import worker from "../../src/worker.ts";
import { signedIn } from "../world/signedIn.ts";
import { consume, cron, environment } from "./invoke.ts";
import { migratedD1, ownStore } from "./migrated.ts";
import { wish } from "./world.ts";

const MONDAY = Date.parse("2027-01-11T06:00:00Z");
const people = ["Anna", "Boris", "Chloe"].map(name => ({
  name,
  email: `${name.toLowerCase()}@example.org`,
  zone: "Europe/Berlin",
}));

/** One small programme from the first cron to a figure, each test a step of the same story. */
describe("a programme of three people", () => {
  let settings: Record<string, string>;
  const goals = new Map<string, string>();
  const ring = async (now: number) => {
    await wish("setClock", { now });
    await wish("writes", null);
    const used = await cron(settings, now);
    const run = await runTable.last(ownStore());
    expect(run?.report.failed).toEqual([]);
    expect(run?.worldNow).toBe(now);
    return { used, report: run!.report, writes: await wish("writes", null) };
  };
  const session = async () => {
    const [event] = (await wish("events", null)).filter(one => one.status !== "cancelled");
    return event!;
  };

  beforeAll(async () => {
    await migratedD1();
    settings = await wish("open", { startsAt: MONDAY, people });
    const programme = await wish("add", {
      source: "programmes",
      values: {
        name: "Pairs",
        status: "active",
        format: "pair",
        matching: "random",
        everyWeeks: 1,
        minutes: 45,
        roundWeeks: 1,
        groupSize: 2,
        zone: "Europe/Berlin",
        language: "en",
        start: { start: "2027-01-11", end: null },
        end: { start: "2027-02-07", end: null },
      },
    });
    for (const person of people) {
      const { id } = await wish("add", {
        source: "people",
        values: {
          name: person.name,
          email: person.email,
          status: "active",
          zone: person.zone,
          hours: "Mon-Fri 9-17",
          programmes: [programme.id],
          seeks: ["testing"],
          consent: { start: "2027-01-04", end: null },
        },
      });
      const goal = await wish("add", {
        source: "roadmap",
        values: {
          title: `${person.name} writes tests`,
          owner: [id],
          status: "doing",
          skill: ["testing"],
          nextStep: "the first one",
          starts: { start: "2027-01-11", end: null },
          due: { start: "2027-02-07", end: null },
        },
      });
      goals.set(person.name, goal.id);
    }
  });

  test("the first cron invites them, in their working hours, within the platform's limits", async () => {
    const { used } = await ring(MONDAY);
    const event = await session();
    expect(event.guests).toEqual(people.map(person => `${person.email} needsAction`));
    const hour = new Date(event.startsAt).getUTCHours() + 1;
    expect(hour).toBeGreaterThanOrEqual(9);
    expect(hour).toBeLessThan(17);
    expect((await wish("mails", null)).filter(mail => mail.kind === "invitation").length).toBe(3);
    expect(used.length).toBe(1);
    expect(used[0]?.statements).toBeGreaterThan(20);
    expect(used[0]?.statements).toBeLessThan(500);
    expect(used[0]?.fetches).toBeLessThan(200);
  });

  test("once Google has made the meeting link, a run writes nothing and mails nobody", async () => {
    await ring(MONDAY + HOUR);
    const mails = (await wish("mails", null)).length;
    const { writes, report } = await ring(MONDAY + 2 * HOUR);
    expect(writes).toEqual([]);
    expect(report.mails).toBe(0);
    expect((await wish("mails", null)).length).toBe(mails);
  });

  test("a reply in Calendar stands on the session's page in Notion", async () => {
    const event = await session();
    await wish("reply", { email: "anna@example.org", eventId: event.id, answer: "accepted" });
    const { writes } = await ring(MONDAY + 3 * HOUR);
    expect(writes.every(write => write.startsWith("PATCH /v1/pages/"))).toBe(true);
    expect(writes.length).toBe(1);
    const [page] = await wish("pages", { source: "sessions" });
    expect(JSON.stringify(page?.properties)).toContain("Yes: Anna. No reply yet: Boris, Chloe.");
  });

  test("a goal written anew in Notion stands in the invitation, and nobody is mailed", async () => {
    const mails = (await wish("mails", null)).length;
    await wish("edit", { source: "roadmap", id: goals.get("Boris")!, values: { title: "Boris measures coverage" } });
    await ring(MONDAY + 4 * HOUR);
    expect((await session()).description).toContain("Boris measures coverage");
    expect((await wish("mails", null)).length).toBe(mails);
  });

  test("an answer becomes a figure: two of three gave feedback", async () => {
    const event = await session();
    const over = Date.parse(event.startsAt) + 2 * HOUR;
    await ring(over);
    await wish("setClock", { now: over + HOUR });
    await wish("feedback", { email: "anna@example.org", eventId: event.id, useful: 5 });
    await wish("feedback", { email: "boris@example.org", eventId: event.id, useful: 4 });
    await ring(over + 24 * HOUR);
    const { results } = await env.DB.prepare("SELECT content FROM points").all<{ content: string }>();
    const points = results.map(row => JSON.parse(row.content));
    const given = points.find(point => point.metricId === "feedback_given_rate");
    expect(given).toMatchObject({ value: 2 / 3, n: 3, unit: "share" });
  });

  test("an invocation over a limit fails, so that no test here could miss one", async () => {
    const { env: bindings } = environment(settings);
    const message = { connection: "main", now: MONDAY + 21 * DAY, reason: "test" };
    await expect(consume(bindings, [message], { statements: 10, fetches: 10_000 })).rejects.toThrow("limit 10)");
    const abandoned = "UPDATE leases SET held_until = 0";
    await env.DB.prepare(abandoned).run();
    await expect(consume(bindings, [message], { statements: 1000, fetches: 2 })).rejects.toThrow("fetches (limit 2)");
    await env.DB.prepare(abandoned).run();
  });

  test("the dashboard shows the programme, and health the last run", async () => {
    const { env: bindings } = environment(settings);
    const cookie = await signedIn(request => worker.fetch(request, bindings), "open sesame");
    const page = await worker.fetch(new Request("https://krug.test/", { headers: { cookie } }), bindings);
    expect(page.status).toBe(200);
    const html = await page.text();
    for (const text of ["Pairs", "Krug"]) expect(html).toContain(text);
    const health = await worker.fetch(new Request("http://krug.test/health"), bindings);
    expect(await health.json()).toMatchObject({ isWell: true, deadLetters: 0, lastRun: { endedWell: true } });
  });
});
