import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import Ajv, { type ValidateFunction } from "ajv";
import { createGenerator } from "ts-json-schema-generator";
import { afterEach, expect } from "vitest";

type Json = Record<string, unknown>;

/** A call and its answer, as they went over the line. */
export interface Exchange {
  method: string;
  url: URL;
  requestBody: unknown;
  status: number;
  body: unknown;
}

/** Google's discovery documents are kept beside the project, if at all. */
const contractsFolder = fileURLToPath(new URL("../../../../shared/contracts/", import.meta.url).href);
export const hasContracts = existsSync(`${contractsFolder}calendar-v3.json`);

const violations: string[] = [];

/** Fails every test of a file in which an answer broke the official packages' types or the discovery documents. */
export function holdToContract(): void {
  afterEach(() => {
    expect(violations.splice(0)).toEqual([]);
  });
}

/** Checks one exchange, and remembers what is wrong with it. */
export function check(exchange: Exchange): void {
  violations.push(...violationsOf(exchange));
}

/** What is wrong with an exchange: fields that the types do not know, and parameters, fields that discovery does not. */
export function violationsOf(exchange: Exchange): string[] {
  const { method, url, status, body } = exchange;
  const label = `${method} ${url.pathname} ${status}`;
  if (status >= 400) return errorFits(url, body) ? [] : [`${label}: not an error as Google words it`];
  const found = [];
  const type = responseType(method, url.pathname);
  if (type !== null && status === 200) {
    const validate = validatorOf(type);
    if (!validate(body)) found.push(`${label}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
  }
  if (hasContracts) found.push(...againstDiscovery(exchange).map(problem => `${label}: ${problem}`));
  return found;
}

const RESPONSES: [string, RegExp, string][] = [
  ["GET", /^\/calendar\/v3\/calendars\/[^/]+\/events(\/[^/]+\/instances)?$/, "calendar Schema$Events"],
  ["DELETE", /^\/calendar/, ""],
  ["GET", /^\/calendar\/v3\/colors$/, "calendar Schema$Colors"],
  ["POST", /\/events\/watch$/, "calendar Schema$Channel"],
  ["POST", /\/channels\/stop$/, ""],
  ["*", /^\/calendar\/v3\/calendars\/[^/]+\/events/, "calendar Schema$Event"],
  ["GET", /^\/calendar\/v3\/calendars\/[^/]+\/acl$/, "calendar Schema$Acl"],
  ["*", /^\/calendar\/v3\/calendars\/[^/]+\/acl/, "calendar Schema$AclRule"],
  ["*", /^\/calendar\/v3\/calendars(\/[^/]+)?$/, "calendar Schema$Calendar"],
  ["GET", /\/calendarList$/, "calendar Schema$CalendarList"],
  ["*", /\/calendarList/, "calendar Schema$CalendarListEntry"],
  ["GET", /\/settings$/, "calendar Schema$Settings"],
  ["GET", /\/settings\//, "calendar Schema$Setting"],
  ["POST", /\/freeBusy$/, "calendar Schema$FreeBusyResponse"],
  ["GET", /^\/drive\/v3\/files\/[^/]+\/permissions$/, "drive Schema$PermissionList"],
  ["DELETE", /^\/drive/, ""],
  ["*", /^\/drive\/v3\/files\/[^/]+\/permissions/, "drive Schema$Permission"],
  ["POST", /:batchUpdate$/, "forms Schema$BatchUpdateFormResponse"],
  ["POST", /:setPublishSettings$/, "forms Schema$SetPublishSettingsResponse"],
  ["GET", /\/responses$/, "forms Schema$ListFormResponsesResponse"],
  ["GET", /\/responses\//, "forms Schema$FormResponse"],
  ["GET", /\/watches$/, "forms Schema$ListWatchesResponse"],
  ["DELETE", /\/watches\//, "forms Schema$Empty"],
  ["POST", /\/watches/, "forms Schema$Watch"],
  ["*", /^\/v1\/forms/, "forms Schema$Form"],
];

function responseType(method: string, path: string): string | null {
  const found = RESPONSES.find(([wanted, pattern]) => (wanted === "*" || wanted === method) && pattern.test(path));
  return found === undefined || found[2] === "" ? null : found[2];
}

const ajv = new Ajv({ strict: false, allErrors: true });
const validators = new Map<string, ValidateFunction>();
const generators = new Map<string, ReturnType<typeof createGenerator>>();
const root = new URL("../../../", import.meta.url).href;

function validatorOf(type: string): ValidateFunction {
  let validate = validators.get(type);
  if (validate === undefined) {
    validate = ajv.compile(schemaOf(type));
    validators.set(type, validate);
  }
  return validate;
}

/** The JSON Schema of a type; kept between runs, as reading Google's types takes seconds for each test file. */
function schemaOf(type: string): object {
  const [api = "", name = ""] = type.split(" ");
  const folder = fileURLToPath(`${root}node_modules/.cache/google-schemas`);
  const file = `${folder}/${api}-${name.replace("Schema$", "")}-${versionOf("googleapis")}-${versionOf("ts-json-schema-generator")}.json`;
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  let generator = generators.get(api);
  if (generator === undefined) {
    const path = fileURLToPath(`${root}node_modules/googleapis/build/src/apis/${api}/${VERSIONS[api]}.d.ts`);
    generator = createGenerator({ path, type: "*", skipTypeCheck: true, additionalProperties: false });
    generators.set(api, generator);
  }
  const schema = generator.createSchema(`${api}_${VERSIONS[api]}.${name}`);
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}-${Math.random()}`;
  writeFileSync(draft, JSON.stringify(schema));
  renameSync(draft, file);
  return schema;
}

const VERSIONS: Record<string, string> = { calendar: "v3", drive: "v3", forms: "v1" };

function versionOf(library: string): string {
  const manifest = readFileSync(fileURLToPath(`${root}node_modules/${library}/package.json`), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

const calendarError = ajv.compile({
  type: "object",
  required: ["error"],
  additionalProperties: false,
  properties: {
    error: {
      type: "object",
      required: ["code", "message", "errors"],
      additionalProperties: false,
      properties: {
        code: { type: "integer" },
        message: { type: "string" },
        status: { type: "string" },
        details: { type: "array" },
        errors: {
          type: "array",
          minItems: 1,
          items: {
            type: "object",
            required: ["domain", "reason", "message"],
            additionalProperties: false,
            properties: Object.fromEntries(
              ["domain", "reason", "message", "locationType", "location"].map(name => [name, { type: "string" }]),
            ),
          },
        },
      },
    },
  },
});

const formsError = ajv.compile({
  type: "object",
  required: ["error"],
  additionalProperties: false,
  properties: {
    error: {
      type: "object",
      required: ["code", "message", "status"],
      additionalProperties: false,
      properties: {
        code: { type: "integer" },
        message: { type: "string" },
        status: { type: "string", pattern: "^[A-Z_]+$" },
        details: { type: "array" },
      },
    },
  },
});

function errorFits(url: URL, body: unknown): boolean {
  if (/^\/(calendar|drive)\//.test(url.pathname)) return calendarError(body) as boolean;
  if (url.pathname.startsWith("/v1/forms")) return formsError(body) as boolean;
  return true;
}

interface Discovery {
  parameters: Record<string, unknown>;
  schemas: Record<string, DiscoveryType>;
  resources: Record<string, DiscoveryResource>;
}
interface DiscoveryType {
  $ref?: string;
  type?: string;
  enum?: string[];
  items?: DiscoveryType;
  properties?: Record<string, DiscoveryType>;
  additionalProperties?: DiscoveryType;
}
interface DiscoveryMethod {
  httpMethod: string;
  scopes: string[];
  path: string;
  parameters?: Record<string, DiscoveryType>;
  request?: { $ref: string };
  response?: { $ref: string };
}
interface DiscoveryResource {
  methods?: Record<string, DiscoveryMethod>;
  resources?: Record<string, DiscoveryResource>;
}

const documents = new Map<string, Discovery>();

/** A discovery document, read from beside the project. */
export function discoveryOf(api: "calendar" | "forms"): Discovery {
  let document = documents.get(api);
  if (document === undefined) {
    const name = api === "calendar" ? "calendar-v3.json" : "forms-v1.json";
    document = JSON.parse(readFileSync(contractsFolder + name, "utf8")) as Discovery;
    documents.set(api, document);
  }
  return document;
}

/** All methods of a discovery document by name. */
export function methodsOf(document: Discovery): Map<string, DiscoveryMethod> {
  const methods = new Map<string, DiscoveryMethod>();
  const visit = (resource: DiscoveryResource, prefix: string) => {
    for (const [name, method] of Object.entries(resource.methods ?? {})) methods.set(prefix + name, method);
    for (const [name, inner] of Object.entries(resource.resources ?? {})) visit(inner, `${prefix}${name}.`);
  };
  for (const [name, resource] of Object.entries(document.resources)) visit(resource, `${name}.`);
  return methods;
}

const patterns = new Map<Discovery, { pattern: RegExp; method: DiscoveryMethod }[]>();

function patternsOf(document: Discovery) {
  let known = patterns.get(document);
  if (known === undefined) {
    known = [...methodsOf(document).values()].map(method => ({
      pattern: new RegExp(`^${method.path.replaceAll(/\{[^}]+\}/g, "[^/:]+")}$`),
      method,
    }));
    patterns.set(document, known);
  }
  return known;
}

function againstDiscovery({ method, url, requestBody, status, body }: Exchange): string[] {
  const isCalendar = url.pathname.startsWith("/calendar/v3/");
  if (!isCalendar && !url.pathname.startsWith("/v1/forms")) return [];
  const document = discoveryOf(isCalendar ? "calendar" : "forms");
  const path = isCalendar ? url.pathname.slice("/calendar/v3/".length) : url.pathname.slice(1);
  const found = patternsOf(document).find(
    candidate => candidate.method.httpMethod === method && candidate.pattern.test(path.replaceAll("%3A", "_")),
  )?.method;
  if (found === undefined) return ["no such method in discovery"];
  const problems = [];
  for (const name of url.searchParams.keys()) {
    const known = found.parameters?.[name] ?? document.parameters[name];
    if (known === undefined) problems.push(`parameter ${name} is unknown to discovery`);
  }
  if (found.request !== undefined) problems.push(...unknownFields(document, found.request, requestBody, "request"));
  if (found.response !== undefined && status === 200) {
    problems.push(...unknownFields(document, found.response, body, "response"));
  }
  return problems;
}

function unknownFields(document: Discovery, type: DiscoveryType, value: unknown, at: string): string[] {
  if (value === null || value === undefined) return [];
  if (type.$ref !== undefined) return unknownFields(document, document.schemas[type.$ref]!, value, at);
  if (Array.isArray(value)) {
    return value.flatMap((item, index) => unknownFields(document, type.items ?? {}, item, `${at}[${index}]`));
  }
  if (type.enum !== undefined && !type.enum.includes(String(value))) return [`${at}: ${value} is no value of the enum`];
  if (typeof value !== "object") return [];
  return Object.entries(value as Json).flatMap(([key, item]) => {
    const inner = type.properties?.[key] ?? type.additionalProperties;
    if (inner !== undefined) return unknownFields(document, inner, item, `${at}.${key}`);
    return type.properties === undefined ? [] : [`${at}.${key} is unknown to discovery`];
  });
}
