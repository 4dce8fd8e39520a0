import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  atLocal,
  HOUR,
  localDate,
  localMinutes,
  toLocalIso,
  weekday,
} from "../../../../src/core/domain/values/time.ts";
import { workingTime } from "../../../../src/core/domain/values/workingHours.ts";
import { parseWorkingHours } from "../../../../src/core/domain/values/writtenHours.ts";

describe("the working time in a stretch of days", () => {
  const nineToFive = parseWorkingHours("9-17")!;
  const times = (zone: string, from: string, to: string, hours = nineToFive) =>
    workingTime(hours, zone, { startsAt: atLocal(from, 0, zone), endsAt: atLocal(to, 0, zone) }).map(time =>
      [time.startsAt, time.endsAt].map(at => toLocalIso(at, zone).slice(0, 16)),
    );

  test("nine stays nine across the change of clocks", () => {
    for (const [zone, before, after] of [
      ["Europe/Berlin", "2027-03-26", "2027-03-29"],
      ["Europe/Sofia", "2027-10-29", "2027-11-01"],
      ["America/New_York", "2027-03-12", "2027-03-15"],
      ["Australia/Lord_Howe", "2027-04-02", "2027-04-05"],
    ] as const) {
      const found = times(zone, before, addDays(after, 1));
      expect(found).toEqual([before, after].map(day => [`${day}T09:00`, `${day}T17:00`]));
    }
  });

  test("a window that begins or ends within the day cuts it", () => {
    const window = {
      startsAt: Date.parse("2027-01-11T11:00:00+01:00"),
      endsAt: Date.parse("2027-01-12T10:00:00+01:00"),
    };
    expect(workingTime(nineToFive, "Europe/Berlin", window).map(time => (time.endsAt - time.startsAt) / HOUR)).toEqual([
      6, 1,
    ]);
  });

  test("a day off has none, and an empty week neither", () => {
    expect(times("Europe/Berlin", "2027-01-16", "2027-01-18")).toEqual([]);
    expect(times("Europe/Berlin", "2027-01-11", "2027-01-18", [[], [], [], [], [], [], []])).toEqual([]);
  });

  test("night work across a skipped hour is an hour shorter", () => {
    const night = parseWorkingHours("Sun 0-6")!;
    const window = {
      startsAt: atLocal("2027-03-28", 0, "Europe/Berlin"),
      endsAt: atLocal("2027-03-29", 0, "Europe/Berlin"),
    };
    expect(workingTime(night, "Europe/Berlin", window).map(time => (time.endsAt - time.startsAt) / HOUR)).toEqual([5]);
  });

  test("a night's work runs over midnight, by the clocks of both days", () => {
    const nights = parseWorkingHours("Fri-Sat 22:00-06:00")!;
    expect(times("Europe/Berlin", "2027-03-26", "2027-03-30", nights)).toEqual([
      ["2027-03-26T22:00", "2027-03-27T06:00"],
      ["2027-03-27T22:00", "2027-03-28T06:00"],
    ]);
    const dawn = {
      startsAt: atLocal("2027-03-28", 0, "Europe/Berlin"),
      endsAt: atLocal("2027-03-28", 720, "Europe/Berlin"),
    };
    const hours = workingTime(nights, "Europe/Berlin", dawn).map(time => (time.endsAt - time.startsAt) / HOUR);
    expect(hours).toEqual([5]);
  });

  test("always in order, inside the window, on days and at times the person works, in their own zone", () => {
    const range = fc
      .tuple(fc.integer({ min: 0, max: 22 }), fc.integer({ min: 1, max: 12 }))
      .map(([from, length]) => ({ from: from * 60, to: Math.min(1440, (from + length) * 60) }));
    const week = fc.array(fc.option(range, { nil: null }), { minLength: 7, maxLength: 7 });
    const zone = fc.constantFrom("Europe/Berlin", "Asia/Tbilisi", "America/New_York", "Australia/Lord_Howe");
    fc.assert(
      fc.property(
        week,
        zone,
        fc.integer({ min: 0, max: 700 }),
        fc.integer({ min: 1, max: 400 }),
        (ranges, zone, day, length) => {
          const hours = ranges.map(one => (one === null ? [] : [one]));
          const startsAt = Date.parse("2026-09-01T05:00:00Z") + day * 24 * HOUR;
          const window = { startsAt, endsAt: startsAt + length * HOUR };
          let last = window.startsAt;
          for (const time of workingTime(hours, zone, window)) {
            expect(time.startsAt).toBeGreaterThanOrEqual(last);
            expect(time.endsAt).toBeGreaterThan(time.startsAt);
            expect(time.endsAt).toBeLessThanOrEqual(window.endsAt);
            last = time.endsAt;
            const [own] = hours[weekday(localDate(time.startsAt, zone)) - 1] ?? [];
            expect(own).toBeDefined();
            expect(localMinutes(time.startsAt, zone)).toBeGreaterThanOrEqual(own!.from);
            expect(localMinutes(time.endsAt - 1, zone)).toBeLessThan(own!.to + 60);
          }
        },
      ),
    );
  });
});
