import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ATTENDANCE_RATE } from "../../../../src/core/rules/metrics/attendanceRate.ts";
import type { PulseFact, SessionFact } from "../../../../src/core/rules/metrics/facts.ts";
import { FEEDBACK_GIVEN_RATE, type SeatItem } from "../../../../src/core/rules/metrics/feedbackGivenRate.ts";
import { GOALS_DONE } from "../../../../src/core/rules/metrics/goalsDone.ts";
import { GOALS_OFF_TRACK } from "../../../../src/core/rules/metrics/goalsOffTrack.ts";
import { GOALS_ON_TRACK } from "../../../../src/core/rules/metrics/goalsOnTrack.ts";
import { GOALS_OVERDUE } from "../../../../src/core/rules/metrics/goalsOverdue.ts";
import type { LevelItem } from "../../../../src/core/rules/metrics/growth.ts";
import { growthPercentMetric } from "../../../../src/core/rules/metrics/growthPercent.ts";
import { growthPointsMetric } from "../../../../src/core/rules/metrics/growthPoints.ts";
import { HELD_RATE } from "../../../../src/core/rules/metrics/heldRate.ts";
import type { MeetingItem } from "../../../../src/core/rules/metrics/meetings.ts";
import { fold, type Metric, type MetricValue } from "../../../../src/core/rules/metrics/metric.ts";
import { NEW_PEOPLE_MET } from "../../../../src/core/rules/metrics/newPeopleMet.ts";
import { RECOMMEND_SCORE } from "../../../../src/core/rules/metrics/recommendScore.ts";
import { REPEAT_SHARE } from "../../../../src/core/rules/metrics/repeatShare.ts";
import { RESPONSE_RATE } from "../../../../src/core/rules/metrics/responseRate.ts";
import { SATISFACTION } from "../../../../src/core/rules/metrics/satisfaction.ts";
import { SATISFIED_SHARE } from "../../../../src/core/rules/metrics/satisfiedShare.ts";
import { SUPPORTED } from "../../../../src/core/rules/metrics/supported.ts";
import { UNREPORTED_SHARE } from "../../../../src/core/rules/metrics/unreportedShare.ts";
import { aGoal, aPulse, aSession, onDay } from "./builders.ts";

const PEOPLE = ["ana", "boris", "vera", "gleb"];
const someone = fc.constantFrom(...PEOPLE);
const some = fc.subarray(PEOPLE);

const session: fc.Arbitrary<SessionFact> = fc
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
const pulse: fc.Arbitrary<PulseFact> = fc
  .tuple(
    fc.array(
      fc.record({
        satisfaction: fc.integer({ min: 1, max: 5 }),
        supported: fc.integer({ min: 1, max: 5 }),
        recommend: fc.nat(10),
      }),
      {
        maxLength: 14,
      },
    ),
    fc.nat(3),
  )
  .map(([answers, day]) => aPulse(answers, { day }));
const level: fc.Arbitrary<LevelItem> = fc.record({
  personId: someone,
  skill: fc.constantFrom("testing", "Testing", "design"),
  at: fc.nat(6),
  level: fc.integer({ min: 1, max: 5 }),
  isInWindow: fc.boolean(),
});
const seat: fc.Arbitrary<SeatItem> = fc.record({
  sessionId: fc.constantFrom("s1", "s2"),
  personId: someone,
  is: fc.constantFrom("present" as const, "gave" as const),
});
const meeting: fc.Arbitrary<MeetingItem> = fc
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

laws(SATISFACTION, pulse, [1, 5]);
laws(SATISFIED_SHARE, pulse, [0, 1]);
laws(SUPPORTED, pulse, [1, 5]);
laws(RECOMMEND_SCORE, pulse, [-100, 100]);
laws(RESPONSE_RATE, wave, [0, 1]);
laws(HELD_RATE, session, [0, 1]);
laws(UNREPORTED_SHARE, session, [0, 1]);
laws(ATTENDANCE_RATE, session, [0, 1]);
laws(FEEDBACK_GIVEN_RATE, seat, [0, 1]);
laws(NEW_PEOPLE_MET, meeting, [0, 3]);
laws(REPEAT_SHARE, meeting, [0, 1]);
laws(growthPointsMetric(null), level, [-4, 4]);
laws(growthPercentMetric(null), level, [-80, 400]);
laws(GOALS_DONE, goal, [0, 1]);
laws(GOALS_ON_TRACK, goal, [0, 1]);
laws(GOALS_OFF_TRACK, goal, [0, 1]);
laws(GOALS_OVERDUE, goal, [0, 1]);
