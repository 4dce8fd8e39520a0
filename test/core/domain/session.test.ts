import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Problem } from "../../../src/core/domain/problem.ts";
import { parseSession, sessionCode } from "../../../src/core/domain/session.ts";
import { date, flag, list, number, text } from "../../../src/core/domain/values/row.ts";
import { anId, aPage, aPair, aSession, at, on } from "../../world/builders.ts";

const group = aPair(["Ana", "Boris"]);
type More = Parameters<typeof aSession>[1];
const parsed = (more: More = {}) => parseSession(aSession(group, more));

describe("a session's page", () => {
  test("says when its group meets", () => {
    expect(parsed()).toMatchObject({
      problems: [],
      value: {
        kind: "session",
        groupId: group.id,
        programmeId: anId("programme"),
        startsAt: at("2027-01-13T09:00:00Z"),
        endsAt: at("2027-01-13T09:45:00Z"),
        status: "planned",
        facilitatorId: null,
        cameIds: [],
      },
    });
  });

  test("without an end it has none: the programme's length counts", () => {
    expect(parsed({ when: on("2027-01-13T09:00:00Z") })).toMatchObject({ problems: [], value: { endsAt: null } });
  });

  test("a time with an offset is the same instant", () => {
    expect(parsed({ when: on("2027-01-13T10:00:00+01:00") }).value?.startsAt).toBe(at("2027-01-13T09:00:00Z"));
  });

  test.each<[string, More, Problem[]]>([
    [
      "it ends before it begins",
      { when: on("2027-01-13T09:00:00Z", "2027-01-13T08:00:00Z") },
      [{ code: "session_ends_before_start" }],
    ],
    [
      "it ends as it begins",
      { when: on("2027-01-13T09:00:00Z", "2027-01-13T09:00:00Z") },
      [{ code: "session_ends_before_start" }],
    ],
    [
      "it lasts longer than a day",
      { when: on("2027-01-13T10:00:00+01:00", "2027-01-14T10:01:00+01:00") },
      [{ code: "too_long", source: "sessions" }],
    ],
    ["it is on a whole day", { when: on("2027-01-13") }, [{ code: "session_all_day" }]],
    ["it belongs to no group", { group: [] }, [{ code: "session_without_group" }]],
  ])("%s: it can't be in a calendar, and says so", (_, more, problems) => {
    expect(parsed(more)).toEqual({ value: null, problems });
  });

  test.each<[string, More, Problem[]]>([
    ["no title", { title: "" }, [{ code: "no_title" }]],
    ["no time yet", { when: null }, [{ code: "session_without_time" }]],
  ])("%s: told, and the session stays one", (_, more, problems) => {
    const { value, problems: told } = parsed(more);
    expect(told).toEqual(problems);
    expect(value?.groupId).toBe(group.id);
  });

  test.each(["cancelled", "no_slot", "met", "not_met", "unreported", "over"])(
    "one that is %s needs neither time nor group",
    status => {
      expect(parsed({ status, when: null, group: [] })).toMatchObject({
        problems: [],
        value: { status, startsAt: null },
      });
    },
  );

  test("without a status it is planned, and without a kind it is no check-in", () => {
    expect(parsed({ status: null, kind: null }).value).toMatchObject({ status: "planned", kind: "session" });
    expect(parsed({ kind: "check_in" }).value?.kind).toBe("check_in");
  });
});

describe("the code on a session's form", () => {
  const aUuid = fc.uuid();
  test("is six letters and digits that nobody takes for one another, the same however the id is written", () => {
    fc.assert(
      fc.property(aUuid, id => {
        expect(sessionCode(id)).toMatch(/^[2-9A-HJ-NP-Z]{6}$/);
        expect(sessionCode(id.replaceAll("-", ""))).toBe(sessionCode(id));
      }),
    );
  });

  test("differs for ten thousand sessions but for a handful", () => {
    const codes = new Set(Array.from({ length: 10_000 }, (_, index) => sessionCode(anId(`session ${index}`))));
    expect(codes.size).toBeGreaterThanOrEqual(9_995);
  });
});

describe("a page's values", () => {
  const row = aPage("people", "p", {
    words: "  two words ",
    count: 3,
    yes: true,
    many: ["a", "b"],
    day: on("2027-01-11"),
    nothing: null,
  });
  test("are read as what they are", () => {
    expect(text(row, "words")).toBe("two words");
    expect(number(row, "count")).toBe(3);
    expect(flag(row, "yes")).toBe(true);
    expect(list(row, "many")).toEqual(["a", "b"]);
    expect(date(row, "day")).toEqual(on("2027-01-11"));
  });

  test.each(["words", "count", "yes", "many", "day", "nothing", "missing"])(
    "%s read as what it is not is absent",
    key => {
      if (key !== "words") expect(text(row, key)).toBe("");
      if (key !== "count") expect(number(row, key)).toBeNull();
      if (key !== "yes") expect(flag(row, key)).toBe(false);
      if (key !== "many") expect(list(row, key)).toEqual([]);
      if (key !== "day") expect(date(row, key)).toBeNull();
    },
  );
});
