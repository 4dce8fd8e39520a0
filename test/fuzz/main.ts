import { EXIT, front, Trouble, whole } from "../../src/cli/front.ts";
import type { Check } from "../bench/report.ts";
import { checkedCommand, ended } from "../checked.ts";

/** What a search found: its checks, and every other figure by name. */
export interface Fuzzed {
  checks: Check[];
  [figure: string]: unknown;
}

interface Asked {
  cells: boolean;
  count: number;
  case?: number;
  requests?: number;
  seed: number;
  json?: string;
}

const COMMAND = checkedCommand("fuzz", "Tries what nobody should ever write or send: say --cells or --requests.")
  .option("--cells", "poisons cells, answers and events, and runs over them", false)
  .option("--count <n>", "so many of them", whole(1, 10_000_000), 20_000)
  .option("--case <n>", "one of them again, by its number", whole(0, 10_000_000))
  .option("--requests <n>", "sends so many hostile requests to the Worker in workerd", whole(1, 10_000_000))
  .option("--seed <n>", "from which they are drawn", whole(0, 2 ** 31 - 1), 1);

/** Each search is loaded when it is asked for: the one needs no workerd, the other no simulators in this process. */
async function searched({ cells, requests, count, seed, case: only }: Asked): Promise<Fuzzed> {
  if (cells === (requests !== undefined)) throw new Trouble("Say --cells or --requests, one of them.", EXIT.misused);
  if (requests === undefined) return (await import("./cells.ts")).fuzzCells({ count, seed, only: only ?? null });
  return (await import("./requests.ts")).fuzzRequests({ requests, seed });
}

await front<Asked>(COMMAND, async asked => ended({ seed: asked.seed, ...(await searched(asked)) }, asked.json));
process.exit();
