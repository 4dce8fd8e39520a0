import { calendarRoutes } from "./calendar/routes.ts";
import { isZone, parseInstant } from "./calendar/zones.ts";
import { type Answer, type Call, Query } from "./call.ts";
import { directoryRoutes } from "./directory.ts";
import { driveRoutes } from "./drive/routes.ts";
import { ApiError, calendarError, formsError, invalidArgument, invalidValue } from "./errors.ts";
import { selectFields } from "./fields.ts";
import { formsRoutes } from "./forms/routes.ts";
import type { SlidingWindow } from "./quota.ts";
import type { QueryKind, Route } from "./route.ts";
import { isRecord, type Misfit, misfit } from "./shape.ts";
import type { Bearer, GoogleState } from "./state.ts";

export interface Quotas {
  calendar: SlidingWindow;
  drive: SlidingWindow;
  formsRead: SlidingWindow;
  formsExpensiveRead: SlidingWindow;
  formsWrite: SlidingWindow;
}

/** One API request, whether it came alone or in a batch. */
export interface ApiRequest {
  method: string;
  /** Still percent-encoded. */
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: string;
}

/** Parameters that every method takes. */
const STANDARD = new Set(["alt", "fields", "key", "prettyPrint", "quotaUser", "userIp", "oauth_token"]);
const STANDARD_FORMS = new Set([...STANDARD, "$.xgafv", "access_token", "callback", "uploadType", "upload_protocol"]);

/** Answers one request to Calendar, Drive or Forms: who, may they, is it well formed, within quota, and then what it does. */
export function answerApi(state: GoogleState, quotas: Quotas, request: ApiRequest): Response {
  // Forms and People word errors alike.
  const isForms = request.path.startsWith("/v1/");
  try {
    const caller = authenticate(state, request, isForms);
    if (!caller.person) holdSwitchedOn(state, request.path);
    const { route, path } = findRoute(routesAt(request.path), request, isForms);
    if (!caller.person) admit(state, quotas, route, caller, request.path);
    if (!route.scopes.some(scope => caller.scopes.has(scope))) throw insufficientScope(request.path);
    const query = readQuery(route, request.query, isForms);
    const body = readBody(route, request, isForms);
    const call: Call = { state, caller, path, query, body, headers: request.headers };
    return toResponse(route.handle(call), query.text("fields"), isForms);
  } catch (error) {
    if (error instanceof ApiError) return error.toResponse();
    throw error;
  }
}

