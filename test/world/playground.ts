import { Client } from "@notionhq/client";
import { OAuth2Client } from "google-auth-library";
import { calendar, type calendar_v3 } from "googleapis/build/src/apis/calendar/index.js";
import { drive, type drive_v3 } from "googleapis/build/src/apis/drive/index.js";
import type { Language } from "../../src/core/domain/values/language.ts";
import type { PlainValue, SourceKey } from "../../src/core/domain/values/row.ts";
import { isZone } from "../../src/core/domain/values/time.ts";
import { buildWorkspace } from "../../src/notion/building.ts";
import { Notion } from "../../src/notion/notion.ts";
import { propertiesFor } from "../../src/notion/page.ts";
import type { Workspace } from "../../src/notion/workspace.ts";
import type { Connection, World } from "../../src/run/world/world.ts";
import { WorldClock } from "../simulators/clock.ts";
import { createGoogleSimulator, type GoogleSimulator } from "../simulators/google/index.ts";
import { createNotionSimulator, type NotionSimulator } from "../simulators/notion/index.ts";
import { readText } from "./texts.ts";
import { notePlayground } from "./worldsOpened.ts";

/** Fast enough that a simulated half-year is not slowed down: a setting of the simulators and the worker alike. */
export const PACE = 1_000_000;
export const COORDINATOR = "coordinator@example.org";

/** Notion, Google and the people in them, on one world clock, and the workspace that setup built. */
export interface Playground {
  clock: WorldClock;
  notion: NotionSimulator;
  google: GoogleSimulator;
  calendarId: string;
  workspace: Workspace;
  /** The connection as the worker would have it, with addresses that only `fetch` below understands. */
  connection: Connection;
  /** Reaches the simulators in process, by host. */
  fetch: typeof fetch;
  /** Texts of pages, where Krug is to have them: without, it writes no bodies. */
  texts?: World["texts"];
  /** Notion as a person at the page has it. */
  notionOf(email: string): Client;
  /** Google Calendar as a person has it. */
  calendarOf(email: string): calendar_v3.Calendar;
  /** Google Drive as a person has it. */
  driveOf(email: string): drive_v3.Drive;
  /** A page the coordinator writes into a table; returns its id. */
  add(source: SourceKey, values: Readonly<Record<string, PlainValue>>): Promise<string>;
  /** A person's edit of a page. */
  edit(email: string, source: SourceKey, pageId: string, values: Readonly<Record<string, PlainValue>>): Promise<void>;
}

export const NOTION_HOST = "http://notion.sim";
export const GOOGLE_HOST = "http://google.sim";

/** What a world begins with. */
export interface Begun {
  startsAt: number;
  people: readonly { name: string; email: string; zone: string }[];
  language?: Language;
  seed?: number;
  hooks?: Connection["hooks"];
  /** True where Krug is to write bodies of pages. */
  bodies?: boolean;
  /** Who is a coordinator beside the account Krug is signed in as. */
  coordinators?: readonly string[];
  notion?: Partial<Parameters<typeof createNotionSimulator>[0]>;
  google?: Partial<Parameters<typeof createGoogleSimulator>[0]>;
}

/** The services with nothing of Krug's in them. */
export type Services = Pick<
  Playground,
  "clock" | "notion" | "google" | "fetch" | "notionOf" | "calendarOf" | "driveOf"
>;

/** Brings up the simulators. */
export function openServices(begun: Begun): Services {
  const clock = new WorldClock(begun.startsAt);
  const seed = begun.seed ?? 1;
  const notion = createNotionSimulator({
    clock,
    seed,
    people: [{ name: "Coordinator", email: COORDINATOR }, ...begun.people],
    requestsPerMinute: PACE,
    workspaceRequestsPerMinute: PACE,
    ...begun.notion,
  });
  const google = createGoogleSimulator({
    clock,
    seed,
    accounts: [
      { email: COORDINATOR, name: "Coordinator" },
      ...begun.people.map(person => ({
        email: person.email,
        name: person.name,
        timeZone: isZone(person.zone) ? person.zone : "UTC",
      })),
    ],
    quotas: {
      calendarPerMinutePerUser: PACE,
      formsReadPerMinute: PACE,
      formsExpensiveReadPerMinute: PACE,
      formsWritePerMinute: PACE,
    },
    ...begun.google,
  });
  const fetcher = routed({
    [NOTION_HOST]: request => notion.fetch(request),
    [GOOGLE_HOST]: request => google.fetch(request),
  });
  const apiOf = (email: string) => ({
    auth: bearer(google.personToken(email)) as never,
    rootUrl: `${GOOGLE_HOST}/`,
    retry: false,
    fetchImplementation: fetcher as never,
  });
  return {
    clock,
    notion,
    google,
    fetch: fetcher,
    notionOf: email =>
      new Client({
        auth: notion.personToken(email),
        baseUrl: NOTION_HOST,
        notionVersion: "2026-03-11",
        fetch: fetcher as never,
        retry: false,
      }),
    calendarOf: email => calendar({ version: "v3", ...apiOf(email) }),
    driveOf: email => drive({ version: "v3", ...apiOf(email) }),
  };
}

