import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Check } from "../bench/report.ts";

const HELP = `npm run fuzz -- --cells [--count 20000] --seed S       poisons so many cells, answers and events, and runs over them
npm run fuzz -- --cells --seed S --case N              one of them again, by its number
npm run fuzz -- --requests N --seed S                  sends so many hostile requests to the Worker in workerd
Either takes --json FILE, which writes figures and checks.`;

/** What a search found: its checks, and every other figure by name. */
export interface Fuzzed {
  checks: Check[];
  [figure: string]: unknown;
}

/** Each search is loaded when it is asked for: the one needs no workerd, the other no simulators in this process. */
async function searched(asked: {
  requests: number | null;
  count: number;
  seed: number;
  only: number | null;
}): Promise<Fuzzed> {
  const { requests, count, seed, only } = asked;
  if (requests === null) return (await import("./cells.ts")).fuzzCells({ count, seed, only });
  return (await import("./requests.ts")).fuzzRequests({ requests, seed });
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      cells: { type: "boolean", default: false },
      count: { type: "string", default: "20000" },
      case: { type: "string" },
      requests: { type: "string" },
      seed: { type: "string", default: "1" },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const seed = Number(values.seed);
  const requests = values.requests === undefined ? null : Number(values.requests);
  const [count, only] = [Number(values.count), values.case === undefined ? null : Number(values.case)];
  const isAsked = values.cells !== (requests !== null);
  const isClear = Number.isInteger(seed) && (requests ?? 1) > 0 && count > 0 && (only ?? 0) >= 0;
  if (values.help || !isAsked || !isClear) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  const fuzzed = await searched({ requests, count, seed, only });
  for (const { name, value, target, ok } of fuzzed.checks)
    console.log(`${ok ? "ok  " : "NOT "} ${name}: ${value} (${target})`);
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ seed, ...fuzzed }, null, 2)}\n`);
  return fuzzed.checks.every(check => check.ok) ? 0 : 1;
}

process.exit(await main());