/** Who a request says it comes from, or null. */
export function bearerOf(state: GoogleState, headers: Headers, query: URLSearchParams): Bearer | null {
  const token = /^Bearer\s+(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? query.get("oauth_token");
  const bearer = token === null ? undefined : state.bearers.get(token);
  if (bearer === undefined) return null;
  return bearer.expiresAt !== null && bearer.expiresAt <= state.wallClock() ? null : bearer;
}

function authenticate(state: GoogleState, request: ApiRequest, isForms: boolean): Bearer {
  const bearer = bearerOf(state, request.headers, request.query);
  if (bearer !== null) return bearer;
  if (isForms) {
    throw formsError(
      401,
      "UNAUTHENTICATED",
      "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
    );
  }
  throw calendarError(401, "authError", "Invalid Credentials", {
    locationType: "header",
    location: "Authorization",
    rpcStatus: "UNAUTHENTICATED",
  });
}

function routesAt(path: string): Route[] {
  if (path.startsWith("/v1/forms")) return formsRoutes;
  if (path.startsWith("/v1/people")) return directoryRoutes;
  return path.startsWith("/drive/") ? driveRoutes : calendarRoutes;
}

function findRoute(routes: Route[], request: ApiRequest, isForms: boolean): { route: Route; path: string[] } {
  for (const route of routes) {
    if (route.method !== request.method) continue;
    const match = route.path.exec(request.path);
    if (match === null) continue;
    return { route, path: match.slice(1).map(part => decodeURIComponent(part)) };
  }
  if (isForms) throw formsError(404, "NOT_FOUND", "Method not found.");
  throw calendarError(404, "notFound", "Not Found");
}

function admit(state: GoogleState, quotas: Quotas, route: Route, caller: Bearer, path: string): void {
  const now = state.wallClock();
  if (!path.startsWith("/v1/forms")) {
    const window = path.startsWith("/drive/") ? quotas.drive : quotas.calendar;
    if (window.admit(caller.email, now)) return;
    const status = state.switches.quotaStatus;
    const reason = status === 429 ? "rateLimitExceeded" : "userRateLimitExceeded";
    throw calendarError(status, reason, status === 429 ? "Rate Limit Exceeded" : "User Rate Limit Exceeded", {
      domain: "usageLimits",
    });
  }
  const windows = { read: quotas.formsRead, expensiveRead: quotas.formsExpensiveRead, write: quotas.formsWrite };
  if (windows[route.weight ?? "read"].admit(caller.email, now)) return;
  throw formsError(429, "RESOURCE_EXHAUSTED", "Quota exceeded for quota metric and limit per minute per user.");
}

/** A project's APIs are off until somebody switches them on. @throws ApiError 403 with the address where that is done. */
function holdSwitchedOn({ switches }: GoogleState, path: string): void {
  const isForms = path.startsWith("/v1/");
  const api = path.startsWith("/v1/people")
    ? "people"
    : isForms
      ? "forms"
      : path.startsWith("/drive/")
        ? "drive"
        : "calendar";
  if (!switches.disabledApis.includes(api)) return;
  const [service, name] = SERVICES[api];
  const message = `${name} has not been used in project 123456789 before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/${service}/overview?project=123456789 then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.`;
  const details = [
    {
      "@type": "type.googleapis.com/google.rpc.ErrorInfo",
      reason: "SERVICE_DISABLED",
      domain: "googleapis.com",
      metadata: { service },
    },
  ];
  if (isForms) throw formsError(403, "PERMISSION_DENIED", message, details);
  throw calendarError(403, "accessNotConfigured", message, {
    domain: "usageLimits",
    rpcStatus: "PERMISSION_DENIED",
    details,
  });
}

const SERVICES = {
  calendar: ["calendar-json.googleapis.com", "Google Calendar API"],
  drive: ["drive.googleapis.com", "Google Drive API"],
  forms: ["forms.googleapis.com", "Google Forms API"],
  people: ["people.googleapis.com", "People API"],
} as const;

function insufficientScope(path: string): ApiError {
  const isForms = path.startsWith("/v1/forms");
  const service = isForms ? "forms" : path.startsWith("/drive/") ? "drive" : "calendar-json";
  const details = [
    {
      "@type": "type.googleapis.com/google.rpc.ErrorInfo",
      reason: "ACCESS_TOKEN_SCOPE_INSUFFICIENT",
      domain: "googleapis.com",
      metadata: { service: `${service}.googleapis.com` },
    },
  ];
  const message = "Request had insufficient authentication scopes.";
  if (isForms) return formsError(403, "PERMISSION_DENIED", message, details);
  return calendarError(403, "insufficientPermissions", message, { rpcStatus: "PERMISSION_DENIED", details });
}

function readQuery(route: Route, given: URLSearchParams, isForms: boolean): Query {
  const standard = isForms ? STANDARD_FORMS : STANDARD;
  const values = new Map<string, string[]>();
  for (const [name, value] of given) {
    const kind = Object.hasOwn(route.query, name) ? route.query[name] : undefined;
    if (kind === undefined && !standard.has(name)) {
      const message = `Invalid JSON payload received. Unknown name "${name}": Cannot bind query parameter. Field '${name}' could not be found in request message.`;
      throw isForms ? invalidArgument(message) : invalidValue(message, name);
    }
    if (kind !== undefined && !fits(value, kind)) {
      const message = `Invalid value for: ${name}: ${value}`;
      throw isForms ? invalidArgument(message) : invalidValue(message, name);
    }
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  for (const name of route.required ?? []) {
    if (!values.has(name)) throw calendarError(400, "required", `Required parameter: ${name}`);
  }
  return new Query(values);
}

function fits(value: string, kind: QueryKind): boolean {
  if (kind === "text") return true;
  if (kind === "flag") return value === "true" || value === "false";
  if (kind === "instant") return parseInstant(value, null) !== null;
  if (kind === "zone") return isZone(value);
  if (Array.isArray(kind)) return kind.includes(value);
  const { from, to } = kind as { from: number; to: number };
  return /^-?\d+$/.test(value) && Number(value) >= from && Number(value) <= to;
}

function readBody(route: Route, request: ApiRequest, isForms: boolean): Record<string, unknown> {
  if (route.body === undefined) return {};
  if (request.body === "") return {};
  const refuse = (message: string) => (isForms ? invalidArgument(message) : invalidBody(message));
  let body: unknown;
  try {
    body = JSON.parse(request.body);
  } catch {
    throw isForms ? refuse("Invalid JSON payload received.") : calendarError(400, "parseError", "Parse Error");
  }
  if (!isRecord(body)) throw refuse("Invalid JSON payload received. Expected an object.");
  const wrong = misfit(body, route.body);
  if (wrong !== null) throw refuse(describe(wrong));
  return body;
}

function describe(wrong: Misfit): string {
  const where = wrong.at === "" ? "" : ` at '${wrong.at}'`;
  if (wrong.kind === "unknown") {
    return `Invalid JSON payload received. Unknown name "${wrong.name}"${where}: Cannot find field.`;
  }
  return `Invalid value${where}: ${JSON.stringify(wrong.value)}`;
}

function invalidBody(message: string): ApiError {
  return calendarError(400, "badRequest", message);
}

function toResponse(answer: Answer, fields: string | null, isForms: boolean): Response {
  if (answer.body === null) return new Response(null, { status: answer.status ?? 204 });
  const headers: Record<string, string> = { "content-type": "application/json; charset=UTF-8" };
  const listed = (answer.body as { etag?: unknown }).etag;
  const etag = answer.etag ?? (typeof listed === "string" ? listed : undefined);
  if (etag !== undefined) headers.etag = etag;
  const body = fields === null ? answer.body : selectFields(answer.body, fields);
  if (body === null) {
    const message = `Invalid field selection ${fields}`;
    throw isForms
      ? invalidArgument(message)
      : calendarError(400, "invalidParameter", message, { locationType: "parameter", location: "fields" });
  }
  return new Response(JSON.stringify(body), { status: answer.status ?? 200, headers });
}
