import type { MessageKey } from "../locales/say.ts";

/** Where a figure stands among others, in reading order. */
export const METRIC_GROUPS = [
  "satisfaction",
  "feedback",
  "engagement",
  "help",
  "growth",
  "progress",
  "goals",
  "programme",
] as const;
export type MetricGroup = (typeof METRIC_GROUPS)[number];

/**
 * What a figure is counted over. `answers_asked` are the answers there could have been, `pair_meetings` those of each two
 * people, `session_pairs` two sessions of a group that follow one another.
 */
type Basis =
  | "answers"
  | "answers_asked"
  | "sessions"
  | "session_pairs"
  | "places"
  | "people"
  | "pairs"
  | "pair_meetings"
  | "goals"
  | "questions"
  | "helps"
  | "invitations";

/** What is measured, by what people read about it: each has an explanation. */
export type MetricId = Extract<MessageKey, `metrics.${string}.about`> extends `metrics.${infer Id}.about` ? Id : never;

/** Every metric of core/rules/metrics/catalogue.ts, in its order: where its figure is shown, and in what it is counted. */
export const TOLD_METRICS = {
  satisfaction: { group: "satisfaction", basis: "answers" },
  satisfied_share: { group: "satisfaction", basis: "answers" },
  supported: { group: "satisfaction", basis: "answers" },
  safety: { group: "satisfaction", basis: "answers" },
  relationship: { group: "satisfaction", basis: "answers" },
  even_share: { group: "satisfaction", basis: "answers" },
  recommend_score: { group: "satisfaction", basis: "answers" },
  response_rate: { group: "satisfaction", basis: "answers_asked" },
  feedback_given_rate: { group: "feedback", basis: "answers_asked" },
  feedback_given_each: { group: "feedback", basis: "people" },
  feedback_received_each: { group: "feedback", basis: "people" },
  both_sides_rate: { group: "feedback", basis: "sessions" },
  usefulness: { group: "feedback", basis: "answers" },
  advice_share: { group: "feedback", basis: "answers" },
  advice_applied: { group: "feedback", basis: "answers" },
  sessions_held: { group: "engagement", basis: "sessions" },
  held_rate: { group: "engagement", basis: "sessions" },
  unreported_share: { group: "engagement", basis: "sessions" },
  attendance_rate: { group: "engagement", basis: "places" },
  rhythm: { group: "engagement", basis: "sessions" },
  active_share: { group: "engagement", basis: "people" },
  session_minutes: { group: "engagement", basis: "answers" },
  ended_in_time: { group: "engagement", basis: "answers" },
  concrete_question_share: { group: "engagement", basis: "sessions" },
  new_people_met: { group: "engagement", basis: "people" },
  new_people_share: { group: "engagement", basis: "pairs" },
  repeat_share: { group: "engagement", basis: "pair_meetings" },
  event_attendance: { group: "engagement", basis: "places" },
  help_posts: { group: "help", basis: "people" },
  help_comments: { group: "help", basis: "people" },
  hours_to_helper: { group: "help", basis: "questions" },
  hours_to_resolved: { group: "help", basis: "questions" },
  resolved_share: { group: "help", basis: "questions" },
  topic_share: { group: "help", basis: "questions" },
  help_given: { group: "help", basis: "people" },
  help_gini: { group: "help", basis: "people" },
  help_top_share: { group: "help", basis: "helps" },
  thanks_given: { group: "help", basis: "people" },
  seats_rotated: { group: "help", basis: "session_pairs" },
  growth_points: { group: "growth", basis: "people" },
  growth_percent: { group: "growth", basis: "people" },
  growth_effect: { group: "growth", basis: "people" },
  confidence_change: { group: "progress", basis: "people" },
  solved_share: { group: "progress", basis: "answers" },
  solved_change: { group: "progress", basis: "answers" },
  projects_done: { group: "progress", basis: "people" },
  courses_done: { group: "progress", basis: "people" },
  certificates_done: { group: "progress", basis: "people" },
  new_roles: { group: "progress", basis: "people" },
  goals_done: { group: "goals", basis: "goals" },
  goals_on_track: { group: "goals", basis: "goals" },
  goals_off_track: { group: "goals", basis: "goals" },
  goals_overdue: { group: "goals", basis: "goals" },
  coverage: { group: "programme", basis: "people" },
  left_out: { group: "programme", basis: "people" },
  on_leave: { group: "programme", basis: "people" },
  retention: { group: "programme", basis: "people" },
  hours_to_first_session: { group: "programme", basis: "people" },
  invitations_sent: { group: "programme", basis: "sessions" },
  invitations_declined: { group: "programme", basis: "invitations" },
  weeks_to_home: { group: "programme", basis: "people" },
} as const satisfies Readonly<Record<MetricId, { group: MetricGroup; basis: Basis }>>;
