import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { skillIdentity } from "../../../../src/core/domain/skill.ts";
import { apartOf } from "../../../../src/core/domain/values/apart.ts";
import { randomOf, shuffled } from "../../../../src/core/domain/values/random.ts";
import type { Candidate } from "../../../../src/core/rules/matching/candidate.ts";
import { fitScore, loadPoints, profileOf } from "../../../../src/core/rules/matching/fit.ts";
import { FIT_WEIGHTS } from "../../../../src/core/rules/matching/fitWeights.ts";
import { brokenRule } from "../../../../src/core/rules/matching/hardRules.ts";
import { meetingsOf } from "../../../../src/core/rules/matching/meetings.ts";
import { couldPair, type MentorsRequest, planMentors } from "../../../../src/core/rules/matching/mentors.ts";
import { aCandidate, idsOf, WEEK } from "./people.ts";

function asked(people: readonly Candidate[]): MentorsRequest {
  return { format: "mentor", people, met: meetingsOf([]), seed: "s", week: WEEK };
}
function plan(people: readonly Candidate[], more: Partial<MentorsRequest> = {}) {
  return planMentors({ ...asked(people), ...more });
}

const mentor = (id: string, known: Partial<Omit<Candidate, "hours">> = {}) =>
  aCandidate(id, { level: 4, offers: ["testing"], ...known });
const mentee = (id: string, known: Partial<Omit<Candidate, "hours">> = {}) =>
  aCandidate(id, { level: 2, seeks: ["testing"], ...known });

describe("mentor and mentee", () => {
  test("each mentee gets the mentor who offers what they seek", () => {
    const people = [
      mentor("m1", { offers: ["design"] }),
      mentor("m2", { offers: ["Testing"] }),
      mentee("a"),
      mentee("b", { seeks: ["design"] }),
    ];
    expect(plan(people)).toEqual({
      pairs: [
        { helper: "m1", helped: "b" },
        { helper: "m2", helped: "a" },
      ],
      leftOut: [],
    });
  });

  test("nobody has more mentees than they can take, and who has some already takes fewer", () => {
    const mentees = ["a", "b", "c", "d"].map(id => mentee(id));
    expect(plan([mentor("m", { capacity: 2 }), ...mentees]).pairs.length).toBe(2);
    expect(plan([mentor("m"), ...mentees]).pairs.length).toBe(3);
    expect(plan([mentor("m", { capacity: 2 }), ...mentees], { mentees: new Map([["m", 1]]) }).pairs.length).toBe(1);
    expect(plan([mentor("m", { capacity: 0 }), mentee("a")])).toEqual({
      pairs: [],
      leftOut: [
        { id: "a", why: "nobody_else" },
        { id: "m", why: "no_capacity" },
      ],
    });
  });

  test("two mentors share the mentees rather than one having all", () => {
    const people = [mentor("m1", { offers: ["testing", "sql"] }), mentor("m2"), mentee("a"), mentee("b")];
    expect(new Set(plan(people).pairs.map(({ helper }) => helper)).size).toBe(2);
  });

  test("who would like to help is chosen first among those who can, however well others fit", () => {
    const better = mentor("m1", { offers: ["testing", "sql"], wishes: ["a"] });
    const people = [better, mentor("m2", { wantsToMentor: true }), mentee("a", { seeks: ["testing", "sql"] })];
    expect(plan(people).pairs).toEqual([{ helper: "m2", helped: "a" }]);
    const other = mentor("m2", { wantsToMentor: true, offers: ["design"] });
    expect(plan([better, other, mentee("a")]).pairs).toEqual([{ helper: "m1", helped: "a" }]);
  });

  test("as many people are in a pair whoever would like to help, and nobody is forced to or kept from it", () => {
    const drawn = fc.array(
      fc.record({ level: fc.integer({ min: 1, max: 5 }), offers: fc.boolean(), wants: fc.boolean() }),
      {
        maxLength: 9,
      },
    );
    fc.assert(
      fc.property(drawn, all => {
        const people = all.map(({ level, offers }, i) =>
          aCandidate(`p${i}`, { level, offers: offers ? ["testing"] : [], seeks: offers ? [] : ["testing"] }),
        );
        const willing = people.map((one, i) => (all[i]?.wants ? { ...one, wantsToMentor: true as const } : one));
        const placed = (some: readonly Candidate[]) =>
          new Set(plan(some).pairs.flatMap(one => [one.helper, one.helped]));
        expect(placed(willing).size).toBe(placed(people).size);
      }),
      { numRuns: 60 },
    );
  });

  test("of two mentors who fit alike, the one who teaches what the organisation wants to spread", () => {
    const people = [
      mentor("m1", { offers: ["testing"] }),
      mentor("m2", { offers: ["sql"], topics: ["sql"] }),
      mentee("a", { seeks: ["testing", "SQL"] }),
    ];
    for (const seed of ["s", "t", "u", "v"]) expect(plan(people, { seed }).pairs[0]?.helper).toBe("m2");
  });

  test("never one's own manager, even where nobody else is there", () => {
    const people = [mentor("m"), mentee("a", { managerId: "m" })];
    expect(plan(people).pairs).toEqual([]);
    expect(plan([...people, mentor("n", { offers: [] })]).pairs).toEqual([{ helper: "n", helped: "a" }]);
  });

  test("without a level nobody is matched, and the reason says so", () => {
    expect(plan([mentor("m"), mentee("a", { level: null })]).leftOut).toEqual([
      { id: "a", why: "no_level" },
      { id: "m", why: "nobody_else" },
    ]);
  });

  test("a mentor for whom no mentee is left, and a mentee for whom there is no mentor, are told apart", () => {
    expect(plan([mentor("m1"), mentor("m2"), mentee("a")]).leftOut.map(({ why }) => why)).toEqual(["no_mentee_left"]);
    expect(plan([mentor("m", { capacity: 1 }), mentee("a"), mentee("b")]).leftOut.map(({ why }) => why)).toEqual([
      "no_partner",
    ]);
    const stranger = mentee("z", { level: 5 });
    expect(
      plan([mentor("m", { level: 5 }), mentee("a", { level: 4 }), stranger]).leftOut.map(({ why }) => why),
    ).toEqual(["no_mentee_left"]);
    expect(plan([mentor("m", { level: 5 }), stranger]).leftOut.map(({ why }) => why)).toEqual([
      "no_level_near",
      "no_level_near",
    ]);
  });

  test("who both offers and seeks is on the side where more people get a pair", () => {
    const both = (id: string, level: number) => aCandidate(id, { level, offers: ["x"], seeks: ["y"], capacity: 1 });
    const people = [1, 2, 3, 4].map(level => both(`p${level}`, level));
    expect(plan(people).pairs.length).toBe(2);
    expect(plan(people).leftOut).toEqual([]);
  });
});

