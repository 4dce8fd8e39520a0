import { createHmac } from "node:crypto";
import { REACH_KINDS, type Reach } from "../../src/core/domain/reach.ts";
import { hookKeys } from "../../src/secrets/hookSecret.ts";
import { heldRunTable } from "../../src/store/runs/heldRun.ts";
import { keyFor, signJwt } from "../simulators/google/oauth/keys.ts";
import { HOOKS, PUBSUB } from "../world/settings.ts";
import { type FuzzedWorker, KEYS, type WorkerName } from "./worker.ts";

/** A request as it goes over the wire. */
export interface Shot {
  worker: WorkerName;
  method: string;
  /** With its query, as it is sent: nothing is encoded or tidied any more. */
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
}

/** What requests that come through need to know of the Worker they are sent to. */
export interface Target {
  fuzzed: FuzzedWorker;
  send(shot: Shot): Promise<{ status: number; headers: Record<string, string>; body: string }>;
  /** Somebody in People who may be forgotten. */
  toForget: string;
  /** Notion's verification token, once it was given. */
  notionToken: string;
}

/** A route of the Worker, the one request that comes through, and how it is then answered. */
export interface Route {
  method: string;
  path: string;
  answers: number;
  good(target: Target): Promise<Shot>;
}

/** What a page of our own sends along. */
const OWN = { origin: "", "sec-fetch-site": "same-origin" };
const FORM = { "content-type": "application/x-www-form-urlencoded" };
const JSON_TYPE = { "content-type": "application/json" };
export const asCoordinator = { authorization: `Bearer ${KEYS.coordinator}` };

/** A form as a page of the Worker sends it. */
function formShot({ fuzzed }: Target, path: string, fields: Record<string, string>, cookie: string): Shot {
  const headers = { ...OWN, ...FORM, origin: fuzzed.urls.token.origin, cookie };
  return {
    worker: "token",
    method: "POST",
    path,
    headers,
    body: Buffer.from(new URLSearchParams(fields).toString()),
  };
}

/** Signs in by the form; the cookie of the session. @throws Error where nobody is let in. */
export async function cookieOf(target: Target, token: string): Promise<string> {
  const { status, headers } = await target.send(formShot(target, "/sign-in", { token }, ""));
  const [cookie = ""] = (headers["set-cookie"] ?? "").split(";");
  if (status !== 303 || cookie === "") throw new Error(`not signed in: ${status}`);
  return cookie;
}

/** Whom Access lets in, as its header says it. */
export function assertionOf(claims: Record<string, unknown>): string {
  const now = Math.floor(Date.now() / 1000);
  return signJwt(keyFor("identity"), { iss: KEYS.team, aud: [KEYS.audience], iat: now, exp: now + 86_400, ...claims });
}

/** Google's word that Pub/Sub sends a push. */
export function pushIdentity(claims: Record<string, unknown> = {}): string {
  const now = Math.floor(Date.now() / 1000);
  return signJwt(keyFor("identity"), {
    iss: "https://accounts.google.com",
    aud: PUBSUB.audience,
    email: PUBSUB.serviceAccountEmail,
    email_verified: true,
    iat: now,
    exp: now + 86_400,
    ...claims,
  });
}

/** A message as Notion signs it. */
export function signedByNotion(body: Buffer, token: string): Record<string, string> {
  return { "x-notion-signature": `sha256=${createHmac("sha256", token).update(body).digest("hex")}` };
}

/** The headers of a message of a calendar's channel. */
export async function channelHeaders(id: string, state: string): Promise<Record<string, string>> {
  return {
    "x-goog-channel-id": id,
    "x-goog-channel-token": await hookKeys.channelToken(HOOKS.HOOK_SECRET, id),
    "x-goog-resource-id": "a resource",
    "x-goog-resource-state": state,
  };
}

