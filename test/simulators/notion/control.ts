import type { FaultOrder, FaultScript } from "../faults.ts";
import type { RequestLog } from "../requestLog.ts";
import { failure } from "./failures.ts";
import type { NotionSwitches } from "./switches.ts";
import type { Webhooks } from "./webhooks.ts";
import type { Workspace } from "./workspace.ts";

export interface ControlContext {
  workspace: Workspace;
  faults: FaultScript;
  log: RequestLog;
  webhooks: Webhooks;
  reset: () => void;
  addPerson: (person: { name: string; email: string }) => { id: string; token: string };
}

/**
 * Answers a request under /_sim: clock, faults, log, people, switches, webhooks, reset, and GET / for the tokens.
 *
 * Unknown paths give 404, unusable bodies 400; nothing here is logged or limited.
 */
export async function answerControl(context: ControlContext, request: Request, url: URL): Promise<Response> {
  const path = url.pathname.slice("/_sim".length).replace(/^\/|\/$/g, "");
  const text = request.method === "GET" ? "" : await request.text();
  let body: Record<string, unknown>;
  try {
    body = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
  } catch {
    return Response.json({ error: "not JSON" }, { status: 400 });
  }
  const action = ACTIONS[`${request.method} ${path}`];
  if (action === undefined)
    return Response.json({ error: `no control at ${request.method} ${url.pathname}` }, { status: 404 });
  try {
    return Response.json((await action(context, body)) ?? { ok: true });
  } catch (error) {
    return Response.json({ error: error instanceof Error ? error.message : String(error) }, { status: 400 });
  }
}

type Action = (context: ControlContext, body: Record<string, unknown>) => unknown;

const ACTIONS: Record<string, Action> = {
  "GET ": ({ workspace }) => ({
    botToken: workspace.botToken,
    botUserId: workspace.botUserId,
    rootPageId: workspace.rootPageId,
    workspaceId: workspace.id,
  }),
  "GET clock": ({ workspace }) => clockView(workspace),
  "POST clock": ({ workspace }, { at }) => {
    const milliseconds = typeof at === "number" ? at : Date.parse(String(at));
    if (!Number.isFinite(milliseconds)) throw new Error("at must be epoch milliseconds or ISO 8601");
    workspace.clock.set(milliseconds);
    return clockView(workspace);
  },
  "POST faults": ({ workspace, faults }, body) => {
    if (typeof body.commit503 === "number") {
      workspace.switches.commit503 = body.commit503;
      return;
    }
    const orders = (Array.isArray(body) ? body : [body]) as FaultOrder[];
    for (const order of orders) {
      const { named } = order as { named?: string };
      if (named !== undefined) order.fault = failure(named);
      if (order.fault?.kind === undefined) throw new Error("a fault order needs fault.kind");
      faults.order(order);
    }
    return { pending: faults.pending() };
  },
  "DELETE faults": ({ workspace, faults }) => {
    workspace.switches.commit503 = 0;
    faults.clear();
  },
  "GET log": ({ log }) => log.entries,
  "DELETE log": ({ log }) => log.clear(),
  "GET people": ({ workspace }) =>
    [...workspace.tokens]
      .filter(([, user]) => user.type === "person")
      .map(([token, user]) => ({ id: user.id, name: user.name, email: user.email, token })),
  "POST people": ({ addPerson }, { name, email }) => {
    if (typeof name !== "string" || typeof email !== "string") throw new Error("name and email are needed");
    return addPerson({ name, email });
  },
  "GET switches": ({ workspace }) => workspace.switches,
  "POST switches": ({ workspace }, body) => {
    for (const key of Object.keys(body)) if (!(key in workspace.switches)) throw new Error(`no switch ${key}`);
    return Object.assign(workspace.switches, body as Partial<NotionSwitches>);
  },
  "POST reset": ({ reset }) => reset(),
  "GET webhooks": ({ webhooks }) => ({
    subscriptions: [...webhooks.subscriptions.values()],
    pending: webhooks.pending(),
  }),
  "POST webhooks": ({ webhooks }, { url, types }) => {
    if (typeof url !== "string") throw new Error("url is needed");
    return webhooks.subscribe(url, Array.isArray(types) ? (types as string[]) : []);
  },
  "DELETE webhooks": ({ webhooks }) => webhooks.clear(),
  "POST webhooks/deliver": ({ webhooks }, { all }) => webhooks.deliver(all !== false),
};

function clockView(workspace: Workspace): unknown {
  const at = workspace.clock.now();
  return { at, iso: new Date(at).toISOString() };
}
