import { createRemoteJWKSet, customFetch, type ExportedJWKSCache, errors, jwksCache, jwtVerify } from "jose";

/** Whom a push must come from, and for whom it must be meant. */
export interface PushSender {
  audience: string;
  /** The service account of the Pub/Sub subscription. */
  email: string;
  /** Where Google publishes the keys it signs with. */
  keysUrl: string;
}

/** The keys as they are kept between invocations. */
export type GoogleKeys = ExportedJWKSCache;

const ISSUERS = ["https://accounts.google.com", "accounts.google.com"];
const CLOCK_TOLERANCE_SECONDS = 60;

/**
 * Whether a bearer token is Google's word that this sender sends this push (api-facts 4.4), and the keys to keep: those given,
 * or new ones where they were ten minutes old or did not hold the key of the token.
 *
 * @throws Error when the keys can't be read: then nothing is known, and the push should come again.
 */
export async function isFromSender(
  token: string,
  sender: PushSender,
  world: { fetch: typeof fetch; wallNow: () => number },
  kept: GoogleKeys | null,
): Promise<{ isGenuine: boolean; keys: GoogleKeys | null }> {
  const cache = { ...kept } as GoogleKeys;
  const keys = createRemoteJWKSet(new URL(sender.keysUrl), {
    [customFetch]: (url, options) => world.fetch(url, options as RequestInit),
    [jwksCache]: cache,
  });
  const outcome = (isGenuine: boolean) => ({ isGenuine, keys: cache.jwks === undefined ? null : cache });
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ["RS256"],
      issuer: ISSUERS,
      audience: sender.audience,
      currentDate: new Date(world.wallNow()),
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ["exp", "email"],
    });
    return outcome(payload.email === sender.email && payload.email_verified === true);
  } catch (error) {
    if (error instanceof errors.JOSEError && !isUnread(error)) return outcome(false);
    throw error;
  }
}

/** The library's errors that speak of the keys' address and not of the token. */
function isUnread(error: errors.JOSEError): boolean {
  return ["ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID", "ERR_JOSE_GENERIC"].includes(error.code);
}
