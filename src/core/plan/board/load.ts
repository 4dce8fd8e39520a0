import type { ActedOn } from "../../domain/actedOn.ts";
import type { Command } from "../../domain/command.ts";
import { parseLetterId } from "../../domain/letter.ts";
import type { Question } from "../../domain/question.ts";
import { DAY, type Instant, type Interval, MINUTE } from "../../domain/values/time.ts";
import { LETTERS, type Told } from "../../rules/guards/limit.ts";
import { lettersOf } from "../../state/letters.ts";
import type { Snapshot } from "../../state/snapshot.ts";
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

/** The load of a person nothing is known about. */
export const NO_LOAD: HelperLoad = { sessions: [], lately: 0 };

/** True while whoever was asked may still be thinking about it. */
function isAsking(question: Question): boolean {
  return question.state === "open" || question.state === "with_coordinator";
}

/** What people were told lately, beside invitations: letters, and questions they were asked to help with. */
export function toldOf(snapshot: Snapshot): Told[] {
  const letters = lettersOf(snapshot).map(({ kind, personId, sentAt }) => ({
    personId,
    at: sentAt,
    tellKind: LETTERS[kind].tellKind,
  }));
  return [...letters, ...asksOf(snapshot)];
}

/**
 * What people were asked or told on pages, as messages: helpers, coordinators, owners of goals. When that was is known as long as the database
 * lives; with it lost, an ask counts from when its question began to wait.
 */
function asksOf(snapshot: Snapshot): Told[] {
  const known = [...snapshot.actedOn.values()].flatMap(toldBy);
  const isKnown = (questionId: string, personId: string) => snapshot.actedOn.has(askOf(questionId, personId, 0).cause);
  const others = snapshot.questions.flatMap(({ id, askedIds, waitsSince, createdAt }) =>
    askedIds
      .filter(personId => !isKnown(id, personId))
      .map(personId => ({ personId, tellKind: "message" as const, at: waitsSince ?? createdAt })),
  );
  return [...known, ...others];
}

const ASK = "asked to help";

/** A record that a person was mentioned on a page: asked to help, or to find a helper, or told of a goal. */
export function askOf(pageId: string, personId: string, at: Instant): ActedOn {
  return { cause: `${ASK}/${pageId}/${personId}`, said: "asked", at };
}

function toldBy({ cause, at }: ActedOn): Told[] {
  const [kind, , personId] = cause.split("/");
  return kind === ASK && personId !== undefined ? [{ personId, tellKind: "message", at }] : [];
}

/** What people are told, beside invitations, once these commands are carried out. */
export function toldIn(commands: readonly Command[], now: Instant): Told[] {
  return commands.flatMap(command => {
    if (command.kind === "comment") return (command.acts ?? []).flatMap(toldBy);
    const letter = command.kind === "send_letter" ? parseLetterId(command.eventId) : null;
    return letter === null ? [] : [{ personId: letter.personId, tellKind: LETTERS[letter.kind].tellKind, at: now }];
  });
}
