import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FitTerm } from "../../../../src/core/domain/fitTerms.ts";
import { skillIdentity } from "../../../../src/core/domain/skill.ts";
import type { FitFormat } from "../../../../src/core/domain/values/format.ts";
import type { Candidate } from "../../../../src/core/rules/matching/candidate.ts";
import { fitOf, fitScore, profileOf } from "../../../../src/core/rules/matching/fit.ts";
import { FIT_WEIGHTS, fitWeights } from "../../../../src/core/rules/matching/fitWeights.ts";
import { brokenRule } from "../../../../src/core/rules/matching/hardRules.ts";
import { meetingsOf } from "../../../../src/core/rules/matching/meetings.ts";
import { aCandidate, WEEK } from "./people.ts";

const skill = skillIdentity();

function fitBetween(a: Candidate, b: Candidate, format: FitFormat = "pair", groups: string[][] = [], mentees = 0) {
  const request = { format, weights: FIT_WEIGHTS[format], met: meetingsOf(groups), mentees };
  return fitOf(profileOf(a, WEEK, skill), profileOf(b, WEEK, skill), request);
}

function term<Name extends FitTerm["term"]>(name: Name, found: { terms: FitTerm[] }) {
  return found.terms.filter(one => one.term === name) as Extract<FitTerm, { term: Name }>[];
}

describe("what one offers and the other seeks", () => {
  const ana = aCandidate("ana", { offers: ["Testing", "Design"], seeks: ["SQL"] });
  const boris = aCandidate("boris", { offers: ["sql"], seeks: ["testing"] });

  test("counts both ways among peers, and names the skills as their owner writes them", () => {
    expect(term("offer", fitBetween(ana, boris))).toEqual([
      { term: "offer", points: 35, from: "ana", to: "boris", skills: ["Testing"] },
      { term: "offer", points: 35, from: "boris", to: "ana", skills: ["sql"] },
    ]);
  });

  test("counts from the mentor to the mentee alone", () => {
    expect(term("offer", fitBetween(ana, boris, "mentor"))).toEqual([
      { term: "offer", points: 112, from: "ana", to: "boris", skills: ["Testing"] },
    ]);
  });

  test("more skills give more points, up to three", () => {
    const points = [1, 2, 3, 4].map(count => {
      const skills = ["a", "b", "c", "d"].slice(0, count);
      return term(
        "offer",
        fitBetween(aCandidate("x", { offers: skills }), aCandidate("y", { seeks: skills }), "mentor"),
      )[0]!.points;
    });
    expect(points).toEqual([112, 144, 160, 160]);
  });

  test("a skill written three ways is one: by case, spaces and language", () => {
    for (const name of ["testing", "  TESTING ", "Тестирование", "тестування", "Тестване", "QA"])
      expect(
        term("offer", fitBetween(aCandidate("x", { offers: [name] }), aCandidate("y", { seeks: ["Testing"] })))[0]!
          .skills,
      ).toEqual([name.trim()]);
    expect(skill("веб-разработка")).toBe(skill("Веб   разработка"));
    expect(skill("Расчёты")).toBe(skill("расчеты"));
    expect(skill("testing")).not.toBe(skill("design"));
  });

  test("a skill offered twice in other words gives no more points than once", () => {
    const once = fitBetween(
      aCandidate("x", { offers: ["Testing"] }),
      aCandidate("y", { seeks: ["testing", "тестване"] }),
    );
    const twice = fitBetween(aCandidate("x", { offers: ["Testing", "QA"] }), aCandidate("y", { seeks: ["testing"] }));
    expect([once.score, term("offer", twice)[0]!.skills]).toEqual([twice.score, ["Testing"]]);
  });

  test("a programme can say which names mean one skill, and its own lines come first", () => {
    const own = skillIdentity([
      ["Kubernetes", "k8s"],
      ["QA", "query answering"],
    ]);
    expect(own("K8S")).toBe(own("kubernetes"));
    expect(own("qa")).toBe(own("Query answering"));
  });
});

