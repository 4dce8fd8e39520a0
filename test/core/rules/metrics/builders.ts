import { atLocal, DAY, HOUR } from "../../../../src/core/domain/values/time.ts";
import {
  type ClosingFact,
  emptyFacts,
  type Facts,
  type FeedbackFact,
  type GoalFact,
  type HelpFact,
  type MembershipFact,
  type PersonFact,
  type PulseFact,
  type RequestFact,
  type SelfAssessmentFact,
  type SessionFact,
  type Window,
} from "../../../../src/core/rules/metrics/facts.ts";
import type { Metric, MetricValue } from "../../../../src/core/rules/metrics/metric.ts";
import type { PulseAnswer } from "../../../../src/core/rules/surveys/answers.ts";
import { pulseResult } from "../../../../src/core/rules/surveys/waves.ts";

/** Midnight of a Monday in Sofia: the programme's first moment. */
export const START = atLocal("2027-01-04", 0, "Europe/Sofia");
export const PROGRAMME = { id: "p", startsOn: "2027-01-04", endsOn: "2027-07-04", zone: "Europe/Sofia" };
export const WINDOW = { from: START, to: START + 28 * DAY };
export const SECOND = { from: START + 28 * DAY, to: START + 56 * DAY };

export function onDay(day: number): number {
  return START + day * DAY + 9 * HOUR;
}

export function aSession(more: Partial<SessionFact> & { day?: number } = {}): SessionFact {
  const { day = 3, ...rest } = more;
  return {
    id: "s1",
    programmeId: "p",
    kind: "session",
    memberIds: ["ana", "boris"],
    startsAt: onDay(day),
    endsAt: onDay(day) + HOUR,
    status: "met",
    declinedIds: [],
    cameIds: [],
    groupId: "g1",
    facilitatorId: null,
    hasQuestion: false,
    ...rest,
  };
}

export function anAnswer(sessionId: string, personId: string, more: Partial<FeedbackFact> = {}): FeedbackFact {
  const endedAt = onDay(3) + HOUR;
  const open = { useful: null, advice: null, endedInTime: null, minutes: null, solved: null, solvedBefore: null };
  return { programmeId: "p", sessionId, personId, endedAt, at: endedAt + HOUR, ...open, ...more };
}

export function aPerson(personId: string, more: Partial<PersonFact> = {}): PersonFact {
  return { programmeId: "p", personId, seenAt: onDay(27), state: "in", hasGroup: true, promised: 4, ...more };
}

export function aMembership(personId: string, more: Partial<MembershipFact> = {}): MembershipFact {
  const open = { leftAt: null, firstSessionAt: null, seenUntil: onDay(200) };
  return { programmeId: "p", personId, joinedAt: START, ...open, ...more };
}

export function aRequest(id: string, more: Partial<RequestFact> = {}): RequestFact {
  const open = { skill: null, helperAt: null, resolvedAt: null, seenUntil: onDay(56) };
  return { id, programmeId: "p", askerId: "ana", askedAt: onDay(2), ...open, ...more };
}

export function aHelp(helperId: string, helpedId: string, about: string, day = 3): HelpFact {
  return { programmeId: "p", helperId, helpedId, about, at: onDay(day) };
}

export function aClosing(personId: string, more: Partial<ClosingFact> = {}): ClosingFact {
  const open = { projects: null, courses: null, certificates: null, newRole: null, weeksToFeelAtHome: null };
  return { programmeId: "p", personId, at: onDay(20), ...open, ...more };
}

export function levels(personId: string, day: number, of: Record<string, number>): SelfAssessmentFact {
  return { programmeId: "p", personId, at: onDay(day), levels: of, confidence: null };
}

export function aPulse(
  answers: Partial<PulseAnswer>[],
  more: Partial<Omit<PulseFact, "result">> & { asked?: number; day?: number } = {},
): PulseFact {
  const { asked = answers.length, day = 13, ...rest } = more;
  const blank: PulseAnswer = { satisfaction: null, supported: null, balance: null, recommend: null, change: "" };
  const result = pulseResult(
    answers.map(answer => ({ ...blank, ...answer })),
    asked,
  );
  return { key: `p/pulse/${day}`, programmeId: "p", closesAt: START + day * DAY, result, ...rest };
}

export function aGoal(id: string, health: GoalFact["health"], more: Partial<GoalFact> = {}): GoalFact {
  return { id, programmeId: "p", seenAt: onDay(27), health, isOverdue: false, ...more };
}

export function noFacts(more: Partial<Facts> = {}): Facts {
  return { ...emptyFacts(onDay(200)), ...more };
}

/** The metric's figure of these facts and no others, in a window of time: all of it where none is given. */
export function figureOf(metric: Metric, facts: Partial<Facts>, window: Window = EVER): MetricValue {
  return metric.measure({ ...emptyFacts(Number.POSITIVE_INFINITY), ...facts }, window);
}

const EVER = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
