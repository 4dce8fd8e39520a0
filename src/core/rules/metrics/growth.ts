import { skillOf } from "../../domain/skill.ts";
import { listedBy } from "../../domain/values/maps.ts";
import type { Instant } from "../../domain/values/time.ts";
import { type Pair, ratioInterval, standardisedChange } from "../statistics/pairedMeans.ts";
import { sizeOf } from "../statistics/spread.ts";
import { meanInterval, meanOf } from "../statistics/studentT.ts";
import { LEAST_ANSWERS } from "../surveys/pulse.ts";
import { meanAfterSessions, ofClosings, shareAfterSessions } from "./answers.ts";
import { type Fact, isWithin } from "./facts.ts";
import { shareOfPeople, withInterval } from "./figures.ts";
import { type About, family, keyed, type MetricValue } from "./metric.ts";

/** Fewer pairs give no effect size: its interval would not hold. */
const LEAST_PAIRS = 10;

/**
 * How people's own levels grew, in one skill, or with null in all they answered for.
 *
 * Pairs: the same person and skill, their first answer of all against the latest in the window; several skills are averaged
 * within the person first. n is people. How people see themselves, over all that happened to them: never called the
 * programme's effect. See docs/metrics.md#the-figures.
 */
export function growthMetrics(skill: string | null) {
  const ofLevels = (definition: Pick<About, "unit"> & { figure(people: Pair[]): MetricValue }) =>
    sinceFirst({
      ...definition,
      keeps: "levels",
      skill,
      needs: ["self_assessment.levels"],
      said: ({ levels }) => bySkill(levels),
    });
  return family({
    /**
     * Growth in points: by how much people's own assessment rose since their first, on the scale 1 to 5. -4 to 4 points.
     *
     * The mean over people, with its 95 % Student-t interval from two people up. Null when nobody answered again.
     */
    growth_points: ofLevels({ unit: "points", figure: pointsGained }),

    /**
     * Growth in percent: 100 · (mean after / mean before - 1).
     *
     * A ratio on a scale that starts at 1, for those who ask in percent; the points say more. From two people up with
     * Fieller's 95 % interval (`ratioInterval`). Null when nobody answered again. Example: means of 2 before and 2.6 after
     * give 30.
     */
    growth_percent: ofLevels({ unit: "percent", figure: percentGained }),

    /**
     * Growth as an effect size: the gain in points in standard deviations of the levels, g_av.
     *
     * For comparing with other programmes and scales. With Bonett's 95 % interval (`standardisedChange`). Null under ten
     * people and where all levels are alike.
     */
    growth_effect: ofLevels({
      unit: "deviations",
      figure(people) {
        const n = people.length;
        const effect = n < LEAST_PAIRS ? null : standardisedChange(people);
        return effect === null ? { value: null, n } : { n, ...effect };
      },
    }),
  });
}

/** The mean gain of pairs, with Student's interval from two up. */
function pointsGained(people: readonly Pair[]): MetricValue {
  const n = people.length;
  const gains = people.map(person => person.after - person.before);
  const size = sizeOf(people.flatMap(person => [person.before, person.after]));
  return withInterval({ value: n === 0 ? null : meanOf(gains), n }, meanInterval(gains, size));
}

function percentGained(people: readonly Pair[]): MetricValue {
  const n = people.length;
  if (n === 0) return { value: null, n };
  const before = meanOf(people.map(person => person.before));
  const after = meanOf(people.map(person => person.after));
  const percent = (ratio: number) => 100 * (ratio - 1);
  const [low, high] = ratioInterval(people) ?? [null, null];
  return withInterval({ value: percent(after / before), n }, low === null ? null : [percent(low), percent(high)]);
}

/** One person's level in one skill at one time. */
interface LevelItem {
  personId: string;
  skill: string;
  at: Instant;
  level: number;
  isInWindow: boolean;
}

interface Answer {
  at: Instant;
  level: number;
}

/** A person's first answer of all for a skill, and their last in the window. */
interface Progress {
  personId: string;
  /** What the skill's name means. */
  skill: string;
  first: Answer;
  latest: Answer | null;
}

/**
 * A figure of people's own first answers of all against their last in the window; `said` is what a self-assessment says, in
 * levels of 1 to 5 by skill.
 */
function sinceFirst({
  said,
  figure,
  ...about
}: Omit<About, "direction"> & {
  said(assessment: Fact<"selfAssessments">): { skill: string; level: number }[];
  figure(people: Pair[]): MetricValue;
}) {
  const wanted = about.skill == null ? null : skillOf(about.skill);
  return keyed<LevelItem, Progress>({
    ...about,
    direction: "up",
    leastPeople: LEAST_ANSWERS,
    items: (facts, window) =>
      facts.selfAssessments
        .filter(({ at }) => at < window.to && at <= facts.asOf)
        .flatMap(assessment => {
          const { personId, at } = assessment;
          return said(assessment).map(one => ({ personId, ...one, at, isInWindow: isWithin(at, window) }));
        }),
    key: item => `${item.personId} ${skillOf(item.skill)}`,
    entry(item) {
      const answer = { at: item.at, level: item.level };
      const latest = item.isInWindow ? answer : null;
      return { personId: item.personId, skill: skillOf(item.skill), first: answer, latest };
    },
    combine: (a, b) => ({
      ...a,
      first: isEarlier(a.first, b.first) ? a.first : b.first,
      latest: a.latest === null || (b.latest !== null && isEarlier(a.latest, b.latest)) ? b.latest : a.latest,
    }),
    value: progress => figure(peopleOf(progress.filter(one => wanted === null || skillOf(one.skill) === wanted))),
  });
}

