import { ApiError } from "./apiError.ts";
import { asyncTaskRoutes, taskFor } from "./asyncTasks.ts";
import { blockRoutes } from "./blocks.ts";
import type { Call, Handler, Routes } from "./call.ts";
import type { Fields } from "./check.ts";
import { commentRoutes } from "./comments.ts";
import { databaseRoutes } from "./databases.ts";
import { dataSourceRoutes } from "./dataSources.ts";
import { fileUploadRoutes } from "./fileUploads.ts";
import { pageMarkdownRoutes } from "./pageMarkdown.ts";
import { pageRoutes } from "./pages.ts";
import { propertyItemRoutes } from "./propertyItems.ts";
import type { RateLimit } from "./rateLimit.ts";
import type { User } from "./records.ts";
import { searchRoutes } from "./search.ts";
import { userRoutes } from "./users.ts";
import { viewRoutes } from "./views.ts";
import type { Workspace } from "./workspace.ts";

const emojiRoutes: Routes = [
  [
    "GET",
    "custom_emojis",
    () => ({ object: "list", type: "custom_emoji", results: [], has_more: false, next_cursor: null }),
  ],
];

const ROUTES: Routes = [
  ...userRoutes,
  ...pageRoutes,
  ...pageMarkdownRoutes,
  ...propertyItemRoutes,
  ...databaseRoutes,
  ...dataSourceRoutes,
  ...blockRoutes,
  ...commentRoutes,
  ...searchRoutes,
  ...viewRoutes,
  ...fileUploadRoutes,
  ...emojiRoutes,
  ...asyncTaskRoutes,
];

const VERSIONS = ["2025-09-03", "2026-03-11"];
const LARGEST_BODY = 500 * 1024;
/** Answers that the real service gives without a request_id. */
const WITHOUT_REQUEST_ID = ["data_sources/:id/templates"];

interface Found {
  pattern: string;
  params: string[];
  handler: Handler;
}

// By number of segments and method, so that one request looks at a few routes only.
const TABLE = new Map<string, { segments: string[]; pattern: string; handler: Handler }[]>();
for (const [method, pattern, handler] of ROUTES) {
  const segments = pattern.split("/");
  const key = `${method} ${segments.length}`;
  const list = TABLE.get(key) ?? [];
  list.push({ segments, pattern, handler });
  TABLE.set(key, list);
}

function find(method: string, path: string): Found | null {
  const parts = path.split("/");
  for (const { segments, pattern, handler } of TABLE.get(`${method} ${parts.length}`) ?? []) {
    const params: string[] = [];
    const fits = segments.every((segment, index) => {
      const part = parts[index] as string;
      if (!segment.startsWith(":")) return segment === part;
      params.push(decodeURIComponent(part));
      return part !== "";
    });
    if (fits) return { pattern, params, handler };
  }
  return null;
}

export interface ApiContext {
  workspace: Workspace;
  limit: RateLimit;
  requestId: () => string;
  /** The body, once it has been read. */
  sent: string;
}

/** Who calls, by the bearer token; null for unknown tokens. */
export function actorOf(workspace: Workspace, request: Request): User | null {
  const match = /^Bearer (.+)$/i.exec(request.headers.get("authorization") ?? "");
  return match === null ? null : (workspace.tokens.get(match[1] as string) ?? null);
}

/** Answers a request under /v1: authorisation, limits, version and body first, as the real service does. */
export async function answerApi(context: ApiContext, request: Request, url: URL): Promise<Response> {
  const requestId = context.requestId();
  try {
    const { status, body, found } = await handle(context, request, url);
    const isBare = WITHOUT_REQUEST_ID.includes(found.pattern);
    return reply(status, isBare ? body : { ...(body as Fields), request_id: requestId }, requestId);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return replyError(error, requestId);
  }
}

async function handle(
  context: ApiContext,
  request: Request,
  url: URL,
): Promise<{ status: number; body: unknown; found: Found }> {
  const { workspace, limit } = context;
  const found = find(request.method, url.pathname.slice("/v1/".length));
  if (found === null) throw new ApiError(400, "invalid_request_url", "Invalid request URL.");
  const actor = actorOf(workspace, request);
  if (actor === null) throw new ApiError(401, "unauthorized", "API token is invalid.");
  if (actor.type === "bot") limit.charge(actor.id);
  const version = request.headers.get("notion-version");
  if (version === null) {
    const message =
      "Notion-Version header failed validation: Notion-Version header should be defined, instead was `undefined`.";
    throw new ApiError(400, "missing_version", message);
  }
  if (!VERSIONS.includes(version)) {
    const message = `Notion-Version header failed validation: Notion-Version header should be ${VERSIONS.map(each => `\`"${each}"\``).join(" or ")}, instead was \`"${version}"\`.`;
    throw new ApiError(400, "validation_error", message);
  }
  const call: Call = {
    workspace,
    actor,
    modern: version === "2026-03-11",
    params: found.params,
    query: url.searchParams,
    body: await readBody(context, request),
    committed: { resource: null, children: [] },
  };
  const body = found.handler(call);
  if (actor.type === "bot") refuseAfterCommit(call);
  const task = taskFor(call, `${request.method} ${found.pattern}`, body as Fields);
  return { status: task === null ? 200 : 202, body: task ?? body, found };
}

// The documented case of a write that was saved although the answer is 503.
function refuseAfterCommit(call: Call): void {
  const { switches } = call.workspace;
  const { resource, children } = call.committed;
  if (switches.commit503 <= 0 || (resource === null && children.length === 0)) return;
  switches.commit503 -= 1;
  throw new ApiError(503, "service_unavailable", "Notion is unavailable, please try again later.", {
    additionalData: {
      retry_guidance: ["Read the object again", "Do not repeat the write"],
      ...(resource === null ? {} : { committed_resource_id: resource }),
      ...(children.length === 0 ? {} : { committed_child_ids: children }),
    },
  });
}

async function readBody(context: ApiContext, request: Request): Promise<Fields> {
  if (request.method === "GET" || request.method === "HEAD") return {};
  const type = request.headers.get("content-type") ?? "";
  if (type.startsWith("multipart/form-data")) {
    const file = (await request.formData()).get("file") as Blob | string | null;
    if (file === null || typeof file === "string") return {};
    return { __file: { size: file.size, type: file.type } };
  }
  const text = await request.text();
  context.sent = text;
  if (text === "") return {};
  if (text.length > LARGEST_BODY) {
    throw new ApiError(400, "validation_error", "body failed validation: the request body should be at most 500KB.");
  }
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new ApiError(400, "invalid_json", "Error parsing JSON body.");
  }
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw new ApiError(
      400,
      "validation_error",
      `body failed validation: body should be an object, instead was \`${text.slice(0, 100)}\`.`,
    );
  }
  return body as Fields;
}

function reply(status: number, body: unknown, requestId: string, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "x-notion-request-id": requestId, ...headers },
  });
}

function replyError(error: ApiError, requestId: string): Response {
  const { additionalData, headers } = error.details;
  const body = {
    object: "error",
    status: error.status,
    code: error.code,
    message: error.message,
    ...(additionalData === undefined ? {} : { additional_data: additionalData }),
    request_id: requestId,
  };
  return reply(error.status, body, requestId, headers);
}
