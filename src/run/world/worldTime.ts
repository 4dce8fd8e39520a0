import { Failure } from "../../core/domain/values/failure.ts";
import type { Instant } from "../../core/domain/values/time.ts";

/** The world time of one run. */
export interface WorldTime {
  /** The same network, listened to until the time is known. */
  fetch: typeof fetch;
  /** Null until it is known. */
  known(): Instant | null;
  /** What the service at an address said of the time in its first answer; null when it has not answered. */
  firstOf(address: string): Instant | null;
  /** @throws Failure when it is not known although a service was asked. */
  now(): Instant;
}

/**
 * The time a message brought or, where it brought none, what the first service that answers says in its `Date` header. That
 * is never before `notBefore`: the clock of one service may be behind another's, the world does not go back.
 */
export function worldTime(given: Instant | null, notBefore: Instant, fetcher: typeof fetch): WorldTime {
  let known = given;
  const first = new Map<string, Instant>();
  return {
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      const response = await fetcher(input, init);
      const date = Date.parse(response.headers.get("date") ?? "");
      if (Number.isNaN(date)) return response;
      if (known === null) known = Math.max(date, notBefore);
      const { origin } = new URL(input instanceof Request ? input.url : String(input));
      if (!first.has(origin)) first.set(origin, date);
      return response;
    },
    known: () => known,
    firstOf: address => first.get(new URL(address).origin) ?? null,
    now: () => {
      if (known === null) throw new Failure("rejected", "google", "no service said what time it is");
      return known;
    },
  };
}
