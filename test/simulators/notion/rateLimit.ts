import { ApiError } from "./apiError.ts";

const WINDOW = 60_000;

interface Window {
  startsAt: number;
  count: number;
}

/** Notion's limits: so many requests in fixed windows of a minute, per connection and for the whole workspace. */
export class RateLimit {
  readonly #perConnection: number;
  readonly #perWorkspace: number;
  readonly #wallClock: () => number;
  readonly #windows = new Map<string, Window>();

  constructor(perConnection: number, perWorkspace: number, wallClock: () => number) {
    this.#perConnection = perConnection;
    this.#perWorkspace = perWorkspace;
    this.#wallClock = wallClock;
  }

  /** Counts a request of this connection. @throws 429 with Retry-After when a window is full. */
  charge(connection: string): void {
    const now = this.#wallClock();
    this.#count(`connection ${connection}`, this.#perConnection, "public_api_request_rate_limit", now);
    this.#count("workspace", this.#perWorkspace, "public_api_space_request_rate_limit", now);
  }

  clear(): void {
    this.#windows.clear();
  }

  #count(key: string, limit: number, reason: string, now: number): void {
    let window = this.#windows.get(key);
    if (window === undefined || now >= window.startsAt + WINDOW || now < window.startsAt) {
      window = { startsAt: now, count: 0 };
      this.#windows.set(key, window);
    }
    window.count += 1;
    if (window.count <= limit) return;
    const retryAfter = Math.max(1, Math.ceil((window.startsAt + WINDOW - now) / 1000));
    throw new ApiError(429, "rate_limited", "You have been rate limited. Please try again in a few minutes.", {
      additionalData: { rate_limit_reason: reason, retry_after: retryAfter },
      headers: { "retry-after": String(retryAfter) },
    });
  }
}
