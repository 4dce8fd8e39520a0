import { createScheduledController } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { ConfigError, type Env, readConfig } from "../../src/config.ts";
import { NO_REACH } from "../../src/core/domain/reach.ts";
import { deadLetterTable } from "../../src/store/incoming/deadLetters.ts";
import { pageTable } from "../../src/store/mirror/pages.ts";
import { heldRunTable } from "../../src/store/runs/heldRun.ts";
import { leaseTable } from "../../src/store/runs/lease.ts";
import { outageTable } from "../../src/store/runs/outages.ts";
import { runTable } from "../../src/store/runs/runs.ts";
import worker from "../../src/worker.ts";
import { KEEPING_KEY } from "../world/keepingKey.ts";
import { signedIn } from "../world/signedIn.ts";
import { batchOf, consume, environment } from "./invoke.ts";
import { migratedD1, ownStore } from "./migrated.ts";

const REQUIRED = {
  NOTION_TOKEN: "ntn_secret",
  NOTION_PARENT_PAGE: "0123456789abcdef0123456789abcdef",
  GOOGLE_CALENDAR: "krug@group.calendar.google.com",
  GOOGLE_CLIENT_ID: "client",
  GOOGLE_CLIENT_SECRET: "client secret",
  GOOGLE_REFRESH_TOKEN: "refresh",
  WHO_READS: "the coordinator",
  DASHBOARD_TOKEN: "open sesame",
};
const SETTINGS = { ...REQUIRED, KEEPING_KEY };
const ACCOUNT = {
  GOOGLE_SERVICE_ACCOUNT: "krug@project.iam.gserviceaccount.com",
  GOOGLE_SERVICE_ACCOUNT_KEY: "-----BEGIN PRIVATE KEY-----\\nabc\\n-----END PRIVATE KEY-----\\n",
  GOOGLE_ACTS_FOR: "coordinator@example.org",
};
const NEEDED = Object.keys(REQUIRED);

test("the texts of other languages are among the assets, English and code are not", async () => {
  const statusOf = async (path: string) =>
    (await (env as unknown as Env).ASSETS?.fetch(`https://assets.invalid/${path}`))?.status;
  expect(await statusOf("locales/ru/letters.json")).toBe(200);
  expect(await statusOf("assets/pages.uk.json")).toBe(200);
  for (const path of ["locales/en/letters.json", "locales/ru/setUp.json", "locales/say.ts"])
    expect(await statusOf(path), path).toBe(404);
});

const message = { connection: "main", now: 0, reason: "test" };

const bound = (settings: Record<string, unknown>): Env => environment(settings).env;
const without = (...names: string[]): Env =>
  bound({ ...SETTINGS, ...Object.fromEntries(names.map(name => [name, undefined])) });
/** Every name the error gives, one a line. */
const named = (text: string) => [...text.matchAll(/^- (\w+) /gm)].map(([, name]) => name).sort();
const get = (path: string, bindings: Env, headers: Record<string, string> = {}) =>
  worker.fetch(new Request(`https://krug.test${path}`, { headers }), bindings);
const ring = (bindings: Env) =>
  worker.scheduled(createScheduledController({ scheduledTime: new Date(0), cron: "*/15 * * * *" }), bindings);

