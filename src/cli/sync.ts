import { parseArgs } from "node:util";
import { refused, WHERE, workerOf } from "./asking.ts";

const HELP = `npm run sync
Asks the deployed Worker for a run now, without waiting for the quarter of an hour. What it did: GET /health, the dashboard.
${WHERE}`;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { help: { type: "boolean", default: false } } });
  const ask = workerOf(process.env);
  if (values.help || ask === null) {
    (values.help ? console.log : console.error)(HELP);
    return values.help ? 0 : 2;
  }
  const response = await ask("/api/sync", { method: "POST", body: "{}" });
  if (!response.ok) return refused(response);
  console.log("A run was asked for: it begins in a few seconds, or follows the one that is under way.");
  return 0;
}

process.exitCode = await main();
