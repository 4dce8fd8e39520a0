import type { OddEvent } from "./event.ts";
import type { FormKind } from "./form.ts";
import type { SourceKey } from "./values/row.ts";
import type { Instant, LocalDate } from "./values/time.ts";

/**
 * What people can get wrong, or should know, on a page of theirs. Each becomes one sentence in the reader's language
 * (text/problems/problems.ts) in the page's *Krug says* column: what is wrong, where, and what to do.
 */
export type Problem =
  | { code: "no_title" }
  | { code: "no_email" }
  | { code: "bad_email"; email: string; isOther?: true }
  | { code: "email_mixed_scripts"; email: string; isOther?: true }
  /** It is a room's or a calendar's. */
  | { code: "email_not_person"; email: string; isOther?: true }
  | { code: "email_twice"; email: string; others: string[] }
  /** The address was another page's first, which shows another now. */
  | { code: "email_taken"; email: string }
  /** Of *Other addresses*: it is, or was, another page's; `others` are the pages that show it. */
  | { code: "other_email_taken"; email: string; others: string[] }
  /** Another page shows an address of this one; it counts here. */
  | { code: "email_elsewhere"; email: string; others: string[] }
  /** `nearest` are zones it may have been meant as; absent for none. */
  | { code: "unknown_zone"; zone: string; nearest?: string[] }
  /** Nobody wrote a zone, and the programmes of the person are in these. */
  | { code: "zone_of_several"; zones: string[] }
  /** An offset from UTC was written, which knows no daylight saving. */
  | { code: "zone_fixed"; zone: string; offset: string }
  | { code: "bad_hours"; hours: string }
  | { code: "bad_level"; value: number }
  | { code: "bad_person_number"; property: "sessionsAWeek" | "mentees"; value: number }
  | { code: "bad_date"; date: string }
  | { code: "far_date"; date: string }
  | { code: "backward_date"; source: SourceKey; column: string; from: string; to: string }
  | { code: "bad_round"; value: number | null }
  | { code: "unknown_option"; source: SourceKey; column: string; said: string[] }
  | { code: "erased_option"; source: SourceKey; column: string; was: string }
  /** The word that something is over was taken out. */
  | { code: "emptied_option"; source: SourceKey; column: string; was: string }
  | { code: "unseen_relation"; source: SourceKey; column: string }
  | { code: "column_gone"; source: SourceKey; column: string }
  | { code: "column_unknown"; source: SourceKey; column: string }
  | { code: "table_gone"; source: SourceKey }
  | { code: "away_backwards"; from: string; to: string }
  | { code: "away_long"; to: string }
  | { code: "no_consent" }
  | { code: "paused_quiet"; since: LocalDate }
  | { code: "calendar_unreadable"; email: string }
  | { code: "goal_due_before_start"; starts: string; due: string }
  | { code: "goal_without_owner" }
  | { code: "step_without_owner" }
  | { code: "unknown_person" }
  | { code: "question_without_asker" }
  | { code: "question_without_programme" }
  | { code: "question_asker_out" }
  | { code: "question_vague" }
  | { code: "question_without_skill" }
  | { code: "nobody_offers"; skills: string[] }
  | { code: "question_too_many"; most: number }
  | { code: "question_no_session" }
  | { code: "question_called_off" }
  | { code: "answer_without_helper" }
  /** Nobody gets a guide to read as long as these columns say nothing. */
  | { code: "guide_incomplete"; missing: string[] }
  /** Of a programme: what guides in its language are called that lack something. */
  | { code: "guides_unread"; titles: string[] }
  | { code: "gathering_without_time" }
  | { code: "gathering_all_day" }
  | { code: "gathering_ends_before_start" }
  | { code: "gathering_places"; places: number }
  | { code: "gathering_copy" }
  | { code: "gathering_for_nobody" }
  | { code: "gathering_overbooked"; accepted: number; places: number }
  | { code: "thanks_from_nobody" }
  | { code: "thanks_to_nobody" }
  | { code: "thanks_to_oneself" }
  /** The chat its news were told in says that its webhook is no more. */
  | { code: "chat_gone"; host: string }
  | { code: "aim_without_programme" }
  | { code: "aim_without_metric" }
  | { code: "aim_bad_number"; column: "target" | "reported"; written: string }
  | { code: "aim_without_day" }
  | { code: "aim_without_report_day" }
  /** The programme has as many aims as it can have without it. */
  | { code: "aim_too_many"; most: number }
  /** The figure says nothing in the programme's format. */
  | { code: "aim_not_for_format"; metric: string }
  /** Its day had gone by when it was written, or lies before the programme begins. */
  | { code: "aim_past_day"; due: LocalDate }
  /** The figure is never so much, or so little. */
  | { code: "aim_out_of_reach"; least: number; most: number }
  | { code: "programme_incomplete"; missing: string[] }
  | { code: "programme_ends_before_start"; starts: string; ends: string }
  | { code: "programme_long_ago"; starts: string; earliest: LocalDate }
  /** The first day is another one than that by which the rounds of its groups are counted. */
  | { code: "programme_start_waits"; starts: LocalDate; holds: LocalDate }
  | { code: "bad_number"; property: string; value: number }
  | { code: "round_under_rhythm"; roundWeeks: number; everyWeeks: number }
  /** A column for a first day holds a last one too, and the column of last days says another. */
  | { code: "two_ends"; of: "programmes" | "roadmap"; range: LocalDate; used: LocalDate }
  | { code: "bad_weight"; parts: string[] }
  | { code: "bad_keep_answers"; value: number }
  | { code: "group_too_small"; name: string }
  | { code: "group_empty" }
  /** Members who are on the invitation of none of `count` coming meetings, of which `at` is the first, as they can't come. */
  | { code: "not_invited_yet"; people: string[]; count: number; at: Instant }
  | { code: "not_invited_unconsented"; people: string[] }
  | { code: "group_without_programme" }
  | { code: "group_without_round" }
  | { code: "session_ends_before_start" }
  | { code: "session_without_time" }
  | { code: "session_all_day" }
  | { code: "too_long"; source: "sessions" | "gatherings" }
  | { code: "page_gone_by"; startsAt: Instant }
  | { code: "event_stands"; startsAt: Instant }
  /** What is said of how a session was, before it began. */
  | { code: "outcome_ahead"; said: string; startsAt: Instant }
  | { code: "session_without_group" }
  | { code: "session_of_ended_group" }
  | { code: "unknown_guest"; email: string }
  | { code: "guests_hidden" }
  | { code: "event_odd"; why: OddEvent; startsAt: Instant | null; source?: "gatherings" }
  | { code: "no_common_slot"; people: string[]; nearest: { at: Instant; without: string[] }[] }
  | { code: "outside_hours"; people: string[] }
  | { code: "stranger_answered"; emails: string[] }
  /** Answers of forms that ask for an address, by the kinds of these forms, which have none. */
  /** Answers of people who would join, of which no page was made. */
  | { code: "newcomers_unmade"; emails: string[] }
  /** Of a person's page: they ask to take part in the programme of this name. */
  | { code: "asks_to_join"; programme: string }
  /** The working hours they wrote in the form can't be read. */
  | { code: "form_hours_unread" }
  /** Of a programme: no domains, or such at which anybody has an address. */
  | { code: "bad_join_from"; parts: string[] }
  | { code: "answers_unaddressed"; kinds: FormKind[]; count: number }
  | { code: "wrong_session_code"; codes: string[] }
  | { code: "more_answers_than_asked"; answers: number; asked: number }
  | { code: "not_taking_part"; count: number }
  | { code: "form_question_missing"; question: string }
  | { code: "form_question_altered"; question: string }
  | { code: "form_replaced" }
  | { code: "answers_unread"; question: string; count: number }
  | { code: "session_deleted"; codes: string[] }
  | { code: "form_gone" }
  | {
      code: "form_not_open";
      why: "taken" | "refused" | "unreachable" | "unasked";
      domain: string | null;
      formId: string;
    }
  | { code: "page_moved"; page: string; table: SourceKey }
  | { code: "page_unreadable"; page: string; table: SourceKey }
  /** What a page would say in *Krug says*, had its table the column. */
  | { code: "said_elsewhere"; page: string; table: SourceKey; said: string }
  | { code: "copy_waits"; table: SourceKey }
  | { code: "both_changed"; field: "title" | "time"; lost: string; kept: string }
  | { code: "given_up"; what: string; why: string }
  | { code: "unforeseen" }
  /** What was said in confidence can't be opened: of how many answers. */
  | { code: "said_unopened"; count: number }
  | { code: "nobody_to_match" }
  | { code: "nobody_to_tell" }
  /** A programme's page names them as its coordinators, and nobody who is one has confirmed it. */
  | { code: "coordinator_unconfirmed"; names: string[] }
  | { code: "best_fit_drawn" }
  | { code: "left_out"; name: string; why: LeftOutReason };

/** A value that was understood, with what was odd about it; or null and why. */
export interface Parsed<T> {
  value: T | null;
  problems: Problem[];
}

/** Why a person is in no group of a round, in terms everyone may see. */
export type LeftOutReason =
  /** Paused or on leave. */
  | "away"
  /** They can take no session on. */
  | "no_capacity"
  /** The sessions a week they take are all taken already. */
  | "week_full"
  /** The format needs a level, and theirs is not said. */
  | "no_level"
  /** Nobody else takes part this round. */
  | "nobody_else"
  /** Nobody's level is where the format needs it. */
  | "no_level_near"
  /** The group could not be formed this time; the coordinator can talk to them. */
  | "no_partner"
  /** A mentor who has room for more mentees than there are. */
  | "no_mentee_left"
  /** Somebody took them off their group by hand, and put them into no other. */
  | "taken_off"
  /** There is nobody above to help them, and they said that they can help nobody. */
  | "helps_nobody";

/** The problems that are there, in their order: where the condition of one isn't met, `false` stands in its place. */
export function problemsAmong(...problems: readonly (Problem | false)[]): Problem[] {
  return problems.filter(problem => problem !== false);
}
