import { DAY } from "../../src/core/domain/values/time.ts";
import { adviceShare } from "../../src/core/rules/metrics/adviceShare.ts";
import { confidenceChange } from "../../src/core/rules/metrics/confidenceChange.ts";
import { endedInTime } from "../../src/core/rules/metrics/endedInTime.ts";
import { feedbackGivenRate } from "../../src/core/rules/metrics/feedbackGivenRate.ts";
import { growthEffect } from "../../src/core/rules/metrics/growthEffect.ts";
import { growthPercent } from "../../src/core/rules/metrics/growthPercent.ts";
import { growthPoints } from "../../src/core/rules/metrics/growthPoints.ts";
import { hoursToFirstSession } from "../../src/core/rules/metrics/hoursToFirstSession.ts";
import { hoursToHelper } from "../../src/core/rules/metrics/hoursToHelper.ts";
import { hoursToResolved } from "../../src/core/rules/metrics/hoursToResolved.ts";
import type { MetricValue } from "../../src/core/rules/metrics/metric.ts";
import { newRoles } from "../../src/core/rules/metrics/newRoles.ts";
import { resolvedShare } from "../../src/core/rules/metrics/resolvedShare.ts";
import { retention } from "../../src/core/rules/metrics/retention.ts";
import { sessionMinutes } from "../../src/core/rules/metrics/sessionMinutes.ts";
import { solvedChange } from "../../src/core/rules/metrics/solvedChange.ts";
import { solvedShare } from "../../src/core/rules/metrics/solvedShare.ts";
import { usefulness } from "../../src/core/rules/metrics/usefulness.ts";
import { weeksToHome } from "../../src/core/rules/metrics/weeksToHome.ts";
import { assessments, closing, degree, feedback, followed, requests, seats } from "./intervalFacts.ts";
import {
  type Answers,
  growing,
  minutes,
  oneOf,
  type Population,
  ratings,
  solving,
  waiting,
  weeks,
  yeses,
} from "./populations.ts";
import type { Random } from "./random.ts";

/** A metric with an interval, people it is asked of, and what it would be if everybody were. */
export interface IntervalCase {
  metric: string;
  population: Population;
  /** People among whom nothing changed, for metrics of a change. */
  unchanged?: Population;
  measure(people: readonly Answers[], random: Random): MetricValue;
  /** What it would be of so many people that chance plays no part. */
  truth(people: Iterable<Answers>): number;
}

/** Values that are the mean of all answers, times 1 or 100. */
function meanOfAll(people: Iterable<Answers>, of: (answers: Answers, index: number) => number): number {
  let [sum, count] = [0, 0];
  for (const answers of people)
    for (const index of answers.values.keys()) {
      sum += of(answers, index);
      count += 1;
    }
  return sum / count;
}

const value = ({ values }: Answers, index: number) => values[index] ?? 0;
const change = ({ values, before }: Answers, index: number) => (values[index] ?? 0) - (before[index] ?? 0);

const SECOND = { from: 1, to: 2 };

