import { createHash, randomUUID } from "node:crypto";
import { databaseRoutes } from "./databases.ts";
import { queueRoutes } from "./queues.ts";
import { ApiError, failed, type Route, type Routes, succeeded } from "./route.ts";
import { Running } from "./running.ts";
import type { CloudflareState } from "./state.ts";
import { workerRoutes } from "./workers.ts";

/** A Cloudflare in memory: the API that wrangler speaks to, and the Workers that were deployed to it, which really run. */
export interface CloudflareSimulator {
  /** Answers /client/v4/… as Cloudflare's API does, and /_sim/… as the control. */
  fetch(request: Request): Promise<Response>;
  /** An API token with all rights. */
  readonly token: string;
  readonly state: CloudflareState;
  /** Every request so far: method, path, status. */
  readonly log: { method: string; path: string; status: number }[];
  /** The Worker that is deployed under a name, as its address answers. @throws Error where none is */
  ask(name: string, request: Request): Promise<Response>;
  /** Rings the schedule of a Worker that is deployed. */
  ring(name: string): Promise<void>;
  /** Ends what runs, and what it wrote goes. */
  close(): Promise<void>;
}

/** Makes one with an account, or with several. */
export function createCloudflareSimulator({
  accounts = ["Example"],
}: {
  accounts?: string[];
} = {}): CloudflareSimulator {
  const token = `simulated-${randomUUID()}`;
  const state: CloudflareState = {
    email: "coordinator@example.org",
    accounts: accounts.map(name => ({
      id: idOf(name),
      name,
      isPaid: true,
      subdomain: name.toLowerCase().replace(/\W+/g, "-"),
    })),
    tokens: new Set([token]),
    databases: [],
    queues: [],
    scripts: new Map(),
    uploads: new Map(),
    exports: new Map(),
    refused: new Map(),
  };
  const running = new Running(state);
  const routes: Routes = [...accountRoutes, ...databaseRoutes(running), ...queueRoutes, ...workerRoutes];
  const log: CloudflareSimulator["log"] = [];
  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url);
    const path = url.pathname;
    const exported = state.exports.get(/^\/_sim\/exports\/(.+)$/.exec(path)?.[1] ?? "");
    if (exported !== undefined) return new Response(exported);
    if (!path.startsWith(BASE)) return failed(new ApiError(404, 7003, `Could not route to ${path}`));
    const response = await answered(routes, state, request, path.slice(BASE.length));
    log.push({ method: request.method, path, status: response.status });
    return response;
  };
  return {
    fetch: answer,
    token,
    state,
    log,
    ask: (name, request) => running.ask(name, request),
    ring: name => running.ring(name),
    close: () => running.close(),
  };
}

const BASE = "/client/v4";

/** An account's id, as Cloudflare writes them. */
const idOf = (name: string) => createHash("md5").update(name).digest("hex");

const accountRoutes: Routes = [
  {
    method: "GET",
    path: /^\/user$/,
    handle: ({ state }) => ({ id: "u1", email: state.email, two_factor_authentication_enabled: true }),
  },
  {
    method: "GET",
    path: /^\/user\/tokens\/verify$/,
    handle: () => ({ id: "t1", status: "active" }),
  },
  {
    method: "GET",
    path: /^\/accounts$/,
    handle: ({ state }) => state.accounts.map(({ id, name }) => ({ id, name, type: "standard" })),
  },
  {
    method: "GET",
    path: /^\/accounts\/([^/]+)$/,
    handle: ({ account }) => ({ id: account.id, name: account.name, type: "standard" }),
  },
  {
    method: "GET",
    path: /^\/memberships$/,
    handle: ({ state }) =>
      state.accounts.map(({ id, name }) => ({
        id: `m-${id}`,
        status: "accepted",
        account: { id, name },
        roles: ["Administrator"],
      })),
  },
];

async function answered(routes: Routes, state: CloudflareState, request: Request, path: string): Promise<Response> {
  try {
    return await routed(routes, state, request, path);
  } catch (error) {
    if (error instanceof ApiError) return failed(error);
    throw error;
  }
}

async function routed(routes: Routes, state: CloudflareState, request: Request, path: string): Promise<Response> {
  const token = /^Bearer\s+(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? "";
  const isUpload = path.includes("/workers/assets/upload");
  if (!isUpload && !state.tokens.has(token)) throw new ApiError(401, 10000, "Authentication error");
  const found = matching(routes, request.method, path);
  if (found === null)
    throw new ApiError(404, 7003, `Could not route to ${path}, perhaps your object identifier is invalid?`);
  const [accountId] = /^\/accounts\/([^/]+)/.exec(path)?.slice(1) ?? [];
  const account = state.accounts.find(({ id }) => id === accountId);
  if (accountId !== undefined && account === undefined) throw new ApiError(403, 10000, "Authentication error");
  for (const [pattern, refusal] of state.refused)
    if (new RegExp(pattern).test(`${request.method} ${path}`)) throw refusal;
  const given = await found.route.handle({
    state,
    account: account ?? state.accounts[0]!,
    parts: found.parts,
    request,
    query: new URL(request.url).searchParams,
  });
  return given instanceof Response ? given : succeeded(given);
}

function matching(routes: Routes, method: string, path: string): { route: Route; parts: string[] } | null {
  for (const route of routes) {
    const match = route.method === method ? route.path.exec(path) : null;
    if (match !== null) return { route, parts: match.slice(1).map(decodeURIComponent) };
  }
  return null;
}
