import { type Random, randomOf } from "../../src/core/domain/values/random.ts";
import {
  asCoordinator,
  assertionOf,
  channelHeaders,
  pushIdentity,
  ROUTES,
  type Shot,
  signedByNotion,
} from "./routes.ts";
import { KEYS } from "./worker.ts";

/** What a stranger or somebody who is signed in may send, drawn by a seed. */
export interface HostileShot {
  shot: Shot;
  /** The route it is aimed at, "METHOD path". */
  aim: string;
  /** Whether it brings what lets it in, or the right signature of a service. */
  isLetIn: boolean;
}

/** What of the run's state the draws use: sessions' cookies, and the token Notion signs with. */
export interface Known {
  cookies: { coordinator: string; reader: string };
  notionToken: string;
  origins: Record<Shot["worker"], string>;
}

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"] as const;

/** Requests that cost a plan or a whole look at the services are drawn one time in so many. */
const RARELY: Readonly<Record<string, number>> = {
  "GET /api/plan": 0.02,
  "GET /api/doctor": 0.01,
  "POST /api/sync": 0.01,
  "POST /api/forget": 0.1,
};

const NASTY = [
  "",
  " ",
  "null",
  "\u0000",
  "%00",
  "../../etc/passwd",
  "' OR 1=1 --",
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "__proto__",
  "constructor",
  "toString",
  "\ud83d\ude00\u202e\u0301",
  "ana@example.org",
  "ANA@EXAMPLE.ORG ",
  "nobody@example.org",
  "a@b..c",
  "9".repeat(400),
  "-1",
  "1e999",
  "NaN",
  "x".repeat(3000),
  "\r\nset-cookie: session=1",
  "said",
  "changed",
] as const;

function pick<T>(from: readonly T[], random: Random): T {
  return from[random.below(from.length)] as T;
}

function nastyValue(random: Random, depth = 0): unknown {
  const kind = random.below(depth > 3 ? 6 : 9);
  if (kind < 3) return pick(NASTY, random);
  if (kind === 3) return pick([null, true, false], random);
  if (kind === 4) return pick([0, -1, 1e308, 2 ** 53, 0.1, Number.MIN_VALUE], random);
  if (kind === 5) return [];
  if (kind === 6) return Array.from({ length: random.below(5) }, () => nastyValue(random, depth + 1));
  const names = ["mark", "email", "token", "calendarId", "message", "entity", "type", "verification_token", ...NASTY];
  return Object.fromEntries(
    Array.from({ length: random.below(6) }, () => [pick(names, random), nastyValue(random, depth + 1)]),
  );
}

const LARGE = Buffer.alloc(1024 * 1024, "a");
const DEEP = Buffer.from(`${"[".repeat(50_000)}${"]".repeat(50_000)}`);
const LARGE_JSON = Buffer.from(JSON.stringify({ mark: "m".repeat(1024 * 1024) }));

function bodyOf(random: Random): { type: string | null; body: Buffer | null } {
  const json = () => Buffer.from(JSON.stringify(nastyValue(random)));
  const fields = () => {
    const names = ["mark", "token", "email", "__proto__", ...NASTY.slice(0, 4)];
    return Buffer.from(
      new URLSearchParams(
        Array.from({ length: random.below(8) }, () => [pick(names, random), pick(NASTY, random)]),
      ).toString(),
    );
  };
  const type = pick(
    [
      "application/json",
      "application/x-www-form-urlencoded",
      "APPLICATION/JSON; charset=utf-16",
      "multipart/form-data",
      "multipart/form-data; boundary=x",
      "text/plain",
      'application/x-www-form-urlencoded; charset="',
      "/",
      null,
    ],
    random,
  );
  const rare = random.below(200);
  if (rare === 0) return { type, body: LARGE };
  if (rare === 1) return { type, body: LARGE_JSON };
  if (rare === 2) return { type, body: DEEP };
  const body = pick<() => Buffer | null>(
    [
      json,
      json,
      fields,
      fields,
      () => null,
      () => Buffer.alloc(0),
      () => Buffer.from("null"),
      () => Buffer.from("{"),
      () => Buffer.from("\ufeff{}"),
      () => Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x80]),
      () => Buffer.from('{"mark":"a","mark":{"__proto__":{"role":"coordinator"}}}'),
      () => Buffer.from('--x\r\ncontent-disposition: form-data; name="mark"\r\n\r\n1'),
      () => Buffer.from(`{"email":${"9".repeat(500)}}`),
      () => Buffer.alloc(random.below(5000), "%"),
    ],
    random,
  )();
  return { type, body };
}

