import { describe, expect, test } from "vitest";
import { awayInterval, isAway, type Person, parsePerson } from "../../../src/core/domain/person.ts";
import type { Problem } from "../../../src/core/domain/problem.ts";
import { parseProgramme } from "../../../src/core/domain/programme.ts";
import { addDays, toIso } from "../../../src/core/domain/values/time.ts";
import { anId, aPerson, aProgramme, at, on } from "../../world/builders.ts";

const parsed = (more: Parameters<typeof aPerson>[1] = {}) => parsePerson(aPerson("Ana", more));
const person = (more: Parameters<typeof aPerson>[1] = {}): Person => parsed(more).value!;

describe("a person's page", () => {
  test("with only what is needed is somebody Krug can invite", () => {
    expect(parsed()).toEqual({
      value: expect.objectContaining({
        id: anId("Ana"),
        name: "Ana",
        email: "ana@example.org",
        otherEmails: [],
        team: "",
        managerId: null,
        level: null,
        offers: [],
        seeks: [],
        zone: "Europe/Berlin",
        languages: [],
        sessionsAWeek: null,
        mentees: null,
        programmeIds: [anId("programme")],
        status: "active",
        away: null,
        consentedOn: "2027-01-04",
      }),
      problems: [],
    });
  });

  test("an address counts the same in capitals and with blanks around it", () => {
    expect(person({ email: "  Ana.Ivanova@Example.ORG " }).email).toBe("ana.ivanova@example.org");
  });

  test("other addresses may be parted by commas, semicolons or blanks; what is none is left out", () => {
    expect(person({ otherEmails: "ana@home.example, A@B.example; nonsense  c@d.example" }).otherEmails).toEqual([
      "ana@home.example",
      "a@b.example",
      "c@d.example",
    ]);
  });

  test("a language Krug does not write is left out", () => {
    expect(person({ languages: ["bg", "Klingon", "en"] }).languages).toEqual(["bg", "en"]);
  });
});

describe("what is wrong on a person's page", () => {
  test.each<[string, Parameters<typeof aPerson>[1], Problem[]]>([
    ["no name", { name: " " }, [{ code: "no_title" }]],
    ["no address", { email: "" }, [{ code: "no_email" }]],
    ["an address that is none", { email: "ana at example" }, [{ code: "bad_email", email: "ana at example" }]],
    [
      "two addresses in one field",
      { email: "a@b.example, c@d.example" },
      [{ code: "bad_email", email: "a@b.example, c@d.example" }],
    ],
    ["a zone nobody knows", { zone: "Europe/Atlantis" }, [{ code: "unknown_zone", zone: "Europe/Atlantis" }]],
    ["no zone", { zone: "" }, [{ code: "unknown_zone", zone: "" }]],
    ["hours that end before they begin", { hours: "17-9" }, [{ code: "bad_hours", hours: "17-9" }]],
    [
      "a zone with a slip",
      { zone: "Europe/Sofai" },
      [{ code: "unknown_zone", zone: "Europe/Sofai", nearest: ["Europe/Sofia"] }],
    ],
    [
      "fewer sessions than none",
      { sessionsAWeek: -1 },
      [{ code: "bad_person_number", property: "sessionsAWeek", value: -1 }],
    ],
    [
      "more sessions than a week holds",
      { sessionsAWeek: 50 },
      [{ code: "bad_person_number", property: "sessionsAWeek", value: 50 }],
    ],
    ["half a mentee", { mentees: 1.5 }, [{ code: "bad_person_number", property: "mentees", value: 1.5 }]],
    [
      "a leave that ends before it begins",
      { away: on("2027-02-10", "2027-02-01") },
      [{ code: "away_backwards", from: "2027-02-10", to: "2027-02-01" }],
    ],
    [
      "a leave of more than four years",
      { away: on("2027-02-10", "2031-03-01") },
      [{ code: "away_long", to: "2031-03-01" }],
    ],
    ["a leave until a year far off", { away: on("2127-02-10") }, [{ code: "away_long", to: "2127-02-10" }]],
    ["a leave on a day that does not exist", { away: on("2027-02-30") }, [{ code: "bad_date", date: "2027-02-30" }]],
    [
      "everything at once: all of it is told",
      { name: "", email: "", zone: "here", hours: "soon" },
      [
        { code: "no_title" },
        { code: "no_email" },
        { code: "unknown_zone", zone: "here" },
        { code: "bad_hours", hours: "soon" },
      ],
    ],
  ])("%s keeps them out, and says so", (_, more, problems) => {
    expect(parsed(more)).toEqual({ value: null, problems });
  });

  test.each<[string, Parameters<typeof aPerson>[1], Problem[]]>([
    ["a level of 0", { level: 0 }, [{ code: "bad_level", value: 0 }]],
    ["a level of 6", { level: 6 }, [{ code: "bad_level", value: 6 }]],
    ["no consent yet", { consent: null }, [{ code: "no_consent" }]],
  ])("%s is told, and the rest counts", (_, more, problems) => {
    const { value, problems: told } = parsed(more);
    expect(told).toEqual(problems);
    expect(value).toMatchObject({ name: "Ana", level: null });
  });

  test("no hours are the usual ones", () => {
    const { value, problems } = parsed({ hours: "" });
    expect(problems).toEqual([]);
    expect(value?.hours).toEqual(parsed({ hours: "Mon-Fri 9-17" }).value?.hours);
  });

  test.each([0, 0.5, 1.5, 2])("%j sessions a week are understood", sessionsAWeek => {
    expect(parsed({ sessionsAWeek })).toMatchObject({ value: { sessionsAWeek }, problems: [] });
  });

  describe("without a zone that of the programme counts", () => {
    const programmes = ["Europe/Sofia", "Europe/Berlin", "Europe/Berlin"].map((zone, place) => ({
      ...parseProgramme(aProgramme({ zone, status: place === 0 ? "ended" : "active" }, anId(`${place}`))).value!,
    }));
    const without = (...own: number[]) =>
      parsePerson(aPerson("Ana", { zone: "", programmes: own.map(place => anId(`${place}`)) }), programmes);

    test("also of two in one zone, and not of one that ended beside others", () => {
      expect(without(1)).toMatchObject({ value: { zone: "Europe/Berlin" }, problems: [] });
      expect(without(1, 2)).toMatchObject({ value: { zone: "Europe/Berlin" }, problems: [] });
      expect(without(0, 1)).toMatchObject({ value: { zone: "Europe/Berlin" }, problems: [] });
      expect(without(0)).toMatchObject({ value: { zone: "Europe/Sofia" }, problems: [] });
    });

    test("of none there is none, and of several in different zones neither: their own is asked for", () => {
      expect(without()).toEqual({ value: null, problems: [{ code: "unknown_zone", zone: "" }] });
      const elsewhere = [programmes[1]!, { ...programmes[2]!, zone: "Europe/Kyiv" }];
      const row = aPerson("Ana", { zone: "", programmes: elsewhere.map(one => one.id) });
      expect(parsePerson(row, elsewhere)).toEqual({
        value: null,
        problems: [{ code: "zone_of_several", zones: ["Europe/Berlin", "Europe/Kyiv"] }],
      });
    });
  });

  test("an offset is understood, and told to have no daylight saving", () => {
    const { value, problems } = parsed({ zone: "UTC+3" });
    expect(value?.zone).toBe("Etc/GMT-3");
    expect(problems).toEqual([{ code: "zone_fixed", zone: "UTC+3", offset: "UTC+3" }]);
  });

  test("consent given over some days counts from the first", () => {
    expect(parsed({ consent: on("2027-01-04", "2027-01-06") }).value?.consentedOn).toBe("2027-01-04");
  });

  test("a level of 1 or 5 is no problem", () => {
    expect([parsed({ level: 1 }), parsed({ level: 5 })].map(one => [one.value?.level, one.problems])).toEqual([
      [1, []],
      [5, []],
    ]);
  });

  test("consent is asked of nobody who is in no programme or has left", () => {
    expect(parsed({ consent: null, programmes: [] }).problems).toEqual([]);
    expect(parsed({ consent: null, status: "left" }).problems).toEqual([]);
  });
});

