import { describe, expect, test } from "vitest";
import { FORMATS } from "../../../src/core/domain/values/format.ts";
import type { PlainValue, Row } from "../../../src/core/domain/values/row.ts";
import { DAY, toIso } from "../../../src/core/domain/values/time.ts";
import { decideColumns } from "../../../src/core/plan/columns.ts";
import { nextDue } from "../../../src/core/plan/index.ts";
import type { Mirror } from "../../../src/core/state/mirror.ts";
import { updateOf } from "../../../src/core/state/writing.ts";
import {
  aDraft,
  aGathering,
  aGoal,
  aLink,
  aMirror,
  anEvent,
  anId,
  aPair,
  aPerson,
  aPlanning,
  aProgramme,
  applied,
  aSession,
  aSnapshot,
  at,
  on,
  sessionOf,
} from "../../world/builders.ts";

const NOON = at("2027-01-12T12:00:00Z");
const pair = aPair(["Ana", "Boris"]);
const base = [aProgramme(), aPerson("Ana"), aPerson("Boris"), pair];

function columns(
  rows: readonly Row[],
  more: Partial<Mirror> = {},
  now = NOON,
): Map<string, Record<string, PlainValue>> {
  const found = new Map<string, Record<string, PlainValue>>();
  for (const command of decideColumns(aPlanning(aSnapshot(rows, more), now)))
    if (command.kind === "update_page") found.set(command.pageId, { ...command.values });
  return found;
}
const linked = (session: Row, more: Parameters<typeof anEvent>[2] = {}) => {
  const link = aLink(sessionOf(session), aDraft());
  return { links: [link], events: [anEvent(link, aDraft(), more)] };
};

describe("only what differs is written", () => {
  test.each<[string, PlainValue, PlainValue, boolean]>([
    ["the same text", "a", "a", false],
    ["another text", "a", "b", true],
    ["blank and absent", "", null, false],
    ["the same people in another order", ["a", "b"], ["b", "a"], false],
    ["one person more", ["a"], ["a", "b"], true],
    ["figures alike to nine digits", 0.1 + 0.2, 0.3, false],
    ["figures apart", 0.3, 0.31, true],
    ["the same day", on("2027-01-11"), on("2027-01-11"), false],
    ["another day", on("2027-01-11"), on("2027-01-12"), true],
    ["a value taken away", "a", null, true],
    ["zero and nothing", 0, null, true],
    ["no tick and nothing", false, null, true],
  ])("%s", (_, current, wanted, writes) => {
    const row = { ...pair, values: { one: current, other: "stays" } };
    const commands = updateOf(row, { one: wanted, other: "stays" });
    expect(commands.map(command => command.kind === "update_page" && command.values)).toEqual(
      writes ? [{ one: wanted }] : [],
    );
  });

  test("nothing on a page that is not there", () => {
    expect(updateOf(undefined, { one: 1 })).toEqual([]);
  });

  test("nothing twice: once the columns say what they should, there is nothing to do", () => {
    const session = aSession(pair);
    const rows = [...base, aGoal("Ana"), session, aPerson("Zoe", { hours: "?" })];
    const mirror = aMirror(rows, linked(session));
    const commands = decideColumns(aPlanning(aSnapshot(rows, linked(session)), NOON));
    expect(commands.length).toBeGreaterThan(3);
    const after = applied(mirror, commands);
    expect(decideColumns(aPlanning(aSnapshot(after.rows, after), NOON))).toEqual([]);
  });
});

