import type { Sql, Statement } from "./sql.ts";

/** A message that could not be handled after all its tries; delivered twice it is kept once. */
export function savingDeadLetter(sql: Sql, id: string, receivedAt: number, message: unknown): Statement {
  return sql
    .prepare("INSERT INTO dead_letters (id, received_at, message) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING")
    .bind(id, receivedAt, JSON.stringify(message));
}

export async function countDeadLetters(sql: Sql): Promise<number> {
  return (await sql.prepare("SELECT count(*) AS n FROM dead_letters").first<{ n: number }>())?.n ?? 0;
}
