/** What goes wrong, once it is ordered. `before` kinds never reach the service; `after` kinds answer badly although the write happened. */
export type FaultKind =
  | { kind: "answer"; status: number; headers?: Record<string, string>; body: unknown }
  | { kind: "answerAfter"; status: number; headers?: Record<string, string>; body: unknown }
  | { kind: "reset" }
  | { kind: "resetAfter" }
  | { kind: "hang"; milliseconds: number }
  /** The answer is what it would be, and comes later. */
  | { kind: "slow"; milliseconds: number };

export interface FaultOrder {
  /** Matched against the request: method exactly, path as a regular expression on the path without query. */
  method?: string;
  path?: string;
  /** Lets this many matching requests through first. Default 0. */
  skip?: number;
  /** Strikes this many times, then is spent. Default 1. */
  times?: number;
  /** Strikes programs alone: people go on undisturbed in the service's own interface. Default false. */
  sparesPeople?: boolean;
  fault: FaultKind;
}

/** Thrown through the simulator's `fetch`: the connection was cut and no answer came. */
export class ConnectionReset extends TypeError {
  constructor() {
    super("fetch failed: connection reset");
  }
}

/** Faults that tests and demos order in advance; each strikes when a matching request arrives. */
export class FaultScript {
  #orders: Required<FaultOrder>[] = [];

  order(fault: FaultOrder): void {
    this.#orders.push({ method: "", path: "", skip: 0, times: 1, sparesPeople: false, ...fault });
  }

  clear(): void {
    this.#orders = [];
  }

  /** The fault that strikes this request, or null. Counts the request against every order that matches. */
  strike(method: string, path: string, isPerson = false): FaultKind | null {
    for (const order of this.#orders) {
      if (order.times <= 0 || (isPerson && order.sparesPeople)) continue;
      if (order.method !== "" && order.method !== method) continue;
      if (order.path !== "" && !new RegExp(order.path).test(path)) continue;
      if (order.skip > 0) {
        order.skip -= 1;
        continue;
      }
      order.times -= 1;
      return order.fault;
    }
    return null;
  }

  /** Orders that have not struck as often as asked. */
  pending(): number {
    return this.#orders.filter(order => order.times > 0).length;
  }
}

/** Plays a fault around a handler: answers before it, after it, or cuts the line. */
export async function withFault(fault: FaultKind | null, handle: () => Promise<Response>): Promise<Response> {
  if (fault === null) return handle();
  switch (fault.kind) {
    case "answer":
      return ordered(fault);
    case "answerAfter":
      await handle();
      return ordered(fault);
    case "reset":
      throw new ConnectionReset();
    case "resetAfter":
      await handle();
      throw new ConnectionReset();
    case "hang":
      await new Promise(resolve => setTimeout(resolve, fault.milliseconds));
      throw new ConnectionReset();
    case "slow":
      await new Promise(resolve => setTimeout(resolve, fault.milliseconds));
      return handle();
  }
}

function ordered(fault: { status: number; headers?: Record<string, string>; body: unknown }): Response {
  const isText = typeof fault.body === "string";
  return new Response(isText ? (fault.body as string) : JSON.stringify(fault.body), {
    status: fault.status,
    headers: { "content-type": isText ? "text/html" : "application/json", ...fault.headers },
  });
}
