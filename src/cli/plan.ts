import { parseArgs } from "node:util";

/** `npm run plan`: what the next run would do, in words (or as JSON with --json), asked of the deployed Worker; nothing is done. */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { json: { type: "boolean", default: false } } });
  const { KRUG_URL, DASHBOARD_TOKEN } = process.env;
  if (!KRUG_URL) {
    console.error(
      "Plan needs KRUG_URL in the environment: the address of your Worker, for example https://krug.example.workers.dev",
    );
    console.error("and DASHBOARD_TOKEN, unless Cloudflare Access lets you in.");
    return 2;
  }
  const headers: Record<string, string> = DASHBOARD_TOKEN ? { authorization: `Bearer ${DASHBOARD_TOKEN}` } : {};
  const response = await fetch(new URL("/api/plan", KRUG_URL), { headers });
  if (!response.ok) {
    console.error(`The Worker answers ${response.status}: ${(await response.text()).slice(0, 500)}`);
    return 1;
  }
  const plan = (await response.json()) as { lines: string[] };
  console.log(values.json ? JSON.stringify(plan, null, 2) : plan.lines.join("\n"));
  return 0;
}

process.exitCode = await main();
