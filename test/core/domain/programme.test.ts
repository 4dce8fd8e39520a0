import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Problem } from "../../../src/core/domain/problem.ts";
import { parseProgramme, programmeSpan, roundNumber, roundOn } from "../../../src/core/domain/programme.ts";
import { FORMATS, type Format } from "../../../src/core/domain/values/format.ts";
import { addDays, toIso } from "../../../src/core/domain/values/time.ts";
import { aProgramme, on, programmeOf } from "../../world/builders.ts";

type More = Parameters<typeof aProgramme>[0];
const parsed = (more: More = {}) => parseProgramme(aProgramme(more));

describe("a programme's page", () => {
  test.each(Object.entries(FORMATS))("a %s has its usual rhythm when nobody says otherwise", (format, usual) => {
    expect(parsed({ format }).value).toMatchObject({
      format: format as Format,
      everyWeeks: usual.everyWeeks,
      durationMinutes: usual.minutes,
      roundWeeks: usual.roundWeeks,
      groupSize: usual.size,
    });
  });

  test("what the page says counts before what is usual", () => {
    const { value } = parsed({
      everyWeeks: 3,
      minutes: 25,
      roundWeeks: 6,
      groupSize: 4,
      approveFirst: true,
      checkIn: true,
    });
    expect(value).toMatchObject({
      everyWeeks: 3,
      durationMinutes: 25,
      roundWeeks: 6,
      groupSize: 4,
      approveFirst: true,
      checkIn: true,
    });
  });

  test("guests may move its events unless that is kept to Notion", () => {
    expect(parsed({}).value?.guestsMayMove).toBe(true);
    expect(parsed({ notionOnly: false }).value?.guestsMayMove).toBe(true);
    expect(parsed({ notionOnly: true }).value?.guestsMayMove).toBe(false);
  });

  test.each(["mentor", "reverse"])("of the format %s without matching goes by the best fit", format => {
    expect(parsed({ format, matching: null }).value?.matching).toBe("best_fit");
    expect(parsed({ format, matching: "random" }).value?.matching).toBe("random");
  });

  test("without a status it is a draft, without matching random, in English, with surveys, and runs on without an end", () => {
    const { value } = parsed({ status: null, matching: null, language: null, feedbackOnly: false, end: null });
    expect(value).toMatchObject({ status: "draft", matching: "random", language: "en", surveys: true, endsOn: null });
  });
});

describe("what coordinators write in their own way", () => {
  test.each<[string, string]>([
    ["Berlin", "Europe/Berlin"],
    ["Kyiv", "Europe/Kyiv"],
    ["CET", "Europe/Brussels"],
  ])("a zone as people say it: %s", (zone, expected) => {
    expect(parsed({ zone })).toMatchObject({ value: { zone: expected }, problems: [] });
  });

  test("an offset is understood, and told to have no daylight saving", () => {
    const { value, problems } = parsed({ zone: "GMT+2" });
    expect(value?.zone).toBe("Etc/GMT-2");
    expect(problems).toEqual([{ code: "zone_fixed", zone: "GMT+2", offset: "UTC+2" }]);
  });

  test("a start that is a range says the end too; where the end says another, that counts and is told", () => {
    const start = on("2027-01-11", "2027-03-28");
    expect(parsed({ start, end: null })).toMatchObject({
      value: { startsOn: "2027-01-11", endsOn: "2027-03-28" },
      problems: [],
    });
    expect(parsed({ start, end: on("2027-03-28") }).problems).toEqual([]);
    const { value, problems } = parsed({ start, end: on("2027-06-30") });
    expect(value?.endsOn).toBe("2027-06-30");
    expect(problems).toEqual([{ code: "two_ends", of: "programmes", range: "2027-03-28", used: "2027-06-30" }]);
  });

  test("an end that is a range ends on its last day", () => {
    expect(parsed({ end: on("2027-06-28", "2027-06-30") }).value?.endsOn).toBe("2027-06-30");
  });

  test.each([
    ["pair", 3, null, 3],
    ["pair", null, null, 1],
    ["circle", 4, null, 26],
    ["mentor", 12, null, 12],
    ["pair", 2, 4, 4],
  ])("rounds of a %s every %j weeks, written as %j, last %j weeks", (format, everyWeeks, roundWeeks, expected) => {
    expect(parsed({ format, everyWeeks, roundWeeks })).toMatchObject({ value: { roundWeeks: expected }, problems: [] });
  });

  test("a round that is written shorter than the rhythm is told, and goes on as written", () => {
    const { value, problems } = parsed({ everyWeeks: 3, roundWeeks: 2 });
    expect(value?.roundWeeks).toBe(2);
    expect(problems).toEqual([{ code: "round_under_rhythm", roundWeeks: 2, everyWeeks: 3 }]);
  });
});

