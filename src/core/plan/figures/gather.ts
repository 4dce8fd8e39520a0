import type { Group } from "../../domain/group.ts";
import { isAwayAt } from "../../domain/person.ts";
import { helpFormat, type Programme, programmeSpan } from "../../domain/programme.ts";
import type { Question } from "../../domain/question.ts";
import { countedThanks, thankedIn } from "../../domain/thanks.ts";
import { number } from "../../domain/values/row.ts";
import { DAY, type Instant } from "../../domain/values/time.ts";
import { emptyFacts, type Fact, type Facts, presentIds } from "../../rules/metrics/facts.ts";
import { PERIOD_DAYS, periodsOf } from "../../rules/metrics/periods.ts";
import { sessionOutcome } from "../../rules/surveys/sessionOutcome.ts";
import { type Wave, waveAt, wavesOf } from "../../rules/surveys/waves.ts";
import { latestAnswers } from "../../rules/surveys/whoseAnswers.ts";
import { answersOf } from "../../state/programmeAnswers.ts";
import { declinedIds, participants, personByEmail, type Snapshot } from "../../state/snapshot.ts";
import { boardOf, meetingsAbout, parseHelpKey } from "../board/board.ts";
import { isConcrete } from "../board/questionWords.ts";
import { visitsOf } from "../sessions/gatherings.ts";
import { membershipFacts, type Observations, observationsNow } from "./observations.ts";

/**
 * What a programme's figures are made of, drawn from the mirror: of sessions and what was said of them, those that are not settled.
 * Comments on the help board are not in it yet.
 */
export function factsOf(snapshot: Snapshot, programme: Programme, observations: Observations, now: Instant): Facts {
  const seen = observationsNow(snapshot, programme, observations, now);
  const earlier = {
    goals: observations.goals.filter(observation => observation.programmeId === programme.id),
    people: observations.people.filter(observation => observation.programmeId === programme.id),
  };
  const people = [...earlier.people, ...seen.people];
  const { endsAt } = programmeSpan(programme);
  const answers = answersOf(snapshot, programme);
  const waves = wavesOf(programme, now);
  const asked = participants(snapshot, programme.id).length;
  const closed = waves.flatMap(wave =>
    wave.closesAt !== null && wave.state === "closed" ? [{ ...wave, closesAt: wave.closesAt }] : [],
  );
  const sessions = sessionFacts(snapshot, programme);
  const feedback = feedbackFacts(sessions, answers.feedback);
  return {
    ...emptyFacts(now),
    sessions,
    feedback,
    people,
    memberships: membershipFacts(snapshot, programme, { ...observations, sessions, people }, now),
    requests: requestFacts(snapshot, programme, now),
    comments: questionsOf(snapshot, programme).flatMap(({ comments }) =>
      comments.map(({ id, at, by }) => ({ id, programmeId: programme.id, personId: by ?? "", at })),
    ),
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
    closings: answers.closings.map(({ personId, submittedAt, ...answer }) => ({
      programmeId: programme.id,
      personId,
      at: endsAt === null ? submittedAt : Math.min(submittedAt, endsAt - 1),
      projects: answer.projects,
      courses: answer.courses,
      certificates: answer.certificates,
      newRole: answer.newRole,
      weeksToFeelAtHome: answer.weeksToFeelAtHome,
    })),
    goals: [...earlier.goals, ...seen.goals],
  };
}

/** A person's answer to a wave counts once, as they last gave it. */
function onceAWave<T extends { personId: string; responseId: string; submittedAt: Instant }>(
  answers: readonly T[],
  waves: readonly Wave[],
): T[] {
  return latestAnswers(
    answers,
    answer => `${answer.personId} ${waveAt(waves, "self_assessment", answer.submittedAt)?.key}`,
  );
}

/** How many a wave asked, as its page has it since it opened: people who joined later were not asked. */
function askedThen(snapshot: Snapshot, waveKey: string): number | null {
  const row = snapshot.keyed.get(waveKey);
  return row === undefined ? null : number(row, "asked");
}

