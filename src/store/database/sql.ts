import type { Keeping } from "../../secrets/seal.ts";

/** What the store needs of D1: the same in workerd and over node:sqlite. */
export interface Sql extends Database {
  /** The keys under which it keeps what was said in confidence. */
  readonly keeping: Keeping;
}

/** A database by itself. */
export interface Database {
  prepare(query: string): Statement;
  /** One transaction: all or nothing. */
  batch(statements: Statement[]): Promise<unknown>;
}

export interface Statement {
  bind(...values: (string | number | null)[]): Statement;
  all<T>(): Promise<{ results: T[] }>;
  first<T>(): Promise<T | null>;
  run(): Promise<{ meta: { changes: number } }>;
}

/** A database, and the keys under which it keeps what was said in confidence. */
export function keptUnder(database: Database, keeping: Keeping): Sql {
  return {
    prepare: query => database.prepare(query),
    batch: statements => database.batch(statements),
    keeping,
  };
}

/** D1 takes at most this many statements in one invocation, each of a batch counted (docs/facts/cloudflare.md#d1). */
export const STATEMENTS_AN_INVOCATION = 1000;

/** Errors that came from a database: not of Krug's own making. */
const ofStore = new WeakSet<object>();

/** True for an error that a counted database threw. */
export function isOfStore(error: unknown): boolean {
  return typeof error === "object" && error !== null && ofStore.has(error);
}

async function marking<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw marked(error);
  }
}

function marked(error: unknown): unknown {
  if (typeof error === "object" && error !== null) ofStore.add(error);
  return error;
}

/** The same database, counting its statements: each of a batch counts. What it throws is known again (`isOfStore`). */
export function counted(sql: Sql, onStatements: (count: number) => void): Sql {
  const inner = new WeakMap<Statement, Statement>();
  const wrap = (statement: Statement): Statement => {
    const wrapped: Statement = {
      bind: (...values) => wrap(statement.bind(...values)),
      all: <T>() => {
        onStatements(1);
        return marking(() => statement.all<T>());
      },
      first: <T>() => {
        onStatements(1);
        return marking(() => statement.first<T>());
      },
      run: () => {
        onStatements(1);
        return marking(() => statement.run());
      },
    };
    inner.set(wrapped, statement);
    return wrapped;
  };
  return {
    keeping: sql.keeping,
    prepare: query => {
      try {
        return wrap(sql.prepare(query));
      } catch (error) {
        throw marked(error);
      }
    },
    batch: statements => {
      onStatements(statements.length);
      return marking(() => sql.batch(statements.map(statement => inner.get(statement) ?? statement)));
    },
  };
}
