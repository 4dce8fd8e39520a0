import type { Sql, Statement } from "../database/sql.ts";

/**
 * A coordinator besides those in the settings. `signed_in`: the Worker is signed in to Google as them; `confirmed`: a
 * coordinator confirmed them; `known`: pages named them before that was asked, and nobody has confirmed them yet.
 */
interface KeptCoordinator {
  /** Lower case. */
  email: string;
  /** Their page in *People*; null where none is known. */
  pageId: string | null;
  state: "signed_in" | "confirmed" | "known";
}

export async function listCoordinators(sql: Sql): Promise<KeptCoordinator[]> {
  const { results } = await sql
    .prepare("SELECT email, page_id, state FROM coordinators ORDER BY email")
    .all<{ email: string; page_id: string | null; state: KeptCoordinator["state"] }>();
  return results.map(({ page_id: pageId, ...row }) => ({ ...row, pageId }));
}

/** The statement that makes a person a coordinator from now on. */
export function confirmingCoordinator(sql: Sql, email: string, pageId: string): Statement {
  return sql
    .prepare(
      `INSERT INTO coordinators (email, page_id, state) VALUES (?, ?, 'confirmed')
       ON CONFLICT (email) DO UPDATE SET page_id = excluded.page_id, state = 'confirmed' WHERE state <> 'signed_in'`,
    )
    .bind(email, pageId);
}

/** The statement that makes a person a coordinator no longer, whatever pages say. */
export function dismissingCoordinator(sql: Sql, email: string): Statement {
  return sql.prepare("DELETE FROM coordinators WHERE email = ? AND state <> 'signed_in'").bind(email);
}

/** Statements that replace the stored account the Worker is signed in as. */
export function savingSignedIn(sql: Sql, email: string): Statement[] {
  return [
    sql.prepare("DELETE FROM coordinators WHERE state = 'signed_in' AND email <> ?").bind(email),
    sql
      .prepare(
        `INSERT INTO coordinators (email, page_id, state) VALUES (?, NULL, 'signed_in')
         ON CONFLICT (email) DO UPDATE SET page_id = NULL, state = 'signed_in'`,
      )
      .bind(email),
  ];
}