function pathOf(path: string, random: Random): string {
  const filled = path.replace(/\/:\w+\?/, () =>
    random.below(2) === 0 ? "" : `/${encodeURIComponent(pick(NASTY, random)).slice(0, 600)}`,
  );
  const kind = random.below(12);
  const bent =
    kind === 0
      ? `${filled}/`
      : kind === 1
        ? `/${filled}`
        : kind === 2
          ? `${filled}/${encodeURIComponent(pick(NASTY, random)).slice(0, 600)}`
          : kind === 3
            ? filled.replace(/[a-z]/g, letter => (random.below(4) === 0 ? letter.toUpperCase() : letter))
            : kind === 4
              ? `${filled}${pick(["%00", "%ff", "%2e%2e", ";x=1", "%", "/..%2f", "//", "/%E0%A4%A"], random)}`
              : filled;
  if (random.below(3) > 0) return bent;
  const names = ["email", "go", "token", "mark", "__proto__", "x"];
  const query = Array.from(
    { length: 1 + random.below(4) },
    () => `${pick(names, random)}=${encodeURIComponent(pick(NASTY, random))}`,
  );
  return `${bent}?${query.join("&")}`;
}

/** The header values that are sent must be bytes: what is more is sent encoded. */
const asHeader = (value: string) => encodeURIComponent(value).slice(0, 2000);

function strangeHeaders(random: Random): Record<string, string> {
  const value = asHeader(pick(NASTY, random));
  return pick<Record<string, string>>(
    [
      {},
      {},
      { "x-forwarded-for": "127.0.0.1", "x-forwarded-host": "evil.example", "x-forwarded-proto": "http" },
      { "x-http-method-override": "POST" },
      { range: "bytes=0-1,5-", "if-none-match": "*" },
      { "accept-language": value, accept: value },
      { "cf-access-authenticated-user-email": KEYS.coordinatorEmail },
      { cookie: `__Host-session=${value}; session=${value}` },
      { "content-encoding": "gzip" },
      { te: "trailers", upgrade: "h2c" },
      { "accept-encoding": "zstd, br;q=0, *" },
      { referer: value, "user-agent": value },
    ],
    random,
  );
}

/** Tokens are signed once: what they say does not change while the requests are sent. */
function wordsOfAccess() {
  const now = Math.floor(Date.now() / 1000);
  return {
    right: [
      assertionOf({ email: KEYS.coordinatorEmail }),
      assertionOf({ email: "reader@example.org" }),
      assertionOf({ common_name: KEYS.service }),
    ],
    wrong: [
      assertionOf({ email: KEYS.coordinatorEmail, exp: now - 3600 }),
      assertionOf({ email: KEYS.coordinatorEmail, aud: ["f".repeat(64)] }),
      assertionOf({ email: KEYS.coordinatorEmail, iss: "https://others.cloudflareaccess.com" }),
      assertionOf({}),
      assertionOf({ email: 1 }),
      `${assertionOf({ email: KEYS.coordinatorEmail })}x`,
      `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(`{"email":"${KEYS.coordinatorEmail}"}`).toString("base64url")}.`,
      "a.b.c",
      "",
    ],
  };
}

