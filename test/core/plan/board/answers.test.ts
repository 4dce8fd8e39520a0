import { describe, expect, test } from "vitest";
import { answerKey } from "../../../../src/core/domain/boardAnswer.ts";
import { questionKey } from "../../../../src/core/domain/question.ts";
import type { PlainValue, Row } from "../../../../src/core/domain/values/row.ts";
import { DAY } from "../../../../src/core/domain/values/time.ts";
import type { Mirror } from "../../../../src/core/state/mirror.ts";
import { aMirror, anId, aPage, aPerson, aProgramme, aQuestion, at, on, settled } from "../../../world/builders.ts";

type Values = Record<string, PlainValue>;

const NOW = at("2027-01-11T08:00:00Z");
const HOW = "How do I test a queue that retries?";
const id = anId(`question ${HOW}`);
const ANSWERED = {
  answer: "Use fake timers.",
  takenBy: [anId("Boris")],
  key: questionKey(id),
  takenAt: on("2027-01-11T08:00:00Z"),
};

const world = (question: Values, ...more: Row[]) =>
  aMirror([
    aProgramme({ format: "micro" }),
    aPerson("Ana"),
    aPerson("Boris"),
    { ...aQuestion(HOW, { ...ANSWERED, ...question }), createdAt: NOW },
    ...more,
  ]);
const answers = (mirror: Mirror) => mirror.rows.filter(row => row.source === "answers");
const anAnswer = (values: Values, createdAt = NOW): Row => ({
  ...aPage("answers", anId("answer"), { question: HOW, answer: "Use fake timers.", by: [anId("Boris")], ...values }),
  createdAt,
});
const notes = (mirror: Mirror, now: number) =>
  settled(mirror, now).done.flatMap(command => (command.kind === "send_letter" ? [command.draft] : []));

describe("an answer in writing", () => {
  test("becomes a draft once its question is resolved, once: not before, and not again when somebody deletes it", () => {
    expect(answers(settled(world({}), NOW).mirror)).toEqual([]);
    const { mirror } = settled(world({ resolved: true }), NOW);
    expect(answers(mirror).map(({ values }) => values)).toEqual([
      expect.objectContaining({
        question: HOW,
        answer: "Use fake timers.",
        by: [anId("Boris")],
        from: [id],
        state: "draft",
      }),
    ]);
    const gone = { ...mirror, rows: mirror.rows.filter(row => row.source !== "answers") };
    expect(answers(settled({ ...gone, discarded: new Set([answerKey(id)]) }, NOW).mirror)).toEqual([]);
  });

  test("of nobody, of before, or never given makes none", () => {
    const old = { resolvedAt: on("2026-10-11T08:00:00Z"), state: "resolved" };
    const without: Values[] = [{ takenBy: [] }, { answer: "" }, old];
    for (const more of without) expect(answers(settled(world({ resolved: true, ...more }), NOW).mirror)).toEqual([]);
  });
});

