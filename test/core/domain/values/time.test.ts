import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addDays,
  atLocal,
  DAY,
  daysBetween,
  HOUR,
  isLocalDate,
  isZone,
  localDate,
  localMinutes,
  MINUTE,
  mondayOf,
  overlaps,
  parseInstant,
  toIso,
  toLocalIso,
  weekday,
} from "../../../../src/core/domain/values/time.ts";

/** What clocks in a zone show, from Intl, which knows nothing of dayjs. */
function shown(at: number, zone: string): { date: string; minutes: number; offset: string } {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "longOffset",
  });
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    date: `${part.year}-${part.month}-${part.day}`,
    minutes: Number(part.hour) * 60 + Number(part.minute),
    offset: part.timeZoneName === "GMT" ? "+00:00" : (part.timeZoneName ?? "").replace("GMT", ""),
  };
}

const ZONES = [
  "Europe/Berlin",
  "Europe/Sofia",
  "America/New_York",
  "Asia/Tbilisi",
  "Australia/Lord_Howe",
  "Asia/Kathmandu",
  "UTC",
];
const clock = (text: string) => {
  const [hours, minutes] = text.split(":").map(Number);
  return hours! * 60 + minutes!;
};
const aZone = fc.constantFrom(...ZONES);
const anInstant = fc.integer({ min: Date.parse("2020-01-01T00:00:00Z"), max: Date.parse("2035-12-31T00:00:00Z") });
const aMinute = anInstant.map(at => Math.floor(at / MINUTE) * MINUTE);

describe("a time of the wall is the instant at which the clocks there show it", () => {
  test.each([
    ["winter in Berlin", "2027-01-11", "10:00", "Europe/Berlin", "2027-01-11T09:00:00Z"],
    ["summer in Berlin", "2027-07-12", "10:00", "Europe/Berlin", "2027-07-12T08:00:00Z"],
    ["Sofia, an hour ahead of Berlin", "2027-01-11", "10:00", "Europe/Sofia", "2027-01-11T08:00:00Z"],
    [
      "New York, before its clocks change and Berlin's do",
      "2027-03-15",
      "9:00",
      "America/New_York",
      "2027-03-15T13:00:00Z",
    ],
    ["Tbilisi, where clocks never change", "2027-07-12", "10:00", "Asia/Tbilisi", "2027-07-12T06:00:00Z"],
    ["Lord Howe in winter, half an hour off", "2027-07-12", "10:00", "Australia/Lord_Howe", "2027-07-11T23:30:00Z"],
    ["midnight at the end of a day", "2027-01-11", "24:00", "Europe/Berlin", "2027-01-11T23:00:00Z"],
    [
      "the evening on which New York is a day behind UTC",
      "2027-01-11",
      "23:00",
      "America/New_York",
      "2027-01-12T04:00:00Z",
    ],
  ])("%s", (_, date, time, zone, instant) => {
    expect(toIso(atLocal(date, clock(time), zone))).toBe(instant);
  });
});

describe("a time that daylight saving skips is moved on by the gap", () => {
  test.each([
    ["Europe/Berlin", "2027-03-28", "02:30", "2027-03-28T03:30:00+02:00"],
    ["Europe/Berlin", "2027-03-28", "02:00", "2027-03-28T03:00:00+02:00"],
    ["Europe/Berlin", "2027-03-28", "01:59", "2027-03-28T01:59:00+01:00"],
    ["Europe/Sofia", "2027-03-28", "03:30", "2027-03-28T04:30:00+03:00"],
    ["America/New_York", "2027-03-14", "02:30", "2027-03-14T03:30:00-04:00"],
    ["Australia/Lord_Howe", "2027-10-03", "02:15", "2027-10-03T02:45:00+11:00"],
    ["Australia/Lord_Howe", "2027-10-03", "02:30", "2027-10-03T02:30:00+11:00"],
  ])("%s, %s %s", (zone, date, time, expected) => {
    expect(toLocalIso(atLocal(date, clock(time), zone), zone)).toBe(expected);
  });
});

describe("of a time that comes twice it is the first", () => {
  test.each([
    ["Europe/Berlin", "2027-10-31", "02:30", "2027-10-31T02:30:00+02:00"],
    ["Europe/Berlin", "2027-10-31", "03:00", "2027-10-31T03:00:00+01:00"],
    ["Europe/Sofia", "2027-10-31", "03:30", "2027-10-31T03:30:00+03:00"],
    ["America/New_York", "2027-11-07", "01:30", "2027-11-07T01:30:00-04:00"],
    ["Australia/Lord_Howe", "2027-04-04", "01:45", "2027-04-04T01:45:00+11:00"],
    ["Australia/Lord_Howe", "2027-04-04", "02:00", "2027-04-04T02:00:00+10:30"],
  ])("%s, %s %s", (zone, date, time, expected) => {
    expect(toLocalIso(atLocal(date, clock(time), zone), zone)).toBe(expected);
  });
});

