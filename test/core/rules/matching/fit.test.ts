import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FitTermName, FitWeights } from "../../../../src/core/domain/fitTerms.ts";
import { skillIdentity } from "../../../../src/core/domain/skill.ts";
import type { FitFormat } from "../../../../src/core/domain/values/format.ts";
import type { Candidate } from "../../../../src/core/rules/matching/candidate.ts";
import { fitScore, groupReasons, profileOf } from "../../../../src/core/rules/matching/fit.ts";
import { FIT_WEIGHTS, fitWeights } from "../../../../src/core/rules/matching/fitWeights.ts";
import { brokenRule } from "../../../../src/core/rules/matching/hardRules.ts";
import { meetingsOf } from "../../../../src/core/rules/matching/meetings.ts";
import { aCandidate, WEEK } from "./people.ts";

const skill = skillIdentity();
const NO_WEIGHTS = { offer: 0, level: 0, language: 0, hours: 0, style: 0, wish: 0, team: 0, load: 0, met: 0 };

interface Between {
  format?: FitFormat;
  /** Groups there were. */
  groups?: string[][];
  mentees?: number;
  /** What the term weighs, where it is not what the format says. */
  weight?: number;
}

/** The points that one term gives two people. */
function points(term: FitTermName, a: Candidate, b: Candidate, between: Between = {}): number {
  const { format = "pair", groups = [], mentees = 0, weight = FIT_WEIGHTS[format][term] } = between;
  const request = { format, weights: { ...NO_WEIGHTS, [term]: weight }, met: meetingsOf(groups), mentees };
  return fitScore(profileOf(a, WEEK, skill), profileOf(b, WEEK, skill), request);
}

/** What people are told of why they fit. */
function told(a: Candidate, b: Candidate, format: FitFormat = "pair") {
  return groupReasons({ format, members: [a, b], week: WEEK, zone: "Europe/Sofia", nameOf: id => id });
}