/** Draws hostile requests, the same ones for the same seed but for what the run itself made: cookies and signatures. */
export function hostileShots(seed: number, known: Known): () => Promise<HostileShot> {
  const random = randomOf(`hostile requests ${seed}`);
  const access = wordsOfAccess();
  const push = pushIdentity();
  const wrongPushes = [pushIdentity({ email: "x@y.z" }), pushIdentity({ aud: "other" }), pushIdentity({ exp: 1 }), "x"];

  const aimed = () => {
    for (;;) {
      const route = pick(ROUTES, random);
      const aim = `${route.method} ${route.path}`;
      if (random.next() < (RARELY[aim] ?? 1)) return { route, aim };
    }
  };
  const throughToken = (method: string): { headers: Record<string, string>; isLetIn: boolean } => {
    const own = { origin: known.origins.token, "sec-fetch-site": "same-origin" };
    const foreign = pick<Record<string, string>>(
      [{ origin: "https://evil.example", "sec-fetch-site": "cross-site" }, { origin: "null" }, {}],
      random,
    );
    const changes = !["GET", "HEAD"].includes(method);
    const kind = random.below(20);
    if (kind < 8) return { headers: asCoordinator, isLetIn: true };
    if (kind < 11) return { headers: { cookie: known.cookies.coordinator, ...own }, isLetIn: true };
    if (kind === 11) return { headers: { cookie: known.cookies.reader, ...own }, isLetIn: true };
    if (kind === 12) return { headers: { authorization: `Bearer ${KEYS.reader}` }, isLetIn: true };
    if (kind === 13) return { headers: { cookie: known.cookies.coordinator, ...foreign }, isLetIn: !changes };
    const wrong = [
      "Bearer",
      "bearer  ",
      `Bearer ${asHeader(pick(NASTY, random))}`,
      `Basic ${Buffer.from("a:b").toString("base64")}`,
      `Bearer ${KEYS.coordinator.slice(0, -1)}`,
      `Bearer ${"x".repeat(5000)}`,
    ];
    if (kind < 17) return { headers: { authorization: pick(wrong, random) }, isLetIn: false };
    return { headers: {}, isLetIn: false };
  };
  const throughAccess = () => {
    const isLetIn = random.below(10) < 7;
    const assertion = pick(isLetIn ? access.right : access.wrong, random);
    return { headers: { "cf-access-jwt-assertion": assertion, origin: known.origins.access }, isLetIn };
  };
  const asService = async (path: string, body: Buffer | null) => {
    const isLetIn = random.below(10) < 7;
    if (path.startsWith("/hooks/notion")) {
      const headers = signedByNotion(body ?? Buffer.alloc(0), isLetIn ? known.notionToken : "another secret");
      return { headers, isLetIn };
    }
    if (path === "/hooks/calendar") {
      const id = `channel ${random.below(50)}`;
      const headers = await channelHeaders(id, pick(["sync", "exists", "not_exists", "%00", ""], random));
      return { headers: isLetIn ? headers : { ...headers, "x-goog-channel-token": "x" }, isLetIn };
    }
    return { headers: { authorization: `Bearer ${isLetIn ? push : pick(wrongPushes, random)}` }, isLetIn };
  };

  return async () => {
    const { route, aim } = aimed();
    const method = random.below(4) === 0 ? pick(METHODS, random) : route.method;
    const { type, body } = bodyOf(random);
    const sent = ["GET", "HEAD"].includes(method) ? null : body;
    const path = pathOf(route.path, random);
    const isHook = route.path.startsWith("/hooks/");
    const worker = random.below(4) === 0 ? "access" : "token";
    const { headers, isLetIn } = isHook
      ? await asService(route.path, sent)
      : route.path === "/health"
        ? { headers: {}, isLetIn: true }
        : worker === "access"
          ? throughAccess()
          : throughToken(method);
    const shot: Shot = {
      worker,
      method,
      path,
      headers: {
        ...strangeHeaders(random),
        "cf-connecting-ip": `192.0.${random.below(200)}.${random.below(250)}`,
        ...(type === null || sent === null ? {} : { "content-type": type }),
        ...headers,
      },
      body: sent,
    };
    return { shot, aim, isLetIn };
  };
}