/** What figures are made of that settles with groups: sessions, what was said of them, and the help that was. */
export function meetingFacts(snapshot: Snapshot, programme: Programme, now: Instant): Facts {
  const answers = answersOf(snapshot, programme).feedback;
  const sessions = sessionFacts(snapshot, programme);
  const feedback = feedbackFacts(sessions, answers);
  return { ...emptyFacts(now), sessions, feedback, helps: helpFacts(snapshot, sessions, answers) };
}

/** A programme's sessions that ended at an instant or later, and what was said of them: for what concerns the last days alone. */
export function sessionsSince(snapshot: Snapshot, programme: Programme, from: Instant, now: Instant): Facts {
  const answers = answersOf(snapshot, programme).feedback;
  const sessions = sessionFacts(snapshot, programme, from);
  return { ...emptyFacts(now), sessions, feedback: feedbackFacts(sessions, answers) };
}

function sessionFacts(snapshot: Snapshot, programme: Programme, from = Number.NEGATIVE_INFINITY): Fact<"sessions">[] {
  const { feedbackOf } = answersOf(snapshot, programme);
  return [...snapshot.sessions.values()].flatMap(session => {
    const group = session.groupId === null ? undefined : snapshot.groups.get(session.groupId);
    const { startsAt } = session;
    if (group?.programmeId !== programme.id || startsAt === null || session.endsAt === null) return [];
    if (session.endsAt < from) return [];
    const memberIds = seatsOf(snapshot, group.memberIds, session.id, startsAt);
    const declined = declinedIds(snapshot, session);
    const outcome = sessionOutcome(
      { status: session.status, memberIds, declinedIds: declined, cameIds: session.cameIds },
      feedbackOf.get(session.id) ?? [],
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
  sessions: readonly Fact<"sessions">[],
  answers: ReturnType<typeof answersOf>["feedback"],
): Fact<"feedback">[] {
  const byId = new Map(sessions.map(session => [session.id, session]));
  return answers.flatMap(answer => {
    const session = byId.get(answer.sessionId);
    if (session === undefined) return [];
    const { sessionId, personId, useful, advice, endedInTime, minutes, solved, solvedBefore, applied } = answer;
    const of = { programmeId: session.programmeId, sessionId, personId, endedAt: session.endsAt };
    const said = { useful, advice, endedInTime, minutes, solved, solvedBefore };
    return { ...of, at: answer.submittedAt, ...said, ...(applied === null || applied === "none" ? {} : { applied }) };
  });
}

/** Who had a seat: the members that were invited; where there was no event, those who were not away. */
function seatsOf(snapshot: Snapshot, memberIds: readonly string[], sessionId: string, startsAt: Instant): string[] {
  const invited = snapshot.links.get(sessionId)?.base.guestEmails;
  return memberIds.filter(id => {
    const person = snapshot.people.get(id);
    if (person === undefined) return false;
    if (invited === undefined) return !isAwayAt(person, startsAt);
    // Under whatever address they went by then.
    return invited.some(email => personByEmail(snapshot, email)?.id === id);
  });
}

/** The thanks that count between people who take part in a programme, one of each two in 28 days. */
function thanksFacts(snapshot: Snapshot, programme: Programme): Fact<"thanks">[] {
  const isIn = takesPart(snapshot, programme);
  return countedThanks(snapshot.thanks, isIn).map(({ fromId, toId, at }) => ({
    programmeId: programme.id,
    fromId,
    toId,
    at,
  }));
}

/** The places that a programme's people had at webinars and classes that are over and were not called off. */
function visitFacts(snapshot: Snapshot, programme: Programme, now: Instant): Fact<"visits">[] {
  const isIn = takesPart(snapshot, programme);
  return [...snapshot.gatherings.values()]
    .filter(gathering => gathering.status === "planned" && gathering.endsAt <= now)
    .filter(gathering => gathering.programmeIds.length === 0 || gathering.programmeIds.includes(programme.id))
    .flatMap(gathering =>
      visitsOf(snapshot, gathering)
        .filter(visit => isIn(visit.personId))
        .map(visit => ({ programmeId: programme.id, eventId: gathering.id, ...visit, endsAt: gathering.endsAt })),
    );
}

/** Also who has left: what they gave while they were there stays. */
function takesPart(snapshot: Snapshot, programme: Programme): (personId: string) => boolean {
  return id => {
    const person = snapshot.people.get(id);
    return person !== undefined && person.consentedOn !== null && person.programmeIds.includes(programme.id);
  };
}

/** Days a question is followed beyond the period it was asked in. */
const FOLLOWED_DAYS = PERIOD_DAYS;

/** The questions of a programme's help board: asked, taken or answered, resolved, as far as Krug saw it. */
function requestFacts(snapshot: Snapshot, programme: Programme, now: Instant): Fact<"requests">[] {
  const periods = periodsOf(programme, now);
  return questionsOf(snapshot, programme).map(question => {
    const period = periods.find(period => question.createdAt < period.to);
    const solvedAt = resolvedAt(snapshot, programme, question);
    // What is over is followed no longer, so that it is not another fact each day.
    const lastAt = solvedAt === null ? now : Math.max(solvedAt, question.takenAt ?? 0);
    return {
      id: question.id,
      programmeId: programme.id,
      askerId: first(question.askerIds),
      skill: question.skills[0] ?? null,
      askedAt: question.createdAt,
      helperAt: question.takenAt,
      resolvedAt: solvedAt,
      seenUntil: Math.min(now, lastAt, (period?.to ?? question.createdAt) + FOLLOWED_DAYS * DAY),
    };
  });
}

/**
 * Help with questions their askers call resolved: of each who took or answered it, to each who asked. It is about the session
 * where there was one, so that nothing counts twice that the feedback after it says too.
 */
function boardHelpFacts(snapshot: Snapshot, programme: Programme): Fact<"helps">[] {
  return questionsOf(snapshot, programme).flatMap(question => {
    const at = question.resolvedAt;
    if (!question.isResolved || at === null) return [];
    return question.takerIds.flatMap(helperId => {
      const met = meetingsAbout(snapshot, question).findLast(
        ({ group, session }) => session?.status === "met" && group.memberIds.includes(helperId),
      );
      const about = met?.session?.id ?? question.id;
      return question.askerIds.map(helpedId => ({ programmeId: programme.id, helperId, helpedId, about, at }));
    });
  });
}

/** True for a group that meets over a question a helper could prepare for. */
function isAboutConcreteQuestion(snapshot: Snapshot, group: Group): boolean {
  const questionId = parseHelpKey(group.key)?.questionId;
  if (questionId === undefined) return false;
  const question = snapshot.questions.find(question => question.id === questionId);
  return question !== undefined && isConcrete(question, "micro");
}

/** Questions asked by a person in the programme; those without an asker can't be counted for anyone. */
function questionsOf(snapshot: Snapshot, programme: Programme): Question[] {
  return snapshot.questions.filter(
    question => question.askerIds.length > 0 && boardOf(snapshot, question)?.id === programme.id,
  );
}

/** When it was ticked, or when who asked said after a session that it is fully solved, whichever came first. */
function resolvedAt(snapshot: Snapshot, programme: Programme, question: Question): Instant | null {
  const { feedbackOf } = answersOf(snapshot, programme);
  const sessions = new Set(meetingsAbout(snapshot, question).flatMap(meeting => meeting.session?.id ?? []));
  const said = [...sessions]
    .flatMap(id => feedbackOf.get(id) ?? [])
    .filter(answer => question.askerIds.includes(answer.personId))
    .flatMap(answer => (answer.solved === "fully" ? [answer.submittedAt] : []));
  const moments = [...said, ...(question.resolvedAt === null ? [] : [question.resolvedAt])];
  return moments.length === 0 ? null : Math.min(...moments);
}

function first(ids: readonly string[]): string {
  return [...ids].sort()[0] ?? "";
}

/**
 * Help as reported by those who got it: they got advice they can use, or further with their question. It came from
 * those they thank among those present; where they name nobody, from everyone present.
 */
function helpFacts(
  snapshot: Snapshot,
  sessions: readonly Fact<"sessions">[],
  feedback: ReturnType<typeof answersOf>["feedback"],
): Fact<"helps">[] {
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
