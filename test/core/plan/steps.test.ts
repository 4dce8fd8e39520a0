import { describe, expect, test } from "vitest";
import type { CommandOf } from "../../../src/core/domain/command.ts";
import { sessionCode } from "../../../src/core/domain/session.ts";
import type { Row } from "../../../src/core/domain/values/row.ts";
import { DAY, MINUTE } from "../../../src/core/domain/values/time.ts";
import { decideSteps } from "../../../src/core/plan/steps.ts";
import { FORM_QUESTIONS, questionId } from "../../../src/core/rules/surveys/form.ts";
import { questionTexts } from "../../../src/core/rules/surveys/texts.ts";
import { applied } from "../../../src/core/state/apply.ts";
import type { Mirror } from "../../../src/core/state/mirror.ts";
import { snapshotOf } from "../../../src/core/state/snapshot.ts";
import {
  aGoal,
  aMirror,
  anId,
  aPair,
  aPerson,
  aPlanning,
  aProgramme,
  aSession,
  aStep,
  MONDAY,
} from "../../world/builders.ts";

const pair = aPair(["Ana", "Boris"]);
const people = [aProgramme(), aPerson("Ana"), aPerson("Boris"), pair];
const sessionWith = (nextSteps: string, more: Partial<Row> = {}) => ({ ...aSession(pair, { nextSteps }), ...more });
const LATER = MONDAY + DAY;

function decided(mirror: Mirror, now = LATER) {
  const commands = decideSteps(aPlanning(snapshotOf(mirror), now));
  return {
    made: commands.filter((one): one is CommandOf<"create_page"> => one.kind === "create_page"),
    changed: commands.filter((one): one is CommandOf<"update_page"> => one.kind === "update_page"),
    after: applied(mirror, commands, now),
  };
}
const worldOf = (...rows: Row[]) => aMirror([...people, ...rows]);
const withSession = (mirror: Mirror, nextSteps: string): Mirror => ({
  ...mirror,
  rows: mirror.rows.map(row => (row.source === "sessions" ? { ...row, values: { ...row.values, nextSteps } } : row)),
});

describe("what stands under Next steps of a session", () => {
  test("is no second step where it is open already for all it names, as when it is agreed on again or its page was copied; once done it is new", () => {
    const line = "Ana: read chapter 3";
    expect(decided(worldOf(sessionWith(line), aStep("Read chapter 3", ["Ana"]))).made).toEqual([]);
    expect(decided(worldOf(sessionWith(line), aStep("Read chapter 3", ["Boris"]))).made).toHaveLength(1);
    expect(decided(worldOf(sessionWith(line), aStep("Read chapter 3", ["Ana"], { done: true }))).made).toHaveLength(1);
    const doneSince = { ...aStep("Read chapter 3", ["Ana"], { done: true }), editedAt: LATER + 5 * DAY };
    expect(decided(worldOf(sessionWith(line), doneSince), LATER + 6 * DAY).made).toEqual([]);
  });

  test("becomes a step a line: of whom it names, else of all in the group; to the goal it names", () => {
    const goal = aGoal("Ana", { title: "Tests for the sign-in form" });
    const { made } = decided(
      worldOf(
        sessionWith("Ana: first of the tests for the sign-in form\n- Boris reads chapter 3\nMeet the customer"),
        goal,
      ),
    );
    expect(made.map(({ values: { title, owner, goal } }) => ({ title, owner, goal }))).toEqual([
      { title: "first of the tests for the sign-in form", owner: [anId("Ana")], goal: [goal.id] },
      { title: "Boris reads chapter 3", owner: [anId("Boris")], goal: [] },
      { title: "Meet the customer", owner: [anId("Ana"), anId("Boris")], goal: [] },
    ]);
    expect(made.every(({ source, values }) => source === "steps" && String(values.session) === aSession(pair).id)).toBe(
      true,
    );
  });

  test("is left alone while somebody writes, eight weeks after the meeting, and in a group that is not active", () => {
    const session = sessionWith("Write the tests");
    expect(decided(worldOf(session), MONDAY + 4 * MINUTE).made).toEqual([]);
    expect(decided(worldOf(session), MONDAY + 5 * MINUTE).made).toHaveLength(1);
    expect(decided(worldOf(session), MONDAY + 60 * DAY).made).toEqual([]);
    expect(decided(aMirror([aProgramme(), aPerson("Ana"), session])).made).toEqual([]);
  });

  test("becomes no second step when it is reworded, moved or emptied, and what people ticked stays", () => {
    const first = decided(worldOf(sessionWith("Write the tests\nAsk Boris"))).after;
    expect(decided(first).made).toEqual([]);
    const reworded = decided(withSession(first, "Ask Boris\nWrite the tests for login"));
    expect(reworded.made).toEqual([]);
    expect(reworded.changed.map(({ values }) => values)).toEqual([
      { written: "Write the tests for login", title: "Write the tests for login" },
    ]);
    const ticked: Mirror = {
      ...reworded.after,
      rows: reworded.after.rows.map(row =>
        row.source === "steps" ? { ...row, values: { ...row.values, done: true } } : row,
      ),
    };
    const emptied = decided(withSession(ticked, ""));
    expect([...emptied.made, ...emptied.changed]).toEqual([]);
    const again = decided(withSession(ticked, "Write some tests for login"));
    expect(again.changed.map(({ values }) => values)).toEqual([{ written: "Write some tests for login" }]);
  });

  test("is not made again once people put its step in the trash, or took its words away", () => {
    const first = decided(worldOf(sessionWith("Write the tests"))).after;
    const step = first.rows.find(row => row.source === "steps")!;
    const others = first.rows.filter(row => row !== step);
    const gone: Mirror = { ...first, rows: others, discarded: new Set([String(step.values.key)]) };
    expect(decided(gone).made).toEqual([]);
    const blank: Mirror = { ...first, rows: [...others, { ...step, values: { ...step.values, title: "" } }] };
    expect(decided(blank).made).toEqual([]);
  });
});

