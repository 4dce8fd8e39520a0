import type { Problem } from "../../core/domain/problem.ts";
import type { Language } from "../../core/domain/values/language.ts";
import { say } from "../locales/say.ts";
import { told } from "./told.ts";

interface ProblemContext {
  /** The zone in which times are told, for example the programme's. */
  zone: string;
}

/** The order in which a page's problems are told, whatever order they were found in: what blocks most comes first. */
const PLACE = {
  copy_waits: 0.4,
  table_gone: 0.1,
  column_gone: 0.2,
  column_unknown: 0.3,
  unknown_option: 0.5,
  erased_option: 0.55,
  emptied_option: 0.56,
  backward_date: 8.5,
  bad_round: 11.6,
  far_date: 7.5,
  unseen_relation: 17.5,
  no_title: 1,
  no_email: 2,
  bad_email: 3,
  email_mixed_scripts: 3.5,
  email_not_person: 3.6,
  email_twice: 4,
  email_taken: 4.1,
  other_email_taken: 19.6,
  email_elsewhere: 19.7,
  unknown_zone: 5,
  zone_of_several: 5.1,
  asks_to_join: 0.5,
  bad_hours: 6,
  form_hours_unread: 6.1,
  bad_date: 7,
  away_backwards: 8,
  away_long: 8.1,
  programme_incomplete: 9,
  guide_incomplete: 9.1,
  guides_unread: 11.7,
  programme_ends_before_start: 10,
  programme_long_ago: 10.1,
  programme_start_waits: 10.2,
  bad_number: 11,
  round_under_rhythm: 11.2,
  two_ends: 11.3,
  bad_weight: 11.5,
  bad_keep_answers: 11.6,
  bad_join_from: 11.65,
  goal_due_before_start: 12,
  session_ends_before_start: 13,
  session_all_day: 14,
  session_without_time: 15,
  too_long: 14.5,
  page_gone_by: 15.2,
  event_stands: 15.3,
  outcome_ahead: 15.4,
  session_without_group: 16,
  session_of_ended_group: 16.5,
  goal_without_owner: 17,
  step_without_owner: 17.1,
  unknown_person: 18,
  question_without_asker: 18.1,
  question_asker_out: 18.2,
  question_without_programme: 18.3,
  question_vague: 18.4,
  question_without_skill: 18.5,
  nobody_offers: 18.6,
  question_too_many: 18.7,
  question_no_session: 18.8,
  question_called_off: 18.85,
  answer_without_helper: 18.9,
  gathering_ends_before_start: 13.1,
  gathering_all_day: 14.1,
  gathering_without_time: 15.1,
  gathering_places: 15.2,
  gathering_copy: 15.3,
  gathering_overbooked: 15.4,
  gathering_for_nobody: 18.91,
  thanks_from_nobody: 18.92,
  thanks_to_nobody: 18.93,
  thanks_to_oneself: 18.94,
  chat_gone: 23.45,
  aim_without_programme: 18.95,
  aim_without_metric: 18.951,
  aim_bad_number: 18.952,
  aim_without_day: 18.953,
  aim_without_report_day: 18.954,
  aim_out_of_reach: 18.955,
  aim_not_for_format: 18.956,
  aim_past_day: 18.957,
  aim_too_many: 18.958,
  bad_level: 19,
  bad_person_number: 6.5,
  zone_fixed: 19.5,
  no_consent: 20,
  paused_quiet: 20.5,
  calendar_unreadable: 21,
  group_too_small: 22,
  group_empty: 17.6,
  not_invited_yet: 22.1,
  not_invited_unconsented: 22.2,
  group_without_programme: 17.7,
  group_without_round: 17.8,
  page_moved: 22.5,
  page_unreadable: 22.6,
  said_elsewhere: 22.7,
  nobody_to_match: 23,
  nobody_to_tell: 23.5,
  coordinator_unconfirmed: 23.4,
  best_fit_drawn: 24.5,
  left_out: 25,
  no_common_slot: 26,
  outside_hours: 27,
  both_changed: 28,
  unknown_guest: 29,
  guests_hidden: 29.1,
  event_odd: 15.15,
  form_gone: 30,
  form_not_open: 30.5,
  form_replaced: 31,
  form_question_altered: 32.5,
  form_question_missing: 32,
  stranger_answered: 33,
  newcomers_unmade: 33.2,
  answers_unaddressed: 33.5,
  wrong_session_code: 34,
  session_deleted: 34.3,
  answers_unread: 34.6,
  more_answers_than_asked: 35,
  not_taking_part: 35.3,
  given_up: 36,
  unforeseen: 37,
  said_unopened: 0.3,
} as const satisfies Readonly<Record<Problem["code"], number>>;

/** Longest text Notion takes in one piece is 2,000 characters. */
const MOST_CHARACTERS = 1_900;

/**
 * All problems of a page as one text, a sentence or two a line, each said once; empty when there are none.
 *
 * The same problems give the same text in whatever order they come, so a page is not written again for nothing.
 */
export function krugSays(problems: readonly Problem[], language: Language, context: ProblemContext): string {
  const lines = problems
    .map(problem => ({ place: PLACE[problem.code], line: told(problem, language, context.zone) }))
    .sort((a, b) => a.place - b.place || (a.line < b.line ? -1 : a.line > b.line ? 1 : 0))
    .map(({ line }) => line);
  const unique = [...new Set(lines)];
  const kept: string[] = [];
  for (const line of unique) {
    if ([...kept, line].join("\n").length > MOST_CHARACTERS) break;
    kept.push(line);
  }
  const left = unique.length - kept.length;
  return (left > 0 ? [...kept, say(language, "problems.more", { count: left })] : kept).join("\n");
}
