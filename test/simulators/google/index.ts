import { WorldClock } from "../clock.ts";
import { ConnectionReset, FaultScript, withFault } from "../faults.ts";
import { listeners, RequestLog } from "../requestLog.ts";
import { answerBatch } from "./batch.ts";
import { type EventCopy, newCalendar } from "./calendar/model.ts";
import { calendarRoutes } from "./calendar/routes.ts";
import { answerControl } from "./control.ts";
import { driveRoutes } from "./drive/routes.ts";
import { ApiError } from "./errors.ts";
import type { StoredResponse } from "./forms/model.ts";
import { formsRoutes } from "./forms/routes.ts";
import { type Submission, submit } from "./forms/submission.ts";
import { Identifiers } from "./identifiers.ts";
import { type KeptGoogle, keepState, takeUpState } from "./kept.ts";
import { consentPage } from "./oauth/consent.ts";
import { certificates, keyFor, keySet } from "./oauth/keys.ts";
import { DEFAULT_SCOPES, exchangeToken, revokeToken } from "./oauth/token.ts";
import { type ApiRequest, answerApi, bearerOf, type Quotas } from "./pipeline.ts";
import { type DeliveryReport, deliverPushes, type PushSubscription } from "./push.ts";
import { SlidingWindow } from "./quota.ts";
import type { GoogleState, Mail } from "./state.ts";
import { defaultSwitches, type GoogleSwitches } from "./switches.ts";

export type {} from "./state.ts";
export type {} from "./switches.ts";

interface AccountSeed {
  email: string;
  name?: string;
  timeZone?: string;
  /** Scopes of its refresh token. Default: calendar, forms and drive.file. */
  scopes?: string[];
}

export interface GoogleSimulatorOptions {
  clock?: WorldClock;
  accounts?: AccountSeed[];
  quotas?: {
    calendarPerMinutePerUser?: number;
    drivePerMinutePerUser?: number;
    formsReadPerMinute?: number;
    formsExpensiveReadPerMinute?: number;
    formsWritePerMinute?: number;
  };
  /** How many guests one account may invite in a day of the world. Default: no limit. */
  inviteLimit?: number;
  /** Makes pages shorter than asked for. Default: no limit. */
  listPageLimit?: number;
  seed?: number;
  /** Time for tokens and quotas, epoch milliseconds. Default: Date.now. */
  wallClock?: () => number;
  /** How pushes are sent. Default: the global fetch. */
  push?: { fetch: typeof fetch };
  /** Where Pub/Sub delivers to: `endpoint`, or else the audience. */
  pubsub?: { serviceAccountEmail: string; audience: string; endpoint?: string };
}

export interface GoogleSimulator {
  fetch(request: Request): Promise<Response>;
  readonly clock: WorldClock;
  readonly faults: FaultScript;
  readonly log: RequestLog;
  /** Mails Google would have sent. */
  readonly outbox: Mail[];
  readonly oauth: { clientId: string; clientSecret: string; refreshTokens: Record<string, string> };
  readonly serviceAccount: {
    email: string;
    privateKey: string;
    delegated: boolean;
    /** What the domain lets it ask for when it stands for people; null for everything. */
    delegatedScopes: string[] | null;
  };
  readonly switches: GoogleSwitches;
  /** Everything that is remembered, to look at. */
  readonly state: GoogleState;
  /** A bearer token that never expires, with all scopes and no quota: the person at the user interface. */
  personToken(email: string): string;
  addAccount(account: AccountSeed): { token: string; refreshToken: string };
  /** Copies that stand in a calendar, cancelled ones too, in the order of arrival. */
  eventsOf(calendarId: string): readonly EventCopy[];
  submitForm(formId: string, submission: Submission): StoredResponse;
  deleteForm(formId: string): void;
  /** Ends an account's refresh token and all access tokens that came from it. */
  revoke(email: string): void;
  /** Makes the sync tokens that a calendar (or all) has given so far answer 410. */
  expireSyncTokens(calendarId?: string): void;
  /** Sends waiting channel notifications and Pub/Sub messages. */
  deliverPushes(): Promise<DeliveryReport>;
  /** What it remembers, to be serialized at once, and to be taken up by one that was made with the same seed and accounts. */
  keep(): KeptGoogle;
  takeUp(kept: KeptGoogle): void;
  /** Back to the beginning: the first accounts, no events or forms, default switches; the clock stays. */
  reset(): void;
}

