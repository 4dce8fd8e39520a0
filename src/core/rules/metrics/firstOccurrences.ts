import type { Instant } from "../../domain/values/time.ts";
import { type Fact, type Facts, isHeld, presentIds, type Window } from "./facts.ts";

/**
 * What is kept of a person's past, for the metrics that look back: their first answers, and when they first met each
 * other person.
 */
export interface FirstOccurrences {
  /** Those that hold the first answer to a skill, or to how confident one is. */
  assessments: Fact<"selfAssessments">[];
  /** By the other's id: the first held session they were both at. */
  meetings: Record<string, { sessionId: string; at: Instant }>;
  /** The held session they were at that began first; null for none, absent where an earlier version kept the rest. */
  session?: FirstSession | null;
}

export type FirstSession = Pick<Fact<"sessions">, "id" | "startsAt" | "endsAt">;

export const NO_OCCURRENCES: FirstOccurrences = { assessments: [], meetings: {}, session: null };

/** The firsts of what is known already and more facts of the same person; repeats and order don't matter. */
export function withMore(
  personId: string,
  known: FirstOccurrences,
  facts: { selfAssessments: readonly Fact<"selfAssessments">[]; sessions: readonly Fact<"sessions">[] },
): FirstOccurrences {
  const meetings = { ...known.meetings };
  for (const session of facts.sessions.filter(isHeld)) {
    const { id: sessionId, endsAt: at } = session;
    const present = presentIds(session);
    if (!present.includes(personId)) continue;
    for (const other of present) {
      const first = meetings[other];
      const isEarlier = first === undefined || at < first.at || (at === first.at && sessionId < first.sessionId);
      if (other !== personId && isEarlier) meetings[other] = { sessionId, at };
    }
  }
  const assessments = firstAnswers([...known.assessments, ...facts.selfAssessments]);
  if (known.session === undefined) return { assessments, meetings };
  const earlier = known.session === null ? [] : [known.session];
  return { assessments, meetings, session: earliest([...earlier, ...sessionsAt(personId, facts.sessions)]) };
}

/** When the first held session began that each person was at, of these; nobody who was at none. */
export function firstSessionsOf(sessions: readonly Fact<"sessions">[]): Map<string, Instant> {
  const first = new Map<string, Instant>();
  for (const session of sessions.filter(isHeld))
    for (const id of presentIds(session)) first.set(id, Math.min(session.startsAt, first.get(id) ?? session.startsAt));
  return first;
}

function sessionsAt(personId: string, sessions: readonly Fact<"sessions">[]): FirstSession[] {
  const own = sessions.filter(session => isHeld(session) && presentIds(session).includes(personId));
  return own.map(({ id, startsAt, endsAt }) => ({ id, startsAt, endsAt }));
}

function earliest(sessions: readonly FirstSession[]): FirstSession | null {
  const first = (a: FirstSession, b: FirstSession) =>
    a.startsAt < b.startsAt || (a.startsAt === b.startsAt && a.id <= b.id) ? a : b;
  return sessions.length === 0 ? null : sessions.reduce(first);
}

function firstAnswers(assessments: readonly Fact<"selfAssessments">[]): Fact<"selfAssessments">[] {
  const first = new Map<string, Instant>();
  const askedIn = ({ levels, confidence }: Fact<"selfAssessments">) => [
    ...Object.keys(levels).map(skill => `skill ${skill}`),
    ...(confidence === null ? [] : ["confidence"]),
  ];
  for (const assessment of assessments)
    for (const about of askedIn(assessment))
      first.set(about, Math.min(assessment.at, first.get(about) ?? assessment.at));
  const kept = new Map(
    assessments
      .filter(assessment => askedIn(assessment).some(about => first.get(about) === assessment.at))
      .map(assessment => [assessment.at, assessment]),
  );
  return [...kept.values()].sort((a, b) => a.at - b.at);
}

/** A person's facts of a window with what they look back to: their first answers, and their first meetings with those they met again. */
export function lookingBack(personId: string, facts: Facts, firsts: FirstOccurrences, window: Window): Facts {
  const partners = new Set(facts.sessions.filter(isHeld).flatMap(presentIds));
  const earlier = Object.entries(firsts.meetings)
    .filter(([other, { at }]) => at < window.from && partners.has(other))
    .map(([other, first]) => meetingOf(personId, other, first));
  return {
    ...facts,
    selfAssessments: [
      ...firsts.assessments.filter(assessment => assessment.at < window.from),
      ...facts.selfAssessments,
    ],
    sessions: [...earlier, ...facts.sessions],
  };
}

/** A session of long ago as far as it matters that these two were at it. */
function meetingOf(personId: string, other: string, first: { sessionId: string; at: Instant }): Fact<"sessions"> {
  const both = [personId, other];
  return {
    id: first.sessionId,
    programmeId: "",
    kind: "session",
    memberIds: both,
    startsAt: first.at,
    endsAt: first.at,
    status: "met",
    declinedIds: [],
    cameIds: both,
    groupId: null,
    facilitatorId: null,
    hasQuestion: false,
  };
}
