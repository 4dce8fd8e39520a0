import { LEAST_ANSWERS } from "../surveys/waves.ts";
import { meanAfterSessions, ofClosings, shareAfterSessions } from "./answers.ts";
import { shareOfPeople } from "./figures.ts";
import { pointsGained, sinceFirst } from "./growth.ts";
import { family } from "./metric.ts";

/** No, partly and fully solved, of 100. */
const SOLVED = { no: 0, partly: 50, fully: 100 } as const;

/** What comes of it, as people say. See docs/metrics.md#the-figures. */
export const PROGRESS = family({
  /**
   * Change of confidence: by how much people's answer to "how sure are you that you'll reach your goals" rose since their
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
