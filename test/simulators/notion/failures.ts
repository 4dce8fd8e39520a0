import type { FaultKind } from "../faults.ts";

interface Failure {
  status: number;
  code: string;
  message: string;
  additional_data?: Record<string, unknown>;
  headers?: Record<string, string>;
}

const FAILURES: Record<string, Failure> = {
  conflict_error: {
    status: 409,
    code: "conflict_error",
    message: "Conflict occurred while saving. Please try again.",
  },
  public_api_request_blocked: {
    status: 429,
    code: "rate_limited",
    message: "This request was blocked. Do not retry it.",
    additional_data: { rate_limit_reason: "public_api_request_blocked" },
  },
  rate_limited: {
    status: 429,
    code: "rate_limited",
    message: "You have been rate limited. Please try again in a few minutes.",
    additional_data: { rate_limit_reason: "public_api_endpoint_rate_limit", retry_after: 30 },
    headers: { "retry-after": "30" },
  },
  internal_server_error: { status: 500, code: "internal_server_error", message: "Unexpected error occurred." },
  service_unavailable: {
    status: 503,
    code: "service_unavailable",
    message: "Notion is unavailable, please try again later.",
    additional_data: {
      endpoint_name: "queryDataSource",
      notion_error_name: "PgPoolWaitConnectionTimeout",
      retry_guidance: ["Retry with a narrower filter"],
    },
  },
  gateway_timeout: { status: 504, code: "gateway_timeout", message: "Request timed out." },
  service_overload: {
    status: 529,
    code: "service_overload",
    message: "Notion is overloaded, please try again later.",
    headers: { "retry-after": "10" },
  },
};

/**
 * A fault that answers as Notion does when it fails, by name: conflict_error, public_api_request_blocked, rate_limited,
 * internal_server_error, service_unavailable, gateway_timeout or service_overload. `after` lets the write happen first.
 *
 * @throws Error for other names.
 */
export function failure(name: string, when: "before" | "after" = "before"): FaultKind {
  const known = FAILURES[name];
  if (known === undefined) throw new Error(`no failure ${name}; there are ${Object.keys(FAILURES).join(", ")}`);
  const { headers, ...rest } = known;
  const requestId = "fa170000-0000-4000-8000-000000000000";
  const body = { object: "error", ...rest, request_id: requestId };
  const answer = { status: known.status, headers: { "x-notion-request-id": requestId, ...headers }, body };
  return { kind: when === "before" ? "answer" : "answerAfter", ...answer };
}
