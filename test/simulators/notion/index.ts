import { WorldClock } from "../clock.ts";
import { ConnectionReset, FaultScript, withFault } from "../faults.ts";
import { listeners, RequestLog } from "../requestLog.ts";
import { actorOf, answerApi } from "./api.ts";
import { answerControl } from "./control.ts";
import { IdSource } from "./ids.ts";
import { RateLimit } from "./rateLimit.ts";
import type { Block, Comment, Database, DataSource, FileUpload, Page, User, View } from "./records.ts";
import { defaultSwitches, type NotionSwitches } from "./switches.ts";
import { Webhooks } from "./webhooks.ts";
import { type KeptWorkspace, Workspace } from "./workspace.ts";

export { failure } from "./failures.ts";
export type {} from "./switches.ts";

export interface NotionSimulatorOptions {
  /** World time; starts at 2026-01-05T08:00:00Z when not given. */
  clock?: WorldClock;
  people?: { name: string; email: string }[];
  /** Of one connection, in a fixed window of 60 s on the wall clock. Default 180. */
  requestsPerMinute?: number;
  /** Of all connections of the workspace together. Default: no limit. */
  workspaceRequestsPerMinute?: number;
  /** Makes pages shorter than asked for, with has_more: true. Default 100. */
  pageSizeLimit?: number;
  /** Rows that one query can reach. Default 10,000. */
  queryResultLimit?: number;
  seed?: number;
  /** Epoch milliseconds, for rate limits only. Default Date.now. */
  wallClock?: () => number;
  botName?: string;
  workspaceName?: string;
  webhooks?: { fetch: typeof fetch };
}

/** What a test may look at without going through the API. Reading is safe, changing is not. */
interface NotionState {
  readonly pages: ReadonlyMap<string, Page>;
  readonly blocks: ReadonlyMap<string, Block>;
  readonly comments: ReadonlyMap<string, Comment>;
  readonly databases: ReadonlyMap<string, Database>;
  readonly dataSources: ReadonlyMap<string, DataSource>;
  readonly views: ReadonlyMap<string, View>;
  readonly fileUploads: ReadonlyMap<string, FileUpload>;
  readonly users: ReadonlyMap<string, User>;
  /** Shares a page or database with the bot, as a person does in its menu. */
  share(id: string): void;
  unshare(id: string): void;
  /** Sets a computed value (formula, rollup, created_by ...) as it reads, whatever its inputs say. */
  freeze(pageId: string, propertyId: string, value: unknown): void;
  /** Sets a page's times, epoch milliseconds. */
  setTimes(pageId: string, times: { createdAt?: number; editedAt?: number }): void;
}

export interface NotionSimulator {
  /** Answers /v1/... as Notion does and /_sim/... as the control. @throws ConnectionReset when a fault cuts the line. */
  fetch(request: Request): Promise<Response>;
  readonly clock: WorldClock;
  readonly faults: FaultScript;
  readonly log: RequestLog;
  readonly botToken: string;
  readonly botUserId: string;
  /** Token of a member acting in Notion's interface: sees everything, is not limited. @throws Error for unknown people. */
  personToken(email: string): string;
  /** @throws Error for unknown people. */
  userId(email: string): string;
  addPerson(person: { name: string; email: string }): { id: string; token: string };
  /** A page shared with the bot. */
  readonly rootPageId: string;
  switches: NotionSwitches;
  readonly webhooks: Webhooks;
  readonly state: NotionState;
  /** What it holds, to be serialized at once, and to be taken up by one that was made with the same seed and people. */
  keep(): KeptWorkspace;
  takeUp(kept: KeptWorkspace): void;
  /** Back to the beginning: same ids, no content, default switches; the clock stays. */
  reset(): void;
}

