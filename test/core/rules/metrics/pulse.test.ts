import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogue, isAnonymous } from "../../../../src/core/rules/metrics/catalogue.ts";
import { periodsOf } from "../../../../src/core/rules/metrics/periods.ts";
import { pointsFor } from "../../../../src/core/rules/metrics/points.ts";
import { SATISFACTION } from "../../../../src/core/rules/metrics/satisfaction.ts";
import { wavesOf } from "../../../../src/core/rules/surveys/waves.ts";
import { aPulse, figureOf, noFacts } from "./builders.ts";

const rated = (day: number, ...ratings: number[]) =>
  aPulse(
    ratings.map(rating => ({ satisfaction: rating })),
    { day },
  );

describe("satisfaction", () => {
  it("of 2, 3, 3, 4, 5 is 17 / 5 = 3.4; two of five, 0.4, said 4 or 5", () => {
    expect(figureOf(SATISFACTION.satisfaction, { pulses: [rated(13, 2, 3, 3, 4, 5)] })).toEqual({ value: 3.4, n: 5 });
    expect(figureOf(SATISFACTION.satisfied_share, { pulses: [rated(13, 2, 3, 3, 4, 5)] })).toEqual({
      value: 0.4,
      n: 5,
      count: 2,
    });
  });

  it("over two waves weighs answers, not waves: (4 · 2.5 + 6 · 4) / 10 = 3.4", () => {
    const waves = [rated(13, 1, 2, 3, 4), rated(33, 4, 4, 4, 4, 3, 5)];
    expect(figureOf(SATISFACTION.satisfaction, { pulses: waves })).toEqual({ value: 3.4, n: 10 });
    expect(figureOf(SATISFACTION.satisfied_share, { pulses: waves })).toEqual({ value: 0.6, n: 10, count: 6 });
  });

  it("without answers, or with three, is unknown and not 0", () => {
    expect(figureOf(SATISFACTION.satisfaction, {})).toEqual({ value: null, n: 0 });
    expect(figureOf(SATISFACTION.satisfaction, { pulses: [rated(13, 5, 4, 3)] })).toEqual({ value: null, n: 0 });
    expect(figureOf(SATISFACTION.satisfied_share, { pulses: [rated(13, 1, 2, 3)] })).toEqual({ value: null, n: 0 });
  });

  it("of all fives shows no figure, only that it is above 3", () => {
    expect(figureOf(SATISFACTION.satisfaction, { pulses: [rated(13, 5, 5, 5, 5)] })).toEqual({
      value: null,
      n: 4,
      shown: "above",
    });
    expect(figureOf(SATISFACTION.satisfied_share, { pulses: [rated(13, 1, 1, 1, 1)] })).toEqual({
      value: null,
      n: 4,
      shown: "below",
    });
    expect(figureOf(SATISFACTION.satisfaction, { pulses: [rated(13, 1, 1, 1, 1), rated(33, 5, 5, 5, 5)] })).toEqual({
      value: null,
      n: 8,
    });
  });

  it("of all satisfied, or none, tells no share; beside a wave with a share it is left out", () => {
    const [all, none, some] = [rated(13, 4, 4, 5, 5), rated(33, 1, 2, 3, 3), rated(93, 2, 3, 4, 5)];
    expect(figureOf(SATISFACTION.satisfied_share, { pulses: [all] })).toEqual({ value: null, n: 4 });
    expect(figureOf(SATISFACTION.satisfied_share, { pulses: [none] })).toEqual({ value: null, n: 4 });
    expect(figureOf(SATISFACTION.satisfied_share, { pulses: [all, none, some] })).toEqual({
      value: 0.5,
      n: 4,
      count: 2,
    });
  });

  it("leaves a hidden wave out of the mean, so that it can't be worked out from it", () => {
    expect(figureOf(SATISFACTION.satisfaction, { pulses: [rated(13, 5, 5, 5, 5), rated(33, 2, 3, 3, 4)] })).toEqual({
      value: 3,
      n: 4,
    });
  });
});

it("feeling supported: 4, 4, 5, 3 give 4", () => {
  expect(
    figureOf(SATISFACTION.supported, { pulses: [aPulse([4, 4, 5, 3].map(rating => ({ supported: rating })))] }),
  ).toEqual({ value: 4, n: 4 });
});

it("saying what one doesn't know, and working together, are means of their own questions; null in waves from before they were asked", () => {
  const said = aPulse([4, 4, 5, 3].map(rating => ({ safety: rating, relationship: 6 - rating })));
  expect(figureOf(SATISFACTION.safety, { pulses: [said] })).toEqual({ value: 4, n: 4 });
  expect(figureOf(SATISFACTION.relationship, { pulses: [said] })).toEqual({ value: 2, n: 4 });
  const { safety: _, relationship: __, ...before } = said.result;
  expect(figureOf(SATISFACTION.safety, { pulses: [{ ...said, result: before }] })).toEqual({ value: null, n: 0 });
});

it("give and take is even for 2 of 5; unknown under four answers, and where all or none say so", () => {
  const said = (...all: ("give" | "balanced" | "take")[]) =>
    figureOf(SATISFACTION.even_share, { pulses: [aPulse(all.map(balance => ({ balance })))] });
  expect(said("give", "balanced", "take", "balanced", "take")).toEqual({ value: 0.4, n: 5, count: 2 });
  for (const known of [said("give", "balanced", "take"), said("give", "give", "take", "take")])
    expect(known).toMatchObject({ value: null, n: 0 });
  expect(said("balanced", "balanced", "balanced", "balanced")).toMatchObject({ value: null, n: 0 });
});

