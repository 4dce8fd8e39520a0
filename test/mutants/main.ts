import { writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parseArgs } from "node:util";
import type { LogLevel, MutantResult, PartialStrykerOptions } from "@stryker-mutator/api/core";
import { Stryker } from "@stryker-mutator/core";
import { atLeast } from "../bench/report.ts";
import { drawnOf, NOT_DRAWN, nameOf } from "./drawn.ts";
import { PIECES, type Piece } from "./pieces.ts";
import { isUnnoticed, told } from "./unnoticed.ts";

const HELP = `npm run mutants                   changes rules in small ways, one at a time, and looks whether a test notices
npm run mutants -- --only PIECE   those of one piece: ${PIECES.map(({ name }) => name).join(", ")}
--files PATHS                     of it those in some files of src alone, with commas between
--sample N                        so many of each piece, for a quick look: the first of those that a larger sample has
--seed S                          draws another sample
--json FILE                       writes the figures, and the changes that no test noticed`;

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

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      files: { type: "string" },
      seed: { type: "string", default: "1" },
      sample: { type: "string" },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const count = values.sample === undefined ? null : Number(values.sample);
  const pieces = PIECES.filter(({ name }) => values.only === undefined || name === values.only).map(piece => ({
    ...piece,
    sample: count ?? piece.sample,
  }));
  const seed = Number(values.seed);
  if (values.help || pieces.length === 0 || !Number.isInteger(seed) || !(count === null || count > 0)) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  const figures: Record<string, Tried> = {};
  for (const piece of pieces) {
    console.log(`\n${piece.name}`);
    figures[piece.name] = await tried(piece, values.files?.split(",") ?? null, seed);
  }
  const checks = pieces.map(({ name, target }) => atLeast(`${name}: noticed, %`, figures[name]!.score, target));
  for (const { name, value, target, ok } of checks) {
    const [piece = ""] = name.split(":");
    console.log(`${ok ? "ok  " : "FAIL"}  ${name}: ${value} (${target}), of ${figures[piece]!.mutants}`);
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ checks, seed, figures }, null, 2)}\n`);
  return checks.every(({ ok }) => ok) ? 0 : 1;
}

process.exitCode = await main();
