import { describe, expect, it } from "vitest";
import type { Command } from "../../../../src/core/domain/command.ts";
import { letterEventId } from "../../../../src/core/domain/letter.ts";
import { questionKey } from "../../../../src/core/domain/question.ts";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import { DAY, HOUR, MINUTE } from "../../../../src/core/domain/values/time.ts";
import {
  askOf,
  helpProblems,
  loadsOf,
  nobodyOffers,
  suggestHelpers,
  toldIn,
  toldOf,
} from "../../../../src/core/plan/board/suggest.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import {
  aDraft,
  aLink,
  anEvent,
  anId,
  aPair,
  aPerson,
  aProgramme,
  aQuestion,
  aSession,
  aSnapshot,
  at,
  MONDAY,
  on,
  programmeOf,
  sessionOf,
} from "../../../world/builders.ts";

type Values = Record<string, PlainValue>;

const PAIR = aPair(["Ana", "Boris"]);
const START = at("2027-01-13T09:00:00Z");
const PEOPLE = [aPerson("Ana"), aPerson("Boris"), aPerson("Vera", { offers: ["testing"] })];
const worldWith = (rows: readonly Row[], more: Partial<Mirror> = {}) =>
  aSnapshot([aProgramme({ format: "micro", name: "Micro" }), ...PEOPLE, PAIR, ...rows], more);
/** A question whose page Krug has written on. */
const asked = (more: Values, createdAt = MONDAY): Row => {
  const row = aQuestion("How do I test a queue that retries?", more);
  return { ...row, createdAt, values: { ...row.values, key: questionKey(row.id) } };
};

describe("the week of a person has their meetings", () => {
  const sessions = (row: Row) => loadsOf(worldWith([row]), MONDAY).get(anId("Boris"))?.sessions ?? [];
  const hour = { startsAt: START, endsAt: START + 45 * MINUTE };

  it.each<[string, Values, unknown[]]>([
    ["one that is planned", {}, [hour]],
    ["one that was held", { status: "met" }, [hour]],
    [
      "one whose end is not known, as half an hour",
      { when: on("2027-01-13T09:00:00Z") },
      [{ startsAt: START, endsAt: START + 30 * MINUTE }],
    ],
    ["and none that was called off", { status: "cancelled" }, []],
    ["none that found no time", { status: "no_slot" }, []],
    ["none without a time", { when: null }, []],
    ["no check-in", { kind: "check_in", key: `check_in:${PAIR.id}:0` }, []],
    ["and none of a group nobody knows", { group: [anId("nobody's group")] }, []],
  ])("%s", (_, more, expected) => {
    expect(sessions(aSession(PAIR, more))).toEqual(expected);
  });

  it("for each of its members, and for nobody else", () => {
    const loads = loadsOf(worldWith([aSession(PAIR)]), MONDAY);
    expect([...loads.keys()].sort()).toEqual([anId("Ana"), anId("Boris")].sort());
  });
});

describe("help given lately counts", () => {
  const lately = (row: Row, now = MONDAY) => loadsOf(worldWith([row]), now).get(anId("Vera"))?.lately ?? 0;
  const vera = [anId("Vera")];

  it.each<[string, Values, number, number]>([
    ["a question they took less than four weeks ago", { takenBy: vera }, 28 * DAY - 1, 1],
    ["and none of four weeks ago", { takenBy: vera }, 28 * DAY, 0],
    [
      "from when it began to wait, where that is known",
      { takenBy: vera, waiting: on("2027-01-20T06:00:00Z") },
      36 * DAY,
      1,
    ],
    ["a question they are asked about while it is open", { asked: vera, state: "open" }, 60 * DAY, 1],
    ["or is with the coordinator", { asked: vera, state: "with_coordinator" }, 60 * DAY, 1],
    ["none they were asked about that another took", { asked: vera, state: "taken", takenBy: [anId("Boris")] }, DAY, 0],
    ["none that was answered or resolved", { asked: vera, state: "resolved" }, DAY, 0],
    ["one they were asked about and took, once", { asked: vera, state: "open", takenBy: vera }, DAY, 1],
  ])("%s", (_, more, after, expected) => {
    expect(lately(asked(more), MONDAY + after)).toBe(expected);
  });
});

