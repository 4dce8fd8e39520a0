import type { Format } from "../domain/values/format.ts";
import type { Instant, LocalDate } from "../domain/values/time.ts";

/** What a letter tells, by its kind. Addresses are null where there is nothing to open. */
export type LetterFacts =
  | KickOffFacts
  | NamesUnreadFacts
  | FeedbackReminderFacts
  | ChangeOfferFacts
  | CoordinatorFacts
  | StillInFacts
  | NotThisRoundFacts
  | SurveyAskFacts
  | PageChangedFacts
  | GroupFacts
  | NewsFacts;

/** What a letter of one kind tells. */
export type FactsOf<Kind extends LetterFacts["kind"]> = Extract<LetterFacts, { kind: Kind }>;

/** One word about a session that is over. */
interface FeedbackReminderFacts {
  kind: "feedback_reminder";
  name: string;
  programme: string;
  session: string;
  startsAt: Instant;
  zone: string;
  url: string;
}

/** A survey that no invitation brings. */
interface SurveyAskFacts {
  kind: "survey_ask";
  name: string;
  programme: string;
  survey: "pulse" | "self_assessment" | "closing";
  url: string;
  /** The last day it takes answers. */
  until: LocalDate;
}

/** Others to be with in the next round. */
interface ChangeOfferFacts {
  kind: "change_offer";
  name: string;
  programme: string;
  /** Inclusive. */
  roundLastsUntil: LocalDate;
}

/** Names in an answer to the needs form could not be read: which question they stand in is not told. */
interface NamesUnreadFacts {
  kind: "names_unread";
  name: string;
  programme: string;
  count: number;
  needsUrl: string;
}

/** To a person of a group that does not meet, or for whom meetings were moved again and again. */
interface GroupFacts {
  kind: "group_check" | "other_hours";
  name: string;
  programme: string;
  /** The others of the group, by name. */
  others: readonly string[];
  pageUrl: string;
  standingUrl: string;
}

interface KickOffFacts {
  kind: "kick_off" | "kick_off_reminder";
  name: string;
  programme: string;
  format: Format;
  everyWeeks: number;
  minutes: number;
  /** Who looks after the programme, by name. */
  coordinators: readonly string[];
  needsUrl: string | null;
  standingUrl: string | null;
}

interface CoordinatorFacts {
  kind: "for_coordinator";
  name: string;
  programme: string;
  /** In which times are told. */
  zone: string;
  lines: readonly CoordinatorLine[];
}

/** A question to a person who has gone quiet. */
interface StillInFacts {
  kind: "still_in";
  name: string;
  programme: string;
  standingUrl: string | null;
}

/** To a person whose group fell apart and for whom there is no other. */
interface NotThisRoundFacts {
  kind: "not_this_round";
  name: string;
  programme: string;
  /** Null where there is no round to come. */
  nextRoundOn: LocalDate | null;
  coordinators: readonly string[];
}

/** What others say of a person: their thanks, and that they took a step they were advised. */
interface NewsFacts {
  kind: "news";
  name: string;
  programme: string;
  news: readonly NewsLine[];
}

/**
 * Who says it, or did it; what they wrote, or the step. Of an answer of the reader's: the question it was given to, and its page, where
 * they say whether it may be offered to others, or whether it still holds.
 */
export type NewsLine =
  | { what: "thanks" | "step"; name: string; text: string }
  | { what: "draft" | "holds"; url: string; text: string };

/** What others changed on a person's own page. */
interface PageChangedFacts {
  kind: "page_changed";
  name: string;
  programme: string;
  changes: readonly PageChangedLine[];
  pageUrl: string;
  coordinators: readonly string[];
}

/** `is`: the address as the page has it now; the day of consent, or null for none; the status. */
export type PageChangedLine =
  | { what: "email"; is: string }
  | { what: "consent"; is: LocalDate | null }
  | { what: "status"; is: "active" | "paused" | "left" };

/** One thing for the coordinators' eyes alone. */
export type CoordinatorLine =
  | { what: "word"; name: string; text: string }
  | { what: "left" | "not_joining" | "paused"; name: string }
  | { what: "named"; name: string; email: string }
  | { what: "stuck"; name: string; others: readonly string[] }
  /** Groups wait for the reader's approval; the programme's page. */
  | { what: "drafts"; count: number; url: string }
  | { what: "no_show"; name: string; startsAt: Instant; endsAt: Instant };
