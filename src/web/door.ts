import type { Context, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { parseAddress } from "../core/domain/values/address.ts";
import type { LetIn } from "../secrets/access.ts";
import { stateTable } from "../store/database/state.ts";
import { coordinatorTable, type Role, signInTable, wrongTryTable } from "../store/people/coordinators.ts";
import { isEqualInConstantTime } from "./constantTime.ts";
import type { Config, Door } from "./settings.ts";

/** Who asks, and how it is known: a cookie or Access's header comes with every request of a browser, also one another site set off. */
interface Reader {
  role: Role;
  by: "cookie" | "access" | "bearer" | "service";
}

/** How Access's word is verified. */
export interface DoorVerifier {
  wallNow: () => number;
  whoIsLetIn(
    assertion: string,
    door: Door & { kind: "access" },
    keys: unknown,
  ): Promise<{ who: LetIn | null; keys: unknown }>;
}

/** What the routes behind the door find in the context. */
export type Behind = { Variables: { reader: Reader } };

/** Sent over https alone, to this host alone, and read by no script. */
const COOKIE = "session";
const COOKIE_OPTIONS = { prefix: "host", path: "/", httpOnly: true, secure: true, sameSite: "Lax" } as const;
/** Wrong tokens from one address in a minute; the right one is never refused. */
const WRONG_TRIES_A_MINUTE = 10;

/** The fewest characters a sign-in token should have. */
export const LEAST_TOKEN = 24;

/** True where a token is short enough to be guessed one day. Told, and still taken: an upgrade locks nobody out. */
export function hasShortToken(door: Door): boolean {
  return (
    door.kind === "token" && [door.coordinator, door.reader].some(token => token !== null && token.length < LEAST_TOKEN)
  );
}

/** Who is asking; null for a stranger, "busy" after too many wrong tokens. */
async function readerOf(
  context: Context,
  { sql, door }: Config,
  verifier: DoorVerifier,
): Promise<Reader | "busy" | null> {
  if (door.kind === "access") {
    const assertion = context.req.header("cf-access-jwt-assertion");
    if (assertion === undefined) return null;
    const kept = await stateTable.read<unknown>(sql, ACCESS_KEYS);
    const { who, keys } = await verifier.whoIsLetIn(assertion, door, kept);
    if (keys !== null && JSON.stringify(keys) !== JSON.stringify(kept))
      await stateTable.saving(sql, ACCESS_KEYS, keys).run();
    if (who === null) return null;
    if ("service" in who) return door.services.includes(who.service) ? { role: "coordinator", by: "service" } : null;
    const isSet = door.coordinators.includes(who.email);
    // Those of an older version are stored as they were typed on a page.
    const isWho = ({ email }: { email: string }) => (parseAddress(email).email ?? email) === who.email;
    const isOne = isSet || (await coordinatorTable.list(sql)).some(isWho);
    return { role: isOne ? "coordinator" : "reader", by: "access" };
  }
  const [, bearer] = /^Bearer +(\S.*)$/i.exec(context.req.header("authorization") ?? "") ?? [];
  if (bearer !== undefined) {
    const role = await roleOf(bearer.trim(), door);
    if (role !== null) return { role, by: "bearer" };
    return (await isTriedTooOften(context, sql, verifier.wallNow())) ? "busy" : null;
  }
  const word = getCookie(context, COOKIE, "host");
  const session = word === undefined ? null : await signInTable.read(sql, word, verifier.wallNow());
  if (session === null) return null;
  const token = session.role === "coordinator" ? door.coordinator : door.reader;
  return token !== null && session.tokenMark === (await signInTable.markOf(token))
    ? { role: session.role, by: "cookie" }
    : null;
}

const ACCESS_KEYS = "access_keys";

async function roleOf(token: string, door: Door & { kind: "token" }): Promise<Role | null> {
  const isCoordinator = await isEqualInConstantTime(token, door.coordinator);
  const isReader = door.reader !== null && (await isEqualInConstantTime(token, door.reader));
  return isCoordinator ? "coordinator" : isReader ? "reader" : null;
}

async function isTriedTooOften(context: Context, sql: Config["sql"], wallNow: number): Promise<boolean> {
  const address = slowedAddress(context.req.header("cf-connecting-ip") ?? "unknown");
  return (await wrongTryTable.count(sql, address, wallNow)) > WRONG_TRIES_A_MINUTE;
}

/** What is slowed as one: an address of IPv4, or the /64 that one household or server of IPv6 has. */
export function slowedAddress(ip: string): string {
  const [v4] = /\d+\.\d+\.\d+\.\d+$/.exec(ip) ?? [];
  if (v4 !== undefined || !ip.includes(":")) return v4 ?? ip;
  const [head = "", tail = ""] = ip.toLowerCase().split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":"));
  const missing = Math.max(8 - groups(head).length - groups(tail).length, 0);
  const all = ip.includes("::")
    ? [...groups(head), ...Array.from({ length: missing }, () => "0"), ...groups(tail)]
    : groups(head);
  return `${all
    .slice(0, 4)
    .map(group => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}

/** What a token brought to the form came to: signed in, wrong, or wrong too often. */
export async function signInBy(
  context: Context,
  { sql, door }: Config,
  token: string,
  wallNow: number,
): Promise<"in" | "wrong" | "busy"> {
  const role = door.kind === "token" ? await roleOf(token.trim(), door) : null;
  if (role === null) return (await isTriedTooOften(context, sql, wallNow)) ? "busy" : "wrong";
  const word = await signInTable.begin(sql, role, token.trim(), wallNow);
  setCookie(context, COOKIE, word, { ...COOKIE_OPTIONS, maxAge: signInTable.lastsSeconds });
  return "in";
}

/** Ends the session the request's cookie holds. */
export async function signOut(context: Context, { sql }: Config): Promise<void> {
  const word = getCookie(context, COOKIE, "host");
  if (word !== undefined) await signInTable.end(sql, word);
  deleteCookie(context, COOKIE, COOKIE_OPTIONS);
}

/**
 * Lets through who may see what lies behind, and no request that changes something which another site set off in a signed-in
 * person's browser. Callers who are not let in are answered by `refuse`.
 */
export function guarded(
  config: Config,
  verifier: DoorVerifier,
  needs: Role,
  refuse: (context: Context, why: Refusal) => Response | Promise<Response>,
): MiddlewareHandler<Behind> {
  return async (context, next) => {
    const reader = await readerOf(context, config, verifier);
    if (reader === "busy") return refuse(context, "busy");
    if (reader === null) return refuse(context, config.door.kind === "access" ? "not_through_access" : "unknown");
    if (!isOwnRequest(context, reader)) return refuse(context, "other_site");
    if (needs === "coordinator" && reader.role !== "coordinator") return refuse(context, "not_coordinator");
    context.set("reader", reader);
    await next();
  };
}

export type Refusal = "unknown" | "wrong" | "busy" | "not_through_access" | "other_site" | "not_coordinator";

export const REFUSAL_STATUS = {
  unknown: 401,
  wrong: 401,
  busy: 429,
  not_through_access: 403,
  other_site: 403,
  not_coordinator: 403,
} as const satisfies Record<Refusal, number>;

/** Why a caller is not let in, for commands: in English, as the API speaks. */
export function refusalSentence(why: Refusal): string {
  return {
    unknown: "the token is missing or not this Worker's: DASHBOARD_TOKEN goes into the header Authorization: Bearer",
    wrong: "the token is not this Worker's",
    busy: "too many wrong tokens came from this address: try again in a minute",
    not_through_access: "this request did not come through Cloudflare Access, or not for this application",
    other_site: "the request was sent by another site",
    not_coordinator: "only a coordinator may see or do this",
  }[why];
}

/** False for a request that changes something and was not sent by a page of our own, where the browser alone says who sends it. */
export function isOwnRequest(context: Context, { by }: Pick<Reader, "by">): boolean {
  if (["GET", "HEAD"].includes(context.req.method) || by === "bearer" || by === "service") return true;
  const site = context.req.header("sec-fetch-site");
  const origin = context.req.header("origin");
  if (site !== undefined && site !== "same-origin") return false;
  return origin === new URL(context.req.url).origin;
}
