import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseProgramme } from "../../../src/core/domain/programme.ts";
import { LANGUAGES } from "../../../src/core/domain/values/language.ts";
import { parseWeights, weightsText } from "../../../src/core/domain/writtenWeights.ts";
import { FIT_WEIGHTS, fitWeights } from "../../../src/core/rules/matching/fitWeights.ts";
import { krugSays } from "../../../src/text/problems/problems.ts";
import { aProgramme, programmeOf } from "../../world/builders.ts";

describe("weights a coordinator writes", () => {
  it.each([
    ["skills 150", { offer: 150 }],
    ["Skills: 150, HOURS=40;\nnew  people 0", { offer: 150, hours: 40, met: 0 }],
    ["навыки 150\nвремя 40", { offer: 150, hours: 40 }],
    ["час 7, нови хора 9, мова 1000", { hours: 7, met: 9, language: 1000 }],
    ["skills 1, skills 2", { offer: 2 }],
    ["", {}],
    [" ,\n; ", {}],
  ])("“%s” change %j", (text, changes) => {
    expect(parseWeights(text)).toEqual({ changes, refused: [] });
  });

  it.each([
    "skills -5",
    "skills 5000",
    "skills 1001",
    "skills many",
    "skills",
    "150",
    "magic 10",
    "skills 1,000",
    "level 2.5",
  ])("“%s” is no weight", text => {
    expect(parseWeights(text)).toEqual({ changes: {}, refused: [text] });
  });

  it("that make no sense are told on the programme's page, and the others count", () => {
    const { value, problems } = parseProgramme(aProgramme({ weights: "skills 5000, hours 10" }));
    expect(value?.weights).toEqual({ hours: 10 });
    expect(problems).toEqual([{ code: "bad_weight", parts: ["skills 5000"] }]);
    const [problem] = problems;
    expect(problem && krugSays([problem], "en", { zone: "UTC" })).toContain("“skills 5000” in “Weights”");
    expect(programmeOf(aProgramme()).weights).toEqual({});
  });

  it("read back as they are shown, in every language and for every format", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...(Object.keys(FIT_WEIGHTS) as (keyof typeof FIT_WEIGHTS)[])),
        fc.constantFrom(...LANGUAGES),
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 9, maxLength: 9 }),
        (format, language, numbers) => {
          const terms = Object.keys(FIT_WEIGHTS[format]) as (keyof (typeof FIT_WEIGHTS)[typeof format])[];
          const { weights } = fitWeights(format, Object.fromEntries(terms.map((term, at) => [term, numbers[at]])));
          const { changes, refused } = parseWeights(weightsText(format, weights, language));
          expect(refused).toEqual([]);
          expect({ ...weights, ...changes }).toEqual(weights);
          expect(Object.keys(changes)).toHaveLength(format === "pair" || format === "triad" ? 8 : 9);
        },
      ),
    );
  });
});
