import { guardedResult, type PulseResult } from "../core/surveys/waves.ts";
import type { Sql, Statement } from "./sql.ts";

/** What is kept of an anonymous wave that has closed: how many answered, and its result. No answer, no time, no address. */
export interface KeptWave {
  key: string;
  programmeId: string;
  answers: number;
  result: PulseResult | null;
}

interface WaveRow {
  key: string;
  programme_id: string;
  answers: number;
  result: string | null;
}

function waveOf(row: WaveRow): KeptWave {
  return {
    key: row.key,
    programmeId: row.programme_id,
    answers: row.answers,
    result: row.result === null ? null : guardedResult(JSON.parse(row.result)),
  };
}

export async function listKeptWaves(sql: Sql): Promise<KeptWave[]> {
  const { results } = await sql.prepare("SELECT key, programme_id, answers, result FROM waves").all<WaveRow>();
  return results.map(waveOf);
}

/** What is kept of one programme's waves, by their keys; those not named are not read. */
export async function readWaves(sql: Sql, keys: readonly string[]): Promise<Map<string, KeptWave>> {
  if (keys.length === 0) return new Map();
  const { results } = await sql
    .prepare("SELECT waves.* FROM json_each(?) AS wanted JOIN waves ON waves.key = wanted.value")
    .bind(JSON.stringify(keys))
    .all<WaveRow>();
  return new Map(results.map(row => [row.key, waveOf(row)]));
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
