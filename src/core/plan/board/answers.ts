// What it decides: what becomes of answers: a draft of each that closed a question, published once whoever answered agrees, unchecked
// once nobody has said for long that it still holds; and which are offered to whoever asks the like.
// Idea: all of it follows from two ticks and one day on the page; whoever answered is asked in the note that goes anyway (letters/news.ts).
// Source: docs/workspace.md#answers. Cost: one look at each question and each answer.

import { answerKey, type BoardAnswer } from "../../domain/boardAnswer.ts";
import type { Command, Values } from "../../domain/command.ts";
import type { Programme } from "../../domain/programme.ts";
import { answererIds, type Question } from "../../domain/question.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { keptIn } from "../../domain/values/maps.ts";
import { DAY, type Instant, toIso } from "../../domain/values/time.ts";
import { mayStart, type Snapshot } from "../../state/snapshot.ts";
import { updateOf } from "../../state/writing.ts";
import type { Planning } from "../pass/planning.ts";
import { boardOf, type Case } from "./board.ts";
import { searchIn } from "./questionWords.ts";

/** A question that was resolved longer ago makes no draft any more: its answerer would not know what it is about. */
const DRAFTED_WITHIN = 56 * DAY;
/** So long an answer counts as checked; then whoever gave it is asked once whether it still holds. */
const HOLDS_FOR = 182 * DAY;
/** So long they have for a word, and a draft's answerer to hear of it. */
const ASKED_FOR = 28 * DAY;

/** The drafts to be made, and what pages of answers should say of themselves. */
export function decideAnswers({ snapshot, now }: Planning): Command[] {
  return [
    ...eachGuarded("drafts of answers", snapshot.questions, question => draftOf(snapshot, question, now)),
    ...eachGuarded("answers", snapshot.boardAnswers, answer =>
      mayStart(snapshot, answer.id) ? updateOf(snapshot.rows.get(answer.id), valuesOf(answer, now)) : [],
    ),
  ];
}

/** The moments at which answers become unchecked, and at which whoever answered may be asked. */
export function nextAnswers(snapshot: Snapshot): Instant[] {
  return snapshot.boardAnswers.flatMap(({ heldAt }) =>
    heldAt === null ? [] : [heldAt + HOLDS_FOR, heldAt + HOLDS_FOR + ASKED_FOR],
  );
}

function draftOf(snapshot: Snapshot, question: Question, now: Instant): Command[] {
  const { ownedKeys, keyOwners, discarded } = snapshot;
  const { id, title, details, answer, skills, isResolved, resolvedAt } = question;
  const key = answerKey(id);
  if (!isResolved || answer === "" || resolvedAt === null || resolvedAt + DRAFTED_WITHIN <= now) return [];
  if (ownedKeys.has(key) || keyOwners.has(key) || discarded.has(key) || snapshot.duplicates.has(id)) return [];
  const by = answererIds(question).filter(personId => snapshot.people.get(personId)?.consentedOn != null);
  if (by.length === 0 || !mayStart(snapshot, id, ...by)) return [];
  const values: Values = {
    question: title === "" ? details : title,
    answer,
    skill: skills,
    by,
    from: [id],
    state: "draft",
    key,
  };
  return [{ kind: "create_page", key, source: "answers", values }];
}

function valuesOf({ isAgreed, holds, heldAt, answer }: BoardAnswer, now: Instant): Values {
  if (!isAgreed || answer === "") return { state: "draft", checked: null };
  const since = heldAt === null || holds ? now : heldAt;
  const state = since + HOLDS_FOR + ASKED_FOR <= now ? "unchecked" : "published";
  return { state, checked: { start: toIso(since), end: null }, ...(holds ? { holds: false } : {}) };
}

/** What one who answered is asked: whether theirs may be offered to others, or whether it still holds. */
interface AnswerAsked {
  personId: string;
  what: "draft" | "holds";
  answer: BoardAnswer;
  /** By this it is asked once. */
  mark: string;
}

/** What those who answered are to be asked now, in the programme that comes first for each. */
export function answersAsked(snapshot: Snapshot, programme: Programme, now: Instant): AnswerAsked[] {
  return snapshot.boardAnswers.flatMap(answer => {
    const { id, heldAt, isAgreed, createdAt } = answer;
    const isDraft = !isAgreed && createdAt + ASKED_FOR > now;
    const isOld = isAgreed && heldAt !== null && heldAt + HOLDS_FOR <= now && heldAt + HOLDS_FOR + ASKED_FOR > now;
    if (!isDraft && !isOld) return [];
    const mark = isDraft ? `draft ${id}` : `holds ${id} ${heldAt}`;
    return answer.byIds
      .filter(personId => firstOf(snapshot, personId) === programme.id)
      .map(personId => ({ personId, what: isDraft ? ("draft" as const) : ("holds" as const), answer, mark }));
  });
}

function firstOf({ programmes, people }: Snapshot, personId: string): string | undefined {
  const ids = people.get(personId)?.programmeIds ?? [];
  return programmes.find(({ id, status }) => status === "active" && ids.includes(id))?.id;
}

/** More answers than this are no help in choosing. */
const MOST_OFFERED = 3;
/** So long after an answer was published it is offered to those who had asked before. */
const NEW_FOR = DAY;

/** The answers offered to who asks now: as the question begins to wait, and while an answer is new; the best first. */
export function answersOffered(snapshot: Snapshot, { question, askers }: Case, now: Instant): BoardAnswer[] {
  const isNew = ({ heldAt }: BoardAnswer) => heldAt !== null && heldAt + NEW_FOR > now;
  if (question.waitsSince !== null && !snapshot.boardAnswers.some(isNew)) return [];
  const { published, search } = keptIn(searches, snapshot, () => publishedIn(snapshot));
  const mine = new Set(askers.flatMap(({ programmeIds }) => programmeIds));
  const may = (id: string) => {
    const one = published.get(id);
    if (one === undefined || one.answer.fromIds.includes(question.id)) return false;
    const isTheirs = askers.some(asker => one.answer.byIds.includes(asker.id));
    return !isTheirs && one.programmeIds.some(programmeId => mine.has(programmeId));
  };
  const found = search(`${question.title}\n${question.details}`, MOST_OFFERED, may);
  return found.flatMap(id => published.get(id)?.answer ?? []);
}

/** A published answer, and the programmes in which it is offered. */
interface Published {
  answer: BoardAnswer;
  programmeIds: readonly string[];
}

const searches = new WeakMap<Snapshot, ReturnType<typeof publishedIn>>();

function publishedIn(snapshot: Snapshot) {
  const answers = snapshot.boardAnswers.filter(({ state, isAgreed, answer }) => {
    return state === "published" && isAgreed && answer !== "";
  });
  const published = new Map<string, Published>(
    answers.map(answer => [answer.id, { answer, programmeIds: programmesOf(snapshot, answer) }]),
  );
  return { published, search: searchIn(answers) };
}

/** The programme of the question it comes from; those of whoever gave it, where somebody wrote it by hand. */
function programmesOf(snapshot: Snapshot, { fromIds, byIds }: BoardAnswer): string[] {
  if (fromIds.length === 0) return byIds.flatMap(id => snapshot.people.get(id)?.programmeIds ?? []);
  return snapshot.questions
    .filter(({ id }) => fromIds.includes(id))
    .flatMap(question => boardOf(snapshot, question)?.id ?? []);
}
