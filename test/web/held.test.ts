import { beforeEach, describe, expect, test } from "vitest";
import type { Env } from "../../src/config.ts";
import { LANGUAGES } from "../../src/core/domain/values/language.ts";
import { heldRunTable } from "../../src/store/runs/heldRun.ts";
import { dashboardPage } from "../../src/web/dashboard.ts";
import type { RunMessage } from "../../src/web/settings.ts";
import worker from "../../src/worker.ts";
import { ASSETS } from "../world/assets.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { KEEPING_KEY } from "../world/keepingKey.ts";
import { signedIn } from "../world/signedIn.ts";
import { aHeldRun, aView } from "./view.ts";

const pageOf = async (view: Parameters<typeof aView>[0]) => String(await dashboardPage(aView(view)));

describe("the held run on the dashboard", () => {
  test.each(LANGUAGES)(
    "says in %s what it would do and why it waits, and brings its mark with the button",
    async language => {
      const page = await pageOf({ language, held: aHeldRun() });
      expect(page).toMatch(/200 \S+.*100 /s);
      expect(page).toContain("1. Ana &amp; Boris");
      expect(page).toContain(
        `<form method="post" action="/go"><input type="hidden" name="mark" value="a-mark-of-its-own">`,
      );
      expect(page).not.toContain("<script");
    },
  );

  test("of many lines the first are shown and the rest can be opened", async () => {
    const page = await pageOf({ held: aHeldRun() });
    expect(page.indexOf("8. Ana")).toBeLessThan(page.indexOf("4 more"));
    expect(page.indexOf("4 more")).toBeLessThan(page.indexOf("9. Ana"));
  });

  test("has no button once go was said", async () => {
    const page = await pageOf({ held: aHeldRun({ goAt: 5 }) });
    expect(page).not.toContain("<form");
    expect(page).toContain("The go was given.");
  });

  test("says that it has changed to who had another one on the screen", async () => {
    expect(await pageOf({ held: aHeldRun(), outcome: "changed" })).toContain("has changed since the page was opened");
  });

  test("takes no room where nothing waits", async () => {
    expect(await pageOf({})).not.toContain('class="held"');
  });

  test("shows what people wrote as text", async () => {
    const page = await pageOf({ held: aHeldRun({ lines: ["<script>alert(1)</script>"] }) });
    expect(page).not.toContain("<script");
  });
});

describe("a go", () => {
  const TOKEN = "open-sesame";
  let database: LocalD1;
  let queue: RunMessage[];
  let cookie: string;
  const env = (more: object = {}) =>
    ({
      NOTION_TOKEN: "ntn_secret",
      NOTION_PARENT_PAGE: "8a223a9649b4488e8becad5dfed61a3a",
      GOOGLE_CALENDAR: "krug@group.calendar.google.com",
      GOOGLE_CLIENT_ID: "client",
      GOOGLE_CLIENT_SECRET: "client secret",
      GOOGLE_REFRESH_TOKEN: "refresh",
      WHO_READS: "the coordinator",
      DASHBOARD_TOKEN: TOKEN,
      KEEPING_KEY,
      DB: database,
      JOBS: { send: async (body: RunMessage) => void queue.push(body) },
      ASSETS,
      ...more,
    }) as unknown as Env;
  const ask = (path: string, init: RequestInit, more: object = {}) =>
    worker.fetch(new Request(`https://krug.test${path}`, init), env(more));
  const press = (mark: string, headers: Record<string, string> = {}, more: object = {}) =>
    ask(
      "/go",
      {
        method: "POST",
        redirect: "manual",
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          origin: "https://krug.test",
          cookie,
          ...headers,
        },
        body: new URLSearchParams({ mark }),
      },
      more,
    );
  const isSaid = async () => (await heldRunTable.read(database))?.goAt !== null;

  beforeEach(async () => {
    database = openD1();
    queue = [];
    await (await heldRunTable.saving(database, aHeldRun(), null)).run();
    cookie = await signedIn(request => worker.fetch(request, env()), TOKEN);
  });

  test("by the button counts, asks for a run at once, and leads back to the page, which says so", async () => {
    const answer = await press("a-mark-of-its-own");
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/?go=said"]);
    expect(await isSaid()).toBe(true);
    expect(queue).toEqual([{ connection: "main", now: null, reason: "go" }]);
    const page = await (await ask("/?go=said", { headers: { cookie } })).text();
    expect(page).toContain("The go was given.");
  });

  test("pressed twice counts once", async () => {
    await press("a-mark-of-its-own");
    expect((await press("a-mark-of-its-own")).headers.get("location")).toBe("/?go=changed");
    expect(queue).toHaveLength(1);
  });

  test("for what no longer waits sends nothing", async () => {
    expect((await press("what was shown before")).headers.get("location")).toBe("/?go=changed");
    expect([await isSaid(), queue.length]).toEqual([false, 0]);
  });

  test.each<[string, Record<string, string>, number]>([
    ["from another site", { origin: "https://evil.test" }, 403],
    ["from a page that hides where it comes from", { origin: "null" }, 403],
    ["without the cookie", { cookie: "" }, 401],
    ["with another cookie", { cookie: "__Host-session=guess" }, 401],
  ])("%s does not count", async (_, headers, status) => {
    expect((await press("a-mark-of-its-own", headers)).status).toBe(status);
    expect([await isSaid(), queue.length]).toEqual([false, 0]);
  });

  test("by the API names the mark that GET /api/held shows", async () => {
    const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
    const { held } = (await (await ask("/api/held", { headers })).json()) as { held: Record<string, unknown> };
    expect(held).toMatchObject({ mark: "a-mark-of-its-own", isGoSaid: false, reach: { invitations: 200 } });
    const say = (body: unknown) => ask("/api/go", { method: "POST", headers, body: JSON.stringify(body) });
    expect((await say({ mark: "another" })).status).toBe(409);
    expect((await say({})).status).toBe(400);
    expect((await say({ mark: held.mark })).status).toBe(202);
    expect([await isSaid(), queue.length]).toEqual([true, 1]);
    expect((await ask("/api/go", { method: "POST", body: "{}" })).status).toBe(401);
  });

  test("the page lets its own form be sent, and nothing else run", async () => {
    const page = await ask("/", { headers: { cookie } });
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).toContain("form-action 'self'");
    expect(policy).toContain("default-src 'none'");
    expect(page.headers.get("referrer-policy")).toBe("same-origin");
  });
});
