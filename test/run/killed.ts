import { MINUTE } from "../../src/core/domain/values/time.ts";
import type { Outside } from "./office.ts";

/** So long the lease of a run that was killed holds up the next. */
export const LEASE_MS = 4 * MINUTE;

export class Crash extends Error {}

/** An invocation that dies when its k-th answer comes: the request has reached the service, and nothing is heard or kept any more. */
export function dyingAfter(answers: number): (world: Outside) => Outside {
  let heard = 0;
  let isDead = false;
  const alive = () => {
    if (isDead) throw new Crash("the invocation is gone");
  };
  return ({ fetch, sql }) => ({
    fetch: async (input, init) => {
      alive();
      const answer = await fetch(input, init);
      heard += 1;
      if (heard >= answers) isDead = true;
      alive();
      return answer;
    },
    sql: {
      keeping: sql.keeping,
      prepare: query => {
        alive();
        return sql.prepare(query);
      },
      batch: statements => {
        alive();
        return sql.batch(statements);
      },
    },
  });
}
