import { type Parsed, problemsAmong } from "./problem.ts";
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
  const title = text(row, "title");
  const [starts, due] = [days(row, "starts"), days(row, "due")];
  // A range in either column says when the goal begins and when it is due.
  const startsOn = starts?.first ?? (due?.last == null ? null : due.first);
  const range = starts?.last ?? null;
  const dueOn = due?.last ?? due?.first ?? range;
  const badDays = [startsOn, dueOn].filter(day => day !== null).filter(day => !isLocalDate(day));
  const fatal = problemsAmong(
    title === "" && { code: "no_title" },
    ...badDays.map(date => ({ code: "bad_date", date }) as const),
    startsOn !== null &&
      dueOn !== null &&
      dueOn < startsOn && { code: "goal_due_before_start", starts: startsOn, due: dueOn },
  );
  if (fatal.length > 0) return { value: null, problems: fatal };
  const levels = ["startLevel", "currentLevel", "targetLevel"].flatMap(key => number(row, key) ?? []);
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
    problems: problemsAmong(
      range !== null && dueOn !== null && range !== dueOn && { code: "two_ends", of: "roadmap", range, used: dueOn },
      list(row, "owner").length === 0 && { code: "goal_without_owner" },
      ...levels.filter(value => value < 1 || value > 5).map(value => ({ code: "bad_level", value }) as const),
    ),
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
