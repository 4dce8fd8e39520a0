import { describe, expect, test } from "vitest";
import { LANGUAGES } from "../../../src/core/domain/values/language.ts";
import type { Digest } from "../../../src/core/words/digest.ts";
import { digestText } from "../../../src/text/letters/digest.ts";
import { repeatsNote } from "../../../src/text/meetings/surveys.ts";

const DIGEST: Digest = {
  programme: "Pairs",
  month: "2026-11-01",
  sessions: 21,
  people: 1,
  newPairs: 2,
  reached: [{ title: "Ship the app", owners: ["Ana", "Boris"] }],
  thanks: [{ from: "Ana", to: "Boris", what: "the tests" }],
  moreThanks: 2,
  offers: [{ skill: "testing", names: ["Ana", "Boris", "Clara", "Dora", "Emil", "Fay"] }],
  sought: [{ skill: "SQL", people: 3 }],
  figures: {
    from: "2026-10-05",
    to: "2026-11-01",
    points: [
      { metricId: "satisfaction", value: 4.25, n: 7, change: null },
      { metricId: "held_rate", value: 0.8, n: 10, count: 8, change: null },
    ],
  },
};

describe("a digest", () => {
  test.each([
    [
      "en",
      "November 2026 · Pairs",
      "21 sessions took place, with 1 person in all. 2 pairs of people met for the first time.",
    ],
    ["ru", "Ноябрь 2026 · Pairs", "Состоялось встреч: 21, участников: 1. Познакомилось новых пар: 2."],
    ["uk", "Листопад 2026 · Pairs", "Відбулося зустрічей: 21, учасників: 1. Познайомилося нових пар: 2."],
    ["bg", "Ноември 2026 · Pairs", "Проведени срещи: 21, участници: 1. Двойки, които се запознаха: 2."],
  ] as const)("in %s has its month, its people and its figures", (language, title, first) => {
    const text = digestText(DIGEST, language);
    expect(text.title).toBe(title);
    expect(text.body[0]?.text).toBe(first);
    expect(text.body.filter(part => part.kind === "heading")).toHaveLength(5);
    expect(text.body.map(part => part.text).join("\n")).not.toMatch(/undefined|NaN|\{|\}/);
  });

  test.each(LANGUAGES)("in %s names four who offer a skill and counts the others", language => {
    const line = digestText(DIGEST, language).body.find(part => part.text.startsWith("testing"))?.text ?? "";
    expect(line).toContain("Dora");
    expect(line).not.toContain("Emil");
    expect(line).toContain("2");
  });

  test("tells figures with what they rest on", () => {
    const text = digestText(DIGEST, "en")
      .body.map(part => part.text)
      .join("\n");
    expect(text).toContain("5 October – 1 November 2026: Satisfaction: 4.3 of 5 (7 answers); ");
    expect(text).toContain("80% (8 of 10 sessions).");
  });

  test.each(LANGUAGES)(
    "in %s says beside figures of the anonymous pulse, and no others, that answers can be repeated",
    language => {
      const told = (points: NonNullable<Digest["figures"]>["points"]) =>
        digestText({ ...DIGEST, figures: { from: "2026-10-05", to: "2026-11-01", points } }, language).body.at(-1)
          ?.text;
      const [pulse, held] = DIGEST.figures?.points ?? [];
      if (pulse === undefined || held === undefined) throw new Error("no figures");
      expect(told([pulse, held])).toContain(repeatsNote(language));
      expect(told([held])).not.toContain(repeatsNote(language));
    },
  );
});
