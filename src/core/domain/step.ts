import { type Parsed, problemsAmong } from "./problem.ts";
import { days, flag, list, type Row, text } from "./values/row.ts";
import type { Instant, LocalDate } from "./values/time.ts";

/** One thing somebody means to do next: a page of *Steps*. It is done once its box is ticked, and nowhere else. */
export interface Step {
  id: string;
  url: string;
  title: string;
  /** Whose it is; several where it is for all of a group. */
  ownerIds: string[];
  /** The goal it leads to; null while nobody said. */
  goalId: string | null;
  dueOn: LocalDate | null;
  isDone: boolean;
  /** Its owner wants whoever advised it to hear once it is done. */
  tellsAdviser: boolean;
  /** The session it comes from; null for one people wrote themselves. */
  sessionId: string | null;
  /** The line of *Next steps* it was made of, as last read; empty for any other. */
  written: string;
  key: string;
  createdAt: Instant;
  /** The page's last edit, rounded down to the minute. */
  editedAt: Instant;
}

/** The step a row describes; null, with why, while it says nothing. */
export function parseStep(row: Row): Parsed<Step> {
  const title = text(row, "title");
  if (title === "") return { value: null, problems: [{ code: "no_title" }] };
  const due = days(row, "due");
  return {
    value: {
      id: row.id,
      url: row.url,
      title,
      ownerIds: list(row, "owner"),
      goalId: list(row, "goal")[0] ?? null,
      dueOn: due?.last ?? due?.first ?? null,
      isDone: flag(row, "done"),
      tellsAdviser: flag(row, "tellAdviser"),
      sessionId: list(row, "session")[0] ?? null,
      written: text(row, "written"),
      key: text(row, "key"),
      createdAt: row.createdAt,
      editedAt: row.editedAt,
    },
    problems: problemsAmong(list(row, "owner").length === 0 && { code: "step_without_owner" }),
  };
}

const OF_SESSION = "step";
const OF_ADVICE = "advice";

/** The key of a step that was made of a line of a session's *Next steps*; `mark` tells the line from others. */
export function stepKey(sessionId: string, mark: string): string {
  return `${OF_SESSION}:${sessionId}:${mark}`;
}

/** The key of a step that was made of what somebody was advised, as they wrote it in the feedback form. */
export function adviceKey(responseId: string): string {
  return `${OF_ADVICE}:${responseId}`;
}

/** True for a step that was made of advice in the feedback form. */
export function isOfAdvice({ key }: Pick<Step, "key">): boolean {
  return key.startsWith(`${OF_ADVICE}:`);
}
