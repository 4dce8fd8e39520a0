import { counted } from "../text/operating/doctor.ts";
import { type Ask, addressOf, putJson, WHERE, workerOf } from "./asking.ts";
import { commandLine, front, jsonOption } from "./front.ts";
import { checksOf, lineOf } from "./looking.ts";

const SAYS = `Looks at everything you set up, asked of the deployed Worker, and says what is not well and what to do. Nothing is changed. Exit code 1 when something is not well.`;
const CLEAR = `prints the dead letters, messages of the queue that failed every try, and takes them away; the next run does what they asked for`;
const REBUILD = `works out anew what is kept of groups that are settled, from all that is theirs, and puts right what is other; says how much that was, or "same"`;

interface Flags {
  json?: string;
  clear?: true;
  rebuild?: true;
}

async function main({ json, clear, rebuild }: Flags): Promise<number> {
  const ask = workerOf(process.env);
  if (clear) return clearLetters(ask);
  if (rebuild) return rebuildPast(ask);
  const checks = await checksOf(ask, addressOf(process.env.KRUG_URL));
  if (json !== undefined) putJson(json, { checks });
  if (json !== "-") for (const check of checks) console.log(lineOf(check));
  return checks.every(check => check.isOk) ? 0 : 1;
}

interface DeadLetters {
  deadLetters: { id: string; receivedAt: string; message: unknown }[];
}

async function clearLetters(ask: Ask): Promise<number> {
  const { deadLetters } = await ask<DeadLetters>("/api/dead-letters");
  for (const { receivedAt, message } of deadLetters) console.log(`${receivedAt}  ${JSON.stringify(message)}`);
  // The latest is the first: what comes from now on stays.
  const until = deadLetters[0]?.receivedAt;
  if (until === undefined) {
    console.log("There are no dead letters.");
    return 0;
  }
  const { cleared } = await ask<{ cleared: number }>("/api/dead-letters/clear", { until });
  console.log(`${counted(cleared, "dead letter was", "dead letters were")} cleared.`);
  return 0;
}

/** Portion by portion, until all is looked at. */
async function rebuildPast(ask: Ask): Promise<number> {
  const sum = { groups: 0, differed: 0, left: 0 };
  for (let after: string | null = ""; after !== null; ) {
    const looked: typeof sum & { after: string | null } = await ask("/api/doctor/rebuild", { after });
    for (const what of ["groups", "differed", "left"] as const) sum[what] += looked[what];
    after = looked.after;
  }
  const found = sum.differed === 0 ? "same" : `${counted(sum.differed, "row", "rows")} put right`;
  console.log(`${counted(sum.groups, "settled group", "settled groups")} looked at: ${found}.`);
  if (sum.left > 0)
    console.log(`${counted(sum.left, "group", "groups")} can't be understood any more: left as they are.`);
  return 0;
}

const asked = jsonOption(commandLine("doctor", SAYS), "writes the same as JSON; - prints it instead")
  .option("--clear", CLEAR)
  .option("--rebuild", REBUILD)
  .addHelpText("after", WHERE);

await front<Flags>(asked, main);