describe("what is told on the page of a question", () => {
  const problems = (more: Values, people: readonly Row[] = []) => {
    const snapshot = worldWith([asked(more), ...people]);
    return helpProblems(snapshot, snapshot.questions[0]!, MONDAY);
  };

  it.each<[string, Values, unknown[]]>([
    ["that nobody can tell what is asked", { question: "Help" }, [{ code: "question_vague" }]],
    ["that it was answered and nobody stands in “Taken by”", { answer: "So." }, [{ code: "answer_without_helper" }]],
    ["not so where somebody does", { answer: "So.", takenBy: [anId("Vera")] }, []],
    ["that no skill is named", { skill: [] }, [{ code: "question_without_skill" }]],
    ["that nobody offers the skill", { skill: ["video"] }, [{ code: "nobody_offers", skills: ["video"] }]],
    ["nothing while somebody may help", {}, []],
    ["nothing once it is resolved", { resolved: true, skill: [] }, []],
    ["that no programme is known for it", { programme: [], askedBy: [anId("Ana")] }, []],
  ])("%s", (_, more, expected) => {
    expect(problems(more)).toEqual(expected);
  });

  it("that nobody offers it, though who asks does themselves", () => {
    expect(problems({ askedBy: [anId("Vera")] })).toEqual([{ code: "nobody_offers", skills: ["testing"] }]);
  });

  it("nobody offers it where those who do are in another programme", () => {
    const programme = programmeOf(aProgramme());
    const snapshot = worldWith([asked({ skill: ["video"] }), aPerson("Goran", { offers: ["video"], programmes: [] })]);
    const question = snapshot.questions[0]!;
    const of = { question, programme, askers: [], takers: [], meetings: [], live: null };
    expect(nobodyOffers(snapshot, of)).toBe(true);
    expect(nobodyOffers(snapshot, { ...of, question: { ...question, skills: ["video", "testing"] } })).toBe(false);
  });
});

describe("what people were told lately", () => {
  const vera = { personId: anId("Vera"), tellKind: "message", at: MONDAY + DAY };
  const question = asked({ asked: [anId("Vera")], state: "open", waiting: on("2027-01-11T07:00:00Z") });

  it("is that they were asked to help, at the time it is known of", () => {
    const snapshot = worldWith([question], { actedOn: [askOf(question.id, anId("Vera"), MONDAY + DAY)] });
    expect(toldOf(snapshot)).toEqual([vera]);
  });

  it.each<[string, Row, number]>([
    ["when the question began to wait", question, MONDAY + HOUR],
    ["else when it was made", asked({ asked: [anId("Vera")] }, MONDAY - DAY), MONDAY - DAY],
  ])("counts with the database lost from %s", (_, row, since) => {
    expect(toldOf(worldWith([row]))).toEqual([{ ...vera, at: since }]);
  });

  it("is no more than that: other things Krug did are told to nobody", () => {
    expect(
      toldOf(worldWith([], { actedOn: [{ cause: `moved/${question.id}/${anId("Vera")}`, said: "", at: 0 }] })),
    ).toEqual([]);
    expect(toldOf(worldWith([], { actedOn: [{ cause: "asked to help", said: "", at: 0 }] }))).toEqual([]);
  });

  const letter = (kind: "survey_ask" | "still_in") =>
    letterEventId({ kind, personId: anId("Vera"), programmeId: anId("programme"), cause: "1" });

  it.each<["survey_ask" | "still_in", string]>([
    ["survey_ask", "form"],
    ["still_in", "message"],
  ])("has each letter: %s is a %s", (kind, tellKind) => {
    const session = sessionOf(aSession(PAIR));
    const event = { ...anEvent(aLink(session, aDraft()), aDraft()), id: letter(kind), updatedAt: MONDAY };
    expect(toldOf(worldWith([], { events: [event] }))).toEqual([{ personId: anId("Vera"), tellKind, at: MONDAY }]);
    const draft = { title: "", description: "", startsAt: 0, endsAt: 0, zone: "UTC", email: "", mark: "" };
    const send: Command = { kind: "send_letter", key: "l", eventId: letter(kind), draft };
    expect(toldIn([send], START)).toEqual([{ personId: anId("Vera"), tellKind, at: START }]);
    expect(toldIn([{ ...send, eventId: "krugletterxyz" }], START)).toEqual([]);
  });

  it("has, of what is about to be done, each ask that a comment carries", () => {
    const comment = { kind: "comment", key: "c", pageId: question.id, text: "Vera?" } as Command;
    expect(toldIn([{ ...comment, acts: [askOf(question.id, anId("Vera"), MONDAY + DAY)] } as Command], START)).toEqual([
      vera,
    ]);
    expect(toldIn([comment], START)).toEqual([]);
  });
});

