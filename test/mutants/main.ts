import { join, relative } from "node:path";
import type { LogLevel, MutantResult, PartialStrykerOptions } from "@stryker-mutator/api/core";
import { Stryker } from "@stryker-mutator/core";
import { front, oneOf, whole } from "../../src/cli/front.ts";
import { atLeast } from "../bench/report.ts";
import { checkedCommand, ended } from "../checked.ts";
import { drawnOf, NOT_DRAWN, nameOf } from "./drawn.ts";
import { PIECES, type Piece } from "./pieces.ts";
import { isUnnoticed, told } from "./unnoticed.ts";

const ROOT = join(import.meta.dirname, "../..");

/** What became of a piece's mutants. */
interface Tried {
  mutants: number;
  /** Noticed by a test that failed, or that came to no end. */
  noticed: number;
  /** No test came by. */
  notReached: number;
  /** What could not be run at all counts neither way. */
  broken: number;
  /** Noticed of those that could be run, in percent. */
  score: number;
  unnoticed: string[];
}

/** Tries the mutants of a piece, or of some files of it. */
async function tried(piece: Piece, files: readonly string[] | null, seed: number): Promise<Tried> {
  process.env.MUTANTS_OF = piece.name;
  const mutate = [...(files ?? [`${piece.folder}/**/*.ts`])];
  if (piece.sample === null) return summed(await run({ mutate }));
  const all = await run({ mutate, ...NONE_TRIED });
  const sample = drawnOf(all, piece.sample, seed);
  // Only where something was drawn is anything changed: what is not there to be tried costs no time.
  const results = await run({
    mutate: [...new Set(sample.map(placeOf))],
    checkers: ["drawn"],
    drawn: sample.map(nameOf),
  });
  return summed(results.filter(({ statusReason }) => statusReason !== NOT_DRAWN));
}

/** All mutants are found, and none is tried. */
const NONE_TRIED: PartialStrykerOptions = {
  testRunner: "command",
  commandRunner: { command: "node --version" },
  coverageAnalysis: "off",
  checkers: ["drawn"],
  drawn: [],
};

function run(options: PartialStrykerOptions): Promise<MutantResult[]> {
  const stryker = new Stryker({
    testRunner: "vitest",
    vitest: { configFile: "test/mutants/vitest.config.ts", related: false },
    plugins: [
      "@stryker-mutator/vitest-runner",
      ...["drawn.ts", "unnoticed.ts"].map(file => join(import.meta.dirname, file)),
    ],
    disableTypeChecks: false,
    // TypeScript 7 can't be asked by other programs: a name that no file has keeps Stryker from asking it.
    tsconfigFile: "none",
    concurrency: 2,
    // Long enough for a machine that is busy with other work.
    timeoutMS: 30_000,
    timeoutFactor: 4,
    dryRunTimeoutMinutes: 30,
    reporters: ["progress-append-only", "unnoticed"],
    warnings: false,
    logLevel: "warn" as LogLevel,
    ...options,
  });
  return stryker.runMutationTest();
}

/** Where a mutant stands, as Stryker is told to look only there: columns are counted from nought. */
function placeOf({ fileName, location: { start, end } }: MutantResult): string {
  return `${relative(ROOT, fileName)}:${start.line}:${start.column - 1}-${end.line}:${end.column - 1}`;
}

function summed(results: readonly MutantResult[]): Tried {
  const of = (...statuses: MutantResult["status"][]) => results.filter(({ status }) => statuses.includes(status));
  const noticed = of("Killed", "Timeout").length;
  const unnoticed = results.filter(isUnnoticed);
  const score = (100 * noticed) / (noticed + unnoticed.length);
  return {
    mutants: results.length,
    noticed,
    notReached: of("NoCoverage").length,
    broken: results.length - noticed - unnoticed.length,
    score: Math.floor(score * 10) / 10,
    unnoticed: unnoticed.map(told).sort(),
  };
}

interface Asked {
  only?: string;
  files?: string[];
  sample?: number;
  seed: number;
  json?: string;
}

const NAMES = PIECES.map(({ name }) => name);

const COMMAND = checkedCommand(
  "mutants",
  "Changes rules in small ways, one at a time, and looks whether a test notices: those, too, that none did are written.",
)
  .option("--only <piece>", `those of one piece: ${NAMES.join(", ")}`, oneOf(NAMES))
  .option("--files <paths>", "of it those in some files of src alone, with commas between", (given: string) =>
    given.split(","),
  )
  .option(
    "--sample <n>",
    "so many of each piece, for a quick look: the first of those that a larger sample has",
    whole(1, 1_000_000),
  )
  .option("--seed <n>", "draws another sample", whole(0, 2 ** 31 - 1), 1);

async function tryAll({ only, files, sample, seed, json }: Asked): Promise<number> {
  const pieces = PIECES.filter(({ name }) => only === undefined || name === only).map(piece => ({
    ...piece,
    sample: sample ?? piece.sample,
  }));
  const figures: Record<string, Tried> = {};
  for (const piece of pieces) {
    console.log(`\n${piece.name}`);
    figures[piece.name] = await tried(piece, files ?? null, seed);
  }
  const checks = pieces.map(({ name, target }) => atLeast(`${name}: noticed, %`, figures[name]!.score, target));
  for (const { name } of pieces) console.log(`${name}: ${figures[name]!.mutants} changes`);
  return ended({ checks, seed, figures }, json);
}

await front<Asked>(COMMAND, tryAll);
