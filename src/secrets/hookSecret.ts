import { base64url } from "jose";
import { bytes, cipherKey, decrypted, encrypted, markKey, markUnder } from "./cipher.ts";

/**
 * What the Worker's secret HOOK_SECRET is used for: keys are derived from it (HKDF), one for each use. Notion's verification
 * token is kept sealed with one (AES-GCM); the tokens of calendar channels follow from another and are kept nowhere, so a
 * channel of ours is known by its token even when the database was lost. With another secret both have to be made anew.
 */

/** A text that only this secret opens, and only for the same use. */
export async function seal(secret: string, use: string, plain: string): Promise<string> {
  return encrypted(await cipherKey(secret, `seal ${use}`), plain);
}

/** The text again; null when it was sealed with another secret, for another use, or was changed. */
export async function unseal(secret: string, use: string, sealed: string): Promise<string | null> {
  return decrypted(await cipherKey(secret, `seal ${use}`), sealed);
}

/** The token a channel of ours brings with each message; it can't be guessed from its id. */
export async function channelToken(secret: string, channelId: string): Promise<string> {
  return markUnder(await markKey(secret, "calendar channels"), `channel ${channelId}`);
}

/** Tells secrets apart without giving them away. */
export async function secretMark(secret: string): Promise<string> {
  return (await channelToken(secret, "mark")).slice(0, 12);
}

/** SHA-256 of a text; for one-time addresses, of which only this is kept. */
export async function digest(value: string): Promise<string> {
  return base64url.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes(value))));
}

/** 256 random bits, as a word that may stand in an address. */
export function randomWord(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(32)));
}
