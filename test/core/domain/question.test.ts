import { describe, expect, test } from "vitest";
import { parseQuestion, questionKey } from "../../../src/core/domain/question.ts";
import { anId, aPerson, aQuestion, aSnapshot, MONDAY, on } from "../../world/builders.ts";

describe("a page of the help board", () => {
  test("is a question with who asks, who took it, and since when it waits", () => {
    const row = aQuestion("How do I test a queue?", { takenBy: [anId("Boris")], urgency: "today" });
    const values = { ...row.values, key: questionKey(row.id), state: "taken", waiting: on("2027-01-11T06:00:00Z") };
    expect(parseQuestion({ ...row, values })).toMatchObject({
      value: {
        title: "How do I test a queue?",
        skills: ["testing"],
        askerIds: [anId("Ana")],
        takerIds: [anId("Boris")],
        urgency: "today",
        state: "taken",
        waitsSince: MONDAY,
        isResolved: false,
      },
      problems: [],
    });
  });

  test("a copy starts anew: what Krug wrote on the first page is not the copy's", () => {
    const row = aQuestion("How do I test a queue?", {
      key: questionKey("another"),
      state: "taken",
      suggested: [anId("Boris")],
      asked: [anId("Boris")],
      session: ["s"],
      waiting: on("2027-01-11T06:00:00Z"),
    });
    expect(parseQuestion(row).value).toMatchObject({
      state: null,
      suggestedIds: [],
      askedIds: [],
      sessionIds: [],
      waitsSince: null,
    });
  });

  test("who asks does not count among those who took it", () => {
    const row = aQuestion("How do I test a queue?", { takenBy: [anId("Ana"), anId("Boris"), anId("Boris")] });
    expect(parseQuestion(row).value?.takerIds).toEqual([anId("Boris")]);
  });

  test("an empty page is no question, and one nobody asks says so", () => {
    expect(parseQuestion(aQuestion(""))).toEqual({ value: null, problems: [{ code: "no_title" }] });
    expect(parseQuestion(aQuestion("", { details: "How?" })).value?.details).toBe("How?");
    expect(parseQuestion(aQuestion("How?", { askedBy: [] })).problems).toEqual([{ code: "question_without_asker" }]);
  });

  test("somebody who has no page is told of on the question's", () => {
    const row = aQuestion("How?", { takenBy: [anId("Nobody")] });
    expect(aSnapshot([aPerson("Ana"), row]).problems.get(row.id)).toEqual([{ code: "unknown_person" }]);
  });
});
