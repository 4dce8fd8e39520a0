import type { PastAddress } from "../../core/state/past.ts";
import type { SettledGroup } from "../../core/state/settled/groups.ts";
import { inChunks } from "../database/portions.ts";
import type { Sql } from "../database/sql.ts";
import { addressesSaving } from "./past.ts";

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
         UNION SELECT id FROM (SELECT DISTINCT group_id AS id FROM past_codes WHERE group_id > ?1 ORDER BY group_id LIMIT ?2)
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
    const groups = inChunks(
      anew.map(({ group: { id, programmeId, round, ...content } }) =>
        JSON.stringify([id, programmeId, round, JSON.stringify(content)]),
      ),
    ).flatMap(chunk => [
      sql
        .prepare(
          `UPDATE past_groups SET programme_id = new.value ->> 1, round = new.value ->> 2, content = new.value ->> 3
           FROM json_each(?) AS new WHERE group_id = new.value ->> 0
             AND (programme_id IS NOT new.value ->> 1 OR round IS NOT new.value ->> 2 OR content IS NOT new.value ->> 3)`,
        )
        .bind(chunk),
      sql
        .prepare(
          `INSERT OR IGNORE INTO past_groups (group_id, programme_id, round, content)
           SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3 FROM json_each(?)`,
        )
        .bind(chunk),
    ]);
    const ids = JSON.stringify([...anew.map(({ group }) => group.id), ...none]);
    const codes = JSON.stringify(anew.flatMap(one => one.codes.map(code => [code, one.group.id])));
    const gone = JSON.stringify(none);
    const statements = [
      ...groups,
      // What can't be read is taken away without being counted by the trigger.
      sql
        .prepare(
          `UPDATE past_groups SET content = '{"reports":0}' WHERE group_id IN (SELECT value FROM json_each(?))
             AND NOT json_valid(content)`,
        )
        .bind(gone),
      sql.prepare("DELETE FROM past_groups WHERE group_id IN (SELECT value FROM json_each(?))").bind(gone),
      sql
        .prepare(
          `DELETE FROM past_codes WHERE group_id IN (SELECT value FROM json_each(?1)) AND NOT EXISTS
             (SELECT 1 FROM json_each(?2) AS own WHERE own.value ->> 0 = code AND own.value ->> 1 = group_id)`,
        )
        .bind(ids, codes),
      sql
        .prepare("INSERT OR IGNORE INTO past_codes (code, group_id) SELECT value ->> 0, value ->> 1 FROM json_each(?)")
        .bind(codes),
      ...addressesSaving(
        sql,
        anew.flatMap(({ addresses }) => addresses),
      ),
    ];
    return changesOf(await sql.batch(statements));
  },

  /** Keeps addresses of settled letters; how many were not kept. */
  async addingAddresses(sql: Sql, addresses: readonly PastAddress[]): Promise<number> {
    const statements = addressesSaving(sql, addresses);
    return statements.length === 0 ? 0 : changesOf(await sql.batch(statements));
  },

  /** Adds up what was said in each programme by what is kept of its groups; how many sums were others. */
  async summingUp(sql: Sql): Promise<number> {
    return changesOf(
      await sql.batch([
        sql.prepare(
          `INSERT INTO past_programmes (programme_id, reports)
           SELECT programme_id, sum(content ->> '$.reports') FROM past_groups WHERE true GROUP BY programme_id
           ON CONFLICT (programme_id) DO UPDATE SET reports = excluded.reports WHERE reports IS NOT excluded.reports`,
        ),
        sql.prepare(
          `UPDATE past_programmes SET reports = 0
           WHERE reports <> 0 AND programme_id NOT IN (SELECT programme_id FROM past_groups)`,
        ),
      ]),
    );
  },
};

function changesOf(results: unknown): number {
  return (results as { meta: { changes: number } }[]).reduce((sum, { meta }) => sum + meta.changes, 0);
}
