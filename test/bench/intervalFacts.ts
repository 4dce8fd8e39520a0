import { HOUR } from "../../src/core/domain/values/time.ts";
import type { Fact } from "../../src/core/rules/metrics/facts.ts";
import type { Answers } from "./populations.ts";
import type { Random } from "./random.ts";

/** People's answers after sessions, one a value. */
export function feedback(
  people: readonly Answers[],
  say: (answers: Answers, index: number) => Partial<Fact<"feedback">>,
) {
  const open = { useful: null, advice: null, endedInTime: null, minutes: null, solved: null, solvedBefore: null };
  return people.flatMap((answers, person) =>
    answers.values.map(
      (_, index): Fact<"feedback"> => ({
        programmeId: "p",
        sessionId: `${person}-${index}`,
        personId: `person ${person}`,
        endedAt: 0,
        at: 0,
        ...open,
        ...say(answers, index),
      }),
    ),
  );
}

const DEGREES = { 0: "no", 50: "partly", 100: "fully" } as const;
/** The word for 0, 50 or 100. */
export const degree = (of: number | undefined) => DEGREES[of as keyof typeof DEGREES];

/** People's levels before and after; where they are of confidence, one a person. */
export function assessments(people: readonly Answers[], isConfidence = false): Fact<"selfAssessments">[] {
  return people.flatMap(({ values, before }, person) =>
    [before, values].map((levels, wave) => ({
      programmeId: "p",
      personId: `person ${person}`,
      at: wave,
      levels: isConfidence ? {} : Object.fromEntries(levels.map((level, skill) => [`skill ${skill}`, level])),
      confidence: isConfidence ? (levels[0] ?? null) : null,
    })),
  );
}

/** Everyone was at as many sessions as they have values, alone but for a quiet second person who is not counted. */
export function seats(people: readonly Answers[]): { sessions: Fact<"sessions">[]; given: Fact<"feedback">[] } {
  const sessions = people.flatMap(({ values }, person) =>
    values.map(
      (_, index): Fact<"sessions"> => ({
        id: `${person}-${index}`,
        programmeId: "p",
        kind: "session",
        memberIds: [`person ${person}`],
        startsAt: 0,
        endsAt: 0,
        status: "met",
        declinedIds: [],
        cameIds: [`person ${person}`],
        groupId: null,
        facilitatorId: null,
        hasQuestion: false,
      }),
    ),
  );
  const given = people.flatMap((answers, person) =>
    feedback([answers], () => ({}))
      .filter((_, index) => answers.values[index] === 1)
      .map(fact => ({ ...fact, personId: `person ${person}`, sessionId: fact.sessionId.replace("0-", `${person}-`) })),
  );
  return { sessions, given };
}

/** Waits that were followed for different times, so that some were not over when last looked at. */
export function followed(people: readonly Answers[], random: Random, longest: number) {
  return people.map(({ values: [hours = 0] }, person) => {
    const until = random.uniform() * longest * HOUR;
    return { id: `${person}`, programmeId: "p", over: hours * HOUR, until };
  });
}

/** Questions of one person each, followed for different times. */
export function requests(people: readonly Answers[], random: Random, longest: number) {
  return followed(people, random, longest).map(({ id, programmeId, over, until }) => ({
    id,
    programmeId,
    askerId: id,
    skill: null,
    askedAt: 0,
    helperAt: over <= until ? over : null,
    resolvedAt: over <= until ? over : null,
    seenUntil: until,
  }));
}

/** What a person says at the end. */
export function closing(person: number, said: { newRole?: boolean; weeksToFeelAtHome?: number }) {
  const open = { projects: null, courses: null, certificates: null, newRole: null, weeksToFeelAtHome: null };
  return { programmeId: "p", personId: `${person}`, at: 0, ...open, ...said };
}
