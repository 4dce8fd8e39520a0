import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Resource } from "../../../../src/core/domain/resource.ts";
import { lowSatisfaction } from "../../../../src/core/plan/insights/lowSatisfaction.ts";
import type { Fact } from "../../../../src/core/rules/metrics/facts.ts";
import { aPulse, levels, onDay } from "../../rules/metrics/builders.ts";

const resource = (id: string, skills: string[], language: string, title = id): Resource => ({
  id,
  url: "",
  title,
  link: "",
  skills,
  language,
  kind: "course",
});
const RESOURCES = [
  resource("cooking", ["Cooking"], "en"),
  resource("testing-bg", ["testing"], "bg"),
  resource("testing-any", ["Testing"], ""),
  resource("testing-en", [" TESTING "], "en"),
  resource("architecture-en", ["architecture", "testing"], "en", "z"),
];
const FIVE = ["a", "b", "c", "d", "e"];
const ASSESSED = FIVE.map((id, index) =>
  levels(id, 2, { Testing: index < 3 ? 1 : 2, Architecture: 2, Design: 4, ...(index < 3 ? { Security: 1 } : {}) }),
);
const rated = (...ratings: number[]) => aPulse(ratings.map(satisfaction => ({ satisfaction })));
const LOW = rated(2, 3, 3, 4, 3);
type Given = Parameters<typeof lowSatisfaction>[0];
const suggest = (more: Partial<Given> = {}) =>
  lowSatisfaction({
    pulse: LOW,
    selfAssessments: ASSESSED,
    seekers: [],
    resources: RESOURCES,
    language: "en",
    ...more,
  });

describe("low satisfaction", () => {
  it("suggests resources for the two weakest skills, the programme's language first", () => {
    const closed = LOW.closesAt;
    expect(suggest()).toEqual({
      id: "low_satisfaction",
      key: "p/low_satisfaction",
      programmeId: "p",
      about: {
        personIds: [],
        goalIds: [],
        sessionIds: [],
        skills: [
          { skill: "Testing", mean: 1.4, n: 5 },
          { skill: "Architecture", mean: 2, n: 5 },
        ],
      },
      action: {
        kind: "suggest_resources",
        resources: [
          { id: "testing-en", skill: "Testing" },
          { id: "architecture-en", skill: "Testing" },
          { id: "testing-any", skill: "Testing" },
        ],
      },
      evidence: {
        figures: [{ metricId: "satisfaction", value: 3, n: 5, before: null }],
        n: 5,
        count: 5,
        from: closed,
        to: closed,
      },
    });
    expect(suggest({ language: "bg" })?.action.resources.slice(0, 2)).toEqual([
      { id: "testing-bg", skill: "Testing" },
      { id: "testing-any", skill: "Testing" },
    ]);
  });

  it("is under 3.5: a mean of 3.5 suggests nothing, 3.4 does", () => {
    expect(suggest({ pulse: rated(3, 4, 3, 4) })).toBeNull();
    expect(suggest({ pulse: rated(3, 4, 3, 4, 3) })).not.toBeNull();
    expect(suggest({ pulse: rated(5, 5, 5, 5) })).toBeNull();
  });

  it("that was told is over at 3.7, not at 3.6", () => {
    expect(suggest({ pulse: rated(3, 4, 4, 3, 4), isOpen: () => true })).not.toBeNull();
    expect(suggest({ pulse: rated(3, 4, 4, 3, 4) })).toBeNull();
    expect(suggest({ pulse: rated(3, 4, 4, 3, 4, 4, 4, 4, 3, 4), isOpen: () => true })).toBeNull();
  });

  it("is not known from three answers", () => {
    expect(suggest({ pulse: rated(1, 1, 2) })).toBeNull();
  });

  it("of all ones is acted upon without giving the figure away", () => {
    const evidence = suggest({ pulse: rated(1, 1, 1, 1) })?.evidence;
    expect(evidence?.figures).toEqual([{ metricId: "satisfaction", value: null, n: 4, before: null }]);
  });

  it("asks people's goals where self-assessment shows no weak skill: two seek design, one seeks security", () => {
    const seekers = [
      { personId: "a", skills: ["Design", "design "] },
      { personId: "b", skills: ["design", "Security"] },
    ];
    expect(suggest({ selfAssessments: [], seekers })?.about.skills).toEqual([
      { skill: "Design", mean: null, n: 2 },
      { skill: "Security", mean: null, n: 1 },
    ]);
    expect(suggest({ selfAssessments: [], seekers: [] })).toBeNull();
  });

  it("says which skill needs help even when no resource is there", () => {
    expect(suggest({ resources: [] })).toMatchObject({
      action: { resources: [] },
      about: { skills: [{ skill: "Testing" }, {}] },
    });
  });

  it("looks at this programme's people alone", () => {
    expect(suggest({ selfAssessments: ASSESSED.map(answer => ({ ...answer, programmeId: "other" })) })).toBeNull();
  });

  it("is the same from the same facts in any order", () => {
    const turned = suggest({ selfAssessments: [...ASSESSED].reverse(), resources: [...RESOURCES].reverse() });
    expect(turned).toEqual(suggest());
  });
});

