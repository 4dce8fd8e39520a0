import type { PulseResult } from "../core/surveys/waves.ts";
import type { Sql, Statement } from "./sql.ts";

/** What is kept of an anonymous wave: how many answered, and once it has closed its result. No answer, no time, no address. */
export interface KeptWave {
  key: string;
  programmeId: string;
  answers: number;
  result: PulseResult | null;
}

export async function listKeptWaves(sql: Sql): Promise<KeptWave[]> {
  const { results } = await sql
    .prepare("SELECT key, programme_id, answers, result FROM waves")
    .all<{ key: string; programme_id: string; answers: number; result: string | null }>();
  return results.map(row => ({
    key: row.key,
    programmeId: row.programme_id,
    answers: row.answers,
    result: row.result === null ? null : JSON.parse(row.result),
  }));
}

/** Keeps a wave; a result that was published once is never replaced. */
export function savingWave(sql: Sql, wave: KeptWave): Statement {
  return sql
    .prepare(
      `INSERT INTO waves (key, programme_id, answers, result) VALUES (?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET answers = excluded.answers, result = excluded.result WHERE waves.result IS NULL`,
    )
    .bind(wave.key, wave.programmeId, wave.answers, wave.result === null ? null : JSON.stringify(wave.result));
}
