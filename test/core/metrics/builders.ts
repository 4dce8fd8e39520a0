import type { Facts, GoalFact, PulseFact, SelfAssessmentFact, SessionFact } from "../../../src/core/metrics/facts.ts";
import type { PulseAnswer } from "../../../src/core/surveys/answers.ts";
import { pulseResult } from "../../../src/core/surveys/waves.ts";
import { atLocal, DAY, HOUR } from "../../../src/core/time.ts";

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
    ...rest,
  };
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
  return {
    asOf: onDay(200),
    sessions: [],
    feedback: [],
    selfAssessments: [],
    pulses: [],
    waves: [],
    goals: [],
    ...more,
  };
}
