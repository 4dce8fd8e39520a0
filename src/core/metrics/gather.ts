import { isAwayAt } from "../person.ts";
import type { Programme } from "../programme.ts";
import { number } from "../row.ts";
import { declinedIds, participants, type Snapshot } from "../snapshot.ts";
import { latestAnswers } from "../surveys/answers.ts";
import { sessionOutcome } from "../surveys/outcome.ts";
import { answersOf } from "../surveys/programmeAnswers.ts";
import { type Wave, waveAt, wavesOf } from "../surveys/waves.ts";
import type { Instant } from "../time.ts";
import { type Facts, type GoalFact, goalFact, type SessionFact } from "./facts.ts";

/** What a programme's figures are made of, drawn from the mirror; `looks` are the goals as they were seen before. */
export function factsOf(snapshot: Snapshot, programme: Programme, looks: readonly GoalFact[], now: Instant): Facts {
  const answers = answersOf(snapshot, programme);
  const waves = wavesOf(programme, now);
  const asked = participants(snapshot, programme.id).length;
  const closed = waves.flatMap(wave =>
    wave.closesAt !== null && wave.state === "closed" ? [{ ...wave, closesAt: wave.closesAt }] : [],
  );
  return {
    asOf: now,
    sessions: sessionFacts(snapshot, programme, answers.feedback),
    feedback: answers.feedback.map(({ sessionId, personId }) => ({ programmeId: programme.id, sessionId, personId })),
    selfAssessments: onceAWave(answers.selfAssessments, waves).map(({ personId, submittedAt, levels, confidence }) => ({
      programmeId: programme.id,
      personId,
      at: submittedAt,
      levels,
      confidence,
    })),
    pulses: closed.flatMap(wave => {
      const result = snapshot.waves.get(wave.key)?.result ?? null;
      return result === null ? [] : [{ key: wave.key, programmeId: programme.id, closesAt: wave.closesAt, result }];
    }),
    waves: closed
      .filter(wave => wave.kind !== "feedback")
      .map(wave => ({
        key: wave.key,
        programmeId: programme.id,
        closesAt: wave.closesAt,
        asked: snapshot.waves.get(wave.key)?.result?.asked ?? askedThen(snapshot, wave.key) ?? asked,
        answers:
          wave.kind === "pulse"
            ? (snapshot.waves.get(wave.key)?.answers ?? 0)
            : new Set(
                answers.selfAssessments
                  .filter(answer => waveAt(waves, "self_assessment", answer.submittedAt)?.key === wave.key)
                  .map(answer => answer.personId),
              ).size,
      })),
    goals: [...looks.filter(look => look.programmeId === programme.id), ...goalsNow(snapshot, programme, now)],
  };
}

/** A person's answer to a wave counts once, as they last gave it. */
function onceAWave<T extends { personId: string; responseId: string; submittedAt: Instant }>(
  answers: readonly T[],
  waves: readonly Wave[],
): T[] {
  return latestAnswers(answers, one => `${one.personId} ${waveAt(waves, "self_assessment", one.submittedAt)?.key}`);
}

/** How many a wave asked, as its page has it since it opened: people who joined later were not asked. */
function askedThen(snapshot: Snapshot, waveKey: string): number | null {
  const row = snapshot.keyed.get(waveKey);
  return row === undefined ? null : number(row, "asked");
}

/** The goals of a programme's people as they stand now. */
export function goalsNow(snapshot: Snapshot, programme: Programme, now: Instant): GoalFact[] {
  const ids = new Set(participants(snapshot, programme.id).map(person => person.id));
  return snapshot.goals
    .filter(goal => goal.ownerIds.some(id => ids.has(id)))
    .map(goal => goalFact(goal, programme, now));
}

function sessionFacts(
  snapshot: Snapshot,
  programme: Programme,
  feedback: ReturnType<typeof answersOf>["feedback"],
): SessionFact[] {
  return [...snapshot.sessions.values()].flatMap(session => {
    const group = session.groupId === null ? undefined : snapshot.groups.get(session.groupId);
    const { startsAt } = session;
    if (group?.programmeId !== programme.id || startsAt === null || session.endsAt === null) return [];
    const memberIds = seatsOf(snapshot, group.memberIds, session.id, startsAt);
    const declined = declinedIds(snapshot, session);
    const outcome = sessionOutcome(
      { status: session.status, memberIds, declinedIds: declined, cameIds: session.cameIds },
      feedback.filter(answer => answer.sessionId === session.id),
    );
    return {
      id: session.id,
      programmeId: programme.id,
      kind: session.kind,
      memberIds,
      startsAt,
      endsAt: session.endsAt,
      status: outcome.status,
      declinedIds: declined,
      cameIds: outcome.cameIds,
    };
  });
}

/** Who had a seat: the members that were invited; where there was no event, those who were not away. */
function seatsOf(snapshot: Snapshot, memberIds: readonly string[], sessionId: string, startsAt: Instant): string[] {
  const invited = snapshot.links.get(sessionId)?.base.guestEmails;
  return memberIds.filter(id => {
    const person = snapshot.people.get(id);
    if (person === undefined) return false;
    return invited === undefined ? !isAwayAt(person, startsAt) : invited.includes(person.email);
  });
}
