import { base64url } from "jose";
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

/** Coordinators besides those in the settings: the table `coordinators`. */
export const coordinatorTable = {
  /** All of them, by address. */
  async list(sql: Sql): Promise<KeptCoordinator[]> {
    const { results } = await sql
      .prepare("SELECT email, page_id, state FROM coordinators ORDER BY email")
      .all<{ email: string; page_id: string | null; state: KeptCoordinator["state"] }>();
    return results.map(({ page_id: pageId, ...row }) => ({ ...row, pageId }));
  },

  /** The statement that makes a person a coordinator from now on. */
  confirming(sql: Sql, email: string, pageId: string): Statement {
    return sql
      .prepare(
        `INSERT INTO coordinators (email, page_id, state) VALUES (?, ?, 'confirmed')
         ON CONFLICT (email) DO UPDATE SET page_id = excluded.page_id, state = 'confirmed' WHERE state <> 'signed_in'`,
      )
      .bind(email, pageId);
  },

  /** The statement that makes a person a coordinator no longer, whatever pages say. */
  dismissing(sql: Sql, email: string): Statement {
    return sql.prepare("DELETE FROM coordinators WHERE email = ? AND state <> 'signed_in'").bind(email);
  },

  /** Statements that replace the stored account the Worker is signed in as. */
  savingSignedIn(sql: Sql, email: string): Statement[] {
    return [
      sql.prepare("DELETE FROM coordinators WHERE state = 'signed_in' AND email <> ?").bind(email),
      sql
        .prepare(
          `INSERT INTO coordinators (email, page_id, state) VALUES (?, NULL, 'signed_in')
           ON CONFLICT (email) DO UPDATE SET page_id = NULL, state = 'signed_in'`,
        )
        .bind(email),
    ];
  },
};

/** What a reader of the dashboard may see and do: everything, or the programme's figures alone. */
export type Role = "coordinator" | "reader";

const SIGNED_IN_SECONDS = 30 * 86_400;

async function digestOf(text: string): Promise<string> {
  return base64url.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

/** Sessions of the dashboard, by digests of what their cookies hold: the table `sign_ins`. */
export const signInTable = {
  /** How long a session lasts. */
  lastsSeconds: SIGNED_IN_SECONDS,

  /** Tells one sign-in token from another without giving it away. */
  async markOf(token: string): Promise<string> {
    return (await digestOf(`krug sign-in ${token}`)).slice(0, 16);
  },

  /** Begins a session for whoever brought this token; the word its cookie holds. */
  async begin(sql: Sql, role: Role, token: string, wallNow: number): Promise<string> {
    const word = base64url.encode(crypto.getRandomValues(new Uint8Array(32)));
    await sql
      .prepare("INSERT INTO sign_ins (digest, role, token_mark, ends_at) VALUES (?, ?, ?, ?)")
      .bind(await digestOf(word), role, await signInTable.markOf(token), wallNow + SIGNED_IN_SECONDS * 1000)
      .run();
    return word;
  },

  /** The session whose cookie holds this word, and which token began it; null for none, and for one that is over. */
  async read(sql: Sql, word: string, wallNow: number): Promise<{ role: Role; tokenMark: string } | null> {
    return sql
      .prepare("SELECT role, token_mark AS tokenMark FROM sign_ins WHERE digest = ? AND ends_at > ?")
      .bind(await digestOf(word), wallNow)
      .first<{ role: Role; tokenMark: string }>();
  },

  /** Ends one session. */
  async end(sql: Sql, word: string): Promise<void> {
    await sql
      .prepare("DELETE FROM sign_ins WHERE digest = ?")
      .bind(await digestOf(word))
      .run();
  },
};

const MINUTE_MS = 60_000;

/** Wrong tokens by the address they came from, for a minute: the table `wrong_tries`. */
export const wrongTryTable = {
  /** Counts a wrong token from an address; how many it makes within this minute. */
  async count(sql: Sql, address: string, wallNow: number): Promise<number> {
    const minute = Math.floor(wallNow / MINUTE_MS);
    await sql.prepare("DELETE FROM wrong_tries WHERE minute < ?").bind(minute).run();
    const counted = await sql
      .prepare(
        `INSERT INTO wrong_tries (address, minute, tries) VALUES (?, ?, 1)
         ON CONFLICT (address, minute) DO UPDATE SET tries = tries + 1 RETURNING tries`,
      )
      .bind(address, minute)
      .first<{ tries: number }>();
    return counted?.tries ?? 1;
  },
};