describe("the recommend score", () => {
  const said = (day: number, ...answers: number[]) =>
    aPulse(
      answers.map(recommend => ({ recommend })),
      { day },
    );

  it("of five promoters and two detractors in ten is 50 - 20 = 30", () => {
    expect(
      figureOf(SATISFACTION.recommend_score, { pulses: [said(13, 9, 10, 9, 9, 10, 8, 7, 7, 6, 2)] }),
    ).toMatchObject({ value: 30, n: 10 });
  });

  it("needs ten answers, which two waves can give together: (3 - 4) of 10 is -10", () => {
    expect(figureOf(SATISFACTION.recommend_score, { pulses: [said(13, 9, 9, 0, 0, 7)] })).toEqual({
      value: null,
      n: 5,
    });
    expect(
      figureOf(SATISFACTION.recommend_score, { pulses: [said(13, 9, 9, 0, 0, 7), said(33, 10, 6, 5, 8, 8)] }),
    ).toMatchObject({ value: -10, n: 10 });
  });

  it("is hidden when everybody is a promoter, or a detractor, also beside a wave that is shown, and unknown without answers", () => {
    const detractors = said(13, 0, 1, 2, 3, 4, 5, 6, 6, 6, 6);
    const promoters = said(33, 9, 9, 9, 9, 9, 10, 10, 10, 10, 10);
    expect(figureOf(SATISFACTION.recommend_score, { pulses: [detractors] })).toEqual({
      value: null,
      n: 10,
      shown: "below",
    });
    expect(figureOf(SATISFACTION.recommend_score, { pulses: [promoters] })).toEqual({
      value: null,
      n: 10,
      shown: "above",
    });
    const mixed = said(93, 10, 10, 10, 10, 10, 10, 10, 10, 7, 0);
    expect(figureOf(SATISFACTION.recommend_score, { pulses: [detractors, promoters, mixed] })).toEqual({
      value: 70,
      n: 10,
    });
    expect(figureOf(SATISFACTION.recommend_score, {})).toEqual({ value: null, n: 0 });
  });
});

describe("published figures of the anonymous pulse", () => {
  const programme = { id: "p", startsOn: "2027-01-04", endsOn: "2027-12-31", zone: "Europe/Sofia", surveys: true };
  const asOf = Date.parse("2028-02-01T00:00:00Z");
  const closed = wavesOf(programme, asOf).filter(wave => wave.kind === "pulse");
  const answers = fc.array(
    fc.record({
      satisfaction: fc.option(fc.integer({ min: 1, max: 5 })),
      supported: fc.option(fc.integer({ min: 1, max: 5 })),
      recommend: fc.option(fc.nat(10)),
    }),
    { maxLength: 14 },
  );
  const drawn = fc.array(answers, { minLength: closed.length, maxLength: closed.length });

  it("of the same question rest on the very same answers, never on some more or fewer, and on four or more", () => {
    fc.assert(
      fc.property(drawn, waves => {
        const pulses = waves.map((said, place) => ({
          ...aPulse(said),
          key: `p/pulse/${place + 1}`,
          closesAt: closed[place]?.closesAt ?? 0,
        }));
        const points = pointsFor(programme, periodsOf(programme, asOf), noFacts({ pulses, asOf }));
        for (const [metrics, question] of [
          [["satisfaction", "satisfied_share"], "satisfaction"],
          [["supported"], "supported"],
          [["recommend_score"], "recommend"],
        ] as const) {
          const shown = points.filter(point => metrics.some(id => id === point.metricId) && point.isPublic);
          const published = [
            ...pulses.flatMap(pulse => (pulse.result[question].n > 0 ? [pulse.result[question].n] : [])),
            ...shown.map(point => point.n),
          ];
          for (const n of published) expect(n).toBeGreaterThanOrEqual(4);
          // Each pulse closes in a period of its own: what a period shows is what its one wave shows.
          for (const { period, n } of shown) {
            const own = pulses.filter(({ closesAt }) => closesAt >= period.from && closesAt < period.to);
            expect(own.map(pulse => pulse.result[question].n)).toEqual([n]);
          }
        }
      }),
    );
  });

  it("are those of the pulse's questions, and no others", () => {
    const ids = [...catalogue(["testing"]).map(metric => metric.id), "anything"];
    expect(ids.filter(isAnonymous)).toEqual(
      "satisfaction satisfied_share supported safety relationship even_share recommend_score".split(" "),
    );
  });

  it("tell no spread: a score beside its interval would tell how many would not recommend it", () => {
    const said = [9, 9, 10, 10, 8, 8, 7, 6, 0, 3].map(recommend => ({ recommend }));
    expect(figureOf(SATISFACTION.recommend_score, { pulses: [aPulse(said)] })).toEqual({ value: 10, n: 10 });
    for (const metric of [SATISFACTION.satisfaction, SATISFACTION.satisfied_share, SATISFACTION.supported])
      expect(
        figureOf(metric, { pulses: [aPulse(said.map(() => ({ satisfaction: 3, supported: 3 })))] }),
      ).not.toHaveProperty("interval");
  });
});

describe("the response rate", () => {
  const wave = (key: string, asked: number, answers: number) => ({
    key,
    programmeId: "p",
    closesAt: 0,
    asked,
    answers,
  });

  it("of 4 out of 5 and 2 out of 5 is 0.6", () => {
    expect(figureOf(SATISFACTION.response_rate, { waves: [wave("a", 5, 4), wave("b", 5, 2)] })).toEqual({
      value: 0.6,
      n: 10,
      count: 6,
    });
  });

  it("is never over 1, and unknown when nobody was asked", () => {
    expect(figureOf(SATISFACTION.response_rate, { waves: [wave("a", 5, 7)] }).value).toBe(1);
    expect(figureOf(SATISFACTION.response_rate, { waves: [wave("a", 0, 3)] })).toEqual({ value: null, n: 0, count: 0 });
  });
});
