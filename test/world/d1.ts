import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { keepingOf } from "../../src/secrets/seal.ts";
import type { Sql, Statement } from "../../src/store/database/sql.ts";
import { KEEPING_KEY } from "./keepingKey.ts";
import { forgetDatabase, noteDatabase } from "./worldsOpened.ts";

/** D1's limits: those it documents (variables, texts, columns, patterns), and those of the SQLite inside workerd. */
const LIMITS = {
  variableNumber: 100,
  sqlLength: 100_000,
  length: 2_000_000,
  column: 100,
  likePatternLength: 50,
  exprDepth: 100,
  compoundSelect: 5,
  functionArg: 127,
  vdbeOp: 25_000,
  triggerDepth: 10,
};
const MIGRATIONS = join(import.meta.dirname, "../../src/store/migrations");
/** Statements D1 keeps to itself. */
const REFUSED = /^\s*(begin|commit|rollback|savepoint|release|attach|detach|vacuum)\b/i;

export interface LocalD1 extends Sql {
  /** Statements run so far, each of a batch counted; migrations are not. */
  readonly statements: number;
  close(): void;
  /** From here on it holds no more than so many pages of 4 KB: what does not fit is refused as by a full database. */
  limitPages(count: number): void;
  pages(): number;
  /** All of it as SQL, as `wrangler d1 export` writes it. */
  dump(): string;
}

/** How a database begins, where not empty and with every migration. */
export interface Begun {
  /** SQL that is run first, such as a dump. */
  script?: string;
  /** SQL that is run last, once it is migrated: what a test plants there. */
  planted?: string;
  migrations?: readonly string[];
  /** Under which it keeps what was said in confidence; the first seals. */
  keys?: readonly string[];
}

interface Result {
  success: true;
  results: Record<string, unknown>[];
  meta: { changes: number };
}

/**
 * A database as D1 gives it, over `node:sqlite`, with Krug's migrations applied. In memory unless a file is named; a file is
 * migrated only where it was not yet.
 *
 * Refuses what D1 refuses: more than 100 bound parameters, `undefined`, too few or too many parameters, values over 2 MB,
 * empty batches, transactions by hand. `test/world/d1.cases.ts` runs against both. What was said in confidence is sealed under
 * the first of the keys.
 */
export function openD1(path = ":memory:", begun: Begun = {}): LocalD1 {
  const database = new DatabaseSync(path, { limits: LIMITS });
  const connection = new LocalConnection(database);
  if (begun.script !== undefined) database.exec(begun.script);
  migrate(database, begun.migrations ?? migrationNames());
  if (begun.planted !== undefined) database.exec(begun.planted);
  const local: LocalD1 = {
    keeping: keepingOf(begun.keys ?? [KEEPING_KEY]),
    get statements() {
      return connection.statements;
    },
    prepare: query => new LocalStatement(connection, query, []),
    batch: async statements => connection.batch(statements),
    close: () => {
      forgetDatabase(local);
      database.close();
    },
    limitPages: count => database.exec(`PRAGMA max_page_count = ${count}`),
    pages: () => Number(database.prepare("PRAGMA page_count").get()?.page_count),
    dump: () => dumpOf(database),
  };
  noteDatabase(local);
  return local;
}

/** The names of Krug's migrations, in the order in which they are applied. */
export function migrationNames(): string[] {
  return readdirSync(MIGRATIONS)
    .filter(name => name.endsWith(".sql"))
    .sort();
}

function migrate(database: DatabaseSync, names: readonly string[]): void {
  database.exec("CREATE TABLE IF NOT EXISTS d1_migrations (name TEXT PRIMARY KEY)");
  const isApplied = database.prepare("SELECT 1 FROM d1_migrations WHERE name = ?");
  for (const name of names) {
    if (isApplied.get(name) !== undefined) continue;
    database.exec(readFileSync(join(MIGRATIONS, name), "utf8"));
    database.prepare("INSERT INTO d1_migrations (name) VALUES (?)").run(name);
  }
}

