import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Person } from "../../../../src/core/domain/person.ts";
import { type Apart, NOBODY_APART } from "../../../../src/core/domain/values/apart.ts";
import { DAY, HOUR, type Interval } from "../../../../src/core/domain/values/time.ts";
import { isSmallTask, MOST_SUGGESTED, suggestHelpers } from "../../../../src/core/plan/board/suggest.ts";
import { anId, aPerson, aSnapshot, at, MONDAY, on } from "../../../world/builders.ts";

type Values = Parameters<typeof aPerson>[1];

/** The people as their pages have them; those with values given offer testing unless they say otherwise. */
function people(pages: Readonly<Record<string, Values>>): Person[] {
  const rows = Object.entries(pages).map(([name, more]) => aPerson(name, { offers: ["testing"], ...more }));
  return [...aSnapshot(rows).people.values()];
}

interface Given {
  skills?: string[];
  loads?: Readonly<Record<string, { sessions?: Interval[]; lately?: number; hasHelped?: true }>>;
  apart?: Apart;
  isSmall?: boolean;
  topics?: string[];
  now?: number;
}

function suggested(pages: Readonly<Record<string, Values>>, given: Given = {}) {
  const all = people({ Ana: { offers: [] }, ...pages });
  const askers = all.filter(person => person.name === "Ana");
  const loads = new Map(all.map(({ id, name }) => [id, { sessions: [], lately: 0, ...given.loads?.[name] }]));
  const { skills = ["testing"], now = MONDAY, apart = NOBODY_APART, isSmall = true, topics = [] } = given;
  const asking = { questionId: "q", skills, isSmall, topics, askers, durationMinutes: 30, loads, apart, now };
  const found = suggestHelpers(asking, all);
  return found.map(one => ({ ...one, name: all.find(person => person.id === one.personId)?.name ?? "" }));
}

const names = (pages: Readonly<Record<string, Values>>, given: Given = {}) =>
  suggested(pages, given).map(one => one.name);
const hour = (start: string): Interval => ({ startsAt: at(start), endsAt: at(start) + HOUR });

describe("who begins to help", () => {
  const done: Given["loads"] = { Boris: { hasHelped: true }, Vera: {} };

  test("gets small questions before those who have helped, and others after them", () => {
    expect(names({ Boris: {}, Vera: {} }, { loads: done })).toEqual(["Vera", "Boris"]);
    expect(names({ Boris: {}, Vera: {} }, { loads: done, isSmall: false })).toEqual(["Boris", "Vera"]);
    const busy = { Boris: { hasHelped: true, lately: 2 }, Vera: {} } as const;
    expect(names({ Boris: {}, Vera: {} }, { loads: busy, isSmall: false })).toEqual(["Boris", "Vera"]);
  });

  test.each<[string, boolean, Parameters<typeof isSmallTask>[0]]>([
    ["one thing, told in short", true, { skills: ["testing"], details: "It fails on Mondays.", urgency: "this_week" }],
    ["nothing but a title", true, { skills: [], details: "", urgency: null }],
    ["two skills", false, { skills: ["testing", "sql"], details: "", urgency: null }],
    ["a long story", false, { skills: ["testing"], details: "x".repeat(601), urgency: null }],
    ["needed today", false, { skills: ["testing"], details: "", urgency: "today" }],
  ])("%s", (_, isSmall, question) => expect(isSmallTask(question)).toBe(isSmall));
});

describe("who would like to help", () => {
  const loads = (Boris: number, Vera: number): Given["loads"] => ({ Boris: { lately: Boris }, Vera: { lately: Vera } });
  const pages = { Boris: {}, Vera: { wantsToMentor: true } };

  test("is asked first, and once more than the others before it is their turn", () => {
    for (const questionLoads of [loads(0, 0), loads(1, 1), loads(3, 3)])
      expect(names(pages, { loads: questionLoads })[0]).toBe("Vera");
    expect(names(pages, { loads: loads(0, 2) })[0]).toBe("Boris");
  });

  test("is not said to have helped least lately for it", () => {
    const found = suggested({ ...pages, Goran: {} }, { loads: { ...loads(1, 1), Goran: { lately: 0 } } });
    expect(found.filter(one => one.isLeastLately).map(({ name }) => name)).toEqual(["Goran"]);
  });

  test("and nobody is asked for it who can't come, or forced who did not say so", () => {
    expect(names({ ...pages, Vera: { wantsToMentor: true, sessionsAWeek: 0 } })).toEqual(["Boris"]);
  });
});

