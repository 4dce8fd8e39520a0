import PQueue from "p-queue";
import { type Budget, BudgetSpent, type Service } from "./budget.ts";

/**
 * Requests made in a window of the service's, which began where its first request arrived: between that one's sending and its
 * answer, as far as can be known here. All on the wall clock; kept between invocations.
 */
export interface RateWindow {
  /** The earliest and the latest it can have begun. */
  startedAt: number;
  startedBy: number;
  used: number;
  /** Of those, the ones that may already have fallen into the next window, and when the first of them was sent. */
  nextUsed: number;
  nextFrom: number | null;
}

export const WINDOW_MS = 60_000;
/** Workers open at most six connections that wait for headers (api-facts 5.1). */
const CONCURRENCY = 4;

export interface Pace {
  paced<T>(call: () => Promise<T>): Promise<T>;
  window(): RateWindow | null;
}

/**
 * Lets calls through as fast as a service allows and no faster. The queue is built here, for one invocation: one at module
 * level would hang other requests in workerd. `before` is waited for before each call, which is not made where it throws. A window that is used up ends the run instead of being slept through.
 */
export function paceOf(
  service: Service,
  requestsAMinute: number,
  kept: RateWindow | null,
  budget: Budget,
  wallNow: () => number,
  before: () => Promise<void> = async () => {},
): Pace {
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
        await before();
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
