import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fact } from "../../../../src/core/rules/metrics/facts.ts";
import { FEEDBACK } from "../../../../src/core/rules/metrics/feedback.ts";
import { GOALS } from "../../../../src/core/rules/metrics/goals.ts";
import { growthMetrics } from "../../../../src/core/rules/metrics/growth.ts";
import { MEETINGS } from "../../../../src/core/rules/metrics/meetings.ts";
import { fold, type Metric, type MetricValue } from "../../../../src/core/rules/metrics/metric.ts";
import { SATISFACTION } from "../../../../src/core/rules/metrics/satisfaction.ts";
import { SESSIONS } from "../../../../src/core/rules/metrics/sessions.ts";
import { aGoal, aPulse, aSession, onDay } from "./builders.ts";

/** What a metric folds. */
type ItemOf<M extends Metric> = ReturnType<M["items"]>[number];

const PEOPLE = ["ana", "boris", "vera", "gleb"];
const someone = fc.constantFrom(...PEOPLE);
const some = fc.subarray(PEOPLE);

const session: fc.Arbitrary<Fact<"sessions">> = fc
  .record({
    id: fc.constantFrom("s1", "s2", "s3", "s4"),
    day: fc.nat(60),
    memberIds: some,
    declinedIds: some,
    cameIds: some,
    status: fc.constantFrom(
      "planned" as const,
      "met" as const,
      "not_met" as const,
      "unreported" as const,
      "cancelled" as const,
    ),
  })
  .map(aSession);
const pulse: fc.Arbitrary<Fact<"pulses">> = fc
  .tuple(
    fc.array(
      fc.record({
        satisfaction: fc.integer({ min: 1, max: 5 }),
        supported: fc.integer({ min: 1, max: 5 }),
        safety: fc.option(fc.integer({ min: 1, max: 5 })),
        relationship: fc.option(fc.integer({ min: 1, max: 5 })),
        balance: fc.constantFrom("give" as const, "balanced" as const, "take" as const, null),
        recommend: fc.nat(10),
      }),
      {
        maxLength: 14,
      },
    ),
    fc.nat(3),
  )
  .map(([answers, day]) => aPulse(answers, { day }));
const level: fc.Arbitrary<ItemOf<ReturnType<typeof growthMetrics>["growth_points"]>> = fc.record({
  personId: someone,
  skill: fc.constantFrom("testing", "Testing", "design"),
  at: fc.nat(6),
  level: fc.integer({ min: 1, max: 5 }),
  isInWindow: fc.boolean(),
});
const seat: fc.Arbitrary<ItemOf<typeof FEEDBACK.feedback_given_rate>> = fc.record({
  sessionId: fc.constantFrom("s1", "s2"),
  personId: someone,
  is: fc.constantFrom("present" as const, "gave" as const),
});
const meeting: fc.Arbitrary<ItemOf<typeof MEETINGS.new_people_met>> = fc
  .tuple(fc.subarray(PEOPLE, { minLength: 2, maxLength: 2 }), fc.nat(5))
  .map(([[a = "", b = ""], week]) => ({
    sessionId: `s${week}`,
    at: week,
    pair: [a, b] as const,
    isInWindow: week > 2,
  }));
const goal = fc
  .tuple(
    fc.constantFrom("g1", "g2", "g3"),
    fc.constantFrom("done" as const, "on_track" as const, "off_track" as const, null),
    fc.nat(3),
    fc.boolean(),
  )
  .map(([id, health, day, isOverdue]) =>
    aGoal(id, health, { seenAt: onDay(day), isOverdue: isOverdue && health === "off_track" }),
  );
const wave = fc
  .record({ key: fc.constantFrom("a", "b"), asked: fc.nat(9), answers: fc.nat(12) })
  .map(drawn => ({ ...drawn, programmeId: "p", closesAt: 0 }));

