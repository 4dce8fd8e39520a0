import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import { createGenerator, type Schema } from "ts-json-schema-generator";

const ROOT = join(import.meta.dirname, "../../../..");
const TYPES = join(ROOT, "node_modules/@notionhq/client/build/src/api-endpoints");
const FILES = "{blocks,comments,common,data-sources,databases,file-uploads,pages,users,views}.d.ts";

/** The official client's own types that answers are checked against: the full objects, not the partial ones. */
const NAMES = [
  "AppendBlockChildrenResponse",
  "BlockObjectResponse",
  "CommentObjectResponse",
  "CreateViewQueryResponse",
  "DataSourceObjectResponse",
  "DataSourceViewObjectResponse",
  "DatabaseObjectResponse",
  "DeleteViewQueryResponse",
  "DeleteViewResponse",
  "FileUploadObjectResponse",
  "GetPageMarkdownResponse",
  "GetPagePropertyResponse",
  "GetViewQueryResultsResponse",
  "ListBlockChildrenResponse",
  "ListCommentsResponse",
  "ListDataSourceTemplatesResponse",
  "ListDatabaseViewsResponse",
  "ListFileUploadsResponse",
  "ListUsersResponse",
  "PageObjectResponse",
  "QueryDataSourceResponse",
  "UserObjectResponse",
] as const;

export type SchemaName = (typeof NAMES)[number];

let schemas: Record<string, Schema> | null = null;
const validators = new Map<string, ValidateFunction>();

/**
 * A check of answers against a type of the official client; extra properties are allowed.
 *
 * `modern` makes `archived` optional, as it is from version 2026-03-11 on.
 */
export function validatorFor(name: SchemaName, modern: boolean): ValidateFunction {
  const key = `${name} ${modern}`;
  let validator = validators.get(key);
  if (validator === undefined) {
    schemas ??= cachedSchemas();
    const schema = structuredClone(schemas[name] as object);
    if (modern) withoutArchived(schema);
    validator = new Ajv({ strict: false, allErrors: false, logger: false }).compile(schema);
    validators.set(key, validator);
  }
  return validator;
}

function withoutArchived(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  const schema = value as { required?: unknown };
  if (Array.isArray(schema.required)) schema.required = schema.required.filter(key => key !== "archived");
  for (const each of Object.values(value)) withoutArchived(each);
}

// Generating takes some seconds, so the test files of a run share what the first one made.
function cachedSchemas(): Record<string, Schema> {
  const load = createRequire(import.meta.url);
  const versionOf = (name: string): string => (load(`${name}/package.json`) as { version: string }).version;
  const folder = join(ROOT, "node_modules/.cache/notion-schemas");
  const asked = createHash("sha256").update(NAMES.join()).digest("hex").slice(0, 8);
  const file = join(folder, `${versionOf("@notionhq/client")}-${versionOf("ts-json-schema-generator")}-${asked}.json`);
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Record<string, Schema>;
  } catch {
    const made = generate();
    mkdirSync(folder, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, JSON.stringify(made));
    renameSync(draft, file);
    return made;
  }
}

function generate(): Record<string, Schema> {
  const generator = createGenerator({
    path: join(TYPES, FILES),
    skipTypeCheck: true,
    additionalProperties: true,
    expose: "all",
    jsDoc: "none",
  });
  return Object.fromEntries(NAMES.map(name => [name, generator.createSchema(name)]));
}
