import type { Channel, Watch } from "../../core/rules/guards/hooks.ts";
import type { Sql, Statement } from "../database/sql.ts";

interface ChannelRow {
  id: string;
  resource_id: string | null;
  expires_at: number | null;
  opened_for: string;
}

/** Channels of the calendar's notifications: the table `channels`. */
export const channelTable = {
  /** All channels, by id. */
  async list(sql: Sql): Promise<Channel[]> {
    const { results } = await sql.prepare("SELECT * FROM channels ORDER BY id").all<ChannelRow>();
    return results.map(row => ({
      id: row.id,
      resourceId: row.resource_id,
      expiresAt: row.expires_at,
      openedFor: row.opened_for,
    }));
  },

  /** One of them; null for none of this id. */
  async read(sql: Sql, id: string): Promise<Channel | null> {
    const row = await sql.prepare("SELECT * FROM channels WHERE id = ?").bind(id).first<ChannelRow>();
    return row === null
      ? null
      : { id, resourceId: row.resource_id, expiresAt: row.expires_at, openedFor: row.opened_for };
  },

  /** Keeps a channel in place of what was kept of it. */
  saving(sql: Sql, channel: Channel): Statement {
    return sql
      .prepare(
        `INSERT INTO channels (id, resource_id, expires_at, opened_for) VALUES (?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET resource_id = excluded.resource_id, expires_at = excluded.expires_at,
           opened_for = excluded.opened_for`,
      )
      .bind(channel.id, channel.resourceId, channel.expiresAt, channel.openedFor);
  },

  /** Keeps an unknown channel of ours, so that it can be ended; a known one stays unchanged. */
  keepingUnknown(sql: Sql, id: string, resourceId: string): Statement {
    return sql
      .prepare("INSERT INTO channels (id, resource_id, opened_for) VALUES (?, ?, '') ON CONFLICT (id) DO NOTHING")
      .bind(id, resourceId);
  },

  /** Forgets a channel that has ended. */
  forgetting(sql: Sql, id: string): Statement {
    return sql.prepare("DELETE FROM channels WHERE id = ?").bind(id);
  },
};

/** Watches on forms: the table `watches`. */
export const watchTable = {
  /** All watches, by form. */
  async list(sql: Sql): Promise<Watch[]> {
    const { results } = await sql
      .prepare("SELECT form_id, watch_id, topic, expires_at FROM watches ORDER BY form_id")
      .all<{ form_id: string; watch_id: string; topic: string; expires_at: number }>();
    return results.map(row => ({
      formId: row.form_id,
      watchId: row.watch_id,
      topic: row.topic,
      expiresAt: row.expires_at,
    }));
  },

  /** Keeps a watch in place of the one its form had. */
  saving(sql: Sql, watch: Watch): Statement {
    return sql
      .prepare(
        `INSERT INTO watches (form_id, watch_id, topic, expires_at) VALUES (?, ?, ?, ?)
         ON CONFLICT (form_id) DO UPDATE SET watch_id = excluded.watch_id, topic = excluded.topic,
           expires_at = excluded.expires_at`,
      )
      .bind(watch.formId, watch.watchId, watch.topic, watch.expiresAt);
  },

  /** Forgets the watch of a form. */
  forgetting(sql: Sql, formId: string): Statement {
    return sql.prepare("DELETE FROM watches WHERE form_id = ?").bind(formId);
  },
};

/** How far the connection of Notion's hook has come. */
interface NotionHook {
  /** Wall time until which the one-time address takes a token; null when there is none. */
  armedUntil: number | null;
  sealedToken: string | null;
}

/** How far the connection of Notion's hook has come: the table `notion_hook`. */
export const notionHookTable = {
  /** How it stands; nothing armed and no token before it began. */
  async read(sql: Sql): Promise<NotionHook> {
    const row = await sql
      .prepare("SELECT armed_until, sealed_token FROM notion_hook")
      .first<{ armed_until: number | null; sealed_token: string | null }>();
    return { armedUntil: row?.armed_until ?? null, sealedToken: row?.sealed_token ?? null };
  },

  /** Opens the one-time address, in place of an earlier one. False, and nothing done, where a token is kept already. */
  async arm(sql: Sql, nonceHash: string, until: number): Promise<boolean> {
    const { meta } = await sql
      .prepare(
        `INSERT INTO notion_hook (id, nonce_hash, armed_until) VALUES (1, ?1, ?2)
         ON CONFLICT (id) DO UPDATE SET nonce_hash = ?1, armed_until = ?2 WHERE notion_hook.sealed_token IS NULL`,
      )
      .bind(nonceHash, until)
      .run();
    return meta.changes > 0;
  },

  /** Takes Notion's token in at the armed address, which is used up by it. False, and nothing done, at any other. */
  async takeToken(sql: Sql, nonceHash: string, sealedToken: string, wallNow: number): Promise<boolean> {
    const { meta } = await sql
      .prepare(
        `UPDATE notion_hook SET sealed_token = ?, nonce_hash = NULL, armed_until = NULL, is_shown = 0
         WHERE nonce_hash = ? AND armed_until > ? AND sealed_token IS NULL`,
      )
      .bind(sealedToken, nonceHash, wallNow)
      .run();
    return meta.changes > 0;
  },

  /** True the first time it is asked after a token came, and never again. */
  async mayShowToken(sql: Sql): Promise<boolean> {
    const { meta } = await sql
      .prepare("UPDATE notion_hook SET is_shown = 1 WHERE is_shown = 0 AND sealed_token IS NOT NULL")
      .run();
    return meta.changes > 0;
  },

  /** Forgets the hook and its token. */
  forgetting(sql: Sql): Statement {
    return sql.prepare("DELETE FROM notion_hook");
  },
};
