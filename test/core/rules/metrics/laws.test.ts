import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { catalogue } from "../../../../src/core/rules/metrics/catalogue.ts";
import type { Fact, FactKind, Facts } from "../../../../src/core/rules/metrics/facts.ts";
import type { Metric } from "../../../../src/core/rules/metrics/metric.ts";
import { noFacts, onDay, SECOND, WINDOW } from "./builders.ts";
import { ANY_FACT, someFacts } from "./someFacts.ts";

const METRICS = catalogue(["testing", "design"]);
const KINDS = Object.keys(ANY_FACT) as FactKind[];
const worlds = someFacts(onDay(79), 25);

const RANGES: Partial<Record<Metric["unit"], readonly [number, number]>> = {
  level: [1, 5],
  share: [0, 1],
  index: [0, 1],
  score: [-100, 100],
  points: [-4, 4],
};

function everyList(facts: Facts, change: (list: readonly unknown[]) => unknown[]): Facts {
  return { ...facts, ...Object.fromEntries(KINDS.map(kind => [kind, change(facts[kind])])) };
}

/** When a fact counts first. */
function momentOf<K extends FactKind>(kind: K, fact: Fact<K>): number {
  const moments: { [Kind in FactKind]: (one: Fact<Kind>) => number } = {
    sessions: one => one.endsAt,
    feedback: one => one.endedAt,
    selfAssessments: one => one.at,
    pulses: one => one.closesAt,
    waves: one => one.closesAt,
    goals: one => one.seenAt,
    people: one => one.seenAt,
    memberships: one => one.joinedAt,
    requests: one => one.askedAt,
    comments: one => one.at,
    helps: one => one.at,
    thanks: one => one.at,
    visits: one => one.endsAt,
    closings: one => one.at,
  };
  return moments[kind](fact);
}

describe.each(METRICS.map(metric => [`${metric.id} ${metric.skill ?? ""}`.trim(), metric] as const))(
  "%s",
  (_, metric) => {
    it("of nothing is unknown", () => {
      expect(metric.measure(noFacts(), SECOND)).toMatchObject({ value: null });
    });

    it("is the same in whatever order its facts come, and when they come twice", () => {
      fc.assert(
        fc.property(worlds, facts => {
          const figure = metric.measure(facts, SECOND);
          expect(
            metric.measure(
              everyList(facts, list => [...list].reverse()),
              SECOND,
            ),
          ).toEqual(figure);
          expect(
            metric.measure(
              everyList(facts, list => [...list, ...structuredClone(list)]),
              SECOND,
            ),
          ).toEqual(figure);
        }),
        { numRuns: 25 },
      );
    });

    it("keeps to its range, has an n where it has a value, and lies within its interval", () => {
      fc.assert(
        fc.property(worlds, facts => {
          const { value, n, count, interval, atLeast } = metric.measure(facts, SECOND);
          if (value === null) return;
          const [low, high] = RANGES[metric.unit] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
          expect(n).toBeGreaterThan(0);
          expect(value).toBeGreaterThanOrEqual(low);
          expect(value).toBeLessThanOrEqual(high);
          if (count !== undefined && metric.unit === "share") expect(count / n).toBeCloseTo(value, 12);
          expect(interval?.[0] ?? atLeast ?? value).toBeLessThanOrEqual(value + 1e-9);
          expect(interval?.[1] ?? value).toBeGreaterThanOrEqual(value - 1e-9);
        }),
        { numRuns: 25 },
      );
    });

    it("does not depend on what people are called by: other ids give the same figure", () => {
      const other = (facts: Facts) =>
        JSON.parse(
          JSON.stringify(facts).replaceAll(/"(ana|boris|vera|gleb|dara)"/g, (_match, id) => `"x-${id}"`),
        ) as Facts;
      fc.assert(
        fc.property(worlds, facts => {
          expect(metric.measure(other(facts), SECOND)).toEqual(metric.measure(facts, SECOND));
        }),
        { numRuns: 15 },
      );
    });

    it("knows nothing of what comes later than the moment its facts were gathered", () => {
      const asOf = onDay(40);
      fc.assert(
        fc.property(worlds, facts => {
          const past = KINDS.map(kind => [kind, facts[kind].filter(fact => momentOf(kind, fact) <= asOf)]);
          const known = { ...facts, ...Object.fromEntries(past), asOf };
          for (const window of [WINDOW, SECOND])
            expect(metric.measure({ ...facts, asOf }, window)).toEqual(metric.measure(known, window));
        }),
        { numRuns: 25 },
      );
    });

    it("keeps plain JSON", () => {
      fc.assert(
        fc.property(worlds, facts => {
          const kept = metric.accumulate(facts, SECOND);
          expect(metric.value(JSON.parse(JSON.stringify(kept)) ?? metric.empty())).toEqual(
            metric.measure(facts, SECOND),
          );
        }),
        { numRuns: 15 },
      );
    });
  },
);