describe("days away", () => {
  const days = (more: Parameters<typeof aPerson>[1]) =>
    Array.from({ length: 14 }, (_, index) => addDays("2027-02-01", index)).filter(day => isAway(person(more), day));

  test.each<[string, Parameters<typeof aPerson>[1], string, string, number]>([
    [
      "from the first to the last day, both included",
      { away: on("2027-02-03", "2027-02-05") },
      "2027-02-03",
      "2027-02-05",
      3,
    ],
    ["a single date: away until that day", { away: on("2027-02-03") }, "2027-02-01", "2027-02-03", 3],
    ["one day", { away: on("2027-02-03", "2027-02-03") }, "2027-02-03", "2027-02-03", 1],
    ["paused without a date: until further notice", { status: "paused" }, "2027-02-01", "2027-02-14", 14],
    [
      "paused until a day: back the day after",
      { status: "paused", away: on("2027-02-07") },
      "2027-02-01",
      "2027-02-07",
      7,
    ],
    [
      "left: for good, whatever the dates",
      { status: "left", away: on("2027-02-03", "2027-02-03") },
      "2027-02-01",
      "2027-02-14",
      14,
    ],
  ])("%s", (_, more, first, last, count) => {
    const away = days(more);
    expect([away[0], away.at(-1), away.length]).toEqual([first, last, count]);
  });

  test("nobody is away without saying so", () => {
    expect(days({})).toEqual([]);
  });

  test("a time of day in the dates does not matter", () => {
    expect(days({ away: on("2027-02-03T09:00:00Z", "2027-02-04T17:00:00Z") })).toEqual(["2027-02-03", "2027-02-04"]);
  });

  test("as instants they run from the person's own midnight to the midnight after, cut at the window", () => {
    const window = { startsAt: at("2027-03-27T12:00:00Z"), endsAt: at("2027-03-30T12:00:00Z") };
    const found = (more: Parameters<typeof aPerson>[1]) => {
      const away = awayInterval(person(more), window);
      return away === null ? null : [toIso(away.startsAt), toIso(away.endsAt)];
    };
    expect(found({ away: on("2027-03-28", "2027-03-28") })).toEqual(["2027-03-27T23:00:00Z", "2027-03-28T22:00:00Z"]);
    expect(found({ away: on("2027-03-28") })).toEqual(["2027-03-27T12:00:00Z", "2027-03-28T22:00:00Z"]);
    expect(found({ away: on("2027-03-29", "2027-04-09") })).toEqual(["2027-03-28T22:00:00Z", "2027-03-30T12:00:00Z"]);
    expect(found({ away: on("2027-04-05", "2027-04-09") })).toBeNull();
    expect(found({})).toBeNull();
    expect(found({ status: "left" })).toEqual(["2027-03-27T12:00:00Z", "2027-03-30T12:00:00Z"]);
    expect(found({ status: "paused" })).toEqual(["2027-03-27T12:00:00Z", "2027-03-30T12:00:00Z"]);
  });
});