class LocalConnection {
  statements = 0;
  readonly #database: DatabaseSync;
  readonly #compiled = new Map<string, { statement: StatementSync; parameters: number }>();
  readonly #totalChanges: StatementSync;
  #changesBefore = 0;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#totalChanges = database.prepare("SELECT total_changes() AS n");
  }

  execute(query: string, values: readonly (string | number | null)[]): Result {
    this.statements += 1;
    try {
      const { statement, parameters } = this.#compile(query);
      if (values.length !== parameters) throw new Error("Wrong number of parameter bindings for SQL query.");
      this.#changesBefore = this.#changes();
      const results = statement.all(...values).map(row => ({ ...row }));
      return { success: true, results, meta: { changes: this.#changes() - this.#changesBefore } };
    } catch (error) {
      throw d1Error(error);
    }
  }

  batch(statements: readonly Statement[]): Result[] {
    if (statements.length === 0) throw new Error("D1_ERROR: No SQL statements detected.");
    this.#database.exec("BEGIN");
    try {
      const results = statements.map(statement => {
        if (!(statement instanceof LocalStatement)) throw new TypeError("a batch takes statements of this database");
        return statement.execute();
      });
      this.#database.exec("COMMIT");
      return results;
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  #compile(query: string) {
    const known = this.#compiled.get(query);
    if (known !== undefined) return known;
    if (REFUSED.test(query)) throw new Error("not authorized: SQLITE_AUTH");
    const bare = withoutTexts(query);
    if (/;\s*\S/.test(bare)) throw new Error("a prepared statement holds one statement");
    const compiled = { statement: this.#database.prepare(query), parameters: parametersIn(bare) };
    this.#compiled.set(query, compiled);
    return compiled;
  }

  #changes(): number {
    return (this.#totalChanges.get() as { n: number }).n;
  }
}

class LocalStatement implements Statement {
  readonly #connection: LocalConnection;
  readonly #query: string;
  readonly #values: readonly (string | number | null)[];

  constructor(connection: LocalConnection, query: string, values: readonly (string | number | null)[]) {
    this.#connection = connection;
    this.#query = query;
    this.#values = values;
  }

  bind(...values: unknown[]): Statement {
    return new LocalStatement(this.#connection, this.#query, values.map(bindable));
  }

  execute(): Result {
    return this.#connection.execute(this.#query, this.#values);
  }

  async all<T>(): Promise<{ results: T[] }> {
    return this.execute() as { results: T[] };
  }

  async first<T>(): Promise<T | null> {
    return (this.execute().results[0] ?? null) as T | null;
  }

  async run(): Promise<{ meta: { changes: number } }> {
    return this.execute();
  }
}

function bindable(value: unknown): string | number | null {
  if (value === null || typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  throw new Error(`D1_TYPE_ERROR: Type '${typeof value}' not supported for value '${String(value)}'`);
}

function withoutTexts(query: string): string {
  return query.replaceAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g, " ");
}

/** How many values a query takes: the highest number, where a bare `?` has the number after the highest so far. */
function parametersIn(bare: string): number {
  let highest = 0;
  for (const [, digits] of bare.matchAll(/\?(\d*)/g))
    highest = Math.max(highest, digits ? Number(digits) : highest + 1);
  return highest;
}

function d1Error(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  return message.startsWith("D1_") ? (error as Error) : new Error(`D1_ERROR: ${message}`, { cause: error });
}

/** As `wrangler d1 export` writes it: each table as it was made, then its rows, then the indexes. */
function dumpOf(database: DatabaseSync): string {
  const made = database
    .prepare(
      "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY rowid",
    )
    .all() as { type: string; name: string; sql: string }[];
  const lines = ["PRAGMA defer_foreign_keys=TRUE;"];
  for (const table of made.filter(one => one.type === "table")) {
    lines.push(`${table.sql};`);
    const columns = database.prepare(`PRAGMA table_info("${table.name}")`).all() as { name: string }[];
    const quoted = columns.map(({ name }) => `quote("${name}")`).join(` || ',' || `);
    const rows = database.prepare(`SELECT ${quoted} AS row FROM "${table.name}"`).all() as { row: string }[];
    const into = `INSERT INTO "${table.name}" (${columns.map(({ name }) => `"${name}"`).join(",")})`;
    for (const { row } of rows) lines.push(`${into} VALUES(${row});`);
  }
  lines.push("DELETE FROM sqlite_sequence;");
  for (const one of made.filter(one => one.type !== "table")) lines.push(`${one.sql};`);
  return lines.join("\n");
}
