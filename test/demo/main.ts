import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { addDays, HOUR } from "../../src/core/domain/values/time.ts";
import { serve } from "../simulators/server.ts";
import { quietRuns } from "../world/episode.ts";
import { COORDINATOR, openPlayground, type Playground } from "../world/playground.ts";
import { figuresOf } from "./figures.ts";
import { type Played, play, type Runner, worldStart } from "./play.ts";
import { readScenario, type Scenario, ScenarioError } from "./scenario.ts";
import { summaryOf } from "./summary.ts";
import { startWorker } from "./workerProcess.ts";
import { settingsFor, TOKEN } from "./workerSettings.ts";

const HELP = `npm start                             plays the story of five people and a mobile application, then stays up
npm start -- --once                   plays it and ends
npm start -- --json FILE              writes the figures too
npm start -- --scenario FILE          plays your own cast (docs/casts.md, "Your own cast")`;

const OPTIONS = {
  scenario: { type: "string", default: join(import.meta.dirname, "story.json") },
  once: { type: "boolean", default: false },
  json: { type: "string" },
  help: { type: "boolean", default: false },
} as const;

/** What was asked for on the command line. @throws ScenarioError with the usage for anything else. */
function askedFor() {
  try {
    return parseArgs({ options: OPTIONS }).values;
  } catch (error) {
    throw new ScenarioError([(error as Error).message, `what there is:\n${HELP}`]);
  }
}

const WEEKS_MORE = 8;

/** For whoever looks around afterwards: the coordinator prolongs the programmes, and there are sessions to come. */
async function goOn(playground: Playground, scenario: Scenario, played: Played, worker: Runner): Promise<void> {
  const end = addDays(scenario.starts, 7 * (scenario.weeks + WEEKS_MORE) - 1);
  for (const id of played.entered.programmes.values())
    await playground.edit(COORDINATOR, "programmes", id, { end: { start: end, end: null } });
  for (const hours of [1, 16]) {
    const at = played.endedAt + hours * HOUR;
    playground.clock.set(at);
    await worker.run(at, "prolonged");
  }
}

function progress(scenario: Scenario, playground: Playground): (week: number, now: number) => void {
  const isTerminal = process.stdout.isTTY === true;
  return (week, now) => {
    const done = Math.max(0, Math.min(week, scenario.weeks));
    const bar = "●".repeat(done) + "○".repeat(scenario.weeks - done);
    const line = `${new Date(now).toISOString().slice(0, 10)}  ${bar}  ${playground.google.outbox.length} mails`;
    if (isTerminal) process.stdout.write(`\r${line}`);
    else if (week % 4 === 0) console.log(line);
  };
}

async function main(): Promise<number> {
  const values = askedFor();
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const scenario = readScenario(values.scenario);
  const startedAt = Date.now();
  console.log(`Krug plays "${scenario.name}": ${scenario.people.length} people, ${scenario.weeks} weeks.`);
  console.log("Bringing up Notion and Google (simulated), and the worker in workerd …");
  const playground = await openPlayground({
    startsAt: worldStart(scenario),
    people: scenario.people,
    language: scenario.language,
  });
  const notion = await serve(request => playground.notion.fetch(request));
  const google = await serve(request => playground.google.fetch(request));
  const worker = await startWorker(settingsFor(playground, { notion: notion.origin, google: google.origin }), TOKEN);
  const close = async () => {
    await worker.close();
    await Promise.all([notion.close(), google.close()]);
  };
  process.once("SIGINT", () => void close().then(() => process.exit(0)));
  process.once("SIGTERM", () => void close().then(() => process.exit(0)));
  try {
    const played = await play(playground, scenario, worker, progress(scenario, playground));
    const quiet = await quietRuns(playground, worker, played.endedAt);
    const figures = await figuresOf(playground, scenario, played, await worker.points(), quiet);
    const seconds = (Date.now() - startedAt) / 1000;
    console.log(summaryOf(scenario, figures, seconds));
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ ...figures, seconds }, null, 2)}\n`);
    const isWell = figures.checks.every(check => check.ok);
    if (values.once) return isWell ? 0 : 1;
    await goOn(playground, scenario, played, worker);
    console.log(`Look at it:
  ${worker.origin}/         figures and coming sessions; the token to sign in with: ${TOKEN}
  ${worker.origin}/health   the last run
  ${notion.origin}/_sim/log       what Krug asked Notion
  ${google.origin}/_sim/outbox    the mails Google would have sent
Ctrl-C ends it.`);
    await new Promise(() => {});
    return 0;
  } finally {
    await close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof ScenarioError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
