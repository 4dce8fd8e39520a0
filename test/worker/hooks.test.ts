import { env } from "cloudflare:workers";
import { signWebhookPayload } from "@notionhq/client";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Env } from "../../src/config.ts";
import { HOUR } from "../../src/core/domain/values/time.ts";
import { runTable } from "../../src/store/runs/runs.ts";
import worker from "../../src/worker.ts";
import { BEARER, FORMS_HOOK, HOOKS, WORKER } from "../world/settings.ts";
import { consume, cron, environment, type SentMessage } from "./invoke.ts";
import { migratedD1, ownStore } from "./migrated.ts";
import { wish } from "./world.ts";

const MONDAY = Date.parse("2027-01-11T06:00:00Z");
const MINUTE = 60_000;
const people = ["Anna", "Boris"].map(name => ({
  name,
  email: `${name.toLowerCase()}@example.org`,
  zone: "Europe/Berlin",
}));

let settings: Record<string, string>;
let bindings: Env;
let sent: SentMessage[];

/** The Worker answers a request from outside: status and text. */
async function ask(path: string, init: RequestInit = {}): Promise<{ status: number; text: string }> {
  const response = await worker.fetch(
    new Request(path.startsWith("https:") ? path : `${WORKER}${path}`, init),
    bindings,
  );
  return { status: response.status, text: await response.text() };
}
const api = async (path: string, method = "GET") => {
  const answer = await ask(path, { method, headers: { authorization: `Bearer ${BEARER}` } });
  return { ...answer, body: answer.text === "" ? null : JSON.parse(answer.text) };
};
/** The same sentence whatever is wrong with a message. */
const REFUSED = JSON.stringify({ error: "this is not a message that is taken here" });

const arm = async (): Promise<string> => (await api("/api/hooks/notion/arm", "POST")).body.address;
const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  ask(path, { method: "POST", body, headers });
const handshake = (address: string, token = "secret_of_a_subscription") =>
  post(address, JSON.stringify({ verification_token: token }));
const signed = async (body: string, token = "secret_of_a_subscription") => ({
  "x-notion-signature": await signWebhookPayload({ body, verificationToken: token }),
});
const EVENT = JSON.stringify({ id: "1", type: "page.content_updated", entity: { id: "2", type: "page" } });

/** Carries the hooks that wait from the services to the Worker; the statuses they got. */
async function carry(what: { subscribe?: string } = {}): Promise<number[]> {
  const statuses: number[] = [];
  for (let hook = await wish("sendHooks", what); hook !== null; ) {
    const { url, headers, body } = hook;
    const { status } = await ask(url, { method: "POST", headers, body: body === "" ? undefined : body });
    statuses.push(status);
    hook = await wish("answerHook", { status });
  }
  return statuses;
}

/** Runs what the hooks asked for. */
async function runAll(): Promise<number> {
  let runs = 0;
  for (let message = sent.shift(); message !== undefined; message = sent.shift(), runs += 1)
    await consume(bindings, [message.body]);
  return runs;
}

beforeEach(async () => {
  await migratedD1();
  settings = {
    ...(await wish("open", { startsAt: MONDAY, people })),
    ...HOOKS,
    ...FORMS_HOOK,
    DASHBOARD_TOKEN: BEARER,
  };
  ({ env: bindings, sent } = environment(settings));
});
afterEach(() => {
  vi.useRealTimers();
});

