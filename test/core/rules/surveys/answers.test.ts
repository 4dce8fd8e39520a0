import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../../../../src/core/domain/values/language.ts";
import { type AnswerTo, type FormResponse, parseAnswer } from "../../../../src/core/rules/surveys/answers.ts";
import { questionId, skillQuestionKey } from "../../../../src/core/rules/surveys/form.ts";
import { QUESTION_TEXTS } from "../../../../src/core/rules/surveys/texts.ts";
import { assignAnswers, assignPeople, latestAnswers } from "../../../../src/core/rules/surveys/whoseAnswers.ts";

const NOON = Date.parse("2027-01-11T12:00:00Z");

function response(answers: Record<string, string | string[]>, more: Partial<FormResponse> = {}): FormResponse {
  const byId = Object.entries(answers).map(([key, value]) => [questionId(key), [value].flat()]);
  return {
    responseId: "r1",
    submittedAt: NOON,
    email: "Ana@Example.org",
    answers: Object.fromEntries(byId),
    ...more,
  };
}

const met = (option: keyof typeof QUESTION_TEXTS.met.options) => QUESTION_TEXTS.met.options[option];
const FULL = {
  code: " abc234 ",
  met: "Yes, everyone came",
  endedInTime: "Yes",
  minutes: "45",
  useful: "4",
  advice: "No",
  checked: "Partly",
  solved: "Fully",
  solvedBefore: "I never had such a question",
  recommended: "Read the old tests first",
  thanks: "Boris, for the tests ",
};

describe("feedback after a session", () => {
  it("is read whole", () => {
    expect(parseAnswer("feedback", response(FULL))).toEqual({
      value: {
        responseId: "r1",
        submittedAt: NOON,
        email: "ana@example.org",
        code: "ABC234",
        met: "all",
        endedInTime: true,
        minutes: 45,
        useful: 4,
        advice: false,
        checked: "partly",
        solved: "fully",
        solvedBefore: "never",
        applied: null,
        recommended: "Read the old tests first",
        stepFrom: null,
        thanks: "Boris, for the tests",
        thanksTold: null,
      },
      problems: [],
    });
  });

  it.each(LANGUAGES)("is understood in %s whatever language the form has now, with other case and spaces", language => {
    for (const option of ["all", "some", "not_yet", "could_not"] as const) {
      const typed = `  ${met(option)[language].toUpperCase().replace(" ", "  ")} `;
      expect(parseAnswer("feedback", response({ code: "X", met: typed })).value?.met).toBe(option);
    }
  });

  it("is understood in the words of a form that was made before they were changed", () => {
    const before = parseAnswer("feedback", response({ ...FULL, solvedBefore: "Таких питань не було" }));
    expect([before.value?.solvedBefore, before.problems]).toEqual(["never", []]);
    for (const text of ["Никому не помогал(а)", "нікому не допомагав(-ла)", "Не съм помагал(а) на никого"])
      expect(parseAnswer("closing", response({ growth: "4", usesChances: text })).value?.usesChances).toBe("nobody");
  });

  it.each([
    ["useful", "7"],
    ["useful", "0"],
    ["useful", "4.5"],
    ["useful", "four"],
    ["minutes", "2 hours"],
    ["minutes", "-5"],
    ["minutes", "1000"],
  ])("%s of “%s” is told, and the rest counts", (question, value) => {
    const { value: answer, problems } = parseAnswer("feedback", response({ ...FULL, [question]: value }));
    expect(problems).toEqual([{ code: "answer_out_of_range", question, value }]);
    expect(answer).toMatchObject({ [question]: null, met: "all", solved: "fully" });
  });

  it.each(["45 min", "45 мин", "45 минути", "45 хвилин", "~45", "45 m."])("“%s” are 45 minutes", minutes => {
    expect(parseAnswer("feedback", response({ ...FULL, minutes })).value?.minutes).toBe(45);
  });

  it("an option somebody rewrote, or several where one is meant, is told and not guessed", () => {
    for (const value of [["Maybe"], ["Yes", "No"]]) {
      const { value: answer, problems } = parseAnswer("feedback", response({ ...FULL, advice: value }));
      expect(problems).toEqual([{ code: "answer_unknown_option", question: "advice", value: value.join(", ") }]);
      expect(answer?.advice).toBeNull();
    }
  });

  it("a question somebody deleted from the form is told, and the rest counts", () => {
    const { met: _, ...rest } = FULL;
    const { value, problems } = parseAnswer("feedback", response(rest));
    expect(problems).toEqual([{ code: "form_question_missing", question: "met" }]);
    expect(value).toMatchObject({ met: null, useful: 4 });
  });

  it("a form of which nothing is left gives no answer", () => {
    const { value, problems } = parseAnswer("feedback", response({ somethingElse: "5" }));
    expect(value).toBeNull();
    expect(problems.map(problem => problem.question)).toEqual(["code", "met"]);
  });
});

