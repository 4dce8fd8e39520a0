import { describe, expect, it } from "vitest";
import { questionKey } from "../../../../src/core/domain/question.ts";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import { DAY } from "../../../../src/core/domain/values/time.ts";
import { helpGroupKey } from "../../../../src/core/plan/board/board.ts";
import { factsOf } from "../../../../src/core/plan/figures/gather.ts";
import type { Snapshot } from "../../../../src/core/state/snapshot.ts";
import {
  anId,
  aPair,
  aPerson,
  aProgramme,
  aQuestion,
  aSession,
  aSnapshot,
  at,
  on,
  programmeOf,
} from "../../../world/builders.ts";

const HOW = "How do I test a queue that retries?";
const ASKED = at("2027-01-12T08:00:00Z");
const NOW = at("2027-01-20T08:00:00Z");
const page = aProgramme({ format: "micro" });
const programme = programmeOf(page);
const id = anId(`question ${HOW}`);

function board(values: Record<string, PlainValue>, more: Row[] = [], title = HOW) {
  const row = aQuestion(title, { key: questionKey(anId(`question ${title}`)), ...values });
  return aSnapshot([page, aPerson("Ana"), aPerson("Boris"), { ...row, createdAt: ASKED }, ...more]);
}

const figures = (snapshot: Snapshot, now = NOW) => factsOf(snapshot, programme, { goals: [], people: [] }, now);

const meeting = aPair(["Ana", "Boris"], { round: null, key: helpGroupKey(id, 0), status: "ended" });
const session = (status: string) => aSession(meeting, { status });

describe("a question of the help board in the figures", () => {
  it("was asked when its page was made, and has a helper and an end from the moments Krug saw them", () => {
    const values = { takenAt: on("2027-01-12T10:00:00Z"), resolvedAt: on("2027-01-13T08:00:00Z"), resolved: true };
    expect(figures(board(values)).requests).toEqual([
      {
        id,
        programmeId: programme.id,
        askerId: anId("Ana"),
        skill: "testing",
        askedAt: ASKED,
        helperAt: at("2027-01-12T10:00:00Z"),
        resolvedAt: at("2027-01-13T08:00:00Z"),
        seenUntil: at("2027-01-13T08:00:00Z"),
      },
    ]);
  });

  it("waits as long as it is followed: to the end of its period and 28 days more", () => {
    const [later] = figures(board({}), NOW + 200 * DAY).requests;
    expect(later).toMatchObject({ helperAt: null, resolvedAt: null, seenUntil: at("2027-02-07T23:00:00Z") + 28 * DAY });
  });

  it("of nobody, or of another programme, is not counted", () => {
    expect(figures(board({ askedBy: [] })).requests).toEqual([]);
    expect(figures(board({ programme: [anId("other")] })).requests).toEqual([]);
  });

  it("gives its helpers help once it is called resolved, also where the answer was in writing, and not before", () => {
    const values = { takenBy: [anId("Boris")], answer: "Use fake timers.", resolvedAt: on("2027-01-13T08:00:00Z") };
    expect(figures(board({ ...values, resolved: true })).helps).toEqual([
      {
        programmeId: programme.id,
        helperId: anId("Boris"),
        helpedId: anId("Ana"),
        about: id,
        at: at("2027-01-13T08:00:00Z"),
      },
    ]);
    expect(figures(board(values)).helps).toEqual([]);
  });

  it("that was talked about counts as that session's help, and one that was called off as the question's", () => {
    const values = { takenBy: [anId("Boris")], resolved: true, resolvedAt: on("2027-01-14T08:00:00Z") };
    const about = (status: string) => figures(board(values, [meeting, session(status)])).helps.map(help => help.about);
    expect(about("met")).toEqual([session("met").id]);
    expect(about("cancelled")).toEqual([id]);
  });

  it("makes its session one with a question to talk about, unless it only asks for help", () => {
    const clear = board({}, [meeting, session("met")]);
    const vague = board(
      {},
      [{ ...meeting, values: { ...meeting.values, key: helpGroupKey(anId("question Help"), 0) } }, session("met")],
      "Help",
    );
    expect(figures(clear).sessions).toMatchObject([{ hasQuestion: true }]);
    expect(figures(vague).sessions).toMatchObject([{ hasQuestion: false }]);
  });
});
