import { Agent, request as ask } from "node:http";
import { readConfig } from "../../src/config.ts";
import { webApp } from "../../src/web/app.ts";
import type { Check } from "../bench/report.ts";
import { openPlayground, type Playground } from "../world/playground.ts";
import { FORMS_HOOK, HOOKS, settingsOf } from "../world/settings.ts";
import { type HostileShot, hostileShots } from "./hostile.ts";
import { asCoordinator, cookieOf, ROUTES, type Shot, type Target } from "./routes.ts";
import { type FuzzedWorker, KEYS, openFuzzedWorker } from "./worker.ts";

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

const HANG_MS = 30_000;
/** Requests on the way at the same time. */
const AT_ONCE = 8;
/** From this request on the Worker has everything it will keep. */
const SETTLED_AT = 20_000;
const LOOK_EVERY = 10_000;
/** What is held may differ from one look to the next by so much: caches of the runtime come and go. */
const MOST_GROWTH = 1.15;
/** How often a request is sent again, a second apart, that waits for the end of a run. */
const PATIENCE = 60;
const START = Date.parse("2027-01-07T08:00:00Z");
const ZONE = "Europe/Berlin";

/** What every answer says to browsers, whatever it answers. */
const HEADERS = [
  "cache-control",
  "content-security-policy",
  "permissions-policy",
  "referrer-policy",
  "strict-transport-security",
  "x-content-type-options",
  "x-frame-options",
];

/** Requests that were answered as none may be, and a few of each kind to look at. */
class Faults {
  readonly counts: Record<string, number> = {};
  readonly examples: Record<string, unknown[]> = {};

  add(kind: string, { shot, aim }: HostileShot, answer: Answer | string): void {
    this.counts[kind] = (this.counts[kind] ?? 0) + 1;
    this.examples[kind] ??= [];
    if ((this.examples[kind]?.length ?? 0) >= 5) return;
    const { body, headers, ...rest } = shot;
    const cut = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value.slice(0, 100)]));
    const said = typeof answer === "string" ? answer : { status: answer.status, body: answer.body.slice(0, 300) };
    this.examples[kind]?.push({ aim, ...rest, headers: cut, body: body?.toString("latin1").slice(0, 300), said });
  }
}

/**
 * Sends hostile requests to the Worker in workerd, at least half of them let in or rightly signed, and looks at each answer:
 * nothing hangs, nothing ends in an error nobody foresaw, and who is refused gets a sentence. Before and after, each route is
 * asked once as it should be. The same seed draws the same requests.
 */
export async function fuzzRequests({
  requests,
  seed,
}: {
  requests: number;
  seed: number;
}): Promise<{ checks: Check[]; [figure: string]: unknown }> {
  const playground = await smallWorld();
  const fuzzed = await openFuzzedWorker(playground);
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  try {
    const send = (shot: Shot) => sent(fuzzed, shot, agent);
    const target: Target = {
      fuzzed,
      send,
      notionToken: "",
      toForget: "gone@example.org",
    };
    await runEnds(send);
    const first = await goodOnes(target);
    const cookies = {
      coordinator: await cookieOf(target, KEYS.coordinator),
      reader: await cookieOf(target, KEYS.reader),
    };
    const { token, access, elsewhere } = fuzzed.urls;
    const origins = { token: token.origin, access: access.origin, elsewhere: elsewhere.origin };
    await ROUTES.find(route => route.path.startsWith("/hooks/notion"))?.good(target);
    const draw = hostileShots(seed, { cookies, origins, notionToken: target.notionToken });
    const shots = await bombarded(fuzzed, send, draw, requests);
    const wellAfter = await runEnds(send);
    target.toForget = "left@example.org";
    const last = await goodOnes(target);
    const missing = missingRoutes(playground);
    return {
      checks: checksOf({
        ...shots,
        requests,
        wellAfter,
        missing,
        refused: [...first, ...last],
        errors: fuzzed.errors(),
      }),
      ...shots,
      errors: fuzzed.errors().slice(0, 20),
    };
  } finally {
    agent.destroy();
    await fuzzed.close();
  }
}

