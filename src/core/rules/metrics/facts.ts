import type { FormKind } from "../../domain/form.ts";
import type { GoalHealth } from "../../domain/goal.ts";
import type { Session, SessionKind } from "../../domain/session.ts";
import type { Instant } from "../../domain/values/time.ts";
import type { AnswerTo } from "../surveys/answers.ts";
import type { FORM_QUESTIONS } from "../surveys/form.ts";
import type { PulseResult } from "../surveys/pulse.ts";

/** A session as the figures need it. `status` and `cameIds` are what is known by now (surveys/sessionOutcome.ts). */
interface SessionFact {
  id: string;
  programmeId: string;
  kind: SessionKind;
  memberIds: readonly string[];
  startsAt: Instant;
  endsAt: Instant;
  status: Session["status"];
  declinedIds: readonly string[];
  /** Empty when nobody knows who came. */
  cameIds: readonly string[];
  groupId: string | null;
  /** Whose seat it was to lead; null when nobody's. */
  facilitatorId: string | null;
  /** Its page had a question to talk about. */
  hasQuestion: boolean;
}

/** What a person answered for a session; null is what they did not answer. */
interface FeedbackFact {
  programmeId: string;
  sessionId: string;
  personId: string;
  /** When the session was over: a late answer counts for the session's own period. */
  endedAt: Instant;
  at: Instant;
  /** 1 to 5. */
  useful: number | null;
  advice: boolean | null;
  /** Whether they tried what they were advised the time before; absent where they said nothing, or had nothing to try. */
  applied?: "yes" | "partly" | "no";
  endedInTime: boolean | null;
  minutes: number | null;
  solved: AnswerTo<"feedback">["solved"];
  solvedBefore: AnswerTo<"feedback">["solvedBefore"];
}

/** One person's levels, once a wave. */
interface SelfAssessmentFact {
  programmeId: string;
  personId: string;
  at: Instant;
  /** 1 to 5 by skill. */
  levels: Readonly<Record<string, number>>;
  confidence: number | null;
}

/** A closed anonymous wave. */
interface PulseFact {
  key: string;
  programmeId: string;
  closesAt: Instant;
  result: PulseResult;
}

/** How many were asked in a closed wave, and how many answered. */
interface WaveFact {
  key: string;
  programmeId: string;
  closesAt: Instant;
  asked: number;
  answers: number;
}

/** Where a goal stood when it was looked at. Its page keeps no history, so earlier looks have to be kept to count again. */
interface GoalFact {
  id: string;
  programmeId: string;
  seenAt: Instant;
  /** Null for a dropped goal and for one with no due day. */
  health: GoalHealth | null;
  isOverdue: boolean;
}

/** Where a person stood when a programme was looked at. Pages keep no history, so earlier looks have to be kept. */
interface PersonFact {
  programmeId: string;
  personId: string;
  seenAt: Instant;
  state: "in" | "on_leave" | "left";
  hasGroup: boolean;
  /** Sessions the programme's cadence promised them in the period up to `seenAt`, weeks without a common time included. */
  promised: number;
}

/** A person's way into a programme. */
interface MembershipFact {
  programmeId: string;
  personId: string;
  joinedAt: Instant;
  leftAt: Instant | null;
  /** When the first session they were at began; null while there was none. */
  firstSessionAt: Instant | null;
  /** Up to when this was followed; what came later is not known. */
  seenUntil: Instant;
}

/** A question on the help board. */
interface RequestFact {
  id: string;
  programmeId: string;
  askerId: string;
  skill: string | null;
  askedAt: Instant;
  helperAt: Instant | null;
  resolvedAt: Instant | null;
  /** Up to when this was followed. */
  seenUntil: Instant;
}

/** A comment under a question of the help board. */
interface CommentFact {
  id: string;
  programmeId: string;
  personId: string;
  at: Instant;
}

/** That one person helped another with something, as reported by the one who was helped. */
interface HelpFact {
  programmeId: string;
  helperId: string;
  helpedId: string;
  /** The session or question it was about. */
  about: string;
  at: Instant;
}

interface ThanksFact {
  programmeId: string;
  fromId: string;
  toId: string;
  at: Instant;
}

/** A person's place at a webinar or class. */
interface VisitFact {
  programmeId: string;
  eventId: string;
  personId: string;
  endsAt: Instant;
  /** Null while nobody entered who came. */
  came: boolean | null;
}

