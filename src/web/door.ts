import type { Context, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { parseAddress } from "../core/domain/values/address.ts";
import { stateTable } from "../store/database/state.ts";
import { coordinatorTable, type Role, signInTable, wrongTryTable } from "../store/people/coordinators.ts";
import { type Check, unwell } from "../text/operating/doctor.ts";
import { isEqualInConstantTime } from "./constantTime.ts";
import type { Config, DoorSettings, Verifiers } from "./settings.ts";

/** For whoever shares a token. */
const SHARED = { email: "", isEverywhere: true };

/** Who asks, and how it is known: a cookie or Access's header comes with every request of a browser, also one another site set off. */
export interface Reader {
  role: Role;
  by: "cookie" | "access" | "bearer" | "service";
  /** In small letters; empty for whoever shares a token. */
  email: string;
  /** False for a coordinator of the programmes alone whose pages name them. */
  isEverywhere: boolean;
}

/** What the routes behind the door find in the context. */
export type Behind = { Variables: { reader: Reader } };

/** Sent over https alone, to this host alone, and read by no script. */
const COOKIE = "session";
const COOKIE_OPTIONS = { prefix: "host", path: "/", httpOnly: true, secure: true, sameSite: "Lax" } as const;
/** Wrong tokens from one address in a minute; the right one is never refused. */
const WRONG_TRIES_A_MINUTE = 10;

/** The fewest characters a sign-in token should have. */
const LEAST_TOKEN = 24;

const ACCESS_KEYS = "access_keys";

/** Why a caller is not let in, with what it is answered; in English, as the API speaks. */
export const REFUSALS = {
  unknown: {
    status: 401,
    says: "the token is missing or not this Worker's: DASHBOARD_TOKEN goes into the header Authorization: Bearer",
  },
  wrong: {
    status: 401,
    says: "the token is not this Worker's",
  },
  busy: {
    status: 429,
    says: "too many wrong tokens came from this address: try again in a minute",
  },
  not_through_access: {
    status: 403,
    says: "this request did not come through Cloudflare Access, or not for this application",
  },
  other_site: {
    status: 403,
    says: "the request was sent by another site",
  },
  not_coordinator: {
    status: 403,
    says: "only a coordinator may see or do this",
  },
  not_everywhere: {
    status: 403,
    says: "this concerns all programmes: only whoever was set up as a coordinator may see or do it",
  },
} as const satisfies Record<string, { status: number; says: string }>;

type Refusal = keyof typeof REFUSALS;

/** The door of the dashboard and its API: knows who asks, and lets in who may see what lies behind. */
export class Door {
  readonly #config: Config;
  readonly #verifiers: Verifiers;

  constructor(config: Config, verifiers: Verifiers) {
    this.#config = config;
    this.#verifiers = verifiers;
  }

  /**
   * Lets through who may see what lies behind, and no request that changes something which another site set off in a signed-in
   * person's browser. Callers who are not let in are answered by `refuse`.
   */
  guarded(
    needs: Role | "everywhere",
    refuse: (context: Context, why: Refusal) => Response | Promise<Response>,
  ): MiddlewareHandler<Behind> {
    return async (context, next) => {
      const reader = await this.#readerOf(context);
      if (reader === "busy") return refuse(context, "busy");
      if (reader === null)
        return refuse(context, this.#config.door.kind === "access" ? "not_through_access" : "unknown");
      if (!isOwnRequest(context, reader)) return refuse(context, "other_site");
      if (needs !== "reader" && reader.role !== "coordinator") return refuse(context, "not_coordinator");
      if (needs === "everywhere" && !reader.isEverywhere) return refuse(context, "not_everywhere");
      context.set("reader", reader);
      await next();
    };
  }

  /** False for a form that another site had a browser send. */
  isOwnForm(context: Context): boolean {
    return isOwnRequest(context, { by: "cookie" });
  }

  /** What a token brought to the form came to: signed in, wrong, or wrong too often. */
  async signIn(context: Context, token: string): Promise<"in" | "wrong" | "busy"> {
    const { sql, door } = this.#config;
    const role = door.kind === "token" ? await roleOf(token.trim(), door) : null;
    if (role === null) return (await this.#isTriedTooOften(context)) ? "busy" : "wrong";
    const word = await signInTable.begin(sql, role, token.trim(), this.#verifiers.wallNow());
    setCookie(context, COOKIE, word, { ...COOKIE_OPTIONS, maxAge: signInTable.lastsSeconds });
    return "in";
  }

  /** Ends the session the request's cookie holds. */
  async signOut(context: Context): Promise<void> {
    const word = getCookie(context, COOKIE, "host");
    if (word !== undefined) await signInTable.end(this.#config.sql, word);
    deleteCookie(context, COOKIE, COOKIE_OPTIONS);
  }

  /** True where a token is short enough to be guessed one day. Told, and still taken: an upgrade locks nobody out. */
  get isTokenShort(): boolean {
    const { door } = this.#config;
    return (
      door.kind === "token" &&
      [door.coordinator, door.reader].some(token => token !== null && token.length < LEAST_TOKEN)
    );
  }

  /** What is not well about the tokens; nothing where they are long enough, or Access lets people in. */
  checks(): Check[] {
    if (!this.isTokenShort) return [];
    return [
      unwell(
        "The sign-in token",
        `It has fewer than ${LEAST_TOKEN} characters and can be guessed.`,
        "Make one with `openssl rand -base64 32`, and set it with `npx wrangler secret put DASHBOARD_TOKEN` (or READER_TOKEN).",
      ),
    ];
  }

  /** Who is asking; null for a stranger, "busy" after too many wrong tokens. */
  async #readerOf(context: Context): Promise<Reader | "busy" | null> {
    const { sql, door } = this.#config;
    if (door.kind === "access") {
      const assertion = context.req.header("cf-access-jwt-assertion");
      if (assertion === undefined) return null;
      const kept = await stateTable.read<unknown>(sql, ACCESS_KEYS);
      const { who, keys } = await this.#verifiers.whoIsLetIn(assertion, door, kept);
      if (keys !== null && JSON.stringify(keys) !== JSON.stringify(kept))
        await stateTable.saving(sql, ACCESS_KEYS, keys).run();
      if (who === null) return null;
      if ("service" in who)
        return door.services.includes(who.service) ? { role: "coordinator", by: "service", ...SHARED } : null;
      const isSet = door.coordinators.includes(who.email);
      // Those of an older version are stored as they were typed on a page.
      const isWho = ({ email }: { email: string }) => (parseAddress(email).email ?? email) === who.email;
      const isOne = isSet || (await coordinatorTable.list(sql)).some(isWho);
      return { role: isOne ? "coordinator" : "reader", by: "access", email: who.email, isEverywhere: isSet };
    }
    const [, bearer] = /^Bearer +(\S.*)$/i.exec(context.req.header("authorization") ?? "") ?? [];
    if (bearer !== undefined) {
      const role = await roleOf(bearer.trim(), door);
      if (role !== null) return { role, by: "bearer", ...SHARED };
      return (await this.#isTriedTooOften(context)) ? "busy" : null;
    }
    const word = getCookie(context, COOKIE, "host");
    const session = word === undefined ? null : await signInTable.read(sql, word, this.#verifiers.wallNow());
    if (session === null) return null;
    const token = session.role === "coordinator" ? door.coordinator : door.reader;
    return token !== null && session.tokenMark === (await signInTable.markOf(token))
      ? { role: session.role, by: "cookie", ...SHARED }
      : null;
  }

  async #isTriedTooOften(context: Context): Promise<boolean> {
    const address = slowedAddress(context.req.header("cf-connecting-ip") ?? "unknown");
    return (await wrongTryTable.count(this.#config.sql, address, this.#verifiers.wallNow())) > WRONG_TRIES_A_MINUTE;
  }
}

async function roleOf(token: string, door: DoorSettings & { kind: "token" }): Promise<Role | null> {
  const isCoordinator = await isEqualInConstantTime(token, door.coordinator);
  const isReader = door.reader !== null && (await isEqualInConstantTime(token, door.reader));
  return isCoordinator ? "coordinator" : isReader ? "reader" : null;
}

/** What is slowed as one: an address of IPv4, or the /64 that one household or server of IPv6 has. */
function slowedAddress(ip: string): string {
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

/** False for a request that changes something and was not sent by a page of our own, where the browser alone says who sends it. */
function isOwnRequest(context: Context, { by }: Pick<Reader, "by">): boolean {
  if (["GET", "HEAD"].includes(context.req.method) || by === "bearer" || by === "service") return true;
  const site = context.req.header("sec-fetch-site");
  const origin = context.req.header("origin");
  if (site !== undefined && site !== "same-origin") return false;
  return origin === new URL(context.req.url).origin;
}
