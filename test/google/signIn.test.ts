import { decodeJwt, decodeProtectedHeader } from "jose";
import { describe, expect, test } from "vitest";
import { Failure } from "../../src/core/domain/values/failure.ts";
import { DRIVE_SCOPE, GoogleDrive } from "../../src/google/responders.ts";
import { type GoogleIdentity, type KeptToken, signIn } from "../../src/google/signIn.ts";
import { driveAuth } from "../../src/run/world/services.ts";
import type { Connection } from "../../src/run/world/world.ts";
import { openD1 } from "../world/d1.ts";
import { type Google, HOST, OWNER, openGoogle } from "./world.ts";

const SCOPES = [
  "https://www.googleapis.com/auth/calendar",
  "https://www.googleapis.com/auth/forms.body",
  "https://www.googleapis.com/auth/forms.responses.readonly",
];

const HOUR = 3_600_000;
const enter = (world: Google, identity: GoogleIdentity, kept: KeptToken | null = null, now = Date.now()) =>
  signIn(identity, { fetch: world.fetch, wallNow: () => now, tokenUrl: `${HOST}/token` }, kept);
const asked = ({ google }: Google) => google.log.entries.filter(one => one.path === "/token").length;
const robot = ({ google }: Google): GoogleIdentity => ({
  kind: "service_account",
  email: google.serviceAccount.email,
  privateKey: google.serviceAccount.privateKey,
  subject: OWNER,
});
const refused = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail("it was let in"),
    error => {
      expect(error).toBeInstanceOf(Failure);
      return error as Failure;
    },
  );

describe("signing in as a person", () => {
  test("gives a token for an hour, to be kept", async () => {
    const world = await openGoogle();
    const { token, auth } = await enter(world, world.identity);
    expect(token.accessToken).not.toBe("");
    expect(token.expiresAt - Date.now()).toBeGreaterThan(HOUR - 60_000);
    expect(auth.credentials.access_token).toBe(token.accessToken);
  });

  test.each([
    ["an hour left: it is used, and nobody is asked", HOUR, 0],
    ["a bit more than a minute left: the same", 61_000, 0],
    ["a minute left: a new one is asked for", 60_000, 1],
    ["none left: a new one is asked for", -1, 1],
  ])("a kept token with %s", async (_, left, questions) => {
    const world = await openGoogle();
    const before = asked(world);
    const now = Date.now();
    const kept = { accessToken: "kept", expiresAt: now + left };
    const { token } = await enter(world, world.identity, kept, now);
    expect(asked(world) - before).toBe(questions);
    expect(token.accessToken === "kept").toBe(questions === 0);
  });

  test("whose consent was revoked is refused: nothing but a new consent helps", async () => {
    const world = await openGoogle();
    world.google.revoke(OWNER);
    const failure = await refused(enter(world, world.identity));
    expect([failure.kind, failure.service]).toEqual(["unauthorised", "google"]);
    expect(failure.message).toContain("invalid_grant");
  });

  test("with a wrong secret is refused", async () => {
    const world = await openGoogle();
    const wrong = { ...world.identity, clientSecret: "wrong" } as GoogleIdentity;
    expect((await refused(enter(world, wrong))).kind).toBe("unauthorised");
  });

  test.each([
    ["Google does not answer", { kind: "reset" as const }],
    ["Google is out of order", { kind: "answer" as const, status: 503, body: {} }],
    ["Google is asked too often", { kind: "answer" as const, status: 429, body: {} }],
  ])("while %s is tried later, once a run", async (_, fault) => {
    const world = await openGoogle();
    const before = asked(world);
    world.google.faults.order({ path: "/token$", times: 5, fault });
    const failure = await refused(enter(world, world.identity));
    expect([failure.kind, failure.retryAfterMs]).toEqual(["busy", 30_000]);
    expect(asked(world) - before).toBe(1);
  });
});

describe("signing in as a service account", () => {
  test("sends one assertion signed with its key, for a person of the domain, to the address it is told", async () => {
    const world = await openGoogle();
    world.google.serviceAccount.delegated = true;
    let assertion = "";
    const spying: typeof fetch = async (input, init) => {
      assertion ||= new URLSearchParams(String(init?.body ?? "")).get("assertion") ?? "";
      return world.fetch(input, init);
    };
    const { token } = await enter({ ...world, fetch: spying }, robot(world));
    expect(token.accessToken).not.toBe("");
    expect(decodeProtectedHeader(assertion).alg).toBe("RS256");
    expect(decodeJwt(assertion)).toMatchObject({
      iss: world.google.serviceAccount.email,
      sub: OWNER,
      aud: "https://oauth2.googleapis.com/token",
      scope: SCOPES.join(" "),
    });
  });

  test("without the domain's leave to act for people is refused", async () => {
    const world = await openGoogle();
    world.google.serviceAccount.delegated = false;
    expect((await refused(enter(world, robot(world)))).kind).toBe("unauthorised");
  });

  test("that the domain lets do all but share files loses only that", async () => {
    const world = await openGoogle();
    world.google.serviceAccount.delegated = true;
    world.google.serviceAccount.delegatedScopes = SCOPES;
    const { auth } = await enter(world, robot(world));
    const google = { identity: robot(world), tokenUrl: `${HOST}/token` } as Connection["google"];
    const sql = openD1();
    const access = { fetch: world.fetch, sql, wallNow: Date.now };
    const api = () =>
      new GoogleDrive({
        auth: driveAuth(google, access, auth),
        rootUrl: `${HOST}/`,
        fetch: world.fetch,
        paced: call => call(),
      });
    expect(await api().responders("any")).toBe("unasked");
    world.google.serviceAccount.delegatedScopes = [...SCOPES, DRIVE_SCOPE];
    expect(await api().responders("any")).toBe("unreachable");
    const before = asked(world);
    await api().responders("any");
    expect(asked(world)).toBe(before);
  });

  test("with somebody else's key is refused", async () => {
    const world = await openGoogle();
    world.google.serviceAccount.delegated = true;
    const { privateKey } = await import("node:crypto").then(({ generateKeyPairSync }) =>
      generateKeyPairSync("rsa", { modulusLength: 2048 }),
    );
    const other = {
      ...robot(world),
      privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    } as GoogleIdentity;
    expect((await refused(enter(world, other))).kind).toBe("unauthorised");
  });
});
