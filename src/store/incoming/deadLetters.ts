import type { Sql, Statement } from "../database/sql.ts";

/** A message that could not be handled after all its tries; delivered twice it is kept once. */
export function savingDeadLetter(sql: Sql, id: string, receivedAt: number, message: unknown): Statement {
  return sql
    .prepare("INSERT INTO dead_letters (id, received_at, message) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING")
    .bind(id, receivedAt, JSON.stringify(message));
}

export async function countDeadLetters(sql: Sql): Promise<number> {
  return (await sql.prepare("SELECT count(*) AS n FROM dead_letters").first<{ n: number }>())?.n ?? 0;
}

const MOST_LISTED = 1000;

export interface DeadLetter {
  id: string;
  /** When its last try had failed, in ISO 8601. */
  receivedAt: string;
  /** What it asked for: a run, of which connection, as of when and why; no person is named. */
  message: unknown;
}

/** The dead letters, the latest first; a thousand at most. */
export async function listDeadLetters(sql: Sql): Promise<DeadLetter[]> {
  const { results } = await sql
    .prepare("SELECT id, received_at, message FROM dead_letters ORDER BY received_at DESC, id LIMIT ?")
    .bind(MOST_LISTED)
    .all<{ id: string; received_at: number; message: string }>();
  return results.map(row => ({
    id: row.id,
    receivedAt: new Date(row.received_at).toISOString(),
    message: JSON.parse(row.message) as unknown,
  }));
}

/** Takes away the dead letters received until a moment (wall clock); how many there were. */
export async function clearDeadLetters(sql: Sql, until: number): Promise<number> {
  const { meta } = await sql.prepare("DELETE FROM dead_letters WHERE received_at <= ?").bind(until).run();
  return meta.changes;
}