/** One submission's levels by what the skills mean, each under the name that comes first: rows that mean one skill are averaged. */
export function bySkill(levels: Readonly<Record<string, number>>): { skill: string; level: number }[] {
  const alike = Map.groupBy(Object.entries(levels), ([name]) => skillOf(name));
  return [...alike.values()].map(rows => ({
    skill: rows.map(([name]) => name).sort()[0] ?? "",
    level: meanOf(rows.map(([, level]) => level)),
  }));
}

function isEarlier(a: Answer, b: Answer): boolean {
  return a.at < b.at || (a.at === b.at && a.level < b.level);
}

/** A person counts once, whatever the number of their skills: their skills are not independent of one another. */
function peopleOf(progress: readonly Progress[]): Pair[] {
  const skillsOf = progress.flatMap(({ personId, first, latest }) =>
    latest !== null && latest.at > first.at ? [[personId, { before: first.level, after: latest.level }] as const] : [],
  );
  return [...listedBy(skillsOf).values()].map(skills => ({
    before: meanOf(skills.map(skill => skill.before)),
    after: meanOf(skills.map(skill => skill.after)),
  }));
}

/** No, partly and fully solved, of 100. */
const SOLVED = { no: 0, partly: 50, fully: 100 } as const;

/** What comes of it, as people say. See docs/metrics.md#the-figures. */
export const PROGRESS = family({
  /**
   * Change of confidence: by how much people's answer to "how sure are you that you’ll reach your goals" rose since their
   * first, on the scale 1 to 5. -4 to 4 points.
   *
   * Pairs: a person's first answer of all against the latest in the window; n is people, with the 95 % Student-t interval
   * from two up. Null when nobody answered again.
   */
  confidence_change: sinceFirst({
    keeps: "confidence",
    unit: "points",
    needs: ["self_assessment.confidence"],
    said: ({ confidence }) => (confidence === null ? [] : [{ skill: "confidence", level: confidence }]),
    figure: pointsGained,
  }),

  /**
   * Questions solved: of the answers to "is the question you came with solved", the share that say fully. 0 to 1; n is answers.
   *
   * Interval and null as for `advice_share`. To be read beside `solved_change`, which compares with the earlier way.
   */
  solved_share: shareAfterSessions({
    direction: "up",
    needs: ["feedback.solved"],
    isSo: ({ solved }) => (solved === null ? null : solved === "fully"),
  }),

  /**
   * Solved against the earlier way: by how much further questions got than such questions did before the programme, with no
   * as 0, partly as 50 and fully as 100. -100 to 100; n is answers to both questions by people who had such questions before.
   *
   * Interval as for `usefulness`. The earlier way is as people remember it. Null without such an answer.
   */
  solved_change: meanAfterSessions({
    unit: "percent",
    direction: "up",
    needs: ["feedback.solved", "feedback.solvedBefore"],
    scale: [-100, 100],
    answer({ solved, solvedBefore }) {
      if (solved === null || solvedBefore === null || solvedBefore === "never") return null;
      return SOLVED[solved] - SOLVED[solvedBefore];
    },
  }),

  /** Projects people say in the closing form they finished in the programme, all together; see `totalOf`. */
  projects_done: totalOf("projects"),

  /** Courses people say in the closing form they finished in the programme, all together; see `totalOf`. */
  courses_done: totalOf("courses"),

  /** Certificates people say in the closing form they finished in the programme, all together; see `totalOf`. */
  certificates_done: totalOf("certificates"),

  /**
   * New roles: of the people who answered the closing form's question, the share that took on a new role. 0 to 1; n is people.
   *
   * With a 95 % interval (`shareInterval`). Not the programme's doing alone. Null when nobody answered.
   */
  new_roles: ofClosings({
    unit: "share",
    direction: "up",
    leastPeople: LEAST_ANSWERS,
    needs: ["closing.newRole"],
    answer: closing => closing.newRole,
    figure: shareOfPeople,
  }),
});

/** The sum of people's counts, a number; n is the people who answered that question. Null when nobody did; 0 is an answer. */
function totalOf(counted: "projects" | "courses" | "certificates") {
  return ofClosings({
    unit: "number",
    direction: "up",
    needs: [`closing.${counted}`],
    answer: closing => closing[counted],
    figure: counts => ({
      value: counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0),
      n: counts.length,
    }),
  });
}
