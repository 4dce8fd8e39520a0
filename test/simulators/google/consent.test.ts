import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { ALL_SCOPES, aGoogle } from "./clients.ts";
import type { GoogleSimulator } from "./index.ts";

const ANN = "ann@ours.example";
const REDIRECT = "http://127.0.0.1:5000/";
const VERIFIER = "v".repeat(50);
const CHALLENGE = createHash("sha256").update(VERIFIER).digest("base64url");

/** The address of the consent page, as a desktop client asks for it. */
function pageOf(google: GoogleSimulator, other: Record<string, string | null> = {}): string {
  const asked: Record<string, string | null> = {
    client_id: google.oauth.clientId,
    response_type: "code",
    redirect_uri: REDIRECT,
    scope: ALL_SCOPES.join(" "),
    state: "s1",
    access_type: "offline",
    prompt: "consent",
    code_challenge: CHALLENGE,
    code_challenge_method: "S256",
    ...other,
  };
  const url = new URL("https://accounts.google.com/o/oauth2/v2/auth");
  for (const [name, value] of Object.entries(asked)) if (value !== null) url.searchParams.set(name, value);
  return url.href;
}

/** Where Ann is sent back to once she has decided. */
async function decided(google: GoogleSimulator, page: string, form: [string, string][] = []): Promise<URL> {
  const usual: [string, string][] = [
    ["account", ANN],
    ["decision", "allow"],
    ...ALL_SCOPES.map((s): [string, string] => ["scope", s]),
  ];
  const body = new URLSearchParams(form.length === 0 ? usual : form).toString();
  const answer = await google.fetch(new Request(page, { method: "POST", body }));
  return new URL(answer.headers.get("location") ?? `none:${answer.status}`);
}

async function exchanged(google: GoogleSimulator, code: string, other: Record<string, string> = {}) {
  const { clientId: client_id, clientSecret: client_secret } = google.oauth;
  const form = {
    grant_type: "authorization_code",
    code,
    client_id,
    client_secret,
    redirect_uri: REDIRECT,
    code_verifier: VERIFIER,
  };
  const body = new URLSearchParams({ ...form, ...other }).toString();
  const answer = await google.fetch(new Request("https://oauth2.googleapis.com/token", { method: "POST", body }));
  const said = (await answer.json()) as Record<string, unknown>;
  return { ...said, status: answer.status } as Record<string, unknown>;
}

const codeOf = (back: URL) => back.searchParams.get("code") ?? "";

describe("the consent page", () => {
  test("sends a person who agrees back with a code and the state, and the code is good for one exchange", async () => {
    const google = aGoogle();
    const back = await decided(google, pageOf(google));
    expect(back.origin + back.pathname).toBe(REDIRECT);
    expect(back.searchParams.get("state")).toBe("s1");
    const first = await exchanged(google, codeOf(back));
    expect(first).toMatchObject({ status: 200, scope: ALL_SCOPES.join(" "), token_type: "Bearer" });
    expect(first.refresh_token).toMatch(/^1\/\//);
    expect(await exchanged(google, codeOf(back))).toMatchObject({ status: 400, error: "invalid_grant" });
  });

  test("sends whoever denies back without a code", async () => {
    const google = aGoogle();
    const back = await decided(google, pageOf(google), [["decision", "deny"]]);
    expect([...back.searchParams]).toEqual([
      ["error", "access_denied"],
      ["state", "s1"],
    ]);
  });

  test("gives only what was ticked", async () => {
    const google = aGoogle();
    const [first = ""] = ALL_SCOPES;
    const back = await decided(google, pageOf(google), [
      ["account", ANN],
      ["decision", "allow"],
      ["scope", first],
    ]);
    expect(await exchanged(google, codeOf(back))).toMatchObject({ scope: first });
  });

  test.each<[string, Record<string, string>]>([
    ["of a client it does not know", { client_id: "another" }],
    ["to an address of the web", { redirect_uri: "https://example.org/" }],
    ["without scopes", { scope: "" }],
  ])("is refused %s, and nobody is sent anywhere", async (_, other) => {
    const google = aGoogle();
    const answer = await google.fetch(new Request(pageOf(google, other)));
    expect(answer.status).toBe(400);
    expect(answer.headers.get("location")).toBeNull();
  });
});

describe("a code", () => {
  test.each<[string, Record<string, string>, string]>([
    ["another verifier", { code_verifier: "w".repeat(50) }, "invalid_grant"],
    ["another redirect", { redirect_uri: "http://127.0.0.1:5001/" }, "redirect_uri_mismatch"],
    ["another secret", { client_secret: "no" }, "invalid_client"],
  ])("is not taken with %s", async (_, other, error) => {
    const google = aGoogle();
    const back = await decided(google, pageOf(google));
    expect(await exchanged(google, codeOf(back), other)).toMatchObject({ error });
  });

  test("of who agreed before brings no refresh token unless the consent was asked anew", async () => {
    const google = aGoogle();
    await exchanged(google, codeOf(await decided(google, pageOf(google))));
    const again = await exchanged(google, codeOf(await decided(google, pageOf(google, { prompt: null }))));
    expect(again.refresh_token).toBeUndefined();
    const anew = await exchanged(google, codeOf(await decided(google, pageOf(google))));
    expect(anew.refresh_token).toBeDefined();
  });

  test("of a screen in Testing brings a refresh token for a week, and testers alone get one", async () => {
    const google = aGoogle();
    Object.assign(google.switches, { consentScreen: "testing" });
    expect((await decided(google, pageOf(google))).protocol).toBe("none:");
    google.switches.testUsers = [ANN];
    const given = await exchanged(google, codeOf(await decided(google, pageOf(google))));
    expect(given.refresh_token_expires_in).toBe(604_799);
  });
});
