import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, Response as OutsideResponse } from "miniflare";
import { type CloudflareState, type StoredModule, type StoredScript, type StoredVersion, versionOf } from "./state.ts";

/** What is deployed, in workerd, with the databases that the API reaches too. Begun when it is first needed. */
export class Running {
  readonly #state: CloudflareState;
  readonly #folder = mkdtempSync(join(tmpdir(), "simulated-cloudflare-"));
  #worker: Miniflare | null = null;
  /** What runs was begun with; begun anew where that has changed. */
  #begunWith = "";

  constructor(state: CloudflareState) {
    this.#state = state;
  }

  /** Carries out a statement in a database, as D1's API tells of it. */
  async query(uuid: string, sql: string, params: unknown[]) {
    const worker = await this.#current();
    const database = await worker.getD1Database(uuid, HOLDER);
    const { results, success, meta } = await database
      .prepare(sql)
      .bind(...params)
      .all();
    return { results, success, meta };
  }

  /** What a Worker's address answers. @throws Error where nothing is deployed under the name */
  async ask(name: string, request: Request): Promise<Response> {
    if (!this.#state.scripts.has(name)) throw new Error(`no Worker is called ${name}`);
    const worker = await this.#current();
    const fetcher = await worker.getWorker(name);
    const body = request.body === null ? undefined : await request.arrayBuffer();
    const answer = await fetcher.fetch(request.url, {
      method: request.method,
      headers: [...request.headers],
      redirect: "manual",
      ...(body === undefined ? {} : { body }),
    } as never);
    return answer as unknown as Response;
  }

  /** All that a database holds, as SQL that makes it again. */
  async dump(uuid: string): Promise<string> {
    const rowsOf = async (sql: string) => (await this.query(uuid, sql, [])).results as Record<string, unknown>[];
    const made = await rowsOf(
      "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' ORDER BY type = 'table' DESC",
    );
    const lines = ["PRAGMA defer_foreign_keys=TRUE;"];
    for (const { type, name, sql } of made) {
      lines.push(`${sql};`);
      if (type !== "table") continue;
      for (const row of await rowsOf(`SELECT * FROM "${name}"`))
        lines.push(
          `INSERT INTO "${name}" (${Object.keys(row).map(column => `"${column}"`)}) VALUES(${Object.values(row).map(literal)});`,
        );
    }
    return `${lines.join("\n")}\n`;
  }

  /** Rings the first schedule of a Worker. */
  async ring(name: string): Promise<void> {
    const worker = await (await this.#current()).getWorker(name);
    const [cron = ""] = this.#state.scripts.get(name)?.schedules ?? [];
    await worker.scheduled({ scheduledTime: new Date(), cron });
  }

  async close(): Promise<void> {
    await this.#worker?.dispose();
    this.#worker = null;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #current(): Promise<Miniflare> {
    const { databases, scripts } = this.#state;
    const with_ = JSON.stringify([
      databases,
      [...scripts.values()].map(({ deployments, secrets }) => [deployments, secrets]),
    ]);
    if (this.#worker !== null && with_ === this.#begunWith) return this.#worker;
    const options = this.#options();
    if (this.#worker === null) this.#worker = new Miniflare(options);
    else await this.#worker.setOptions(options);
    this.#begunWith = with_;
    await this.#worker.ready;
    return this.#worker;
  }

  #options() {
    const { databases, scripts } = this.#state;
    const all = Object.fromEntries(databases.map(({ uuid }) => [uuid, uuid]));
    return convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      resourcePersistencePath: this.#folder,
      log: new Log(LogLevel.ERROR),
      workers: [
        {
          name: HOLDER,
          modules: true,
          script: "export default { fetch: () => new Response(null, { status: 404 }) }",
          d1Databases: all,
        },
        ...[...scripts.values()].map(script => this.#workerOf(script)),
      ],
    } as never);
  }

  #workerOf(script: StoredScript) {
    const version = versionOf(script);
    const ofType = (type: string) => version.bindings.filter(binding => binding.type === type);
    const texts = Object.fromEntries(ofType("plain_text").map(({ name, text }) => [name, text as string]));
    const consumed = this.#state.queues.flatMap(({ queue_name, consumers }) =>
      consumers
        .filter(consumer => consumer.script === script.name)
        .map(({ settings, deadLetterQueue }) => [queue_name, consumerOptions(settings, deadLetterQueue)] as const),
    );
    return {
      name: script.name,
      modules: modulesOf(version),
      compatibilityDate: version.compatibilityDate,
      compatibilityFlags: version.compatibilityFlags,
      stripCfConnectingIp: false,
      bindings: { ...texts, ...script.secrets },
      d1Databases: Object.fromEntries(ofType("d1").map(({ name, id }) => [name, id as string])),
      queueProducers: Object.fromEntries(ofType("queue").map(({ name, queue_name }) => [name, queue_name as string])),
      queueConsumers: Object.fromEntries(consumed),
      serviceBindings: Object.fromEntries(
        ofType("assets").map(({ name }) => [
          name,
          (request: Request) => assetOf(version, new URL(request.url).pathname),
        ]),
      ),
    };
  }
}

/** A value as SQL writes it. */
function literal(value: unknown): string {
  if (value === null) return "NULL";
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return `X'${Buffer.from(value as number[]).toString("hex")}'`;
  return `'${String(value).replaceAll("'", "''")}'`;
}

const HOLDER = "holds-databases";

function consumerOptions(settings: Record<string, unknown>, deadLetterQueue: string | null) {
  const { batch_size, max_wait_time_ms, max_retries, retry_delay } = settings as Record<string, number | undefined>;
  return {
    ...(batch_size === undefined ? {} : { maxBatchSize: batch_size }),
    maxBatchTimeout: (max_wait_time_ms ?? 1000) / 1000,
    ...(max_retries === undefined ? {} : { maxRetries: max_retries }),
    ...(retry_delay === undefined ? {} : { retryDelay: retry_delay }),
    ...(deadLetterQueue === null ? {} : { deadLetterQueue }),
  };
}

const TYPES: Readonly<Record<string, string>> = {
  "application/javascript+module": "ESModule",
  "application/javascript": "CommonJS",
  "text/plain": "Text",
  "application/octet-stream": "Data",
  "application/wasm": "CompiledWasm",
};

function modulesOf({ modules, mainModule }: StoredVersion) {
  const isMain = ({ name }: StoredModule) => name === mainModule;
  const code = modules.filter(({ type }) => TYPES[type] !== undefined);
  return [...code.filter(isMain), ...code.filter(module => !isMain(module))].map(({ name, type, content }) => ({
    type: TYPES[type],
    path: name,
    contents: TYPES[type] === "Data" || TYPES[type] === "CompiledWasm" ? content : new TextDecoder().decode(content),
  }));
}

function assetOf({ assets }: StoredVersion, path: string): OutsideResponse {
  const content = assets[decodeURIComponent(path)];
  return content === undefined ? new OutsideResponse(null, { status: 404 }) : new OutsideResponse(content);
}