describe("what one offers and the other seeks", () => {
  const ana = aCandidate("ana", { offers: ["Testing", "Design"], seeks: ["SQL"] });
  const boris = aCandidate("boris", { offers: ["sql"], seeks: ["testing"] });

  test("counts both ways among peers, and names the skills as their owner writes them", () => {
    expect(points("offer", ana, boris)).toBe(70);
    expect(points("offer", ana, { ...boris, seeks: [] })).toBe(35);
    expect(told(ana, boris).offers).toEqual([
      { from: "ana", to: "boris", skills: ["Testing"] },
      { from: "boris", to: "ana", skills: ["sql"] },
    ]);
  });

  test("counts from the mentor to the mentee alone", () => {
    expect(points("offer", ana, boris, { format: "mentor" })).toBe(112);
    expect(points("offer", ana, { ...boris, seeks: [] }, { format: "mentor" })).toBe(0);
    expect(told(ana, boris, "mentor").offers).toEqual([{ from: "ana", to: "boris", skills: ["Testing"] }]);
  });

  test("more skills give more points, up to three", () => {
    const given = [1, 2, 3, 4].map(count => {
      const skills = ["a", "b", "c", "d"].slice(0, count);
      const [mentor, mentee] = [aCandidate("x", { offers: skills }), aCandidate("y", { seeks: skills })];
      return points("offer", mentor, mentee, { format: "mentor" });
    });
    expect(given).toEqual([112, 144, 160, 160]);
  });

  test("a skill written three ways is one: by case, spaces and language", () => {
    for (const name of ["testing", "  TESTING ", "Тестирование", "тестування", "Тестване", "QA"])
      expect(told(aCandidate("x", { offers: [name] }), aCandidate("y", { seeks: ["Testing"] })).offers).toEqual([
        { from: "x", to: "y", skills: [name.trim()] },
      ]);
    expect(skill("веб-разработка")).toBe(skill("Веб   разработка"));
    expect(skill("Расчёты")).toBe(skill("расчеты"));
    expect(skill("testing")).not.toBe(skill("design"));
  });

  test("a skill offered twice in other words gives no more points than once", () => {
    const once = points(
      "offer",
      aCandidate("x", { offers: ["Testing"] }),
      aCandidate("y", { seeks: ["testing", "тестване"] }),
    );
    const [twice, seeker] = [aCandidate("x", { offers: ["Testing", "QA"] }), aCandidate("y", { seeks: ["testing"] })];
    expect([once, points("offer", twice, seeker)]).toEqual([35, 35]);
    expect(told(twice, seeker).offers).toEqual([{ from: "x", to: "y", skills: ["Testing"] }]);
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
    const speaking = (a: Candidate["languages"], b: Candidate["languages"]) => {
      const two = [aCandidate("a", { languages: a }), aCandidate("b", { languages: b })] as const;
      return [points("language", ...two), told(...two).languages];
    };
    expect(speaking(["en", "uk"], ["uk"])).toEqual([60, ["uk"]]);
    expect(speaking(["en"], ["uk"])).toEqual([0, []]);
    expect(speaking(["en"], [])).toEqual([30, null]);
  });

  test("working hours are compared in each one's own zone", () => {
    const living = (a: string, b: string) => {
      const two = [aCandidate("a", { zone: a }), aCandidate("b", { zone: b })] as const;
      return [points("hours", ...two), told(...two).time?.minutesAWeek ?? 0];
    };
    expect(living("Europe/Sofia", "Europe/Sofia")).toEqual([80, 2400]);
    // 9-17 in Lisbon is 11-19 in Sofia.
    expect(living("Europe/Sofia", "Europe/Lisbon")).toEqual([80, 1800]);
    expect(living("Europe/Sofia", "America/Los_Angeles")).toEqual([0, 0]);
  });

  test("near levels suit peers; a mentor is best one or two levels up; in reverse any two will do", () => {
    const apart = (a: number | null, b: number, format: FitFormat) =>
      points("level", aCandidate("a", { level: a }), aCandidate("b", { level: b }), { format });
    expect([apart(3, 3, "pair"), apart(3, 4, "pair"), apart(1, 4, "pair"), apart(null, 4, "pair")]).toEqual([
      40, 20, 0, 20,
    ]);
    expect([apart(2, 1, "mentor"), apart(3, 1, "mentor"), apart(5, 1, "mentor")]).toEqual([40, 40, 13]);
    expect([apart(1, 3, "reverse"), apart(1, 5, "reverse")]).toEqual([20, 20]);
  });

  test("people from other teams, of one style, who asked for each other, fit better", () => {
    const ana = aCandidate("ana", { team: "Payments", style: "direct", wishes: ["boris"] });
    const boris = aCandidate("boris", { team: "Search", style: "direct", wishes: ["ana"] });
    expect([points("team", ana, boris), points("style", ana, boris), points("wish", ana, boris)]).toEqual([15, 20, 50]);
    const other = aCandidate("boris", { team: " payments", style: "listening" });
    expect([points("team", ana, other), points("style", ana, other), points("wish", ana, other)]).toEqual([0, 0, 25]);
  });

  test("each meeting before leaves a third of the points", () => {
    const met = (times: number) =>
      points("met", aCandidate("a"), aCandidate("b"), { groups: Array(times).fill(["a", "b"]) });
    expect([0, 1, 2].map(met)).toEqual([120, 40, 13]);
  });

  test("a mentor with mentees gets fewer points for one more; peers have no such term", () => {
    const having = (mentees: number, format: FitFormat) =>
      points("load", aCandidate("a"), aCandidate("b"), { format, mentees, weight: 40 });
    expect([0, 1, 3].map(mentees => having(mentees, "mentor"))).toEqual([40, 20, 10]);
    expect(having(0, "pair")).toBe(0);
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
    const [a, b] = [aCandidate("a"), aCandidate("b")].map(one => profileOf(one, WEEK, skill));
    const score = (weights: FitWeights) => fitScore(a!, b!, { format: "pair", weights, met: meetingsOf([]) });
    expect(score(FIT_WEIGHTS.pair) - score(fitWeights("pair", { met: 0 }).weights)).toBe(120);
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
        const score = fitScore(first, second, request);
        const groups = Array(times).fill(["a", "b"]);
        const terms = (Object.keys(NO_WEIGHTS) as FitTermName[]).map(term =>
          points(term, a, b, { format: format as FitFormat, groups }),
        );
        expect(terms.reduce((sum, each) => sum + each, 0)).toBe(score);
        expect(terms.every(each => Number.isInteger(each) && each >= 0)).toBe(true);
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

describe("why two fit is told", () => {
  const reasons = (a: Pick<Candidate, "style"> | Pick<Candidate, "team">, b: typeof a) =>
    groupReasons({
      format: "pair",
      members: [aCandidate("a", a), aCandidate("b", b)],
      week: WEEK,
      zone: "Europe/Sofia",
      nameOf: id => id,
      weights: { ...NO_WEIGHTS, style: 1, team: 1 },
    });

  test("of their style where both said the same", () => {
    expect(reasons({ style: "calm" }, { style: "calm" }).isSameStyle).toBe(true);
    expect(reasons({ style: "calm" }, { style: null }).isSameStyle).toBe(false);
    expect(reasons({ style: null }, { style: null }).isSameStyle).toBe(false);
  });

  test("of their teams where each is in another", () => {
    expect(reasons({ team: "a" }, { team: "b" }).areOtherTeams).toBe(true);
    expect(reasons({ team: "a" }, { team: "a" }).areOtherTeams).toBe(false);
    expect(reasons({ team: "a" }, { team: "" }).areOtherTeams).toBe(false);
  });
});
