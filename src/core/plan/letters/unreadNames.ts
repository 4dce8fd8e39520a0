import type { Programme } from "../../domain/programme.ts";
import { markOf } from "../../domain/values/hash.ts";
import { needsOf } from "../../rules/surveys/needs.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import type { LetterWish } from "./wish.ts";

/**
 * The letters to people whose answers name somebody that can't be read: to them alone, once for each answer. A coordinator is
 * told nothing of it, and the letter says neither the name nor the question.
 */
export function unreadNamesWishes(snapshot: Snapshot, programme: Programme): LetterWish[] {
  const form = snapshot.forms.find(one => one.programmeId === programme.id && one.kind === "needs");
  if (programme.status !== "active" || form === undefined) return [];
  const { unreadNames, answers } = needsOf(snapshot, programme);
  return [...unreadNames].flatMap(([personId, count]) => {
    const person = snapshot.people.get(personId);
    const answer = answers.get(personId);
    if (person === undefined || answer === undefined || !person.programmeIds.includes(programme.id)) return [];
    const cause = markOf([answer.responseId, answer.submittedAt]);
    const facts = {
      kind: "names_unread",
      name: person.name,
      programme: programme.name,
      count,
      needsUrl: form.responderUri,
    } as const;
    return [{ kind: "names_unread", personId, programmeId: programme.id, cause, programme, facts }];
  });
}
