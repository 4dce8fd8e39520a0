import { describe, expect, it } from "vitest";
import { HOUR } from "../../../../src/core/domain/values/time.ts";
import { FEEDBACK } from "../../../../src/core/rules/metrics/feedback.ts";
import { growthMetrics, PROGRESS } from "../../../../src/core/rules/metrics/growth.ts";
import { SESSIONS } from "../../../../src/core/rules/metrics/sessions.ts";
import { anAnswer, aSession, figureOf, levels, noFacts, onDay, SECOND, WINDOW } from "./builders.ts";

describe("what people say after sessions", () => {
  it("4 and 5 by ana, 3 by boris and 5, 2, 4 by vera are 23/6 of 5, of three people, 2.0859 to 5 (numpy: 5.5808, cut at 5)", () => {
    const answers = [
      anAnswer("1", "ana", { useful: 4 }),
      anAnswer("2", "ana", { useful: 5 }),
      anAnswer("1", "boris", { useful: 3 }),
      anAnswer("1", "vera", { useful: 5 }),
      anAnswer("2", "vera", { useful: 2 }),
      anAnswer("3", "vera", { useful: 4 }),
      anAnswer("3", "boris"),
    ];
    const { value, n, people, interval } = figureOf(FEEDBACK.usefulness, { feedback: answers });
    expect(value).toBeCloseTo(23 / 6, 12);
    expect([n, people]).toEqual([6, 3]);
    expect(interval?.[0]).toBeCloseTo(2.0859116, 6);
    expect(interval?.[1]).toBe(5);
    expect(figureOf(FEEDBACK.usefulness, { feedback: [anAnswer("1", "ana")] })).toEqual({
      value: null,
      n: 0,
      people: 0,
    });
  });

  it("an answer given again counts once, as last given", () => {
    const first = anAnswer("1", "ana", { useful: 1 });
    const again = { ...first, at: first.at + HOUR, useful: 5 };
    expect(figureOf(FEEDBACK.usefulness, { feedback: [again, first] })).toEqual({ value: 5, n: 1, people: 1 });
  });

  it("an answer that was sent after the facts were gathered is not there yet", () => {
    const answer = anAnswer("1", "ana", { useful: 4 });
    const known = (asOf: number) => FEEDBACK.usefulness.measure(noFacts({ feedback: [answer], asOf }), WINDOW).n;
    expect([known(answer.at - 1), known(answer.at)]).toEqual([0, 1]);
  });

  it("advice applied: of four who say, three tried it at least in part; who had nothing to try doesn't count", () => {
    const answers = [
      anAnswer("1", "ana", { applied: "yes" }),
      anAnswer("1", "boris", { applied: "partly" }),
      anAnswer("2", "ana", { applied: "yes" }),
      anAnswer("2", "vera", { applied: "no" }),
      anAnswer("2", "boris", {}),
    ];
    expect(figureOf(FEEDBACK.advice_applied, { feedback: answers })).toMatchObject({ value: 3 / 4, n: 4, count: 3 });
    expect(figureOf(FEEDBACK.advice_applied, { feedback: [anAnswer("1", "ana", {})] })).toMatchObject({ value: null });
  });

  it("advice: two of three got some; on time: one of two; minutes: 40 and 50 are 45", () => {
    const answers = [
      anAnswer("1", "ana", { advice: true, endedInTime: true, minutes: 40 }),
      anAnswer("1", "boris", { advice: true, endedInTime: false, minutes: 50 }),
      anAnswer("2", "ana", { advice: false }),
    ];
    expect(figureOf(FEEDBACK.advice_share, { feedback: answers })).toMatchObject({
      value: 2 / 3,
      n: 3,
      count: 2,
      people: 2,
    });
    expect(figureOf(SESSIONS.ended_in_time, { feedback: answers })).toMatchObject({ value: 0.5, n: 2, count: 1 });
    expect(figureOf(SESSIONS.session_minutes, { feedback: answers })).toMatchObject({ value: 45, n: 2 });
    for (const metric of [
      FEEDBACK.advice_share,
      SESSIONS.ended_in_time,
      SESSIONS.session_minutes,
      PROGRESS.solved_share,
      PROGRESS.solved_change,
    ])
      expect(figureOf(metric, {}).value).toBeNull();
  });

  it("questions: one of three fully solved; against before +100, +50 and -50 are 33.3, who never had such a question left out", () => {
    const answers = [
      anAnswer("1", "ana", { solved: "fully", solvedBefore: "no" }),
      anAnswer("1", "boris", { solved: "partly", solvedBefore: "no" }),
      anAnswer("2", "ana", { solved: "no", solvedBefore: "partly" }),
      anAnswer("2", "vera", { solvedBefore: "never" }),
    ];
    expect(figureOf(PROGRESS.solved_share, { feedback: answers })).toMatchObject({ value: 1 / 3, n: 3, count: 1 });
    expect(figureOf(PROGRESS.solved_change, { feedback: answers }).value).toBeCloseTo(100 / 3, 10);
    expect(
      figureOf(PROGRESS.solved_change, {
        feedback: [...answers, anAnswer("3", "vera", { solved: "fully", solvedBefore: "never" })],
      }).n,
    ).toBe(3);
  });
});