test("of those who helped alike, who offers what the organisation wants to spread comes first", () => {
  const pages = { Boris: { offers: ["sql"] }, Vera: { offers: ["testing"] } };
  expect(names(pages, { skills: ["sql", "testing"], topics: ["SQL"] })[0]).toBe("Boris");
  expect(names(pages, { skills: ["sql", "testing"], topics: ["тестирование"] })[0]).toBe("Vera");
});

describe("who could help", () => {
  test("those who offer the skill, however they write it", () => {
    const pages = { Boris: { offers: ["Testing "] }, Vera: { offers: ["тестування"] }, Goran: { offers: ["design"] } };
    expect(names(pages).sort()).toEqual(["Boris", "Vera"]);
    expect(suggested(pages)[0]?.skills).toEqual(["testing"]);
  });

  test("nobody where nobody offers it, and nobody while no skill is named", () => {
    expect(names({ Boris: { offers: ["design"] } })).toEqual([]);
    expect(names({ Boris: {} }, { skills: [] })).toEqual([]);
  });

  test("never the asker, though they offer it themselves", () => {
    expect(names({ Ana: {}, Boris: {} })).toEqual(["Boris"]);
  });

  test.each<[string, Values]>([
    ["is away", { away: on("2027-01-10", "2027-01-20") }],
    ["is paused", { status: "paused" }],
    ["has left", { status: "left" }],
    ["has not consented", { consent: null }],
    ["takes no session a week", { sessionsAWeek: 0 }],
    ["speaks no language of the asker's", { languages: ["bg"] }],
  ])("nobody who %s", (_, more) => {
    expect(names({ Ana: { offers: [], languages: ["en"] }, Boris: more })).toEqual([]);
  });

  test("somebody who did not say which languages they speak may be asked", () => {
    expect(names({ Ana: { offers: [], languages: ["en"] }, Boris: {} })).toEqual(["Boris"]);
  });

  test("nobody whom the asker does not want to meet, or who does not want to meet the asker", () => {
    const apart: Apart = (a, b) => [a, b].includes(anId("Boris")) && [a, b].includes(anId("Ana"));
    expect(names({ Boris: {}, Vera: {} }, { apart })).toEqual(["Vera"]);
  });

  test("somebody whose week is full while the next has room; not when both are full", () => {
    const busy = { Boris: { sessionsAWeek: 1 } };
    const this_ = hour("2027-01-13T10:00:00Z");
    const next = hour("2027-01-20T10:00:00Z");
    expect(names(busy, { loads: { Boris: { sessions: [this_] } } })).toEqual(["Boris"]);
    expect(names(busy, { loads: { Boris: { sessions: [this_, next] } } })).toEqual([]);
  });

  test("three at most", () => {
    expect(names({ Boris: {}, Vera: {}, Goran: {}, Dora: {} })).toHaveLength(MOST_SUGGESTED);
  });
});

describe("in which order", () => {
  test("who has time together with the asker before who has none, though they helped more", () => {
    const night = { hours: "Mon-Fri 22-24" };
    expect(names({ Boris: night, Vera: {} }, { loads: { Vera: { lately: 4 } } })).toEqual(["Vera", "Boris"]);
    expect(suggested({ Boris: night })[0]?.freeAt).toBeNull();
  });

  test("who helped least lately, and it is said of them", () => {
    const found = suggested({ Boris: {}, Vera: {} }, { loads: { Boris: { lately: 2 } } });
    expect(found.map(one => [one.name, one.isLeastLately])).toEqual([
      ["Vera", true],
      ["Boris", false],
    ]);
  });

  test("where all helped alike it is said of nobody", () => {
    expect(suggested({ Boris: {}, Vera: {} }).some(one => one.isLeastLately)).toBe(false);
  });

  test("who has fewer sessions this week and next", () => {
    const sessions = [hour("2027-01-14T10:00:00Z")];
    const far = [hour("2027-02-04T10:00:00Z"), hour("2027-02-05T10:00:00Z")];
    const loads = { Boris: { sessions }, Vera: { sessions: far } };
    expect(names({ Boris: {}, Vera: {} }, { loads })).toEqual(["Vera", "Boris"]);
  });
});