describe("who may help with a question", () => {
  const helpers = (
    pages: Readonly<Record<string, Values>>,
    more: Partial<Parameters<typeof suggestHelpers>[0]> = {},
  ) => {
    const rows = Object.entries(pages).map(([name, values]) => aPerson(name, { offers: ["testing"], ...values }));
    const people = [...aSnapshot([aPerson("Ana", { languages: ["en", "ru"] }), ...rows]).people.values()];
    const askers = people.filter(({ name }) => name === "Ana");
    const asking = { questionId: "q", skills: ["testing"], askers, durationMinutes: 30, loads: new Map(), ...more };
    const usual = { apart: () => false, now: MONDAY, isSmall: true, topics: [] };
    const found = suggestHelpers({ ...usual, ...asking }, people);
    return found.map(one => ({ ...one, name: people.find(({ id }) => id === one.personId)?.name }));
  };
  const names = (...given: Parameters<typeof helpers>) => helpers(...given).map(({ name }) => name);
  const load = (name: string, sessions: string[], lately = 0) =>
    new Map([[anId(name), { sessions: sessions.map(day => ({ startsAt: at(day), endsAt: at(day) + HOUR })), lately }]]);

  it("who speaks one of several languages of the asker's", () => {
    expect(names({ Boris: { languages: ["bg", "ru"] }, Vera: { languages: ["bg"] } })).toEqual(["Boris"]);
  });

  it("with more of the skills that were named comes before who has one, and what each offers is said", () => {
    const pages = { Boris: { offers: ["video"] }, Vera: { offers: ["video", "testing"] } };
    for (const questionId of ["q", "r", "s", "t"]) {
      const found = helpers(pages, { questionId, skills: ["testing", "video"] });
      expect(found.map(({ name, skills }) => [name, skills])).toEqual([
        ["Vera", ["testing", "video"]],
        ["Boris", ["video"]],
      ]);
    }
  });

  it("is drawn among those alike, by the question", () => {
    const alike = { Boris: {}, Vera: {}, Goran: {}, Dora: {}, Emil: {} };
    const first = new Set(["q", "r", "s", "t", "u", "v"].map(questionId => names(alike, { questionId })[0]));
    expect(first.size).toBeGreaterThan(1);
  });

  it.each<[string, string, boolean]>([
    ["this week", "2027-01-11T00:00:00+01:00", true],
    ["to the end of next week", "2027-01-24T23:59:00+01:00", true],
    ["and not the week before", "2027-01-10T23:59:00+01:00", false],
    ["nor the one after", "2027-01-25T00:00:00+01:00", false],
  ])("has fewer meetings, counted %s", (_, day, counts) => {
    for (const name of ["Boris", "Vera"]) {
      const other = name === "Boris" ? "Vera" : "Boris";
      const loads = load(name, [day]);
      const first = ["q", "r", "s", "t", "u", "v"].map(
        questionId => names({ Boris: {}, Vera: {} }, { questionId, loads })[0],
      );
      expect(first.every(one => one === other)).toBe(counts);
    }
  });

  it.each<[string, number, string, string | null]>([
    ["two hours from now", 30, "2027-01-11T08:00:00Z", "2027-01-11T10:00:00Z"],
    ["at the last moment that holds it", 30, "2027-01-11T13:30:00Z", "2027-01-11T15:30:00Z"],
    ["else the next morning", 30, "2027-01-11T13:31:00Z", "2027-01-12T08:00:00Z"],
    ["as long as it lasts", 45, "2027-01-11T13:30:00Z", "2027-01-12T08:00:00Z"],
  ])("is free %s", (_, durationMinutes, now, expected) => {
    expect(helpers({ Boris: {} }, { now: at(now), durationMinutes })[0]?.freeAt).toBe(expected && at(expected));
  });

  it.each<[string, string, boolean]>([
    ["in the next five days", "Fri 14-16", true],
    ["and not later", "Sat 14-16", false],
  ])("is looked at %s", (_, hours, isFree) => {
    // Five days from Monday at two in the afternoon end on Saturday at two.
    const found = helpers({ Boris: { hours } }, { now: at("2027-01-11T13:00:00Z"), askers: [] });
    expect(found[0]?.freeAt !== null).toBe(isFree);
  });
});
