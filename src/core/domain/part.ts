import type { SessionKind } from "./session.ts";
import type { Format } from "./values/format.ts";
import type { Language } from "./values/language.ts";
import type { LocalDate } from "./values/time.ts";

/** A line of a page's body as Krug writes it; `link` is where the whole of it leads. */
export interface Line {
  kind: "heading" | "paragraph" | "item" | "todo" | "code";
  text: string;
  link?: string;
}

/** Krug's part of a page in words: what its box begins with, and the lines in it. */
export interface PartText {
  first: string;
  lines: readonly Line[];
  /** Of these those that may still be added to a part that stands; null where all of it is kept up. */
  later: readonly Line[] | null;
}

/** What is said on the page of a session. */
export interface SessionFacts {
  part: "session";
  language: Language;
  format: Format;
  kind: SessionKind;
  /** `once` for a group that meets a single time in its round. */
  place: "first" | "between" | "last" | "once";
  minutes: number;
  /** How many meetings, or rounds, there were before: neither opening question nor guide comes twice in a row. */
  before: number;
  /** The question of the help board it is about; "" for none. */
  question: string;
  /** Skills the helper offers and the other seeks. */
  topics: readonly string[];
  /** What there is to read before: a page of *Guides*, or one of Krug's own by its id; null for none. */
  guide: { title: string; text: string } | { id: string } | null;
  /** What those who meet have still to do, as all of them may read it. */
  steps: readonly { title: string; url: string }[];
}

/** What is asked on the page of a group. */
export interface AgreementFacts {
  part: "agreement";
  language: Language;
  format: Format;
  /** They meet a single time. */
  isOnce: boolean;
  /** The column has questions already that Krug wrote there. */
  isAsked: boolean;
}

/** A page that something leads to. */
export interface Linked {
  title: string;
  url: string;
}

/** What a goal lacks to be one that can be reached and seen to be. */
export type Lack = "measure" | "due" | "skill" | "nextStep";

/** What is said on the page of a goal. */
export interface GoalFacts {
  part: "goal";
  language: Language;
  lacks: readonly Lack[];
  /** Levels on the page, where the target is the higher one; null where not both are said. */
  gap: { current: number; target: number } | null;
  isOverdue: boolean;
  resources: readonly Linked[];
  classes: readonly (Linked & { on: LocalDate })[];
  /** People who offer the skill. */
  helpers: readonly Linked[];
  /** Steps that were made of advice, the latest first. */
  advice: readonly Linked[];
}

/** What is said on the page of a person who asked for it: nothing confidential, and no level. */
export interface PersonFacts {
  part: "person";
  language: Language;
  /** What they want to reach, what is due first at the top. */
  goals: readonly (Linked & { due: LocalDate | null; skills: readonly string[]; isDone: boolean })[];
  /** What they were thanked for, where both agreed that it may be shown; the latest first. */
  thanks: readonly Linked[];
  /** Questions of the help board they helped to settle, by skill. */
  helped: readonly { skill: string; questions: number }[];
}

/** What a part says, as data: it is put into words when it is written (src/text/pages). */
export type PartFacts = SessionFacts | AgreementFacts | GoalFacts | PersonFacts;
