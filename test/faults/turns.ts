import type { Sql, Statement } from "../../src/store/database/sql.ts";

/** What an answer sets going comes to its next call within so many turns of the event loop, in Node and in workerd. */
const TURNS = 3;

/**
 * Lets calls outside through one at a time, in the order they were made, each once all that the one before set going has come
 * to rest. Which of several calls under way comes first is then the same in every runtime, and so is what a fault or a kill
 * meets.
 */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(atRest).then(work);
    this.#last = mine.catch(() => {});
    return mine;
  }

  /** The same database, its calls in turn with the others. */
  database(sql: Sql): Sql {
    const inner = new WeakMap<Statement, Statement>();
    const wrap = (statement: Statement): Statement => {
      const wrapped: Statement = {
        bind: (...values) => wrap(statement.bind(...values)),
        all: <T>() => this.take(() => statement.all<T>()),
        first: <T>() => this.take(() => statement.first<T>()),
        run: () => this.take(() => statement.run()),
      };
      inner.set(wrapped, statement);
      return wrapped;
    };
    return {
      keeping: sql.keeping,
      prepare: query => wrap(sql.prepare(query)),
      batch: statements => this.take(() => sql.batch(statements.map(one => inner.get(one) ?? one))),
    };
  }
}

async function atRest(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn += 1) await new Promise<void>(resolve => setImmediate(resolve));
}