/** What a person answered in the closing form; null is what they did not answer. */
interface ClosingFact {
  programmeId: string;
  personId: string;
  at: Instant;
  projects: number | null;
  courses: number | null;
  certificates: number | null;
  newRole: boolean | null;
  weeksToFeelAtHome: number | null;
}

/** All that figures are made of. Nothing in it bears a name, so renaming anybody changes nothing. */
export interface Facts {
  /** The moment they were gathered; what is later has not happened. */
  asOf: Instant;
  sessions: readonly SessionFact[];
  feedback: readonly FeedbackFact[];
  selfAssessments: readonly SelfAssessmentFact[];
  pulses: readonly PulseFact[];
  waves: readonly WaveFact[];
  goals: readonly GoalFact[];
  people: readonly PersonFact[];
  memberships: readonly MembershipFact[];
  requests: readonly RequestFact[];
  comments: readonly CommentFact[];
  helps: readonly HelpFact[];
  thanks: readonly ThanksFact[];
  visits: readonly VisitFact[];
  closings: readonly ClosingFact[];
}

/** What kinds of facts there are: the lists of `Facts`. */
export type FactKind = Exclude<keyof Facts, "asOf">;
export type Fact<K extends FactKind = FactKind> = Facts[K][number];

/** No facts of any kind. */
export function emptyFacts(asOf: Instant): { -readonly [K in keyof Facts]: K extends FactKind ? Fact<K>[] : Facts[K] } {
  return {
    asOf,
    sessions: [],
    feedback: [],
    selfAssessments: [],
    pulses: [],
    waves: [],
    goals: [],
    people: [],
    memberships: [],
    requests: [],
    comments: [],
    helps: [],
    thanks: [],
    visits: [],
    closings: [],
  };
}

/** The question or fact a metric comes from. */
export type Need =
  | { [K in FormKind]: `${K}.${string & keyof (typeof FORM_QUESTIONS)[K]}` }[FormKind]
  | "self_assessment.levels"
  | `session.${keyof SessionFact}`
  | `wave.${keyof WaveFact}`
  | `goal.${keyof GoalFact}`
  | `person.${keyof PersonFact}`
  | `membership.${keyof MembershipFact}`
  | `request.${keyof RequestFact}`
  | `comment.${keyof CommentFact}`
  | `help.${keyof HelpFact}`
  | `thanks.${keyof ThanksFact}`
  | `visit.${keyof VisitFact}`
  | `closing.${keyof ClosingFact}`;

/** A stretch of time: `to` is exclusive. */
export interface Window {
  from: Instant;
  to: Instant;
}

export function isWithin(at: Instant, window: Window): boolean {
  return at >= window.from && at < window.to;
}

/** Sessions that were over by the window's end and by `asOf`: not check-ins, not cancelled, not without a time. */
export function endedSessions(facts: Pick<Facts, "sessions" | "asOf">, window: Window): SessionFact[] {
  return facts.sessions.filter(
    session => isCounted(session) && session.endsAt <= facts.asOf && session.endsAt < window.to,
  );
}

/** Those sessions of the window that were over by `asOf`: not check-ins, not cancelled, not without a time. */
export function endedWithin(facts: Pick<Facts, "sessions" | "asOf">, window: Window): SessionFact[] {
  return endedSessions(facts, window).filter(session => isWithin(session.endsAt, window));
}

/** People as they were seen in the window, each time. */
export function peopleSeen(facts: Facts, window: Window): PersonFact[] {
  return facts.people.filter(person => isWithin(person.seenAt, window) && person.seenAt <= facts.asOf);
}

/** True for a meeting that was to take place and is asked about. */
export function isCounted(session: Pick<SessionFact, "kind" | "status">): boolean {
  return session.kind === "session" && session.status !== "cancelled" && session.status !== "no_slot";
}

/** True for a meeting known to have taken place. */
export function isHeld(session: Pick<SessionFact, "kind" | "status">): boolean {
  return session.kind === "session" && session.status === "met";
}

/** People at a held session: those known to have come; where that is unknown, the members who had not declined. */
export function presentIds(session: Pick<SessionFact, "memberIds" | "declinedIds" | "cameIds">): string[] {
  if (session.cameIds.length > 0) return [...new Set(session.cameIds)].sort();
  return [...new Set(session.memberIds)].filter(id => !session.declinedIds.includes(id)).sort();
}
