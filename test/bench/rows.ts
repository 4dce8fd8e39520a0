import type { Sql, Statement } from "../../src/store/database/sql.ts";
import type { LocalD1 } from "../world/d1.ts";

/** What a database was asked. */
export interface RowsUsed {
  statements: number;
  /** Rows that came back. Every query of the figures is a range of an index, so they are the rows D1 reads for them. */
  read: number;
  written: number;
}

/** The same database, counting what it gives back and what it writes, and looking in at each call. */
export function watched(sql: LocalD1, onCall: () => void): { sql: Sql; used: RowsUsed } {
  const used: RowsUsed = { statements: 0, read: 0, written: 0 };
  const inner = new WeakMap<Statement, Statement>();
  const tell = (answer: { results?: unknown[]; meta: { changes: number } }) => {
    used.statements += 1;
    used.read += answer.results?.length ?? 0;
    used.written += answer.meta.changes;
    onCall();
  };
  const wrap = (statement: Statement): Statement => {
    const all = async <T>() => {
      const answer = (await statement.all<T>()) as { results: T[]; meta: { changes: number } };
      tell(answer);
      return answer;
    };
    const wrapped: Statement = {
      bind: (...values) => wrap(statement.bind(...values)),
      all,
      first: async <T>() => ((await all<T>()).results[0] ?? null) as T | null,
      run: all,
    };
    inner.set(wrapped, statement);
    return wrapped;
  };
  const batch = async (statements: Statement[]) => {
    const answers = (await sql.batch(statements.map(one => inner.get(one) ?? one))) as Parameters<typeof tell>[0][];
    for (const answer of answers) tell(answer);
    return answers;
  };
  return { sql: { keeping: sql.keeping, prepare: query => wrap(sql.prepare(query)), batch }, used };
}
