import { expect, test } from "vitest";
import { parseWorkingHours } from "../../../../src/core/domain/values/writtenHours.ts";
import { sharedBits, sharedMinutes, sharedTime, weekBits } from "../../../../src/core/rules/matching/fit.ts";

const bits = (hours: string, zone = "Europe/Sofia", week = "2027-01-11") =>
  weekBits(parseWorkingHours(hours)!, zone, week);
const minutes = (hours: string, zone?: string, week?: string) =>
  sharedMinutes(bits(hours, zone, week), bits(hours, zone, week));

test("a person's week has the minutes of their working hours, in whole quarters of an hour", () => {
  expect(minutes("9-17")).toBe(5 * 8 * 60);
  expect(minutes("Mon 9:10-10:05")).toBe(45);
  expect(minutes("Sat 0-24; Sun 0-24")).toBe(48 * 60);
});

test("wherever people live, their week is as long, also when the clocks change", () => {
  for (const zone of ["Asia/Tokyo", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Auckland"])
    for (const week of ["2027-01-11", "2027-03-25", "2027-10-28"]) expect(minutes("9-17", zone, week)).toBe(5 * 8 * 60);
});

test("common time of people in two zones is told by a third one's clocks", () => {
  const common = sharedBits([bits("Mon-Fri 9-17", "Europe/Lisbon"), bits("Mon-Fri 9-17", "Asia/Dubai")]);
  // 9-13 in Lisbon is 13-17 in Dubai and 11-15 in Sofia.
  expect(sharedTime(common, "Europe/Sofia", "2027-01-11")).toEqual({
    minutesAWeek: 1200,
    days: [1, 2, 3, 4, 5],
    part: "days",
  });
  expect(sharedTime(common, "Asia/Dubai", "2027-01-11")?.part).toBe("afternoons");
  expect(sharedTime(common, "Europe/Lisbon", "2027-01-11")?.part).toBe("mornings");
});

test("less than an hour on each day is no time to meet", () => {
  expect(sharedTime(bits("Mon-Fri 9-9:45"), "Europe/Sofia", "2027-01-11")).toBeNull();
  expect(sharedTime(sharedBits([]), "Europe/Sofia", "2027-01-11")).toBeNull();
});

test("every day of the week can be had", () => {
  for (let day = 0; day < 7; day += 1) {
    const name = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day];
    expect(sharedTime(bits(`${name} 9-17`, "Asia/Tokyo"), "Asia/Tokyo", "2027-01-11")?.days).toEqual([day + 1]);
    expect(minutes(`${name} 9-17`, "Asia/Tokyo")).toBe(480);
  }
});
