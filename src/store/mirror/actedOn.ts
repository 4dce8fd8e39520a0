import type { ActedOn } from "../../core/domain/actedOn.ts";
import { type ActRow, sealedAct } from "../database/actRows.ts";
import { type Extent, inChunks, inPortions, rowsFor } from "../database/portions.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** What Krug has acted on: the table `acted_on`. */
export const actedOnTable = {
  /** What Krug has acted on, as last said; what can't be opened says so. */
  async list(sql: Sql, extent: Extent = "all"): Promise<ActedOn[]> {
    const rows = await inPortions<ActRow & Record<"cause", string>, "cause">(sql, "acted_on", "cause", extent);
    const keys = await sql.keeping.keys();
    return Promise.all(rows.map(row => sealedAct.opened(keys, row)));
  },

  /** What was acted on under these causes. They travel as one parameter. */
  async read(sql: Sql, causes: readonly string[]): Promise<ActedOn[]> {
    const results = await rowsFor<ActRow>(
      sql,
      "SELECT acted_on.* FROM json_each(?) AS wanted JOIN acted_on ON acted_on.cause = wanted.value",
      causes,
    );
    const keys = await sql.keeping.keys();
    return Promise.all(results.map(row => sealedAct.opened(keys, row)));
  },

  /** What was acted on whose causes are these, or go on after one of them. */
  async readAbout(sql: Sql, causes: readonly string[]): Promise<ActedOn[]> {
    const results = await rowsFor<ActRow & Record<"cause", string>>(
      sql,
      `SELECT acted_on.* FROM json_each(?) AS begun
         CROSS JOIN acted_on ON acted_on.cause >= begun.value AND acted_on.cause < begun.value || ';'`,
      causes,
    );
    const keys = await sql.keeping.keys();
    return Promise.all(results.map(row => sealedAct.opened(keys, row)));
  },

  /** Statements that keep what was acted on; a later word about the same takes the place of the earlier one. */
  async saving(sql: Sql, acts: readonly ActedOn[]): Promise<Statement[]> {
    if (acts.length === 0) return [];
    const keys = await sql.keeping.keys();
    const rows = await Promise.all(acts.map(act => sealedAct.kept(keys, act)));
    return inChunks(rows.map(row => JSON.stringify(row))).map(chunk =>
      sql
        .prepare(
          `INSERT INTO acted_on (cause, said, at)
           SELECT value ->> 'cause', value ->> 'said', value ->> 'at' FROM json_each(?) WHERE true
           ON CONFLICT (cause) DO UPDATE SET said = excluded.said, at = excluded.at`,
        )
        .bind(chunk),
    );
  },
};
