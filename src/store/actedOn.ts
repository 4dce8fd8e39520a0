import type { ActedOn } from "../core/actedOn.ts";
import { inPortions } from "./portions.ts";
import type { Sql, Statement } from "./sql.ts";

/** Everything Krug has acted on, as last said. */
export function listActedOn(sql: Sql): Promise<ActedOn[]> {
  return inPortions<ActedOn & Record<"cause", string>, "cause">(sql, "acted_on", "cause");
}

/** Statements that keep what was acted on; a later word about the same takes the place of the earlier one. */
export function savingActedOn(sql: Sql, acts: readonly ActedOn[]): Statement[] {
  if (acts.length === 0) return [];
  return [
    sql
      .prepare(
        `INSERT INTO acted_on (cause, said, at)
         SELECT value ->> 'cause', value ->> 'said', value ->> 'at' FROM json_each(?) WHERE true
         ON CONFLICT (cause) DO UPDATE SET said = excluded.said, at = excluded.at`,
      )
      .bind(JSON.stringify(acts)),
  ];
}