/** People's means over their skills before and after: how many, their sums and their squares. */
function moments(people: Iterable<Answers>) {
  const sums = { n: 0, before: 0, after: 0, before2: 0, after2: 0 };
  const mean = (all: number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;
  for (const answers of people) {
    const [before, after] = [mean(answers.before), mean(answers.values)];
    sums.n += 1;
    sums.before += before;
    sums.after += after;
    sums.before2 += before ** 2;
    sums.after2 += after ** 2;
  }
  const [before, after] = [sums.before / sums.n, sums.after / sums.n];
  return { before, after, square: (sums.before2 + sums.after2) / (2 * sums.n) - (before ** 2 + after ** 2) / 2 };
}

function medianOf(people: Iterable<Answers>): number {
  const all = Float64Array.from(people, answers => answers.values[0] ?? 0).sort();
  return all[Math.floor(all.length / 2)] ?? 0;
}

const GROWTH = { population: growing(0.5), unchanged: growing(0) };

export const INTERVAL_CASES: readonly IntervalCase[] = [
  {
    metric: "usefulness",
    population: ratings(3.8, 0.7, 0.8),
    measure: people => usefulness(feedback(people, (one, index) => ({ useful: value(one, index) }))),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "session_minutes",
    population: minutes,
    measure: people => sessionMinutes(feedback(people, (one, index) => ({ minutes: value(one, index) }))),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "solved_change",
    population: solving(0.5),
    unchanged: solving(0),
    measure: people =>
      solvedChange(
        feedback(people, (one, index) => ({
          solved: degree(one.values[index]),
          solvedBefore: degree(one.before[index]),
        })),
      ),
    truth: people => meanOfAll(people, change),
  },
  {
    metric: "advice_share",
    population: yeses(0.5, 0.7),
    measure: people => adviceShare(feedback(people, (one, index) => ({ advice: value(one, index) === 1 }))),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "ended_in_time",
    population: yeses(0.8, 0.6),
    measure: people => endedInTime(feedback(people, (one, index) => ({ endedInTime: value(one, index) === 1 }))),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "solved_share",
    population: yeses(-0.3, 0.8),
    measure: people =>
      solvedShare(feedback(people, (one, index) => ({ solved: value(one, index) === 1 ? "fully" : "partly" }))),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "feedback_given_rate",
    population: yeses(0.4, 0.9),
    measure: people => {
      const { sessions, given } = seats(people);
      return feedbackGivenRate(sessions, given);
    },
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "resolved_share",
    population: yeses(0.2, 0.6),
    measure: people =>
      resolvedShare(
        people.flatMap(({ values }, person) =>
          values.map((isResolved, index) => ({
            id: `${person}-${index}`,
            programmeId: "p",
            askerId: `person ${person}`,
            skill: null,
            askedAt: 0,
            helperAt: null,
            resolvedAt: isResolved === 1 ? 1 : null,
            seenUntil: 2,
          })),
        ),
      ),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "growth_points",
    ...GROWTH,
    measure: people => growthPoints(assessments(people), SECOND),
    truth: people => {
      const { before, after } = moments(people);
      return after - before;
    },
  },
  {
    metric: "growth_percent",
    ...GROWTH,
    measure: people => growthPercent(assessments(people), SECOND),
    truth: people => {
      const { before, after } = moments(people);
      return 100 * (after / before - 1);
    },
  },
  {
    metric: "growth_effect",
    ...GROWTH,
    measure: people => growthEffect(assessments(people), SECOND),
    truth: people => {
      const { before, after, square } = moments(people);
      return (after - before) / Math.sqrt(square);
    },
  },
  {
    metric: "confidence_change",
    population: growing(0.3, 1),
    unchanged: growing(0, 1),
    measure: people => confidenceChange(assessments(people, true), SECOND),
    truth: people => {
      const { before, after } = moments(people);
      return after - before;
    },
  },
  {
    metric: "retention",
    population: oneOf([
      [1, 0.7],
      [0, 0.3],
    ]),
    measure: people =>
      retention(
        people.map(({ values: [stayed] }, person) => ({
          programmeId: "p",
          personId: `${person}`,
          joinedAt: 0,
          leftAt: stayed === 1 ? null : 40 * DAY,
          firstSessionAt: null,
          seenUntil: 0,
        })),
      ),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "new_roles",
    population: oneOf([
      [1, 0.3],
      [0, 0.7],
    ]),
    measure: people => newRoles(people.map(({ values: [took] }, person) => closing(person, { newRole: took === 1 }))),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "weeks_to_home",
    population: weeks,
    measure: people =>
      weeksToHome(people.map(({ values: [said = 0] }, person) => closing(person, { weeksToFeelAtHome: said }))),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "hours_to_helper",
    population: waiting(20, 1),
    measure: (people, random) => hoursToHelper(requests(people, random, 100)),
    truth: medianOf,
  },
  {
    metric: "hours_to_resolved",
    population: waiting(60, 0.8),
    measure: (people, random) => hoursToResolved(requests(people, random, 400)),
    truth: medianOf,
  },
  {
    metric: "hours_to_first_session",
    population: waiting(150, 0.6),
    measure: (people, random) =>
      hoursToFirstSession(
        followed(people, random, 1200).map(({ id, programmeId, over, until }) => ({
          programmeId,
          personId: id,
          joinedAt: 0,
          leftAt: null,
          firstSessionAt: over <= until ? over : null,
          seenUntil: until,
        })),
      ),
    truth: medianOf,
  },
];
