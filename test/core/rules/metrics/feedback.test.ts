import { describe, expect, it } from "vitest";
import { HOUR } from "../../../../src/core/domain/values/time.ts";
import { adviceShare } from "../../../../src/core/rules/metrics/adviceShare.ts";
import { bothSidesRate } from "../../../../src/core/rules/metrics/bothSidesRate.ts";
import { confidenceChange } from "../../../../src/core/rules/metrics/confidenceChange.ts";
import { endedInTime } from "../../../../src/core/rules/metrics/endedInTime.ts";
import { feedbackGivenEach } from "../../../../src/core/rules/metrics/feedbackGivenEach.ts";
import { feedbackReceivedEach } from "../../../../src/core/rules/metrics/feedbackReceivedEach.ts";
import { growthEffect } from "../../../../src/core/rules/metrics/growthEffect.ts";
import { growthPercent } from "../../../../src/core/rules/metrics/growthPercent.ts";
import { growthPoints } from "../../../../src/core/rules/metrics/growthPoints.ts";
import { sessionMinutes } from "../../../../src/core/rules/metrics/sessionMinutes.ts";
import { solvedChange } from "../../../../src/core/rules/metrics/solvedChange.ts";
import { solvedShare } from "../../../../src/core/rules/metrics/solvedShare.ts";
import { usefulness } from "../../../../src/core/rules/metrics/usefulness.ts";
import { anAnswer, aSession, levels, onDay, SECOND } from "./builders.ts";

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
    const { value, n, people, interval } = usefulness(answers);
    expect(value).toBeCloseTo(23 / 6, 12);
    expect([n, people]).toEqual([6, 3]);
    expect(interval?.[0]).toBeCloseTo(2.0859116, 6);
    expect(interval?.[1]).toBe(5);
    expect(usefulness([anAnswer("1", "ana")])).toEqual({ value: null, n: 0, people: 0 });
  });

  it("an answer given again counts once, as last given", () => {
    const first = anAnswer("1", "ana", { useful: 1 });
    const again = { ...first, at: first.at + HOUR, useful: 5 };
    expect(usefulness([again, first])).toEqual({ value: 5, n: 1, people: 1 });
  });

  it("advice: two of three got some; on time: one of two; minutes: 40 and 50 are 45", () => {
    const answers = [
      anAnswer("1", "ana", { advice: true, endedInTime: true, minutes: 40 }),
      anAnswer("1", "boris", { advice: true, endedInTime: false, minutes: 50 }),
      anAnswer("2", "ana", { advice: false }),
    ];
    expect(adviceShare(answers)).toMatchObject({ value: 2 / 3, n: 3, count: 2, people: 2 });
    expect(endedInTime(answers)).toMatchObject({ value: 0.5, n: 2, count: 1 });
    expect(sessionMinutes(answers)).toMatchObject({ value: 45, n: 2 });
    for (const metric of [adviceShare, endedInTime, sessionMinutes, solvedShare, solvedChange])
      expect(metric([]).value).toBeNull();
  });

  it("questions: one of three fully solved; against before +100, +50 and -50 are 33.3, who never had such a question left out", () => {
    const answers = [
      anAnswer("1", "ana", { solved: "fully", solvedBefore: "no" }),
      anAnswer("1", "boris", { solved: "partly", solvedBefore: "no" }),
      anAnswer("2", "ana", { solved: "no", solvedBefore: "partly" }),
      anAnswer("2", "vera", { solvedBefore: "never" }),
    ];
    expect(solvedShare(answers)).toMatchObject({ value: 1 / 3, n: 3, count: 1 });
    expect(solvedChange(answers).value).toBeCloseTo(100 / 3, 10);
    expect(solvedChange([...answers, anAnswer("3", "vera", { solved: "fully", solvedBefore: "never" })]).n).toBe(3);
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
    expect(feedbackGivenEach(sessions, feedback)).toEqual({ value: 5 / 3, n: 3 });
    expect(feedbackReceivedEach(sessions, feedback)).toEqual({ value: 8 / 3, n: 3 });
    expect(feedbackGivenEach([], feedback).value).toBeNull();
  });

  it("from all sides within 48 hours: the pair, not the triad in which boris answered after 49", () => {
    expect(bothSidesRate(sessions, feedback)).toEqual({ value: 0.5, n: 2, count: 1 });
    const inTime = feedback.map(one => ({ ...one, at: one.endedAt + 48 * HOUR }));
    expect(bothSidesRate(sessions, inTime).value).toBe(1);
    expect(bothSidesRate(sessions, []).value).toBe(0);
    expect(bothSidesRate([], []).value).toBeNull();
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
    const points = growthPoints(answers, SECOND);
    expect([points.value, points.interval?.[0], points.interval?.[1]].map(one => one?.toFixed(6))).toEqual([
      "0.800000",
      "0.235719",
      "1.364281",
    ]);
    const percent = growthPercent(answers, SECOND);
    expect([percent.value, percent.interval?.[0], percent.interval?.[1]].map(one => one?.toFixed(4))).toEqual([
      "34.7826",
      "8.5342",
      "78.0258",
    ]);
    const effect = growthEffect(answers, SECOND);
    expect([effect.value, effect.interval?.[0], effect.interval?.[1]].map(one => one?.toFixed(6))).toEqual([
      "0.860670",
      "0.235201",
      "1.647514",
    ]);
  });

  it("of nine has no effect size: fewer than ten pairs say too little", () => {
    const nine = answers.filter(answer => answer.personId !== "person0");
    expect(growthEffect(nine, SECOND)).toEqual({ value: null, n: 9 });
    expect(growthPoints(nine, SECOND).n).toBe(9);
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
    expect(confidenceChange(said, SECOND)).toMatchObject({ value: 1, n: 2 });
    expect(confidenceChange([], SECOND)).toEqual({ value: null, n: 0 });
  });
});
