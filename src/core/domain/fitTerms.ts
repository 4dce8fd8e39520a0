import type { Language } from "./values/language.ts";

/** One reason for or against two people, with what it is drawn from and the points it gives. */
export type FitTerm =
  /** What `from` offers and `to` seeks, as `from` writes it. */
  | { term: "offer"; points: number; from: string; to: string; skills: string[] }
  /** Levels apart; null when one is not said. */
  | { term: "level"; points: number; distance: number | null }
  /** Null when at least one of them named none. */
  | { term: "language"; points: number; languages: Language[] | null }
  | { term: "hours"; points: number; minutesAWeek: number }
  | { term: "style"; points: number; isSame: boolean | null }
  /** Which of the two asked for the other; private. */
  | { term: "wish"; points: number; by: string[] }
  | { term: "team"; points: number; isOther: boolean | null }
  /** Mentees the mentor has already. */
  | { term: "load"; points: number; mentees: number }
  | { term: "met"; points: number; times: number };

export type FitTermName = FitTerm["term"];

/** The most points each term can give; a coordinator may change any of them. 0 leaves a term out. */
export type FitWeights = Readonly<Record<FitTermName, number>>;

export const MOST_WEIGHT = 1000;
