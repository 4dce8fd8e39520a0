import { WorldClock } from "../../clock.ts";
import type { NotionSimulator } from "../index.ts";
import type { Exchange, Json } from "./recordings.ts";
import { Seed } from "./seed.ts";
import { createWatchedSimulator } from "./watched.ts";

export interface Difference {
  path: string;
  recorded: unknown;
  own: unknown;
}

const UUID = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi;
const MADE_BY: [method: string, path: RegExp][] = [
  ["POST", /\/v1\/(pages|databases|data_sources|comments|views|file_uploads)$/],
  ["PATCH", /\/v1\/blocks\/[^/]+\/children$/],
];

/** Replays the exchanges of one recording, in order, against a simulator that starts as the recording shows. */
export class Replay {
  readonly sim: NotionSimulator;
  /** Recorded id to the simulator's, both ways checked: no two recorded ids may mean one object. */
  readonly #ids = new Map<string, string>();
  readonly #taken = new Map<string, string>();
  /** Ids of objects that were there from the start, under their recorded ids. */
  readonly #seeded: Set<string>;

  /** `elsewhere` tells what objects looked like that this recording only mentions. */
  constructor(exchanges: Exchange[], elsewhere: Revelations) {
    const clock = new WorldClock(startOf(exchanges));
    const bot = botOf(exchanges);
    this.sim = createWatchedSimulator({
      clock,
      requestsPerMinute: Number.POSITIVE_INFINITY,
      botName: (bot?.name as string | undefined) ?? displayNameOf(exchanges) ?? "Integration",
      workspaceName: ((bot?.bot as Json | undefined)?.workspace_name as string | undefined) ?? "Workspace",
    });
    forgetRoot(this.sim);
    seedPreconditions(this.sim, exchanges, elsewhere);
    const { pages, blocks, databases, dataSources } = this.sim.state;
    this.#seeded = new Set([...pages.keys(), ...blocks.keys(), ...databases.keys(), ...dataSources.keys()]);
  }

  /** Sends one recorded request and compares; no differences means the answers agree. */
  async play(exchange: Exchange): Promise<Difference[]> {
    this.sim.clock.advance(1000);
    const url = this.#own(exchange.url);
    const isUnauthorized = exchange.status === 401;
    const headers: Record<string, string> = {
      authorization: isUnauthorized ? "Bearer Invalid" : `Bearer ${this.sim.botToken}`,
      "notion-version": exchange.version,
    };
    const init: RequestInit = { method: exchange.method, headers };
    const raw = exchange.reqBody?.__raw as string | undefined;
    if (raw !== undefined) {
      const boundary = raw.slice(2, raw.indexOf("\r\n"));
      headers["content-type"] = `multipart/form-data; boundary=${boundary}`;
      // The recordings lack the last characters of uploads.
      init.body = `${raw.slice(0, raw.lastIndexOf("\r\n--"))}\r\n--${boundary}--\r\n`;
    } else if (exchange.reqBody !== null) {
      headers["content-type"] = "application/json";
      init.body = JSON.stringify(this.#mapDeep(exchange.reqBody));
    }
    const response = await this.sim.fetch(new Request(url, init));
    const own = (await response.json()) as Json;
    const differences: Difference[] = [];
    if (response.status !== exchange.status) {
      return [{ path: "status", recorded: exchange.status, own: `${response.status} ${JSON.stringify(own)}` }];
    }
    this.#compare("", exchange.resBody, own, chosenColors(exchange.reqBody), differences);
    return differences;
  }

  /** Formulas name properties, their data source and the workspace by id. */
  #sameReferences(recorded: string, own: string): boolean {
    const reference = /\{\{notion:block_property:([^:}]+):([^:}]+):[^}]*\}\}/g;
    const mapped = recorded.replace(reference, (_, property: string, source: string) => {
      return `{{${this.#ids.get(property) ?? property}:${this.#ids.get(source) ?? source}}}`;
    });
    return mapped === own.replace(reference, (_, property: string, source: string) => `{{${property}:${source}}}`);
  }

  #own(text: string): string {
    const withIds = text.replace(UUID, each => {
      const own = this.#ids.get(withDashes(each));
      if (own === undefined) return each;
      return each.includes("-") ? own : own.replaceAll("-", "");
    });
    return withIds.replace(/(\/properties\/)([^/?]+)/, (_, before, id) => before + (this.#ids.get(id) ?? id));
  }

  #mapDeep(value: unknown): unknown {
    if (typeof value === "string") return this.#ids.get(value) ?? this.#own(value);
    if (Array.isArray(value)) return value.map(each => this.#mapDeep(each));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [this.#ids.get(key) ?? key, this.#mapDeep(each)]),
    );
  }

  #compare(path: string, recorded: unknown, own: unknown, colors: Set<string>, found: Difference[]): void {
    const report = (): void => void found.push({ path, recorded, own });
    if (Array.isArray(recorded)) {
      if (!Array.isArray(own) || own.length !== recorded.length) {
        report();
        return;
      }
      for (const [index, each] of recorded.entries())
        this.#compare(`${path}[${index}]`, each, own[index], colors, found);
      return;
    }
    if (typeof recorded === "object" && recorded !== null) {
      if (typeof own !== "object" || own === null || Array.isArray(own)) {
        report();
        return;
      }
      for (const key of new Set([...Object.keys(recorded), ...Object.keys(own)])) {
        const at = `${path}.${key}`;
        const [left, right] = [(recorded as Json)[key], (own as Json)[key]];
        if (key === "request_id" && typeof left === typeof right) continue;
        if (key === "color" && isOption(recorded as Json) && !colors.has((recorded as Json).name as string)) continue;
        this.#compare(at, left, right, colors, found);
      }
      return;
    }
    if (typeof recorded === "string" && typeof own === "string" && this.#sameText(path, recorded, own)) return;
    if (recorded !== own) report();
  }

  #sameText(path: string, recorded: string, own: string): boolean {
    if (formOf(recorded) !== null && formOf(recorded) === formOf(own)) return true;
    if (!/(^|[._])(id|ids|cursor|relation_property_id)$/.test(path.replace(/\[\d+\]/g, "")) && !isUuid(recorded)) {
      return this.#own(recorded) === own || this.#sameReferences(recorded, own);
    }
    if (this.#seeded.has(recorded)) return recorded === own;
    const known = this.#ids.get(recorded);
    if (known !== undefined) return known === own;
    if (recorded === own) return true;
    if (this.#taken.has(own)) return false;
    this.#ids.set(recorded, own);
    this.#taken.set(own, recorded);
    return true;
  }
}

