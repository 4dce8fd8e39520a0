import { lettersOf } from "../letters/letter.ts";
import type { Told } from "../letters/limit.ts";
import { LETTERS } from "../letters/wish.ts";
import type { Question } from "../question.ts";
import type { Snapshot } from "../snapshot.ts";
import { DAY, type Instant, type Interval, MINUTE } from "../time.ts";
import type { HelperLoad } from "./suggest.ts";

/** Help given longer ago is not "lately". */
const LATELY_DAYS = 28;

/** What each person has to do with sessions and with the board, so that questions go round. */
export function loadsOf(snapshot: Snapshot, now: Instant): Map<string, { sessions: Interval[]; lately: number }> {
  const loads = new Map<string, { sessions: Interval[]; lately: number }>();
  const of = (id: string) => {
    const found = loads.get(id) ?? { sessions: [], lately: 0 };
    loads.set(id, found);
    return found;
  };
  for (const session of snapshot.sessions.values()) {
    const group = snapshot.groups.get(session.groupId ?? "");
    if (group === undefined || session.startsAt === null || session.kind !== "session") continue;
    if (session.status === "cancelled" || session.status === "no_slot") continue;
    const { startsAt, endsAt } = session;
    for (const id of group.memberIds) of(id).sessions.push({ startsAt, endsAt: endsAt ?? startsAt + 30 * MINUTE });
  }
  for (const question of snapshot.questions) {
    const since = question.waitsSince ?? question.createdAt;
    if (since + LATELY_DAYS * DAY > now) for (const id of question.takerIds) of(id).lately += 1;
    if (isAsking(question)) for (const id of question.askedIds) if (!question.takerIds.includes(id)) of(id).lately += 1;
  }
  return loads;
}

/** The load of somebody nothing is known of. */
export const NO_LOAD: HelperLoad = { sessions: [], lately: 0 };

/** True while whoever was asked may still be thinking about it. */
function isAsking(question: Question): boolean {
  return question.state === "open" || question.state === "with_coordinator";
}

/**
 * What people were told lately, beside invitations: letters, and questions they were asked to help with. When somebody was asked
 * is not kept on the page; it counts from when the question began to wait.
 */
export function toldOf(snapshot: Snapshot): Told[] {
  const letters = lettersOf(snapshot).map(({ kind, personId, sentAt }) => ({
    personId,
    at: sentAt,
    tellKind: LETTERS[kind].tellKind,
  }));
  return [...letters, ...asksOf(snapshot)];
}

/** The questions people were asked to help with, as messages. */
export function asksOf(snapshot: Snapshot): Told[] {
  return snapshot.questions.flatMap(question =>
    question.askedIds.map(personId => ({
      personId,
      tellKind: "message" as const,
      at: question.waitsSince ?? question.createdAt,
    })),
  );
}