describe("beside pairs that go on", () => {
  const people = [mentor("m1", { level: 5 }), mentor("m2", { level: 4 }), mentor("m3", { level: 3 }), mentee("a")];
  const going = { mentees: new Map([["m1", 1]]), helped: new Set(["a"]) };

  test("who is helped gets nobody else, and mentors without a mentee are not put together with one another", () => {
    expect(couldPair({ ...asked(people), ...going })).toBe(false);
    expect(plan(people, going)).toEqual({
      pairs: [],
      leftOut: [
        { id: "m2", why: "no_mentee_left" },
        { id: "m3", why: "no_mentee_left" },
      ],
    });
  });

  test("who is new gets a mentor, and one who helps already goes on helping", () => {
    const more = [...people, mentee("b", { level: 4, seeks: [] })];
    expect(couldPair({ ...asked(more), ...going })).toBe(true);
    expect(plan(more, going).pairs).toEqual([{ helper: "m1", helped: "b" }]);
    const junior = aCandidate("x", { level: 1, offers: ["sql"], seeks: ["testing"] });
    const above = aCandidate("y", { level: 5, offers: ["sql"], seeks: ["testing"] });
    const helps = { mentees: new Map([["x", 1]]) };
    expect(plan([junior, above], helps).pairs).toEqual([]);
    expect(plan([junior, above]).pairs).toEqual([{ helper: "y", helped: "x" }]);
  });

  test("with 0 people they can help somebody is helped all the same, and is told so where nobody is above them", () => {
    expect(plan([mentor("m1"), mentee("a", { helps: 0, offers: ["sql"] })]).pairs).toEqual([
      { helper: "m1", helped: "a" },
    ]);
    expect(plan([mentor("m1", { helps: 0 }), mentee("a")]).leftOut).toEqual([
      { id: "a", why: "no_partner" },
      { id: "m1", why: "helps_nobody" },
    ]);
  });
});

describe("reverse", () => {
  test("a junior helps a senior two levels up, from another team where there is a choice", () => {
    const junior = (id: string, team: string) => aCandidate(id, { level: 1, offers: ["video"], team });
    const senior = aCandidate("senior", { level: 4, seeks: ["video"], team: "Payments" });
    const { pairs } = plan([junior("j1", "Payments"), junior("j2", "Search"), senior], { format: "reverse" });
    expect(pairs).toEqual([{ helper: "j2", helped: "senior" }]);
  });

  test("never one's own manager", () => {
    const people = [
      aCandidate("junior", { level: 1, offers: ["video"], managerId: "boss" }),
      aCandidate("boss", { level: 5, seeks: ["video"] }),
    ];
    expect(plan(people, { format: "reverse" }).pairs).toEqual([]);
  });
});

