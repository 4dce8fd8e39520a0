import type { Parsed, Problem } from "./problem.ts";
import { days, flag, list, number, type Row, text } from "./values/row.ts";
import { isLocalDate, type LocalDate } from "./values/time.ts";

type GoalStatus = "todo" | "doing" | "done" | "dropped";
export type GoalHealth = "on_track" | "off_track" | "done";

export interface Goal {
  id: string;
  url: string;
  title: string;
  ownerIds: string[];
  skills: string[];
  measure: string;
  startLevel: number | null;
  currentLevel: number | null;
  targetLevel: number | null;
  /** 0 to 1; null when not said. */
  progress: number | null;
  startsOn: LocalDate | null;
  dueOn: LocalDate | null;
  status: GoalStatus;
  nextStep: string;
  helpWanted: string;
  /** Kept out of everything Krug writes. */
  confidential: boolean;
}

/** The goal a row describes; null, with why, while nothing can be made of it. */
export function parseGoal(row: Row): Parsed<Goal> {
  const problems: Problem[] = [];
  const title = text(row, "title");
  if (title === "") problems.push({ code: "no_title" });
  const [starts, due] = [days(row, "starts"), days(row, "due")];
  // A range in either column says when the goal begins and when it is due.
  const startsOn = starts?.first ?? (due?.last == null ? null : due.first);
  const range = starts?.last ?? null;
  const dueOn = due?.last ?? due?.first ?? range;
  for (const day of [startsOn, dueOn])
    if (day !== null && !isLocalDate(day)) problems.push({ code: "bad_date", date: day });
  if (startsOn !== null && dueOn !== null && dueOn < startsOn)
    problems.push({ code: "goal_due_before_start", starts: startsOn, due: dueOn });
  if (problems.length > 0) return { value: null, problems };
  if (range !== null && dueOn !== null && range !== dueOn)
    problems.push({ code: "two_ends", of: "roadmap", range, used: dueOn });
  if (list(row, "owner").length === 0) problems.push({ code: "goal_without_owner" });
  for (const key of ["startLevel", "currentLevel", "targetLevel"]) {
    const value = number(row, key);
    if (value !== null && (value < 1 || value > 5)) problems.push({ code: "bad_level", value });
  }
  return {
    value: {
      id: row.id,
      url: row.url,
      title,
      ownerIds: list(row, "owner"),
      skills: list(row, "skill"),
      measure: text(row, "measure"),
      startLevel: number(row, "startLevel"),
      currentLevel: number(row, "currentLevel"),
      targetLevel: number(row, "targetLevel"),
      progress: number(row, "progress"),
      startsOn,
      dueOn,
      status: (text(row, "status") || "todo") as GoalStatus,
      nextStep: text(row, "nextStep"),
      helpWanted: text(row, "help"),
      confidential: flag(row, "confidential"),
    },
    problems,
  };
}

/**
 * Where a goal stands on a day: done when its owner says so; off track when it is overdue, or when more than a fifth of
 * its time has passed beyond its progress; otherwise on track. Null for a dropped goal and for one with no due day.
 */
export function goalHealth(goal: Goal, today: LocalDate): GoalHealth | null {
  if (goal.status === "done") return "done";
  if (goal.status === "dropped" || goal.dueOn === null) return null;
  if (today > goal.dueOn) return "off_track";
  if (goal.startsOn === null || goal.progress === null || today <= goal.startsOn) return "on_track";
  const whole = Date.parse(goal.dueOn) - Date.parse(goal.startsOn);
  const passed = whole === 0 ? 1 : (Date.parse(today) - Date.parse(goal.startsOn)) / whole;
  return passed - goal.progress > 0.2 ? "off_track" : "on_track";
}
