import { parseArgs } from "node:util";
import { type Check, counted, unwell, well } from "../text/operating/doctor.ts";
import { type Ask, putJson, refused, WHERE, workerOf } from "./asking.ts";

const HELP = `npm run doctor [-- --json FILE] [-- --clear] [-- --rebuild]
Looks at everything you set up, asked of the deployed Worker, and says what is not well and what to do. Nothing is changed.
Exit code 1 when something is not well.
--json FILE  writes the same as JSON; - prints it instead
--clear      prints the dead letters, messages of the queue that failed every try, and takes them away; the next run does what
             they asked for
--rebuild    works out anew what is kept of groups that are settled, from all that is theirs, and puts right what is other;
             says how much that was, or "same"
${WHERE}`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      json: { type: "string" },
      clear: { type: "boolean", default: false },
      rebuild: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const ask = workerOf(process.env);
  if (values.help || ask === null) {
    (values.help ? console.log : console.error)(HELP);
    return values.help ? 0 : 2;
  }
  if (values.clear) return clear(ask);
  if (values.rebuild) return rebuild(ask);
  const response = await ask("/api/doctor");
  if (!response.ok) return refused(response);
  const { checks: seen } = (await response.json()) as { checks: Check[] };
  const checks = [...seen, ...(await fromOutside(process.env.KRUG_URL ?? ""))];
  if (values.json !== undefined) putJson(values.json, { checks });
  if (values.json !== "-") for (const check of checks) console.log(lineOf(check));
  return checks.every(check => check.isOk) ? 0 : 1;
}

interface DeadLetters {
  deadLetters: { id: string; receivedAt: string; message: unknown }[];
}

async function clear(ask: Ask): Promise<number> {
  const listed = await ask("/api/dead-letters");
  if (!listed.ok) return refused(listed);
  const { deadLetters } = (await listed.json()) as DeadLetters;
  for (const { receivedAt, message } of deadLetters) console.log(`${receivedAt}  ${JSON.stringify(message)}`);
  // The latest is the first: what comes from now on stays.
  const until = deadLetters[0]?.receivedAt;
  if (until === undefined) {
    console.log("There are no dead letters.");
    return 0;
  }
  const answer = await ask("/api/dead-letters/clear", { method: "POST", body: JSON.stringify({ until }) });
  if (!answer.ok) return refused(answer);
  const { cleared } = (await answer.json()) as { cleared: number };
  console.log(`${counted(cleared, "dead letter was", "dead letters were")} cleared.`);
  return 0;
}

/** Portion by portion, until all is looked at. */
async function rebuild(ask: Ask): Promise<number> {
  const sum = { groups: 0, differed: 0, left: 0 };
  for (let after: string | null = ""; after !== null; ) {
    const answer = await ask("/api/doctor/rebuild", { method: "POST", body: JSON.stringify({ after }) });
    if (!answer.ok) return refused(answer);
    const looked = (await answer.json()) as typeof sum & { after: string | null };
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
async function fromOutside(url: string): Promise<Check[]> {
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

process.exitCode = await main();
