import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Problem } from "../../../../src/core/domain/problem.ts";
import { isZone } from "../../../../src/core/domain/values/time.ts";
import { zoneIn } from "../../../../src/core/domain/zone.ts";
import { anId, aPage } from "../../../world/builders.ts";
import windowsZones from "./windowsZones.json" with { type: "json" };

/** The zone that is read where this stands on a page, the offset it is known to be fixed at, and the nearest zones that are told of. */
function read(zone: string) {
  const [problems, notes]: [Problem[], Problem[]] = [[], []];
  const found = zoneIn(aPage("people", anId("ana"), { zone }), problems, notes);
  const fixed = notes.flatMap(one => (one.code === "zone_fixed" ? one.offset : []))[0] ?? null;
  const nearest = problems.flatMap(one => (one.code === "unknown_zone" ? (one.nearest ?? []) : []));
  return { zone: found, fixed, nearest };
}

/** True for two names of one zone. */
function isSame(a: string | null, b: string): boolean {
  const named = (timeZone: string) => new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;
  return a !== null && named(a) === named(b);
}

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
    ["CET/CEST", "Europe/Brussels"],
    ["EET/EEST", "Europe/Athens"],
    ["GMT+03:00 Moscow", "Europe/Moscow"],
    ["UTC+2 Київ", "Europe/Kyiv"],
    ["Sofia GMT+3", "Europe/Sofia"],
    ["за Києвом", "Europe/Kyiv"],
    ["за київським часом", "Europe/Kyiv"],
    ["за Львовом", "Europe/Kyiv"],
    ["по Киеву", "Europe/Kyiv"],
    ["по московскому времени", "Europe/Moscow"],
    ["по Москве", "Europe/Moscow"],
    ["за Варшавою", "Europe/Warsaw"],
    ["по София", "Europe/Sofia"],
    ["W. Europe Standard Time", "Europe/Berlin"],
    ["W. Europe Daylight Time", "Europe/Berlin"],
    ["FLE Standard Time", "Europe/Kyiv"],
    ["GTB Summer Time", "Europe/Bucharest"],
    ["(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"],
    ["(UTC+02:00) Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius", "Europe/Helsinki"],
    ["(UTC+03:00) Moscow, St. Petersburg", "Europe/Moscow"],
    ["(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"],
    ["(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "Europe/Dublin"],
  ])("%j is %s", (written, zone) => {
    expect(read(written)).toEqual({ zone, fixed: null, nearest: [] });
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
    expect(read(written)).toEqual({ zone, fixed, nearest: [] });
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
    ["за Місяцем", []],
    ["CET/MSK", ["Europe/Brussels", "Europe/Moscow"]],
    ["GMT+5 Moscow", ["Europe/Moscow"]],
    ["Central Standard Time", ["America/Chicago", "America/Costa_Rica", "America/Regina"]],
    ["", []],
    ["constructor", []],
    ["x".repeat(500), []],
  ])("%j is none or several; the nearest are %j", (written, nearest) => {
    expect(read(written)).toEqual({ zone: null, fixed: null, nearest });
  });

  test("no name of Windows and Outlook is another zone than Unicode's list says, and those of Europe are understood", () => {
    const { source: _, ...names } = windowsZones;
    for (const [name, zone] of Object.entries(names).filter(([name]) => !name.startsWith("UTC"))) {
      const found = read(name).zone;
      if (found !== null || zone.startsWith("Europe/")) expect([name, isSame(found, zone)]).toEqual([name, true]);
    }
  });

  test("every name the runtime lists is itself", () => {
    for (const zone of Intl.supportedValuesOf("timeZone").filter(name => name.includes("/")))
      expect(read(zone).zone).toBe(zone);
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
        const { zone, nearest } = read(written);
        if (zone !== null) expect(isZone(zone)).toBe(true);
        for (const near of nearest) expect(read(near).zone).toBe(near);
      }),
      { numRuns: 300 },
    );
  });
});