const plain = (method: string, path: string, headers: Record<string, string> = {}): Shot => ({
  worker: "token",
  method,
  path,
  headers,
  body: null,
});
const withJson = (method: string, path: string, value: unknown): Shot => ({
  ...plain(method, path, { ...asCoordinator, ...JSON_TYPE }),
  body: Buffer.from(JSON.stringify(value)),
});
const read = (path: string): Route => ({
  method: "GET",
  path,
  answers: 200,
  good: async () => plain("GET", path, asCoordinator),
});

/** A run is held, so that there is something to give a go for. */
async function heldMark({ fuzzed }: Target): Promise<string> {
  const mark = crypto.randomUUID();
  const none = Object.fromEntries(REACH_KINDS.map(kind => [kind, 0])) as Reach;
  const held = {
    mark,
    since: 0,
    reach: none,
    limit: none,
    over: [],
    lines: [],
    subjects: [],
    programmeIds: [],
    goAt: null,
  };
  await fuzzed.sql.prepare("DELETE FROM held_run").run();
  await (await heldRunTable.saving(fuzzed.sql, held, null)).run();
  return mark;
}

const NOTION_TOKEN = "secret_of_the_verification_of_a_subscription";
const PAGE_EVENT = Buffer.from(
  JSON.stringify({ type: "page.content_updated", entity: { id: crypto.randomUUID(), type: "page" } }),
);

/** Opens an address for Notion's token: whoever kept one before is forgotten. */
async function armed(target: Target): Promise<string> {
  await target.send(plain("DELETE", "/api/hooks/notion", asCoordinator));
  const { body } = await target.send(plain("POST", "/api/hooks/notion/arm", asCoordinator));
  return new URL((JSON.parse(body) as { address: string }).address).pathname;
}

