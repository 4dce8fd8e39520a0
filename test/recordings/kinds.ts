import { seedOf } from "../faults/draw.ts";
import { decisionsHeard } from "./decisions.ts";
import { EPISODES, episodeHeard } from "./episodes.ts";
import { historyHeard } from "./faults.ts";
import type { Unit } from "./heard.ts";
import { roundsHeard } from "./rounds.ts";
import { sentencesHeard } from "./sentences.ts";

/** What is recorded of one kind, and how it is played again. */
export interface Kind {
  /** What can be played by itself, in a thread of its own. */
  jobs: readonly string[];
  /** The job in which a unit is played. */
  jobOf(unit: string): string;
  play(job: string): Promise<Unit[]>;
}

const HISTORIES = 200;
const LIVES = 24;
const COMPANIES = 36;

const numbered = (count: number) => Array.from({ length: count }, (_, index) => String(index));

export const KINDS = {
  faults: {
    jobs: Array.from({ length: HISTORIES }, (_, index) => String(seedOf(1, index))),
    jobOf: unit => unit,
    play: async seed => [await historyHeard(seed)],
  },
  episodes: { jobs: EPISODES, jobOf: unit => unit, play: async name => [await episodeHeard(name)] },
  decisions: { jobs: numbered(LIVES), jobOf: unit => unit, play: async seed => [await decisionsHeard(seed)] },
  rounds: { jobs: numbered(COMPANIES), jobOf: unit => unit, play: async seed => [await roundsHeard(seed)] },
  sentences: { jobs: ["all"], jobOf: () => "all", play: sentencesHeard },
} as const satisfies Record<string, Kind>;

export type KindName = keyof typeof KINDS;
