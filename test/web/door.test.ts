import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Env } from "../../src/config.ts";
import { pageTable } from "../../src/store/mirror/pages.ts";
import { coordinatorTable } from "../../src/store/people/coordinators.ts";
import type { RunMessage } from "../../src/web/settings.ts";
import { programmePath } from "../../src/web/view.ts";
import worker from "../../src/worker.ts";
import { ASSETS } from "../world/assets.ts";
import { anId, aPerson, aProgramme } from "../world/builders.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { signedIn } from "../world/signedIn.ts";

const COORDINATOR = "a long token for the coordinator";
const READER = "a long token for those who read";
const SETTINGS = {
  NOTION_TOKEN: "ntn_secret",
  NOTION_PARENT_PAGE: "8a223a9649b4488e8becad5dfed61a3a",
  GOOGLE_CALENDAR: "krug@group.calendar.google.com",
  GOOGLE_CLIENT_ID: "client",
  GOOGLE_CLIENT_SECRET: "client secret",
  GOOGLE_REFRESH_TOKEN: "refresh",
  WHO_READS: "the coordinator",
};
const TOKENS = { DASHBOARD_TOKEN: COORDINATOR, READER_TOKEN: READER };
const ACCESS = {
  DASHBOARD_BEHIND_ACCESS: "yes",
  ACCESS_TEAM: "krug",
  ACCESS_AUDIENCE: "a".repeat(64),
  ACCESS_SERVICE: "commands.access",
  COORDINATORS: "maria@example.org, Second@example.org",
};

let database: LocalD1;
let queue: RunMessage[];
let settings: Record<string, unknown>;

const env = () =>
  ({
    ...SETTINGS,
    ...settings,
    DB: database,
    JOBS: { send: async (body: RunMessage) => void queue.push(body) },
    ASSETS,
  }) as unknown as Env;
const send = (request: Request) => worker.fetch(request, env());
const ask = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
  send(new Request(`https://krug.test${path}`, { redirect: "manual", ...init, headers }));
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const OWN = { origin: "https://krug.test", "sec-fetch-site": "same-origin" };

beforeEach(() => {
  database = openD1();
  queue = [];
  settings = TOKENS;
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe("signing in by a token", () => {
  const tried = (token: string, headers: Record<string, string> = {}) =>
    ask(
      "/sign-in",
      { ...FORM, ...OWN, ...headers },
      { method: "POST", body: new URLSearchParams({ token }).toString() },
    );

  test("leads to the page by a cookie of this host alone, sent over https and read by no script", async () => {
    const answer = await tried(COORDINATOR);
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/"]);
    const cookie = answer.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^__Host-session=[\w-]{43};/);
    for (const word of ["HttpOnly", "Secure", "SameSite=Lax", "Path=/", "Max-Age=2592000"])
      expect(cookie).toContain(word);
    expect(cookie).not.toContain("Domain");
    expect((await ask("/", { cookie: cookie.split(";")[0] ?? "" })).status).toBe(200);
  });

  test("leaves in the database nothing that lets anybody in", async () => {
    const cookie = await signedIn(send, COORDINATOR);
    const { results } = await database.prepare("SELECT * FROM sign_ins").all();
    const kept = JSON.stringify(results);
    expect(kept).not.toContain(cookie.split("=")[1]);
    expect(kept).not.toContain(COORDINATOR);
  });

  test("is never possible by the address", async () => {
    for (const path of [
      `/?token=${encodeURIComponent(COORDINATOR)}`,
      `/sign-in?token=${encodeURIComponent(COORDINATOR)}`,
    ])
      expect((await ask(path)).headers.get("set-cookie")).toBeNull();
  });

  test("ends after 30 days, with another token, by signing out, and for all at once", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2027-01-11T08:00:00Z") });
    const first = await signedIn(send, COORDINATOR);
    const statusOf = async (cookie: string) => (await ask("/", { cookie })).status;
    vi.setSystemTime(Date.parse("2027-02-10T07:59:59Z"));
    expect(await statusOf(first)).toBe(200);
    vi.setSystemTime(Date.parse("2027-02-10T08:00:00Z"));
    expect(await statusOf(first)).toBe(401);

    const second = await signedIn(send, COORDINATOR);
    settings = { ...TOKENS, DASHBOARD_TOKEN: "another token that is long enough" };
    expect(await statusOf(second)).toBe(401);
    settings = TOKENS;
    const out = await ask("/sign-out", { ...FORM, ...OWN, cookie: second }, { method: "POST" });
    expect([out.status, out.headers.get("set-cookie")]).toEqual([303, expect.stringContaining("Max-Age=0")]);
    expect(await statusOf(second)).toBe(401);

    const third = await signedIn(send, COORDINATOR);
    await database.prepare("DELETE FROM sign_ins").run();
    expect(await statusOf(third)).toBe(401);
  });

  test("is slowed for wrong tokens from one place, ten a minute, and never for the right one", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2027-01-11T08:00:10Z") });
    const from = (ip: string) => ({ "cf-connecting-ip": ip });
    for (let times = 0; times < 10; times += 1) expect((await tried("guess", from("192.0.2.7"))).status).toBe(401);
    expect((await tried("guess", from("192.0.2.7"))).status).toBe(429);
    expect((await ask("/api/run", { ...bearer("guess"), ...from("192.0.2.7") })).status).toBe(429);
    expect((await tried("guess", from("192.0.2.8"))).status).toBe(401);
    expect((await tried(COORDINATOR, from("192.0.2.7"))).status).toBe(303);
    expect((await ask("/api/run", { ...bearer(COORDINATOR), ...from("192.0.2.7") })).status).toBe(200);
    vi.setSystemTime(Date.parse("2027-01-11T08:01:00Z"));
    expect((await tried("guess", from("192.0.2.7"))).status).toBe(401);
  });

  test.each([
    ["192.0.2.7", "192.0.2.7"],
    ["2001:db8:0:1::7", "2001:db8:0:1::/64"],
    ["2001:0db8:0000:0001:ffff:ffff:ffff:ffff", "2001:db8:0:1::/64"],
    ["2001:db8::7", "2001:db8:0:0::/64"],
    ["::ffff:192.0.2.7", "192.0.2.7"],
  ])("the address %s is slowed as %s", async (ip, as) => {
    await ask("/api/run", { ...bearer("guess"), "cf-connecting-ip": ip });
    const { results } = await database.prepare("SELECT address FROM wrong_tries").all();
    expect(results).toEqual([{ address: as }]);
  });
});

