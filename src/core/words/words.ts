import type { PageText } from "../domain/command.ts";
import type { Guest } from "../domain/event.ts";
import type { FormKind } from "../domain/form.ts";
import type { Problem } from "../domain/problem.ts";
import type { Programme } from "../domain/programme.ts";
import type { SessionKind } from "../domain/session.ts";
import type { Format } from "../domain/values/format.ts";
import type { Language } from "../domain/values/language.ts";
import type { Instant, LocalDate } from "../domain/values/time.ts";
import type { ActionComment } from "../rules/insights/acting.ts";
import type { GroupReasons } from "../rules/matching/fit.ts";
import type { GoalNews } from "../rules/steps/brief.ts";
import type { PulseResult } from "../rules/surveys/pulse.ts";
import type { SyncWords } from "../rules/sync/pair.ts";
import type { SponsorsReport, ToldAim } from "./aims.ts";
import type { Digest } from "./digest.ts";
import type { LetterFacts } from "./letterFacts.ts";

/** What stands in an invitation. Levels, health and confidential goals have no place in it. */
export interface AgendaFacts {
  kind: SessionKind;
  facilitator: string | null;
  /** True where the same person leads each time. */
  isSeatKept?: boolean;
  /** The first meeting of a helper and the one they help: what they might begin with, and where their agreement is. */
  firstTalk?: { topics: string[]; groupUrl: string } | null;
  goals: { owner: string; title: string; status: string; dueOn: LocalDate | null; nextStep: string }[];
  membersWithoutGoal: string[];
  /** What they have still to do, and what is new; null where a meeting is about something else. */
  brief: AgendaBrief | null;
  questions: string;
  /** The question of the help board they meet over, and when the session ends; absent for any other session. */
  asked?: {
    question: string;
    details: string;
    askers: string[];
    startsAt: Instant;
    endsAt: Instant;
    zone: string;
    zones: string[];
  };
  resources: { title: string; link: string; kind?: string; skill: string }[];
  pageUrl: string;
  feedbackUrl: string | null;
  /** The code the feedback form asks for. */
  code: string | null;
  /** The programme's standing form, with the session's code filled in; null while there is none. */
  standingUrl: string | null;
  /** Whether guests can move the event in Calendar. */
  mayMove: boolean;
  surveys: { kind: FormKind; url: string }[];
  /** When a person from outside the group is invited, only title, time and links are shown. */
  hasOutsideGuest: boolean;
}

/** What people come with. */
export interface AgendaBrief {
  /** What they have still to do, and how much more there is. */
  steps: AgendaStep[];
  moreSteps: number;
  /** What is new on goals since they last met; empty but from the day before, and where nothing is. */
  news: (GoalNews & { owner: string; title: string })[];
  /** The page of their last meeting, where somebody took notes in its column; absent where nobody did. */
  notesUrl?: string;
  /** Steps that are done since. */
  done: Pick<AgendaStep, "owners" | "title">[];
}

/** A step of those who meet. */
export interface AgendaStep {
  owners: string[];
  title: string;
  dueOn: LocalDate | null;
  /** Since when it is open, where that is worth a word. */
  openSince: LocalDate | null;
  /** True for one that waits for long. */
  isStuck: boolean;
}

/** What stands in the invitation to a webinar or class. Its skill may: it is open to all who seek it. */
export interface GatheringFacts {
  /** By name, as people know them. */
  hosts: readonly string[];
  skills: readonly string[];
  where: string;
  description: string;
  pageUrl: string;
  /** True where places are limited, so that declining frees one for another person. */
  hasPlaces: boolean;
}

