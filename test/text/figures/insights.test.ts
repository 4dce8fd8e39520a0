import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../../src/core/domain/values/language.ts";
import { INSIGHT_IDS } from "../../../src/core/rules/insights/insight.ts";
import {
  insightActs,
  insightAdvice,
  insightEvidence,
  insightSeen,
  insightTime,
  insightTitle,
} from "../../../src/text/figures/insights.ts";
import { aShownInsight, at } from "../../web/view.ts";

const FOREIGN = { en: /[а-яіїєґъё]/i, ru: /[іїєґ]/i, uk: /[ыэёъ]/i, bg: /[ыэёіїєґ]/i };
const told = (id: (typeof INSIGHT_IDS)[number], more = {}) => aShownInsight(id, more).told;

describe.each(LANGUAGES)("an insight in %s", language => {
  test.each(INSIGHT_IDS)("%s is whole sentences in that language alone, whatever the counts", id => {
    for (const [count, n] of [
      [1, 21],
      [4, 12],
      [5, 25],
    ] as const) {
      const sentences = [insightSeen(told(id, { count, n }), language), insightAdvice(id, language)];
      for (const sentence of sentences) {
        expect(sentence).toMatch(/^[A-ZА-ЯІЇЄҐ„“«].*[.]$/u);
        expect(sentence.replace("Ship the new onboarding flow", "")).not.toMatch(FOREIGN[language]);
        expect(sentence).not.toMatch(/undefined|null|NaN|…|_| {2}/);
      }
    }
    expect(insightTitle(id, language)).toMatch(/^[A-ZА-ЯІЇЄҐ]/u);
    const acts = insightActs(told(id), "act", language);
    if (acts !== null) expect(acts).not.toMatch(FOREIGN[language]);
  });
});

describe("what is said", () => {
  test("names who carries the help, and counts as each language counts", () => {
    const said = LANGUAGES.map(language => insightSeen(told("help_carried", { n: 22, count: 14 }), language));
    expect(said).toEqual([
      "In eight weeks help was given 22 times, 14 of them by Ana.",
      "За восемь недель люди помогли друг другу 22 раза, из них 14 — один и тот же человек: Ana.",
      "За вісім тижнів люди допомогли одне одному 22 рази, з них 14 — та сама людина: Ana.",
      "За осем седмици хората са си помогнали 22 пъти, от тях 14 – един и същ човек: Ana.",
    ]);
  });

  test("gives each figure with what it is drawn from, and how sure it is", () => {
    const [figure] = told("over_time").figures;
    if (figure === undefined) throw new Error("no figure");
    expect(insightEvidence(figure, "en")).toBe("Ended on time: 50% (5 of 10 answers; 95% interval: 24% to 76%)");
  });

  test("a pulse of which all were at the lowest is told without its figure", () => {
    const figures = [{ metricId: "satisfaction", value: null, n: 4, before: null }];
    const said = insightSeen(told("low_satisfaction", { figures }), "en");
    expect(said).toBe(
      "In the latest pulse the answers were below the middle of the scale; help is wanted most with “Design”.",
    );
    expect(insightEvidence(figures[0]!, "en")).toBe("");
  });

  test("says what Krug does only where the programme lets it, and else what it would do", () => {
    const carried = told("help_carried");
    expect(insightActs(carried, "act", "en")).toBe(
      "What Krug does: has others lead the coming sessions until help is in balance.",
    );
    expect(insightActs(carried, "suggest", "en")).toMatch(
      /^What Krug does if “Insights” is set to “Act”: has others lead/,
    );
    expect(insightActs(told("low_satisfaction"), "suggest", "en")).toMatch(/^What Krug does: suggests resources/);
    expect(insightActs(told("over_time"), "act", "en")).toBeNull();
  });

  test("says since when, and of what is over from when to when, by the day in the programme's zone", () => {
    const since = at("2027-03-02 00:30");
    expect(insightTime(since, null, "Europe/Sofia", "en")).toBe("Since 2 March 2027");
    expect(insightTime(since, since + 3 * 86_400_000, "Europe/Sofia", "en")).toBe("2 March – 5 March 2027");
  });
});
