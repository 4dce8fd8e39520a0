import type { PastAddress } from "../../core/state/past.ts";
import type { SettledGroup } from "../../core/state/settled/groups.ts";
import type { Sql } from "../database/sql.ts";
import { addressesSaving, pastSaving } from "./past.ts";

/** The tables parts of settled groups stand in, with their keys: at most as many as D1 takes in one compound. */
const KEYS = { pages: "id", events: "id", links: "session_id", series: "id", answers: "response_id" } as const;

type Part = keyof typeof KEYS;

/** The compact rows of what is settled, compared with what they were made from and put right. */
export const pastAnewTable = {
  /** The ids under which something is settled, or kept as of a group, after one of them: so many at most, in their order. */
  async listGroups(sql: Sql, after: string, most: number): Promise<string[]> {
    const { results } = await sql
      .prepare(
        `SELECT id FROM (SELECT DISTINCT settled_in AS id FROM pages WHERE settled_in IS NOT NULL AND settled_in > ?1 ORDER BY settled_in LIMIT ?2)
         UNION SELECT id FROM (SELECT group_id AS id FROM past_groups WHERE group_id > ?1 ORDER BY group_id LIMIT ?2)
         ORDER BY id LIMIT ?2`,
      )
      .bind(after, most)
      .all<{ id: string }>();
    return results.map(row => row.id);
  },

  /** The keys of all that is part of settled groups, by table. */
  async listParts(sql: Sql, groupIds: readonly string[]): Promise<Record<Part, string[]>> {
    const parts = (Object.entries(KEYS) as [Part, string][]).map(
      ([table, key]) =>
        `SELECT '${table}' AS part, ${key} AS id FROM ${table} WHERE settled_in IN (SELECT value FROM json_each(?1))`,
    );
    const { results } = await sql
      .prepare(parts.join(" UNION ALL "))
      .bind(JSON.stringify(groupIds))
      .all<{ part: Part; id: string }>();
    const found: Record<Part, string[]> = { pages: [], events: [], links: [], series: [], answers: [] };
    for (const { part, id } of results) found[part].push(id);
    return found;
  },

  /**
   * Puts right what is kept of groups: as they are in `anew`, and nothing of those in `none`, of which nothing is settled. How many rows
   * were other than they are now.
   */
  async puttingRight(sql: Sql, anew: readonly SettledGroup[], none: readonly string[]): Promise<number> {
    const codes = JSON.stringify(anew.flatMap(one => one.codes.map(code => [code, one.group.id])));
    const statements = [
      ...pastSaving(sql, anew),
      sql
        .prepare("DELETE FROM past_groups WHERE group_id IN (SELECT value FROM json_each(?))")
        .bind(JSON.stringify(none)),
      sql
        .prepare(
          `DELETE FROM past_codes WHERE group_number IN
             (SELECT number FROM json_each(?1) AS one JOIN past_groups ON group_id = one.value)
           AND NOT EXISTS (SELECT 1 FROM json_each(?2) AS own JOIN past_groups ON group_id = own.value ->> 1
             WHERE own.value ->> 0 = code AND number = group_number)`,
        )
        .bind(JSON.stringify(anew.map(({ group }) => group.id)), codes),
    ];
    return changesOf(await sql.batch(statements));
  },

  /** Keeps addresses of settled letters; how many were not kept. */
  async addingAddresses(sql: Sql, addresses: readonly PastAddress[]): Promise<number> {
    const statements = addressesSaving(sql, addresses);
    return statements.length === 0 ? 0 : changesOf(await sql.batch(statements));
  },

  /** Adds up what was said in each programme by what is kept of its groups, and drops codes of no group; how many rows were others. */
  async summingUp(sql: Sql): Promise<number> {
    return changesOf(
      await sql.batch([
        sql.prepare("DELETE FROM past_codes WHERE group_number NOT IN (SELECT number FROM past_groups)"),
        sql.prepare(
          `INSERT INTO past_programmes (programme_id, reports)
           SELECT page_id, sum(reports) FROM past_groups JOIN past_ids ON past_ids.number = programme WHERE true GROUP BY page_id
           ON CONFLICT (programme_id) DO UPDATE SET reports = excluded.reports WHERE reports IS NOT excluded.reports`,
        ),
        sql.prepare(
          `UPDATE past_programmes SET reports = 0
           WHERE reports <> 0 AND programme_id NOT IN
             (SELECT page_id FROM past_groups JOIN past_ids ON past_ids.number = programme)`,
        ),
      ]),
    );
  },
};

function changesOf(results: unknown): number {
  return (results as { meta: { changes: number } }[]).reduce((sum, { meta }) => sum + meta.changes, 0);
}