describe("days on which clocks change are as long as they are", () => {
  test.each([
    ["Europe/Berlin", "2027-03-28", 23],
    ["Europe/Berlin", "2027-10-31", 25],
    ["Europe/Sofia", "2027-03-28", 23],
    ["America/New_York", "2027-03-14", 23],
    ["America/New_York", "2027-11-07", 25],
    ["Asia/Tbilisi", "2027-03-28", 24],
    ["Australia/Lord_Howe", "2027-10-03", 23.5],
    ["Australia/Lord_Howe", "2027-04-04", 24.5],
  ])("%s, %s: %d hours", (zone, date, expected) => {
    expect((atLocal(addDays(date, 1), 0, zone) - atLocal(date, 0, zone)) / HOUR).toBe(expected);
    expect(atLocal(date, 1440, zone)).toBe(atLocal(addDays(date, 1), 0, zone));
  });
});

describe("at the ends of the calendar", () => {
  test("a day has four digits of a year, however far it would lie", () => {
    expect(addDays("9999-12-31", 1)).toBe("9999-12-31");
    expect(addDays("2027-01-11", 1e308)).toBe("9999-12-31");
    expect(addDays("0001-01-01", -1)).toBe("0001-01-01");
    expect(localDate(Date.parse("9999-12-31T23:30:00Z"), "Europe/Sofia")).toBe("9999-12-31");
  });
});

describe("against Intl, at any moment, in zones with and without daylight saving", () => {
  test("the wall calendar shows the same day and the wall clock the same minute", () => {
    fc.assert(
      fc.property(anInstant, aZone, (at, zone) => {
        const expected = shown(at, zone);
        expect(localDate(at, zone)).toBe(expected.date);
        expect(localMinutes(at, zone)).toBe(expected.minutes);
      }),
    );
  });

  test("the written local time has the same offset and names the same second", () => {
    fc.assert(
      fc.property(anInstant, aZone, (at, zone) => {
        const text = toLocalIso(at, zone);
        expect(text.slice(19)).toBe(shown(at, zone).offset);
        expect(parseInstant(text)).toBe(Math.floor(at / 1000) * 1000);
      }),
    );
  });

  test("what a clock shows leads back to that minute, or, where it shows it twice, to the first time", () => {
    fc.assert(
      fc.property(aMinute, aZone, (at, zone) => {
        const back = atLocal(localDate(at, zone), localMinutes(at, zone), zone);
        const { date, minutes } = shown(at, zone);
        expect(shown(back, zone)).toMatchObject({ date, minutes });
        expect(back).toBeLessThanOrEqual(at);
        expect(at - back).toBeLessThanOrEqual(HOUR);
      }),
    );
  });

  test("the same holds for every quarter of an hour around every change of clocks", () => {
    for (const [zone, change] of [
      ["Europe/Berlin", "2027-03-28T01:00:00Z"],
      ["Europe/Berlin", "2027-10-31T01:00:00Z"],
      ["Europe/Sofia", "2027-10-31T01:00:00Z"],
      ["America/New_York", "2027-03-14T07:00:00Z"],
      ["America/New_York", "2027-11-07T06:00:00Z"],
      ["Australia/Lord_Howe", "2027-04-03T15:00:00Z"],
      ["Australia/Lord_Howe", "2027-10-02T15:30:00Z"],
    ] as const)
      for (let step = -12; step <= 12; step += 1) {
        const at = Date.parse(change) + step * 15 * MINUTE;
        const { date, minutes, offset } = shown(at, zone);
        expect([localDate(at, zone), localMinutes(at, zone)]).toEqual([date, minutes]);
        expect(toLocalIso(at, zone).slice(19)).toBe(offset);
        expect(shown(atLocal(date, minutes, zone), zone)).toMatchObject({ date, minutes });
      }
  });

  test("also where clocks were put there and back within days", () => {
    for (const [zone, first] of [
      ["Europe/Vienna", "1945-03-30"],
      ["America/Recife", "2000-10-07"],
      ["America/Argentina/Tucuman", "2004-05-30"],
    ] as const)
      for (let hour = 0; hour <= 16 * 24; hour += 1) {
        const at = Date.parse(`${first}T00:00:00Z`) + hour * HOUR;
        expect(localMinutes(at, zone), `${zone} ${new Date(at).toISOString()}`).toBe(shown(at, zone).minutes);
      }
  });

  test("any minute of any day has an instant that shows it, or that follows a gap of at most an hour", () => {
    const day = fc.integer({ min: 0, max: 3650 }).map(days => addDays("2025-01-01", days));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 1439 }), aZone, (date, minutes, zone) => {
        const found = shown(atLocal(date, minutes, zone), zone);
        expect(found.date).toBe(date);
        expect([0, 30, 60]).toContain(found.minutes - minutes);
      }),
    );
  });

  test("a later time of the same day is never an earlier instant", () => {
    const day = fc.integer({ min: 0, max: 3650 }).map(days => addDays("2025-01-01", days));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 47 }), aZone, (date, half, zone) => {
        const wall = (minutes: number) => {
          const at = shown(atLocal(date, minutes, zone), zone);
          return at.date === date && at.minutes === minutes;
        };
        fc.pre(wall(half * 30) && wall(half * 30 + 30));
        expect(atLocal(date, half * 30 + 30, zone)).toBeGreaterThan(atLocal(date, half * 30, zone));
      }),
    );
  });
});

