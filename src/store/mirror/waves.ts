import { guardedResult, type PulseResult } from "../../core/rules/surveys/pulse.ts";
import { rowsFor } from "../database/portions.ts";
import { contextOf, sealedField } from "../database/sealed.ts";
import type { Sql, Statement } from "../database/sql.ts";

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

/** Sentences that can't be opened are not shown; the figures beside them are. */
async function waveOf(sql: Sql, row: WaveRow): Promise<KeptWave> {
  const kept: PulseResult | null = row.result === null ? null : JSON.parse(row.result);
  const result =
    kept === null ? null : await sealedField.opened(await sql.keeping.keys(), kept, "texts", contextOf.wave(row.key));
  return {
    key: row.key,
    programmeId: row.programme_id,
    answers: row.answers,
    result: kept === null ? null : guardedResult(result ?? { ...kept, texts: [] }),
  };
}

/** Waves of the pulse that have closed: the table `waves`, sentences sealed. */
export const waveTable = {
  /** Every wave, of all programmes. */
  async list(sql: Sql): Promise<KeptWave[]> {
    const { results } = await sql.prepare("SELECT key, programme_id, answers, result FROM waves").all<WaveRow>();
    return Promise.all(results.map(row => waveOf(sql, row)));
  },

  /** The waves that were kept last, so many at most. */
  async listLast(sql: Sql, most: number): Promise<KeptWave[]> {
    const { results } = await sql
      .prepare("SELECT key, programme_id, answers, result FROM waves ORDER BY rowid DESC LIMIT ?")
      .bind(most)
      .all<WaveRow>();
    return Promise.all(results.map(row => waveOf(sql, row)));
  },

  /** What is kept of one programme's waves, by their keys; those not named are not read. */
  async read(sql: Sql, keys: readonly string[]): Promise<Map<string, KeptWave>> {
    const results = await rowsFor<WaveRow>(
      sql,
      "SELECT waves.* FROM json_each(?) AS wanted JOIN waves ON waves.key = wanted.value",
      keys,
    );
    return new Map(await Promise.all(results.map(async row => [row.key, await waveOf(sql, row)] as const)));
  },

  /** Keeps a wave; a result that was published once is never replaced. */
  async saving(sql: Sql, wave: KeptWave): Promise<Statement> {
    const { key } = wave;
    const result =
      wave.result === null
        ? null
        : await sealedField.kept(await sql.keeping.keys(), wave.result, "texts", contextOf.wave(key));
    return sql
      .prepare(
        `INSERT INTO waves (key, programme_id, answers, result) VALUES (?, ?, ?, ?)
         ON CONFLICT (key) DO UPDATE SET answers = excluded.answers, result = excluded.result WHERE waves.result IS NULL`,
      )
      .bind(key, wave.programmeId, wave.answers, result === null ? null : JSON.stringify(result));
  },
};