function isUuid(text: string): boolean {
  return new RegExp(`^${UUID.source}$`, "i").test(text);
}

function withDashes(text: string): string {
  const bare = text.replaceAll("-", "").toLowerCase();
  return [bare.slice(0, 8), bare.slice(8, 12), bare.slice(12, 16), bare.slice(16, 20), bare.slice(20)].join("-");
}

/** The form of times and of addresses in Notion; null for other texts. What is inside them is not compared. */
function formOf(text: string): string | null {
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:00\.000Z$/.test(text)) return "to the minute";
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+00:00$/.test(text)) return "to the millisecond";
  if (/^https:\/\/(www\.notion\.so|app\.notion\.com)\//.test(text)) return "address";
  return null;
}

// Notion paints options that came without a colour at random.
function isOption(value: Json): boolean {
  return "id" in value && "name" in value && "color" in value && !("object" in value);
}

function chosenColors(request: Json | null): Set<string> {
  const names = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === "object" && value !== null) {
      const fields = value as Json;
      if (typeof fields.color === "string" && typeof fields.name === "string") names.add(fields.name);
      Object.values(fields).forEach(walk);
    }
  };
  walk(request);
  return names;
}

function startOf(exchanges: Exchange[]): number {
  let latest = 0;
  for (const { resBody } of exchanges) {
    visit(resBody, object => {
      if (typeof object.last_edited_time === "string") latest = Math.max(latest, Date.parse(object.last_edited_time));
    });
  }
  return latest === 0 ? Date.parse("2026-06-27T17:00:00Z") : latest;
}

/** The user object of the integration, when the recording shows one that made something. */
function botOf(exchanges: Exchange[]): Json | undefined {
  let bot: Json | undefined;
  for (const { resBody } of exchanges) {
    visit(resBody, object => {
      if (
        object.object === "user" &&
        object.type === "bot" &&
        (object.bot as Json | undefined)?.workspace_id !== undefined
      )
        bot ??= object;
    });
  }
  return bot;
}

function displayNameOf(exchanges: Exchange[]): string | undefined {
  let name: string | undefined;
  for (const { resBody } of exchanges) {
    visit(resBody, object => {
      const display = object.display_name as Json | undefined;
      if (display?.type === "integration") name ??= display.resolved_name as string;
    });
  }
  return name;
}

function visit(value: unknown, see: (object: Json) => void): void {
  if (Array.isArray(value)) for (const each of value) visit(each, see);
  else if (typeof value === "object" && value !== null) {
    see(value as Json);
    for (const each of Object.values(value)) visit(each, see);
  }
}

// What the workspace held is told by the recording alone.
function forgetRoot(sim: NotionSimulator): void {
  (sim.state.pages as Map<string, unknown>).delete(sim.rootPageId);
}

/** Objects by id, as some recording shows them first. */
export type Revelations = ReadonlyMap<string, Json>;

