import { counted, type Sql } from "../../src/store/database/sql.ts";
import type { WorldClock } from "../simulators/clock.ts";
import { type FaultKind, FaultScript, withFault } from "../simulators/faults.ts";
import { failure } from "../simulators/notion/index.ts";
import { NOTION_HOST, type Playground } from "../world/playground.ts";
import type { Kill, Service, Step } from "./history.ts";
import { Turns } from "./turns.ts";

/** The invocation is gone: nothing it awaited comes back, and nothing it does has an effect any more. */
class Killed extends Error {
  constructor() {
    super("the invocation was killed");
    this.name = "Killed";
  }
}

/** World time a request takes; a hanging one takes as long as a client waits. */
const REQUEST_MS = 40;
const HANG_MS = 60_000;

/** What a worker reached over the line, as counted here. */
export interface Traffic {
  faults: number;
  kills: number;
  requests: number;
  writes: number;
  /** Edits that landed between the reading of a page and its write: the limit Notion sets. */
  gaps: number;
}

/** The network and the database between the worker and its world: faults strike here, and invocations are killed here. */
export class Line {
  readonly traffic: Traffic = { faults: 0, kills: 0, requests: 0, writes: 0, gaps: 0 };
  readonly struck: Record<string, number> = {};
  onRequest: () => void = () => {};
  /** Called after each write that reached a service. */
  onWrite: () => void = () => {};
  /** Called with the page about to be written, before it is. */
  onPageWrite: (pageId: string) => void = () => {};
  readonly #playground: Playground;
  readonly #sql: Sql;
  readonly #clock: WorldClock;
  readonly #scripts: Record<Service, FaultScript> = { notion: new FaultScript(), google: new FaultScript() };
  readonly #onWrites: Record<Service, FaultScript> = { notion: new FaultScript(), google: new FaultScript() };
  readonly #names = new Map<FaultKind, string>();

  constructor(playground: Playground, sql: Sql) {
    this.#playground = playground;
    this.#sql = sql;
    this.#clock = playground.clock;
  }

  order({ service, kind, skip, times, onWrites }: Step & { do: "fault" }): void {
    if (kind === "commit503") {
      this.#playground.notion.switches.commit503 += times;
      this.#count("commit503", times);
      return;
    }
    const fault = faultOf(service, kind);
    this.#names.set(fault, `${service} ${kind}`);
    (onWrites ? this.#onWrites : this.#scripts)[service].order({ fault, skip, times });
  }

  /** Everything works again. */
  clear(): void {
    for (const scripts of [this.#scripts, this.#onWrites]) for (const script of Object.values(scripts)) script.clear();
    this.#count("commit503", -this.#playground.notion.switches.commit503);
    Object.assign(this.#playground.notion.switches, { commit503: 0, queryLagMs: 0 });
  }

  /** The world of one invocation. `meanwhile` happens just before its `at`-th request. */
  open(
    kill: Kill | null,
    meanwhile: { at: number; happen: () => Promise<void> } | null,
  ): { fetch: typeof fetch; sql: Sql; isKilled: () => boolean } {
    let requests = 0;
    let writes = 0;
    let statements = 0;
    let isDead = false;
    const turns = new Turns();
    const die = (): never => {
      isDead = true;
      this.traffic.kills += 1;
      throw new Killed();
    };
    const answer = async (request: Request): Promise<Response> => {
      if (isDead) throw new Killed();
      requests += 1;
      const number = requests;
      const isWrite = isWriting(request.method, new URL(request.url).pathname);
      if (isWrite) writes += 1;
      const strikes = (when: "before" | "after") =>
        kill !== null &&
        ((kill.how === when && kill.at === number) || (kill.how === `${when}Write` && isWrite && kill.at === writes));
      this.onRequest();
      this.#clock.advance(REQUEST_MS);
      if (strikes("before")) die();
      if (meanwhile?.at === number) await meanwhile.happen();
      const response = await this.#send(request);
      if (strikes("after")) die();
      if (isDead) throw new Killed();
      return response;
    };
    return {
      fetch: ((input: RequestInfo | URL, init?: RequestInit) =>
        turns.take(() => answer(new Request(input instanceof Request ? input : String(input), init)))) as typeof fetch,
      sql: counted(turns.database(this.#sql), count => {
        if (isDead) throw new Killed();
        statements += count;
        if (kill?.how === "statement" && statements >= kill.at) die();
      }),
      isKilled: () => isDead,
    };
  }

  async #send(request: Request): Promise<Response> {
    const { origin, pathname } = new URL(request.url);
    const service: Service = origin === NOTION_HOST ? "notion" : "google";
    const isWrite = isWriting(request.method, pathname);
    const fault =
      (isWrite ? this.#onWrites[service].strike(request.method, pathname) : null) ??
      this.#scripts[service].strike(request.method, pathname);
    if (fault !== null) {
      this.traffic.faults += 1;
      this.#count(this.#names.get(fault) ?? "", 1);
      if (this.#names.get(fault)?.includes("hang")) this.#clock.advance(HANG_MS);
    }
    this.traffic.requests += 1;
    if (isWrite) this.traffic.writes += 1;
    const page =
      service === "notion" && request.method === "PATCH" ? /^\/v1\/pages\/([0-9a-f-]+)$/.exec(pathname) : null;
    const reach = async () => {
      if (page?.[1] !== undefined) this.onPageWrite(page[1]);
      const response = await this.#playground.fetch(request);
      if (isWrite) this.onWrite();
      return response;
    };
    return withFault(fault, reach);
  }

  #count(name: string, times: number): void {
    this.struck[name] = (this.struck[name] ?? 0) + times;
    if (name === "commit503") this.traffic.faults += times;
  }
}

/** True for requests that change something; queries are sent by POST too. */
export function isWriting(method: string, path: string): boolean {
  if (method === "GET" || path === "/token") return false;
  return !/\/query$|\/freeBusy$|\/search$/.test(path);
}

/** The fault a name means; "after" lets the write happen first. */
function faultOf(service: Service, name: string): FaultKind {
  const [kind = "", when] = name.split(/ (?=after$)/);
  const isAfter = when === "after";
  if (kind === "reset" || kind === "hang") return { kind: isAfter ? "resetAfter" : "reset" };
  if (service === "notion") return failure(kind, isAfter ? "after" : "before");
  const known = GOOGLE[kind];
  if (known === undefined) throw new Error(`no failure ${name} of ${service}`);
  const { status, reason, headers } = known;
  const body = {
    error: { code: status, message: reason, errors: [{ domain: "usageLimits", reason, message: reason }] },
  };
  return { kind: isAfter ? "answerAfter" : "answer", status, headers, body };
}

const GOOGLE: Record<string, { status: number; reason: string; headers?: Record<string, string> }> = {
  "429": { status: 429, reason: "rateLimitExceeded", headers: { "retry-after": "30" } },
  "403 rate": { status: 403, reason: "userRateLimitExceeded" },
  "403 quota": { status: 403, reason: "quotaExceeded" },
  "401": { status: 401, reason: "authError" },
  "500": { status: 500, reason: "backendError" },
  "503": { status: 503, reason: "backendError" },
};
