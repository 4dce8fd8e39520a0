import { JWT } from "google-auth-library/build/src/auth/jwtclient.js";
import { OAuth2Client } from "google-auth-library/build/src/auth/oauth2client.js";
import { Failure } from "../core/domain/values/failure.ts";
import { type PublicKeys, readSigned } from "../secrets/token.ts";

const SCOPES = [
  "https://www.googleapis.com/auth/calendar",
  "https://www.googleapis.com/auth/forms.body",
  "https://www.googleapis.com/auth/forms.responses.readonly",
];

/** Who Krug is at Google: a person's consent, or a service account that acts for a person of the domain. */
export type GoogleIdentity =
  | { kind: "person"; clientId: string; clientSecret: string; refreshToken: string }
  | { kind: "service_account"; email: string; privateKey: string; subject: string };

/** A token as it is kept between invocations; clients never are (docs/facts/google-sign-in.md#between-invocations). */
export interface KeptToken {
  accessToken: string;
  /** Wall clock, epoch milliseconds. */
  expiresAt: number;
}

export type GoogleAuth = OAuth2Client | JWT;

const GOOGLE_TOKEN_URL = "https://oauth2.googleapis.com/token";

/**
 * A signed-in client for this invocation, and the token to keep.
 *
 * Takes up the kept token while it has a minute left. `fetch` is handed on to gaxios, whose own transport loses the response
 * headers in workerd; JWT ignores other endpoints, so its one request is sent to `tokenUrl` here
 * (docs/facts/google-sign-in.md#token-endpoint).
 *
 * `scopes` are what a service account asks for; a person's token has all they agreed to.
 *
 * @throws Failure `unauthorised` when the grant was revoked, has expired or is not allowed.
 */
export async function signIn(
  identity: GoogleIdentity,
  world: { fetch: typeof fetch; wallNow: () => number; tokenUrl: string },
  kept: KeptToken | null,
  scopes: readonly string[] = SCOPES,
): Promise<{ auth: GoogleAuth; token: KeptToken }> {
  const auth = authClient(identity, world, scopes);
  if (kept !== null && kept.expiresAt - world.wallNow() > 60_000) {
    auth.setCredentials({ access_token: kept.accessToken });
    return { auth, token: kept };
  }
  try {
    const credentials = await newCredentials(auth);
    // The library reckons by the machine's clock, which need not be this world's: what counts is how long the token lasts.
    const lifetimeMs = credentials.expiry_date == null ? 3_000_000 : credentials.expiry_date - Date.now();
    const token = { accessToken: credentials.access_token ?? "", expiresAt: world.wallNow() + lifetimeMs };
    auth.setCredentials({ access_token: token.accessToken });
    return { auth, token };
  } catch (error) {
    throw signInFailure(error);
  }
}

function authClient(
  identity: GoogleIdentity,
  world: { fetch: typeof fetch; tokenUrl: string },
  scopes: readonly string[],
): GoogleAuth {
  const fetchImplementation = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> =>
    world.fetch(String(input) === GOOGLE_TOKEN_URL ? world.tokenUrl : (input as RequestInfo), init);
  const transporterOptions = { fetchImplementation: fetchImplementation as never, retryConfig: { retry: 0 } };
  if (identity.kind === "person")
    return new OAuth2Client({
      clientId: identity.clientId,
      clientSecret: identity.clientSecret,
      credentials: { refresh_token: identity.refreshToken },
      endpoints: { oauth2TokenUrl: world.tokenUrl },
      transporterOptions,
    });
  return new JWT({
    email: identity.email,
    key: identity.privateKey,
    scopes: [...scopes],
    subject: identity.subject,
    transporterOptions,
  });
}

async function newCredentials(auth: GoogleAuth) {
  if (auth instanceof JWT) return auth.authorize();
  return (await auth.refreshAccessToken()).credentials;
}

function signInFailure(error: unknown): Failure {
  const { status, data } = responseOf(error);
  const reason = (data as { error?: string } | null)?.error ?? (error instanceof Error ? error.message : String(error));
  if (status >= 400 && status < 500 && status !== 429)
    return new Failure("unauthorised", "google", `Google sign-in was refused: ${reason}`, { status, cause: error });
  return new Failure("busy", "google", `Google sign-in did not answer: ${reason}`, {
    status,
    retryAfterMs: 30_000,
    cause: error,
  });
}

/** The answer inside one of gaxios's errors; status 0 where there was none. */
export function responseOf(error: unknown): { status: number; data: unknown; headers: Headers } {
  const response = (error as { response?: { status?: number; data?: unknown; headers?: HeadersInit } })?.response;
  return { status: response?.status ?? 0, data: response?.data ?? null, headers: new Headers(response?.headers) };
}

/** Who a push must come from, and who it must be meant for. */
interface PushSender {
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
