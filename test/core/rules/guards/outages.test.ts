import { expect, test } from "vitest";
import { HOUR } from "../../../../src/core/domain/values/time.ts";
import { isInForce, type Outage, stopped } from "../../../../src/core/rules/guards/outages.ts";

const WALL = 1_000_000;

/** The hours of each stop when every try after one is refused. */
const hoursOf = (tries: number): number[] => {
  const hours: number[] = [];
  let stop: Outage | null = null;
  for (let now = WALL, index = 0; index < tries; index += 1) {
    stop = stopped(stop, "invitations_blocked", "limits exceeded", now);
    hours.push(((stop.until ?? 0) - now) / HOUR);
    now = stop.until ?? 0;
  }
  return hours;
};

test("a refusal stops what was refused for four hours, each one after it twice as long, at most a day", () => {
  expect(hoursOf(5)).toEqual([4, 8, 16, 24, 24]);
});

test("it is in force until its end and not a millisecond longer, and says since when there was trouble", () => {
  const first = stopped(null, "notion_blocked", "blocked", WALL);
  const second = stopped(first, "notion_blocked", "blocked again", WALL + 5 * HOUR);
  expect(isInForce(first, WALL + 4 * HOUR - 1)).toBe(true);
  expect(isInForce(first, WALL + 4 * HOUR)).toBe(false);
  expect(second).toMatchObject({ since: WALL, times: 2, why: "blocked again" });
});

test.each(["calendar_gone", "google_signed_out", "notion_signed_out"] as const)(
  "%s ends when somebody acts, so each run looks",
  what => {
    const stop = stopped(null, what, "invalid_grant", WALL);
    expect(stop.until).toBeNull();
    expect(isInForce(stop, WALL + 1)).toBe(false);
  },
);