describe("feedback by session", () => {
  const sessions = [
    aSession({ id: "1", memberIds: ["ana", "boris"] }),
    aSession({ id: "2", memberIds: ["ana", "boris", "vera"] }),
    aSession({ id: "3", memberIds: ["ana", "vera"], status: "not_met" }),
  ];
  const late = { at: onDay(3) + HOUR + 49 * HOUR };
  const feedback = [
    anAnswer("1", "ana"),
    anAnswer("1", "boris"),
    anAnswer("2", "ana"),
    anAnswer("2", "boris", late),
    anAnswer("2", "vera"),
    anAnswer("3", "ana"),
  ];

  it("given: 5 answers of 3 people who were at held sessions; received: 2 in the pair, 2 each in the triad", () => {
    expect(figureOf(FEEDBACK.feedback_given_each, { sessions, feedback })).toEqual({ value: 5 / 3, n: 3 });
    expect(figureOf(FEEDBACK.feedback_received_each, { sessions, feedback })).toEqual({ value: 8 / 3, n: 3 });
    expect(figureOf(FEEDBACK.feedback_given_each, { feedback }).value).toBeNull();
  });

  it("from all sides within 48 hours: the pair, not the triad in which boris answered after 49", () => {
    expect(figureOf(FEEDBACK.both_sides_rate, { sessions, feedback })).toEqual({ value: 0.5, n: 2, count: 1 });
    const inTime = feedback.map(one => ({ ...one, at: one.endedAt + 48 * HOUR }));
    expect(figureOf(FEEDBACK.both_sides_rate, { sessions, feedback: inTime }).value).toBe(1);
    expect(figureOf(FEEDBACK.both_sides_rate, { sessions }).value).toBe(0);
    expect(figureOf(FEEDBACK.both_sides_rate, {}).value).toBeNull();
  });
});

describe("growth of ten people", () => {
  const before = [2, 3, 2, 1, 4, 2, 3, 2, 3, 1];
  const after = [3, 3, 3, 2, 4, 4, 3, 2, 4, 3];
  const answers = before.flatMap((level, index) => [
    levels(`person${index}`, 2, { testing: level }),
    levels(`person${index}`, 30, { testing: after[index] ?? 0 }),
  ]);

  it("in points is 0.8, 0.2357 to 1.3643 by scipy; in percent 34.8, 8.5 to 78.0 by Fieller; as an effect 0.861, 0.235 to 1.648 by Bonett", () => {
    const points = figureOf(growthMetrics(null).growth_points, { selfAssessments: answers }, SECOND);
    expect([points.value, points.interval?.[0], points.interval?.[1]].map(one => one?.toFixed(6))).toEqual([
      "0.800000",
      "0.235719",
      "1.364281",
    ]);
    const percent = figureOf(growthMetrics(null).growth_percent, { selfAssessments: answers }, SECOND);
    expect([percent.value, percent.interval?.[0], percent.interval?.[1]].map(one => one?.toFixed(4))).toEqual([
      "34.7826",
      "8.5342",
      "78.0258",
    ]);
    const effect = figureOf(growthMetrics(null).growth_effect, { selfAssessments: answers }, SECOND);
    expect([effect.value, effect.interval?.[0], effect.interval?.[1]].map(one => one?.toFixed(6))).toEqual([
      "0.860670",
      "0.235201",
      "1.647514",
    ]);
  });

  it("of nine has no effect size: fewer than ten pairs say too little", () => {
    const nine = answers.filter(answer => answer.personId !== "person0");
    expect(figureOf(growthMetrics(null).growth_effect, { selfAssessments: nine }, SECOND)).toEqual({
      value: null,
      n: 9,
    });
    expect(figureOf(growthMetrics(null).growth_points, { selfAssessments: nine }, SECOND).n).toBe(9);
  });

  it("of confidence goes by the same rule: 2 to 4 and 3 to 3 are +1", () => {
    const sure = (personId: string, day: number, confidence: number) => ({ ...levels(personId, day, {}), confidence });
    const said = [
      sure("ana", 2, 2),
      sure("ana", 30, 4),
      sure("boris", 2, 3),
      sure("boris", 30, 3),
      sure("vera", 30, 5),
    ];
    expect(figureOf(PROGRESS.confidence_change, { selfAssessments: said }, SECOND)).toMatchObject({ value: 1, n: 2 });
    expect(figureOf(PROGRESS.confidence_change, {}, SECOND)).toEqual({ value: null, n: 0 });
  });
});