const SERVICE_ACCOUNT = "robot@simulator-project.iam.gserviceaccount.com";
const STARTS_AT = Date.parse("2026-01-05T08:00:00Z");

/** A Google of one's own: sign-in, Calendar v3, Forms v1 and the permissions of Drive v3 over one world clock. */
export function createGoogleSimulator(options: GoogleSimulatorOptions = {}): GoogleSimulator {
  const clock = options.clock ?? new WorldClock(STARTS_AT);
  const faults = new FaultScript();
  const log = new RequestLog();
  const state = emptyState(clock, options);
  const limits = options.quotas ?? {};
  const quotas: Quotas = {
    calendar: new SlidingWindow(limits.calendarPerMinutePerUser ?? 600),
    drive: new SlidingWindow(limits.drivePerMinutePerUser ?? 12_000),
    formsRead: new SlidingWindow(limits.formsReadPerMinute ?? 390),
    formsExpensiveRead: new SlidingWindow(limits.formsExpensiveReadPerMinute ?? 180),
    formsWrite: new SlidingWindow(limits.formsWritePerMinute ?? 150),
  };
  const oauth = {
    clientId: "simulator-client.apps.googleusercontent.com",
    clientSecret: "simulator-client-secret",
    refreshTokens: {} as Record<string, string>,
  };
  const serviceAccount = {
    email: SERVICE_ACCOUNT,
    privateKey: keyFor("serviceAccount").privatePem,
    delegated: false,
    delegatedScopes: null as string[] | null,
  };
  let subscription: PushSubscription | null =
    options.pubsub === undefined ? null : { endpoint: options.pubsub.audience, ...options.pubsub };

  const simulator: GoogleSimulator = {
    clock,
    faults,
    log,
    oauth,
    serviceAccount,
    state,
    switches: state.switches,
    outbox: state.outbox,
    fetch: async request => clock.dated(await handle(request)),
    personToken,
    addAccount,
    eventsOf: id => state.calendars.get(id)?.order ?? [],
    submitForm: (formId, submission) => submit(state, formId, submission),
    deleteForm(formId) {
      state.forms.delete(formId);
    },
    revoke(email) {
      for (const grant of state.refreshGrants.values()) if (grant.email === email) grant.revoked = true;
      for (const [token, bearer] of state.bearers) {
        if (bearer.email === email && !bearer.person) state.bearers.delete(token);
      }
    },
    expireSyncTokens(calendarId) {
      for (const calendar of state.calendars.values()) {
        if (calendarId === undefined || calendar.id === calendarId) calendar.syncFloor = calendar.log.length + 1;
      }
    },
    deliverPushes: () => deliverPushes(state, subscription, options.push?.fetch ?? fetch),
    keep: () => keepState(state, oauth.refreshTokens),
    takeUp(kept) {
      takeUpState(state, kept);
      Object.assign(oauth.refreshTokens, kept.refreshTokens);
    },
    reset,
  };

  function addAccount(seed: AccountSeed): { token: string; refreshToken: string } {
    const email = seed.email.toLowerCase();
    const { name = "", timeZone = "UTC", scopes = DEFAULT_SCOPES } = seed;
    if (!state.accounts.has(email)) {
      state.accounts.set(email, { email, name, timeZone, robot: false });
      newCalendar(state, { id: email, owner: email, primary: true, summary: email, timeZone });
    }
    const refreshToken = `1//${state.identifiers.text(48)}`;
    state.refreshGrants.set(refreshToken, { email, scopes: new Set(scopes), revoked: false });
    oauth.refreshTokens[email] = refreshToken;
    return { token: personToken(email), refreshToken };
  }

  function personToken(email: string): string {
    const known = state.personTokens.get(email);
    if (known !== undefined) return known;
    if (!state.accounts.has(email)) throw new Error(`no such account: ${email}`);
    // The same after a reset, so that a page that somebody left open goes on working.
    const token = `person.${Buffer.from(email).toString("base64url")}.${options.seed ?? 1}`;
    const scopes = new Set([...calendarRoutes, ...driveRoutes, ...formsRoutes].flatMap(route => route.scopes));
    state.bearers.set(token, { email, scopes, expiresAt: null, person: true, undelegatedRobot: false });
    state.personTokens.set(email, token);
    return token;
  }

  function setSubscription(next: PushSubscription | null): void {
    subscription = next;
  }

  function reset(): void {
    const { switches, outbox: _outbox, ...fresh } = emptyState(clock, options);
    state.outbox.length = 0;
    Object.assign(state.switches, switches);
    Object.assign(state, fresh);
    for (const email of Object.keys(oauth.refreshTokens)) delete oauth.refreshTokens[email];
    for (const quota of Object.values(quotas)) quota.clear();
    faults.clear();
    log.clear();
    seedAccounts();
  }

  function seedAccounts(): void {
    for (const account of options.accounts ?? []) addAccount(account);
    state.accounts.set(SERVICE_ACCOUNT, { email: SERVICE_ACCOUNT, name: "", timeZone: "UTC", robot: true });
    newCalendar(state, {
      id: SERVICE_ACCOUNT,
      owner: SERVICE_ACCOUNT,
      primary: true,
      summary: SERVICE_ACCOUNT,
      timeZone: "UTC",
    });
  }

  async function handle(request: Request): Promise<Response> {
    const url = new URL(request.url);
    const body = request.method === "GET" || request.method === "HEAD" ? "" : await request.text();
    if (url.pathname.startsWith("/_sim/")) {
      return answerControl(simulator, { setSubscription }, request.method, url.pathname, body);
    }
    const { method, headers } = request;
    if (url.pathname === "/batch/calendar/v3" && method === "POST") {
      const answer = (part: ApiRequest) => logged(part, () => answerApi(state, quotas, part));
      return answerBatch(headers.get("content-type") ?? "", headers, body, answer);
    }
    const asked: ApiRequest = { method, path: url.pathname, query: url.searchParams, headers, body };
    return logged(asked, () => answerOne(asked));
  }

  async function logged(asked: ApiRequest, answer: () => Response): Promise<Response> {
    const bearer = bearerOf(state, asked.headers, asked.query);
    const entry = {
      service: "google",
      at: clock.now(),
      method: asked.method,
      path: asked.path,
      query: asked.query.toString(),
      actor: bearer === null ? "nobody" : bearer.person ? bearer.email : "bot",
      status: 0,
    };
    log.add(entry);
    listeners.request?.(entry, asked.body);
    try {
      const response = await withFault(faults.strike(asked.method, asked.path, bearer?.person), async () => answer());
      entry.status = response.status;
      return response;
    } catch (error) {
      if (error instanceof ConnectionReset) throw error;
      throw new Error(`simulator failed at ${asked.method} ${asked.path}`, { cause: error });
    }
  }

  function answerOne(asked: ApiRequest): Response {
    if (["/calendar/v3/", "/drive/v3/", "/v1/forms", "/v1/people:"].some(start => asked.path.startsWith(start))) {
      return answerApi(state, quotas, asked);
    }
    try {
      switch (`${asked.method} ${asked.path}`) {
        case "POST /token":
          return Response.json(exchangeToken(state, { ...oauth, serviceAccount }, new URLSearchParams(asked.body)));
        case "GET /o/oauth2/v2/auth":
        case "POST /o/oauth2/v2/auth":
          return consentPage(state, { ...oauth, serviceAccount }, asked);
        case "POST /revoke":
          revokeToken(state, new URLSearchParams(asked.body).get("token") ?? asked.query.get("token") ?? "");
          return Response.json({});
        case "GET /oauth2/v3/certs":
          return Response.json(keySet(keyFor("identity")));
        case "GET /oauth2/v1/certs":
          return Response.json(certificates(keyFor("identity")));
        default:
          return new Response("Not Found", { status: 404 });
      }
    } catch (error) {
      if (error instanceof ApiError) return error.toResponse();
      throw error;
    }
  }

  seedAccounts();
  return simulator;
}

function emptyState(clock: WorldClock, options: GoogleSimulatorOptions): GoogleState {
  return {
    clock,
    wallClock: options.wallClock ?? Date.now,
    identifiers: new Identifiers(options.seed ?? 1),
    switches: defaultSwitches(),
    inviteLimit: options.inviteLimit ?? Number.POSITIVE_INFINITY,
    listPageLimit: options.listPageLimit ?? Number.POSITIVE_INFINITY,
    accounts: new Map(),
    bearers: new Map(),
    personTokens: new Map(),
    refreshGrants: new Map(),
    codes: new Map(),
    consents: new Set(),
    calendars: new Map(),
    lists: new Map(),
    outbox: [],
    invitations: new Map(),
    channels: new Map(),
    forms: new Map(),
    watches: new Map(),
    pushes: [],
  };
}
