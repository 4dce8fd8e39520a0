import type { Instant } from "../../core/domain/values/time.ts";
import type { Insight } from "../../core/rules/insights/insight.ts";
import type { KeptInsight } from "../../core/rules/insights/settling.ts";
import { inChunks } from "../database/portions.ts";
import type { Sql, Statement } from "../database/sql.ts";

interface InsightRow {
  state: KeptInsight["state"];
  since: number;
  gone_at: number | null;
  told_at: number | null;
  content: string;
}

function insightOf(row: InsightRow): KeptInsight {
  return {
    ...(JSON.parse(row.content) as Insight),
    state: row.state,
    since: row.since,
    goneAt: row.gone_at,
    toldAt: row.told_at,
  };
}

/** Insights that last, and those that ended lately: the table `insights`. */
export const insightTable = {
  /** All insights kept, those that last and those that ended, by their keys. */
  async list(sql: Sql): Promise<KeptInsight[]> {
    const { results } = await sql
      .prepare("SELECT state, since, gone_at, told_at, content FROM insights ORDER BY key")
      .all<InsightRow>();
    return results.map(insightOf);
  },

  /** Those that agendas and the rhythm of meetings go by: check-ins that were added, and low satisfaction. */
  async listBearing(sql: Sql): Promise<KeptInsight[]> {
    const { results } = await sql
      .prepare(
        `SELECT state, since, gone_at, told_at, content FROM insights
         WHERE content ->> '$.action.kind' = 'add_check_ins' OR content ->> '$.id' = 'low_satisfaction' ORDER BY key`,
      )
      .all<InsightRow>();
    return results.map(insightOf);
  },

  /** Statements that keep insights in place of what was kept of them. */
  saving(sql: Sql, insights: readonly KeptInsight[]): Statement[] {
    const rows = insights.map(kept => {
      const { state, since, goneAt, toldAt, ...insight } = kept;
      return JSON.stringify({
        key: insight.key,
        programmeId: insight.programmeId,
        state,
        since,
        goneAt,
        toldAt,
        content: JSON.stringify(insight),
      });
    });
    return inChunks(rows).map(chunk =>
      sql
        .prepare(
          `INSERT INTO insights (key, programme_id, state, since, gone_at, told_at, content)
           SELECT value ->> 'key', value ->> 'programmeId', value ->> 'state', value ->> 'since', value ->> 'goneAt',
                  value ->> 'toldAt', value ->> 'content' FROM json_each(?) WHERE true
           ON CONFLICT (key) DO UPDATE SET state = excluded.state, since = excluded.since, gone_at = excluded.gone_at,
             told_at = excluded.told_at, content = excluded.content`,
        )
        .bind(chunk),
    );
  },

  /** These causes were told. */
  savingTold(sql: Sql, keys: readonly string[], at: Instant): Statement {
    return sql
      .prepare("UPDATE insights SET told_at = ? WHERE key IN (SELECT value FROM json_each(?))")
      .bind(at, JSON.stringify(keys));
  },
};
