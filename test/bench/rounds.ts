import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { skillIdentity } from "../../src/core/domain/skill.ts";
import type { Candidate } from "../../src/core/rules/matching/candidate.ts";
import { fitScore, profileOf } from "../../src/core/rules/matching/fit.ts";
import { fitWeights } from "../../src/core/rules/matching/fitWeights.ts";
import { brokenRule } from "../../src/core/rules/matching/hardRules.ts";
import { meetingsOf } from "../../src/core/rules/matching/meetings.ts";
import { roundStageTable } from "../../src/store/runs/roundStages.ts";
import { openD1 } from "../world/d1.ts";
import { auctionBound } from "./auction.ts";
import { atLeast, atMost, type Bench, type Check, equal, rounded } from "./report.ts";
import type { RoundsJob, RoundsTaken } from "./roundsWorker.ts";
import { candidatesIn, crowdOf, ROUND_WEEK } from "./roundsWorld.ts";
import { atMostInY } from "./yardstick.ts";

const BOUNDS = join(import.meta.dirname, "roundBounds.json");
const SHAPES = ["offices", "few skills", "specialists"];
const CROWDS = { whole: 10_000, quick: 2000 };
/** What a message may use, and what it may hold. */
const MOST_IN_Y = 30;
const HEAP_MB = 100;
/** The young generation is part of it. */
const YOUNG_MB = 8;
const MOST_MESSAGES = 20;

interface Options {
  isQuick: boolean;
  isRecording: boolean;
  people: number | null;
}

interface Recorded {
  shape: string;
  people: number;
  bound: number;
}

/** A round of pairs by fit for a crowd: how good the pairs are beside the bound, and what the messages cost that compute and foresee it. */
export async function roundsBench({ isQuick, isRecording, people }: Options): Promise<Bench> {
  if (isRecording) return record();
  const count = people ?? (isQuick ? CROWDS.quick : CROWDS.whole);
  const checks: Check[] = [];
  const figures: Bench["figures"] = {};
  for (const shape of isQuick ? SHAPES.slice(0, 1) : SHAPES) {
    const name = `${count} people, ${shape}`;
    const timed = await messagesOf({ shape, people: count, isTimed: true });
    const limited = await messagesOf({ shape, people: count, isTimed: false });
    const dearest = timed.taken.reduce((most, one) => (one.seconds / one.y > most.seconds / most.y ? one : most));
    const candidates = candidatesIn(crowdOf(shape, count));
    const score = scoreAmong(candidates);
    const place = new Map(candidates.map(({ id }, index) => [id, index]));
    const points = timed.groups.reduce((sum, group) => {
      const twos = group.flatMap((a, next) => group.slice(next + 1).map(b => score(place.get(a)!, place.get(b)!) ?? 0));
      return sum + twos.reduce((all, one) => all + one, 0) / (group.length - 1);
    }, 0);
    const bound =
      recorded().find(one => one.shape === shape && one.people === count)?.bound ?? auctionBound(count, score);
    checks.push(
      equal(`${name}: left out`, count - new Set(timed.groups.flat()).size, 0, "floor"),
      atLeast(`${name}: share of the bound`, Math.floor((100_000 * points) / bound) / 100_000, 0.99, {
        what: "bound, points",
        value: bound,
        isUnit: true,
      }),
      atMostInY(`${name}: processor time of the dearest message in Y`, dearest, MOST_IN_Y),
      equal(`${name}: messages that end within ${HEAP_MB} MB`, limited.taken.length, timed.taken.length),
    );
    figures[name] = {
      points,
      bound,
      messages: timed.taken.length,
      y: timed.taken.map(({ seconds, y }) => rounded(seconds / y, 1)),
      loadedMb: rounded(timed.taken[0]?.loaded ?? 0, 1),
    };
  }
  checks.push(
    atMost(
      "messages before the first mail",
      Math.max(...Object.values(figures).map(one => (one as { messages: number }).messages)),
      MOST_MESSAGES,
    ),
  );
  return { checks, figures };
}

/** The points of two people as the rule has them; null where they must not meet. */
function scoreAmong(candidates: readonly Candidate[]): (a: number, b: number) => number | null {
  const skill = skillIdentity();
  const profiles = candidates.map(candidate => profileOf(candidate, ROUND_WEEK, skill));
  const fit = { format: "pair", weights: fitWeights("pair", {}).weights, met: meetingsOf([]) } as const;
  return (a, b) =>
    brokenRule(candidates[a]!, candidates[b]!, "pair") === null ? fitScore(profiles[a]!, profiles[b]!, fit) : null;
}

/** All messages until the guard has foreseen the round, each in a thread of its own; fewer where memory ran out. */
async function messagesOf(job: Omit<RoundsJob, "path">): Promise<{ taken: RoundsTaken[]; groups: string[][] }> {
  const folder = mkdtempSync(join(tmpdir(), "krug-rounds-"));
  const path = join(folder, "d1.sqlite");
  try {
    const taken: RoundsTaken[] = [];
    while (taken.length < MOST_MESSAGES && taken.at(-1)?.isForeseen !== true) {
      const message = await inThread({ ...job, path });
      if (message === null) break;
      taken.push(message);
    }
    const plans = await roundStageTable.listPlans(openD1(path));
    return { taken, groups: [...plans.values()].flatMap(({ groups }) => groups.map(({ members }) => members)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function inThread(job: RoundsJob): Promise<RoundsTaken | null> {
  const limits = { maxOldGenerationSizeMb: HEAP_MB - YOUNG_MB, maxYoungGenerationSizeMb: YOUNG_MB };
  const thread = new Worker(join(import.meta.dirname, "roundsWorker.ts"), {
    workerData: job,
    ...(job.isTimed ? {} : { resourceLimits: limits }),
  });
  return new Promise((resolve, reject) => {
    thread.once("message", resolve);
    thread.once("error", (error: NodeJS.ErrnoException) =>
      error.code === "ERR_WORKER_OUT_OF_MEMORY" ? resolve(null) : reject(error),
    );
  });
}

function recorded(): Recorded[] {
  return (JSON.parse(readFileSync(BOUNDS, "utf8")) as { bounds: Recorded[] }).bounds;
}

function record(): Bench {
  const bounds = SHAPES.flatMap(shape =>
    Object.values(CROWDS).map((people): Recorded => {
      const bound = auctionBound(people, scoreAmong(candidatesIn(crowdOf(shape, people))));
      console.log(shape, people, bound);
      return { shape, people, bound };
    }),
  );
  const how =
    "npm run bench -- rounds --record: half the sum of the prices of an auction (auction.ts), which no division exceeds";
  writeFileSync(BOUNDS, `${JSON.stringify({ how, bounds }, null, 2)}\n`);
  return { checks: [equal("bounds", bounds.length, SHAPES.length * Object.keys(CROWDS).length)], figures: {} };
}