/** A Notion workspace in memory, with an integration ("the bot") and people. */
export function createNotionSimulator(options: NotionSimulatorOptions = {}): NotionSimulator {
  const clock = options.clock ?? new WorldClock(Date.parse("2026-01-05T08:00:00Z"));
  const seed = options.seed ?? 1;
  const faults = new FaultScript();
  const log = new RequestLog();
  const limit = new RateLimit(
    options.requestsPerMinute ?? 180,
    options.workspaceRequestsPerMinute ?? Number.POSITIVE_INFINITY,
    options.wallClock ?? Date.now,
  );
  const webhooks = new Webhooks(
    () => workspace,
    options.webhooks?.fetch ?? ((input, init) => globalThis.fetch(input, init)),
  );
  let people = [...(options.people ?? [])];
  let requestIds = new IdSource(seed + 7919);
  let workspace = open();

  function open(): Workspace {
    return new Workspace({
      clock,
      seed,
      name: options.workspaceName ?? "Workspace",
      botName: options.botName ?? "Integration",
      people,
      pageSizeLimit: options.pageSizeLimit ?? 100,
      queryResultLimit: options.queryResultLimit ?? 10_000,
      switches: defaultSwitches(),
      onChange: change => webhooks.take(change),
    });
  }

  function reset(): void {
    faults.clear();
    log.clear();
    limit.clear();
    webhooks.clear();
    people = [...(options.people ?? [])];
    requestIds = new IdSource(seed + 7919);
    workspace = open();
  }

  async function answer(request: Request): Promise<Response> {
    const url = new URL(request.url);
    if (url.pathname === "/_sim" || url.pathname.startsWith("/_sim/")) {
      const addPerson = (person: { name: string; email: string }) => workspace.addPerson(person);
      return answerControl({ workspace, faults, log, webhooks, reset, addPerson }, request, url);
    }
    const actor = actorOf(workspace, request);
    const entry = {
      service: "notion",
      at: clock.now(),
      method: request.method,
      path: url.pathname,
      query: url.search,
      actor: actor === null ? "nobody" : actor.type === "bot" ? "bot" : (actor.email ?? "nobody"),
      status: 0,
    };
    log.add(entry);
    // People act in Notion's own interface: faults are ordered for the API's callers.
    const fault = actor?.type === "person" ? null : faults.strike(request.method, url.pathname);
    const context = { workspace, limit, requestId: () => requestIds.uuid(), sent: "" };
    try {
      const response = await withFault(fault, () => answerApi(context, request, url));
      entry.status = response.status;
      return response;
    } catch (error) {
      if (error instanceof ConnectionReset) throw error;
      console.error(error);
      entry.status = 500;
      const body = {
        object: "error",
        status: 500,
        code: "internal_server_error",
        message: "Unexpected error occurred.",
      };
      return Response.json(body, { status: 500 });
    } finally {
      listeners.request?.(entry, context.sent);
    }
  }

  function personOf(email: string): { id: string; token: string } {
    for (const [token, user] of workspace.tokens) if (user.email === email) return { id: user.id, token };
    throw new Error(`nobody in the workspace has the e-mail ${email}`);
  }

  return {
    fetch: async request => clock.dated(await answer(request)),
    clock,
    faults,
    log,
    webhooks,
    reset,
    get botToken() {
      return workspace.botToken;
    },
    get botUserId() {
      return workspace.botUserId;
    },
    get rootPageId() {
      return workspace.rootPageId;
    },
    get switches() {
      return workspace.switches;
    },
    set switches(value) {
      Object.assign(workspace.switches, value);
    },
    personToken: email => personOf(email).token,
    userId: email => personOf(email).id,
    addPerson: person => workspace.addPerson(person),
    keep: () => workspace.keep(),
    takeUp: kept => workspace.takeUp(kept),
    get state() {
      return stateOf(workspace);
    },
  };
}

function stateOf(workspace: Workspace): NotionState {
  return {
    pages: workspace.pages,
    blocks: workspace.blocks,
    comments: workspace.comments,
    databases: workspace.databases,
    dataSources: workspace.dataSources,
    views: workspace.views,
    fileUploads: workspace.fileUploads,
    users: workspace.users,
    share: id => void workspace.shared.add(id),
    unshare: id => void workspace.shared.delete(id),
    freeze(pageId, propertyId, value) {
      const page = workspace.pages.get(pageId);
      if (page === undefined) throw new Error(`no page ${pageId}`);
      page.frozen ??= new Map();
      page.frozen.set(propertyId, value);
    },
    setTimes(pageId, times) {
      const page = workspace.pages.get(pageId);
      if (page === undefined) throw new Error(`no page ${pageId}`);
      page.createdAt = times.createdAt ?? page.createdAt;
      page.editedAt = times.editedAt ?? page.editedAt;
    },
  };
}