/** The sentences the rules need, in a reader's language. The shell binds them to text/; core itself speaks no language. */
export interface Words extends SyncWords {
  sessionTitle(session: { names: string[]; kind: SessionKind }, language: Language): string;
  agenda(facts: AgendaFacts, language: Language): string;
  gathering(facts: GatheringFacts, language: Language): string;
  seriesText(series: { kind: SessionKind; groupUrl: string; mayMove: boolean }, language: Language): string;
  letter(facts: LetterFacts, language: Language): { title: string; text: string };
  replies(replies: { name: string; reply: Guest["reply"] }[], language: Language): string;
  groupName(group: { names: string[]; round: number }, language: Language): string;
  matchReason(
    match: {
      format: Format;
      matching: Programme["matching"];
      names: string[];
      timesMetBefore: number;
      triadBecauseOdd: boolean;
      change: "none" | "joined_late" | "left_alone";
      reasons?: GroupReasons;
      keeper?: string | null;
      /** Who helps the others, by name. */
      helper?: string | null;
    },
    language: Language,
  ): string;
  agreement(rhythm: { everyWeeks: number; durationMinutes: number }, language: Language): string;
  krugSays(problems: readonly Problem[], language: Language, zone: string): string;
  surveyTitle(survey: { kind: FormKind; number: number; programme: string }, language: Language): string;
  closingResult(
    growth: PulseResult["satisfaction"],
    counts: { asked: number; answers: number },
    language: Language,
  ): string;
  pulseResult(result: PulseResult, language: Language): string;
  metricTitle(metric: { id: string; skill: string | null }, language: Language): string;
  metricUnit(metricId: string, language: Language): string;
  digest(digest: Digest, language: Language): { title: string; body: PageText[] };
  /** How an aim stands, in words: what it is now, of which days, and what is aimed for; or why that can't be told. */
  aimFigure(aim: ToldAim, language: Language): string;
  sponsors(report: SponsorsReport, language: Language): { title: string; body: PageText[] };
  /** What Krug writes on a page because of an insight, which it never names. */
  actionComment(comment: ActionComment, language: Language): string;
  suggestion(suggestion: { programme: string; skill: string }, language: Language): string;
  madeTwice(otherUrl: string, language: Language): string;
  backOnInCalendar(startsAt: Instant, zone: string, language: Language): string;
  onTwiceInCalendar(startsAt: Instant, zone: string, language: Language): string;
  reofferedAfterDecline(
    offer: { names: readonly string[]; startsAt: Instant; endsAt: Instant; zone: string },
    language: Language,
  ): string;
  movedForNewcomer(
    move: { names: readonly string[]; from: Instant; startsAt: Instant; endsAt: Instant; zone: string },
    language: Language,
  ): string;
  movedForLeave(
    move: { names: readonly string[]; from: Instant; startsAt: Instant; endsAt: Instant; zone: string },
    language: Language,
  ): string;
  heldWaiting(
    held: {
      names: readonly string[];
      reach: { invitations: number; moves: number; cancellations: number };
      since: Instant;
      zone: string;
    },
    language: Language,
  ): string;
  draftsWaiting(drafts: { names: readonly string[]; groups: readonly string[] }, language: Language): string;
  /** Why a group that meets over a question is there. */
  helpGroupReason(language: Language): string;
  helpAsk(ask: { names: readonly string[]; skills: readonly string[]; language: Language }): string;
  helpNeedsDetail(ask: { names: readonly string[]; language: Language }): string;
  helpNeedsSkill(ask: { names: readonly string[]; language: Language }): string;
  /** The class that comes next on what a question is about, where nobody could help. */
  helpClass(ask: {
    names: readonly string[];
    language: Language;
    title: string;
    startsAt: Instant;
    zone: string;
    url: string;
  }): string;
  /** Answers that others gave to the like before. */
  helpAlike(ask: {
    names: readonly string[];
    language: Language;
    answers: readonly { title: string; url: string }[];
  }): string;
  /** Who outside may be asked, where they are reached, and what to ask them; "" for anything. */
  helpExpert(ask: { names: readonly string[]; language: Language; name: string; contact: string; ask: string }): string;
  helpAnswered(ask: { names: readonly string[]; language: Language }, isInComments: boolean): string;
  /** `skills` are those nobody offers; empty where they are offered but nobody took the question. */
  helpForCoordinator(ask: { names: readonly string[]; skills: readonly string[]; language: Language }): string;
  helpSuggested(suggested: {
    helpers: readonly { name: string; skills: readonly string[]; freeAt: Instant | null; isLeastLately: boolean }[];
    zone: string;
    language: Language;
  }): string;
}
