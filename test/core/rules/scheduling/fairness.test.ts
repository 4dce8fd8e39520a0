import { describe, expect, test } from "vitest";
import { DAY, HOUR, type Interval, toLocalIso } from "../../../../src/core/domain/values/time.ts";
import { type Availability, membersSeen } from "../../../../src/core/rules/scheduling/members.ts";
import { aPerson, aRequest, at, from, LONDON, only, SOFIA, week } from "./builders.ts";

const DUBAI = "Asia/Dubai";
const clock = (startsAt: number) => toLocalIso(startsAt, SOFIA).slice(11, 16);

describe("how much of the early and late hours has fallen to somebody", () => {
  const strain = (person: Availability) => membersSeen([person], 0, 0)(aRequest("1", person.personId))[0]!.strain;
  const on = (day: string, start: string, end: string) => from(day, start, end);

  test("is nothing without sessions and with sessions in the middle of the day", () => {
    expect(strain(aPerson("a"))).toBe(0);
    expect(strain(aPerson("a", "9-17", { sessions: [on("2027-01-06", "12:30", "13:30")] }))).toBe(0);
  });
  test("is the squared distance from the middle of the day, at most 1, and 1 on a day off", () => {
    const first = aPerson("a", "9-17", { sessions: [on("2027-01-06", "9:00", "10:00")] });
    expect(strain(first)).toBeCloseTo(0.875 ** 2);
    const outside = aPerson("a", "9-17", { sessions: [on("2027-01-06", "20:00", "21:00")] });
    expect(strain(outside)).toBe(1);
    expect(strain(aPerson("a", "9-17", { sessions: [on("2027-01-09", "12:30", "13:30")] }))).toBe(1);
  });
  test("counts the latest session most, and none that is still to come", () => {
    const early = on("2027-01-05", "9:00", "10:00");
    const middle = on("2027-01-06", "12:30", "13:30");
    const lately = strain(aPerson("a", "9-17", { sessions: [middle, on("2027-01-07", "9:00", "10:00")] }));
    const longAgo = strain(aPerson("a", "9-17", { sessions: [early, middle] }));
    expect(lately).toBeGreaterThan(longAgo);
    expect(longAgo).toBeGreaterThan(0);
    expect(strain(aPerson("a", "9-17", { sessions: [on("2027-01-13", "9:00", "10:00")] }))).toBe(0);
  });
});

/** Free in the first and in the last hour that Sofia and Dubai share, and not between. */
function atTheEnds(id: string, zone: string, sessions: Interval[]): Availability {
  const busy = Array.from({ length: 70 }, (_, day) => {
    const startsAt = at("2027-01-11", "10:00") + day * DAY;
    return { startsAt, endsAt: startsAt + 4 * HOUR };
  });
  return aPerson(id, "9-17", { zone, busy, sessions });
}

test("who had the early hour last time has the better one next time", () => {
  const early = [from("2027-01-06", "9:00", "10:00")];
  const late = [from("2027-01-06", "14:00", "15:00")];
  const clockAfter = (sessions: Interval[]) => {
    const slot = only(aRequest("1", "ab"), [atTheEnds("a", SOFIA, sessions), atTheEnds("b", DUBAI, sessions)]);
    return slot.kind === "slot" ? clock(slot.startsAt) : "none";
  };
  expect([clockAfter(early), clockAfter(late)]).toEqual(["14:00", "09:00"]);
});

test("over ten rounds the early and the late hour fall to each as often", () => {
  const sessions: Interval[] = [];
  for (let round = 0; round < 10; round += 1) {
    const window = { startsAt: week.startsAt + round * 7 * DAY, endsAt: week.endsAt + round * 7 * DAY };
    const people = [atTheEnds("a", SOFIA, sessions), atTheEnds("b", DUBAI, sessions)];
    const slot = only(aRequest("1", "ab", { window, earliest: window.startsAt }), people);
    if (slot.kind === "slot") sessions.push(slot);
  }
  expect(sessions.map(slot => clock(slot.startsAt)).sort()).toEqual([
    ...Array.from({ length: 5 }, () => "09:00"),
    ...Array.from({ length: 5 }, () => "14:00"),
  ]);
});

test("in three zones nobody has the worst hour twice running while another could", () => {
  const sessions: Interval[] = [];
  const zones = { a: LONDON, b: SOFIA, c: DUBAI };
  const worst: string[] = [];
  for (let round = 0; round < 6; round += 1) {
    const window = { startsAt: week.startsAt + round * 7 * DAY, endsAt: week.endsAt + round * 7 * DAY };
    const busy = Array.from({ length: 70 }, (_, day) => {
      const startsAt = at("2027-01-11", "12:00") + day * DAY;
      return { startsAt, endsAt: startsAt + 2 * HOUR };
    });
    const people = Object.entries(zones).map(([id, zone]) => aPerson(id, "9-17", { zone, sessions, busy }));
    const slot = only(aRequest("1", "abc", { window, earliest: window.startsAt }), people);
    if (slot.kind === "none") throw new Error("all three are free twice a day");
    sessions.push(slot);
    worst.push(clock(slot.startsAt) === "11:00" ? "a" : "c");
  }
  for (const [round, who] of worst.entries()) expect(round === 0 || who !== worst[round - 1]).toBe(true);
});

test("a weekly slot that is kept stays where it is, whoever it is early for", () => {
  const sessions = [from("2027-01-06", "9:00", "10:00")];
  const preferred = { weekday: 3, localMinutes: 9 * 60, zone: SOFIA };
  const slot = only(aRequest("1", "ab", { preferred }), [
    atTheEnds("a", SOFIA, sessions),
    atTheEnds("b", DUBAI, sessions),
  ]);
  expect(slot.kind === "slot" && toLocalIso(slot.startsAt, SOFIA)).toBe("2027-01-13T09:00:00+02:00");
});
