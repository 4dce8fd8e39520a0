import type { Group } from "../../domain/group.ts";
import type { Programme } from "../../domain/programme.ts";
import type { Question } from "../../domain/question.ts";
import { thankedIn } from "../../domain/thanks.ts";
import { DAY, type Instant } from "../../domain/values/time.ts";
import { type HelpFact, presentIds, type RequestFact, type SessionFact } from "../../rules/metrics/facts.ts";
import { PERIOD_DAYS, periodsOf } from "../../rules/metrics/periods.ts";
import { answersOf } from "../../state/programmeAnswers.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { boardOf, meetingsAbout, parseHelpKey } from "../board/board.ts";
import { isConcrete } from "../board/concrete.ts";

/** Days a question is followed beyond the period it was asked in. */
const FOLLOWED_DAYS = PERIOD_DAYS;

/** The questions of a programme's help board: asked, taken or answered, resolved, as far as Krug saw it. */
export function requestFacts(snapshot: Snapshot, programme: Programme, now: Instant): RequestFact[] {
  const periods = periodsOf(programme, now);
  return questionsOf(snapshot, programme).map(question => {
    const period = periods.find(one => question.createdAt < one.to);
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
export function boardHelpFacts(snapshot: Snapshot, programme: Programme): HelpFact[] {
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
export function isAboutConcreteQuestion(snapshot: Snapshot, group: Group): boolean {
  const questionId = parseHelpKey(group.key)?.questionId;
  const question = snapshot.questions.find(one => one.id === questionId);
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
  const sessions = new Set(meetingsAbout(snapshot, question).flatMap(one => one.session?.id ?? []));
  const said = answersOf(snapshot, programme)
    .feedback.filter(answer => sessions.has(answer.sessionId) && question.askerIds.includes(answer.personId))
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
export function helpFacts(
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
