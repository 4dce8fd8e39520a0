import { describe, it } from "vitest";

/** Something people do by hand, and what becomes of it. */
export interface Scenario {
  /** What somebody does, as a coordinator would say it. */
  act: string;
  /** What both sides show in the end, and who is told what. */
  outcome: string;
  /** Does the act in a world of its own and holds it to the outcome; throws where it is not so. */
  play: () => Promise<void>;
}

/** Acts that are one to Krug: what holds for one of them holds for all. */
export interface Kind {
  /** The file it stands in, and that of its tests: `kinds/<name>.ts`, `<name>.test.ts`. */
  name: string;
  title: string;
  /** The rule they share, in a sentence or two. */
  rule: string;
  scenarios: readonly Scenario[];
}

/** One test for each act. */
export function playKind(kind: Kind): void {
  describe(kind.title, () => {
    for (const { act, outcome, play } of kind.scenarios) it(`${act}: ${outcome}`, play);
  });
}