describe("written instants", () => {
  test.each([
    ["2027-01-11T09:00:00Z", "2027-01-11T09:00:00Z"],
    ["2027-01-11T10:00:00+01:00", "2027-01-11T09:00:00Z"],
    ["2027-01-11T10:00:00.000+0100", "2027-01-11T09:00:00Z"],
    ["2027-01-11T09:00Z", "2027-01-11T09:00:00Z"],
    ["2027-01-11", null],
    ["2027-01-11T10:00:00", null],
    ["2027-13-41T10:00:00Z", null],
    ["tomorrow at ten", null],
    ["", null],
  ])("%j is %j", (text, expected) => {
    const at = parseInstant(text);
    expect(at === null ? null : toIso(at)).toBe(expected);
  });

  test("the docblocks' examples", () => {
    const at = Date.parse("2027-01-11T09:00:00.999Z");
    expect(toIso(at)).toBe("2027-01-11T09:00:00Z");
    expect(toLocalIso(at, "Europe/Berlin")).toBe("2027-01-11T10:00:00+01:00");
    expect(isLocalDate("2027-02-30")).toBe(false);
    expect(isZone("Europe/Sofia")).toBe(true);
  });

  test("an instant survives being written, to the second", () => {
    fc.assert(fc.property(anInstant, at => parseInstant(toIso(at)) === Math.floor(at / 1000) * 1000));
  });
});

test.each([
  ["Europe/Sofia", true],
  ["America/Argentina/Buenos_Aires", true],
  ["America/Port-au-Prince", true],
  ["Etc/GMT+3", true],
  ["UTC", true],
  ["Europe/Atlantis", false],
  ["CET", false],
  ["+02:00", false],
  ["UTC+2", false],
  ["Sofia", false],
  ["Europe/Sofia ", false],
  ["", false],
])("%j is a zone: %j, and again when asked twice", (zone, expected) => {
  expect([isZone(zone), isZone(zone)]).toEqual([expected, expected]);
});

test.each([
  ["2027-02-28", true],
  ["2027-02-29", false],
  ["2028-02-29", true],
  ["2027-04-31", false],
  ["2027-00-10", false],
  ["2027-1-5", false],
  ["2027-01-05T00:00:00Z", false],
  ["soon", false],
  ["", false],
])("%j is a day: %j", (text, expected) => {
  expect(isLocalDate(text)).toBe(expected);
});

describe("days and weeks", () => {
  const aDay = fc.integer({ min: -4000, max: 4000 }).map(days => addDays("2027-01-11", days));

  test.each([
    ["2027-01-11", 1, "2027-01-11"],
    ["2027-01-13", 3, "2027-01-11"],
    ["2027-01-17", 7, "2027-01-11"],
    ["2027-01-18", 1, "2027-01-18"],
    ["2027-03-28", 7, "2027-03-22"],
  ])("%s is weekday %d of the week of %s", (date, expected, monday) => {
    expect(weekday(date)).toBe(expected);
    expect(mondayOf(date)).toBe(monday);
  });

  test("clock changes and leap days neither add nor lose a day", () => {
    expect(addDays("2027-03-27", 2)).toBe("2027-03-29");
    expect(addDays("2028-02-28", 2)).toBe("2028-03-01");
    expect(addDays("2027-01-01", -1)).toBe("2026-12-31");
    expect(daysBetween("2027-03-01", "2027-04-01")).toBe(31);
    expect(daysBetween("2027-04-01", "2027-03-01")).toBe(-31);
  });

  test("so many days on are so many days between", () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -3000, max: 3000 }), (day, days) => {
        expect(daysBetween(day, addDays(day, days))).toBe(days);
        expect(addDays(addDays(day, days), -days)).toBe(day);
        expect((((weekday(addDays(day, days)) - weekday(day) - days) % 7) + 7) % 7).toBe(0);
      }),
    );
  });

  test("a week's Monday is a Monday at most six days back", () => {
    fc.assert(
      fc.property(aDay, day => {
        expect(weekday(mondayOf(day))).toBe(1);
        expect(daysBetween(mondayOf(day), day)).toBe(weekday(day) - 1);
      }),
    );
  });
});

describe("two stretches of time", () => {
  const nine = { startsAt: 9 * HOUR, endsAt: 10 * HOUR };
  test.each([
    ["the same", 9, 10, true],
    ["one within the other", 9.25, 9.5, true],
    ["sharing a minute", 10 - 1 / 60, 11, true],
    ["touching ends", 10, 11, false],
    ["apart", 12, 13, false],
  ])("%s", (_, from, to, expected) => {
    const other = { startsAt: from * HOUR, endsAt: to * HOUR };
    expect(overlaps(nine, other)).toBe(expected);
    expect(overlaps(other, nine)).toBe(expected);
  });

  test("a day is twenty-four hours of sixty minutes", () => {
    expect([MINUTE, HOUR, DAY]).toEqual([60_000, 3_600_000, 86_400_000]);
  });
});
