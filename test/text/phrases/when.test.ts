import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../../src/core/domain/values/language.ts";
import {
  cityOf,
  clockRange,
  dayAndTime,
  dayHeading,
  dayRange,
  shortDate,
  timeRange,
} from "../../../src/text/phrases/when.ts";

const at = (iso: string) => Date.parse(iso);
const TEN = at("2027-01-14T08:00:00Z");

describe("times", () => {
  test("are told by the zone's clocks, in 24 hours", () => {
    expect(LANGUAGES.map(language => dayAndTime(TEN, "Europe/Sofia", language))).toEqual([
      "Thu 14 January, 10:00",
      "чт, 14 января, 10:00",
      "чт, 14 січня, 10:00",
      "чт, 14 януари, 10:00",
    ]);
    expect(dayAndTime(at("2027-01-13T22:00:00Z"), "Europe/Sofia", "en")).toBe("Thu 14 January, 00:00");
    expect(dayAndTime(at("2027-07-14T18:30:00Z"), "Europe/Sofia", "en")).toBe("Wed 14 July, 21:30");
  });

  test("name the city when two zones are concerned", () => {
    expect(LANGUAGES.map(language => dayAndTime(TEN, "Europe/Sofia", language, ["Europe/Berlin"]))).toEqual([
      "Thu 14 January, 10:00 (Sofia)",
      "чт, 14 января, 10:00 (София)",
      "чт, 14 січня, 10:00 (Софія)",
      "чт, 14 януари, 10:00 (София)",
    ]);
    expect(dayAndTime(TEN, "Europe/Sofia", "en", ["Europe/Sofia"])).toBe("Thu 14 January, 10:00");
    expect(cityOf("America/New_York", "bg")).toBe("Ню Йорк");
    expect(cityOf("Europe/Kiev", "uk")).toBe("Київ");
    expect(cityOf("Asia/Kathmandu", "ru")).toBe("Kathmandu");
  });

  test("stand under their day, which is not said twice", () => {
    expect(LANGUAGES.map(language => dayHeading(TEN, "Europe/Sofia", language))).toEqual([
      "Thursday 14 January",
      "Четверг, 14 января",
      "Четвер, 14 січня",
      "Четвъртък, 14 януари",
    ]);
    expect(LANGUAGES.map(language => clockRange(TEN, TEN + 3_600_000, "Europe/Sofia", language))).toEqual(
      LANGUAGES.map(() => "10:00–11:00"),
    );
    expect(clockRange(at("2027-01-14T21:30:00Z"), at("2027-01-14T22:30:00Z"), "Europe/Sofia", "ru")).toBe(
      "23:30 – пт, 15 января, 00:30",
    );
  });

  test("of several days tell a year they share once", () => {
    expect(dayRange("2027-01-11", "2027-02-07", "en")).toBe("11 January – 7 February 2027");
    expect(dayRange("2026-12-14", "2027-01-10", "bg")).toBe("14 декември 2026\u00a0г. – 10 януари 2027\u00a0г.");
  });

  test("range over one day or over midnight", () => {
    expect(timeRange(TEN, at("2027-01-14T09:00:00Z"), "Europe/Sofia", "en")).toBe("Thu 14 January, 10:00–11:00");
    expect(timeRange(at("2027-01-14T21:30:00Z"), at("2027-01-14T22:30:00Z"), "Europe/Sofia", "ru")).toBe(
      "чт, 14 января, 23:30 – пт, 15 января, 00:30",
    );
    expect(timeRange(TEN, at("2027-01-14T09:00:00Z"), "Europe/Sofia", "bg", ["Europe/Berlin"])).toBe(
      "чт, 14 януари, 10:00–11:00 (София)",
    );
  });

  test("days have their year; what is no day stays as written", () => {
    expect(LANGUAGES.map(language => shortDate("2027-05-03", language))).toEqual([
      "3 May 2027",
      "3 мая 2027\u00a0г.",
      "3 травня 2027\u00a0р.",
      "3 май 2027\u00a0г.",
    ]);
    expect(shortDate("2027-02-30", "uk")).toBe("2027-02-30");
  });
});