describe("what Krug's columns say", () => {
  test("a person's next session, of those to come", () => {
    const sooner = aSession(pair, { when: on("2027-01-12T11:00:00Z", "2027-01-12T11:45:00Z") });
    const later = { ...aSession(pair), id: anId("later") };
    const rows = [...base, aPerson("Carla"), sooner, later];
    expect(columns(rows).get(anId("Ana"))).toEqual({ nextSession: on("2027-01-13T09:00:00Z") });
    expect(columns(rows).has(anId("Carla"))).toBe(false);
    expect(columns(rows, {}, NOON - 2 * 3_600_000).get(anId("Ana"))).toEqual({
      nextSession: on("2027-01-12T11:00:00Z"),
    });
  });

  test("when the next round begins, until there is none", () => {
    const next = (day: string) =>
      columns([aProgramme({ nextRound: on("2026-01-01") })], {}, at(`${day}T12:00:00Z`)).get(anId("programme"))
        ?.nextRound;
    expect(next("2027-01-01")).toEqual(on("2027-01-11"));
    expect(next("2027-01-11")).toEqual(on("2027-01-18"));
    expect(next("2027-01-15")).toEqual(on("2027-01-25"));
    expect(next("2027-03-30")).toBeNull();
  });

  test("where a goal stands", () => {
    const health = (more: Parameters<typeof aGoal>[1], day: string) =>
      columns([...base, aGoal("Ana", more)], {}, at(`${day}T12:00:00Z`)).get(anId("goal Ana"));
    expect(health({ status: "done" }, "2027-01-12")).toEqual({ health: "done" });
    expect(health({}, "2027-04-01")).toEqual({ health: "off_track" });
    expect(health({ health: "on_track" }, "2027-01-12")).toBeUndefined();
  });

  test("who replied what, and where to meet; the feedback form once there is one", () => {
    const session = aSession(pair);
    const guests = [
      { email: "ana@example.org", reply: "accepted" as const },
      { email: "boris@example.org", reply: "declined" as const },
    ];
    const forms = [
      {
        programmeId: anId("programme"),
        kind: "feedback" as const,
        formId: "f",
        responderUri: "https://forms.test/f",
        skills: [],
        written: null,
        look: null,
        replaces: null,
      },
    ];
    const said = columns([...base, session], { ...linked(session, { guests }), forms }).get(session.id);
    expect(said).toMatchObject({ meet: "https://meet.test/x", calendar: "https://calendar.test/x" });
    expect(said?.replies).toMatch(/Ana/);
    expect(said?.replies).toMatch(/Boris/);
    expect(said?.feedback).toMatch(/^https:\/\/forms\.test\/f\?.*entry\./);
  });

  test("a guest nobody knows is named on the session's page, until the event is gone", () => {
    const session = aSession(pair);
    const guests = [{ email: "x@outside.example", reply: "needsAction" as const }];
    expect(columns([...base, session], linked(session, { guests })).get(session.id)?.krugSays).toContain(
      "x@outside.example",
    );
    const gone = linked(session, { guests, isCancelled: true });
    expect(columns([...base, session], gone).get(session.id)?.krugSays).toBeUndefined();
  });

  test("what is wrong, in the language of the programme, and nothing once it is mended", () => {
    const says = (language: string, hours: string) =>
      columns([aProgramme({ language }), aPerson("Ana", { hours, krugSays: "something old" }), aPerson("Boris")]).get(
        anId("Ana"),
      )?.krugSays;
    expect(says("en", "17-9")).toMatch(/17-9/);
    expect(says("bg", "17-9")).toMatch(/[а-я]+.*17-9|17-9.*[а-я]+/s);
    expect(says("ru", "17-9")).not.toBe(says("en", "17-9"));
    expect(says("en", "9-17")).toBe("");
  });

  test("a programme with one person says so; every format is one Krug forms groups of, or has a help board", () => {
    expect(columns([aProgramme(), aPerson("Ana")]).get(anId("programme"))?.krugSays).toBeTruthy();
    for (const format of Object.keys(FORMATS))
      expect(columns([aProgramme({ format }), ...base.slice(1)]).get(anId("programme"))?.krugSays).toBeUndefined();
    expect(columns(base).get(anId("programme"))?.krugSays).toBeUndefined();
    const byFit = (format: string) =>
      columns([aProgramme({ format, matching: "best_fit" }), ...base.slice(1)]).get(anId("programme"))?.krugSays;
    expect(byFit("pair")).toBeUndefined();
    expect(byFit("circle")).toMatch(/Best fit/);
  });

  test("a group of one says so, until it has ended", () => {
    const alone = (status: string) =>
      columns([aProgramme(), aPerson("Ana"), aPair(["Ana"], { status })]).get(aPair(["Ana"]).id)?.krugSays;
    expect(alone("active")).toBeTruthy();
    expect(alone("ended")).toBeUndefined();
  });
});

describe("what became of a session", () => {
  const status = (more: Parameters<typeof aSession>[1], now: number, extra: Partial<Mirror> = {}) =>
    columns([...base, aSession(pair, more)], extra, now).get(aSession(pair).id)?.status;
  const ended = at("2027-01-13T09:45:00Z");

  test.each<[string, Parameters<typeof aSession>[1], number, string | undefined]>([
    ["nothing while it lasts", {}, ended - 1, undefined],
    ["nothing right after: a date gone by is no evidence", {}, ended + 1, undefined],
    ["nothing for a week", {}, ended + 7 * DAY, undefined],
    ["unreported after a week", {}, ended + 7 * DAY + 1, "unreported"],
    ["met, once somebody entered who came", { came: [anId("Ana")] }, ended + 1, "met"],
    ["met, also when that comes late", { came: [anId("Ana")], status: "unreported" }, ended + 30 * DAY, "met"],
    ["what people set stays: not met", { status: "not_met" }, ended + 30 * DAY, undefined],
    ["what people set stays: cancelled", { status: "cancelled" }, ended + 30 * DAY, undefined],
  ])("%s", (_, more, now, expected) => {
    expect(status(more, now)).toBe(expected);
  });
});

describe("when the next thing may be due", () => {
  const due = (rows: readonly Row[], now: string) => toIso(nextDue(aSnapshot(rows), at(now)));
  test.each<[string, Row[], string, string]>([
    ["with nothing at all: the next midnight", [], "2027-01-12T12:00:00Z", "2027-01-13T00:00:00Z"],
    ["the programme's own midnight", [aProgramme()], "2027-01-12T12:00:00Z", "2027-01-12T23:00:00Z"],
    ["a session that begins", [...base, aSession(pair)], "2027-01-13T08:00:00Z", "2027-01-13T09:00:00Z"],
    ["a session that ends", [...base, aSession(pair)], "2027-01-13T09:00:00Z", "2027-01-13T09:45:00Z"],
    [
      "a session of which nobody told for a week",
      [...base, aSession(pair)],
      "2027-01-20T09:00:00Z",
      "2027-01-20T09:45:00Z",
    ],
    ["a class that begins", [aProgramme(), aGathering()], "2027-01-13T08:00:00Z", "2027-01-13T09:00:00Z"],
    ["a class that ends", [aProgramme(), aGathering()], "2027-01-13T09:00:00Z", "2027-01-13T10:30:00Z"],
    [
      "east of UTC, days begin earlier",
      [aProgramme({ zone: "Asia/Tbilisi" })],
      "2027-01-12T19:00:00Z",
      "2027-01-12T20:00:00Z",
    ],
  ])("%s", (_, rows, now, expected) => {
    expect(due(rows, now)).toBe(expected);
  });

  test("is always ahead, and at most a day", () => {
    for (let hour = 0; hour < 24 * 30; hour += 5) {
      const now = at("2027-01-05T00:00:00Z") + hour * 3_600_000;
      const next = nextDue(aSnapshot([...base, aSession(pair)]), now);
      expect(next).toBeGreaterThan(now);
      expect(next - now).toBeLessThanOrEqual(DAY);
    }
  });
});
