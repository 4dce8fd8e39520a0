import type { Instant } from "../../core/domain/values/time.ts";
import { contextOf, sealedText } from "../database/sealed.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** Where people of a programme talk. */
export interface Chat {
  programmeId: string;
  /** Of its webhook, a secret; null where it can't be opened. */
  address: string | null;
  /** All of the address that is shown. */
  host: string;
  /** What came until then was told; world time. */
  toldUntil: Instant;
  /** Not told anything before; world time. */
  nextAt: Instant;
  /** The chat said that its webhook is no more: it is not asked again until it is named anew. */
  isGone: boolean;
}

interface ChatRow {
  programme_id: string;
  address: string;
  host: string;
  told_until: number;
  next_at: number;
  gone: number;
}

/** The chats of programmes, their addresses sealed: the table `chats`. */
export const chatTable = {
  async list(sql: Sql): Promise<Chat[]> {
    const { results } = await sql.prepare("SELECT * FROM chats ORDER BY programme_id").all<ChatRow>();
    return Promise.all(
      results.map(async row => ({
        programmeId: row.programme_id,
        address: await sealedText.opened(sql, row.address, contextOf.chat(row.programme_id)),
        host: row.host,
        toldUntil: row.told_until,
        nextAt: row.next_at,
        isGone: row.gone !== 0,
      })),
    );
  },

  /** Names a programme's chat, in place of one before; what there was before `now` is not told. */
  async naming(sql: Sql, programmeId: string, address: string, now: Instant): Promise<Statement> {
    const kept = await sealedText.kept(sql, address, contextOf.chat(programmeId));
    return sql
      .prepare(
        `INSERT INTO chats (programme_id, address, host, told_until, next_at, gone) VALUES (?1, ?2, ?3, ?4, 0, 0)
         ON CONFLICT (programme_id) DO UPDATE SET address = ?2, host = ?3, gone = 0, next_at = max(next_at, ?4)`,
      )
      .bind(programmeId, kept, new URL(address).hostname, now);
  },

  /** The programme has no chat any more. */
  dropping(sql: Sql, programmeId: string): Statement {
    return sql.prepare("DELETE FROM chats WHERE programme_id = ?").bind(programmeId);
  },

  /** How far a chat was told, and when it may be told more; written before the call, so that nothing is told twice. */
  saving(sql: Sql, { programmeId, toldUntil, nextAt, isGone }: Omit<Chat, "address" | "host">): Statement {
    return sql
      .prepare("UPDATE chats SET told_until = ?, next_at = ?, gone = ? WHERE programme_id = ?")
      .bind(toldUntil, nextAt, isGone ? 1 : 0, programmeId);
  },
};
