import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DAY, toLocalIso } from "../../../../src/core/domain/values/time.ts";
import type { AnswerTo } from "../../../../src/core/rules/surveys/answers.ts";
import { guardedResult, pulseResult } from "../../../../src/core/rules/surveys/pulse.ts";
import { type Wave, waveAt, wavesOf } from "../../../../src/core/rules/surveys/waves.ts";

const at = (iso: string) => Date.parse(iso);
/** 26 weeks from Monday 4 January 2027; clocks in Sofia change on 28 March. */
const PROGRAMME = { id: "p", startsOn: "2027-01-04", endsOn: "2027-07-04", zone: "Europe/Sofia", surveys: true };
const waves = (more: Partial<typeof PROGRAMME> | { endsOn: null } = {}, now = at("2027-01-20T12:00:00+02:00")) =>
  wavesOf({ ...PROGRAMME, ...more }, now);
const days = (wave: Wave) => [
  toLocalIso(wave.opensAt, "Europe/Sofia").slice(0, 16),
  wave.closesAt === null ? null : toLocalIso(wave.closesAt, "Europe/Sofia").slice(0, 16),
];

describe("when surveys are sent", () => {
  it("the first pulse opens on day 10, closes at the end of day 13, within the first two weeks; then day 30, 90, 150", () => {
    const pulses = waves().filter(wave => wave.kind === "pulse");
    expect(pulses.map(days)).toEqual([
      ["2027-01-13T00:00", "2027-01-17T00:00"],
      ["2027-02-02T00:00", "2027-02-06T00:00"],
      ["2027-04-03T00:00", "2027-04-07T00:00"],
      ["2027-06-02T00:00", "2027-06-06T00:00"],
    ]);
    expect(pulses[0]?.closesAt).toBeLessThan(at("2027-01-18T00:00:00+02:00"));
  });

  it("levels are asked at the start for 14 days, then every four weeks for seven", () => {
    const asked = waves().filter(wave => wave.kind === "self_assessment");
    expect(asked.map(wave => wave.number)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(asked.slice(0, 2).map(days)).toEqual([
      ["2027-01-04T00:00", "2027-01-18T00:00"],
      ["2027-02-01T00:00", "2027-02-08T00:00"],
    ]);
    expect(days(asked[3] as Wave)).toEqual(["2027-03-29T00:00", "2027-04-05T00:00"]);
  });

  it("feedback can be given from the start to a week after the last day", () => {
    expect(
      waves()
        .filter(wave => wave.kind === "feedback")
        .map(days),
    ).toEqual([["2027-01-04T00:00", "2027-07-12T00:00"]]);
  });

  it("what people need can be said from four weeks before the start to a week after the last day", () => {
    expect(
      waves()
        .filter(wave => wave.kind === "needs")
        .map(days),
    ).toEqual([["2026-12-07T00:00", "2027-07-12T00:00"]]);
  });

  it("a wave is coming, open, then closed; its last moment is the one before it closes", () => {
    const state = (now: string) => waves({}, at(now)).find(wave => wave.key === "p/pulse/1")?.state;
    expect(state("2027-01-12T23:59:59+02:00")).toBe("coming");
    expect(state("2027-01-13T00:00:00+02:00")).toBe("open");
    expect(state("2027-01-16T23:59:59+02:00")).toBe("open");
    expect(state("2027-01-17T00:00:00+02:00")).toBe("closed");
  });

  it("nothing opens after the programme's last day", () => {
    for (const wave of waves({ endsOn: "2027-02-01" }))
      expect(wave.opensAt).toBeLessThan(at("2027-02-02T00:00:00+02:00"));
    expect(waves({ endsOn: "2027-02-01" }).map(wave => wave.key)).toEqual([
      "p/needs/1",
      "p/standing/1",
      "p/feedback/1",
      "p/self_assessment/0",
      "p/pulse/1",
      "p/closing/1",
      "p/self_assessment/1",
    ]);
  });

  it("how it was is asked in the last week and for two weeks after it, where the programme ends and asks for surveys", () => {
    const closings = (more = {}) => waves(more).filter(wave => wave.kind === "closing");
    expect(closings().map(days)).toEqual([["2027-06-28T00:00", "2027-07-19T00:00"]]);
    expect(closings({ endsOn: "2027-01-06" }).map(days)).toEqual([["2027-01-04T00:00", "2027-01-21T00:00"]]);
    expect(closings({ endsOn: null })).toEqual([]);
    expect(closings({ surveys: false })).toEqual([]);
  });

  it("a programme that runs on shows what was and the next of each kind, and takes feedback without end", () => {
    const found = waves({ endsOn: null }, at("2027-01-20T12:00:00+02:00"));
    expect(found.filter(wave => wave.state === "coming").map(wave => wave.key)).toEqual([
      "p/self_assessment/1",
      "p/pulse/2",
    ]);
    expect(found.find(wave => wave.kind === "feedback")?.closesAt).toBeNull();
  });

  it("a programme without surveys still asks what people need, how they stand and how sessions were, and nothing else", () => {
    expect(waves({ surveys: false }).map(wave => wave.key)).toEqual(["p/needs/1", "p/standing/1", "p/feedback/1"]);
  });

  it("as time goes on keys and times stay, and no two waves of a kind are open at once", () => {
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 400 }), fc.boolean(), (day, isEndless) => {
        const more = isEndless ? { endsOn: null } : {};
        const now = at("2027-01-04T10:00:00Z") + day * DAY;
        const found = waves(more, now);
        const later = new Map(waves(more, now + 60 * DAY).map(wave => [wave.key, wave]));
        for (const wave of found) expect(later.get(wave.key)?.opensAt).toBe(wave.opensAt);
        for (const kind of ["pulse", "self_assessment", "feedback"] as const)
          expect(found.filter(wave => wave.kind === kind && wave.state === "open").length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("a late answer belongs to the wave that opened last", () => {
    expect(waveAt(waves(), "self_assessment", at("2027-02-20T09:00:00Z"))?.number).toBe(1);
    expect(waveAt(waves(), "self_assessment", at("2027-01-01T09:00:00Z"))).toBeNull();
  });
});

const answer = (more: Partial<AnswerTo<"pulse">> = {}): AnswerTo<"pulse"> => ({
  satisfaction: null,
  supported: null,
  safety: null,
  relationship: null,
  balance: null,
  recommend: null,
  change: "",
  ...more,
});
const rated = (...ratings: number[]) => ratings.map(satisfaction => answer({ satisfaction }));

describe("what an anonymous wave shows", () => {
  it("nothing under four answers", () => {
    const texts = [1, 2, 3].map(each =>
      answer({ satisfaction: 2, supported: 3, recommend: 9, balance: "give", change: `${each}` }),
    );
    expect(pulseResult(texts, 5)).toEqual({
      answers: 3,
      asked: 5,
      satisfaction: { shown: "nothing", n: 0 },
      supported: { shown: "nothing", n: 0 },
      safety: { shown: "nothing", n: 0 },
      relationship: { shown: "nothing", n: 0 },
      recommend: { shown: "nothing", n: 0 },
      balance: null,
      texts: [],
      problems: [],
    });
  });

  it("nothing of a question that fewer than four answered", () => {
    expect(pulseResult([...rated(1, 2, 3), answer(), answer()], 5).satisfaction).toEqual({ shown: "nothing", n: 0 });
  });

  it("from four answers their mean: 2, 3, 4, 4 give 3.25, two of them 4 or 5", () => {
    expect(pulseResult(rated(2, 3, 4, 4), 5).satisfaction).toEqual({
      shown: "mean",
      n: 4,
      sum: 13,
      mean: 3.25,
      high: 2,
    });
  });

  it("of answers that are all one value only the side, and of nothing but 3 not even that", () => {
    expect(pulseResult(rated(5, 5, 5, 5), 5).satisfaction).toEqual({ shown: "above", n: 4 });
    expect(pulseResult(rated(4, 4, 4, 4), 5).satisfaction).toEqual({ shown: "above", n: 4 });
    expect(pulseResult(rated(3, 3, 3, 3), 5).satisfaction).toEqual({ shown: "nothing", n: 0 });
    expect(pulseResult(rated(2, 2, 2, 2), 5).satisfaction).toEqual({ shown: "below", n: 4 });
    expect(pulseResult(rated(1, 1, 1, 1, 1), 5).satisfaction).toEqual({ shown: "below", n: 5 });
  });

  it("no mean that could come about only with all on one side of 3", () => {
    const mixed = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 4, maxLength: 9 });
    const sums = (n: number, of: readonly number[]) => [n * Math.min(...of), n * Math.max(...of)] as const;
    fc.assert(
      fc.property(mixed, ratings => {
        const { satisfaction: result } = pulseResult(rated(...ratings), 9);
        if (result.shown !== "mean") return;
        const n = ratings.length;
        expect(result.sum).toBeLessThanOrEqual(sums(n - 1, [4, 5])[1] + 3);
        expect(result.sum).toBeGreaterThanOrEqual(sums(n - 1, [1, 2])[0] + 3);
        expect(new Set(ratings).size).toBeGreaterThan(1);
        expect([0, n]).not.toContain(result.high);
      }),
    );
    expect(pulseResult(rated(4, 5, 5, 5), 5).satisfaction).toEqual({ shown: "above", n: 4 });
    expect(pulseResult(rated(3, 5, 5, 5), 5).satisfaction).toMatchObject({ mean: 4.5, high: 3 });
    expect(pulseResult(rated(4, 4, 5, 5), 5).satisfaction).toMatchObject({ mean: 4.5, high: null });
  });

  it("of giving and taking nothing where all said the same, whichever it was", () => {
    const said = (...all: NonNullable<AnswerTo<"pulse">["balance"]>[]) =>
      pulseResult(
        all.map(balance => answer({ balance })),
        9,
      ).balance;
    for (const one of ["give", "balanced", "take"] as const) expect(said(one, one, one, one)).toBeNull();
    expect(said("give", "balanced", "balanced")).toBeNull();
    expect(said("give", "balanced", "balanced", "balanced")).toEqual({ give: 1, balanced: 3, take: 0 });
  });

  it("of promoters alone, or of detractors alone, only the side; of those who are neither nothing", () => {
    const of = (...all: number[]) =>
      pulseResult(
        all.map(recommend => answer({ recommend })),
        20,
      ).recommend;
    expect(of(9, 10, 9, 10, 9, 10, 9, 10, 9, 10)).toEqual({ shown: "above", n: 10 });
    expect(of(0, 6, 5, 4, 3, 2, 1, 0, 6, 6)).toEqual({ shown: "below", n: 10 });
    expect(of(7, 8, 7, 8, 7, 8, 7, 8, 7, 8)).toEqual({ shown: "nothing", n: 0 });
    expect(of(9, 9, 9, 9, 9, 9, 9, 9, 9, 8)).toMatchObject({ shown: "score", score: 90 });
  });

  it("no more of a result that was kept when less was held back", () => {
    const kept = {
      ...pulseResult(rated(2, 3, 4, 4), 5),
      satisfaction: { shown: "mean", n: 4, sum: 16, mean: 4, high: 4 },
      supported: { shown: "mean", n: 4, sum: 17, mean: 4.25, high: 4 },
      recommend: { shown: "score", n: 10, promoters: 10, detractors: 0, score: 100 },
      balance: { give: 0, balanced: 4, take: 0 },
    } as const;
    expect(guardedResult(kept)).toMatchObject({
      satisfaction: { shown: "above", n: 4 },
      supported: { shown: "mean", high: null },
      recommend: { shown: "above", n: 10 },
      balance: null,
    });
    expect(guardedResult({ ...kept, asked: 3 })).toMatchObject({ satisfaction: { shown: "nothing", n: 0 } });
  });

  it("a recommend score from ten answers: 4 promoters and 3 detractors of 10 give 10", () => {
    const ten = [9, 9, 10, 10, 8, 8, 7, 6, 0, 3].map(recommend => answer({ recommend }));
    expect(pulseResult(ten, 10).recommend).toEqual({ shown: "score", n: 10, promoters: 4, detractors: 3, score: 10 });
    expect(pulseResult(ten.slice(1), 10).recommend).toMatchObject({ n: 9, score: null });
  });

  it("texts from three up, in an order that is not the order of answering", () => {
    const wrote = (...texts: string[]) =>
      pulseResult([...texts.map(change => answer({ change })), ...rated(3, 3, 3)], 9).texts;
    expect(wrote("a", "b")).toEqual([]);
    expect(wrote("a", " ", "b", "")).toEqual([]);
    expect(wrote("one", "two", "three").sort()).toEqual(["one", "three", "two"]);
    expect(wrote("one", "two", "three", "four")).toEqual(wrote("four", "three", "two", "one"));
    const letters = [..."abcdefghij"];
    expect(wrote(...letters)).not.toEqual(letters);
  });

  it("nothing where there are more answers than people asked, but that there are", () => {
    const said = [1, 2, 3, 4].map(each =>
      answer({ satisfaction: each, balance: "give", recommend: 9, change: `${each}` }),
    );
    expect(pulseResult(said, 3)).toEqual({
      answers: 4,
      asked: 3,
      satisfaction: { shown: "nothing", n: 0 },
      supported: { shown: "nothing", n: 0 },
      safety: { shown: "nothing", n: 0 },
      relationship: { shown: "nothing", n: 0 },
      recommend: { shown: "nothing", n: 0 },
      balance: null,
      texts: [],
      problems: [{ code: "more_answers_than_asked", answers: 4, asked: 3 }],
    });
  });

  it("the order of answers is irrelevant", () => {
    const drawn = fc.array(
      fc.record({
        satisfaction: fc.option(fc.integer({ min: 1, max: 5 })),
        supported: fc.option(fc.integer({ min: 1, max: 5 })),
        safety: fc.option(fc.integer({ min: 1, max: 5 })),
        relationship: fc.option(fc.integer({ min: 1, max: 5 })),
        balance: fc.constantFrom("give" as const, "balanced" as const, "take" as const, null),
        recommend: fc.option(fc.nat(10)),
        change: fc.string({ maxLength: 3 }),
      }),
    );
    fc.assert(
      fc.property(drawn, given => {
        expect(pulseResult([...given].reverse(), 9)).toEqual(pulseResult(given, 9));
      }),
    );
  });
});
