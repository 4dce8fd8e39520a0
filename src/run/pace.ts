import PQueue from "p-queue";
import { type Budget, BudgetSpent, type Service } from "./budget.ts";

/** Requests made in the window that began at `startedAt` (wall clock); kept between invocations. */
export interface RateWindow {
  startedAt: number;
  used: number;
}

export const WINDOW_MS = 60_000;
/** Workers open at most six connections that wait for headers (api-facts 5.1). */
const CONCURRENCY = 4;

export interface Pace {
  paced<T>(call: () => Promise<T>): Promise<T>;
  window(): RateWindow;
}

/**
 * Lets calls through as fast as a service allows and no faster. The queue is built here, for one invocation: one at module
 * level would hang other requests in workerd. A window that is used up ends the run instead of being slept through.
 */
export function paceOf(
  service: Service,
  requestsAMinute: number,
  kept: RateWindow | null,
  budget: Budget,
  wallNow: () => number,
): Pace {
  const queue = new PQueue({
    concurrency: CONCURRENCY,
    interval: WINDOW_MS,
    intervalCap: requestsAMinute,
    strict: true,
  });
  let window = kept ?? { startedAt: wallNow(), used: 0 };
  return {
    paced: call => {
      const now = wallNow();
      if (now - window.startedAt >= WINDOW_MS || now < window.startedAt) window = { startedAt: now, used: 0 };
      if (window.used >= requestsAMinute)
        return Promise.reject(
          new BudgetSpent(`${service} requests of this minute`, window.startedAt + WINDOW_MS - now),
        );
      window = { ...window, used: window.used + 1 };
      budget.requests[service] += 1;
      return queue.add(call);
    },
    window: () => window,
  };
}
