import { CALL_TIMEOUT_MS, Failure } from "../core/domain/values/failure.ts";
import type { Unforeseen } from "../core/domain/values/guarded.ts";
import { type GoogleAuth, responseOf } from "./signIn.ts";

/** How an API of Google's is reached: by whom, where, over which fetch, and at whose pace. */
export interface GoogleAccess {
  auth: GoogleAuth;
  rootUrl: string;
  fetch: typeof fetch;
  paced<T>(call: () => Promise<T>): Promise<T>;
}

/** One of Google's official clients over the given fetch, paced, with failures named by what the caller may do. */
export class GoogleClient<Api> {
  /** What was read so far and could not be understood. */
  readonly unread: Unforeseen[] = [];
  readonly #paced: GoogleAccess["paced"];
  readonly #open: () => Api | Promise<Api>;

  /** `open` gives the client when it is called. */
  constructor({ paced }: Pick<GoogleAccess, "paced">, open: () => Api | Promise<Api>) {
    this.#paced = paced;
    this.#open = open;
  }

  /** @throws Failure */
  call<T>(use: (api: Api) => Promise<{ data: T }>, kind: "read" | "write"): Promise<T> {
    return this.#paced(async () => {
      try {
        return (await use(await this.#open())).data;
      } catch (error) {
        throw googleFailure(error, kind);
      }
    });
  }

  /** As `call`; null where what it is about is gone. @throws Failure */
  async callUnlessGone<T>(use: (api: Api) => Promise<{ data: T }>, kind: "read" | "write"): Promise<T | null> {
    try {
      return await this.call(use, kind);
    } catch (error) {
      if (error instanceof Failure && error.kind === "gone") return null;
      throw error;
    }
  }

  /**
   * The pages of a listing from the first one, or from the one a token is of, to its end: each is read once the one before it is used
   * up. @throws Failure
   */
  async *pages<T extends { nextPageToken?: string | null }>(
    list: (api: Api, pageToken: string | undefined) => Promise<{ data: T }>,
    from: string | null = null,
  ): AsyncGenerator<T> {
    let pageToken = from ?? undefined;
    do {
      const page = await this.call(api => list(api, pageToken), "read");
      yield page;
      pageToken = page.nextPageToken || undefined;
    } while (pageToken !== undefined);
  }
}

/** What a client of Google's is made with. Its own retries are off: they ignore Retry-After. */
export function optionsOf({ auth, rootUrl, fetch }: Omit<GoogleAccess, "paced">) {
  return {
    auth: auth as never,
    rootUrl,
    retry: false,
    timeout: CALL_TIMEOUT_MS,
    fetchImplementation: fetch as never,
  };
}

interface GoogleErrorBody {
  error?: { message?: string; status?: string; errors?: { reason?: string }[] };
}

/** What an operator can act on, where Google's own words need explaining. */
const PLAINLY: Readonly<Record<string, string>> = {
  forbiddenForServiceAccounts:
    "Google lets a service account invite nobody by itself: give it domain-wide delegation and a person to act for, or sign in with a person's consent (docs/going-live.md, “3. Google”)",
};

/** The failure an error of Google's clients means (docs/facts/google-calendar.md#quotas-and-refusals). */
function googleFailure(error: unknown, kind: "read" | "write"): Failure {
  if (error instanceof Failure) return error;
  const { status, data, headers } = responseOf(error);
  const body = (data as GoogleErrorBody | null)?.error;
  const reason = body?.errors?.[0]?.reason ?? body?.status ?? "";
  const said = body?.message ?? (error instanceof Error ? error.message : String(error));
  const message = PLAINLY[reason] ?? said;
  const details = { status, cause: error };
  if (status === 403 && reason === "quotaExceeded") return new Failure("blocked", "google", message, details);
  if (status === 429 || (status === 403 && /rateLimitExceeded|userRateLimitExceeded/i.test(reason)))
    return new Failure("busy", "google", message, {
      ...details,
      retryAfterMs: 1000 * secondsIn(headers.get("retry-after")),
    });
  if (status === 401) return new Failure("unauthorised", "google", message, details);
  if (
    status === 403 &&
    /insufficientPermissions|ACCESS_TOKEN_SCOPE|PERMISSION_DENIED/.test(`${reason} ${JSON.stringify(body)}`)
  )
    return new Failure("unauthorised", "google", message, details);
  if (status === 404 || (status === 410 && reason !== "fullSyncRequired" && reason !== "updatedMinTooLongAgo"))
    return new Failure("gone", "google", message, details);
  if (status === 409 || status === 410 || status === 412) return new Failure("changed", "google", message, details);
  if (status >= 400 && status < 500) return new Failure("rejected", "google", message, details);
  return kind === "write"
    ? new Failure("in_doubt", "google", message, details)
    : new Failure("busy", "google", message, { ...details, retryAfterMs: 10_000 });
}

/** A date, or nothing, means the usual twenty seconds. */
function secondsIn(retryAfter: string | null): number {
  const seconds = Number(retryAfter ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds : 20;
}
