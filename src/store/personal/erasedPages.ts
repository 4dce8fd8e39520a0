import type { Sql, Statement } from "../database/sql.ts";

/** What a page that was erased is known by afterwards: a digest of its id, without dashes and in small letters. */
export async function pageDigest(pageId: string): Promise<string> {
  const bytes = new TextEncoder().encode(pageId.replaceAll("-", "").toLowerCase());
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map(byte => byte.toString(16).padStart(2, "0")).join("");
}

/** Keeps that pages were erased, for a backup of an earlier day that is taken back later. */
export async function notingErased(sql: Sql, pageIds: readonly string[]): Promise<Statement> {
  const digests = await Promise.all(pageIds.map(pageDigest));
  return sql
    .prepare("INSERT OR IGNORE INTO erased_pages (digest) SELECT value FROM json_each(?)")
    .bind(JSON.stringify(digests));
}