describe("the other terms", () => {
  test("a shared language gives all points, none in common nothing, unsaid half", () => {
    const points = (a: Candidate["languages"], b: Candidate["languages"]) =>
      term("language", fitBetween(aCandidate("a", { languages: a }), aCandidate("b", { languages: b })))[0];
    expect(points(["en", "uk"], ["uk"])).toEqual({ term: "language", points: 60, languages: ["uk"] });
    expect(points(["en"], ["uk"])).toEqual({ term: "language", points: 0, languages: [] });
    expect(points(["en"], [])).toEqual({ term: "language", points: 30, languages: null });
  });

  test("working hours are compared in each one's own zone", () => {
    const hours = (a: Partial<Candidate>, b: Partial<Candidate>) =>
      term("hours", fitBetween(aCandidate("a", { zone: a.zone! }), aCandidate("b", { zone: b.zone! })))[0];
    expect(hours({ zone: "Europe/Sofia" }, { zone: "Europe/Sofia" })).toMatchObject({ points: 80, minutesAWeek: 2400 });
    // 9-17 in Lisbon is 11-19 in Sofia.
    expect(hours({ zone: "Europe/Sofia" }, { zone: "Europe/Lisbon" })).toMatchObject({
      points: 80,
      minutesAWeek: 1800,
    });
    expect(hours({ zone: "Europe/Sofia" }, { zone: "America/Los_Angeles" })).toMatchObject({
      points: 0,
      minutesAWeek: 0,
    });
  });

  test("near levels suit peers; a mentor is best one or two levels up; in reverse any two will do", () => {
    const points = (a: number | null, b: number, format: FitFormat) =>
      term("level", fitBetween(aCandidate("a", { level: a }), aCandidate("b", { level: b }), format))[0]!.points;
    expect([points(3, 3, "pair"), points(3, 4, "pair"), points(1, 4, "pair"), points(null, 4, "pair")]).toEqual([
      40, 20, 0, 20,
    ]);
    expect([points(2, 1, "mentor"), points(3, 1, "mentor"), points(5, 1, "mentor")]).toEqual([40, 40, 13]);
    expect([points(1, 3, "reverse"), points(1, 5, "reverse")]).toEqual([20, 20]);
  });

  test("people from other teams, of one style, who asked for each other, fit better", () => {
    const ana = aCandidate("ana", { team: "Payments", style: "direct", wishes: ["boris"] });
    const found = fitBetween(ana, aCandidate("boris", { team: "Search", style: "direct", wishes: ["ana"] }));
    expect(found.terms).toContainEqual({ term: "team", points: 15, isOther: true });
    expect(found.terms).toContainEqual({ term: "style", points: 20, isSame: true });
    expect(found.terms).toContainEqual({ term: "wish", points: 50, by: ["ana", "boris"] });
    expect(fitBetween(ana, aCandidate("boris", { team: " payments" })).terms).toContainEqual({
      term: "team",
      points: 0,
      isOther: false,
    });
  });

  test("each meeting before leaves a third of the points", () => {
    const points = (times: number) =>
      term("met", fitBetween(aCandidate("a"), aCandidate("b"), "pair", Array(times).fill(["a", "b"])))[0]!.points;
    expect([0, 1, 2].map(points)).toEqual([120, 40, 13]);
  });

  test("a mentor with mentees gets fewer points for one more; peers have no such term", () => {
    const points = (mentees: number) =>
      term("load", fitBetween(aCandidate("a"), aCandidate("b"), "mentor", [], mentees))[0]!.points;
    expect([0, 1, 3].map(points)).toEqual([40, 20, 10]);
    expect(term("load", fitBetween(aCandidate("a"), aCandidate("b")))).toEqual([]);
  });
});

describe("weights", () => {
  test("a coordinator changes some, the others stay; what is no weight is refused and named", () => {
    const { weights, refused } = fitWeights("pair", { offer: 300, level: -1, team: 1.5, wish: 0 });
    expect(weights).toEqual({ ...FIT_WEIGHTS.pair, offer: 300, wish: 0 });
    expect(refused).toEqual(["level", "team"]);
    expect(fitWeights("pair", { offers: 1 } as never).refused).toEqual(["offers"]);
  });

  test("a term of weight 0 gives no points", () => {
    const weights = fitWeights("pair", { met: 0 }).weights;
    const [a, b] = [aCandidate("a"), aCandidate("b")].map(one => profileOf(one, WEEK, skill));
    const found = fitOf(a!, b!, { format: "pair", weights, met: meetingsOf([]) });
    expect(term("met", found)[0]!.points).toBe(0);
  });
});

test("the score is the sum of the terms, none is below 0, and among peers the order does not matter", () => {
  const person = (id: string) =>
    fc
      .record({
        level: fc.option(fc.integer({ min: 1, max: 5 })),
        offers: fc.subarray(["Testing", "QA", "design", "SQL"]),
        seeks: fc.subarray(["тестване", "Design ", "sql"]),
        languages: fc.subarray(["en", "ru", "uk", "bg"] as const),
        zone: fc.constantFrom("Europe/Sofia", "America/New_York", "Asia/Tokyo"),
        team: fc.constantFrom("", "A", "B"),
        wishes: fc.subarray(["a", "b", "nobody"]),
        style: fc.constantFrom(null, "direct", "listening"),
      })
      .map(known => aCandidate(id, known));
  fc.assert(
    fc.property(
      person("a"),
      person("b"),
      fc.constantFrom("pair", "triad", "mentor", "reverse"),
      fc.nat(3),
      (a, b, format, times) => {
        const met = meetingsOf(Array(times).fill(["a", "b"]));
        const request = { format: format as FitFormat, weights: FIT_WEIGHTS[format as FitFormat], met };
        const [first, second] = [profileOf(a, WEEK, skill), profileOf(b, WEEK, skill)];
        const { score, terms } = fitOf(first, second, request);
        expect(terms.reduce((sum, { points }) => sum + points, 0)).toBe(score);
        expect(terms.every(({ points }) => Number.isInteger(points) && points >= 0)).toBe(true);
        expect(fitScore(first, second, request)).toBe(score);
        if (format === "pair") expect(fitScore(second, first, request)).toBe(score);
      },
    ),
    { numRuns: 200 },
  );
});

describe("rules that no wish outdoes", () => {
  const junior = aCandidate("junior", { level: 1, managerId: "boss" });
  const boss = aCandidate("boss", { level: 5 });

  test("nobody is mentored by their own manager, nor mentors them; among peers it is no rule", () => {
    expect([brokenRule(boss, junior, "mentor"), brokenRule(junior, boss, "reverse")]).toEqual(["manager", "manager"]);
    expect(brokenRule(aCandidate("a", { managerId: "b" }), aCandidate("b"), "pair")).toBeNull();
  });

  test.each([
    ["pair", 3, 4, null],
    ["pair", 3, 5, "level"],
    ["pair", null, 5, null],
    ["mentor", 3, 2, null],
    ["mentor", 2, 2, "level"],
    ["mentor", 2, 3, "level"],
    ["mentor", null, 2, "level"],
    ["reverse", 1, 3, null],
    ["reverse", 1, 2, "level"],
    ["reverse", 3, 1, "level"],
  ] as const)("%s: levels %s and %s give %s", (format, first, second, broken) => {
    expect(brokenRule(aCandidate("a", { level: first }), aCandidate("b", { level: second }), format)).toBe(broken);
  });
});