describe("Notion's handshake", () => {
  const shown = () => api("/api/hooks/notion/token", "POST");
  const isConnected = async () => (await api("/api/hooks/notion")).body.state === "connected";

  test("is refused where nothing was armed, at the plain address and at a guessed one", async () => {
    expect((await handshake("/hooks/notion")).status).toBe(401);
    expect((await handshake("/hooks/notion/guess")).status).toBe(401);
    await arm();
    expect((await handshake("/hooks/notion")).status).toBe(401);
    expect((await handshake("/hooks/notion/guess")).status).toBe(401);
    expect(await isConnected()).toBe(false);
  });

  test.each([true, false])("is taken at the armed address, signed: %s, and its token shown once", async isSigned => {
    const address = await arm();
    expect(address).toMatch(/^https:\/\/krug\.test\/hooks\/notion\/[\w-]{43}$/);
    const body = JSON.stringify({ verification_token: "secret_of_a_subscription" });
    expect((await post(address, body, isSigned ? await signed(body) : {})).status).toBe(200);
    expect((await api("/api/hooks/notion")).body).toEqual({ state: "connected", armedUntil: null });
    expect((await shown()).body).toEqual({ verificationToken: "secret_of_a_subscription" });
    expect((await shown()).body).toEqual({ verificationToken: null });
    expect(sent).toEqual([]);
  });

  test("is refused at an address that was used, and at one armed earlier than the last", async () => {
    const first = await arm();
    const second = await arm();
    expect((await handshake(first)).status).toBe(401);
    expect((await handshake(second)).status).toBe(200);
    expect((await handshake(second, "secret_of_somebody_else")).status).toBe(401);
    expect((await shown()).body).toEqual({ verificationToken: "secret_of_a_subscription" });
  });

  test("is refused a quarter of an hour after arming, not a second before", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: MONDAY });
    const early = await arm();
    vi.setSystemTime(MONDAY + 15 * MINUTE);
    expect((await handshake(early)).status).toBe(401);
    const late = await arm();
    expect((await api("/api/hooks/notion")).body).toEqual({
      state: "armed",
      armedUntil: new Date(MONDAY + 30 * MINUTE).toISOString(),
    });
    vi.setSystemTime(MONDAY + 30 * MINUTE - 1000);
    expect((await handshake(late)).status).toBe(200);
  });

  test("never replaces a token that is kept; only an operator takes it away", async () => {
    await handshake(await arm());
    expect((await api("/api/hooks/notion/arm", "POST")).status).toBe(409);
    expect((await post("/hooks/notion", EVENT, await signed(EVENT))).status).toBe(200);
    expect((await api("/api/hooks/notion", "DELETE")).status).toBe(204);
    expect((await post("/hooks/notion", EVENT, await signed(EVENT))).status).toBe(401);
    expect((await handshake(await arm(), "secret_of_another_one")).status).toBe(200);
    expect((await post("/hooks/notion", EVENT, await signed(EVENT, "secret_of_another_one"))).status).toBe(200);
  });

  test("is armed and looked at only by who may", async () => {
    const asks: [string, string][] = [
      ["/api/hooks/notion", "GET"],
      ["/api/hooks/notion/arm", "POST"],
      ["/api/hooks/notion/token", "POST"],
      ["/api/hooks/notion", "DELETE"],
    ];
    for (const [path, method] of asks) expect((await ask(path, { method })).status).toBe(401);
  });

  test("leaves no token in the database that could be read without the Worker's secret", async () => {
    await handshake(await arm());
    const row = JSON.stringify(await env.DB.prepare("SELECT * FROM notion_hook").first());
    expect(row).not.toContain("secret_of_a_subscription");
    bindings = { ...bindings, HOOK_SECRET: "another secret that is long enough for it" };
    expect((await post("/hooks/notion", EVENT, await signed(EVENT))).status).toBe(401);
    expect((await api("/api/hooks/notion")).body).toMatchObject({ state: "unreadable" });
    expect((await shown()).body).toEqual({ verificationToken: null });
  });
});

describe("a message of Notion's", () => {
  let address: string;
  beforeEach(async () => {
    address = await arm();
    await handshake(address);
  });

  test("that is signed asks for one run, a moment later and without a time, at either address", async () => {
    expect(await post("/hooks/notion", EVENT, await signed(EVENT))).toEqual({ status: 200, text: "" });
    expect(sent).toEqual([
      { body: { connection: "main", now: null, reason: "Notion's hook", isHint: true }, delaySeconds: 5 },
    ]);
    expect((await post(address, EVENT, await signed(EVENT))).status).toBe(200);
    expect(sent).toHaveLength(1);
  });

  test.each<[string, (body: string) => Promise<{ body: string; headers: Record<string, string> }>]>([
    ["with no signature", async body => ({ body, headers: {} })],
    ["signed with another token", async body => ({ body, headers: await signed(body, "secret_of_somebody_else") })],
    ["whose body was changed", async body => ({ body: `${body} `, headers: await signed(body) })],
    ["whose signature is no hexadecimal", async body => ({ body, headers: { "x-notion-signature": "sha256=zz" } })],
    ["that is not JSON", async () => ({ body: "ring ring", headers: {} })],
  ])("%s is refused without a reason", async (_, change) => {
    const { body, headers } = await change(EVENT);
    expect(await post("/hooks/notion", body, headers)).toEqual({ status: 401, text: REFUSED });
    expect(sent).toEqual([]);
  });

  test("that is larger than any of Notion's is not read", async () => {
    expect((await post("/hooks/notion", "x".repeat(300_000))).status).toBe(413);
  });
});

