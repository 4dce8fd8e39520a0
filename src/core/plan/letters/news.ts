// What it decides: what one person is told of what others say of them: thanks from a form, and that advice of theirs was taken.
// Idea: a note in their own calendar that mails nobody, once a week at most; each thing once, by the marks of the notes that told it.
// Source: docs/surveys.md#thanks-and-steps. Cost: one look at each answer and each step of the last four weeks.

import type { Command } from "../../domain/command.ts";
import type { Programme } from "../../domain/programme.ts";
import { thankedIn } from "../../domain/thanks.ts";
import { DAY, type Instant } from "../../domain/values/time.ts";
import { lettersOf } from "../../state/letters.ts";
import { goalsKnown } from "../../state/openSteps.ts";
import { answersOf, type ProgrammeAnswers } from "../../state/programmeAnswers.ts";
import { mayStart, participants, type Snapshot } from "../../state/snapshot.ts";
import type { NewsLine } from "../../words/letterFacts.ts";
import { answersAsked } from "../board/answers.ts";
import type { LetterWish } from "./wish.ts";

/** What is older is no news any more. */
const NEWS_WITHIN = 28 * DAY;

type Feedback = ProgrammeAnswers["feedback"][number];

/** Something to tell a person, the mark by which it is told once, and whose pages it is about. */
interface News {
  personId: string;
  mark: string;
  aboutId: string;
  line: NewsLine;
}

/** The notes that are due in a programme: to each person all that is new for them, in one. */
export function newsWishes(snapshot: Snapshot, programme: Programme, now: Instant): LetterWish[] {
  const told = new Set(
    lettersOf(snapshot).flatMap(({ kind, cause, also }) => (kind === "news" ? [cause, ...also] : [])),
  );
  const since = now - NEWS_WITHIN;
  const news = [
    ...thanksTo(snapshot, programme, since),
    ...stepsTaken(snapshot, programme, since),
    ...answersOfTheirs(snapshot, programme, now),
  ].filter(({ personId, mark }) => !told.has(mark) && mayStart(snapshot, personId));
  return [...Map.groupBy(news, ({ personId }) => personId)].flatMap(([personId, all]) => {
    const [first, ...rest] = all;
    const name = snapshot.people.get(personId)?.name;
    if (first === undefined || name === undefined) return [];
    const also = [...rest.map(({ mark }) => mark), ...new Set(all.map(({ aboutId }) => aboutId))];
    const facts = { kind: "news", name, programme: programme.name, news: all.map(({ line }) => line) } as const;
    return [{ kind: "news", personId, programmeId: programme.id, cause: first.mark, also, programme, facts }];
  });
}

function thanksTo(snapshot: Snapshot, programme: Programme, since: Instant): News[] {
  return answersOf(snapshot, programme)
    .feedback.filter(answer => answer.submittedAt > since && mayBeTold(snapshot, programme, answer))
    .flatMap(answer =>
      thankedBy(snapshot, programme, answer).map(personId => ({
        personId,
        mark: `thanks ${answer.responseId}`,
        aboutId: answer.personId,
        line: { what: "thanks", name: snapshot.people.get(answer.personId)?.name ?? "", text: answer.thanks } as const,
      })),
    );
}

/** That advice was taken, to those who were at the meeting it comes from, where its owner wants them to know. */
function stepsTaken(snapshot: Snapshot, programme: Programme, since: Instant): News[] {
  return snapshot.steps.flatMap(step => {
    const group = snapshot.groups.get(snapshot.sessions.get(step.sessionId ?? "")?.groupId ?? "");
    const [ownerId] = step.ownerIds;
    if (!step.isDone || !step.tellsAdviser || step.editedAt <= since || ownerId === undefined) return [];
    if (group?.programmeId !== programme.id) return [];
    if (step.goalId !== null && goalsKnown(snapshot)(step.goalId)?.confidential !== false) return [];
    const line = { what: "step", name: snapshot.people.get(ownerId)?.name ?? "", text: step.title } as const;
    return group.memberIds
      .filter(id => !step.ownerIds.includes(id))
      .map(personId => ({ personId, mark: `step ${step.id}`, aboutId: ownerId, line }));
  });
}

/** What is asked of those who answered a question of the help board. */
function answersOfTheirs(snapshot: Snapshot, programme: Programme, now: Instant): News[] {
  return answersAsked(snapshot, programme, now).map(({ personId, what, answer, mark }) => ({
    personId,
    mark,
    aboutId: answer.id,
    line: { what, url: answer.url, text: answer.title },
  }));
}

/** Whom an answer thanks: of those who were at the meeting, else of all in the programme; never whoever says it. */
function thankedBy(snapshot: Snapshot, programme: Programme, answer: Feedback): string[] {
  if (answer.thanks === "") return [];
  const all = participants(snapshot, programme.id);
  const memberIds = snapshot.groups.get(snapshot.sessions.get(answer.sessionId)?.groupId ?? "")?.memberIds ?? [];
  const there = thankedIn(
    answer.thanks,
    all.filter(({ id }) => memberIds.includes(id)),
  );
  return (there.length > 0 ? there : thankedIn(answer.thanks, all)).filter(id => id !== answer.personId);
}

/** True where whoever thanks agreed to it being told: by choosing so, or by leaving a question open that says so. */
function mayBeTold({ actedOn }: Snapshot, programme: Programme, { thanksTold, submittedAt }: Feedback): boolean {
  const asked = actedOn.get(askedCause(programme));
  return thanksTold !== null || (asked !== undefined && asked.at <= submittedAt);
}

function askedCause({ id }: Programme): string {
  return `thanks asked:${id}`;
}

/**
 * What follows of thanks beside the notes: since when a form asks how they are passed on, and a page of *Thanks* for those that may be
 * shown, where whoever is thanked lets theirs be shown.
 */
export function decideThanks(snapshot: Snapshot, programme: Programme, now: Instant): Command[] {
  const cause = askedCause(programme);
  const form = snapshot.forms.find(({ programmeId, kind }) => programmeId === programme.id && kind === "feedback");
  const isAsked = form?.written?.questions.includes("thanksTold") === true;
  const acts = isAsked && !snapshot.actedOn.has(cause) ? [{ cause, said: form.formId, at: now }] : [];
  const { ownedKeys, keyOwners, discarded, people } = snapshot;
  const shown = answersOf(snapshot, programme).feedback.flatMap((answer): Command[] => {
    const key = `thanks:${answer.responseId}`;
    if (answer.thanksTold !== "shown" || ownedKeys.has(key) || keyOwners.has(key) || discarded.has(key)) return [];
    const to = thankedBy(snapshot, programme, answer).filter(id => people.get(id)?.showThanks === true);
    if (to.length === 0 || !mayStart(snapshot, answer.personId)) return [];
    return [
      {
        kind: "create_page",
        key,
        source: "thanks",
        values: { title: answer.thanks, from: [answer.personId], to, key },
      },
    ];
  });
  return [...(acts.length === 0 ? [] : [{ kind: "note_acted", key: cause, acts } as const]), ...shown];
}
