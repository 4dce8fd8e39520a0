import { isAwayAt } from "../../domain/person.ts";
import { helpFormat, type Programme, programmeSpan } from "../../domain/programme.ts";
import { number } from "../../domain/values/row.ts";
import type { Instant } from "../../domain/values/time.ts";
import {
  emptyFacts,
  type Facts,
  type FeedbackFact,
  type GoalFact,
  goalFact,
  type HelpFact,
  type PersonFact,
  presentIds,
  type SessionFact,
} from "../../rules/metrics/facts.ts";
import { newLooks } from "../../rules/metrics/looks.ts";
import { periodsOf } from "../../rules/metrics/periods.ts";
import { sessionOutcome } from "../../rules/surveys/outcome.ts";
import { type Wave, waveAt, wavesOf } from "../../rules/surveys/waves.ts";
import { latestAnswers } from "../../rules/surveys/whoseAnswers.ts";
import { answersOf } from "../../state/programmeAnswers.ts";
import { declinedIds, participants, type Snapshot } from "../../state/snapshot.ts";
import { thanksFacts, visitFacts } from "./gatherGiven.ts";
import { boardHelpFacts, isAboutConcreteQuestion, requestFacts } from "./gatherHelp.ts";
import { membershipFacts, peopleNow } from "./gatherPeople.ts";
import { thankedIn } from "./thankedIn.ts";

/** Goals and people as they were seen before: their pages keep no history. */
export interface Looks {
  goals: readonly GoalFact[];
  people: readonly PersonFact[];
}

/** What a programme's figures are made of, drawn from the mirror. Comments on the help board are not in it yet. */
export function factsOf(snapshot: Snapshot, programme: Programme, looks: Looks, now: Instant): Facts {
  const seen = looksNow(snapshot, programme, looks, now);
  const earlier = {
    goals: looks.goals.filter(look => look.programmeId === programme.id),
    people: looks.people.filter(look => look.programmeId === programme.id),
  };
  const people = [...earlier.people, ...seen.people];
  const { endsAt } = programmeSpan(programme);
  const answers = answersOf(snapshot, programme);
  const waves = wavesOf(programme, now);
  const asked = participants(snapshot, programme.id).length;
  const closed = waves.flatMap(wave =>
    wave.closesAt !== null && wave.state === "closed" ? [{ ...wave, closesAt: wave.closesAt }] : [],
  );
  const sessions = sessionFacts(snapshot, programme, answers.feedback);
  const feedback = feedbackFacts(sessions, answers.feedback);
  return {
    ...emptyFacts(now),
    sessions,
    feedback,
    people,
    memberships: membershipFacts(snapshot, programme, sessions, people, now),
    requests: requestFacts(snapshot, programme, now),
    helps: [...helpFacts(snapshot, sessions, answers.feedback), ...boardHelpFacts(snapshot, programme)],
    thanks: thanksFacts(snapshot, programme),
    visits: visitFacts(snapshot, programme, now),
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
      .filter(wave => wave.kind === "pulse" || wave.kind === "self_assessment")
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
    closings: answers.closings.map(
      ({ personId, submittedAt, projects, courses, certificates, newRole, weeksToFeelAtHome }) => ({
        programmeId: programme.id,
        personId,
        at: endsAt === null ? submittedAt : Math.min(submittedAt, endsAt - 1),
        projects,
        courses,
        certificates,
        newRole,
        weeksToFeelAtHome,
      }),
    ),
    goals: [...earlier.goals, ...seen.goals],
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

/** What is seen of goals and people now and was not seen before; nothing before the first period and after the last. */
export function looksNow(snapshot: Snapshot, programme: Programme, looks: Looks, now: Instant): Looks {
  const period = periodsOf(programme, now).at(-1);
  if (period === undefined || now >= period.to) return { goals: [], people: [] };
  return {
    goals: newLooks(looks.goals, goalsNow(snapshot, programme, now), period),
    people: newLooks(looks.people, peopleNow(snapshot, programme, looks.people, now), period),
  };
}

/** The goals of a programme's people as they stand now. */
function goalsNow(snapshot: Snapshot, programme: Programme, now: Instant): GoalFact[] {
  const ids = new Set(participants(snapshot, programme.id).map(person => person.id));
  return snapshot.goals
    .filter(goal => goal.ownerIds.some(id => ids.has(id)))
    .map(goal => goalFact(goal, programme, now));
}

/** A programme's sessions that ended at an instant or later, and what was said of them: for what concerns the last days alone. */
export function sessionsSince(snapshot: Snapshot, programme: Programme, from: Instant, now: Instant): Facts {
  const answers = answersOf(snapshot, programme).feedback;
  const sessions = sessionFacts(snapshot, programme, answers, from);
  return { ...emptyFacts(now), sessions, feedback: feedbackFacts(sessions, answers) };
}

function sessionFacts(
  snapshot: Snapshot,
  programme: Programme,
  feedback: ReturnType<typeof answersOf>["feedback"],
  from = Number.NEGATIVE_INFINITY,
): SessionFact[] {
  return [...snapshot.sessions.values()].flatMap(session => {
    const group = session.groupId === null ? undefined : snapshot.groups.get(session.groupId);
    const { startsAt } = session;
    if (group?.programmeId !== programme.id || startsAt === null || session.endsAt === null) return [];
    if (session.endsAt < from) return [];
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
      groupId: group.id,
      // Where one helps the other the seat is not meant to go round.
      facilitatorId: helpFormat(programme) === null ? session.facilitatorId : null,
      hasQuestion: session.questions.trim() !== "" || isAboutConcreteQuestion(snapshot, group),
    };
  });
}

function feedbackFacts(
  sessions: readonly SessionFact[],
  answers: ReturnType<typeof answersOf>["feedback"],
): FeedbackFact[] {
  const byId = new Map(sessions.map(session => [session.id, session]));
  return answers.flatMap(answer => {
    const session = byId.get(answer.sessionId);
    if (session === undefined) return [];
    const { sessionId, personId, useful, advice, endedInTime, minutes, solved, solvedBefore } = answer;
    const of = { programmeId: session.programmeId, sessionId, personId, endedAt: session.endsAt };
    return { ...of, at: answer.submittedAt, useful, advice, endedInTime, minutes, solved, solvedBefore };
  });
}

/**
 * Help as those who got it tell: somebody got advice they can use, or further with their question. It came from whom they
 * thank of those who were there; where they name nobody, from all who were.
 */
function helpFacts(
  snapshot: Snapshot,
  sessions: readonly SessionFact[],
  feedback: ReturnType<typeof answersOf>["feedback"],
): HelpFact[] {
  const byId = new Map(sessions.map(session => [session.id, session]));
  return feedback.flatMap(answer => {
    const session = byId.get(answer.sessionId);
    const isHelped = answer.advice === true || answer.solved === "partly" || answer.solved === "fully";
    if (session === undefined || session.status !== "met" || !isHelped) return [];
    const { programmeId, id: about, endsAt: at } = session;
    const others = presentIds(session).filter(id => id !== answer.personId);
    const thanked = thankedIn(
      answer.thanks,
      others.flatMap(id => snapshot.people.get(id) ?? []),
    );
    return (thanked.length > 0 ? thanked : others).map(helperId => ({
      programmeId,
      helperId,
      helpedId: answer.personId,
      about,
      at,
    }));
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
