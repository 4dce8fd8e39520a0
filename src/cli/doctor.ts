import { type Check, counted, unwell, well } from "../text/operating/doctor.ts";
import { type Ask, addressOf, putJson, WHERE, workerOf } from "./asking.ts";
import { commandLine, front, jsonOption } from "./front.ts";

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
  const { checks: seen } = await ask<{ checks: Check[] }>("/api/doctor");
  const checks = [...seen, ...(await fromOutside(addressOf(process.env.KRUG_URL)))];
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

/** What a stranger finds at the Worker's address: monitors and hooks must get through, and nobody else. */
async function fromOutside(url: URL): Promise<Check[]> {
  const stranger = async (path: string, method = "GET") => {
    const answer = await fetch(new URL(path, url), { method, redirect: "manual" });
    return { status: answer.status, isOurs: answer.headers.get("x-frame-options") === "DENY" };
  };
  const health = await stranger("/health");
  const hooks = await stranger("/hooks/notion", "POST");
  const page = await stranger("/");
  const bypass =
    "In Cloudflare Access add an application for this path with a policy of the action Bypass for everyone.";
  return [
    health.status === 200
      ? well("Health", "/health can be watched from outside.")
      : unwell("Health", `/health answers ${health.status} to a monitor.`, bypass),
    hooks.isOurs && hooks.status !== 403
      ? well("The way of hooks", "/hooks reaches the Worker.")
      : unwell("The way of hooks", `/hooks answers ${hooks.status} before the Worker is asked.`, bypass),
    page.status === 200
      ? unwell("The door", "The dashboard opens for anybody.", "Set DASHBOARD_TOKEN, or verify what guards the Worker.")
      : well("The door", "The dashboard is closed to strangers."),
  ];
}

function lineOf({ what, isOk, says, todo }: Check): string {
  const first = `${isOk ? "ok    " : "NOT OK"}  ${what}: ${says}`;
  return todo === null ? first : `${first}\n        -> ${todo}`;
}

const asked = jsonOption(commandLine("doctor", SAYS), "writes the same as JSON; - prints it instead")
  .option("--clear", CLEAR)
  .option("--rebuild", REBUILD)
  .addHelpText("after", WHERE);

await front<Flags>(asked, main);
