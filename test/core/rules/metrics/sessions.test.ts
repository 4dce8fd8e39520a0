import { describe, expect, it } from "vitest";
import { attendanceRate } from "../../../../src/core/rules/metrics/attendanceRate.ts";
import { endedSessions } from "../../../../src/core/rules/metrics/facts.ts";
import { feedbackGivenRate } from "../../../../src/core/rules/metrics/feedbackGivenRate.ts";
import { heldRate } from "../../../../src/core/rules/metrics/heldRate.ts";
import { newPeopleMet } from "../../../../src/core/rules/metrics/newPeopleMet.ts";
import { repeatShare } from "../../../../src/core/rules/metrics/repeatShare.ts";
import { unreportedShare } from "../../../../src/core/rules/metrics/unreportedShare.ts";
import { anAnswer, aSession, noFacts, onDay, SECOND, WINDOW } from "./builders.ts";

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
    expect(heldRate(sessions)).toEqual({ value: 0.75, n: 4, count: 3, bounds: [3 / 6, 5 / 6] });
    expect(unreportedShare(sessions)).toEqual({ value: 2 / 6, n: 6, count: 2 });
  });

  it("are unknown while nobody said anything, though the days have gone by", () => {
    const silent = [aSession({ status: "planned" })];
    expect(heldRate(silent)).toEqual({ value: null, n: 0, count: 0, bounds: [0, 1] });
    expect(unreportedShare(silent).value).toBe(1);
    expect(heldRate([])).toEqual({ value: null, n: 0, count: 0 });
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
    expect(attendanceRate(sessions)).toEqual({ value: 0.4, n: 5, count: 2 });
  });

  it("is unknown where nobody knows who came", () => {
    expect(attendanceRate([aSession({ status: "met" }), aSession({ id: "2", status: "unreported" })])).toEqual({
      value: null,
      n: 0,
      count: 0,
    });
  });

  it("counts who declined and came after all, and no guest who is not a member", () => {
    const session = aSession({ declinedIds: ["boris"], cameIds: ["ana", "boris", "guest"] });
    expect(attendanceRate([session])).toEqual({ value: 1, n: 2, count: 2 });
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
    expect(feedbackGivenRate(sessions, feedback)).toMatchObject({ value: 0.75, n: 4, count: 3, people: 2 });
  });

  it("is unknown when nothing was held", () => {
    expect(feedbackGivenRate([aSession({ status: "unreported" })], [gave("s1", "ana")]).value).toBeNull();
  });
});

describe("who has met whom", () => {
  const pair = (id: string, day: number, ...memberIds: string[]) => aSession({ id, day, memberIds });

  it("in the first month of a rotation all meetings are new: three people, three pairs, 2 new people each", () => {
    const sessions = [pair("1", 1, "ana", "boris"), pair("2", 8, "ana", "vera"), pair("3", 15, "boris", "vera")];
    expect(newPeopleMet(sessions, WINDOW)).toEqual({ value: 2, n: 3 });
    expect(repeatShare(sessions, WINDOW)).toEqual({ value: 0, n: 3, count: 0 });
  });

  it("a triad is three meetings of two", () => {
    expect(repeatShare([pair("1", 1, "ana", "boris", "vera")], WINDOW)).toMatchObject({ n: 3 });
  });

  it("in the second month ana meets boris again twice and vera for the first time", () => {
    const sessions = [
      pair("1", 1, "ana", "boris"),
      pair("2", 30, "boris", "ana"),
      pair("3", 37, "ana", "boris"),
      pair("4", 44, "ana", "vera"),
    ];
    expect(repeatShare(sessions, SECOND)).toEqual({ value: 2 / 3, n: 3, count: 2 });
    expect(newPeopleMet(sessions, SECOND)).toEqual({ value: 2 / 3, n: 3 });
  });

  it("only who came counts where that is known, and only held sessions", () => {
    const sessions = [
      aSession({ id: "1", memberIds: ["ana", "boris", "vera"], cameIds: ["ana", "boris"] }),
      aSession({ id: "2", memberIds: ["ana", "vera"], status: "not_met" }),
    ];
    expect(newPeopleMet(sessions, WINDOW)).toEqual({ value: 1, n: 2 });
    expect(newPeopleMet([], WINDOW)).toEqual({ value: null, n: 0 });
  });
});