describe("when they are free", () => {
  test("at the first quarter of an hour both work and have no session, two hours from now at the earliest", () => {
    const morning = at("2027-01-11T08:10:00Z");
    expect(suggested({ Boris: {} }, { now: morning })[0]?.freeAt).toBe(at("2027-01-11T10:15:00Z"));
    const sessions = [hour("2027-01-11T10:00:00Z")];
    expect(suggested({ Boris: {} }, { now: morning, loads: { Ana: { sessions } } })[0]?.freeAt).toBe(
      at("2027-01-11T11:00:00Z"),
    );
  });

  test("after the asker's leave, and not at all when it lasts", () => {
    const leave = (end: string) => ({ Ana: { offers: [], away: on("2027-01-11", end) }, Boris: {} });
    expect(suggested(leave("2027-01-12"))[0]?.freeAt).toBe(at("2027-01-13T08:00:00Z"));
    expect(suggested(leave("2027-01-29"))[0]?.freeAt).toBeNull();
  });
});

describe("whatever the programme is like", () => {
  const NAMES = ["Boris", "Vera", "Goran", "Dora", "Emil", "Fani"];
  const page = fc.record({
    offers: fc.subarray(["testing", "Тестирование", "design"]),
    sessionsAWeek: fc.option(fc.integer({ min: 0, max: 2 })),
    languages: fc.subarray(["en", "bg"]),
    away: fc.option(fc.constantFrom(on("2027-01-10", "2027-01-12"), on("2027-01-12", "2027-01-30"))),
    consent: fc.option(fc.constant(on("2027-01-04"))),
    load: fc.record({
      lately: fc.integer({ min: 0, max: 3 }),
      sessions: fc.array(
        fc
          .integer({ min: 0, max: 400 })
          .map(step => ({ startsAt: MONDAY + step * HOUR, endsAt: MONDAY + step * HOUR + HOUR })),
        { maxLength: 4 },
      ),
    }),
  });
  const apartPairs = fc.subarray(NAMES);

  test("nobody is asked who is the asker, away, over their capacity, or kept apart; and the order of people does not matter", () => {
    fc.assert(
      fc.property(
        fc.array(page, { minLength: 6, maxLength: 6 }),
        apartPairs,
        fc.integer({ min: 0, max: 5 }),
        (pages, kept, turn) => {
          const all = people(
            Object.fromEntries([["Ana", { offers: ["testing"] }], ...NAMES.map((name, i) => [name, pages[i]])]),
          );
          const byId = new Map(NAMES.map((name, i) => [anId(name), { name, page: pages[i] }]));
          const loads = new Map([...byId].flatMap(([id, { page }]) => (page === undefined ? [] : [[id, page.load]])));
          const apart: Apart = (a, b) => kept.some(name => [a, b].includes(anId(name))) && [a, b].includes(anId("Ana"));
          const askers = all.filter(person => person.name === "Ana");
          const asked = {
            questionId: "q",
            skills: ["testing"],
            isSmall: true,
            topics: [],
            askers,
            durationMinutes: 30,
          };
          const asking = { ...asked, loads, apart, now: MONDAY };
          const found = suggestHelpers(asking, all);
          const turned = [...all.slice(turn), ...all.slice(0, turn)].reverse();
          expect(suggestHelpers(asking, turned)).toEqual(found);
          expect(found.length).toBeLessThanOrEqual(MOST_SUGGESTED);
          expect(new Set(found.map(one => one.personId)).size).toBe(found.length);
          for (const { personId } of found) {
            const known = byId.get(personId);
            expect(known).toBeDefined();
            expect(kept).not.toContain(known?.name);
            expect(known?.page?.consent).not.toBeNull();
            expect(known?.page?.away?.start).not.toBe("2027-01-10");
            const most = known?.page?.sessionsAWeek ?? Number.POSITIVE_INFINITY;
            const starts = known!.page!.load.sessions.map(one => one.startsAt);
            const sunday = MONDAY - 7 * HOUR + 7 * DAY;
            const weeks = [
              starts.filter(start => start < sunday).length,
              starts.filter(start => start >= sunday && start < sunday + 7 * DAY).length,
            ];
            expect(Math.min(...weeks)).toBeLessThan(most);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});
