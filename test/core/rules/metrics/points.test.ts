import { describe, expect, it } from "vitest";
import { FORM_KINDS } from "../../../../src/core/domain/form.ts";
import { propertiesOf } from "../../../../src/core/domain/schema.ts";
import { SOURCE_KEYS } from "../../../../src/core/domain/values/row.ts";
import { toLocalIso } from "../../../../src/core/domain/values/time.ts";
import { catalogue } from "../../../../src/core/rules/metrics/catalogue.ts";
import type { Facts } from "../../../../src/core/rules/metrics/facts.ts";
import { periodsOf } from "../../../../src/core/rules/metrics/periods.ts";
import { pointsFor } from "../../../../src/core/rules/metrics/points.ts";
import { FORM_QUESTIONS } from "../../../../src/core/rules/surveys/form.ts";
import { aGoal, aPulse, aSession, levels, noFacts, onDay, PROGRAMME } from "./builders.ts";
import { AWAITED_SOURCES, sourcesOf } from "./sources.ts";

const PERIODS = periodsOf(PROGRAMME, onDay(90));
const point = (facts: Facts, metricId: string, number: number, skill: string | null = null) =>
  pointsFor(PROGRAMME, PERIODS, facts).find(
    each => each.metricId === metricId && each.period.number === number && each.skill === skill,
  );

describe("periods", () => {
  it("are 28 days from the programme's first, at its own midnights across the change of clocks", () => {
    expect(PERIODS.map(period => toLocalIso(period.from, "Europe/Sofia"))).toEqual([
      "2027-01-04T00:00:00+02:00",
      "2027-02-01T00:00:00+02:00",
      "2027-03-01T00:00:00+02:00",
      "2027-03-29T00:00:00+03:00",
    ]);
    for (const [index, period] of PERIODS.entries()) expect(period.from).toBe(PERIODS[index - 1]?.to ?? period.from);
  });

  it("of 26 weeks are seven; none before the start; a programme that runs on has them up to today", () => {
    expect(periodsOf(PROGRAMME, onDay(400))).toHaveLength(7);
    expect(periodsOf(PROGRAMME, onDay(-1))).toEqual([]);
    expect(periodsOf({ ...PROGRAMME, endsOn: null }, onDay(400))).toHaveLength(15);
  });
});

describe("the catalogue", () => {
  const all = catalogue(["testing"]);

  it("names each metric once, and says what it comes from", () => {
    const ids = all.map(metric => `${metric.id} ${metric.skill}`);
    expect(new Set(ids).size).toBe(ids.length);
    for (const metric of all) expect([metric.id, metric.needs.length > 0]).toEqual([metric.id, true]);
  });

  it("needs no question that no form asks and no column that no table has, but those it says are awaited", () => {
    const asked = new Set<string>(["self_assessment.levels", "calendar.reply", "calendar.guests", "krug.looks"]);
    for (const kind of FORM_KINDS) for (const key of Object.keys(FORM_QUESTIONS[kind])) asked.add(`${kind}.${key}`);
    for (const source of SOURCE_KEYS)
      for (const key of Object.keys(propertiesOf(source))) asked.add(`${source}.${key}`);
    for (const { id, needs } of all)
      for (const need of needs) {
        const sources = sourcesOf(need);
        expect([id, need, sources.length > 0]).toEqual([id, need, true]);
        for (const source of sources) expect([...asked, ...AWAITED_SOURCES]).toContain(source);
      }
    for (const awaited of AWAITED_SOURCES) expect([...asked]).not.toContain(awaited);
  });

  it("gives nothing, and not 0, of a programme of which nothing is known", () => {
    for (const metric of all)
      expect([metric.id, metric.measure(noFacts(), PERIODS[0]!).value]).toEqual([metric.id, null]);
  });
});

describe("the points of a programme", () => {
  const five = ["a", "b", "c", "d", "e"];
  const facts = noFacts({
    pulses: [
      aPulse(
        [2, 3, 3, 3, 3].map(satisfaction => ({ satisfaction })),
        { day: 13 },
      ),
      aPulse(
        [4, 4, 4, 3, 4].map(satisfaction => ({ satisfaction })),
        { day: 33 },
      ),
    ],
    selfAssessments: five.flatMap((id, index) => [
      levels(id, 2, { Testing: 2, Design: 3 }),
      levels(id, 30, { Testing: index < 3 ? 3 : 2, Design: 3 }),
    ]),
    sessions: [aSession({ id: "1", day: 5 }), aSession({ id: "2", day: 40, status: "not_met" })],
    goals: [aGoal("1", "on_track", { seenAt: onDay(27) }), aGoal("1", "done", { seenAt: onDay(55) })],
  });

  it("compare with the first period that has a figure: satisfaction from 2.8 to 3.8", () => {
    expect(point(facts, "satisfaction", 0)).toMatchObject({ value: 2.8, n: 5, baseline: 2.8, change: null });
    expect(point(facts, "satisfaction", 1)).toMatchObject({ value: 3.8, n: 5, baseline: 2.8 });
    expect(point(facts, "satisfaction", 1)?.change).toBeCloseTo(1, 12);
    expect(point(facts, "satisfaction", 2)).toMatchObject({ value: null, n: 0, baseline: 2.8, change: null });
  });

  it("show growth by skill: testing from 2 to 2.6 is 30 %, design none", () => {
    expect(point(facts, "growth_percent", 1, "Testing")?.value).toBeCloseTo(30, 10);
    expect(point(facts, "growth_percent", 1, "Design")?.value).toBe(0);
    expect(point(facts, "growth_points", 1)?.value).toBeCloseTo(0.3, 12);
    expect(point(facts, "growth_points", 0, "Testing")).toMatchObject({ value: null, baseline: null });
  });

  it("are not for everybody's eyes when they would tell of three people or fewer", () => {
    expect(point(facts, "growth_points", 1)?.isPublic).toBe(true);
    const few = { ...facts, selfAssessments: facts.selfAssessments.filter(answer => answer.personId < "d") };
    expect(point(few, "growth_points", 1)).toMatchObject({ n: 3, isPublic: false });
    expect(point(few, "held_rate", 0)).toMatchObject({ n: 1, isPublic: true });
    expect(point(facts, "satisfaction", 2)?.isPublic).toBe(false);
  });

  it("have keys of their own, that stay", () => {
    const keys = pointsFor(PROGRAMME, PERIODS, facts).map(each => each.key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toContain("p/satisfaction/1");
    expect(keys).toContain("p/growth_points:testing/1");
  });

  it("are the same from the same facts in another order, and given twice", () => {
    const turned = Object.fromEntries(
      Object.entries(facts).map(([key, value]) => [key, Array.isArray(value) ? [...value, ...value].reverse() : value]),
    ) as unknown as Facts;
    expect(pointsFor(PROGRAMME, PERIODS, turned)).toEqual(pointsFor(PROGRAMME, PERIODS, facts));
  });

  it("hold no facts of another programme", () => {
    const foreign = noFacts({ sessions: [aSession({ programmeId: "other" })] });
    expect(pointsFor(PROGRAMME, PERIODS, foreign).every(each => each.value === null)).toBe(true);
  });

  it("let what comes in late correct the period it belongs to", () => {
    const late = { ...facts, sessions: [...facts.sessions, aSession({ id: "3", day: 6, status: "not_met" })] };
    expect(point(facts, "held_rate", 0)?.value).toBe(1);
    expect(point(late, "held_rate", 0)?.value).toBe(0.5);
    expect(point(late, "held_rate", 1)?.value).toBe(point(facts, "held_rate", 1)?.value);
  });
});
