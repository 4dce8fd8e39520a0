import * as z from "zod/mini";
import { isLanguage } from "./core/domain/values/language.ts";
import { MINUTE } from "./core/domain/values/time.ts";
import type { GoogleIdentity } from "./google/signIn.ts";
import type { Watch } from "./run/alarm/silence.ts";
import { chatAt } from "./run/alarm/webhook.ts";
import type { Connection } from "./run/world/world.ts";
import { keepingOf } from "./secrets/seal.ts";
import { type Database, keptUnder, STATEMENTS_AN_INVOCATION } from "./store/database/sql.ts";
import "./web/english.ts";
import type { Config, DoorSettings, RunMessage } from "./web/settings.ts";

/** Bindings of the Worker; every other setting is a variable or secret and a string. */
export interface Env {
  DB: D1Database;
  JOBS: Queue<RunMessage>;
  /** Texts that are too long for the script; absent where it was deployed without them. */
  ASSETS?: Fetcher;
  [setting: string]: unknown;
}

/** A setting is missing or makes no sense. The message names all of them, and what to do. */
export class ConfigError extends Error {
  readonly settings: string[];

  constructor(settings: string[], lines: string[]) {
    super(
      `Krug can't start: ${lines.length === 1 ? "a setting is" : `${lines.length} settings are`} missing or wrong.\n${lines.map(line => `- ${line}`).join("\n")}\nSecrets: \`npx wrangler secret put NAME\`; variables and bindings: wrangler.toml (docs/going-live.md, “6. Secrets”).`,
    );
    this.name = "ConfigError";
    this.settings = settings;
  }
}

const url = (fallback: string) => z._default(z.optional(z.url()), fallback);
const count = (fallback: number, most: number) =>
  z._default(z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(most))), fallback);
const secret = z.string().check(z.minLength(1));
const like = (pattern: RegExp, wrong: string) => z.string().check(z.regex(pattern, wrong));
const told = (isFit: (text: string) => boolean, wrong: string) => z.string().check(z.refine(isFit, wrong));

const TEAM = /^(?:https:\/\/)?([a-z0-9][a-z0-9-]*)(?:\.cloudflareaccess\.com\/?)?$/i;

const LEAST_KEY = 32;

function keysIn(list: string | undefined): string[] {
  return (list ?? "").split(/[\s,]+/).filter(key => key !== "");
}

/** The settings, by the names an operator gives them. docs/settings.md, "Settings". */
const SETTINGS = z.object({
  NOTION_TOKEN: secret,
  NOTION_PARENT_PAGE: like(/^[0-9a-f-]{32,36}$/i, "is the id of a Notion page: 32 hexadecimal digits"),
  NOTION_URL: url("https://api.notion.com"),
  NOTION_REQUESTS_A_MINUTE: count(180, 1_000_000),
  GOOGLE_CALENDAR: z.string().check(z.minLength(3)),
  GOOGLE_CLIENT_ID: z.optional(secret),
  GOOGLE_CLIENT_SECRET: z.optional(secret),
  GOOGLE_REFRESH_TOKEN: z.optional(secret),
  GOOGLE_SERVICE_ACCOUNT: z.optional(secret),
  GOOGLE_SERVICE_ACCOUNT_KEY: z.optional(secret),
  GOOGLE_ACTS_FOR: z.optional(secret),
  GOOGLE_TOKEN_URL: url("https://oauth2.googleapis.com/token"),
  GOOGLE_CALENDAR_URL: url("https://www.googleapis.com/"),
  GOOGLE_DRIVE_URL: z.optional(z.url()),
  GOOGLE_FORMS_URL: url("https://forms.googleapis.com/"),
  GOOGLE_REQUESTS_A_MINUTE: count(500, 1_000_000),
  LANGUAGE: z._default(z.optional(told(isLanguage, "is en, ru, uk or bg")), "en"),
  WHO_READS: secret,
  MAILS_A_RUN: count(500, 100_000),
  DASHBOARD_TOKEN: z.optional(secret),
  READER_TOKEN: z.optional(secret),
  DASHBOARD_BEHIND_ACCESS: z._default(z.optional(z.enum(["yes", "no"])), "no"),
  ACCESS_TEAM: z.optional(like(TEAM, "is the name of your team, or its address https://TEAM.cloudflareaccess.com")),
  ACCESS_AUDIENCE: z.optional(like(/^[0-9a-f]{64}$/i, "is the application's audience tag: 64 hexadecimal digits")),
  ACCESS_SERVICE: z.optional(secret),
  COORDINATORS: z.optional(z.string()),
  NOTICE_WEBHOOK: z.optional(
    told(
      address => chatAt(address) !== null,
      "is the https address of an incoming webhook of Slack, Discord, Microsoft Teams or Google Chat",
    ),
  ),
  TICK_MINUTES: z.pipe(
    z.transform(given => (given === "" ? undefined : given)),
    z._default(z.optional(z.coerce.number().check(z.int(), z.minimum(0), z.maximum(24 * 60))), 15),
  ),
  OPERATOR: z.optional(
    told(
      list => addressesIn(list).every(address => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(address)),
      "is one address or several, with commas between",
    ),
  ),
  PUBLIC_URL: z.optional(z.url({ protocol: /^https$/, error: "is an address that begins with https://" })),
  KEEPING_KEY: z.optional(
    told(
      keys => keysIn(keys).length > 0 && keysIn(keys).every(key => key.length >= LEAST_KEY),
      "is a random text of at least 32 characters, or several with a comma between them: the first seals, all open",
    ),
  ),
  HOOK_SECRET: z.optional(z.string().check(z.minLength(32, "is a random text of at least 32 characters"))),
  PUBSUB_TOPIC: z.optional(like(/^projects\/[^/]+\/topics\/[^/]+$/, "is written projects/PROJECT/topics/TOPIC")),
  PUBSUB_EMAIL: z.optional(secret),
  PUBSUB_AUDIENCE: z.optional(secret),
  GOOGLE_JWKS_URL: url("https://www.googleapis.com/oauth2/v3/certs"),
});
type Settings = z.infer<typeof SETTINGS>;

