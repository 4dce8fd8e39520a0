import { createHash } from "node:crypto";
import { invalidGrant, oauthError } from "../errors.ts";
import type { GoogleState, OAuthSettings } from "../state.ts";

/** What was agreed to and is not fetched yet: each code is good for one exchange within ten minutes. */
export interface ConsentCode {
  email: string;
  scopes: Set<string>;
  redirectUri: string;
  challenge: { method: "S256" | "plain"; value: string } | null;
  isOffline: boolean;
  asksAnew: boolean;
  /** Wall clock, epoch milliseconds. */
  expiresAt: number;
}

const CODE_LASTS_MS = 10 * 60_000;
/** How long a refresh token of a screen in Testing lasts, in seconds. */
const TESTING_LASTS = 604_799;
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/.*)?$/;

interface Asked {
  redirectUri: string;
  scopes: string[];
  state: string | null;
  challenge: ConsentCode["challenge"];
  isOffline: boolean;
  asksAnew: boolean;
}

/**
 * GET and POST /o/oauth2/v2/auth: the page on which a person agrees, and what they decided. The form has `account`, `scope` (once for each
 * box that is ticked) and `decision`, `allow` or `deny`. A client of a desktop application may be sent back to any port of this machine.
 */
export function consentPage(
  state: GoogleState,
  settings: OAuthSettings,
  request: { method: string; query: URLSearchParams; body: string },
): Response {
  const { query } = request;
  const asked = readAsked(settings, query);
  if (typeof asked === "string") return refused(asked);
  if (request.method !== "POST") return page(state, asked, query);
  const form = new URLSearchParams(request.body);
  const back = (given: Record<string, string>) => {
    const url = new URL(asked.redirectUri);
    for (const [name, value] of Object.entries(given)) url.searchParams.set(name, value);
    if (asked.state !== null) url.searchParams.set("state", asked.state);
    return new Response(null, { status: 302, headers: { location: url.href } });
  };
  if (form.get("decision") !== "allow") return back({ error: "access_denied" });
  const email = (form.get("account") ?? "").toLowerCase();
  if (!state.accounts.has(email)) return refused("Couldn't find your Google Account");
  const { consentScreen, testUsers } = state.switches;
  if (consentScreen === "testing" && !testUsers.includes(email))
    return refused("Error 403: access_denied. The app is currently being tested, and can only be accessed by testers.");
  const scopes = new Set(form.getAll("scope").filter(scope => asked.scopes.includes(scope)));
  if (scopes.size === 0) return back({ error: "access_denied" });
  const code = `4/0${state.identifiers.text(60)}`;
  const { redirectUri, challenge, isOffline, asksAnew } = asked;
  const expiresAt = state.wallClock() + CODE_LASTS_MS;
  state.codes.set(code, { email, scopes, redirectUri, challenge, isOffline, asksAnew, expiresAt });
  return back({ code, scope: [...scopes].join(" ") });
}

/** POST /token with a code. @throws ApiError 400 or 401. */
export function exchangeCode(state: GoogleState, settings: OAuthSettings, form: URLSearchParams): ConsentCode {
  if (form.get("client_id") !== settings.clientId)
    throw oauthError(401, "invalid_client", "The OAuth client was not found.");
  if (form.get("client_secret") !== settings.clientSecret) throw oauthError(401, "invalid_client", "Unauthorized");
  const given = form.get("code") ?? "";
  const code = state.codes.get(given);
  state.codes.delete(given);
  if (code === undefined || code.expiresAt <= state.wallClock()) throw invalidGrant("Malformed auth code.");
  if (form.get("redirect_uri") !== code.redirectUri)
    throw oauthError(400, "redirect_uri_mismatch", "Bad Request: the redirect address is another one.");
  if (code.challenge !== null && !isAnswered(code.challenge, form.get("code_verifier")))
    throw form.has("code_verifier") ? invalidGrant("Invalid code verifier.") : invalidGrant("Missing code verifier.");
  return code;
}

/**
 * The refresh token that comes with the first exchange: none where access was not asked for offline, and none where the person agreed
 * before and was not asked anew.
 */
export function refreshTokenFor(state: GoogleState, code: ConsentCode): Record<string, unknown> {
  const hasAgreed = state.consents.has(code.email);
  state.consents.add(code.email);
  if (!code.isOffline || (hasAgreed && !code.asksAnew)) return {};
  const token = `1//${state.identifiers.text(48)}`;
  state.refreshGrants.set(token, { email: code.email, scopes: code.scopes, revoked: false });
  return {
    refresh_token: token,
    ...(state.switches.consentScreen === "testing" ? { refresh_token_expires_in: TESTING_LASTS } : {}),
  };
}

function isAnswered({ method, value }: NonNullable<ConsentCode["challenge"]>, verifier: string | null): boolean {
  if (verifier === null || !/^[A-Za-z0-9\-._~]{43,128}$/.test(verifier)) return false;
  return value === (method === "plain" ? verifier : createHash("sha256").update(verifier).digest("base64url"));
}

/** What was asked for, or what Google says of how it was asked. */
function readAsked(settings: OAuthSettings, query: URLSearchParams): Asked | string {
  if (query.get("client_id") !== settings.clientId)
    return "Access blocked: Authorization Error. The OAuth client was not found. Error 401: invalid_client";
  if (query.get("response_type") !== "code")
    return "Error 400: invalid_request. Required parameter is missing: response_type";
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!LOOPBACK.test(redirectUri)) return "Error 400: redirect_uri_mismatch";
  const scopes = (query.get("scope") ?? "").split(" ").filter(scope => scope !== "");
  if (scopes.length === 0) return "Error 400: invalid_request. Missing required parameter: scope";
  const value = query.get("code_challenge");
  const method = query.get("code_challenge_method") ?? "plain";
  if (method !== "S256" && method !== "plain") return "Error 400: invalid_request. Invalid code_challenge_method";
  return {
    redirectUri,
    scopes,
    state: query.get("state"),
    challenge: value === null ? null : { method, value },
    isOffline: query.get("access_type") === "offline",
    asksAnew: (query.get("prompt") ?? "").split(" ").includes("consent"),
  };
}

function page(state: GoogleState, { scopes }: Asked, query: URLSearchParams): Response {
  const people = [...state.accounts.values()].filter(({ robot }) => !robot);
  const accounts = people.map(
    ({ email, name }) =>
      `<option value="${plain(email)}">${plain(name === "" ? email : `${name} – ${email}`)}</option>`,
  );
  const boxes = scopes.map(
    scope => `<label><input type="checkbox" name="scope" value="${plain(scope)}" checked> ${plain(scope)}</label>`,
  );
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in – simulated Google</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:3rem auto;padding:0 1rem}label{display:block;margin:.5rem 0}button{font:inherit;padding:.4rem 1.2rem;margin-right:.5rem}</style>
<h1>A program wants access to your account</h1><p>This page stands for Google's.</p>
<form method="post" action="?${plain(query.toString())}"><label>Account <select name="account">${accounts.join("")}</select></label>
${boxes.join("\n")}<p><button name="decision" value="allow">Allow</button><button name="decision" value="deny">Cancel</button></p></form></html>`;
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
}

function refused(says: string): Response {
  return new Response(
    `<!doctype html><html lang="en"><title>Error</title><h1>Access blocked</h1><p>${plain(says)}</p>`,
    {
      status: 400,
      headers: { "content-type": "text/html; charset=utf-8" },
    },
  );
}

function plain(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