describe("a reader", () => {
  test("sees the figures and does nothing", async () => {
    const cookie = await signedIn(send, READER);
    const page = await (await ask("/", { cookie })).text();
    expect(page).toContain("You see the programme’s figures.");
    expect(page).not.toContain("Coming sessions");
    expect((await ask("/api/metrics", bearer(READER))).status).toBe(200);
    for (const path of [
      "/api/run",
      "/api/pulses",
      "/api/insights",
      "/api/plan",
      "/api/held",
      "/api/export?email=a@b.cd",
    ])
      expect([path, (await ask(path, bearer(READER))).status]).toEqual([path, 403]);
    const go = await ask("/go", { ...FORM, ...OWN, cookie }, { method: "POST", body: "mark=x" });
    expect([go.status, queue]).toEqual([403, []]);
    expect((await ask("/api/sync", bearer(READER), { method: "POST" })).status).toBe(403);
  });

  test("can't have the coordinator's token", async () => {
    settings = { ...TOKENS, READER_TOKEN: COORDINATOR };
    expect(await (await ask("/")).text()).toContain("READER_TOKEN makes no sense");
  });
});

test("a token that can be guessed is told to the coordinator, on the page and by the doctor, and still lets them in", async () => {
  settings = { ...TOKENS, DASHBOARD_TOKEN: "open sesame" };
  const page = await (await ask("/", { cookie: await signedIn(send, "open sesame") })).text();
  expect(page).toContain("fewer than 24 characters");
  expect(await (await ask("/", { cookie: await signedIn(send, READER) })).text()).not.toContain("fewer than 24");
  settings = TOKENS;
  expect(await (await ask("/", { cookie: await signedIn(send, COORDINATOR) })).text()).not.toContain("fewer than 24");
});

