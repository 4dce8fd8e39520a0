import { base64url } from "jose";

const IV_BYTES = 12;

const bytes = (value: string) => new TextEncoder().encode(value);

/** A key derived from a secret; `use` tells it from others of the same secret. */
async function derivedKey(
  secret: string,
  use: string,
  algorithm: { name: string; hash?: string; length: number },
  uses: string[],
): Promise<CryptoKey> {
  const base = await crypto.subtle.importKey("raw", bytes(secret), "HKDF", false, ["deriveKey"]);
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: bytes("krug"), info: bytes(use) };
  return crypto.subtle.deriveKey(hkdf, base, algorithm, false, uses);
}

/** Authenticated encryption (AES-GCM, 256 bits) with keys derived from a secret of the Worker's (HKDF), one for each use. */
export const cipherSuite = {
  /** A key that encrypts. */
  key(secret: string, use: string): Promise<CryptoKey> {
    return derivedKey(secret, use, { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]);
  },

  /** A key that makes marks of texts. */
  markKey(secret: string, use: string): Promise<CryptoKey> {
    return derivedKey(secret, use, { name: "HMAC", hash: "SHA-256", length: 256 }, ["sign"]);
  },

  /** The mark of a text: always the same, and nobody without the key can make it or tell what it is of. */
  async mark(key: CryptoKey, value: string): Promise<string> {
    return base64url.encode(new Uint8Array(await crypto.subtle.sign("HMAC", key, bytes(value))));
  },

  /** A text that only this key opens, and only in the same context. A fresh initialisation vector each time. */
  async encrypt(key: CryptoKey, plain: string, context = ""): Promise<string> {
    const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
    const algorithm = { name: "AES-GCM", iv, additionalData: bytes(context) };
    const sealed = await crypto.subtle.encrypt(algorithm, key, bytes(plain));
    return `${base64url.encode(iv)}.${base64url.encode(new Uint8Array(sealed))}`;
  },

  /** The text again; null when another key or context made it, or it was changed. */
  async decrypt(key: CryptoKey, kept: string, context = ""): Promise<string | null> {
    const [iv = "", content = ""] = kept.split(".");
    try {
      const algorithm = { name: "AES-GCM", iv: bytesOf(iv), additionalData: bytes(context) };
      return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, key, bytesOf(content)));
    } catch {
      return null;
    }
  },
};

function bytesOf(encoded: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(base64url.decode(encoded));
}