describe("a programme that can't be run says what is missing or wrong", () => {
  test.each<[string, More, Problem[]]>([
    ["no name", { name: "" }, [{ code: "no_title" }, { code: "programme_incomplete", missing: ["name"] }]],
    ["no format", { format: null }, [{ code: "programme_incomplete", missing: ["format"] }]],
    ["a format people made up", { format: "speed dating" }, [{ code: "programme_incomplete", missing: ["format"] }]],
    ["no zone", { zone: "" }, [{ code: "programme_incomplete", missing: ["zone"] }]],
    ["no start", { start: null }, [{ code: "programme_incomplete", missing: ["start"] }]],
    [
      "nothing but a name",
      { format: null, zone: "", start: null },
      [{ code: "programme_incomplete", missing: ["format", "zone", "start"] }],
    ],
    [
      "an unknown zone",
      { zone: "Berln" },
      [{ code: "unknown_zone", zone: "Berln", nearest: ["Europe/Berlin", "Europe/Zurich"] }],
    ],
    [
      "an end before the start",
      { end: on("2027-01-10") },
      [{ code: "programme_ends_before_start", starts: "2027-01-11", ends: "2027-01-10" }],
    ],
    ["a start that does not exist", { start: on("2027-02-31") }, [{ code: "bad_date", date: "2027-02-31" }]],
    ["no weeks between sessions", { everyWeeks: 0 }, [{ code: "bad_number", property: "everyWeeks", value: 0 }]],
    [
      "a session every week and a half",
      { everyWeeks: 1.5 },
      [{ code: "bad_number", property: "everyWeeks", value: 1.5 }],
    ],
    ["five minutes", { minutes: 5 }, [{ code: "bad_number", property: "minutes", value: 5 }]],
    ["five hours", { minutes: 300 }, [{ code: "bad_number", property: "minutes", value: 300 }]],
    ["groups of one", { groupSize: 1 }, [{ code: "bad_number", property: "groupSize", value: 1 }]],
    ["rounds of minus one week", { roundWeeks: -1 }, [{ code: "bad_number", property: "roundWeeks", value: -1 }]],
  ])("%s", (_, more, problems) => {
    expect(parsed(more)).toEqual({ value: null, problems });
  });

  test("one that starts and ends on the same day can be run", () => {
    expect(parsed({ end: on("2027-01-11") }).problems).toEqual([]);
  });

  test.each([
    ["everyWeeks", 1, 12],
    ["minutes", 10, 240],
    ["roundWeeks", 1, 104],
    ["groupSize", 2, 12],
  ])("%s from %d to %d", (property, least, most) => {
    for (const [value, count] of [
      [least, 0],
      [most, 0],
      [least - 1, 1],
      [most + 1, 1],
    ] as const)
      expect(parsed({ [property]: value }).problems).toHaveLength(count);
  });
});

describe("rounds", () => {
  const programme = programmeOf(aProgramme({ roundWeeks: 2, end: on("2027-02-09") }));
  test.each([
    ["2027-01-10", null],
    ["2027-01-11", { number: 0, startsOn: "2027-01-11", endsOn: "2027-01-25" }],
    ["2027-01-24", { number: 0, startsOn: "2027-01-11", endsOn: "2027-01-25" }],
    ["2027-01-25", { number: 1, startsOn: "2027-01-25", endsOn: "2027-02-08" }],
    ["2027-02-08", { number: 2, startsOn: "2027-02-08", endsOn: "2027-02-10" }],
    ["2027-02-09", { number: 2, startsOn: "2027-02-08", endsOn: "2027-02-10" }],
    ["2027-02-10", null],
  ])("on %s: %j", (day, expected) => {
    expect(roundOn(programme, day)).toEqual(expected);
  });

  test("follow one another without gap, and every day of the programme is in the one that holds it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 0, max: 1000 }),
        fc.boolean(),
        (roundWeeks, day, ends) => {
          const one = programmeOf(aProgramme({ roundWeeks, end: ends ? on(addDays("2027-01-11", 500)) : null }));
          const date = addDays(one.startsOn, day);
          const round = roundOn(one, date);
          expect(round === null).toBe(ends && day > 500);
          if (round === null) return;
          expect(date >= round.startsOn && date < round.endsOn).toBe(true);
          expect(roundNumber(one, round.number)).toEqual(round);
          if (round.number > 0) expect(roundNumber(one, round.number - 1).endsOn).toBe(round.startsOn);
        },
      ),
    );
  });

  test("a programme spans from its first local midnight to the one after its last day", () => {
    const span = (more: More) => {
      const { startsAt, endsAt } = programmeSpan(programmeOf(aProgramme(more)));
      return [toIso(startsAt), endsAt === null ? null : toIso(endsAt)];
    };
    expect(span({ end: on("2027-03-28") })).toEqual(["2027-01-10T23:00:00Z", "2027-03-28T22:00:00Z"]);
    expect(span({ end: null, zone: "America/New_York" })).toEqual(["2027-01-11T05:00:00Z", null]);
  });
});
