import type { FaultKind, FaultOrder } from "../simulators/faults.ts";
import { failure } from "../simulators/notion/index.ts";
import type { Playground } from "../world/playground.ts";

/** What can be put out of order. */
export const SERVICES = { notion: "Notion", calendar: "Google Calendar", forms: "Google Forms" } as const;
export type Service = keyof typeof SERVICES;

/** What can go wrong with a service, in words: for Krug alone, people go on as if nothing were. */
export const TROUBLES = {
  down: { name: "is down", about: "Every request is answered 503, until you lift it." },
  limited: { name: "limits the rate", about: "The next five requests are answered 429." },
  slow: { name: "is slow", about: "The next hundred requests take half a second more each." },
  lost: { name: "loses an answer", about: "The next write happens, and the line is cut before its answer." },
} as const;
export type Trouble = keyof typeof TROUBLES;

const PATHS: Readonly<Record<Service, string>> = { notion: "^/v1/", calendar: "^/calendar/", forms: "^/v1/forms" };
const UNTIL_LIFTED = 1_000_000;

/** Orders trouble with a service, for programs alone. */
export function order({ notion, google }: Playground, service: Service, trouble: Trouble): void {
  const simulator = service === "notion" ? notion : google;
  for (const one of ordersOf(service, trouble))
    simulator.faults.order({ path: PATHS[service], sparesPeople: true, ...one });
}

/** All is well again. */
export function lift({ notion, google }: Playground): void {
  notion.faults.clear();
  google.faults.clear();
}

function ordersOf(service: Service, trouble: Trouble): Pick<FaultOrder, "method" | "times" | "fault">[] {
  switch (trouble) {
    case "down":
      return [{ times: UNTIL_LIFTED, fault: refusal(service, 503) }];
    case "limited":
      return [{ times: 5, fault: refusal(service, 429) }];
    case "slow":
      return [{ times: 100, fault: { kind: "slow", milliseconds: 500 } }];
    case "lost":
      return writesOf(service).map(method => ({ method, times: 1, fault: { kind: "resetAfter" } }));
  }
}

/** The calls by which a service is written to; whichever comes first is lost, and the first of each other kind. */
function writesOf(service: Service): string[] {
  return service === "forms" ? ["POST"] : ["PATCH"];
}

function refusal(service: Service, status: 429 | 503): FaultKind {
  if (service === "notion") {
    const known = failure(status === 503 ? "service_unavailable" : "rate_limited");
    // A minute's wait would be lost on whoever plays.
    return known.kind === "answer" && status === 429 ? { ...known, headers: { "retry-after": "1" } } : known;
  }
  const [message, reason] =
    status === 503 ? ["Backend Error", "backendError"] : ["Rate Limit Exceeded", "rateLimitExceeded"];
  const headers: Record<string, string> = status === 429 ? { "retry-after": "1" } : {};
  if (service === "forms")
    return {
      kind: "answer",
      status,
      headers,
      body: { error: { code: status, message, status: status === 503 ? "UNAVAILABLE" : "RESOURCE_EXHAUSTED" } },
    };
  return {
    kind: "answer",
    status,
    headers,
    body: { error: { code: status, message, errors: [{ domain: "global", reason, message }] } },
  };
}
