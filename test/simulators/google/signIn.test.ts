import { createSign } from "node:crypto";
import { JWT, OAuth2Client } from "google-auth-library";
import { createRemoteJWKSet, customFetch, importX509, jwtVerify } from "jose";
import { describe, expect, test } from "vitest";
import { serve } from "../server.ts";
import {
  ALL_SCOPES,
  aGoogle,
  aMeeting,
  appOf,
  clientsWith,
  failureOf,
  lineTo,
  personOf,
  robotOf,
  TOKEN_URL,
} from "./clients.ts";
import { holdToContract } from "./contract.ts";
import { certificates, keyFor } from "./oauth/keys.ts";
import { identityToken } from "./push.ts";

holdToContract();

const ANN = "ann@ours.example";

describe("a refresh token", () => {
  test("lets the official client in, in process", async () => {
    const { calendar } = appOf(aGoogle(), ANN);
    const { data } = await calendar.calendars.get({ calendarId: "primary" });
    expect(data.id).toBe(ANN);
  });

  test("lets the official client in over HTTP, with the root URL and token URL of the simulator", async () => {
    const sim = aGoogle();
    const server = await serve(sim.fetch);
    const direct = (url: string | URL | Request, init?: RequestInit) => fetch(url, init);
    const auth = new OAuth2Client({
      clientId: sim.oauth.clientId,
      clientSecret: sim.oauth.clientSecret,
      endpoints: { oauth2TokenUrl: `${server.origin}/token` },
      transporterOptions: { fetchImplementation: direct },
    });
    auth.setCredentials({ refresh_token: sim.oauth.refreshTokens[ANN] });
    const { calendar, forms } = clientsWith(auth, direct, `${server.origin}/`);
    const { data } = await calendar.events.insert({ calendarId: "primary", requestBody: aMeeting() });
    expect(data.organizer?.email).toBe(ANN);
    await calendar.events.delete({ calendarId: "primary", eventId: data.id! });
    const form = await forms.forms.create({ requestBody: { info: { title: "How was it?" } } });
    expect(form.data.info?.title).toBe("How was it?");
    await server.close();
  });

  test("that was revoked is an invalid_grant", async () => {
    const sim = aGoogle();
    sim.revoke(ANN);
    const failure = await failureOf(appOf(sim, ANN).calendar.calendarList.list());
    expect(failure).toMatchObject({ status: 400, reason: "invalid_grant" });
  });

  test("needs the client's secret", async () => {
    const sim = aGoogle();
    const form = new URLSearchParams({
      grant_type: "refresh_token",
      client_id: sim.oauth.clientId,
      client_secret: "no",
      refresh_token: "x",
    });
    const response = await sim.fetch(new Request(TOKEN_URL, { method: "POST", body: form }));
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: "invalid_client" });
  });

  test("gives access that ends when its time is over", async () => {
    let now = Date.now();
    const sim = aGoogle({ wallClock: () => now });
    sim.switches.tokenLifetimeSeconds = 60;
    const { calendar, auth } = appOf(sim, ANN);
    await calendar.calendarList.list();
    const stale = personTokenless(auth.credentials.access_token!);
    now += 61_000;
    const failure = await failureOf(clientsWith(stale, lineTo(sim)).calendar.calendarList.list());
    expect(failure).toMatchObject({ status: 401, reason: "authError", message: "Invalid Credentials" });
  });
});

