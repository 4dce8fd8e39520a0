import * as z from "zod/mini";
import { hookKeys } from "../secrets/hookSecret.ts";
import type { Sql } from "../store/database/sql.ts";
import { notionHookTable } from "../store/incoming/hooks.ts";
import { parsed } from "./notionEvent.ts";
import type { HookSettings, Verifiers } from "./settings.ts";

const ARMED_MS = 15 * 60_000;
const USE = "notion verification token";
const HANDSHAKE = z.object({ verification_token: z.string().check(z.minLength(16), z.maxLength(512)) });

/** How far the connection has come. */
interface NotionHookView {
  state: "off" | "armed" | "connected" | "unreadable";
  armedUntil: string | null;
}

/** What a message to Notion's hook is. */
type NotionMessage = "handshake" | "event" | "refused";

/**
 * How Notion's hook is connected. There is no API for it, so a person goes through Notion's form, four steps:
 *
 * 1. `POST /api/hooks/notion/arm` answers with an address that works for 15 minutes of wall time and takes one token.
 * 2. The address is pasted into the integration's webhook settings. Notion posts its verification token there; it is kept,
 *    sealed, and the address is used up.
 * 3. `POST /api/hooks/notion/token` shows that token, once, and it is pasted into Notion's form.
 * 4. From then on Notion signs each message with it. Messages go on coming to the pasted address, whose last part now means
 *    nothing: what counts is the signature. `/hooks/notion` without it takes them as well.
 *
 * A stored token is never replaced: whoever knows the address, or the secret of another subscription, changes nothing. To
 * connect anew an operator first takes the token away (`DELETE /api/hooks/notion`).
 */
export class NotionHook {
  readonly #sql: Sql;
  readonly #settings: HookSettings;

  constructor(sql: Sql, settings: HookSettings) {
    this.#sql = sql;
    this.#settings = settings;
  }

  /** Opens a one-time address for Notion's token; null where a token is kept already. */
  async arm(wallNow: number): Promise<{ address: string; until: number } | null> {
    const nonce = hookKeys.randomWord();
    const until = wallNow + ARMED_MS;
    const isArmed = await notionHookTable.arm(this.#sql, await hookKeys.digest(nonce), until);
    return isArmed ? { address: `${this.#settings.publicUrl}/hooks/notion/${nonce}`, until } : null;
  }

  /** How far the connection has come, as of a wall clock. */
  async view(wallNow: number): Promise<NotionHookView> {
    const { armedUntil, sealedToken } = await notionHookTable.read(this.#sql);
    if (sealedToken !== null) {
      const isReadable = (await hookKeys.unseal(this.#settings.secret, USE, sealedToken)) !== null;
      return { state: isReadable ? "connected" : "unreadable", armedUntil: null };
    }
    const isArmed = armedUntil !== null && armedUntil > wallNow;
    return { state: isArmed ? "armed" : "off", armedUntil: isArmed ? new Date(armedUntil).toISOString() : null };
  }

  /** The token to paste into Notion's form: shown the first time it is asked for after it came, null ever after. */
  async showToken(): Promise<{ verificationToken: string | null }> {
    const { sealedToken } = await notionHookTable.read(this.#sql);
    const token = sealedToken === null ? null : await hookKeys.unseal(this.#settings.secret, USE, sealedToken);
    return { verificationToken: token !== null && (await notionHookTable.mayShowToken(this.#sql)) ? token : null };
  }

  /** Takes the token away, and any address that waits for one. */
  async forget(): Promise<void> {
    await notionHookTable.forgetting(this.#sql).run();
  }

  /** Tells what a message is, and keeps the token of a handshake at the armed address. `nonce` is the last part of the address. */
  async receive(
    message: { body: string; signature: string | null; nonce: string | null },
    verifiers: Verifiers,
  ): Promise<NotionMessage> {
    const handshake = HANDSHAKE.safeParse(parsed(message.body));
    if (handshake.success) {
      if (message.nonce === null) return "refused";
      const sealed = await hookKeys.seal(this.#settings.secret, USE, handshake.data.verification_token);
      const isTaken = await notionHookTable.takeToken(
        this.#sql,
        await hookKeys.digest(message.nonce),
        sealed,
        verifiers.wallNow(),
      );
      return isTaken ? "handshake" : "refused";
    }
    const { sealedToken } = await notionHookTable.read(this.#sql);
    const token = sealedToken === null ? null : await hookKeys.unseal(this.#settings.secret, USE, sealedToken);
    if (token === null) return "refused";
    return (await verifiers.isSignedByNotion(message.body, message.signature, token)) ? "event" : "refused";
  }
}
