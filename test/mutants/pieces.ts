/** A part of the rules whose mutants are tried, and the tests they are tried against. */
export interface Piece {
  name: string;
  /** The folder of `src` whose files are mutated. */
  folder: string;
  /** Folders and files of tests, those first that are quick to notice. */
  tests: readonly string[];
  /** Among them the files of benches, and of laws that are tried on many drawn worlds. */
  without: readonly string[];
  /** Titles of tests that would take longer for one mutant than the others for all of them. */
  skipped: readonly string[];
  /** So many mutants are drawn by the seed; null for all of them. */
  sample: number | null;
  /** The least share that has to be noticed, in percent. */
  target: number;
}

export const PIECES: readonly Piece[] = [
  {
    name: "sync",
    folder: "src/core/rules/sync",
    tests: [
      "test/core/rules/sync/tables.test.ts",
      "test/core/rules/sync/situation.test.ts",
      "test/core/rules/sync/session.test.ts",
      "test/core/rules/sync",
    ],
    without: [],
    skipped: [],
    sample: null,
    target: 85,
  },
  {
    name: "plan",
    folder: "src/core/plan",
    tests: [
      "test/core/plan/forms",
      "test/core/plan/insights",
      "test/core/plan/gatherings",
      "test/core/plan/sessions",
      "test/core/plan/slots",
      "test/core/plan/figures",
      "test/core/plan/board",
      "test/core/plan/letters",
      "test/core/plan/rounds",
      "test/core/plan",
      "test/recordings/rules.test.ts",
      "test/stories/kickOff.test.ts",
      "test/stories/series.test.ts",
    ],
    without: [
      "test/core/plan/laws.test.ts",
      "test/core/plan/apartUnseen.test.ts",
      "test/core/plan/figures/growth.test.ts",
    ],
    skipped: [
      "keeps capacity and nobody with their manager",
      "it comes to rest, nobody is asked twice",
      "who meets whom, and who is left out and why",
    ],
    sample: 400,
    target: 75,
  },
  {
    name: "matching",
    folder: "src/core/rules/matching",
    tests: [
      "test/core/rules/matching/assignment.test.ts",
      "test/core/rules/matching/meetings.test.ts",
      "test/core/rules/matching/fit.test.ts",
      "test/core/rules/matching/mentors.test.ts",
      "test/core/rules/matching/triads.test.ts",
      "test/core/rules/matching/bestFit.test.ts",
      "test/recordings/rules.test.ts",
      "test/core/rules/matching",
    ],
    without: [],
    skipped: [
      "few meetings of two are repeats",
      "an odd number of people, 5 to 31",
      "an even number of people, 4 to 64",
      "looking ahead saves repeats",
      "all ten pairs have met after three weeks",
      "people each week is as even, spread first, squares second",
      "two weeks of leave of one in five",
      "the keeper's seat rotates: over a year",
      "as every division of sixteen or fewer shows",
      "the triad is the best one, and it says when that is proven",
      "all that is decided in two months",
    ],
    sample: 400,
    target: 75,
  },
];

/** The piece whose tests run in this process. */
export function pieceTried(): Piece | undefined {
  return PIECES.find(({ name }) => name === process.env.MUTANTS_OF);
}
