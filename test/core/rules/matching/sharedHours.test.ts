import { expect, test } from "vitest";
import { fitScore, groupReasons, profileOf } from "../../../../src/core/rules/matching/fit.ts";
import { FIT_WEIGHTS } from "../../../../src/core/rules/matching/fitWeights.ts";
import { meetingsOf } from "../../../../src/core/rules/matching/meetings.ts";
import { aCandidate, WEEK } from "./people.ts";

interface Worker {
  hours: string;
  zone?: string;
}

/** When people can meet, by the clocks of a zone, the first one's own where none is given. */
function timeOf(people: readonly Worker[], zone = people[0]?.zone ?? "Europe/Sofia", week = WEEK) {
  const members = people.map(({ hours, zone = "Europe/Sofia" }, place) => aCandidate(String(place), { hours, zone }));
  return groupReasons({ format: "pair", members, week, zone, nameOf: id => id }).time;
}

/** Minutes a week, up to 300, that count for two people who work alike. */
function minutesCounted(hours: string): number {
  const nothing = Object.fromEntries(Object.keys(FIT_WEIGHTS.pair).map(term => [term, 0])) as typeof FIT_WEIGHTS.pair;
  const [one, other] = ["a", "b"].map(id => profileOf(aCandidate(id, { hours }), WEEK, skill => skill));
  return fitScore(one!, other!, { format: "pair", weights: { ...nothing, hours: 300 }, met: meetingsOf([]) });
}

test("a person's week has the minutes of their working hours, in whole quarters of an hour", () => {
  expect(timeOf([{ hours: "9-17" }])?.minutesAWeek).toBe(5 * 8 * 60);
  expect(minutesCounted("Mon 9:10-10:05")).toBe(45);
  expect(timeOf([{ hours: "Sat 0-24; Sun 0-24" }])?.minutesAWeek).toBe(48 * 60);
});

test("wherever people live, their week is as long, also when the clocks change", () => {
  for (const zone of ["Asia/Tokyo", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Auckland"])
    for (const week of ["2027-01-11", "2027-03-25", "2027-10-28"])
      expect(timeOf([{ hours: "9-17", zone }], zone, week)?.minutesAWeek).toBe(5 * 8 * 60);
});

test("common time of people in two zones is told by a third one's clocks", () => {
  const people = [
    { hours: "Mon-Fri 9-17", zone: "Europe/Lisbon" },
    { hours: "Mon-Fri 9-17", zone: "Asia/Dubai" },
  ];
  // 9-13 in Lisbon is 13-17 in Dubai and 11-15 in Sofia.
  expect(timeOf(people, "Europe/Sofia")).toEqual({ minutesAWeek: 1200, days: [1, 2, 3, 4, 5], part: "days" });
  expect(timeOf(people, "Asia/Dubai")?.part).toBe("afternoons");
  expect(timeOf(people, "Europe/Lisbon")?.part).toBe("mornings");
});

test("less than an hour on each day is no time to meet", () => {
  expect(timeOf([{ hours: "Mon-Fri 9-9:45" }])).toBeNull();
  expect(timeOf([])).toBeNull();
});

test("every day of the week can be had", () => {
  for (const [place, day] of ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].entries())
    expect(timeOf([{ hours: `${day} 9-17`, zone: "Asia/Tokyo" }])).toMatchObject({
      days: [place + 1],
      minutesAWeek: 480,
    });
});
