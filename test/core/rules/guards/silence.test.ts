import { describe, expect, test } from "vitest";
import { HOUR, MINUTE } from "../../../../src/core/domain/values/time.ts";
import { type Signs, silenceOf, telling } from "../../../../src/core/rules/guards/silence.ts";

const NOW = Date.parse("2027-01-07T12:00:00Z");
const signs = (more: Partial<Signs>): Signs => ({
  tickMs: 15 * MINUTE,
  lastEndedAt: null,
  awaitedSince: null,
  leaseUntil: null,
  ...more,
});

describe("runs are as frequent as they should be", () => {
  test.each([
    ["the last run is three ticks old", signs({ lastEndedAt: NOW - 45 * MINUTE }), "heard"],
    ["it is older by a moment", signs({ lastEndedAt: NOW - 45 * MINUTE - 1 }), "silent"],
    ["the cron comes once an hour", signs({ tickMs: HOUR, lastEndedAt: NOW - 2 * HOUR }), "heard"],
    ["nobody has looked before, and nothing ran", signs({}), "awaited"],
    ["newly deployed", signs({ awaitedSince: NOW - 20 * MINUTE }), "awaited"],
    ["deployed an hour ago, and nothing ran", signs({ awaitedSince: NOW - HOUR }), "silent"],
    ["a first run takes long", signs({ awaitedSince: NOW - 50 * MINUTE, leaseUntil: NOW + MINUTE }), "under_way"],
    ["a run takes long", signs({ lastEndedAt: NOW - 55 * MINUTE, leaseUntil: NOW + MINUTE }), "under_way"],
    ["each run is killed at work", signs({ lastEndedAt: NOW - 2 * HOUR, leaseUntil: NOW + MINUTE }), "silent"],
    ["a run was killed, and its right has ended", signs({ lastEndedAt: NOW - 50 * MINUTE, leaseUntil: NOW }), "silent"],
    ["no cron comes here", signs({ tickMs: 0, lastEndedAt: NOW - 90 * HOUR }), "unscheduled"],
    ["the clock of the last run was ahead", signs({ lastEndedAt: NOW + MINUTE }), "heard"],
  ])("%s: %s", (_, given, state) => {
    expect(silenceOf(given, NOW).state).toBe(state);
  });
});

describe("a silence is told", () => {
  const since = NOW - 6 * HOUR;
  const silent = { state: "silent", since } as const;

  test("after six hours, once", () => {
    expect(telling({ state: "silent", since: since + 1 }, null, NOW)).toBeNull();
    const first = telling(silent, null, NOW);
    expect(first).toEqual({ since, at: NOW, tries: 1, chat: null, mail: null });
    expect(telling(silent, { since, at: NOW, tries: 1, chat: "told", mail: "none" }, NOW + 9 * HOUR)).toBeNull();
  });

  test("again where nobody could be told, a quarter of an hour later, and not for ever", () => {
    const before = { since, at: NOW, tries: 1, chat: null, mail: "told" } as const;
    expect(telling(silent, before, NOW + 14 * MINUTE)).toBeNull();
    expect(telling(silent, before, NOW + 15 * MINUTE)).toMatchObject({ tries: 2, chat: null, mail: "told" });
    expect(telling(silent, { ...before, tries: 8 }, NOW + HOUR)).toBeNull();
  });

  test("anew when runs had come back and ceased again", () => {
    const before = { since: since - HOUR, at: NOW, tries: 1, chat: "told", mail: "told" } as const;
    expect(telling(silent, before, NOW)).toMatchObject({ since, chat: null, mail: null });
  });
});
