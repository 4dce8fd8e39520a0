import { type PublicKeys, readSigned } from "../signed/token.ts";

/** Whom a push must come from, and for whom it must be meant. */
export interface PushSender {
  audience: string;
  /** The service account of the Pub/Sub subscription. */
  email: string;
  /** Where Google publishes the keys it signs with. */
  keysUrl: string;
}

const ISSUERS = ["https://accounts.google.com", "accounts.google.com"];

/**
 * Whether a bearer token is Google's word that this sender sends this push
 * (docs/facts/google-sign-in.md#push-identity), and the keys to keep.
 *
 * @throws KeysUnread when the keys can't be read: then nothing is known, and the push should come again.
 */
export async function isFromSender(
  token: string,
  { audience, email, keysUrl }: PushSender,
  world: { fetch: typeof fetch; wallNow: () => number },
  kept: PublicKeys | null,
): Promise<{ isGenuine: boolean; keys: PublicKeys | null }> {
  const signer = { keysUrl, issuer: ISSUERS, audience, requiredClaims: ["email"] };
  const { payload, keys } = await readSigned(token, signer, world, kept);
  return { isGenuine: payload?.email === email && payload.email_verified === true, keys };
}