describe("a self-assessment", () => {
  const skills = ["Testing", "Architecture"];
  const row = skillQuestionKey;

  it("gives a level a skill, skipped ones left out", () => {
    const answer = parseAnswer("self_assessment", response({ [row("testing")]: "2", confidence: "3" }), skills);
    expect(answer.value).toMatchObject({ levels: { Testing: 2 }, confidence: 3 });
    expect(answer.problems).toEqual([]);
  });

  it("keeps what it can when a level makes no sense", () => {
    const given = response({ [row("testing")]: "9", [row("architecture")]: "4", confidence: "3" });
    const { value, problems } = parseAnswer("self_assessment", given, skills);
    expect(value?.levels).toEqual({ Architecture: 4 });
    expect(problems).toEqual([{ code: "answer_out_of_range", question: "Testing", value: "9" }]);
  });
});

describe("an anonymous answer", () => {
  it("has nothing in it that says who answered or when", () => {
    const { value } = parseAnswer("pulse", response({ satisfaction: "4", supported: "5", recommend: "10" }));
    const scales = { satisfaction: 4, supported: 5, safety: null, relationship: null };
    expect(value).toEqual({ ...scales, balance: null, recommend: 10, change: "" });
  });

  it("whatever is typed, a figure within its scale or none comes out", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (satisfaction, recommend) => {
        const { value } = parseAnswer("pulse", response({ satisfaction, recommend, change: "x" }));
        expect([null, 1, 2, 3, 4, 5]).toContain(value?.satisfaction);
        expect([null, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]).toContain(value?.recommend);
      }),
    );
  });
});

describe("the last answer counts", () => {
  const answer = (responseId: string, about: string, submittedAt: number) => ({ responseId, about, submittedAt });
  const latest = (answers: ReturnType<typeof answer>[]) => latestAnswers(answers, each => each.about);

  it("an edited response as it was last submitted", () => {
    expect(latest([answer("r1", "a", 2), answer("r1", "a", 1)])).toEqual([answer("r1", "a", 2)]);
  });

  it("a second response of the same person for the same session instead of the first", () => {
    expect(latest([answer("r2", "a", 5), answer("r1", "a", 1), answer("r3", "b", 1)])).toEqual([
      answer("r3", "b", 1),
      answer("r2", "a", 5),
    ]);
  });

  it("a response edited to another code leaves the first session", () => {
    expect(latest([answer("r1", "a", 1), answer("r1", "b", 2)])).toEqual([answer("r1", "b", 2)]);
  });

  it("in whatever order they arrive, and however often", () => {
    const answers = fc.array(
      fc.record({ responseId: fc.constantFrom("1", "2", "3"), at: fc.nat(5), about: fc.constantFrom("a", "b") }),
    );
    fc.assert(
      fc.property(answers, fc.infiniteStream(fc.nat()), (drawn, noise) => {
        const given = [
          ...new Map(
            drawn.map(({ responseId, at, about }) => [`${responseId}${at}`, answer(responseId, about, at)]),
          ).values(),
        ];
        const shuffled = given
          .map(each => [noise.next().value, each] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, each]) => each);
        expect(latest([...shuffled, ...given])).toEqual(latest(given));
        expect(new Set(latest(given).map(each => each.about)).size).toBe(latest(given).length);
      }),
    );
  });
});

