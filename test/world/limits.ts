import { counted, type Sql, STATEMENTS_AN_INVOCATION } from "../../src/store/database/sql.ts";

type Fetch = typeof globalThis.fetch;

/** What one invocation of a Worker may use on the paid plan. */
export const INVOCATION_LIMITS = { statements: STATEMENTS_AN_INVOCATION, fetches: 10_000 };

export interface Usage {
  statements: number;
  fetches: number;
}

/** An invocation used more than the platform allows. */
export class LimitExceeded extends Error {
  constructor(used: Usage, limits: Usage) {
    const over = (["statements", "fetches"] as const).filter(what => used[what] > limits[what]);
    super(`one invocation used ${over.map(what => `${used[what]} ${what} (limit ${limits[what]})`).join(" and ")}`);
    this.name = "LimitExceeded";
  }
}

/** The database and network of one invocation, which refuse everything past the limits as the platform does. */
export interface Limited<S extends Sql> {
  sql: S;
  fetch: Fetch;
  used: Usage;
  /** @throws LimitExceeded also when the invocation caught the refusals and went on. */
  assertWithin(): void;
}

/**
 * Counts what an invocation uses of a database and of the network. Everything the database has besides `prepare` and `batch`
 * stays as it is.
 */
export function limited<S extends Sql>(world: { sql: S; fetch: Fetch }, limits: Usage = INVOCATION_LIMITS): Limited<S> {
  const used: Usage = { statements: 0, fetches: 0 };
  const assertWithin = () => {
    if (used.statements > limits.statements || used.fetches > limits.fetches) throw new LimitExceeded(used, limits);
  };
  const refusing = counted(world.sql, count => {
    used.statements += count;
    assertWithin();
  });
  const sql = new Proxy(world.sql, {
    get: (target, property) => {
      if (property === "prepare" || property === "batch") return refusing[property];
      const value = Reflect.get(target, property, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return {
    sql,
    fetch: async (input, init) => {
      used.fetches += 1;
      assertWithin();
      return world.fetch(input, init);
    },
    used,
    assertWithin,
  };
}

/** Plays one invocation within the limits; its result and what it used. @throws LimitExceeded when it used more. */
export async function withinLimits<T, W extends { sql: Sql; fetch: Fetch }>(
  world: W,
  invocation: (world: W) => Promise<T>,
  limits: Usage = INVOCATION_LIMITS,
): Promise<{ result: T; used: Usage }> {
  const { sql, fetch, used, assertWithin } = limited(world, limits);
  try {
    const result = await invocation({ ...world, sql, fetch });
    assertWithin();
    return { result, used };
  } catch (error) {
    assertWithin();
    throw error;
  }
}
