import { parseArgs } from "node:util";
import type { Check } from "../text/doctor.ts";
import { putJson, refused, WHERE, workerOf } from "./asking.ts";

const HELP = `npm run doctor [-- --json FILE]
Looks at everything you set up, asked of the deployed Worker, and says what is not well and what to do. Nothing is changed.
Exit code 1 when something is not well.
--json FILE  writes the same as JSON; - prints it instead
${WHERE}`;

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { json: { type: "string" }, help: { type: "boolean", default: false } } });
  const ask = workerOf(process.env);
  if (values.help || ask === null) {
    (values.help ? console.log : console.error)(HELP);
    return values.help ? 0 : 2;
  }
  const response = await ask("/api/doctor");
  if (!response.ok) return refused(response);
  const { checks } = (await response.json()) as { checks: Check[] };
  if (values.json !== undefined) putJson(values.json, { checks });
  if (values.json !== "-") for (const check of checks) console.log(lineOf(check));
  return checks.every(check => check.isOk) ? 0 : 1;
}

function lineOf({ what, isOk, says, todo }: Check): string {
  const first = `${isOk ? "ok    " : "NOT OK"}  ${what}: ${says}`;
  return todo === null ? first : `${first}\n        -> ${todo}`;
}

process.exitCode = await main();
