import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, atLocal, HOUR, localDate, localMinutes, toLocalIso, weekday } from "../../src/core/time.ts";
import { parseWorkingHours, workingTime } from "../../src/core/workingHours.ts";

const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const clock = (minutes: number) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;

/** The week in one canonical line, days without hours left out; null as null. */
function read(text: string): string | null {
  const week = parseWorkingHours(text);
  if (week === null) return null;
  return week
    .map(
      (ranges, day) => [DAYS[day], ranges.map(range => `${clock(range.from)}-${clock(range.to)}`).join("+")] as const,
    )
    .filter(([, ranges]) => ranges !== "")
    .map(([day, ranges]) => `${day} ${ranges}`)
    .join(" ");
}
const weekdays = (ranges: string) =>
  DAYS.slice(0, 5)
    .map(day => `${day} ${ranges}`)
    .join(" ");

describe("hours that people write", () => {
  test.each([
    ["9-17", weekdays("9:00-17:00")],
    ["09:00-13:00, 14:00-18:00", weekdays("9:00-13:00+14:00-18:00")],
    ["14-18, 9-13", weekdays("9:00-13:00+14:00-18:00")],
    ["9.30-17.45", weekdays("9:30-17:45")],
    ["0-24", weekdays("0:00-24:00")],
    ["9 – 17", weekdays("9:00-17:00")],
    ["Mon-Thu 9:00-17:00; Fri 9-13", `${weekdays("9:00-17:00").replace("Fri 9:00-17:00", "Fri 9:00-13:00")}`],
    ["Mon, Wed, Fri 10-12", "Mon 10:00-12:00 Wed 10:00-12:00 Fri 10:00-12:00"],
    ["Mon Wed 10-12", "Mon 10:00-12:00 Wed 10:00-12:00"],
    ["Mon – Wed 9–17", "Mon 9:00-17:00 Tue 9:00-17:00 Wed 9:00-17:00"],
    ["Mon - Tue, Thu - Fri: 9-17", "Mon 9:00-17:00 Tue 9:00-17:00 Thu 9:00-17:00 Fri 9:00-17:00"],
    ["MONDAY 9-10\nTuesday: 9-10", "Mon 9:00-10:00 Tue 9:00-10:00"],
    ["Sat-Mon 9-10", "Mon 9:00-10:00 Sat 9:00-10:00 Sun 9:00-10:00"],
    ["пн-ср 10-12", "Mon 10:00-12:00 Tue 10:00-12:00 Wed 10:00-12:00"],
    ["Понедельник, пятница 9-17; сб 10-12", "Mon 9:00-17:00 Fri 9:00-17:00 Sat 10:00-12:00"],
    ["понеділок-п’ятниця 9-17", weekdays("9:00-17:00")],
    ["вівторок, четвер, нд 9-10", "Tue 9:00-10:00 Thu 9:00-10:00 Sun 9:00-10:00"],
    ["пон-пет 9:00-18:00", weekdays("9:00-18:00")],
    ["понеделник, сряда, четвъртък 9-17; съб 10-11", "Mon 9:00-17:00 Wed 9:00-17:00 Thu 9:00-17:00 Sat 10:00-11:00"],
    ["петък, неделя 9-10", "Fri 9:00-10:00 Sun 9:00-10:00"],
  ])("%j", (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});

describe("hours that make no sense are told, not guessed", () => {
  test.each([
    "",
    "   ",
    ";",
    "17-9",
    "9-9",
    "9-25",
    "23-24:30",
    "9:60-17",
    "9-17-18",
    "nine to five",
    "from dusk till dawn",
    "Funday 9-17",
    "Mon-Funday 9-17",
    "Mon",
    "Mon-Wed-Fri 9-17",
    "9-17,",
    "9-",
    "9:00-17:00; Fri",
    "-9-17",
  ])("%j", text => {
    expect(parseWorkingHours(text)).toBeNull();
  });
});

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