describe("a page of Answers", () => {
  const stateOf = (values: Values, now = NOW) => answers(settled(world({}, anAnswer(values)), now).mirror)[0]?.values;

  test("is offered once whoever answered agrees, and is a draft again once they take that back", () => {
    expect(stateOf({ agreed: false })).toMatchObject({ state: "draft" });
    expect(stateOf({ agreed: true })).toMatchObject({ state: "published", checked: on("2027-01-11T08:00:00Z") });
    const checked = on("2027-01-10T08:00:00Z");
    expect(stateOf({ agreed: false, state: "published", checked })).toMatchObject({ state: "draft", checked: null });
  });

  test("is unchecked where nobody said within four weeks after half a year that it holds; a tick makes it new", () => {
    const of = { agreed: true, state: "published", checked: on("2027-01-11T08:00:00Z") };
    expect(stateOf(of, NOW + 209 * DAY)).toMatchObject({ state: "published" });
    expect(stateOf(of, NOW + 210 * DAY)).toMatchObject({ state: "unchecked" });
    const ticked = stateOf({ ...of, state: "unchecked", holds: true }, NOW + 300 * DAY);
    expect(ticked).toMatchObject({ state: "published", holds: false, checked: on("2027-11-07T08:00:00Z") });
  });

  test("asks whoever gave it, in a note that mails nobody, once for a draft and once after half a year", () => {
    const draft = world({}, anAnswer({ agreed: false }));
    const [note, ...more] = notes(draft, NOW);
    expect(more).toEqual([]);
    expect(note).toMatchObject({ email: "boris@example.org", isSilent: true });
    expect(note?.description).toContain("tick “May be offered”");
    expect(notes(settled(draft, NOW).mirror, NOW + 8 * DAY)).toEqual([]);
    const published = { agreed: true, state: "published", checked: on("2027-01-11T08:00:00Z") };
    const kept = settled(world({}, anAnswer(published)), NOW).mirror;
    expect(notes(kept, NOW + 181 * DAY)).toEqual([]);
    expect(notes(kept, NOW + 182 * DAY).map(({ description }) => description)).toEqual([
      expect.stringContaining("If that is still right, tick “Still holds”"),
    ]);
  });
});

describe("whoever asks the like of what was answered", () => {
  const AGAIN = "Which way is best to test a queue with retries?";
  const published = { agreed: true, state: "published", checked: on("2027-01-11T08:00:00Z"), from: [id] };
  const asking = (values: Values, title = AGAIN) => {
    const before = {
      resolved: true,
      state: "resolved",
      resolvedAt: on("2027-01-11T08:00:00Z"),
      askedBy: [anId("Dora")],
    };
    const fresh = { ...aQuestion(title, { askedBy: [anId("Ana")] }), createdAt: NOW };
    return world(before, anAnswer({ ...published, ...values }), aPerson("Dora"), fresh);
  };
  const offers = (mirror: Mirror, now = NOW) =>
    settled(mirror, now).done.flatMap(command =>
      command.kind === "comment" && command.text.includes(HOW) ? [command.text] : [],
    );

  test("is offered the answer once", () => {
    expect(offers(asking({}))).toEqual([
      expect.stringMatching(
        /^Ana, something like this was asked before, .*\nHow do I test a queue that retries\?: http/,
      ),
    ]);
    expect(offers(settled(asking({}), NOW).mirror, NOW + DAY)).toEqual([]);
    expect(offers(asking({ from: [] }))).toHaveLength(1);
  });

  test("and had asked before it was published, is offered it within a day, and later no more", () => {
    const key = questionKey(anId(`question ${AGAIN}`));
    const waits = { state: "open", waiting: on("2027-01-09T08:00:00Z"), key };
    const mirror = (checked: string) => ({
      ...asking({ checked: on(checked) }),
      rows: asking({ checked: on(checked) }).rows.map(row =>
        row.values.question === AGAIN ? { ...row, values: { ...row.values, ...waits } } : row,
      ),
    });
    expect(offers(mirror("2027-01-10T20:00:00Z"))).toHaveLength(1);
    expect(offers(mirror("2027-01-10T07:00:00Z"))).toEqual([]);
  });

  test("is offered nothing that is a draft, unchecked, theirs, or of a question nobody knows; nor anything that is not alike", () => {
    expect(offers(asking({ agreed: false, state: "draft" }))).toEqual([]);
    expect(offers(asking({ state: "unchecked", checked: on("2026-01-11T08:00:00Z") }))).toEqual([]);
    expect(offers(asking({ by: [anId("Ana")] }))).toEqual([]);
    expect(offers(asking({ from: [anId("question in the trash")] }))).toEqual([]);
    expect(offers(asking({ from: [], by: [anId("Elsewhere")] }))).toEqual([]);
    expect(offers(asking({}, "Where may bicycles be parked near our office?"))).toEqual([]);
  });
});
