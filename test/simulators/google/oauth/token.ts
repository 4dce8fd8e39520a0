import { createVerify } from "node:crypto";
import { invalidGrant, oauthError } from "../errors.ts";
import type { Bearer, GoogleState, OAuthSettings } from "../state.ts";
import { exchangeCode, refreshTokenFor } from "./consent.ts";
import { keyFor } from "./keys.ts";

const TOKEN_URL = "https://oauth2.googleapis.com/token";
const JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const CLOCK_SKEW_SECONDS = 300;
const LONGEST_ASSERTION_SECONDS = 3600;

/** Scopes a refresh token has unless it was given others. */
export const DEFAULT_SCOPES = [
  "https://www.googleapis.com/auth/calendar",
  "https://www.googleapis.com/auth/drive.file",
  "https://www.googleapis.com/auth/forms.body",
  "https://www.googleapis.com/auth/forms.responses.readonly",
];

/** POST /token: an access token for a refresh token, for a code of the consent page or for a signed assertion. @throws ApiError 400 or 401. */
export function exchangeToken(state: GoogleState, settings: OAuthSettings, form: URLSearchParams): unknown {
  switch (form.get("grant_type")) {
    case "refresh_token":
      return refresh(state, settings, form);
    case "authorization_code": {
      const code = exchangeCode(state, settings, form);
      const bearer = issue(state, { email: code.email, scopes: code.scopes, undelegatedRobot: false });
      return { ...bearer, ...refreshTokenFor(state, code) };
    }
    case JWT_BEARER:
      return assertion(state, settings, form);
    default:
      throw oauthError(400, "unsupported_grant_type", `Invalid grant_type: ${form.get("grant_type") ?? ""}`);
  }
}

/** POST /revoke: ends a refresh token, or an access token. */
export function revokeToken(state: GoogleState, token: string): void {
  const grant = state.refreshGrants.get(token);
  const isBearer = state.bearers.delete(token);
  if (grant === undefined && !isBearer) throw oauthError(400, "invalid_token", "Token expired or revoked");
  if (grant !== undefined) grant.revoked = true;
}

function refresh(state: GoogleState, settings: OAuthSettings, form: URLSearchParams): unknown {
  if (form.get("client_id") !== settings.clientId) {
    throw oauthError(401, "invalid_client", "The OAuth client was not found.");
  }
  if (form.get("client_secret") !== settings.clientSecret) throw oauthError(401, "invalid_client", "Unauthorized");
  const grant = state.refreshGrants.get(form.get("refresh_token") ?? "");
  if (grant === undefined || grant.revoked) throw invalidGrant("Token has been expired or revoked.");
  const asked = form.get("scope")?.split(" ") ?? [...grant.scopes];
  if (!asked.every(scope => grant.scopes.has(scope))) {
    throw oauthError(400, "invalid_scope", "Some requested scopes were not granted.");
  }
  return issue(state, { email: grant.email, scopes: new Set(asked), undelegatedRobot: false });
}

function assertion(state: GoogleState, settings: OAuthSettings, form: URLSearchParams): unknown {
  const claims = verifyAssertion(state, settings, form.get("assertion") ?? "");
  const scopes = new Set(
    String(claims.scope ?? "")
      .split(" ")
      .filter(scope => scope !== ""),
  );
  if (scopes.size === 0) throw oauthError(400, "invalid_scope", "Empty or missing scope not allowed.");
  const subject = claims.sub;
  if (subject === undefined || subject === settings.serviceAccount.email) {
    return issue(state, { email: settings.serviceAccount.email, scopes, undelegatedRobot: true });
  }
  const { delegated, delegatedScopes } = settings.serviceAccount;
  if (!delegated || (delegatedScopes !== null && [...scopes].some(scope => !delegatedScopes.includes(scope)))) {
    throw oauthError(
      401,
      "unauthorized_client",
      "Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.",
    );
  }
  if (!state.accounts.has(String(subject))) throw invalidGrant("Invalid email or User ID");
  return issue(state, { email: String(subject), scopes, undelegatedRobot: false });
}

function verifyAssertion(state: GoogleState, settings: OAuthSettings, token: string): Record<string, unknown> {
  const [header, payload, signature, ...rest] = token.split(".");
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    throw invalidGrant("Invalid JWT: not three parts.");
  }
  const { alg } = parsePart(header);
  if (alg !== "RS256") throw invalidGrant("Invalid JWT: unsupported algorithm.");
  const isSigned = createVerify("RSA-SHA256")
    .update(`${header}.${payload}`)
    .verify(keyFor("serviceAccount").publicKey, signature, "base64url");
  if (!isSigned) throw invalidGrant("Invalid JWT Signature.");
  const claims = parsePart(payload);
  if (claims.iss !== settings.serviceAccount.email) throw invalidGrant("Invalid grant: account not found");
  if (claims.aud !== TOKEN_URL) throw invalidGrant("Invalid JWT: Failed audience check.");
  const now = state.wallClock() / 1000;
  const { iat, exp } = claims as { iat?: number; exp?: number };
  const isTimely =
    typeof iat === "number" &&
    typeof exp === "number" &&
    iat <= now + CLOCK_SKEW_SECONDS &&
    exp >= now - CLOCK_SKEW_SECONDS &&
    exp - iat <= LONGEST_ASSERTION_SECONDS;
  if (!isTimely) {
    throw invalidGrant(
      "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. Check your iat and exp values in the JWT claim.",
    );
  }
  return claims;
}

function issue(
  state: GoogleState,
  whom: Pick<Bearer, "email" | "scopes" | "undelegatedRobot">,
): Record<string, unknown> {
  const lifetime = state.switches.tokenLifetimeSeconds;
  const token = `ya29.${state.identifiers.text(64)}`;
  state.bearers.set(token, { ...whom, expiresAt: state.wallClock() + lifetime * 1000, person: false });
  return {
    access_token: token,
    expires_in: lifetime,
    token_type: "Bearer",
    scope: [...whom.scopes].join(" "),
  };
}

function parsePart(part: string): Record<string, unknown> {
  try {
    return JSON.parse(Buffer.from(part, "base64url").toString("utf8")) as Record<string, unknown>;
  } catch {
    throw invalidGrant("Invalid JWT: not JSON.");
  }
}