/** What `npm run setup` does: builds the workspace, or what it lacks. */
export function setUp({ notion, fetch }: Services, language: Language = "en"): Promise<Workspace> {
  const api = new Notion({ token: notion.botToken, baseUrl: NOTION_HOST, fetch, paced: call => call() });
  return buildWorkspace(api, notion.rootPageId, language);
}

/** Brings up the simulators, builds the workspace as `npm run setup` does, and makes the programme's calendar. */
export async function openPlayground(begun: Begun): Promise<Playground> {
  const services = openServices(begun);
  const workspace = await setUp(services, begun.language);
  const made = await services
    .calendarOf(COORDINATOR)
    .calendars.insert({ requestBody: { summary: "Krug", timeZone: "UTC" } });
  return playgroundOver(services, workspace, made.data.id ?? "", begun);
}

/** The playground over services in which the workspace and the calendar are there already. */
export function playgroundOver(
  services: Services,
  workspace: Workspace,
  calendarId: string,
  begun: Pick<Begun, "language" | "hooks" | "coordinators" | "bodies">,
): Playground {
  const { notion, google, notionOf } = services;
  const playground: Playground = {
    ...services,
    calendarId,
    workspace,
    connection: {
      id: "main",
      notion: { token: notion.botToken, baseUrl: NOTION_HOST, parentPageId: notion.rootPageId, requestsAMinute: PACE },
      google: {
        identity: {
          kind: "person",
          clientId: google.oauth.clientId,
          clientSecret: google.oauth.clientSecret,
          refreshToken: google.oauth.refreshTokens[COORDINATOR] ?? "",
        },
        calendarId,
        tokenUrl: `${GOOGLE_HOST}/token`,
        calendarUrl: `${GOOGLE_HOST}/`,
        driveUrl: `${GOOGLE_HOST}/`,
        formsUrl: `${GOOGLE_HOST}/`,
        requestsAMinute: PACE,
      },
      hooks: begun.hooks ?? null,
      language: begun.language ?? "en",
      coordinators: begun.coordinators ?? [],
      whoReads: "the programme's coordinator",
      budget: { requests: 9000, statements: 850, mails: 500, wallMs: 600_000, computing: 900, living: 1e9, slice: 1e9 },
    },
    add: async (source, values) => {
      const map = workspace[source];
      const page = await notionOf(COORDINATOR).pages.create({
        parent: { type: "data_source_id", data_source_id: map.dataSourceId },
        properties: propertiesFor(source, map, values) as never,
      });
      return page.id;
    },
    edit: async (email, source, pageId, values) => {
      const properties = propertiesFor(source, workspace[source], values) as never;
      await notionOf(email).pages.update({ page_id: pageId, properties });
    },
  };
  if (begun.bodies === true) playground.texts = readText;
  notePlayground(playground);
  return playground;
}

function bearer(token: string): OAuth2Client {
  const client = new OAuth2Client();
  client.setCredentials({ access_token: token, expiry_date: 8.64e15 });
  return client;
}

/** A fetch that answers for some origins in process, as `Request` in and `Response` out. */
export function routed(routes: Record<string, (request: Request) => Promise<Response>>): typeof fetch {
  return ((input: RequestInfo | URL, init?: RequestInit) => {
    const request = new Request(input instanceof Request ? input : String(input), init);
    const route = routes[new URL(request.url).origin];
    if (route === undefined) throw new TypeError(`fetch failed: nobody answers at ${request.url}`);
    return route(request);
  }) as typeof fetch;
}
