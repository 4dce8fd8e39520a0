import { type Parsed, problemsAmong } from "./problem.ts";
import { type Author, date, flag, type KeptComment, list, type Row, text } from "./values/row.ts";
import { type Instant, parseInstant } from "./values/time.ts";

const URGENCIES = ["today", "this_week", "no_hurry"] as const;
type Urgency = (typeof URGENCIES)[number];

/**
 * Where a question stands, as Krug writes it: it lacks something concrete, is open to all, was passed on to the coordinator, is
 * taken, was answered in writing, or is resolved.
 */
const QUESTION_STATES = ["needs_detail", "open", "with_coordinator", "taken", "answered", "resolved"] as const;
type QuestionState = (typeof QUESTION_STATES)[number];

/** A question on the help board. */
export interface Question {
  id: string;
  url: string;
  title: string;
  details: string;
  skills: string[];
  /** Null where nobody said. */
  urgency: Urgency | null;
  programmeId: string | null;
  askerIds: string[];
  takerIds: string[];
  /** The answer in writing; empty while there is none. */
  answer: string;
  /** What people wrote in comments on its page, without the words. */
  comments: readonly KeptComment[];
  /** More is wanted than the answer says: the question stays open to others. */
  isHalf: boolean;
  isResolved: boolean;
  /** What Krug wrote on it: where it stands, who may help, who was asked, its session, since when it waits. */
  state: QuestionState | null;
  suggestedIds: string[];
  askedIds: string[];
  /** Who was there when the answer came: it is theirs. */
  answeredByIds: string[];
  sessionIds: string[];
  waitsSince: Instant | null;
  /** When it was first taken or answered, and when it was ticked as resolved, as far as Krug saw. */
  takenAt: Instant | null;
  resolvedAt: Instant | null;
  createdAt: Instant;
  createdBy: Author | null;
}

/** The key of a question's page. A duplicated page has none of its own: what it carries was written on the first. */
export function questionKey(pageId: string): string {
  return `question:${pageId}`;
}

/** The question a row describes; null, with why, while it asks nothing. */
export function parseQuestion(row: Row): Parsed<Question> {
  const title = text(row, "question");
  const details = text(row, "details");
  if (title === "" && details === "") return { value: null, problems: [{ code: "no_title" }] };
  const urgency = text(row, "urgency");
  const isOwn = text(row, "key") === questionKey(row.id);
  const state = isOwn ? text(row, "state") : "";
  const seenAt = (key: string) => (isOwn ? parseInstant(date(row, key)?.start ?? "") : null);
  return {
    value: {
      id: row.id,
      url: row.url,
      title,
      details,
      skills: list(row, "skill"),
      urgency: (URGENCIES as readonly string[]).includes(urgency) ? (urgency as Urgency) : null,
      programmeId: list(row, "programme")[0] ?? null,
      askerIds: distinct(list(row, "askedBy")),
      takerIds: distinct(list(row, "takenBy")).filter(id => !list(row, "askedBy").includes(id)),
      answer: text(row, "answer"),
      comments: row.comments ?? [],
      isHalf: flag(row, "half"),
      isResolved: flag(row, "resolved"),
      state: (QUESTION_STATES as readonly string[]).includes(state) ? (state as QuestionState) : null,
      suggestedIds: isOwn ? list(row, "suggested") : [],
      askedIds: isOwn ? list(row, "asked") : [],
      answeredByIds: isOwn ? list(row, "answeredBy") : [],
      sessionIds: isOwn ? list(row, "session") : [],
      waitsSince: seenAt("waiting"),
      takenAt: seenAt("takenAt"),
      resolvedAt: seenAt("resolvedAt"),
      createdAt: row.createdAt,
      createdBy: row.createdBy,
    },
    problems: problemsAmong(list(row, "askedBy").length === 0 && { code: "question_without_asker" }),
  };
}

/** Comments on it that answer it: not those of who ask, nor of who took it, for they meet. */
export function repliesTo({ comments, askerIds, takerIds }: Question): readonly KeptComment[] {
  const isOther = (by: string | null) => by === null || ![...askerIds, ...takerIds].includes(by);
  return comments.filter(({ by, isMakers }) => isMakers !== true && isOther(by));
}

/** True where somebody answered it, in writing on its page or in a comment. */
export function isAnswered(question: Question): boolean {
  return question.answer !== "" || repliesTo(question).length > 0;
}

/** Who wrote the answer of a question, as far as is known; whoever joined one that was half answered came to add to it. */
export function answererIds(question: Question): string[] {
  const { answer, isHalf, answeredByIds, takerIds, takenAt } = question;
  const replied = repliesTo(question).flatMap(({ by }) => by ?? []);
  if (answer === "") return distinct(replied);
  if (!isHalf) return distinct([...answeredByIds, ...takerIds, ...replied]);
  return distinct([...(answeredByIds.length > 0 || takenAt !== null ? answeredByIds : takerIds), ...replied]);
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}
