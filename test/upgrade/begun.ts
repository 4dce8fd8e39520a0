import type { Begun } from "../world/playground.ts";

const ZONES = ["Europe/Sofia", "Europe/Kyiv", "Europe/Berlin", "Europe/Lisbon"];
const NAMES = ["Alice", "Ben", "Clara", "David", "Emma", "Frank", "Grace", "Henry", "Iris", "Jack", "Kate", "Leo"];

/** How the services begin: who has an account, and when. */
export const BEGUN: Begun = {
  startsAt: Date.parse("2027-01-07T07:00:00Z"),
  people: NAMES.map((name, place) => ({
    name,
    email: `${"abcdefghijkl"[place]}@example.org`,
    zone: ZONES[place % ZONES.length] as string,
  })),
};

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
/** On this Thursday the next pairs are formed, by rules that have changed since. */
const NEXT_ROUND = Date.parse("2027-02-11T00:00:00Z");

/** World times of the runs in which both versions do the same, from a moment on: three at once, then one a day. */
export function runsFrom(at: number): number[] {
  const atOnce = [1, 2, 3].map(n => at + 10 * n * MINUTE);
  const daily = Array.from({ length: 7 }, (_, days) => at + (days + 1) * DAY);
  return [...atOnce, ...daily.filter(time => time < NEXT_ROUND)];
}
