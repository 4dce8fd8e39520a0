import PQueue from "p-queue";
import { GoogleCalendar } from "../../google/calendar.ts";
import { GoogleForms } from "../../google/forms.ts";
import { DRIVE_SCOPE, GoogleDrive } from "../../google/responders.ts";
import { type GoogleAuth, type KeptToken, signIn } from "../../google/signIn.ts";
import { Notion } from "../../notion/notion.ts";
import type { Sql, Statement } from "../../store/database/sql.ts";
import { type KeptState, stateTable } from "../../store/database/state.ts";
import { BudgetSpent } from "./budget.ts";
import { holdOtherCalendar } from "./outages.ts";
import type { LeaseContext, RunContext } from "./runContext.ts";
import type { Connection, World } from "./world.ts";

/** The services of one run, signed in and paced. */
export interface Services {
  notion: Notion;
  calendar: GoogleCalendar;
  forms: GoogleForms;
  drive: GoogleDrive;
  paces: { notion: Pace; google: Pace };
}

/** A run that has signed in: what was kept when it began, and its services. */
export interface OpenRun extends RunContext {
  state: KeptState;
  services: Services;
}

/**
 * The services of a connection for one invocation. Clients and queues live as long as it does; what outlives it, the token
 * and the use of the rate windows, is plain data in D1.
 *
 * @throws OtherSource while another calendar is set than the one everything was planned with; each call LeaseLost once the lease
 * is no longer held.
 */
export async function openServices(leased: LeaseContext, state: KeptState): Promise<Services> {
  const { connection, sql, wallNow } = leased;
  await holdOtherCalendar(sql, state, connection.google.calendarId);
  const fetcher: typeof fetch = (input, init) => leased.fetch(input, init);
  const paces = { notion: paceOf("notion", leased, state), google: paceOf("google", leased, state) };
  const kept = state.get<KeptToken>("google_token");
  const { identity, tokenUrl, calendarUrl, driveUrl, formsUrl, calendarId } = connection.google;
  const { auth, token } = await signIn(identity, { fetch: fetcher, wallNow, tokenUrl }, kept);
  if (token.accessToken !== kept?.accessToken) await (await stateTable.savingToken(sql, "google_token", token)).run();
  const google = { auth, fetch: fetcher, paced: paces.google.paced };
  const botId = state.get<string>("notion_bot");
  const notion = new Notion({ ...connection.notion, fetch: fetcher, paced: paces.notion.paced, botId });
  if (botId === null) await stateTable.saving(sql, "notion_bot", await notion.client.readBotId()).run();
  return {
    notion,
    calendar: new GoogleCalendar({ ...google, calendarId, rootUrl: calendarUrl }),
    forms: new GoogleForms({ ...google, rootUrl: formsUrl }),
    drive: new GoogleDrive({ ...google, auth: driveAuth(connection.google, leased, auth), rootUrl: driveUrl }),
    paces,
  };
}

/**
 * The sign-in for Drive, made when it is first needed and kept like the other. A service account asks for it by itself: one that was
 * not granted it would be refused all it asks for together. A person's token has whatever they agreed to.
 */
export function driveAuth(
  { identity, tokenUrl }: Connection["google"],
  world: World,
  auth: GoogleAuth,
): () => Promise<GoogleAuth> {
  let signedIn: Promise<GoogleAuth> | null = null;
  const own = async () => {
    const kept = await stateTable.read<KeptToken>(world.sql, "google_drive_token");
    const fetcher: typeof fetch = (input, init) => world.fetch(input, init);
    const access = { fetch: fetcher, wallNow: world.wallNow, tokenUrl };
    const { auth: drive, token } = await signIn(identity, access, kept, [DRIVE_SCOPE]);
    if (token.accessToken !== kept?.accessToken)
      await (await stateTable.savingToken(world.sql, "google_drive_token", token)).run();
    return drive;
  };
  return () => {
    if (identity.kind === "person") return Promise.resolve(auth);
    signedIn ??= own();
    return signedIn;
  };
}

/** Statements that keep what was used of the rate windows, for the next invocation. */
export function savingWindows(sql: Sql, { paces }: Services): Statement[] {
  return [
    stateTable.saving(sql, "notion_window", paces.notion.window()),
    stateTable.saving(sql, "google_window", paces.google.window()),
  ];
}

/** Thrown when another run has taken the lease: whoever lost it makes no call any more. */
export class LeaseLost extends Error {
  constructor() {
    super("another run holds the lease");
    this.name = "LeaseLost";
  }
}

/**
 * Requests made in a window of the service's, which began where its first request arrived: between that one's sending and its
 * answer, as far as can be known here. All on the wall clock; kept between invocations.
 */
interface RateWindow {
  /** The earliest and the latest it can have begun. */
  startedAt: number;
  startedBy: number;
  used: number;
  /** Of those, the ones that may already have fallen into the next window, and when the first of them was sent. */
  nextUsed: number;
  nextFrom: number | null;
}

const WINDOW_MS = 60_000;

/** Workers open at most six connections that wait for headers (docs/facts/cloudflare.md#workers). */
const CONCURRENCY = 4;

interface Pace {
  paced<T>(call: () => Promise<T>): Promise<T>;
  window(): RateWindow | null;
}

/**
 * Lets calls through as fast as a service allows and no faster. The queue is built here, for one invocation: one at module
 * level would hang other requests in workerd. No call is made once the lease is lost. A window that is used up ends the run instead
 * of being slept through.
 */
function paceOf(service: keyof Services["paces"], leased: LeaseContext, state: KeptState): Pace {
  const { budget, wallNow } = leased;
  const { requestsAMinute } = leased.connection[service];
  const kept = state.get<RateWindow>(`${service}_window`);
  // No interval of the queue's own: it would sleep, by the machine's clock, through the very window that ends the run.
  const queue = new PQueue({ concurrency: CONCURRENCY });
  let window: RateWindow | null = kept?.startedBy === undefined ? null : { ...kept };
  /** The window whose first request has not been answered yet. */
  let opening: RateWindow | null = null;
  let underWay = 0;
  const current = (now: number): RateWindow => {
    const isOver = window !== null && (now >= window.startedBy + WINDOW_MS || now < window.startedAt);
    if (window !== null && !isOver) return window;
    // Those under way were sent in the window that is over and may arrive in this one.
    const isCarried = window !== null && window.nextFrom === null && underWay > 0;
    window = {
      startedAt: isCarried && window !== null ? window.startedAt + WINDOW_MS : (window?.nextFrom ?? now),
      startedBy: now,
      used: isCarried ? underWay : (window?.nextUsed ?? 0),
      nextUsed: 0,
      nextFrom: null,
    };
    opening = window;
    return window;
  };
  const count = (now: number): void => {
    const counted = current(now);
    if (counted.used >= requestsAMinute)
      throw new BudgetSpent(`${service} requests of this minute`, counted.startedBy + WINDOW_MS - now, service);
    counted.used += 1;
    if (now >= counted.startedAt + WINDOW_MS) {
      counted.nextUsed += counted.nextFrom === null ? underWay + 1 : 1;
      counted.nextFrom ??= counted.startedAt + WINDOW_MS;
    }
    budget.requests[service] += 1;
  };
  return {
    paced: call =>
      queue.add(async () => {
        if (!(await leased.isOurs())) throw new LeaseLost();
        count(wallNow());
        underWay += 1;
        const opened = opening;
        opening = null;
        try {
          return await call();
        } finally {
          underWay -= 1;
          if (opened !== null) opened.startedBy = wallNow();
        }
      }),
    window: () => window,
  };
}
