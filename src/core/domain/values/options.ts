import { FORMATS } from "./format.ts";
import type { SourceKey } from "./row.ts";

/** The figures an aim can be measured by, in reading order: all of which more, or less, is better. */
const AIMED_AT = [
  "satisfaction",
  "satisfied_share",
  "supported",
  "safety",
  "relationship",
  "even_share",
  "recommend_score",
  "response_rate",
  "feedback_given_rate",
  "feedback_given_each",
  "feedback_received_each",
  "both_sides_rate",
  "usefulness",
  "advice_share",
  "advice_applied",
  "sessions_held",
  "held_rate",
  "unreported_share",
  "attendance_rate",
  "rhythm",
  "active_share",
  "ended_in_time",
  "concrete_question_share",
  "new_people_met",
  "new_people_share",
  "event_attendance",
  "help_posts",
  "help_comments",
  "hours_to_helper",
  "hours_to_resolved",
  "resolved_share",
  "help_given",
  "help_gini",
  "help_top_share",
  "thanks_given",
  "seats_rotated",
  "growth_points",
  "growth_percent",
  "growth_effect",
  "confidence_change",
  "solved_share",
  "solved_change",
  "projects_done",
  "courses_done",
  "certificates_done",
  "new_roles",
  "goals_done",
  "goals_on_track",
  "goals_off_track",
  "goals_overdue",
  "coverage",
  "left_out",
  "retention",
  "hours_to_first_session",
  "invitations_declined",
  "weeks_to_home",
] as const;

/**
 * The words Krug knows in people's columns of fixed words, by data source and column, in the order people see them. People add
 * words of their own; what those mean is theirs alone to know (understood.ts).
 */
export const OPTIONS = {
  programmes: {
    status: ["draft", "active", "paused", "ended"],
    template: ["study_circle", "peers", "reverse", "micro", "mentors"],
    format: Object.keys(FORMATS),
    matching: ["random", "best_fit", "by_hand"],
    insights: ["off", "suggest", "act"],
    language: ["en", "ru", "uk", "bg"],
  },
  people: {
    status: ["active", "paused", "left"],
    languages: ["en", "ru", "uk", "bg"],
    style: ["direct", "questions", "examples", "unhurried"],
  },
  roadmap: { status: ["todo", "doing", "done", "dropped"] },
  groups: { status: ["draft", "active", "ended"] },
  sessions: {
    status: ["planned", "cancelled", "no_slot", "met", "not_met", "unreported", "over"],
    kind: ["session", "check_in"],
  },
  resources: {
    kind: ["course", "conference", "certificate", "article", "video", "book"],
    language: ["en", "ru", "uk", "bg"],
  },
  help: { urgency: ["today", "this_week", "no_hurry"] },
  gatherings: { status: ["planned", "cancelled"] },
  guides: {
    formats: Object.keys(FORMATS),
    meeting: ["first", "usual", "last"],
    language: ["en", "ru", "uk", "bg"],
  },
  aims: { metric: [...AIMED_AT, "by_hand"] },
} as const satisfies Partial<Record<SourceKey, Record<string, readonly string[]>>>;

/** The words known in a people's column; null for a column without fixed words, and for one that is Krug's. */
export function optionsOf(source: SourceKey, key: string): readonly string[] | null {
  const columns: Partial<Record<SourceKey, Record<string, readonly string[]>>> = OPTIONS;
  return columns[source]?.[key] ?? null;
}

/** People's columns of fixed words in a data source. */
export function columnsWithOptions(source: SourceKey): string[] {
  const columns: Partial<Record<SourceKey, Record<string, readonly string[]>>> = OPTIONS;
  return Object.keys(columns[source] ?? {});
}