const GONE = ["gone@example.org", "left@example.org"];

/** Two who meet, and two who will be forgotten. */
async function smallWorld(): Promise<Playground> {
  const addresses = ["ana@example.org", "boris@example.org", ...GONE];
  const people = addresses.map(email => ({ name: email.split("@")[0] ?? "", email, zone: ZONE }));
  const playground = await openPlayground({ startsAt: START, people });
  const programme = await playground.add("programmes", {
    name: "Pairs",
    status: "active",
    format: "pair",
    zone: ZONE,
    language: "en",
    start: { start: "2027-01-11", end: null },
    end: { start: "2027-02-07", end: null },
  });
  for (const { name, email } of people)
    await playground.add("people", {
      name,
      email,
      zone: ZONE,
      hours: "9-17",
      programmes: GONE.includes(email) ? [] : [programme],
      consent: { start: "2027-01-01", end: null },
    });
  return playground;
}

/** One request over the wire. @throws Error when it is not answered within half a minute. */
function sent(fuzzed: FuzzedWorker, shot: Shot, agent: Agent): Promise<Answer> {
  const { hostname, port } = fuzzed.urls[shot.worker];
  return new Promise((resolve, reject) => {
    const { method, path } = shot;
    const headers = { ...shot.headers, ...(shot.body === null ? {} : { "content-length": String(shot.body.length) }) };
    const outgoing = ask({ hostname, port, method, path, headers, agent, timeout: HANG_MS }, incoming => {
      const pieces: Buffer[] = [];
      incoming.on("data", (piece: Buffer) => pieces.push(piece));
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
          body: Buffer.concat(pieces).toString("utf8"),
        }),
      );
      incoming.on("error", reject);
    });
    outgoing.on("timeout", () => outgoing.destroy(new Error("no answer")));
    outgoing.on("error", reject);
    outgoing.end(shot.body ?? undefined);
  });
}

/** Asks for a run and waits for its end; whether it ended well. */
async function runEnds(send: Target["send"]): Promise<boolean> {
  const lastRun = async () => {
    const { body } = await send({ worker: "token", method: "GET", path: "/health", headers: {}, body: null });
    return (JSON.parse(body) as { lastRun: { id: number; endedWell: boolean; isContinued: boolean } | null }).lastRun;
  };
  const before = (await lastRun())?.id ?? 0;
  await send({ worker: "token", method: "POST", path: "/api/sync", headers: asCoordinator, body: null });
  for (let times = 0; times < 600; times += 1) {
    const last = await lastRun();
    if (last !== null && last.id > before && !last.isContinued) return last.endedWell;
    await new Promise(resume => setTimeout(resume, 200));
  }
  return false;
}

/** Asks each route as it should be, again while a run is under way; those that did not come through. */
async function goodOnes(target: Target): Promise<string[]> {
  const refused: string[] = [];
  for (const { method, path, answers, good } of ROUTES) {
    let { status, body } = await target.send(await good(target));
    for (let times = 0; status !== answers && times < PATIENCE; times += 1) {
      await new Promise(resume => setTimeout(resume, 1000));
      ({ status, body } = await target.send(await good(target)));
    }
    if (status !== answers) refused.push(`${method} ${path}: ${status} ${body.slice(0, 200)}`);
  }
  return refused;
}