describe("a message of a calendar's channel", () => {
  const told = async (more: Record<string, string> = {}) => {
    await cron(settings, MONDAY);
    const row = await env.DB.prepare("SELECT id, resource_id FROM channels").first<{
      id: string;
      resource_id: string;
    }>();
    const hook = await wish("sendHooks", {});
    const headers = { ...hook?.headers, "x-goog-resource-state": "exists", ...more };
    expect(hook?.headers).toMatchObject({ "x-goog-channel-id": row?.id, "x-goog-resource-state": "sync" });
    return post("/hooks/calendar", "", headers);
  };

  test("asks for a run", async () => {
    expect((await told()).status).toBe(200);
    expect(sent.map(message => message.body)).toEqual([
      { connection: "main", now: null, reason: "Calendar's hook", isHint: true },
    ]);
  });

  test("that is the first of its channel is acknowledged, and nothing more", async () => {
    expect((await told({ "x-goog-resource-state": "sync" })).status).toBe(200);
    expect(sent).toEqual([]);
  });

  test.each<[string, Record<string, string>, number]>([
    ["with another token", { "x-goog-channel-token": "guess" }, 401],
    ["with no token", { "x-goog-channel-token": "" }, 401],
    ["about another calendar", { "x-goog-resource-id": "other" }, 401],
    ["of a channel that is none of ours", { "x-goog-channel-id": "other" }, 404],
  ])("%s is refused", async (_, headers, status) => {
    const text = status === 404 ? JSON.stringify({ error: "no such channel is open" }) : REFUSED;
    expect(await told(headers)).toEqual({ status, text });
    expect(sent).toEqual([]);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM channels").first()).toEqual({ n: 1 });
  });

  test("that comes when the hooks have another secret is refused, and the next run opens another channel", async () => {
    await told();
    const [before] = await wish("channels", null);
    settings = { ...settings, HOOK_SECRET: "another secret that is long enough for it" };
    await cron(settings, MONDAY + HOUR);
    const after = await wish("channels", null);
    expect(after).toHaveLength(1);
    expect(after).not.toContain(before);
  });
});

describe("a push about a form", () => {
  const push = async (claims: Record<string, unknown>, isForged = false) => {
    const token = await wish("identity", { claims, isForged });
    return post("/hooks/forms", "{}", { authorization: `Bearer ${token}` });
  };
  const now = Math.floor(Date.now() / 1000);

  test("with Google's word for its sender asks for a run", async () => {
    expect(await push({})).toEqual({ status: 204, text: "" });
    expect(sent.map(message => message.body)).toEqual([
      { connection: "main", now: null, reason: "Forms' hook", isHint: true },
    ]);
  });

  test.each<[string, Record<string, unknown>]>([
    ["meant for somebody else", { aud: "https://elsewhere.test/hooks/forms" }],
    ["from another service account", { email: "somebody@krug.iam.gserviceaccount.com" }],
    ["whose address Google has not verified", { email_verified: false }],
    ["without an address", { email: null }],
    ["that has expired", { iat: now - 7200, exp: now - 3600 }],
    ["that never expires", { exp: null }],
    ["issued by somebody else", { iss: "https://accounts.elsewhere.test" }],
  ])("%s is refused", async (_, claims) => {
    expect(await push(claims)).toEqual({ status: 401, text: REFUSED });
    expect(sent).toEqual([]);
  });

  test("signed with another key is refused", async () => {
    expect(await push({}, true)).toEqual({ status: 401, text: REFUSED });
  });

  test.each(["", "Bearer", "Bearer guess", "Basic Zm9v", "Bearer a.b.c"])("with %j is refused", async authorization => {
    expect((await post("/hooks/forms", "{}", { authorization })).status).toBe(401);
    expect(sent).toEqual([]);
  });

  test("reads Google's keys once and keeps them", async () => {
    const used: string[] = [];
    const network = globalThis.fetch.bind(globalThis);
    const spy = vi.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
      const url = String(input instanceof Request ? input.url : input);
      if (url.includes("certs")) used.push(url);
      return network(input, init);
    });
    try {
      for (let times = 0; times < 3; times += 1) expect((await push({})).status).toBe(204);
      expect(used).toEqual(["http://google.sim/oauth2/v3/certs"]);
    } finally {
      spy.mockRestore();
    }
  });
});