/** What all recordings reveal together about pages, data sources and databases. */
export function revelations(exchanges: Exchange[]): Revelations {
  const found = new Map<string, Json>();
  for (const { resBody } of exchanges) {
    visit(resBody, object => {
      const holder =
        object.object === "data_source" ? ((object.parent as Json | undefined)?.database_id as string) : undefined;
      if (holder !== undefined && object.properties !== undefined && !found.has(holder)) found.set(holder, object);
      const isFull = object.properties !== undefined || (object.object === "database" && object.title !== undefined);
      if (isFull && typeof object.id === "string" && !found.has(object.id)) found.set(object.id, object);
    });
  }
  return found;
}

function seedMentioned(sim: NotionSimulator, exchanges: Exchange[], made: Set<string>, elsewhere: Revelations): void {
  const seed = new Seed(sim);
  const asked = exchanges.flatMap(each => `${each.url} ${JSON.stringify(each.reqBody)}`.match(UUID) ?? []);
  for (const id of new Set(asked.map(withDashes))) {
    const { pages, dataSources, databases } = sim.state;
    const object = elsewhere.get(id);
    if (object === undefined || made.has(id) || pages.has(id) || dataSources.has(id) || databases.has(id)) continue;
    if (object.object === "page") seed.page(object);
    else if (object.object === "data_source") seed.dataSource(object);
    else seed.database(object);
  }
}

function seedPreconditions(sim: NotionSimulator, exchanges: Exchange[], elsewhere: Revelations): void {
  const seed = new Seed(sim);
  const seen = new Set<string>();
  const made = new Set<string>();
  const uploads: Json[] = [];
  const emptied = sim.state.pages as Map<string, unknown>;
  const bot = botOf(exchanges);
  for (const exchange of exchanges) {
    const makes = MADE_BY.some(([method, path]) => method === exchange.method && path.test(exchange.url));
    if (makes) {
      visit(exchange.resBody, object => {
        if (typeof object.id === "string" && object.object !== "user" && object.object !== undefined)
          made.add(object.id);
        for (const source of (object.data_sources as { id: string }[] | undefined) ?? []) made.add(source.id);
      });
    }
    const listed = /\/blocks\/([^/]+)\/children/.exec(exchange.url)?.[1];
    if (listed !== undefined && isPageList(exchange, listed)) seedBarePage(sim, withDashes(listed), made, exchange);
    const parentId = (exchange.reqBody?.parent as Json | undefined)?.page_id as string | undefined;
    if (parentId !== undefined) seedBarePage(sim, withDashes(parentId), made, exchange);
    visit(exchange.resBody, object => {
      const key = object.id as string;
      if (typeof key !== "string" || seen.has(key) || made.has(key)) return;
      if (object.object === "user" && typeof object.name === "string" && key !== bot?.id) seed.user(object);
      else if (object.object === "page" && object.properties !== undefined && !isUnder(object, made)) {
        emptied.delete(key);
        seed.page(object);
      } else if (object.object === "data_source" && object.properties !== undefined && !isUnder(object, made))
        seed.dataSource(object);
      else if (object.object === "database" && object.title !== undefined) seed.database(object);
      else if (object.object === "file_upload") uploads.push(object);
      else if (
        object.object === "block" &&
        object.parent !== undefined &&
        !isUnder(object, made) &&
        exchange.method === "GET"
      ) {
        if (object.type === "child_page") seed.childPage(object);
        else if (object.type !== "child_database") seed.block(object);
      } else return;
      seen.add(key);
    });
  }
  // Recorded newest first.
  for (const upload of uploads.reverse()) seed.upload(upload);
  seedMentioned(sim, exchanges, made, elsewhere);
}

function isPageList(exchange: Exchange, id: string): boolean {
  const first = (exchange.resBody.results as Json[] | undefined)?.[0];
  return (first?.parent as Json | undefined)?.page_id === withDashes(id);
}

function isUnder(object: Json, made: Set<string>): boolean {
  const parent = object.parent as Json;
  return ["page_id", "block_id", "database_id", "data_source_id"].some(key => made.has(parent[key] as string));
}

/** A page that is known only as a parent: the tests' root. */
function seedBarePage(sim: NotionSimulator, id: string, made: Set<string>, exchange: Exchange): void {
  if (made.has(id) || sim.state.pages.has(id)) return;
  const by = { id: sim.botUserId };
  const at = (exchange.resBody.created_time as string | undefined) ?? "2026-06-27T17:00:00.000Z";
  new Seed(sim).page({
    id,
    parent: { type: "workspace" },
    created_time: at,
    last_edited_time: at,
    created_by: by,
    last_edited_by: by,
    icon: null,
    cover: null,
    properties: {},
  });
}