describe("weak skills", () => {
  /** As they were when a pulse closed that most rated low. */
  const weakSkills = (selfAssessments: Fact<"selfAssessments">[], closesAt: number) =>
    suggest({ pulse: { ...LOW, closesAt }, selfAssessments })?.about.skills ?? [];
  const soughtSkills = (seekers: Given["seekers"]) => suggest({ selfAssessments: [], seekers })?.about.skills ?? [];
  const until = onDay(13);

  it("leave out a skill that only three people assessed, so that nobody is singled out", () => {
    expect(weakSkills(ASSESSED, until).map(each => each.skill)).toEqual(["Testing", "Architecture"]);
  });

  it("are at most 3 on average, and at most two", () => {
    const all = (level: number) => FIVE.map(id => levels(id, 2, { a: level, b: level, c: level }));
    expect(weakSkills(all(3), until).map(each => each.skill)).toEqual(["a", "b"]);
    expect(weakSkills(all(4), until)).toEqual([]);
  });

  it("are from each person's latest answer before the moment asked about", () => {
    const later = FIVE.map(id => levels(id, 10, { Testing: 5 }));
    const tooLate = FIVE.map(id => levels(id, 20, { Testing: 1 }));
    expect(weakSkills([...later, ...ASSESSED, ...tooLate], until).map(each => each.skill)).toEqual(["Architecture"]);
  });

  it("are called by the same spelling in whatever order one person's two spellings come", () => {
    const own = [levels("a", 2, { X: 4 }), levels("a", 2, { x: 4 })];
    const others = ["b", "d", "e"].map(id => levels(id, 1, { x: 1 }));
    const found = weakSkills([...own, ...others], until);
    expect(found).toEqual([{ skill: "X", mean: 1.75, n: 4 }]);
    expect(weakSkills([...own, ...others].reverse(), until)).toEqual(found);
  });

  it("never tell of fewer than four people, in whatever order answers come", () => {
    const drawn = fc.array(
      fc
        .tuple(
          fc.constantFrom(...FIVE),
          fc.nat(12),
          fc.dictionary(fc.constantFrom("x", "X", "y"), fc.integer({ min: 1, max: 5 })),
        )
        .map(([id, day, of]) => levels(id, day, of)),
    );
    fc.assert(
      fc.property(drawn, given => {
        const found = weakSkills(given, until);
        for (const { n, mean } of found) expect([n >= 4, (mean ?? 9) <= 3]).toEqual([true, true]);
        expect(weakSkills([...given, ...given].reverse(), until)).toEqual(found);
      }),
    );
  });

  it("that are sought come most sought first, each person once", () => {
    expect(soughtSkills([])).toEqual([]);
    expect(
      soughtSkills([
        { personId: "a", skills: ["b", "b", "", "a"] },
        { personId: "a", skills: ["a"] },
      ]),
    ).toEqual([
      { skill: "a", mean: null, n: 1 },
      { skill: "b", mean: null, n: 1 },
    ]);
  });
});
