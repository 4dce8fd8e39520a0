import type { Parsed } from "./problem.ts";
import { date, flag, list, type Row, text } from "./values/row.ts";
import { type Instant, parseInstant } from "./values/time.ts";

/**
 * Where an answer stands, as Krug writes it: whoever answered has not agreed yet, it is offered to others, or nobody has looked for long
 * whether it still holds.
 */
const ANSWER_STATES = ["draft", "published", "unchecked"] as const;
type AnswerState = (typeof ANSWER_STATES)[number];

/** What was learned over a question of the help board: a page of *Answers*. */
export interface BoardAnswer {
  id: string;
  url: string;
  title: string;
  answer: string;
  skills: string[];
  /** The question it comes from; none where somebody wrote it by hand. */
  fromIds: string[];
  /** Who answered. */
  byIds: string[];
  /** Whoever answered lets it be offered to others. */
  isAgreed: boolean;
  /** Somebody looked, and it still holds; Krug takes the tick away again. */
  holds: boolean;
  state: AnswerState | null;
  /** Since when it is known to hold; null for a draft. */
  heldAt: Instant | null;
  createdAt: Instant;
}

/** The key of the answer that comes from a question. */
export function answerKey(questionId: string): string {
  return `answer:${questionId}`;
}

/** The answer a row describes; null, with why, while it has no question. */
export function parseBoardAnswer(row: Row): Parsed<BoardAnswer> {
  const title = text(row, "question");
  if (title === "") return { value: null, problems: [{ code: "no_title" }] };
  const state = text(row, "state");
  return {
    value: {
      id: row.id,
      url: row.url,
      title,
      answer: text(row, "answer"),
      skills: list(row, "skill"),
      fromIds: list(row, "from"),
      byIds: list(row, "by"),
      isAgreed: flag(row, "agreed"),
      holds: flag(row, "holds"),
      state: (ANSWER_STATES as readonly string[]).includes(state) ? (state as AnswerState) : null,
      heldAt: parseInstant(date(row, "checked")?.start ?? ""),
      createdAt: row.createdAt,
    },
    problems: [],
  };
}
