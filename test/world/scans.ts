import type { Sql, Statement } from "../../src/store/database/sql.ts";

/** A database that writes down what it is asked. */
export interface Watched {
  sql: Sql;
  /** How each question asked so far goes about its tables, as SQLite plans it: "SCAN pages", "SEARCH pages USING INDEX …". */
  plans(): Promise<{ query: string; detail: string }[]>;
}

export function watched(sql: Sql): Watched {
  const asked: { query: string; values: (string | number | null)[] }[] = [];
  const inner = new WeakMap<Statement, { statement: Statement; note: () => void }>();
  const wrap = (query: string, statement: Statement, values: (string | number | null)[]): Statement => {
    const note = () => void asked.push({ query, values });
    const noted =
      <A extends unknown[], R>(run: (...given: A) => R) =>
      (...given: A): R => {
        note();
        return run(...given);
      };
    const wrapped: Statement = {
      bind: (...given) => wrap(query, statement.bind(...given), given),
      all: noted(() => statement.all()) as Statement["all"],
      first: noted(() => statement.first()) as Statement["first"],
      run: noted(() => statement.run()),
    };
    inner.set(wrapped, { statement, note });
    return wrapped;
  };
  return {
    sql: {
      keeping: sql.keeping,
      prepare: query => wrap(query, sql.prepare(query), []),
      batch: statements => {
        const bare = statements.map(one => inner.get(one));
        for (const one of bare) one?.note();
        return sql.batch(bare.map((one, index) => one?.statement ?? (statements[index] as Statement)));
      },
    },
    plans: async () => {
      const found: { query: string; detail: string }[] = [];
      for (const { query, values } of asked) {
        const { results } = await sql
          .prepare(`EXPLAIN QUERY PLAN ${query}`)
          .bind(...values)
          .all<{ detail: string }>();
        found.push(...results.map(({ detail }) => ({ query, detail })));
      }
      return found;
    },
  };
}
