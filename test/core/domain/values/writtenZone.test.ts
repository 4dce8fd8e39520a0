import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isZone } from "../../../../src/core/domain/values/time.ts";
import { nearestZones, readZone } from "../../../../src/core/domain/zone.ts";

describe("zones as people write them", () => {
  test.each([
    ["Europe/Kiev", "Europe/Kiev"],
    ["Europe/kyiv", "Europe/Kyiv"],
    [" europe/SOFIA ", "Europe/Sofia"],
    ["america/port_of_spain", "America/Port_of_Spain"],
    ["US/Eastern", "America/New_York"],
    ["Kyiv", "Europe/Kyiv"],
    ["Київ", "Europe/Kyiv"],
    ["Киев", "Europe/Kyiv"],
    ["Львів", "Europe/Kyiv"],
    ["Берлин", "Europe/Berlin"],
    ["Берлін", "Europe/Berlin"],
    ["София", "Europe/Sofia"],
    ["Пловдив", "Europe/Sofia"],
    ["New York", "America/New_York"],
    ["Нью‑Йорк", "America/New_York"],
    ["Buenos Aires", "America/Argentina/Buenos_Aires"],
    ["Kyiv time", "Europe/Kyiv"],
    ["Bulgaria", "Europe/Sofia"],
    ["Kyiv, Ukraine", "Europe/Kyiv"],
    ["Berlin (CET)", "Europe/Berlin"],
    ["(GMT+02:00) Eastern European Time - Kyiv", "Europe/Kyiv"],
    ["CET", "Europe/Brussels"],
    ["cest", "Europe/Brussels"],
    ["EET", "Europe/Athens"],
    ["MSK", "Europe/Moscow"],
    ["Eastern Time", "America/New_York"],
    ["UTC", "UTC"],
  ])("%j is %s", (written, zone) => {
    expect(readZone(written)).toEqual({ zone, fixed: null });
  });

  test.each([
    ["GMT+2", "Etc/GMT-2", "UTC+2"],
    ["UTC + 03:00", "Etc/GMT-3", "UTC+3"],
    ["+02:00", "Etc/GMT-2", "UTC+2"],
    ["utc−5", "Etc/GMT+5", "UTC−5"],
    ["Etc/GMT+2", "Etc/GMT+2", "UTC−2"],
    ["UTC+5:30", "Asia/Kolkata", "UTC+5:30"],
    ["GMT", "UTC", "UTC"],
  ])("%j is %s, and known to be fixed at %s", (written, zone, fixed) => {
    expect(readZone(written)).toEqual({ zone, fixed });
  });

  test.each<[string, string[]]>([
    ["EST", ["America/New_York", "America/Panama", "Australia/Sydney"]],
    ["IST", ["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"]],
    ["Europe/Berlim", ["Europe/Berlin"]],
    ["Sofai", ["Europe/Sofia"]],
    ["Київв", ["Europe/Kyiv"]],
    ["Kyiv (GMT+5)", ["Europe/Kyiv"]],
    ["Berlin, Kyiv", ["Europe/Berlin", "Europe/Kyiv"]],
    ["UTC+5:15", []],
    ["UTC+15", []],
    ["Moon", []],
    ["", []],
    ["constructor", []],
    ["x".repeat(500), []],
  ])("%j is none or several; the nearest are %j", (written, nearest) => {
    expect(readZone(written)).toBeNull();
    expect(nearestZones(written)).toEqual(nearest);
  });

  test("every name the runtime lists is itself", () => {
    for (const zone of Intl.supportedValuesOf("timeZone").filter(name => name.includes("/")))
      expect(readZone(zone)?.zone).toBe(zone);
  });

  test("whatever is written, what comes back is a zone calendars know, and near ones can be written", () => {
    const parts = fc.constantFrom(
      "Europe",
      "/",
      "Kyiv",
      "GMT",
      "+",
      "2",
      ":",
      "30",
      "(",
      ")",
      ",",
      " ",
      "CET",
      "Etc",
      "-",
      "Київ",
      "time",
    );
    const texts = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 300 }),
      fc.array(parts, { maxLength: 12 }).map(all => all.join("")),
    );
    fc.assert(
      fc.property(texts, written => {
        const read = readZone(written);
        if (read !== null) expect(isZone(read.zone)).toBe(true);
        for (const near of nearestZones(written)) expect(readZone(near)?.zone).toBe(near);
      }),
      { numRuns: 300 },
    );
  });
});
