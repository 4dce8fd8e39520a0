import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Budget, BudgetSpent } from "../../../src/run/world/budget.ts";
import type { LeaseContext } from "../../../src/run/world/runContext.ts";
import { openServices } from "../../../src/run/world/services.ts";
import type { Connection } from "../../../src/run/world/world.ts";
import type { KeptState } from "../../../src/store/database/state.ts";
import { openD1 } from "../../world/d1.ts";

const LIMIT = 6;
/** How long a window of a service's is. */
const WINDOW_MS = 60_000;
const sql = openD1();

beforeEach(() => void vi.useFakeTimers({ now: 1_000_000_000_000 }));
afterEach(() => void vi.useRealTimers());

/** Notion's pace in an invocation, after one that left this of its window. Signing in takes no request: all it needs is kept. */
async function openPace(window: unknown) {
  const identity = { kind: "service_account", email: "robot@example.org", subject: "krug@example.org", privateKey: "" };
  const connection = {
    notion: { token: "", baseUrl: "https://notion.example", parentPageId: "", requestsAMinute: LIMIT },
    google: { identity, calendarId: "", tokenUrl: "", calendarUrl: "", driveUrl: "", formsUrl: "", requestsAMinute: 1 },
  } as Partial<Connection> as Connection;
  const kept: Record<string, unknown> = {
    notion_window: window,
    notion_bot: "krug",
    google_token: { accessToken: "token", expiresAt: Date.now() + 1e12 },
  };
  const state: KeptState = { get: <T>(key: string) => (kept[key] ?? null) as T | null, lacking: [] };
  const leased: LeaseContext = {
    connection,
    budget: new Budget(
      { requests: 1e6, statements: 1e6, mails: 1e6, wallMs: 1e9, computing: 900, living: 1e9, slice: 1e9 },
      Date.now,
    ),
    startedAt: Date.now(),
    fetch: () => Promise.reject(new Error("no service is asked")),
    sql,
    wallNow: Date.now,
    lease: { name: "main", fence: 1, killed: 0, diedIn: null },
    isOurs: async () => true,
  };
  return (await openServices(leased, state)).paces.notion;
}

/** Calls made as fast as the pace lets them, each some time on its way there and back; when they arrived. */
async function arrivals(calls: readonly { wait: number; there: number; back: number }[]): Promise<number[]> {
  const arrived: number[] = [];
  const sleep = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds));
  let kept: unknown = null;
  let left = [...calls];
  while (left.length > 0) {
    const pace = await openPace(kept);
    const again: typeof left = [];
    let delay = 0;
    const under: Promise<void>[] = [];
    for (const one of left) {
      await vi.advanceTimersByTimeAsync(one.wait);
      const call = pace.paced(async () => {
        await sleep(one.there);
        arrived.push(Date.now());
        await sleep(one.back);
      });
      under.push(
        call.catch(error => {
          if (!(error instanceof BudgetSpent)) throw error;
          again.push(one);
          delay = error.delayMs;
        }),
      );
    }
    await vi.runAllTimersAsync();
    await Promise.all(under);
    kept = pace.window();
    await vi.advanceTimersByTimeAsync(delay);
    left = again;
  }
  return arrived.sort((a, b) => a - b);
}

/** The most requests in one of the service's windows, each of which begins with the first request after the last. */
function mostInAWindow(arrived: readonly number[]): number {
  let startsAt = Number.NEGATIVE_INFINITY;
  let count = 0;
  let most = 0;
  for (const at of arrived) {
    if (at >= startsAt + WINDOW_MS) [startsAt, count] = [at, 0];
    count += 1;
    most = Math.max(most, count);
  }
  return most;
}

test("however long requests are under way, no window of the service holds more than it allows", async () => {
  const call = fc.record({
    wait: fc.constantFrom(0, 0, 10, 3000, 20_000),
    there: fc.constantFrom(1, 100, 900),
    back: fc.constantFrom(1, 100, 2000),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(call, { minLength: 1, maxLength: 40 }), async calls => {
      const arrived = await arrivals(calls);
      expect(arrived).toHaveLength(calls.length);
      expect(mostInAWindow(arrived)).toBeLessThanOrEqual(LIMIT);
    }),
    { numRuns: 200 },
  );
});
