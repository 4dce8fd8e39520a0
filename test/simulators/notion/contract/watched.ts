import { createNotionSimulator, type NotionSimulator, type NotionSimulatorOptions } from "../index.ts";
import type { Json } from "./recordings.ts";
import { type SchemaName, validatorFor } from "./schemas.ts";

const BY_OBJECT: Record<string, SchemaName> = {
  page: "PageObjectResponse",
  database: "DatabaseObjectResponse",
  data_source: "DataSourceObjectResponse",
  block: "BlockObjectResponse",
  comment: "CommentObjectResponse",
  user: "UserObjectResponse",
  view: "DataSourceViewObjectResponse",
  file_upload: "FileUploadObjectResponse",
  page_markdown: "GetPageMarkdownResponse",
  property_item: "GetPagePropertyResponse",
};

const BY_ROUTE: [route: RegExp, name: SchemaName][] = [
  [/^POST data_sources\/[^/]+\/query$/, "QueryDataSourceResponse"],
  [/^GET data_sources\/[^/]+\/templates$/, "ListDataSourceTemplatesResponse"],
  [/^GET blocks\/[^/]+\/children$/, "ListBlockChildrenResponse"],
  [/^PATCH blocks\/[^/]+\/children$/, "AppendBlockChildrenResponse"],
  [/^GET comments$/, "ListCommentsResponse"],
  [/^GET users$/, "ListUsersResponse"],
  [/^GET views$/, "ListDatabaseViewsResponse"],
  [/^DELETE views\/[^/]+$/, "DeleteViewResponse"],
  [/^POST views\/[^/]+\/queries$/, "CreateViewQueryResponse"],
  [/^GET views\/[^/]+\/queries\/[^/]+$/, "GetViewQueryResultsResponse"],
  [/^DELETE views\/[^/]+\/queries\/[^/]+$/, "DeleteViewQueryResponse"],
  [/^GET file_uploads$/, "ListFileUploadsResponse"],
  [/^GET pages\/[^/]+\/properties\/[^/]+$/, "GetPagePropertyResponse"],
];

/** A simulator whose every answer is checked against the official client's types; a wrong one throws. */
export function createWatchedSimulator(options: NotionSimulatorOptions = {}): NotionSimulator {
  const sim = createNotionSimulator(options);
  const answer = sim.fetch;
  sim.fetch = async request => {
    const response = await answer(request);
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/v1/")) {
      const modern = request.headers.get("notion-version") === "2026-03-11";
      const body = response.headers.get("content-type")?.includes("json")
        ? ((await response.clone().json()) as Json)
        : null;
      if (body !== null) checkAnswer(`${request.method} ${pathname.slice(4)}`, response.status, body, modern);
    }
    return response;
  };
  return sim;
}

function checkAnswer(route: string, status: number, body: Json, modern: boolean): void {
  if (status !== 200) {
    checkError(route, status, body);
    return;
  }
  if (/^(POST search|GET custom_emojis)$/.test(route)) return;
  const byRoute = BY_ROUTE.find(([pattern]) => pattern.test(route))?.[1];
  const byObject = BY_OBJECT[body.object as string];
  const name = byRoute ?? byObject;
  if (name === undefined) throw new Error(`${route}: no type for object ${String(body.object)}`);
  check(route, name, body, modern);
  for (const item of (body.results as Json[] | undefined) ?? []) {
    const isFull = Object.keys(item).length > 2;
    const itemName = BY_OBJECT[item.object as string];
    if (isFull && itemName !== undefined) check(`${route}, a result`, itemName, item, modern);
  }
}

function check(what: string, name: SchemaName, body: unknown, modern: boolean): void {
  const validate = validatorFor(name, modern);
  if (validate(name === "DataSourceObjectResponse" ? withoutUnknownTypes(body as Json) : body)) return;
  throw new Error(`${what} is no ${name}: ${JSON.stringify(validate.errors)} ${JSON.stringify(body)}`);
}

// The client's types do not know buttons and places in a schema, although recorded answers have them.
function withoutUnknownTypes(source: Json): Json {
  const properties = Object.entries(source.properties as Record<string, Json>);
  return {
    ...source,
    properties: Object.fromEntries(
      properties.filter(([, property]) => !["button", "place"].includes(property.type as string)),
    ),
  };
}

// Faults ordered by a test answer whatever the test says, so only Notion's own errors are checked.
function checkError(route: string, status: number, body: Json): void {
  if (body.object !== "error") return;
  const isWhole = body.status === status && typeof body.code === "string" && typeof body.message === "string";
  if (!isWhole) throw new Error(`${route}: not an error body: ${JSON.stringify(body)}`);
}