/** People in a pair and points, of the best way to give mentees mentors, found by trying all. */
function bestOfAll(mentors: Candidate[], mentees: Candidate[]): [placed: number, points: number] {
  const skill = skillIdentity();
  const profile = new Map([...mentors, ...mentees].map(one => [one.id, profileOf(one, WEEK, skill)]));
  const weights = FIT_WEIGHTS.mentor;
  let best: [number, number] = [0, 0];
  const go = (place: number, load: Map<string, number>, points: number, served: number): void => {
    const person = mentees[place];
    if (person === undefined) {
      const placed = served + load.size;
      if (placed > best[0] || (placed === best[0] && points > best[1])) best = [placed, points];
      return;
    }
    go(place + 1, load, points, served);
    for (const one of mentors) {
      const held = load.get(one.id) ?? 0;
      if (brokenRule(one, person, "mentor") !== null || held >= (one.capacity ?? 3)) continue;
      const request = { format: "mentor", weights, met: meetingsOf([]), mentees: held } as const;
      const fit = fitScore(profile.get(one.id)!, profile.get(person.id)!, request);
      go(place + 1, new Map(load).set(one.id, held + 1), points + fit, served + 1);
    }
  };
  go(0, new Map(), 0, 0);
  return best;
}

test("as many as can be are in a pair and the fits are the best of all, as trying all shows", () => {
  const random = randomOf("mentors");
  const skills = ["a", "b", "c", "d"];
  const some = () => [skills[random.below(4)]!, skills[random.below(4)]!];
  for (let world = 0; world < 80; world += 1) {
    const mentors = idsOf(3).map(id =>
      mentor(`m${id}`, { level: 3 + random.below(3), offers: some(), capacity: 1 + random.below(2) }),
    );
    const mentees = idsOf(5).map(id =>
      mentee(id, { level: 1 + random.below(3), seeks: some(), managerId: `mp00${random.below(6)}` }),
    );
    // Who fits nobody could be on the other side: only worlds where the sides are clear are compared.
    const isClear = [...mentors, ...mentees].every(one =>
      [...mentors, ...mentees].some(
        other =>
          brokenRule(one.offers.length > 0 ? one : other, one.offers.length > 0 ? other : one, "mentor") === null,
      ),
    );
    if (!isClear) continue;
    const { pairs } = plan([...mentors, ...mentees]);
    const skill = skillIdentity();
    const byId = new Map([...mentors, ...mentees].map(one => [one.id, profileOf(one, WEEK, skill)]));
    const load = new Map<string, number>();
    let points = 0;
    for (const { helper, helped } of pairs) {
      const held = load.get(helper) ?? 0;
      load.set(helper, held + 1);
      points += fitScore(byId.get(helper)!, byId.get(helped)!, {
        format: "mentor",
        weights: FIT_WEIGHTS.mentor,
        met: meetingsOf([]),
        mentees: held,
      });
    }
    expect([pairs.length + load.size, points]).toEqual(bestOfAll(mentors, mentees));
  }
});

test("each further mentee is worth less to the sum", () => {
  const points = [0, 1, 2, 3].map(held => loadPoints(FIT_WEIGHTS.mentor, held));
  expect(points).toEqual([...points].sort((a, b) => b - a));
});

test("rules and capacities hold, nobody is helped by two or forgotten, and the order of the input does not matter", () => {
  const person = fc.record({
    level: fc.option(fc.integer({ min: 1, max: 5 })),
    offers: fc.subarray(["a", "b"]),
    seeks: fc.subarray(["A", "B"]),
    managerId: fc.option(fc.constantFrom("p000", "p001", "p002")),
    capacity: fc.option(fc.integer({ min: 0, max: 3 })),
    isAway: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(person, { maxLength: 16 }),
      fc.array(fc.tuple(fc.nat(15), fc.nat(15)), { maxLength: 8 }),
      fc.constantFrom("mentor" as const, "reverse" as const),
      (known, twos, format) => {
        const people = known.map((one, place) =>
          aCandidate(idsOf(16)[place]!, { ...one, isAway: one.isAway && place % 4 === 0 }),
        );
        const apart = apartOf(new Map(twos.map(([a, b]) => [idsOf(16)[a]!, [idsOf(16)[b]!]])));
        const result = plan(people, { format, apart });
        const byId = new Map(people.map(one => [one.id, one]));
        const helped = result.pairs.map(pair => pair.helped);
        expect(new Set(helped).size).toBe(helped.length);
        for (const { id, capacity } of people) {
          const held = result.pairs.filter(pair => pair.helper === id).length;
          expect(held).toBeLessThanOrEqual(capacity ?? 3);
          expect(held === 0 || !helped.includes(id)).toBe(true);
        }
        for (const pair of result.pairs) {
          const [helper, other] = [byId.get(pair.helper)!, byId.get(pair.helped)!];
          expect(brokenRule(helper, other, format)).toBeNull();
          expect(helper.isAway || other.isAway || apart(helper.id, other.id)).toBe(false);
        }
        const all = new Set([
          ...result.pairs.flatMap(pair => [pair.helper, pair.helped]),
          ...result.leftOut.map(({ id }) => id),
        ]);
        expect([...all].sort()).toEqual(people.map(({ id }) => id));
        expect(plan(shuffled([...people, ...people.slice(0, 2)], randomOf("order")), { format, apart })).toEqual(
          result,
        );
      },
    ),
    { numRuns: 100 },
  );
});
