import { describe, expect, it } from "vitest";
import { endedSessions } from "../../../../src/core/rules/metrics/facts.ts";
import { FEEDBACK } from "../../../../src/core/rules/metrics/feedback.ts";
import { lookingBack, NO_OCCURRENCES, withMore } from "../../../../src/core/rules/metrics/firstOccurrences.ts";
import { MEETINGS } from "../../../../src/core/rules/metrics/meetings.ts";
import { heldSeats, SESSIONS } from "../../../../src/core/rules/metrics/sessions.ts";
import { anAnswer, aSession, figureOf, noFacts, onDay, SECOND, WINDOW } from "./builders.ts";

describe("sessions held", () => {
  const sessions = [
    aSession({ id: "1", status: "met" }),
    aSession({ id: "2", status: "met" }),
    aSession({ id: "3", status: "met" }),
    aSession({ id: "4", status: "not_met" }),
    aSession({ id: "5", status: "unreported" }),
    aSession({ id: "6", status: "planned" }),
    aSession({ id: "7", status: "cancelled" }),
    aSession({ id: "8", status: "no_slot" }),
    aSession({ id: "9", status: "met", kind: "check_in" }),
  ];

  it("are 3 of the 4 reported; with two unreported between 3 and 5 of 6", () => {
    expect(figureOf(SESSIONS.held_rate, { sessions })).toEqual({ value: 0.75, n: 4, count: 3, bounds: [3 / 6, 5 / 6] });
    expect(figureOf(SESSIONS.unreported_share, { sessions })).toEqual({ value: 2 / 6, n: 6, count: 2 });
  });

  it("are unknown while nobody said anything, though the days have gone by", () => {
    const silent = [aSession({ status: "planned" })];
    expect(figureOf(SESSIONS.held_rate, { sessions: silent })).toEqual({ value: null, n: 0, count: 0, bounds: [0, 1] });
    expect(figureOf(SESSIONS.unreported_share, { sessions: silent }).value).toBe(1);
    expect(figureOf(SESSIONS.held_rate, {})).toEqual({ value: null, n: 0, count: 0 });
  });

  it("are those that are over: not the one that ends later today, nor one of the next period", () => {
    const facts = noFacts({
      sessions: [aSession({ day: 3 }), aSession({ id: "s2", day: 5 }), aSession({ id: "s3", day: 30 })],
    });
    expect(endedSessions(facts, WINDOW).map(session => session.id)).toEqual(["s1", "s2"]);
    expect(endedSessions({ ...facts, asOf: onDay(5) }, WINDOW).map(session => session.id)).toEqual(["s1"]);
  });

  it("that end on the stroke of the next period belong to that one", () => {
    const facts = noFacts({ sessions: [aSession({ endsAt: WINDOW.to })] });
    expect(endedSessions(facts, WINDOW)).toEqual([]);
    expect(endedSessions(facts, SECOND)).toHaveLength(1);
  });
});

describe("check-ins", () => {
  it("are no sessions: nobody has a seat in one, and nobody meets anybody for the first time there", () => {
    const sessions = [aSession({ kind: "check_in" })];
    expect(heldSeats(sessions)).toEqual([]);
    expect(withMore("ana", NO_OCCURRENCES, { sessions, selfAssessments: [] }).meetings).toEqual({});
    const met = { boris: { sessionId: "s0", at: onDay(-9) } };
    const facts = noFacts({ sessions });
    expect(lookingBack("ana", facts, { assessments: [], meetings: met }, WINDOW).sessions).toEqual(sessions);
  });
});

describe("attendance", () => {
  it("is seats taken of seats not declined: 2 of 3 and 0 of 2 give 0.4", () => {
    const sessions = [
      aSession({
        id: "1",
        memberIds: ["ana", "boris", "vera", "gleb"],
        declinedIds: ["gleb"],
        cameIds: ["ana", "vera"],
      }),
      aSession({ id: "2", status: "not_met" }),
    ];
    expect(figureOf(SESSIONS.attendance_rate, { sessions })).toEqual({ value: 0.4, n: 5, count: 2 });
  });

  it("is unknown where nobody knows who came", () => {
    expect(
      figureOf(SESSIONS.attendance_rate, {
        sessions: [aSession({ status: "met" }), aSession({ id: "2", status: "unreported" })],
      }),
    ).toEqual({
      value: null,
      n: 0,
      count: 0,
    });
  });

  it("counts who declined and came after all, and no guest who is not a member", () => {
    const session = aSession({ declinedIds: ["boris"], cameIds: ["ana", "boris", "guest"] });
    expect(figureOf(SESSIONS.attendance_rate, { sessions: [session] })).toEqual({ value: 1, n: 2, count: 2 });
  });
});

describe("feedback given", () => {
  const gave = anAnswer;

  it("is answers of seats in held sessions: 3 of 4", () => {
    const sessions = [
      aSession({ id: "1" }),
      aSession({ id: "2", cameIds: ["ana", "boris"] }),
      aSession({ id: "3", status: "not_met" }),
    ];
    const feedback = [gave("1", "ana"), gave("1", "boris"), gave("2", "boris"), gave("3", "ana")];
    expect(figureOf(FEEDBACK.feedback_given_rate, { sessions, feedback })).toMatchObject({
      value: 0.75,
      n: 4,
      count: 3,
      people: 2,
    });
  });

  it("is unknown when nothing was held", () => {
    expect(
      figureOf(FEEDBACK.feedback_given_rate, {
        sessions: [aSession({ status: "unreported" })],
        feedback: [gave("s1", "ana")],
      }).value,
    ).toBeNull();
  });
});

describe("who has met whom", () => {
  const pair = (id: string, day: number, ...memberIds: string[]) => aSession({ id, day, memberIds });

  it("in the first month of a rotation all meetings are new: three people, three pairs, 2 new people each", () => {
    const sessions = [pair("1", 1, "ana", "boris"), pair("2", 8, "ana", "vera"), pair("3", 15, "boris", "vera")];
    expect(figureOf(MEETINGS.new_people_met, { sessions }, WINDOW)).toEqual({ value: 2, n: 3 });
    expect(figureOf(MEETINGS.repeat_share, { sessions }, WINDOW)).toEqual({ value: 0, n: 3, count: 0 });
  });

  it("a triad is three meetings of two", () => {
    expect(figureOf(MEETINGS.repeat_share, { sessions: [pair("1", 1, "ana", "boris", "vera")] }, WINDOW)).toMatchObject(
      { n: 3 },
    );
  });

  it("in the second month ana meets boris again twice and vera for the first time", () => {
    const sessions = [
      pair("1", 1, "ana", "boris"),
      pair("2", 30, "boris", "ana"),
      pair("3", 37, "ana", "boris"),
      pair("4", 44, "ana", "vera"),
    ];
    expect(figureOf(MEETINGS.repeat_share, { sessions }, SECOND)).toEqual({ value: 2 / 3, n: 3, count: 2 });
    expect(figureOf(MEETINGS.new_people_met, { sessions }, SECOND)).toEqual({ value: 2 / 3, n: 3 });
  });

  it("only who came counts where that is known, and only held sessions", () => {
    const sessions = [
      aSession({ id: "1", memberIds: ["ana", "boris", "vera"], cameIds: ["ana", "boris"] }),
      aSession({ id: "2", memberIds: ["ana", "vera"], status: "not_met" }),
    ];
    expect(figureOf(MEETINGS.new_people_met, { sessions }, WINDOW)).toEqual({ value: 1, n: 2 });
    expect(figureOf(MEETINGS.new_people_met, {}, WINDOW)).toEqual({ value: null, n: 0 });
  });
});
