import { base64url } from "jose";
import { cipherSuite } from "./cipher.ts";

/**
 * What the Worker's secret HOOK_SECRET is used for: keys are derived from it (HKDF), one for each use. Notion's verification
 * token is kept sealed with one (AES-GCM); the tokens of calendar channels follow from another and are kept nowhere, so a
 * channel of ours is known by its token even when the database was lost. With another secret both have to be made anew.
 */
export const hookKeys = {
  /** A text that only this secret opens, and only for the same use. */
  async seal(secret: string, use: string, plain: string): Promise<string> {
    return cipherSuite.encrypt(await cipherSuite.key(secret, `seal ${use}`), plain);
  },

  /** The text again; null when it was sealed with another secret, for another use, or was changed. */
  async unseal(secret: string, use: string, sealed: string): Promise<string | null> {
    return cipherSuite.decrypt(await cipherSuite.key(secret, `seal ${use}`), sealed);
  },

  /** The token a channel of ours brings with each message; it can't be guessed from its id. */
  async channelToken(secret: string, channelId: string): Promise<string> {
    return cipherSuite.mark(await cipherSuite.markKey(secret, "calendar channels"), `channel ${channelId}`);
  },

  /** Tells secrets apart without giving them away. */
  async mark(secret: string): Promise<string> {
    return (await hookKeys.channelToken(secret, "mark")).slice(0, 12);
  },

  /** SHA-256 of a text; for one-time addresses, of which only this is kept. */
  async digest(value: string): Promise<string> {
    return base64url.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(value))));
  },

  /** 256 random bits, as a word that may stand in an address. */
  randomWord(): string {
    return base64url.encode(crypto.getRandomValues(new Uint8Array(32)));
  },
};
