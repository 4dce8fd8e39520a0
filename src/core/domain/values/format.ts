/**
 * What a format is: all that tells one way of meeting from another, told once.
 *
 * A format that behaves like one of these is one more entry here and its texts. Source: docs/how-matching-decides.md.
 */

/** The rules of fit people are put together by, named after the format that has them first. */
export type FitFormat = "pair" | "triad" | "mentor" | "reverse";

/** Where the one who helps stands, and how many levels lie between at least; null among peers. */
interface FitRules {
  helper: { is: "above" | "below"; levelsApart: number } | null;
}

export const FIT_RULES: Readonly<Record<FitFormat, FitRules>> = {
  pair: { helper: null },
  triad: { helper: null },
  mentor: { helper: { is: "above", levelsApart: 1 } },
  reverse: { helper: { is: "below", levelsApart: 2 } },
};

/** How many words that say something a question needs where a session is made from it. */
export const WORDS_NEEDED = 4;
/** On a board for everybody one word that says something is enough: others ask back. */
const WORDS_NEEDED_IN_THE_OPEN = 1;

interface FormatRules {
  /** The weeks between sessions and of a round, the minutes and the size it has when nobody says otherwise. */
  everyWeeks: number;
  minutes: number;
  size: number;
  roundWeeks: number;
  /** How groups come about: in rounds, or over a question of the help board. */
  grouping: "pairs" | "triads" | "circles" | "helpers" | "board";
  /** The rules of fit; null where nobody is put together by fit. */
  fit: FitFormat | null;
  /** How people are matched by default: those who help are chosen by what they offer, peers are drawn. */
  matching: "random" | "best_fit";
  /** What it asks of the help board; null for a format that goes by rounds. */
  board: {
    /** `WORDS_NEEDED` or fewer. */
    wordsNeeded: number;
    /** The first who is suggested is asked at once; else the question stands for everybody first. */
    asksAtOnce: boolean;
    /** A session that no question of the board led to wants one all the same. */
    wantsQuestion: boolean;
  } | null;
}

/** Each format's rules, in the order people see them (docs/formats.md). */
export const FORMATS = {
  circle: {
    everyWeeks: 2,
    minutes: 60,
    size: 5,
    roundWeeks: 26,
    grouping: "circles",
    fit: null,
    matching: "random",
    board: null,
  },
  pair: {
    everyWeeks: 1,
    minutes: 45,
    size: 2,
    roundWeeks: 1,
    grouping: "pairs",
    fit: "pair",
    matching: "random",
    board: null,
  },
  mentor: {
    everyWeeks: 2,
    minutes: 60,
    size: 2,
    roundWeeks: 12,
    grouping: "helpers",
    fit: "mentor",
    matching: "best_fit",
    board: null,
  },
  triad: {
    everyWeeks: 1,
    minutes: 45,
    size: 3,
    roundWeeks: 1,
    grouping: "triads",
    fit: "triad",
    matching: "random",
    board: null,
  },
  reverse: {
    everyWeeks: 2,
    minutes: 60,
    size: 2,
    roundWeeks: 12,
    grouping: "helpers",
    fit: "reverse",
    matching: "best_fit",
    board: null,
  },
  micro: {
    everyWeeks: 1,
    minutes: 30,
    size: 6,
    roundWeeks: 1,
    grouping: "board",
    fit: null,
    matching: "random",
    board: { wordsNeeded: WORDS_NEEDED, asksAtOnce: true, wantsQuestion: true },
  },
  open: {
    everyWeeks: 1,
    minutes: 30,
    size: 6,
    roundWeeks: 1,
    grouping: "board",
    fit: null,
    matching: "random",
    board: { wordsNeeded: WORDS_NEEDED_IN_THE_OPEN, asksAtOnce: false, wantsQuestion: false },
  },
} as const satisfies Record<string, FormatRules>;

export type Format = keyof typeof FORMATS;

/** What a format is. */
export function rulesOf(format: Format): FormatRules {
  return FORMATS[format];
}

/** True where both give and take; false where the first helps the second. */
export function isAmongPeers(format: FitFormat): boolean {
  return FIT_RULES[format].helper === null;
}