describe("settings", () => {
  test("the settings that docs/settings.md calls required are enough", () => {
    const config = readConfig(bound(SETTINGS));
    expect(config.connection.notion.token).toBe("ntn_secret");
    expect(config.connection.google.identity).toEqual({
      kind: "person",
      clientId: "client",
      clientSecret: "client secret",
      refreshToken: "refresh",
    });
    expect(config.door).toEqual({ kind: "token", coordinator: "open sesame", reader: null });
  });

  test.each([...NEEDED, "DB", "JOBS"])("without %s the error names it, and nothing else", name => {
    expect(() => readConfig(without(name))).toThrow(ConfigError);
    try {
      readConfig(without(name));
    } catch (error) {
      expect((error as ConfigError).settings).toEqual([name]);
      expect(named((error as ConfigError).message)).toEqual([name]);
    }
  });

  test("the chat that is told of insights is one Krug knows how to talk to", () => {
    const webhook = "https://chat.googleapis.com/v1/spaces/x/messages?key=k&token=t";
    expect(readConfig(bound({ ...SETTINGS, NOTICE_WEBHOOK: webhook })).connection.notices).toEqual({ webhook });
    expect(readConfig(bound(SETTINGS)).connection.notices).toBeNull();
    for (const address of ["http://hooks.slack.com/services/x", "https://chat.example.org/x", "slack"])
      expect(() => readConfig(bound({ ...SETTINGS, NOTICE_WEBHOOK: address }))).toThrow(
        "NOTICE_WEBHOOK makes no sense: it is the https address of an incoming webhook",
      );
  });

  test("an empty secret is a missing one", () => {
    for (const name of NEEDED)
      expect(() => readConfig(bound({ ...SETTINGS, [name]: "" }))).toThrow(`${name} is missing`);
  });

  test("a key for what is said in confidence is not needed to start, and one that is short or empty is told", () => {
    expect(readConfig(without("KEEPING_KEY")).sql.keeping).toBeDefined();
    for (const key of ["", "short", `${KEEPING_KEY},short`])
      expect(() => readConfig(bound({ ...SETTINGS, KEEPING_KEY: key }))).toThrow("KEEPING_KEY");
    expect(() => readConfig(bound({ ...SETTINGS, KEEPING_KEY: `${KEEPING_KEY}, ${KEEPING_KEY}x` }))).not.toThrow();
  });

  test("settings that make no sense are named together with those that are missing", async () => {
    const wrong = {
      NOTION_PARENT_PAGE: "our page",
      NOTION_URL: "notion",
      LANGUAGE: "fr",
      MAILS_A_RUN: "many",
      WHO_READS: undefined,
    };
    const response = await get("/health", bound({ ...SETTINGS, ...wrong }));
    expect(named(await response.text())).toEqual(Object.keys(wrong).sort());
  });

  test("a service account takes the place of a person, and needs all of its three", () => {
    const { GOOGLE_CLIENT_ID: _, GOOGLE_CLIENT_SECRET: __, GOOGLE_REFRESH_TOKEN: ___, ...rest } = SETTINGS;
    const { identity } = readConfig(bound({ ...rest, ...ACCOUNT })).connection.google;
    expect(identity).toMatchObject({ kind: "service_account", subject: "coordinator@example.org" });
    expect(identity).toMatchObject({ privateKey: "-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\n" });
    expect(() => readConfig(bound({ ...rest, GOOGLE_ACTS_FOR: "x@example.org" }))).toThrow(
      /GOOGLE_SERVICE_ACCOUNT is missing[\s\S]*GOOGLE_SERVICE_ACCOUNT_KEY is missing/,
    );
  });

  test("no secret stands in the error", () => {
    try {
      readConfig(without("WHO_READS"));
    } catch (error) {
      for (const secret of ["ntn_secret", "client secret", "refresh", "open sesame"])
        expect((error as Error).message).not.toContain(`${secret} `);
    }
    expect.assertions(4);
  });
});

describe("a Worker that lacks settings and bindings", () => {
  const lacking = without("NOTION_TOKEN", "GOOGLE_REFRESH_TOKEN", "DASHBOARD_TOKEN", "DB", "JOBS");
  const names = ["DASHBOARD_TOKEN", "DB", "GOOGLE_REFRESH_TOKEN", "JOBS", "NOTION_TOKEN"];

  test("answers every path with one error that names them all", async () => {
    for (const path of ["/", "/health", "/anything"]) {
      const response = await get(path, lacking);
      expect(response.status).toBe(503);
      expect(named(await response.text())).toEqual(names);
    }
  });

  test("fails in the cron and in the queue with the same error", async () => {
    const text = await (await get("/", lacking)).text();
    await expect(ring(lacking)).rejects.toThrow(text);
    await expect(worker.queue(batchOf("krug-jobs", [message]), lacking)).rejects.toThrow(text);
    await expect(worker.queue(batchOf("krug-jobs-dead", [message]), lacking)).rejects.toThrow(text);
  });

  test("with nothing set at all says everything that is needed, at once", async () => {
    const text = await (await get("/", {} as Env)).text();
    expect(named(text)).toEqual([...NEEDED, "DB", "JOBS"].sort());
  });
});

