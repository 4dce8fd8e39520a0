import type { Baselines } from "../core/metrics/points.ts";
import type { Sql, Statement } from "./sql.ts";

/** How far a programme was measured. */
export interface Measured {
  /** A mark of the facts of each period whose points are up to date. */
  marks: Record<string, string>;
  /** As people wrote them. */
  skills: string[];
  topics: string[];
  baselines: Baselines;
}

export async function readMeasured(sql: Sql, programmeId: string): Promise<Measured | null> {
  const row = await sql
    .prepare("SELECT content FROM measured WHERE programme_id = ?")
    .bind(programmeId)
    .first<{ content: string }>();
  return row === null ? null : JSON.parse(row.content);
}

export function savingMeasured(sql: Sql, programmeId: string, measured: Measured): Statement {
  return sql
    .prepare(
      `INSERT INTO measured (programme_id, content) VALUES (?, ?)
       ON CONFLICT (programme_id) DO UPDATE SET content = excluded.content`,
    )
    .bind(programmeId, JSON.stringify(measured));
}

/** Takes away that a programme was measured: the next time everything is folded anew. */
export function droppingMeasured(sql: Sql, programmeId: string): Statement {
  return sql.prepare("DELETE FROM measured WHERE programme_id = ?").bind(programmeId);
}