/** What must hold of every metric, whatever it is fed. */
function laws<Item, Acc>(metric: Metric<Item, Acc>, item: fc.Arbitrary<Item>, [low, high]: [number, number]) {
  describe(metric.id, () => {
    const items = fc.array(item, { maxLength: 24 });
    const shuffled = items.chain(given =>
      fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
    );

    it("without anything is unknown, not 0", () => {
      expect(fold(metric, [])).toMatchObject({ value: null, n: 0 });
    });

    it("does not depend on the order", () => {
      fc.assert(
        fc.property(shuffled, ([given, other]) => {
          expect(fold(metric, other)).toEqual(fold(metric, given));
        }),
      );
    });

    it("counts what comes twice once", () => {
      fc.assert(
        fc.property(shuffled, ([given, other]) => {
          expect(fold(metric, [...given, ...structuredClone(other)])).toEqual(fold(metric, given));
        }),
      );
    });

    it("of parts put together, even parts that overlap, is that of the whole", () => {
      fc.assert(
        fc.property(items, fc.nat(24), fc.nat(24), (given, x, y) => {
          const part = (chosen: Item[]) => chosen.reduce((acc, each) => metric.add(acc, each), metric.empty());
          const a = part(given.slice(0, Math.max(x, y)));
          const b = part(given.slice(Math.min(x, y)));
          const stored = JSON.parse(JSON.stringify(b)) as Acc;
          const whole = fold(metric, given);
          expect(metric.value(metric.merge(metric.merge(metric.empty(), a), stored))).toEqual(whole);
          expect(metric.value(metric.merge(stored, a))).toEqual(whole);
        }),
      );
    });

    it(`is from ${low} to ${high}, with n beside it, and no figure without n`, () => {
      fc.assert(
        fc.property(items, given => {
          const { value, n, count, bounds, interval }: MetricValue = fold(metric, given);
          expect(n).toBeGreaterThanOrEqual(0);
          if (value === null) return;
          expect(n).toBeGreaterThan(0);
          expect(value).toBeGreaterThanOrEqual(low);
          expect(value).toBeLessThanOrEqual(high);
          if (count !== undefined) expect(count / n).toBe(value);
          for (const range of [bounds, interval]) {
            if (range === undefined) continue;
            expect(range[0]).toBeLessThanOrEqual(value + 1e-9);
            expect(range[1]).toBeGreaterThanOrEqual(value - 1e-9);
          }
        }),
      );
    });

    it("comes from a question or a fact", () => {
      expect(metric.needs.length).toBeGreaterThan(0);
    });
  });
}

laws(SATISFACTION.satisfaction, pulse, [1, 5]);
laws(SATISFACTION.satisfied_share, pulse, [0, 1]);
laws(SATISFACTION.supported, pulse, [1, 5]);
laws(SATISFACTION.safety, pulse, [1, 5]);
laws(SATISFACTION.relationship, pulse, [1, 5]);
laws(SATISFACTION.even_share, pulse, [0, 1]);
laws(SATISFACTION.recommend_score, pulse, [-100, 100]);
laws(SATISFACTION.response_rate, wave, [0, 1]);
laws(SESSIONS.held_rate, session, [0, 1]);
laws(SESSIONS.unreported_share, session, [0, 1]);
laws(SESSIONS.attendance_rate, session, [0, 1]);
laws(FEEDBACK.feedback_given_rate, seat, [0, 1]);
laws(MEETINGS.new_people_met, meeting, [0, 3]);
laws(MEETINGS.repeat_share, meeting, [0, 1]);
laws(growthMetrics(null).growth_points, level, [-4, 4]);
laws(growthMetrics(null).growth_percent, level, [-80, 400]);
laws(GOALS.goals_done, goal, [0, 1]);
laws(GOALS.goals_on_track, goal, [0, 1]);
laws(GOALS.goals_off_track, goal, [0, 1]);
laws(GOALS.goals_overdue, goal, [0, 1]);