describe("a Worker with its settings", () => {
  beforeEach(async () => {
    await migratedD1();
  });
  const sql = ownStore;

  test("health before the first run: it is awaited, and nothing is unwell", async () => {
    const response = await get("/health", bound(SETTINGS));
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toEqual({
      isWell: true,
      runs: "awaited",
      silentSince: null,
      deadLetters: 0,
      stops: [],
      lastRun: null,
    });
  });

  const keepProgramme = () =>
    sql().batch(
      pageTable.saving(sql(), [
        {
          id: "p1",
          source: "programmes",
          url: "https://notion.test/p1",
          editedAt: 0,
          editedBy: null,
          createdBy: null,
          createdAt: 0,
          values: {
            name: "Quiet circle",
            status: "active",
            format: "circle",
            matching: "random",
            everyWeeks: 2,
            minutes: 60,
            roundWeeks: 26,
            groupSize: 5,
            zone: "Europe/Berlin",
            language: "en",
            start: { start: "2027-01-11", end: null },
          },
        },
      ]),
    );

  test("the dashboard refuses who has no token or another one", async () => {
    await keepProgramme();
    for (const [path, cookie] of [
      ["/", ""],
      ["/?token=", ""],
      ["/?token=guess", ""],
      ["/?token=open%20sesame", ""],
      ["/", "krug=open%20sesame"],
      ["/", "__Host-session=guess"],
    ] as const) {
      const response = await get(path, bound(SETTINGS), { cookie });
      expect(response.status).toBe(401);
      expect(await response.text()).not.toContain("Quiet circle");
    }
  });

  test("it lets in who brings the token by its form", async () => {
    await keepProgramme();
    const cookie = await signedIn(request => worker.fetch(request, bound(SETTINGS)), "open sesame");
    const page = await get("/", bound(SETTINGS), { cookie });
    expect(page.status).toBe(200);
    expect(page.headers.get("cache-control")).toBe("no-store");
    expect(await page.text()).toContain("Quiet circle");
  });

  test("a go counts from its own page, once, and asks for a run; from another site it does not", async () => {
    const held = {
      mark: "shown",
      since: 0,
      reach: { ...NO_REACH, invitations: 200 },
      limit: { invitations: 100, moves: 40, cancellations: 40, outsiders: 20, strangers: 0 },
      over: ["invitations" as const],
      lines: ["Invite everybody."],
      subjects: [],
      programmeIds: [],
      goAt: null,
    };
    await (await heldRunTable.saving(sql(), held, null)).run();
    const { env: bindings, sent } = environment(SETTINGS);
    const cookie = await signedIn(request => worker.fetch(request, bindings), "open sesame");
    const headers = { cookie, "content-type": "application/x-www-form-urlencoded" };
    const press = (origin: string) =>
      worker.fetch(
        new Request("https://krug.test/go", { method: "POST", headers: { ...headers, origin }, body: "mark=shown" }),
        bindings,
      );
    expect(await (await get("/", bindings, headers)).text()).toContain("Invite everybody.");
    expect((await press("https://evil.test")).status).toBe(403);
    expect(sent).toEqual([]);
    expect((await press("https://krug.test")).headers.get("location")).toBe("/?go=said");
    expect((await press("https://krug.test")).headers.get("location")).toBe("/?go=changed");
    expect(sent.map(message => message.body)).toEqual([{ connection: "main", now: null, reason: "go" }]);
    expect((await heldRunTable.read(sql()))?.goAt).toBeGreaterThan(0);
  });

  test("unknown paths are not found", async () => {
    expect((await get("/nowhere", bound(SETTINGS))).status).toBe(404);
  });

  test("the cron only puts its own time on the queue", async () => {
    const { env: bindings, sent } = environment(SETTINGS);
    const scheduledTime = new Date("2027-01-11T06:00:00Z");
    await worker.scheduled(createScheduledController({ scheduledTime, cron: "*/15 * * * *" }), bindings);
    expect(sent).toEqual([
      { body: { connection: "main", now: scheduledTime.getTime(), reason: "cron */15 * * * *" }, delaySeconds: 0 },
    ]);
    expect(await runTable.last(sql())).toBeNull();
  });

  test("a message that finds the lease taken does nothing, and the run under way is followed by another", async () => {
    const lease = await leaseTable.take(sql(), "main", "somebody", Date.now());
    const used = await consume(bound(SETTINGS), [message]);
    expect(used.fetches).toBe(0);
    expect(await env.DB.prepare("SELECT fence, run_again FROM leases").first()).toEqual({
      fence: lease?.fence,
      run_again: 1,
    });
    expect(await runTable.last(sql())).toBeNull();
  });

  test("a message that could not be handled is recorded once, however often it is delivered", async () => {
    const deliver = () => worker.queue(batchOf("krug-jobs-dead", [message, message], ["m1", "m2"]), bound(SETTINGS));
    await deliver();
    await deliver();
    expect(await deadLetterTable.count(sql())).toBe(2);
    expect(await env.DB.prepare("SELECT id, message FROM dead_letters ORDER BY id").raw()).toEqual([
      ["m1", JSON.stringify(message)],
      ["m2", JSON.stringify(message)],
    ]);
    expect(await (await get("/health", bound(SETTINGS))).json()).toMatchObject({ isWell: false, deadLetters: 2 });
  });

  test("health names what stands still, since when, and what to do about it", async () => {
    const stop = {
      what: "invitations_blocked",
      since: 0,
      until: 4 * 3_600_000,
      times: 1,
      why: "limits exceeded",
    } as const;
    await outageTable.saving(sql(), stop).run();
    const health = (await (await get("/health", bound(SETTINGS))).json()) as { isWell: boolean; stops: object[] };
    expect(health.isWell).toBe(false);
    expect(health.stops).toEqual([
      {
        what: "invitations_blocked",
        says: expect.stringContaining("04:00"),
        since: "1970-01-01T00:00:00.000Z",
        until: "1970-01-01T04:00:00.000Z",
        why: "limits exceeded",
      },
    ]);
  });
});