/** Statements and requests left to end a run properly after its budget is used. */
const RESERVE = 150;
const REQUESTS_A_RUN = 9000;
const WALL_MS = 10 * 60_000;
/** Of rounds, some 9 Y in a message of 30: it decides and carries out too. */
const COMPUTING = 900;
/**
 * Pages that one message loads at once, and people in a slice where more live. Measured: 10,000 people with a first round fit an isolate's
 * 128 MB, and so do 1,000 with all that lives of weekly pairs, 6,600 pages (docs/many-organisations.md).
 */
const LIVING = 32_000;
const SLICE = 400;

/**
 * The Worker's settings, checked at once.
 *
 * @throws ConfigError naming every setting and binding that is missing or wrong.
 */
export function readConfig(env: Env): Config {
  const parsed = SETTINGS.safeParse(env);
  const wrong = new Map<string, string>();
  for (const binding of ["DB", "JOBS"] as const)
    if (env[binding] === undefined) wrong.set(binding, "is a binding that is missing");
  if (!parsed.success)
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0]);
      wrong.set(name, env[name] === undefined || env[name] === "" ? "is missing" : describe(issue.message));
    }
  for (const [name, why] of [...identityProblems(env), ...hookProblems(env), ...doorProblems(env)])
    wrong.set(name, why);
  if (wrong.size > 0 || !parsed.success)
    throw new ConfigError(
      [...wrong.keys()],
      [...wrong].map(([name, why]) => `${name} ${why}`),
    );
  const settings = parsed.data;
  return {
    sql: keptUnder(env.DB as unknown as Database, keepingOf(keysIn(settings.KEEPING_KEY))),
    jobs: env.JOBS,
    connection: connectionOf(settings),
    door: doorOf(settings),
    watch: watchOf(settings),
  };
}

function describe(message: string): string {
  return /^is /.test(message) ? `makes no sense: it ${message}` : `makes no sense: ${message}`;
}

/** Google is reached by one person's consent or by a service account that acts for a person of the domain. */
function identityProblems(env: Env): [string, string][] {
  const person = ["GOOGLE_CLIENT_ID", "GOOGLE_CLIENT_SECRET", "GOOGLE_REFRESH_TOKEN"];
  const account = ["GOOGLE_SERVICE_ACCOUNT", "GOOGLE_SERVICE_ACCOUNT_KEY", "GOOGLE_ACTS_FOR"];
  const chosen = account.some(name => env[name]) ? account : person;
  const hint =
    chosen === person ? " (or set GOOGLE_SERVICE_ACCOUNT, GOOGLE_SERVICE_ACCOUNT_KEY and GOOGLE_ACTS_FOR)" : "";
  return chosen.filter(name => !env[name]).map(name => [name, `is missing${hint}`]);
}

/** Settings that go together: all of a group or none of it, and the second only with the first. */
const HOOK_SETTINGS = ["PUBLIC_URL", "HOOK_SECRET"];
const FORMS_HOOK_SETTINGS = ["PUBSUB_TOPIC", "PUBSUB_EMAIL"];

/** A group of which only a part is set is one line, under the name of what it lacks first. */
function hookProblems(env: Env): [string, string][] {
  const isForms = [...FORMS_HOOK_SETTINGS, "PUBSUB_AUDIENCE"].some(name => env[name]);
  const needed = isForms ? [...HOOK_SETTINGS, ...FORMS_HOOK_SETTINGS] : HOOK_SETTINGS;
  const [first, ...others] = needed.filter(name => !env[name]);
  if (first === undefined || !needed.concat("PUBSUB_AUDIENCE").some(name => env[name])) return [];
  const also = others.map(name => `, and so is ${name}`).join("");
  return [[first, `is missing${also}: ${isForms ? "hooks of Forms" : "hooks"} need all of ${needed.join(", ")}`]];
}

