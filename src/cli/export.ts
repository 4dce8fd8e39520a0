import { parseArgs } from "node:util";
import { putJson, refused, WHERE, workerOf } from "./asking.ts";

const HELP = `npm run export -- EMAIL [--json FILE]
Everything Krug holds about the person with this address, and only that person's own, as JSON.
--json FILE  writes it to a file instead of printing it
${WHERE}`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: "string" }, help: { type: "boolean", default: false } },
  });
  const ask = workerOf(process.env);
  const [email] = positionals;
  if (values.help || ask === null || email === undefined) {
    (values.help ? console.log : console.error)(HELP);
    return values.help ? 0 : 2;
  }
  const response = await ask(`/api/export?email=${encodeURIComponent(email)}`);
  if (!response.ok) return refused(response);
  putJson(values.json ?? "-", await response.json());
  return 0;
}

process.exitCode = await main();
