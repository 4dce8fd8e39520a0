import { RETENTION } from "../database/retention.ts";
import type { Sql, Statement } from "../database/sql.ts";

const MOST_LISTED = RETENTION.dead_letters[0].rows;

export interface DeadLetter {
  id: string;
  /** When its last try had failed, in ISO 8601. */
  receivedAt: string;
  /** What it asked for: a run, of which connection, as of when and why; no person is named. */
  message: unknown;
}

/** Messages that could not be handled: the table `dead_letters`. */
export const deadLetterTable = {
  /** A message that could not be handled after all its tries; delivered twice it is kept once. */
  saving(sql: Sql, id: string, receivedAt: number, message: unknown): Statement {
    return sql
      .prepare("INSERT INTO dead_letters (id, received_at, message) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING")
      .bind(id, receivedAt, JSON.stringify(message));
  },

  /** How many there are. */
  async count(sql: Sql): Promise<number> {
    return (await sql.prepare("SELECT count(*) AS n FROM dead_letters").first<{ n: number }>())?.n ?? 0;
  },

  /** The dead letters, the latest first; a thousand at most. */
  async list(sql: Sql): Promise<DeadLetter[]> {
    const { results } = await sql
      .prepare("SELECT id, received_at, message FROM dead_letters ORDER BY received_at DESC, id LIMIT ?")
      .bind(MOST_LISTED)
      .all<{ id: string; received_at: number; message: string }>();
    return results.map(row => ({
      id: row.id,
      receivedAt: new Date(row.received_at).toISOString(),
      message: JSON.parse(row.message) as unknown,
    }));
  },

  /** Takes away the dead letters received until a moment (wall clock); how many there were. */
  async clear(sql: Sql, until: number): Promise<number> {
    const { meta } = await sql.prepare("DELETE FROM dead_letters WHERE received_at <= ?").bind(until).run();
    return meta.changes;
  },
};