describe("a service account", () => {
  test("signs in with a signed assertion and acts as itself", async () => {
    const sim = aGoogle();
    const { calendar } = robotOf(sim);
    const { data } = await calendar.events.insert({ calendarId: "primary", requestBody: aMeeting() });
    expect(data.creator?.email).toBe(sim.serviceAccount.email);
  });

  test("may not invite anybody on its own", async () => {
    const { calendar } = robotOf(aGoogle());
    const requestBody = aMeeting({ attendees: [{ email: ANN }] });
    const failure = await failureOf(calendar.events.insert({ calendarId: "primary", requestBody }));
    expect(failure).toEqual({
      status: 403,
      domain: "calendar",
      reason: "forbiddenForServiceAccounts",
      message: "Service accounts cannot invite attendees without Domain-Wide Delegation of Authority.",
    });
  });

  test("may invite as the person it was allowed to stand for", async () => {
    const sim = aGoogle();
    sim.serviceAccount.delegated = true;
    const { calendar } = robotOf(sim, ANN);
    const requestBody = aMeeting({ attendees: [{ email: "bob@ours.example" }] });
    const { data } = await calendar.events.insert({ calendarId: "primary", requestBody });
    expect(data.organizer?.email).toBe(ANN);
  });

  test("may stand for nobody unless it was allowed to", async () => {
    const failure = await failureOf(robotOf(aGoogle(), ANN).calendar.calendarList.list());
    expect(failure).toMatchObject({ status: 401, reason: "unauthorized_client" });
  });

  test("is refused with a signature of another key", async () => {
    const sim = aGoogle();
    const auth = new JWT({
      email: sim.serviceAccount.email,
      key: keyFor("identity").privatePem,
      scopes: ALL_SCOPES,
      transporterOptions: { fetchImplementation: lineTo(sim) },
    });
    const failure = await failureOf(clientsWith(auth, lineTo(sim)).calendar.calendarList.list());
    expect(failure).toMatchObject({ status: 400, reason: "invalid_grant" });
  });

  test.each([
    ["another audience", { aud: "https://example.com/token" }],
    ["an hour that is over", { iat: -7200, exp: -3600 }],
    ["a time yet to come", { iat: 3600, exp: 7200 }],
    ["more than an hour", { exp: 7200 }],
    ["another issuer", { iss: "somebody@else.example" }],
  ])("is refused with an assertion for %s", async (_, over: Record<string, string | number>) => {
    const sim = aGoogle();
    const now = Math.floor(Date.now() / 1000);
    const shifted = Object.entries(over).map(([key, value]) => [key, typeof value === "number" ? now + value : value]);
    const claims = {
      iss: sim.serviceAccount.email,
      scope: ALL_SCOPES[0],
      aud: TOKEN_URL,
      iat: now,
      exp: now + 3600,
      ...Object.fromEntries(shifted),
    };
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const content = `${part({ alg: "RS256" })}.${part(claims)}`;
    const signature = createSign("RSA-SHA256").update(content).sign(sim.serviceAccount.privateKey, "base64url");
    const body = new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:jwt-bearer",
      assertion: `${content}.${signature}`,
    });
    const response = await sim.fetch(new Request(TOKEN_URL, { method: "POST", body }));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: "invalid_grant" });
  });

  test("cannot do what its scopes leave out", async () => {
    const { calendar, forms } = robotOf(aGoogle(), undefined, ["https://www.googleapis.com/auth/calendar.readonly"]);
    await calendar.calendarList.list();
    const insert = calendar.events.insert({ calendarId: "primary", requestBody: aMeeting() });
    expect(await failureOf(insert)).toMatchObject({ status: 403, reason: "insufficientPermissions" });
    const create = forms.forms.create({ requestBody: { info: { title: "?" } } });
    expect(await failureOf(create)).toMatchObject({ status: 403, reason: "PERMISSION_DENIED" });
  });

  test("is told which scope is missing in the error's details", async () => {
    const sim = aGoogle({
      accounts: [{ email: "eve@ours.example", scopes: ["https://www.googleapis.com/auth/calendar.readonly"] }],
    });
    const { calendar } = appOf(sim, "eve@ours.example");
    const thrown = await calendar.calendars.insert({ requestBody: { summary: "x" } }).catch(error => error);
    expect(thrown.response.data.error.details[0].reason).toBe("ACCESS_TOKEN_SCOPE_INSUFFICIENT");
  });
});

describe("the keys that Pub/Sub signs with", () => {
  const subscription = {
    endpoint: "https://worker.example/forms",
    audience: "https://worker.example",
    serviceAccountEmail: "push@simulator.example",
  };

  test("are published as a key set that jose accepts", async () => {
    const sim = aGoogle();
    const keys = createRemoteJWKSet(new URL("https://www.googleapis.com/oauth2/v3/certs"), {
      [customFetch]: (url: string, init: RequestInit) => sim.fetch(new Request(url, init)),
    });
    const { payload } = await jwtVerify(identityToken(sim.state, subscription), keys, {
      audience: subscription.audience,
      issuer: "https://accounts.google.com",
    });
    expect(payload).toMatchObject({ email: "push@simulator.example", email_verified: true });
  });

  test("are published as certificates that the official client accepts", async () => {
    const sim = aGoogle();
    const auth = new OAuth2Client({
      endpoints: { oauth2FederatedSignonPemCertsUrl: "https://www.googleapis.com/oauth2/v1/certs" },
      transporterOptions: { fetchImplementation: lineTo(sim) },
    });
    const idToken = identityToken(sim.state, subscription);
    const ticket = await auth.verifyIdToken({ idToken, audience: subscription.audience });
    expect(ticket.getPayload()?.email).toBe("push@simulator.example");
  });

  test("stand in real X.509 certificates", async () => {
    const [pem] = Object.values(certificates(keyFor("identity")));
    await expect(importX509(pem!, "RS256")).resolves.toBeDefined();
  });
});

test("a token nobody gave is refused by both services", async () => {
  const sim = aGoogle();
  const stranger = clientsWith(personTokenless("invented"), lineTo(sim));
  expect(await failureOf(stranger.calendar.calendarList.list())).toMatchObject({ status: 401, reason: "authError" });
  const get = stranger.forms.forms.get({ formId: "x" });
  expect(await failureOf(get)).toMatchObject({ status: 401, reason: "UNAUTHENTICATED" });
});

test("a person at the user interface may do everything and never meets a quota", async () => {
  const sim = aGoogle({ quotas: { calendarPerMinutePerUser: 1 } });
  const { calendar } = personOf(sim, ANN);
  for (let call = 0; call < 5; call += 1) await calendar.calendarList.list();
  expect(sim.log.entries.map(entry => entry.actor)).toEqual([ANN, ANN, ANN, ANN, ANN]);
});

function personTokenless(token: string): OAuth2Client {
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: token });
  return auth;
}
