import { describe, expect, it, test } from "vitest";
import { factsOf } from "../../../../src/core/plan/figures/gather.ts";
import { decideSurveys } from "../../../../src/core/plan/forms/surveys.ts";
import { parseAnswer } from "../../../../src/core/rules/surveys/answers.ts";
import { questionId } from "../../../../src/core/rules/surveys/form.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import {
  aMirror,
  anId,
  aPerson,
  aPlanning,
  aProgramme,
  applied,
  aSnapshot,
  at,
  programmeOf,
} from "../../../world/builders.ts";

/** Ends on Sunday 4 April 2027, so that the closing form is open from Monday 29 March. */
const row = aProgramme({ feedbackOnly: false });
const PROGRAMME = programmeOf(row);
const NAMES = ["Ana", "Boris", "Carla", "Dan", "Eva"];
const rows = [row, ...NAMES.map(name => aPerson(name))];
const LAST_WEEK = at("2027-03-30T08:00:00Z");
const AFTER = at("2027-04-19T08:00:00Z");

const response = (name: string, said: Record<string, string>, submittedAt = at("2027-04-02T08:00:00Z"), id = name) => ({
  programmeId: PROGRAMME.id,
  kind: "closing" as const,
  response: {
    responseId: id,
    submittedAt,
    email: `${name.toLowerCase()}@example.org`,
    answers: Object.fromEntries(Object.entries(said).map(([key, value]) => [questionId(key), [value]])),
  },
});
const read = (said: Record<string, string>) =>
  parseAnswer("closing", response("Ana", { growth: "4", ...said }).response);

describe("the closing form", () => {
  it("is read whole", () => {
    const said = {
      usesChances: "Yes",
      projects: "2",
      courses: "about 3",
      certificates: "0",
      newRole: "No",
      weeksToFeelAtHome: "6 weeks",
      whatNext: "SQL ",
    };
    expect(read(said)).toMatchObject({
      value: {
        growth: 4,
        usesChances: "yes",
        projects: 2,
        courses: 3,
        certificates: 0,
        newRole: false,
        weeksToFeelAtHome: 6,
        whatNext: "SQL",
      },
      problems: [],
    });
  });

  test.each([
    ["projects", "many"],
    ["projects", "2 or 3"],
    ["courses", "-1"],
    ["courses", "1.5"],
    ["certificates", "100"],
    ["weeksToFeelAtHome", "105"],
  ])("asks again what %s is when it says %s, and counts the rest", (question, value) => {
    const { value: answer, problems } = read({ [question]: value, whatNext: "SQL" });
    expect(problems).toEqual([{ code: "answer_out_of_range", question, value }]);
    expect(answer).toMatchObject({ [question]: null, growth: 4, whatNext: "SQL" });
  });

  it("is made in the programme's last week, not before", () => {
    const formsMade = (now: number) =>
      decideSurveys(aPlanning(aSnapshot(rows), now), PROGRAMME).flatMap(command =>
        command.kind === "create_form" ? [command.formKind] : [],
      );
    expect(formsMade(at("2027-03-20T08:00:00Z"))).not.toContain("closing");
    expect(formsMade(LAST_WEEK)).toContain("closing");
  });

  const answered = (count: number, growth: (index: number) => number): Mirror => {
    const made = applied(aMirror(rows), decideSurveys(aPlanning(aSnapshot(rows), LAST_WEEK), PROGRAMME));
    const responses = NAMES.slice(0, count).map((name, index) => response(name, { growth: String(growth(index)) }));
    return { ...made, responses };
  };
  const resultOf = (mirror: Mirror) => {
    const commands = decideSurveys(aPlanning(aSnapshot(mirror.rows, mirror), AFTER), PROGRAMME);
    const page = commands.find(command => command.kind === "create_page" && command.key.includes("/closing/"));
    return page?.kind === "create_page" ? page.values.result : undefined;
  };

  it("says how useful people found the programme, from four answers up", () => {
    expect(resultOf(answered(4, index => 2 + index))).toBe("Useful for growth: mean 3.5 of 5; 4 of 5 people answered.");
    expect(resultOf(answered(3, () => 4))).toMatch(
      /^Useful for growth: 3 answers from 5 people asked\. With fewer than 4/,
    );
  });

  it("counts a person once, as they last said, and late answers for the programme's last days", () => {
    const mirror = aMirror(rows, {
      responses: [
        response("Ana", { growth: "4", projects: "2" }, at("2027-04-02T08:00:00Z"), "r1"),
        response("Ana", { growth: "5", projects: "3", newRole: "Yes" }, at("2027-04-12T08:00:00Z"), "r2"),
      ],
    });
    const snapshot = aSnapshot(rows, mirror);
    const { closings } = factsOf(snapshot, PROGRAMME, { goals: [], people: [] }, AFTER);
    expect(closings).toHaveLength(1);
    expect(closings[0]).toMatchObject({ personId: anId("Ana"), projects: 3, newRole: true, courses: null });
    expect(closings[0]?.at).toBeLessThan(at("2027-04-05T00:00:00+02:00"));
  });
});