describe("who answered for what", () => {
  const people = [
    { id: "ana", email: "ana@example.org", otherEmails: ["ana@home.example"] },
    { id: "boris", email: "boris@example.org", otherEmails: [] },
    { id: "twin1", email: "shared@example.org", otherEmails: [] },
    { id: "twin2", email: "twin2@example.org", otherEmails: ["shared@example.org"] },
  ];
  const sessions = new Map([["ABC234", { id: "s1", memberIds: ["ana", "twin1"] }]]);
  const feedback = (more: Partial<AnswerTo<"feedback">>): AnswerTo<"feedback"> => {
    const { value } = parseAnswer("feedback", response(FULL));
    return { ...(value as AnswerTo<"feedback">), ...more };
  };
  const assign = (...answers: AnswerTo<"feedback">[]) => assignAnswers(answers, people, sessions);

  it("an answer goes to its person and session", () => {
    expect(assign(feedback({})).assigned).toMatchObject([{ personId: "ana", sessionId: "s1", useful: 4 }]);
  });

  it("another address of the same person is the same person, who counts once", () => {
    const again = feedback({ responseId: "r2", email: "Ana@Home.example", useful: 2, submittedAt: NOON + 1 });
    expect(assign(again, feedback({})).assigned).toMatchObject([{ personId: "ana", useful: 2 }]);
  });

  it("an address nobody has, or two people have, is a stranger's", () => {
    const { assigned, strangers } = assign(
      feedback({ email: "who@example.org" }),
      feedback({ responseId: "r2", email: "shared@example.org" }),
      feedback({ responseId: "r3", email: "" }),
      feedback({ responseId: "r4", email: "who@example.org" }),
    );
    expect(assigned).toEqual([]);
    expect(strangers).toEqual(["", "shared@example.org", "who@example.org"]);
  });

  it("a code that names no session, or a session of other people, is wrong", () => {
    const { assigned, wrongCodes } = assign(
      feedback({ code: "ZZZ999" }),
      feedback({ responseId: "r2", email: "boris@example.org" }),
      feedback({ responseId: "r3", code: "" }),
    );
    expect(assigned).toEqual([]);
    expect(wrongCodes).toEqual(["", "ABC234", "ZZZ999"]);
  });

  it("a code typed with spaces and small letters is still that code", () => {
    expect(assign(feedback({ code: "abc 234" })).assigned).toHaveLength(1);
  });

  it("nothing is lost: each response ends up in one of the three", () => {
    const drawn = fc.array(
      fc.record({
        responseId: fc.uuid(),
        email: fc.constantFrom("ana@example.org", "boris@example.org", "shared@example.org", "x@y.z"),
        code: fc.constantFrom("ABC234", "NOPE22"),
      }),
    );
    fc.assert(
      fc.property(drawn, given => {
        const { assigned, strangers, wrongCodes } = assign(...given.map(feedback));
        for (const { email, code } of given)
          expect(
            strangers.includes(email) || wrongCodes.includes(code) || assigned.some(each => each.email === email),
          ).toBe(true);
      }),
    );
  });

  it("self-assessments are placed by person alone", () => {
    const { assigned, strangers } = assignPeople(
      [
        { responseId: "r1", submittedAt: 1, email: "ana@home.example" },
        { responseId: "r2", submittedAt: 1, email: "x@y.z" },
      ],
      people,
    );
    expect(assigned).toEqual([{ responseId: "r1", submittedAt: 1, email: "ana@home.example", personId: "ana" }]);
    expect(strangers).toEqual(["x@y.z"]);
  });
});