/** Routes of the Worker that are not asked here. */
function missingRoutes(playground: Playground): string[] {
  const env = { ...settingsOf(playground), ...HOOKS, ...FORMS_HOOK, DB: {}, JOBS: {} };
  const { routes } = webApp(readConfig(env as never), { wallNow: Date.now } as never);
  const known = new Set(ROUTES.map(({ method, path }) => `${method} ${path}`));
  const all = new Set(routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`));
  return [...all].filter(route => !known.has(route));
}

interface Bombarded {
  faults: Faults;
  statuses: Record<string, number>;
  letIn: number;
  /** What the isolate held at the looks from SETTLED_AT on, in bytes. */
  held: { at: number; bytes: number }[];
}

async function bombarded(
  fuzzed: FuzzedWorker,
  send: (shot: Shot) => Promise<Answer>,
  draw: () => Promise<HostileShot>,
  requests: number,
): Promise<Bombarded> {
  const outcome: Bombarded = { faults: new Faults(), statuses: {}, letIn: 0, held: [] };
  for (let from = 0; from < requests; from += LOOK_EVERY) {
    const until = Math.min(from + LOOK_EVERY, requests);
    const shots: HostileShot[] = [];
    for (let index = from; index < until; index += 1) shots.push(await draw());
    let next = 0;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let index = next++; index < shots.length; index = next++) {
          const shot = shots[index] as HostileShot;
          if (shot.isLetIn) outcome.letIn += 1;
          try {
            judge(shot, await send(shot.shot), outcome);
          } catch (error) {
            outcome.faults.add("no answer", shot, (error as Error).message);
          }
        }
      }),
    );
    if (until >= Math.min(SETTLED_AT, requests)) outcome.held.push({ at: until, bytes: await fuzzed.heldBytes() });
    if (requests > LOOK_EVERY) console.log(`${until} of ${requests} requests`);
  }
  return outcome;
}

/** Looks at one answer. */
function judge(shot: HostileShot, answer: Answer, { faults, statuses }: Bombarded): void {
  const { status, headers, body } = answer;
  statuses[status] = (statuses[status] ?? 0) + 1;
  const says = sentenceIn(body);
  if (status >= 500 && (status !== 503 || says === null || says.includes("nobody foresaw")))
    faults.add("server error", shot, answer);
  if (status >= 400 && status < 500 && says === null && shot.shot.method !== "HEAD")
    faults.add("no sentence", shot, answer);
  if (HEADERS.some(name => headers[name] === undefined) || headers["cache-control"] !== "no-store")
    faults.add("headers missing", shot, answer);
  if (!shot.isLetIn && status < 400 && !["/health", "/sign-in", "/sign-out"].some(path => shot.aim.endsWith(path)))
    faults.add("let in", shot, answer);
}

/** What an answer says in words: the error of a JSON body, or the text of a page. Null for fewer than three words. */
function sentenceIn(body: string): string | null {
  let text: string;
  try {
    text = String((JSON.parse(body) as { error?: unknown } | null)?.error ?? "");
  } catch {
    text = body.replace(/<style.*?<\/style>|<[^>]*>/gs, " ");
  }
  return text.trim().split(/\s+/).length >= 3 ? text : null;
}

function checksOf(of: {
  requests: number;
  faults: Faults;
  letIn: number;
  held: Bombarded["held"];
  statuses: Bombarded["statuses"];
  wellAfter: boolean;
  missing: string[];
  refused: string[];
  errors: string[];
}): Check[] {
  const { requests, faults, letIn, held, refused, missing } = of;
  for (const [kind, examples] of Object.entries(faults.examples))
    for (const example of examples) console.log(`${kind}: ${JSON.stringify(example)}`);
  for (const route of [...refused, ...missing.map(name => `not asked: ${name}`)]) console.log(route);
  const none = (name: string, value: number): Check => ({ name, value, target: "= 0", ok: value === 0 });
  const [base, ...later] = held.map(({ bytes }) => bytes);
  const growth = Math.max(...later, base ?? Number.NaN) / (base ?? Number.NaN);
  return [
    ...["no answer", "server error", "no sentence", "headers missing", "let in"].map(kind =>
      none(kind, faults.counts[kind] ?? 0),
    ),
    none("errors nobody foresaw in the log", of.errors.length),
    none("routes without a request that comes through", missing.length),
    none("right requests not answered with success", refused.length),
    { name: "share let in or rightly signed", value: letIn / requests, target: ">= 0.5", ok: letIn / requests >= 0.5 },
    { name: "runs that end well afterwards", value: of.wellAfter ? 1 : 0, target: "= 1", ok: of.wellAfter },
    ...(later.length === 0
      ? []
      : [
          {
            name: `memory held after request ${SETTLED_AT}, against then`,
            value: growth,
            target: `<= ${MOST_GROWTH}`,
            ok: growth <= MOST_GROWTH,
          },
        ]),
  ];
}
