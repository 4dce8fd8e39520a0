import type { SourceKey } from "../../core/domain/values/row.ts";
import { contextOf, sealedText } from "./sealed.ts";
import type { Sql, Statement } from "./sql.ts";
import { tableCheck } from "./tables.ts";

/** The things there is one of. */
type StateKey =
  | "sync_token"
  /** From which page a listing of the whole calendar goes on that was not read to its end; null for none. */
  | "events_from"
  /** From when on a listing of a whole table goes on that was not read to its end; null for none. */
  | `pages_from_${SourceKey}`
  /** How far what is settled was taken up after a loss of the database, step by step. */
  | "past_taken_to"
  | "due_at"
  /** From when on an act of a coordinator is to be carried out; wall clock, null for none. */
  | "acts_due"
  /** What programmes wait for, as the last run that read all that lives found it. */
  | "waits"
  | "notion_window"
  | "google_window"
  | "measured_on"
  /** The day on which old rows last went. */
  | "tidied_on"
  | "trash_known"
  /** When a hook's message was put on the queue, wall clock; null when none waits there. */
  | "hook_message_at"
  /** The last set of Google's public keys that was read, as the library that reads it wants it back. */
  | "google_keys"
  | "swept_at"
  | "read_on"
  | "notion_bot"
  | "telling"
  /** The calendar the sync token and all kept events are of. */
  | "calendar_id"
  /** The page the kept tables were found under. */
  | "notion_parent"
  | "access_keys"
  /** Since when a first run is waited for, and how far the silence after the last one was told; wall clock. */
  | "awaited_since"
  | "silence_told"
  /** The day on which the signed-in Google account was last asked for. */
  | "signed_in_on"
  /** The id of the key everything said in confidence was last brought under. */
  | "sealed_under"
  /** The last run before all of it was written open, to go back to an older version. */
  | "opened_after"
  /** The UTC day on which Notion last took no more blocks; null where it takes them. */
  | "blocks_full_on"
  /** How far a look in slices has come (src/run/inSlices.ts); null while none is under way. */
  | "look"
  /** What is left to be compared with Notion in a night, stretch by stretch. */
  | "comparing"
  /** True where all that lives is looked at in slices. */
  | "in_slices"
  /** The mark of what a version needs, once the database was found to have it. */
  | "made_as";

/** Credentials for a service: kept sealed. */
type TokenKey = "google_token" | "google_drive_token";

/** All of them at once, as they were when read. */
export interface KeptState {
  get<T>(key: StateKey | TokenKey): T | null;
  /** What the database lacks of what this version needs (tables.ts); nothing where its migrations were applied. */
  lacking: readonly string[];
}

/** The entries of `state` that grant access. */
const TOKENS: readonly string[] = ["google_token", "google_drive_token"];

/** The things there is one of, by their names, tokens sealed: the table `state`. */
export const stateTable = {
  /**
   * The whole state, and what the database lacks. Once it was found to be made as this version needs it, how it is made is looked at
   * no more: each run begins with this.
   */
  async readAll(sql: Sql): Promise<KeptState> {
    const { results } = await sql.prepare("SELECT key, value FROM state").all<{ key: string; value: string }>();
    const values = new Map(results.map(row => [row.key, row.value]));
    for (const key of TOKENS) {
      const kept = values.get(key);
      if (kept !== undefined) values.set(key, (await sealedText.opened(sql, kept, contextOf.state(key))) ?? "null");
    }
    const isKnown = values.get("made_as") === JSON.stringify(tableCheck.mark);
    const lacking = isKnown ? [] : await tableCheck.listLacking(sql);
    if (!isKnown && lacking.length === 0) await stateTable.saving(sql, "made_as", tableCheck.mark).run();
    return {
      lacking,
      get: <T>(key: StateKey | TokenKey) => {
        const value = values.get(key);
        return value === undefined ? null : (JSON.parse(value) as T);
      },
    };
  },

  /** One of them; null for none, and for a token that can't be opened. */
  async read<T>(sql: Sql, key: StateKey | TokenKey): Promise<T | null> {
    const row = await sql.prepare("SELECT value FROM state WHERE key = ?").bind(key).first<{ value: string }>();
    const value = row === null ? null : await sealedText.opened(sql, row.value, contextOf.state(key));
    return value === null ? null : (JSON.parse(value) as T);
  },

  /** The statement that keeps a service's token, or that there is none. */
  async savingToken(sql: Sql, key: TokenKey, token: unknown): Promise<Statement> {
    const value = JSON.stringify(token);
    return savingText(sql, key, token === null ? value : await sealedText.kept(sql, value, contextOf.state(key)));
  },

  /** The statement that keeps one of them. */
  saving(sql: Sql, key: StateKey, value: unknown): Statement {
    return savingText(sql, key, JSON.stringify(value));
  },

  /**
   * What is kept from here on has yet to be acted on: should this run end early, the next one has something due, although it
   * reads no change. A run that comes to its end says when the next thing is due.
   */
  beingDue(sql: Sql): Statement {
    return stateTable.saving(sql, "due_at", 0);
  },
};

function savingText(sql: Sql, key: StateKey | TokenKey, value: string): Statement {
  return sql
    .prepare("INSERT INTO state (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
    .bind(key, value);
}