describe("without the settings of hooks", () => {
  test("there is no hook and nothing to arm", async () => {
    bindings = {
      ...bindings,
      PUBLIC_URL: undefined,
      HOOK_SECRET: undefined,
      PUBSUB_TOPIC: undefined,
      PUBSUB_EMAIL: undefined,
    };
    for (const path of ["/hooks/notion", "/hooks/notion/x", "/hooks/calendar", "/hooks/forms"])
      expect((await post(path, EVENT)).status).toBe(404);
    expect((await api("/api/hooks/notion/arm", "POST").catch(() => ({ status: 404 }))).status).toBe(404);
  });

  test("with those of Forms left out its hook alone is missing", async () => {
    bindings = { ...bindings, PUBSUB_TOPIC: undefined, PUBSUB_EMAIL: undefined };
    expect((await post("/hooks/forms", "{}")).status).toBe(404);
    expect((await post("/hooks/calendar", "")).status).toBe(404);
    expect((await post("/hooks/notion", EVENT)).status).toBe(401);
  });

  test.each<[Record<string, unknown>, string, string]>([
    [{ HOOK_SECRET: undefined }, "HOOK_SECRET", "is missing: hooks of Forms need all of"],
    [{ PUBLIC_URL: undefined, HOOK_SECRET: undefined }, "PUBLIC_URL", "is missing, and so is HOOK_SECRET:"],
    [{ PUBSUB_EMAIL: undefined }, "PUBSUB_EMAIL", "is missing: hooks of Forms need all of"],
    [
      { HOOK_SECRET: undefined, PUBSUB_TOPIC: undefined, PUBSUB_EMAIL: undefined },
      "HOOK_SECRET",
      "is missing: hooks need all of PUBLIC_URL, HOOK_SECRET",
    ],
    [{ HOOK_SECRET: "short" }, "HOOK_SECRET", "is a random text of at least 32 characters"],
    [{ PUBLIC_URL: "http://krug.test" }, "PUBLIC_URL", "is an address that begins with https://"],
    [{ PUBSUB_TOPIC: "forms" }, "PUBSUB_TOPIC", "is written projects/PROJECT/topics/TOPIC"],
  ])("a group of which only a part is set is one line of the error (%#)", async (less, name, why) => {
    bindings = { ...bindings, ...less };
    const { status, text } = await ask("/health");
    expect(status).toBe(503);
    const lines = text.split("\n").filter(line => line.startsWith("- "));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(`- ${name} `);
    expect(lines[0]).toContain(why);
  });
});

test("what a run leaves over goes on later at the time it then is, not at that of the message it came from", async () => {
  bindings = { ...bindings, NOTION_REQUESTS_A_MINUTE: "3" };
  await consume(bindings, [{ connection: "main", now: MONDAY, reason: "cron" }]);
  expect(sent).toMatchObject([{ body: { connection: "main", now: null, reason: "continued" } }]);
  expect(sent[0]?.delaySeconds).toBeGreaterThan(0);
});

test("services tell the Worker in workerd: what was edited in Notion stands in the invitation, and nobody is mailed again", async () => {
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
  let goal = "";
  for (const { name, email, zone } of people) {
    const { id } = await wish("add", {
      source: "people",
      values: {
        name,
        email,
        zone,
        status: "active",
        hours: "Mon-Fri 9-17",
        programmes: [programme.id],
        consent: { start: "2027-01-04", end: null },
      },
    });
    ({ id: goal } = await wish("add", { source: "roadmap", values: { title: `Goal of ${name}`, owner: [id] } }));
  }
  expect(await carry({ subscribe: await arm() })).toEqual([200]);
  await cron(settings, MONDAY);
  const statuses = await carry();
  expect(statuses.length).toBeGreaterThan(2);
  expect(new Set(statuses)).toEqual(new Set([200]));
  expect(sent).toHaveLength(1);
  await runAll();
  const at = MONDAY + HOUR;
  await wish("setClock", { now: at });
  await wish("edit", { source: "roadmap", id: goal, values: { title: "Measure what is tested" } });
  const mails = (await wish("mails", null)).length;
  expect(mails).toBe(2);
  await carry();
  expect(await runAll()).toBe(1);
  const [event] = (await wish("events", null)).filter(one => one.status !== "cancelled");
  expect(event?.description).toContain("Measure what is tested");
  expect((await wish("mails", null)).length).toBe(mails);
  const run = await runTable.last(ownStore());
  expect(run).toMatchObject({ worldNow: at, report: { failed: [], reason: "Notion's hook" } });
});
