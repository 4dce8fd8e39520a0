import { describe, expect, test } from "vitest";
import { questionId, skillQuestionKey } from "../../../../src/core/rules/surveys/form.ts";
import { earlierLevels } from "../../../../src/core/rules/surveys/levelHistory.ts";
import { wavesOf } from "../../../../src/core/rules/surveys/waves.ts";
import { aProgramme, at, programmeOf } from "../../../world/builders.ts";

const WAVES = wavesOf(
  programmeOf(aProgramme({ feedbackOnly: false, end: { start: "2027-05-30", end: null } })),
  at("2027-03-20T12:00:00Z"),
);
const LEVEL = questionId(skillQuestionKey("Testing"));
const said = (day: string) => ({
  responseId: "r",
  submittedAt: at(`${day}T12:00:00Z`),
  email: "ana@example.org",
  answers: { [LEVEL]: ["2"], [questionId("confidence")]: ["3"], "0badcafe": ["a word in a question people added"] },
});
const edited = (before: string, after: string) =>
  earlierLevels(said(before), at(`${after}T12:00:00Z`), WAVES, ["Testing"]);

describe("a self-assessment that is edited", () => {
  test("in a later wave keeps the levels of the wave before, and nothing else", () => {
    expect(edited("2027-01-12", "2027-02-09")).toEqual({
      ...said("2027-01-12"),
      responseId: expect.stringMatching(/^r@/),
      answers: { [LEVEL]: ["2"], [questionId("confidence")]: ["3"] },
    });
  });

  test("in the same wave keeps nothing: the last word counts", () => {
    expect(edited("2027-01-12", "2027-01-20")).toBeNull();
  });

  test("keeps one answer for each wave, however often it is edited", () => {
    const ids = [
      edited("2027-01-12", "2027-02-09"),
      edited("2027-01-20", "2027-02-10"),
      edited("2027-02-09", "2027-03-10"),
    ].map(one => one?.responseId);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });
});