describe("what somebody was advised", () => {
  const session = aSession(pair);
  const answer = (said: Record<string, string>, email = "ana@example.org"): Mirror["responses"] => [
    {
      programmeId: anId("programme"),
      kind: "feedback",
      response: {
        responseId: "r1",
        submittedAt: LATER,
        email,
        answers: Object.fromEntries(
          Object.entries({ code: sessionCode(session.id), ...said }).map(([key, value]) => [questionId(key), [value]]),
        ),
      },
    },
  ];
  const option = (key: "page" | "page_told" | "keep") => questionTexts("stepFrom").options?.[key]?.en ?? "";
  const steps = (responses: Mirror["responses"], ...rows: Row[]) =>
    decided({ ...worldOf(session, ...rows), responses }).made.map(({ values }) => values);

  test("becomes a step only where they choose it: not by itself, and not from answers of before", () => {
    expect(FORM_QUESTIONS.feedback.stepFrom.required).toBe(false);
    const recommended = "Read the old tests first";
    expect(steps(answer({ recommended }))).toEqual([]);
    expect(steps(answer({ recommended, stepFrom: option("keep") }))).toEqual([]);
    expect(steps(answer({ recommended, stepFrom: option("page") }))).toMatchObject([
      { title: recommended, owner: [anId("Ana")], session: [session.id], tellAdviser: false },
    ]);
    expect(steps(answer({ recommended, stepFrom: option("page_told") }))).toMatchObject([{ tellAdviser: true }]);
  });

  test("leads to the goal it names, or to their only one, and never to a confidential one", () => {
    const said = answer({ recommended: "For Cooking: buy a pan", stepFrom: option("page") });
    const cooking = (more = {}) => aGoal("Ana", { title: "Cooking", ...more });
    const other = { ...aGoal("Ana", { title: "Running" }), id: anId("another goal") };
    expect(steps(said, cooking(), other)).toMatchObject([{ goal: [cooking().id] }]);
    expect(steps(said, other)).toMatchObject([{ goal: [other.id] }]);
    expect(steps(said, cooking({ confidential: true }), other)).toEqual([]);
    expect(steps(said, { ...other, values: { ...other.values, confidential: true } })).toEqual([]);
  });

  test("is one step, however often the answer is read or edited", () => {
    const responses = answer({ recommended: "Read", stepFrom: option("page") });
    const { after } = decided({ ...worldOf(session), responses });
    expect(decided({ ...after, responses }).made).toEqual([]);
    const edited = answer({ recommended: "Read it twice", stepFrom: option("page") });
    expect(decided({ ...after, responses: edited }).made).toEqual([]);
  });
});

test("a step people write themselves stands as they wrote it", () => {
  const own = aStep("Buy a book", ["Ana"]);
  expect(decided(worldOf(own)).changed).toEqual([]);
});
