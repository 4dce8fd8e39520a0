import type { Sql, Statement } from "./sql.ts";

interface Asked {
  statement: Statement;
  resolve(answer: { results: unknown[] }): void;
  reject(error: unknown): void;
}

/**
 * The same database for readings that belong together: what is asked of it in one turn travels as one batch, so that ten small readings
 * cost one way there and back. What they come to is held at once: for readings near something, not for whole tables.
 *
 * @example
 * const reading = readTogether(sql);
 * const [notices, keys] = await Promise.all([noticeTable.read(reading, pages), pageKeyTable.read(reading, names)]);
 */
export function readTogether(sql: Sql): Sql {
  let waiting: Asked[] = [];
  const send = async () => {
    const asked = waiting;
    waiting = [];
    try {
      const answers = (await sql.batch(asked.map(({ statement }) => statement))) as { results: unknown[] }[];
      for (const [place, { resolve }] of asked.entries()) resolve(answers[place] ?? { results: [] });
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  };
  const ask = <T>(statement: Statement): Promise<{ results: T[] }> => {
    const { promise, resolve, reject } = Promise.withResolvers<{ results: unknown[] }>();
    if (waiting.length === 0) queueMicrotask(send);
    waiting.push({ statement, resolve, reject });
    return promise as Promise<{ results: T[] }>;
  };
  const wrap = (statement: Statement): Statement => ({
    bind: (...values) => wrap(statement.bind(...values)),
    all: () => ask(statement),
    first: async <T>() => (await ask<T>(statement)).results[0] ?? null,
    run: () => statement.run(),
  });
  return {
    keeping: sql.keeping,
    prepare: query => wrap(sql.prepare(query)),
    batch: statements => sql.batch(statements),
  };
}
