import { atLocal, DAY, HOUR } from "../../../../src/core/domain/values/time.ts";
import { emptyFacts, type Fact, type Facts, type Window } from "../../../../src/core/rules/metrics/facts.ts";
import type { Metric, MetricValue } from "../../../../src/core/rules/metrics/metric.ts";
import type { AnswerTo } from "../../../../src/core/rules/surveys/answers.ts";
import { pulseResult } from "../../../../src/core/rules/surveys/pulse.ts";

/** Midnight of a Monday in Sofia: the programme's first moment. */
export const START = atLocal("2027-01-04", 0, "Europe/Sofia");
export const PROGRAMME = { id: "p", startsOn: "2027-01-04", endsOn: "2027-07-04", zone: "Europe/Sofia" };
export const WINDOW = { from: START, to: START + 28 * DAY };
export const SECOND = { from: START + 28 * DAY, to: START + 56 * DAY };

export function onDay(day: number): number {
  return START + day * DAY + 9 * HOUR;
}

export function aSession(more: Partial<Fact<"sessions">> & { day?: number } = {}): Fact<"sessions"> {
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

export function anAnswer(sessionId: string, personId: string, more: Partial<Fact<"feedback">> = {}): Fact<"feedback"> {
  const endedAt = onDay(3) + HOUR;
  const open = { useful: null, advice: null, endedInTime: null, minutes: null, solved: null, solvedBefore: null };
  return { programmeId: "p", sessionId, personId, endedAt, at: endedAt + HOUR, ...open, ...more };
}

export function aPerson(personId: string, more: Partial<Fact<"people">> = {}): Fact<"people"> {
  return { programmeId: "p", personId, seenAt: onDay(27), state: "in", hasGroup: true, promised: 4, ...more };
}

export function aMembership(personId: string, more: Partial<Fact<"memberships">> = {}): Fact<"memberships"> {
  const open = { leftAt: null, firstSessionAt: null, seenUntil: onDay(200) };
  return { programmeId: "p", personId, joinedAt: START, ...open, ...more };
}

export function aRequest(id: string, more: Partial<Fact<"requests">> = {}): Fact<"requests"> {
  const open = { skill: null, helperAt: null, resolvedAt: null, seenUntil: onDay(56) };
  return { id, programmeId: "p", askerId: "ana", askedAt: onDay(2), ...open, ...more };
}

export function aHelp(helperId: string, helpedId: string, about: string, day = 3): Fact<"helps"> {
  return { programmeId: "p", helperId, helpedId, about, at: onDay(day) };
}

export function aClosing(personId: string, more: Partial<Fact<"closings">> = {}): Fact<"closings"> {
  const open = { projects: null, courses: null, certificates: null, newRole: null, weeksToFeelAtHome: null };
  return { programmeId: "p", personId, at: onDay(20), ...open, ...more };
}

export function levels(personId: string, day: number, of: Record<string, number>): Fact<"selfAssessments"> {
  return { programmeId: "p", personId, at: onDay(day), levels: of, confidence: null };
}

export function aPulse(
  answers: Partial<AnswerTo<"pulse">>[],
  more: Partial<Omit<Fact<"pulses">, "result">> & { asked?: number; day?: number } = {},
): Fact<"pulses"> {
  const { asked = answers.length, day = 13, ...rest } = more;
  const scales = { satisfaction: null, supported: null, safety: null, relationship: null };
  const blank: AnswerTo<"pulse"> = { ...scales, balance: null, recommend: null, change: "" };
  const result = pulseResult(
    answers.map(answer => ({ ...blank, ...answer })),
    asked,
  );
  return { key: `p/pulse/${day}`, programmeId: "p", closesAt: START + day * DAY, result, ...rest };
}

export function aGoal(id: string, health: Fact<"goals">["health"], more: Partial<Fact<"goals">> = {}): Fact<"goals"> {
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
