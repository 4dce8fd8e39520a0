import { base64url } from "jose";

/**
 * What the Worker's secret HOOK_SECRET is used for: keys are derived from it (HKDF), one for each use. Notion's verification
 * token is kept sealed with one (AES-GCM); the tokens of calendar channels follow from another and are kept nowhere, so a
 * channel of ours is known by its token even when the database was lost. With another secret both have to be made anew.
 */

const text = (value: string) => new TextEncoder().encode(value);
const IV_BYTES = 12;

/** A text that only this secret opens, and only for the same use. */
export async function seal(secret: string, use: string, plain: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await sealingKey(secret, use), text(plain));
  return `${base64url.encode(iv)}.${base64url.encode(new Uint8Array(sealed))}`;
}

/** The text again; null when it was sealed with another secret, for another use, or was changed. */
export async function unseal(secret: string, use: string, sealed: string): Promise<string | null> {
  const [iv = "", content = ""] = sealed.split(".");
  try {
    const plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: bytesOf(iv) },
      await sealingKey(secret, use),
      bytesOf(content),
    );
    return new TextDecoder().decode(plain);
  } catch {
    return null;
  }
}

/** The token a channel of ours brings with each message; it can't be guessed from its id. */
export async function channelToken(secret: string, channelId: string): Promise<string> {
  const key = await derived(secret, "calendar channels", { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign"]);
  return base64url.encode(new Uint8Array(await crypto.subtle.sign("HMAC", key, text(`channel ${channelId}`))));
}

/** Tells secrets apart without giving them away. */
export async function secretMark(secret: string): Promise<string> {
  return (await channelToken(secret, "mark")).slice(0, 12);
}

/** SHA-256 of a text; for one-time addresses, of which only this is kept. */
export async function digest(value: string): Promise<string> {
  return base64url.encode(new Uint8Array(await crypto.subtle.digest("SHA-256", text(value))));
}

/** 256 random bits, as a word that may stand in an address. */
export function randomWord(): string {
  return base64url.encode(crypto.getRandomValues(new Uint8Array(32)));
}

function bytesOf(encoded: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(base64url.decode(encoded));
}

function sealingKey(secret: string, use: string): Promise<CryptoKey> {
  return derived(secret, `seal ${use}`, { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]);
}

async function derived(
  secret: string,
  info: string,
  algorithm: { name: string; hash?: string; length: number },
  uses: string[],
): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", text(secret), "HKDF", false, ["deriveKey"]);
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: text("krug"), info: text(info) };
  return crypto.subtle.deriveKey(hkdf, base, algorithm, false, uses);
}
