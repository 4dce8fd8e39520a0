import {
  createRemoteJWKSet,
  customFetch,
  type ExportedJWKSCache,
  errors,
  type JWTPayload,
  jwksCache,
  jwtVerify,
} from "jose";

/** Public keys as they are kept between invocations. */
export type PublicKeys = ExportedJWKSCache;

/** Who a token must be signed by, and who it must be meant for. */
interface Signer {
  /** Where the signer publishes the keys it signs with. */
  keysUrl: string;
  issuer: string | string[];
  audience: string;
  /** Claims without which the token counts for nothing, beside its expiry. */
  requiredClaims: readonly string[];
}

/** The keys that signatures are verified with can't be read: nothing is known of a token, and it should be brought again. */
export class KeysUnread extends Error {
  constructor(keysUrl: string, cause: unknown) {
    super(`the keys at ${keysUrl} can't be read: ask again in a minute`, { cause });
    this.name = "KeysUnread";
  }
}

const CLOCK_TOLERANCE_SECONDS = 60;

/**
 * What a token says where it is genuine: signed (RS256) by the signer's keys, meant for this audience and not expired. `payload`
 * is null for any other token. `keys` are those to keep: the ones given, or new ones where they were ten minutes old or did not
 * hold the key of the token.
 *
 * @throws KeysUnread when the keys can't be read.
 */
export async function readSigned(
  token: string,
  signer: Signer,
  world: { fetch: typeof fetch; wallNow: () => number },
  kept: PublicKeys | null,
): Promise<{ payload: JWTPayload | null; keys: PublicKeys | null }> {
  const cache = { ...kept } as PublicKeys;
  const keys = createRemoteJWKSet(new URL(signer.keysUrl), {
    [customFetch]: (url, options) => world.fetch(url, options as RequestInit),
    [jwksCache]: cache,
  });
  const outcome = (payload: JWTPayload | null) => ({ payload, keys: cache.jwks === undefined ? null : cache });
  try {
    const { payload } = await jwtVerify(token, keys, {
      algorithms: ["RS256"],
      issuer: signer.issuer,
      audience: signer.audience,
      currentDate: new Date(world.wallNow()),
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ["exp", ...signer.requiredClaims],
    });
    return outcome(payload);
  } catch (error) {
    if (error instanceof errors.JOSEError && !isUnread(error)) return outcome(null);
    throw new KeysUnread(signer.keysUrl, error);
  }
}

/** The library's errors that speak of the keys' address and not of the token. */
function isUnread(error: errors.JOSEError): boolean {
  return ["ERR_JWKS_TIMEOUT", "ERR_JWKS_INVALID", "ERR_JOSE_GENERIC"].includes(error.code);
}
