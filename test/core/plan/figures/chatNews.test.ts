import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { DAY } from "../../../../src/core/domain/values/time.ts";
import { chatNews } from "../../../../src/core/plan/figures/chatNews.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { chatText } from "../../../../src/text/figures/chatNews.ts";
import {
  aGathering,
  aGoal,
  anId,
  aPerson,
  aProgramme,
  aQuestion,
  aSnapshot,
  aThanks,
  MONDAY,
  on,
} from "../../../world/builders.ts";

const YESTERDAY = { from: MONDAY - DAY, until: MONDAY };
const made = (row: Row, createdAt = MONDAY - DAY / 2): Row => ({ ...row, createdAt });
const done = (goal: Row, at = MONDAY - DAY / 2) => ({
  pageId: goal.id,
  what: "goal_status" as const,
  was: "doing",
  at,
});

/** The lines of a day's message, as people read them. */
function told(rows: readonly Row[], more: Partial<Mirror> = {}, stretch = YESTERDAY): string[] {
  const snapshot = aSnapshot([aProgramme({ format: "micro" }), ...rows], more);
  const [programme] = snapshot.programmes;
  if (programme === undefined) throw new Error("no programme");
  return chatText(programme, chatNews(snapshot, programme, stretch)).lines.map(({ text }) => text);
}

const people = (showInChat: boolean) => [aPerson("Ana", { showInChat }), aPerson("Boris", { showInChat })];
const goal = aGoal("Ana", { title: "Ship the app", status: "done" });
const thanks = aThanks("Ana", "Boris", MONDAY - DAY / 2, { title: "For the tests" });
const question = made(aQuestion("How to test a queue that retries?", { askedBy: [anId("Ana")] }));

describe("what a programme's chat is told", () => {
  test("is a new question by its title, a class, and of people only what all of them agreed to", () => {
    const lesson = made(
      aGathering({ title: "Testing queues", when: on("2027-01-14T10:00:00Z", "2027-01-14T11:00:00Z") }),
    );
    const rows = [question, lesson, goal, thanks];
    const changes = { pageChanges: [done(goal)] };
    expect(told([...people(false), ...rows], changes)).toEqual([
      "• New question: “How to test a queue that retries?”",
      expect.stringMatching(/^• Webinar or class: “Testing queues”, .*14 January/),
    ]);
    const agreed = told([...people(true), ...rows], changes);
    expect(agreed[0]).toBe("• New question from Ana: “How to test a queue that retries?”");
    expect(agreed.slice(2)).toEqual([
      "• Goal reached: “Ship the app” (Ana). Congratulations!",
      "• Thanks: Ana → Boris: “For the tests”",
    ]);
  });

  test("is nothing where nothing came since, and each thing once", () => {
    const rows = [...people(true), question, thanks];
    expect(told(rows, {}, { from: MONDAY, until: MONDAY + DAY })).toEqual([]);
    expect(told(rows, {}, { from: MONDAY - 2 * DAY, until: MONDAY - DAY })).toEqual([]);
    expect(told([...people(true), goal])).toEqual([]);
  });

  test("names nobody in a title who did not agree", () => {
    const rows = [aPerson("Ana", { showInChat: true }), aPerson("Boris")];
    expect(told([...rows, made(aQuestion("What does Boris know about queues?", { askedBy: [anId("Ana")] }))])).toEqual([
      "• New question from Ana: testing",
    ]);
  });

  test("is never a word of what is private, in whatever world", () => {
    const secret = "zyxwv";
    const world = fc.record({
      agree: fc.tuple(fc.boolean(), fc.boolean()),
      confidential: fc.boolean(),
      isDone: fc.boolean(),
      thanked: fc.boolean(),
      details: fc.boolean(),
    });
    fc.assert(
      fc.property(world, ({ agree, confidential, isDone, thanked, details }) => {
        const [ana, boris] = agree;
        const own = aGoal("Ana", {
          title: confidential || !ana ? `Goal ${secret}` : "A goal",
          status: isDone ? "done" : "doing",
          confidential,
          nextStep: secret,
          measure: secret,
          help: secret,
        });
        const rows = [
          aPerson("Ana", { showInChat: ana, team: secret, offers: ["testing"] }),
          aPerson("Boris", { showInChat: boris, offers: ["testing"] }),
          own,
          ...(thanked
            ? [aThanks("Ana", "Boris", MONDAY - DAY / 2, { title: ana && boris ? "Thank you" : secret })]
            : []),
          made(
            aQuestion("How to test?", {
              askedBy: [anId("Ana")],
              details: details ? secret : "",
              answer: details ? secret : "",
            }),
          ),
        ];
        const text = told(rows, { pageChanges: [done(own)] }).join("\n");
        expect(text).not.toContain(secret);
        if (!ana) expect(text).not.toContain("Ana");
        if (!boris) expect(text).not.toContain("Boris");
      }),
    );
  });
});
