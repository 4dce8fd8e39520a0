// What it answers: which figure and which insight says something in which kind and state of a programme.
// Idea: a figure that is not true for a format is not shown of it, and what is not over is not compared with what is.
// Source: docs/figures-by-format.md, which has the tables.
import { type Programme, programmeSpan } from "../../domain/programme.ts";
import { type Format, rulesOf } from "../../domain/values/format.ts";
import type { Instant } from "../../domain/values/time.ts";
import type { Point } from "../metrics/points.ts";
import type { Insight } from "./insight.ts";

/** Where a figure is true, in what differs from most of them. */
interface FigureApplies {
  /** Only where groups are formed in rounds: on a help board nobody has to meet. */
  inRounds?: true;
  /** Only where one helps the other. */
  ofTwo?: true;
  /** It goes by the length of its period: of one that the programme's end cuts short it says nothing. */
  ofWhole?: true;
  /** Compared with no other period: it falls by itself, as there is less left to reach. */
  notCompared?: true;
}

/** Figures that are not true everywhere, or not of every period, by their ids; all others are. */
export const FIGURES_APPLY: Readonly<Record<string, FigureApplies>> = {
  relationship: { ofTwo: true },
  response_rate: { inRounds: true },
  sessions_held: { ofWhole: true },
  rhythm: { inRounds: true, ofWhole: true },
  active_share: { inRounds: true, ofWhole: true },
  new_people_met: { ofWhole: true, notCompared: true },
  new_people_share: { inRounds: true, ofWhole: true, notCompared: true },
  help_posts: { ofWhole: true },
  help_comments: { ofWhole: true },
  help_given: { ofWhole: true },
  thanks_given: { ofWhole: true },
  seats_rotated: { inRounds: true },
  coverage: { inRounds: true },
  left_out: { inRounds: true },
  hours_to_first_session: { inRounds: true },
  invitations_sent: { ofWhole: true },
};

/** Whether a figure says something in a programme's format. */
export function isFigureOf(metric: string, format: Format): boolean {
  const { inRounds, ofTwo } = FIGURES_APPLY[metric] ?? {};
  const { board, grouping } = rulesOf(format);
  return !(inRounds && board !== null) && !(ofTwo && grouping !== "helpers");
}

/**
 * The points that may be shown of a programme now: those that are true for its format, of whole periods where that matters and one
 * of them is over, and without a change where a period is still running, was cut short, or is compared with none.
 */
export function shownPoints(points: readonly Point[], programme: Programme, now: Instant): Point[] {
  const { endsAt } = programmeSpan(programme);
  const isOver = endsAt !== null && endsAt <= now;
  const isCut = ({ to }: Point["period"]) => endsAt !== null && to > endsAt;
  return points.flatMap((point): Point[] => {
    const { ofWhole, notCompared } = FIGURES_APPLY[point.metricId] ?? {};
    const hasWhole = point.period.number > 0;
    if (!isFigureOf(point.metricId, programme.format) || (ofWhole && isOver && hasWhole && isCut(point.period)))
      return [];
    const isPart = point.period.to > now || (ofWhole && isCut(point.period));
    return [notCompared || isPart ? { ...point, change: null } : point];
  });
}

/** When an insight is looked for: in which programmes, and until when. `board`: those with a help board and no rounds among them. */
interface InsightApplies {
  in: "rounds" | "all";
  until: "end" | "after";
}

/** What each insight is for: after the last day only what can still be acted on. */
export const INSIGHTS_APPLY: Readonly<Record<Insight["id"], InsightApplies>> = {
  help_carried: { in: "all", until: "end" },
  low_satisfaction: { in: "all", until: "after" },
  group_stuck: { in: "rounds", until: "end" },
  attendance_falls: { in: "rounds", until: "end" },
  rhythm_lost: { in: "rounds", until: "end" },
  over_time: { in: "all", until: "end" },
  no_question: { in: "all", until: "end" },
  goal_off_track: { in: "all", until: "end" },
  one_sided_feedback: { in: "all", until: "after" },
  few_answers: { in: "rounds", until: "after" },
  skill_not_offered: { in: "all", until: "end" },
  goal_reached: { in: "all", until: "after" },
};

/** True for an insight that says something in such a programme now. */
export function insightApplies(id: Insight["id"], programme: Programme, now: Instant): boolean {
  const { in: where, until } = INSIGHTS_APPLY[id];
  const { endsAt } = programmeSpan(programme);
  const isOver = endsAt !== null && endsAt <= now;
  return (where === "all" || rulesOf(programme.format).board === null) && (until === "after" || !isOver);
}
