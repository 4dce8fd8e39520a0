import type { Baselines } from "../../core/rules/metrics/points.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** How far a programme was measured. */
export interface Measured {
  /** A mark of the facts that live of each period whose points are up to date. */
  marks: Record<string, string>;
  /** From when to when those periods last (`spansOf`); absent where an earlier version measured. */
  spans?: Record<string, string>;
  /** As people wrote them. */
  skills: string[];
  topics: string[];
  baselines: Baselines;
  /** Points of periods before this one stay as they are, whatever becomes of their facts; absent where none are frozen. */
  frozenBefore?: number;
}

/** How far each programme was measured: the table `measured`. */
export const measuredTable = {
  /** How far a programme was measured; null where everything is to be folded anew. */
  async read(sql: Sql, programmeId: string): Promise<Measured | null> {
    const row = await sql
      .prepare("SELECT content FROM measured WHERE programme_id = ?")
      .bind(programmeId)
      .first<{ content: string }>();
    const kept = row === null ? null : (JSON.parse(row.content) as Partial<Measured>);
    return kept?.marks === undefined ? null : (kept as Measured);
  },

  /** The first period whose points may still change; null where all may. It outlives `measuredTable.dropping`. */
  async readFrozenBefore(sql: Sql, programmeId: string): Promise<number | null> {
    const row = await sql
      .prepare("SELECT content ->> 'frozenBefore' AS period FROM measured WHERE programme_id = ?")
      .bind(programmeId)
      .first<{ period: number | null }>();
    return row?.period ?? null;
  },

  /** Freezes a programme's points of the periods before this one; what is frozen stays so. */
  freezing(sql: Sql, programmeId: string, period: number): Statement {
    return sql
      .prepare(
        `INSERT INTO measured (programme_id, content) VALUES (?1, json_object('frozenBefore', ?2))
         ON CONFLICT (programme_id) DO UPDATE SET
           content = json_set(content, '$.frozenBefore', max(?2, coalesce(content ->> 'frozenBefore', ?2)))`,
      )
      .bind(programmeId, period);
  },

  /** Keeps how far a programme was measured. */
  saving(sql: Sql, programmeId: string, measured: Measured): Statement {
    return sql
      .prepare(
        `INSERT INTO measured (programme_id, content) VALUES (?, ?)
         ON CONFLICT (programme_id) DO UPDATE SET content = excluded.content`,
      )
      .bind(programmeId, JSON.stringify(measured));
  },

  /** Takes away that a programme was measured: the next time everything is folded anew, but for points that are frozen. */
  dropping(sql: Sql, programmeId: string): Statement {
    return sql
      .prepare(
        "UPDATE measured SET content = json_object('frozenBefore', content ->> 'frozenBefore') WHERE programme_id = ?",
      )
      .bind(programmeId);
  },
};
