import type { Lack } from "../../core/domain/part.ts";

/** The texts of pages in one language, as their file has them (`src/text/assets`): too long for the script, read when a page is written. */
export interface PageTexts {
  /** What Krug's box begins with. */
  box: string;
  /** `{minutes}` and `{text}`. */
  timed: string;
  session: {
    order: string;
    steps: string;
    notes: string;
    /** Where to write: `{notes}` is a column. */
    room: string;
    /** Where next steps go, below a heading called as their column is: `{steps}` is a table. */
    agree: string;
    question: string;
    topics: string;
    once: string;
    /** `{title}`: the head above a guide. */
    guide: string;
    openings: readonly string[];
    /** What happens when: parts of the whole, and what to do in them, by place or format. */
    orders: Readonly<Record<string, readonly (readonly [number, string])[]>>;
    /** What a format asks of those who hold a seat: a head, and lines. */
    cards: Readonly<Record<string, readonly string[]>>;
  };
  agreement: {
    head: string;
    /** The head for those who meet a single time. */
    once: string;
    /** Where questions stand in the column `{agreement}` already. */
    beside: string;
    /** On what is hoped for, the rhythm, what is expected, what stays among them, what they do when something comes up, and being open. */
    lines: readonly string[];
    reverse: readonly string[];
    short: readonly string[];
    where: string;
  };
  goal: {
    lacks: Readonly<Record<Lack, string>>;
    gap: string;
    overdue: string;
    resources: string;
    classes: string;
    class: string;
    helpers: string;
    advice: string;
  };
  person: {
    plan: string;
    due: string;
    done: string;
    /** The root of the map. */
    me: string;
    thanks: string;
    helped: string;
    questions: string;
  };
}

/** The craft of helping one another, in short texts: title and text of each of Krug's own guides, by its id. */
export type Guides = Readonly<Record<string, readonly [title: string, text: string]>>;

/** A text with its places filled. Example: "{count} min" with count 5 is "5 min". */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, key: string) => String(values[key] ?? place));
}