describe("what changes something", () => {
  test.each<[string, Record<string, string>]>([
    ["another site", { origin: "https://evil.test", "sec-fetch-site": "cross-site" }],
    ["another site that hides itself", { origin: "null" }],
    ["a neighbour of this host", { origin: "https://krug.test", "sec-fetch-site": "same-site" }],
    ["no page at all", {}],
  ])("is not done for %s, whichever door the browser came through", async (_, from) => {
    const cookie = await signedIn(send, COORDINATOR);
    for (const path of ["/go", "/sign-out", "/api/sync", "/api/go", "/api/forget"])
      expect([
        path,
        (await ask(path, { ...FORM, ...from, cookie }, { method: "POST", body: "mark=x" })).status,
      ]).toEqual([path, 403]);
    expect((await ask("/", { cookie })).status).toBe(200);
    expect(queue).toEqual([]);
  });

  test("is never done by reading", async () => {
    for (const path of [
      "/go",
      "/sign-in",
      "/sign-out",
      "/api/sync",
      "/api/go",
      "/api/hooks/notion/arm",
      "/api/hooks/notion/token",
    ])
      expect([path, (await ask(path, bearer(COORDINATOR))).status]).toEqual([path, 404]);
    expect(queue).toEqual([]);
  });

  test("is done for a command that brings the token, which no browser sends by itself", async () => {
    expect((await ask("/api/sync", bearer(COORDINATOR), { method: "POST" })).status).toBe(202);
    expect(queue).toHaveLength(1);
  });

  test.each<[string, BodyInit | undefined]>([
    ["nothing", undefined],
    ["null", "null"],
    ["no JSON", "{"],
    ["another shape", '{"mark":1}'],
    ["a list", "[]"],
    ["a byte that is no text", new Uint8Array([0xff, 0xfe])],
  ])("given %s says what is wrong", async (_, body) => {
    for (const path of ["/api/go", "/api/forget"]) {
      const answer = await ask(path, bearer(COORDINATOR), { method: "POST", body });
      expect([path, answer.status]).toEqual([path, 400]);
      expect(((await answer.json()) as { error: string }).error).toMatch(/^the body (is|makes)/);
    }
  });

  test("given a body without end, or of a kind of its own, is refused before it is read", async () => {
    const long = { method: "POST", body: "x".repeat(1_000_000) };
    expect((await ask("/api/go", bearer(COORDINATOR), long)).status).toBe(413);
    expect((await ask("/sign-in", { ...FORM, ...OWN }, long)).status).toBe(413);
    const parts = { ...OWN, "content-type": "multipart/form-data" };
    expect((await ask("/sign-in", parts, { method: "POST", body: "token=x" })).status).toBe(400);
  });
});

