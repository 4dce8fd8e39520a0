/**
 * What is new on goals since people last met: the brief, told the day before.
 *
 * Idea: what a goal said before each edit is kept for five weeks, a column each; the eldest of them since then, beside what it says now, is
 * the news, so that a day of trying out is none. Source: docs/workspace.md#steps. Cost: one look at each edit.
 */
import type { Goal } from "../../domain/goal.ts";
import type { Instant, LocalDate } from "../../domain/values/time.ts";

/** The columns of a goal whose edits are told of. What people wrote there before is not kept. */
export const GOAL_NEWS = ["goal_status", "goal_progress", "goal_due", "goal_step"] as const;

/** An edit of a goal: what the column said before, as text; empty for nothing, and for what is not kept. */
export interface GoalEdit {
  what: string;
  was: string;
  at: Instant;
}

/** What is new on a goal; null each for what is as it was. */
export interface GoalNews {
  isNew: boolean;
  status: { was: string; is: string } | null;
  /** From 0 to 1. */
  progress: { was: number | null; is: number } | null;
  due: { was: LocalDate | null; is: LocalDate } | null;
  nextStep: string | null;
}

/** What is new on a goal since a moment; null for nothing. `createdAt` is when its page was made. */
export function goalNews(
  goal: Pick<Goal, "status" | "progress" | "dueOn" | "nextStep">,
  createdAt: Instant,
  edits: readonly GoalEdit[],
  since: Instant,
): GoalNews | null {
  const isNew = createdAt > since;
  const was = (what: (typeof GOAL_NEWS)[number]) =>
    isNew
      ? null
      : (edits.filter(edit => edit.what === what && edit.at > since).sort((a, b) => a.at - b.at)[0]?.was ?? null);
  const [status, progress, due, step] = GOAL_NEWS.map(was);
  const news: GoalNews = {
    isNew,
    status: status == null || status === goal.status ? null : { was: status, is: goal.status },
    progress:
      progress == null || goal.progress === null || progress === String(goal.progress)
        ? null
        : { was: progress === "" ? null : Number(progress), is: goal.progress },
    due: due == null || goal.dueOn === null || due === goal.dueOn ? null : { was: due || null, is: goal.dueOn },
    nextStep: step == null || goal.nextStep === "" ? null : goal.nextStep,
  };
  return news.isNew || [news.status, news.progress, news.due, news.nextStep].some(one => one !== null) ? news : null;
}
