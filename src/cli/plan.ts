import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Ask, refused, WHERE, workerOf } from "./asking.ts";

const HELP = `npm run plan [-- --json FILE] [-- --go]
What the next run would do, in words, asked of the deployed Worker; nothing is done.
--json FILE  writes the same as JSON too, with every command; - prints it instead
--go         then says go to the held run that was printed: the next run sends it
${WHERE}`;

interface Printed {
  lines: string[];
  held: { mark: string; isGoSaid: boolean } | null;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: "string" },
      go: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const ask = workerOf(process.env);
  if (values.help || ask === null) {
    (values.help ? console.log : console.error)(HELP);
    return values.help ? 0 : 2;
  }
  const response = await ask("/api/plan");
  if (!response.ok) return refused(response);
  const plan = (await response.json()) as Printed;
  const json = JSON.stringify(plan, null, 2);
  console.log(values.json === "-" ? json : plan.lines.join("\n"));
  if (values.json !== undefined && values.json !== "-") writeFileSync(values.json, `${json}\n`);
  return values.go ? sayGo(ask, plan) : 0;
}

/** Says go to what was printed. Only what a run has held already can have one: its mark is the same in the plan. */
async function sayGo(ask: Ask, { held }: Printed): Promise<number> {
  if (held === null) {
    console.error("Nothing is held: there is nothing to say go to.");
    return 1;
  }
  const response = await ask("/api/go", { method: "POST", body: JSON.stringify({ mark: held.mark }) });
  if (response.status === 409) {
    console.error(
      "No run has held exactly this yet. Wait for the next one, a quarter of an hour at most, and look again.",
    );
    return 1;
  }
  if (!response.ok) return refused(response);
  console.error("The go was given: the next run sends it.");
  return 0;
}

process.exitCode = await main();