/** Every route of the Worker in an order in which each request comes through. */
export const ROUTES: readonly Route[] = [
  { method: "GET", path: "/health", answers: 200, good: async () => plain("GET", "/health") },
  read("/"),
  {
    method: "POST",
    path: "/sign-in",
    answers: 303,
    good: async target => formShot(target, "/sign-in", { token: KEYS.reader }, ""),
  },
  {
    method: "POST",
    path: "/sign-out",
    answers: 303,
    good: async target => formShot(target, "/sign-out", {}, await cookieOf(target, KEYS.reader)),
  },
  {
    method: "POST",
    path: "/go",
    answers: 303,
    good: async target =>
      formShot(target, "/go", { mark: await heldMark(target) }, await cookieOf(target, KEYS.coordinator)),
  },
  {
    method: "POST",
    path: "/coordinators",
    answers: 303,
    good: async target => {
      const fields = { is: "named", pageId: "nobody's", email: "nobody@example.org", answer: "yes" };
      return formShot(target, "/coordinators", fields, await cookieOf(target, KEYS.coordinator));
    },
  },
  read("/acts"),
  {
    method: "GET",
    path: "/act",
    answers: 200,
    good: async () => plain("GET", "/act?kind=run_now", asCoordinator),
  },
  {
    method: "POST",
    path: "/act",
    answers: 303,
    good: async target => {
      const fields = { id: crypto.randomUUID(), kind: "run_now", on: "", seen: "" };
      return formShot(target, "/act", fields, await cookieOf(target, KEYS.coordinator));
    },
  },
  {
    method: "POST",
    path: "/act/back",
    answers: 303,
    good: async target =>
      formShot(target, "/act/back", { id: crypto.randomUUID() }, await cookieOf(target, KEYS.coordinator)),
  },
  {
    method: "POST",
    path: "/chat",
    answers: 303,
    good: async target => {
      const fields = { programmeId: "nobody's", address: "https://hooks.slack.com/services/a/b/c" };
      return formShot(target, "/chat", fields, await cookieOf(target, KEYS.coordinator));
    },
  },
  // Of a programme that is not there a page says so, and nothing else comes.
  ...["", "/figures.csv", "/people.csv", "/sessions.csv"].map(file => ({
    method: "GET",
    path: `/programmes/:part${file}`,
    answers: 404,
    good: async () => plain("GET", `/programmes/nobodys${file}`, asCoordinator),
  })),
  {
    method: "POST",
    path: "/api/go",
    answers: 202,
    good: async target => withJson("POST", "/api/go", { mark: await heldMark(target) }),
  },
  {
    method: "POST",
    path: "/api/confirmed",
    answers: 200,
    good: async () =>
      withJson("POST", "/api/confirmed", {
        programmeId: "00000000-0000-4000-8000-000000000000",
        emails: ["ana@example.org"],
      }),
  },
  ...["metrics", "pulses", "insights", "groups", "plan", "held", "calendar", "doctor", "run", "dead-letters"].map(
    name => read(`/api/${name}`),
  ),
  {
    method: "POST",
    path: "/api/doctor/rebuild",
    answers: 200,
    good: async () => withJson("POST", "/api/doctor/rebuild", { after: "" }),
  },
  {
    method: "POST",
    path: "/api/dead-letters/clear",
    answers: 200,
    good: async () => withJson("POST", "/api/dead-letters/clear", { until: new Date().toISOString() }),
  },
  ...["let-go", "open"].map(name => ({
    method: "POST",
    path: `/api/seal/${name}`,
    answers: 200,
    good: async () => withJson("POST", `/api/seal/${name}`, { isSure: true }),
  })),
  { method: "POST", path: "/api/seal", answers: 200, good: async () => plain("POST", "/api/seal", asCoordinator) },
  { method: "POST", path: "/api/sync", answers: 202, good: async () => plain("POST", "/api/sync", asCoordinator) },
  {
    method: "POST",
    path: "/api/calendar/anew",
    answers: 202,
    good: async () => {
      const said = withJson("POST", "/api/calendar/anew", { calendarId: "elsewhere@group.calendar.google.com" });
      return { ...said, worker: "elsewhere" };
    },
  },
  {
    method: "GET",
    path: "/api/export",
    answers: 200,
    good: async () => plain("GET", "/api/export?email=ana@example.org", asCoordinator),
  },
  {
    method: "GET",
    path: "/api/forget",
    answers: 200,
    good: async () => plain("GET", "/api/forget?email=ana@example.org", asCoordinator),
  },
  {
    method: "POST",
    path: "/api/forget",
    answers: 200,
    good: async target => withJson("POST", "/api/forget", { email: target.toForget }),
  },
  {
    method: "POST",
    path: "/api/hooks/notion/arm",
    answers: 200,
    good: async target => {
      await target.send(plain("DELETE", "/api/hooks/notion", asCoordinator));
      return plain("POST", "/api/hooks/notion/arm", asCoordinator);
    },
  },
  {
    method: "POST",
    path: "/hooks/notion/:nonce?",
    answers: 200,
    good: async target => {
      target.notionToken = NOTION_TOKEN;
      const handshake = Buffer.from(JSON.stringify({ verification_token: NOTION_TOKEN }));
      const address = await armed(target);
      await target.send({ ...plain("POST", address, JSON_TYPE), body: handshake });
      return { ...plain("POST", "/hooks/notion", signedByNotion(PAGE_EVENT, NOTION_TOKEN)), body: PAGE_EVENT };
    },
  },
  {
    method: "POST",
    path: "/api/hooks/notion/token",
    answers: 200,
    good: async () => plain("POST", "/api/hooks/notion/token", asCoordinator),
  },
  read("/api/hooks/notion"),
  {
    method: "POST",
    path: "/hooks/calendar",
    answers: 200,
    good: async () => plain("POST", "/hooks/calendar", await channelHeaders("a channel", "exists")),
  },
  {
    method: "POST",
    path: "/hooks/forms",
    answers: 204,
    good: async () => ({
      ...plain("POST", "/hooks/forms", { authorization: `Bearer ${pushIdentity()}`, ...JSON_TYPE }),
      body: Buffer.from(JSON.stringify({ message: { attributes: { formId: "a form", eventType: "RESPONSES" } } })),
    }),
  },
  {
    method: "DELETE",
    path: "/api/hooks/notion",
    answers: 204,
    good: async () => plain("DELETE", "/api/hooks/notion", asCoordinator),
  },
];