describe("behind Cloudflare Access", () => {
  let keys: CryptoKeyPair;
  let others: CryptoKeyPair;
  let fetched: number;

  beforeAll(async () => {
    keys = (await generateKeyPair("RS256")) as CryptoKeyPair;
    others = (await generateKeyPair("RS256")) as CryptoKeyPair;
  });
  beforeEach(async () => {
    settings = ACCESS;
    fetched = 0;
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: "one", alg: "RS256", use: "sig" };
    vi.spyOn(globalThis, "fetch").mockImplementation(async input => {
      expect(String(input instanceof Request ? input.url : input)).toBe(
        "https://krug.cloudflareaccess.com/cdn-cgi/access/certs",
      );
      fetched += 1;
      return Response.json({ keys: [jwk] });
    });
  });
  const assertion = async (
    claims: Record<string, unknown>,
    more: { key?: CryptoKey; audience?: string; issuer?: string; expires?: string } = {},
  ) => ({
    "cf-access-jwt-assertion": await new SignJWT(claims)
      .setProtectedHeader({ alg: "RS256", kid: "one" })
      .setIssuedAt()
      .setIssuer(more.issuer ?? "https://krug.cloudflareaccess.com")
      .setAudience(more.audience ?? ACCESS.ACCESS_AUDIENCE)
      .setExpirationTime(more.expires ?? "5m")
      .sign(more.key ?? keys.privateKey),
  });
  const maria = { email: "Maria@example.org" };

  test("every address but hooks and health answers 403 to who did not come through it", async () => {
    for (const path of ["/", "/api/run", "/api/metrics", "/nowhere", "/sign-in", "/go", `/?token=${COORDINATOR}`]) {
      const answer = await ask(path);
      expect([path, answer.status]).toEqual([path, 403]);
      expect(answer.headers.get("cache-control")).toBe("no-store");
    }
    expect((await ask("/health")).status).toBe(200);
  });

  test("a coordinator is known by their address, anybody else let in reads figures", async () => {
    expect((await ask("/api/run", await assertion(maria))).status).toBe(200);
    expect((await ask("/api/run", await assertion({ email: "guest@example.org" }))).status).toBe(403);
    expect((await ask("/", await assertion({ email: "guest@example.org" }))).status).toBe(200);
    expect(fetched).toBe(1);
    await coordinatorTable.confirming(database, "guest@example.org", "a page").run();
    expect(await (await ask("/", await assertion({ email: "Guest@example.org" }))).text()).toContain('href="/acts"');
    // What concerns all programmes is for whoever was set up as a coordinator.
    expect((await ask("/api/run", await assertion({ email: "Guest@example.org" }))).status).toBe(403);
  });

  test("a coordinator who was confirmed sees the programmes whose pages name them, and nothing of the others", async () => {
    const [mine, other] = [anId("mine"), anId("other")];
    const guest = aPerson("Guest", { programmes: [mine] });
    const rows = [
      aProgramme({ name: "Mine", coordinator: [guest.id] }, mine),
      aProgramme({ name: "Not mine", krugSays: "Not mine says" }, other),
      guest,
      aPerson("Boris", { programmes: [mine], krugSays: "Boris says" }),
      aPerson("Stranger", { programmes: [other], krugSays: "Stranger says" }),
    ];
    await database.batch(pageTable.saving(database, rows));
    await coordinatorTable.confirming(database, "guest@example.org", guest.id).run();
    const see = async (path: string, email = "guest@example.org") => ask(path, await assertion({ email }));
    const page = await (await see("/")).text();
    expect([page.includes("Mine</a>"), page.includes("Boris says")]).toEqual([true, true]);
    expect(page).not.toMatch(/Not mine|Stranger/);
    const everywhere = await (await see("/", maria.email)).text();
    expect(everywhere).toMatch(/Not mine/);
    expect(everywhere).toMatch(/Stranger says/);
    for (const file of ["", "/people.csv", "/figures.csv"]) {
      expect([file, (await see(`${programmePath(mine)}${file}`)).status]).toEqual([file, 200]);
      expect([file, (await see(`${programmePath(other)}${file}`)).status]).toEqual([file, 404]);
    }
    for (const path of ["/api/groups", "/api/export?email=stranger@example.org"])
      expect([path, (await see(path)).status]).toEqual([path, 403]);
    for (const path of ["/go", "/coordinators"]) {
      const headers = { ...(await assertion({ email: "guest@example.org" })), ...FORM, origin: "https://krug.test" };
      expect([path, (await ask(path, headers, { method: "POST", body: "mark=x" })).status]).toEqual([path, 403]);
    }
  });

  test("a coordinator of before is one still, however their page has the address", async () => {
    const known =
      "INSERT INTO coordinators (email, page_id, state) VALUES ('ana lee <ana@example.org>', 'a page', 'known')";
    await database.prepare(known).run();
    const isOne = async (email: string) =>
      (await (await ask("/", await assertion({ email }))).text()).includes("/acts");
    expect([await isOne("ana@example.org"), await isOne("lee@example.org")]).toEqual([true, false]);
  });

  test("what its keys have not signed, for this application and in time, counts for nothing", async () => {
    for (const forged of [
      await assertion(maria, { key: others.privateKey }),
      await assertion(maria, { audience: "b".repeat(64) }),
      await assertion(maria, { issuer: "https://evil.cloudflareaccess.com" }),
      await assertion(maria, { expires: "-2m" }),
      await assertion({}),
      { "cf-access-jwt-assertion": "nonsense" },
      { "cf-access-authenticated-user-email": "maria@example.org" },
      bearer(COORDINATOR),
    ])
      expect((await ask("/", forged as unknown as Record<string, string>)).status).toBe(403);
  });

  test("the commands come by a service token, and only by ours", async () => {
    const post = { method: "POST" };
    expect((await ask("/api/sync", await assertion({ common_name: "commands.access", sub: "" }), post)).status).toBe(
      202,
    );
    expect((await ask("/api/sync", await assertion({ common_name: "another.access" }), post)).status).toBe(403);
  });

  test("another site can't use that a coordinator is let in", async () => {
    const headers = { ...FORM, ...(await assertion(maria)) };
    const go = (from: Record<string, string>) =>
      ask("/go", { ...headers, ...from }, { method: "POST", body: "mark=x" });
    expect((await go({ origin: "https://evil.test" })).status).toBe(403);
    expect((await go(OWN)).status).toBe(303);
  });

  test("while its keys can't be read nobody is let in, and the answer says so", async () => {
    vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response("no", { status: 502 }));
    const answer = await ask("/", await assertion(maria));
    expect(answer.status).toBe(503);
    expect(((await answer.json()) as { error: string }).error).toContain("can't be read: ask again in a minute");
  });

  test("settings that leave the door open are refused", async () => {
    settings = { DASHBOARD_BEHIND_ACCESS: "yes" };
    const answer = await ask("/");
    expect(answer.status).toBe(503);
    const text = await answer.text();
    expect(answer.headers.get("cache-control")).toBe("no-store");
    for (const name of ["ACCESS_TEAM", "ACCESS_AUDIENCE", "COORDINATORS"]) expect(text).toContain(`${name} is missing`);
  });
});

test("every answer carries the headers of a careful page, refused ones too", async () => {
  for (const path of ["/", "/health", "/api/run", "/nowhere", "/hooks/x"]) {
    const { headers } = await ask(path);
    for (const [name, value] of [
      ["cache-control", "no-store"],
      ["x-content-type-options", "nosniff"],
      ["x-frame-options", "DENY"],
      ["referrer-policy", "same-origin"],
      ["content-security-policy", "default-src 'none'"],
      ["strict-transport-security", "max-age="],
    ] as const)
      expect([path, name, headers.get(name)]).toEqual([path, name, expect.stringContaining(value)]);
  }
});