/** Behind Access the Worker verifies who Access let in; without it a token grants access. */
function doorProblems(env: Env): [string, string][] {
  if (env.DASHBOARD_BEHIND_ACCESS !== "yes") {
    if (!env.DASHBOARD_TOKEN)
      return [
        [
          "DASHBOARD_TOKEN",
          'is missing (or set DASHBOARD_BEHIND_ACCESS = "yes" where Cloudflare Access guards the Worker)',
        ],
      ];
    return env.READER_TOKEN === env.DASHBOARD_TOKEN
      ? [["READER_TOKEN", "makes no sense: it is the coordinator's token, and would let a reader do everything"]]
      : [];
  }
  const needed = ["ACCESS_TEAM", "ACCESS_AUDIENCE", "COORDINATORS"];
  return needed.filter(name => !env[name]).map(name => [name, `is missing: ${BEHIND_ACCESS}`]);
}

const BEHIND_ACCESS = 'DASHBOARD_BEHIND_ACCESS = "yes" needs ACCESS_TEAM, ACCESS_AUDIENCE and COORDINATORS';

function doorOf(settings: Settings): DoorSettings {
  if (settings.DASHBOARD_BEHIND_ACCESS !== "yes")
    return { kind: "token", coordinator: settings.DASHBOARD_TOKEN ?? "", reader: settings.READER_TOKEN ?? null };
  const [, team = ""] = TEAM.exec(settings.ACCESS_TEAM ?? "") ?? [];
  return {
    kind: "access",
    team: `https://${team.toLowerCase()}.cloudflareaccess.com`,
    audience: settings.ACCESS_AUDIENCE ?? "",
    coordinators: addressesIn(settings.COORDINATORS),
    services: settings.ACCESS_SERVICE === undefined ? [] : [settings.ACCESS_SERVICE],
  };
}

/** The operator is who is named, else the coordinators, else the person a service account acts for. */
function watchOf(settings: Settings): Watch {
  const named = addressesIn(settings.OPERATOR);
  const others = addressesIn(settings.COORDINATORS ?? settings.GOOGLE_ACTS_FOR);
  return { tickMs: settings.TICK_MINUTES * MINUTE, operators: named.length > 0 ? named : others };
}

function addressesIn(list: string | undefined): string[] {
  return (list ?? "")
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(address => address !== "");
}

function hooksOf(settings: Settings): Connection["hooks"] {
  if (settings.PUBLIC_URL === undefined || settings.HOOK_SECRET === undefined) return null;
  const publicUrl = settings.PUBLIC_URL.replace(/\/+$/, "");
  const { PUBSUB_TOPIC: topic, PUBSUB_EMAIL: email, GOOGLE_JWKS_URL: keysUrl } = settings;
  return {
    publicUrl,
    secret: settings.HOOK_SECRET,
    forms:
      topic === undefined || email === undefined
        ? null
        : { topic, email, keysUrl, audience: settings.PUBSUB_AUDIENCE ?? `${publicUrl}/hooks/forms` },
  };
}

function connectionOf(settings: Settings): Connection {
  const identity: GoogleIdentity =
    settings.GOOGLE_SERVICE_ACCOUNT !== undefined
      ? {
          kind: "service_account",
          email: settings.GOOGLE_SERVICE_ACCOUNT,
          privateKey: (settings.GOOGLE_SERVICE_ACCOUNT_KEY ?? "").replaceAll("\\n", "\n"),
          subject: settings.GOOGLE_ACTS_FOR ?? "",
        }
      : {
          kind: "person",
          clientId: settings.GOOGLE_CLIENT_ID ?? "",
          clientSecret: settings.GOOGLE_CLIENT_SECRET ?? "",
          refreshToken: settings.GOOGLE_REFRESH_TOKEN ?? "",
        };
  return {
    id: "main",
    notion: {
      token: settings.NOTION_TOKEN,
      baseUrl: settings.NOTION_URL,
      parentPageId: settings.NOTION_PARENT_PAGE,
      requestsAMinute: settings.NOTION_REQUESTS_A_MINUTE,
    },
    google: {
      identity,
      calendarId: settings.GOOGLE_CALENDAR,
      tokenUrl: settings.GOOGLE_TOKEN_URL,
      calendarUrl: settings.GOOGLE_CALENDAR_URL,
      driveUrl: settings.GOOGLE_DRIVE_URL ?? settings.GOOGLE_CALENDAR_URL,
      formsUrl: settings.GOOGLE_FORMS_URL,
      requestsAMinute: settings.GOOGLE_REQUESTS_A_MINUTE,
    },
    hooks: hooksOf(settings),
    notices: settings.NOTICE_WEBHOOK === undefined ? null : { webhook: settings.NOTICE_WEBHOOK },
    language: isLanguage(settings.LANGUAGE) ? settings.LANGUAGE : "en",
    coordinators: addressesIn(settings.COORDINATORS),
    whoReads: settings.WHO_READS,
    budget: {
      requests: REQUESTS_A_RUN,
      statements: STATEMENTS_AN_INVOCATION - RESERVE,
      mails: settings.MAILS_A_RUN,
      wallMs: WALL_MS,
      computing: COMPUTING,
      living: LIVING,
      slice: SLICE,
    },
  };
}
