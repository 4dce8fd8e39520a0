import { describe, expect, test } from "vitest";
import type { FormKind } from "../../../../src/core/domain/form.ts";
import { sessionCode } from "../../../../src/core/domain/session.ts";
import type { Row } from "../../../../src/core/domain/values/row.ts";
import { helpGroupKey } from "../../../../src/core/plan/board/board.ts";
import { oldAnswers } from "../../../../src/core/plan/forms/oldAnswers.ts";
import { questionId } from "../../../../src/core/rules/surveys/form.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { anId, aPair, aPerson, aProgramme, aQuestion, aSession, aSnapshot, at, on } from "../../../world/builders.ts";

type Answer = Mirror["responses"][number];

/** Half a year before, 16 July 2027, lies in the seventh period of the programme, which ends with 25 July. */
const NOW = at("2028-01-16T12:00:00Z");
const PAIR = aPair(["Ana", "Boris"]);

const said = (kind: FormKind, day: string, answers: Record<string, string>, by = "ana"): Answer => ({
  programmeId: anId("programme"),
  kind,
  response: {
    responseId: `${kind} of ${by} on ${day}`,
    submittedAt: at(`${day}T10:00:00Z`),
    email: `${by}@example.org`,
    answers: Object.fromEntries(Object.entries(answers).map(([key, value]) => [questionId(key), [value]])),
  },
});

const meetingOn = (day: string) => ({
  ...aSession(PAIR, { when: on(`${day}T08:00:00Z`, `${day}T09:00:00Z`), status: "met", key: day }),
  id: anId(`session on ${day}`),
});

function going(answers: readonly Answer[], programme: Parameters<typeof aProgramme>[0] = {}, rows: Row[] = [PAIR]) {
  const page = aProgramme({ end: null, feedbackOnly: false, keepAnswers: 6, ...programme });
  const people = ["Ana", "Boris"].map(name => aPerson(name));
  const meetings = ["2027-06-01", "2027-08-03"].map(meetingOn);
  const snapshot = aSnapshot([page, ...people, ...rows, ...meetings], { responses: answers });
  return oldAnswers(snapshot, snapshot.programmes[0]!, NOW);
}
const idsOf = (found: ReturnType<typeof oldAnswers>) => (found?.forms ?? []).flatMap(form => form.ids).sort();

const word = (day: string, by?: string) => said("standing", day, { standing: "x", word: "a word" }, by);
const rated = (day: string) => said("self_assessment", day, { confidence: "3" });
const report = (day: string, meeting: string) =>
  said("feedback", day, { code: sessionCode(anId(`session on ${meeting}`)), met: "All of us met", useful: "4" });

describe("answers that go", () => {
  test("none where the page says nothing, and none of a draft", () => {
    expect(going([word("2027-02-01"), word("2027-03-01")], { keepAnswers: null })).toBeNull();
    expect(going([word("2027-02-01"), word("2027-03-01")], { status: "draft" })).toBeNull();
    expect(idsOf(going([word("2027-02-01"), word("2027-03-01")]))).toEqual(["standing of ana on 2027-02-01"]);
  });

  test("are those of more than so many months, and the figures of every period they are in stand", () => {
    const found = going([report("2027-07-15", "2027-06-01"), report("2027-07-17", "2027-06-01")]);
    expect(idsOf(found)).toEqual(["feedback of ana on 2027-07-15"]);
    expect(found).toMatchObject({ open: 7, before: at("2027-07-15T22:00:00Z") });
  });

  test("feedback that was given before its meeting stays until the meeting's figures stand", () => {
    expect(going([report("2027-07-01", "2027-08-03")])).toBeNull();
  });

  test("what was said of a meeting over a question stays until the question is resolved", () => {
    const about = (isResolved: boolean) => [aQuestion("How?", { resolved: isResolved })];
    const over = { ...PAIR, values: { ...PAIR.values, key: helpGroupKey(anId("question How?"), 0) } };
    const told = [report("2027-06-02", "2027-06-01")];
    expect(going(told, {}, [over, ...about(false)])).toBeNull();
    expect(idsOf(going(told, {}, [over, ...about(true)]))).toHaveLength(1);
  });

  test("each person's last word in the standing form stays", () => {
    const words = [word("2027-02-01"), word("2027-03-01"), word("2027-02-15", "boris")];
    expect(idsOf(going(words))).toEqual(["standing of ana on 2027-02-01"]);
  });

  test("of the needs form stays what was last said to each question", () => {
    const needs = [
      said("needs", "2027-02-01", { level: "2", wishes: "to test" }),
      said("needs", "2027-03-01", { level: "3" }),
      said("needs", "2027-04-01", { level: "4" }),
    ];
    expect(idsOf(going(needs))).toEqual(["needs of ana on 2027-03-01"]);
  });

  test("the first self-assessment stays, from which growth is measured, and the last; of a wave its last answer counts", () => {
    const days = ["2027-01-12", "2027-01-14", "2027-03-09", "2027-05-04"];
    expect(idsOf(going(days.map(rated)))).toEqual(
      ["2027-01-12", "2027-03-09"].map(day => `self_assessment of ana on ${day}`),
    );
  });

  test("once a programme is over for as long, all of them", () => {
    const all = [word("2027-02-01"), rated("2027-01-14"), said("needs", "2027-01-05", { level: "2" })];
    expect(idsOf(going(all, { end: on("2027-06-30") }))).toHaveLength(3);
    expect(going(all, { end: on("2027-12-31") })).toBeNull();
  });

  test("how many of them a survey's page counts one by one is told with them", () => {
    const found = going([
      report("2027-06-02", "2027-06-01"),
      said("feedback", "2027-06-02", { code: "XXXXXX" }, "boris"),
    ]);
    expect(found?.forms).toEqual([expect.objectContaining({ kind: "feedback", counted: 1 })]);
    expect(found?.forms[0]?.ids).toHaveLength(2);
  });
});
