import { DAY } from "../../src/core/domain/values/time.ts";
import { FEEDBACK } from "../../src/core/rules/metrics/feedback.ts";
import { growthMetrics, PROGRESS } from "../../src/core/rules/metrics/growth.ts";
import { HELP_BOARD } from "../../src/core/rules/metrics/helpBoard.ts";
import type { MetricValue } from "../../src/core/rules/metrics/metric.ts";
import { PROGRAMME } from "../../src/core/rules/metrics/programme.ts";
import { SESSIONS } from "../../src/core/rules/metrics/sessions.ts";
import { figureOf } from "../core/rules/metrics/builders.ts";
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
    measure: people =>
      figureOf(FEEDBACK.usefulness, { feedback: feedback(people, (one, index) => ({ useful: value(one, index) })) }),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "session_minutes",
    population: minutes,
    measure: people =>
      figureOf(SESSIONS.session_minutes, {
        feedback: feedback(people, (one, index) => ({ minutes: value(one, index) })),
      }),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "solved_change",
    population: solving(0.5),
    unchanged: solving(0),
    measure: people =>
      figureOf(PROGRESS.solved_change, {
        feedback: feedback(people, (one, index) => ({
          solved: degree(one.values[index]),
          solvedBefore: degree(one.before[index]),
        })),
      }),
    truth: people => meanOfAll(people, change),
  },
  {
    metric: "advice_share",
    population: yeses(0.5, 0.7),
    measure: people =>
      figureOf(FEEDBACK.advice_share, {
        feedback: feedback(people, (one, index) => ({ advice: value(one, index) === 1 })),
      }),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "ended_in_time",
    population: yeses(0.8, 0.6),
    measure: people =>
      figureOf(SESSIONS.ended_in_time, {
        feedback: feedback(people, (one, index) => ({ endedInTime: value(one, index) === 1 })),
      }),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "solved_share",
    population: yeses(-0.3, 0.8),
    measure: people =>
      figureOf(PROGRESS.solved_share, {
        feedback: feedback(people, (one, index) => ({ solved: value(one, index) === 1 ? "fully" : "partly" })),
      }),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "feedback_given_rate",
    population: yeses(0.4, 0.9),
    measure: people => {
      const { sessions, given } = seats(people);
      return figureOf(FEEDBACK.feedback_given_rate, { sessions, feedback: given });
    },
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "resolved_share",
    population: yeses(0.2, 0.6),
    measure: people =>
      figureOf(HELP_BOARD.resolved_share, {
        requests: people.flatMap(({ values }, person) =>
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
      }),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "growth_points",
    ...GROWTH,
    measure: people => figureOf(growthMetrics(null).growth_points, { selfAssessments: assessments(people) }, SECOND),
    truth: people => {
      const { before, after } = moments(people);
      return after - before;
    },
  },
  {
    metric: "growth_percent",
    ...GROWTH,
    measure: people => figureOf(growthMetrics(null).growth_percent, { selfAssessments: assessments(people) }, SECOND),
    truth: people => {
      const { before, after } = moments(people);
      return 100 * (after / before - 1);
    },
  },
  {
    metric: "growth_effect",
    ...GROWTH,
    measure: people => figureOf(growthMetrics(null).growth_effect, { selfAssessments: assessments(people) }, SECOND),
    truth: people => {
      const { before, after, square } = moments(people);
      return (after - before) / Math.sqrt(square);
    },
  },
  {
    metric: "confidence_change",
    population: growing(0.3, 1),
    unchanged: growing(0, 1),
    measure: people => figureOf(PROGRESS.confidence_change, { selfAssessments: assessments(people, true) }, SECOND),
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
      figureOf(PROGRAMME.retention, {
        memberships: people.map(({ values: [stayed] }, person) => ({
          programmeId: "p",
          personId: `${person}`,
          joinedAt: 0,
          leftAt: stayed === 1 ? null : 40 * DAY,
          firstSessionAt: null,
          seenUntil: 0,
        })),
      }),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "new_roles",
    population: oneOf([
      [1, 0.3],
      [0, 0.7],
    ]),
    measure: people =>
      figureOf(PROGRESS.new_roles, {
        closings: people.map(({ values: [took] }, person) => closing(person, { newRole: took === 1 })),
      }),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "weeks_to_home",
    population: weeks,
    measure: people =>
      figureOf(PROGRAMME.weeks_to_home, {
        closings: people.map(({ values: [said = 0] }, person) => closing(person, { weeksToFeelAtHome: said })),
      }),
    truth: people => meanOfAll(people, value),
  },
  {
    metric: "hours_to_helper",
    population: waiting(20, 1),
    measure: (people, random) => figureOf(HELP_BOARD.hours_to_helper, { requests: requests(people, random, 100) }),
    truth: medianOf,
  },
  {
    metric: "hours_to_resolved",
    population: waiting(60, 0.8),
    measure: (people, random) => figureOf(HELP_BOARD.hours_to_resolved, { requests: requests(people, random, 400) }),
    truth: medianOf,
  },
  {
    metric: "hours_to_first_session",
    population: waiting(150, 0.6),
    measure: (people, random) =>
      figureOf(PROGRAMME.hours_to_first_session, {
        memberships: followed(people, random, 1200).map(({ id, programmeId, over, until }) => ({
          programmeId,
          personId: id,
          joinedAt: 0,
          leftAt: null,
          firstSessionAt: over <= until ? over : null,
          seenUntil: until,
        })),
      }),
    truth: medianOf,
  },
];
