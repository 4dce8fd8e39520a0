// What it decides: whose an answer is, which session it is about, and which of several counts.
// Idea: addresses and codes place an answer; the last one counts, and what can't be placed is told.
// Source: docs/surveys.md#forms-and-answers.

import { typedCode } from "../../domain/session.ts";
import { addressKey } from "../../domain/values/address.ts";
import type { Instant } from "../../domain/values/time.ts";
import type { AnswerTo, NamedAnswer } from "./answers.ts";

/**
 * Each answer once: an edited response as it was last submitted, then of those with the same `about` (a person and a
 * session, a person and a wave) the last. In order of submission, whatever the order given.
 */
export function latestAnswers<T extends { responseId: string; submittedAt: Instant }>(
  answers: readonly T[],
  about: (answer: T) => string,
): T[] {
  const edited = new Map(inOrder(answers).map(answer => [answer.responseId, answer]));
  const last = new Map(inOrder([...edited.values()]).map(answer => [about(answer), answer]));
  return inOrder([...last.values()]);
}

function inOrder<T extends { responseId: string; submittedAt: Instant }>(answers: readonly T[]): T[] {
  return [...answers].sort(
    (a, b) => a.submittedAt - b.submittedAt || (a.responseId < b.responseId ? -1 : a.responseId > b.responseId ? 1 : 0),
  );
}

/** Whose address it is. */
interface Respondent {
  id: string;
  email: string;
  otherEmails: readonly string[];
}

export interface AnswerableSession {
  id: string;
  memberIds: readonly string[];
}

/**
 * AnswerTo<"feedback"> with its person and session, each pair once; and what could not be placed: addresses nobody has (or two
 * people share), and codes that name no session, or one the person was not a member of. Both without repeats, sorted;
 * an empty text stands for a missing address or code.
 *
 * `sessionsByCode` has a code in capitals; a code two sessions share does not belong there.
 */
export function assignAnswers(
  feedback: readonly AnswerTo<"feedback">[],
  people: readonly Respondent[],
  sessionsByCode: ReadonlyMap<string, AnswerableSession>,
): {
  assigned: (AnswerTo<"feedback"> & { personId: string; sessionId: string })[];
  /** Those and the earlier ones of the same people about the same sessions. */
  placed: (AnswerTo<"feedback"> & { personId: string; sessionId: string })[];
  strangers: string[];
  wrongCodes: string[];
} {
  const byPerson = assignPeople(feedback, people);
  const placed = byPerson.assigned.map(answer => {
    const session = sessionsByCode.get(typedCode(answer.code));
    return { ...answer, sessionId: session?.memberIds.includes(answer.personId) ? session.id : null };
  });
  const isPlaced = (answer: (typeof placed)[number]): answer is (typeof placed)[number] & { sessionId: string } =>
    answer.sessionId !== null;
  return {
    assigned: latestAnswers(placed.filter(isPlaced), answer => `${answer.personId} ${answer.sessionId}`),
    placed: placed.filter(isPlaced),
    strangers: byPerson.strangers,
    wrongCodes: distinct(placed.filter(answer => !isPlaced(answer)).map(answer => answer.code)),
  };
}

/**
 * Answers with the person whose address they came from, main or other; an edited response as it was last submitted.
 * Addresses nobody has, or two people share, are the strangers: without repeats, sorted.
 */
export function assignPeople<T extends NamedAnswer>(
  answers: readonly T[],
  people: readonly Respondent[],
): { assigned: (T & { personId: string })[]; strangers: string[] } {
  const owners = new Map<string, Set<string>>();
  for (const person of people)
    for (const email of [person.email, ...person.otherEmails].map(addressKey))
      owners.set(email, (owners.get(email) ?? new Set()).add(person.id));
  const assigned: (T & { personId: string })[] = [];
  const strangers: string[] = [];
  for (const answer of latestAnswers(answers, each => each.responseId)) {
    const [personId, other] = [...(owners.get(addressKey(answer.email)) ?? [])];
    if (answer.email !== "" && personId !== undefined && other === undefined) assigned.push({ ...answer, personId });
    else strangers.push(answer.email);
  }
  return { assigned, strangers: distinct(strangers) };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
