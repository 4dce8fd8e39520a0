import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine, front, jsonOption, whole } from "../../src/cli/front.ts";
import { addDays, HOUR } from "../../src/core/domain/values/time.ts";
import { type Letter, writingLetters } from "../playground/letters.ts";
import { beginDatabase, type Lived, live } from "../playground/living.ts";
import { isNamed, NAMED, scenarioOf } from "../playground/scenarios.ts";
import { openServer } from "../playground/server.ts";
import { Session } from "../playground/session.ts";
import { readState } from "../playground/state.ts";
import { serve } from "../simulators/server.ts";
import { quietRuns } from "../world/episode.ts";
import { COORDINATOR, openPlayground, type Playground } from "../world/playground.ts";
import { figuresOf } from "./figures.ts";
import { type Leaving, leaving } from "./leaving.ts";
import { type Played, play, type Runner, worldStart } from "./play.ts";
import { readScenario, type Scenario } from "./scenario.ts";
import { summaryOf } from "./summary.ts";
import { startWorker, type WorkerProcess } from "./workerProcess.ts";
import { settingsFor, TOKEN } from "./workerSettings.ts";

const STORY = join(import.meta.dirname, "story.json");
const FIRST = "team";
const PORT = 4390;

/** What was asked for on the command line. */
interface Asked {
  scenario?: string;
  story: boolean;
  once: boolean;
  json?: string;
  port: number;
}

const COMMAND = jsonOption(
  commandLine(
    "start",
    "Opens a playground: a world some weeks old, with the simulated services and the real Worker in it.",
  )
    .option(
      "--scenario <name>",
      `another world (${Object.keys(NAMED).slice(1).join(", ")}), or a file with your own cast`,
    )
    .option("--story", "plays half a year of five people and a mobile application first", false)
    .option(
      "--once",
      "plays the story, or the scenario, to its end, and ends with code 0 where every check holds",
      false,
    )
    .option("--port <n>", "serves here, and the dashboard at the next one; 0 takes free ones", whole(0, 65_534), PORT),
  "writes the figures of what was played as JSON; - prints it instead",
).addHelpText("after", "\nYour own cast: docs/casts.md. What there is to do: docs/playground.md.");

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

function progress(scenario: Scenario, mails: () => number): (week: number, now: number) => void {
  const isTerminal = process.stdout.isTTY === true;
  return (week, now) => {
    const done = Math.max(0, Math.min(week, scenario.weeks));
    const bar = "●".repeat(done) + "○".repeat(scenario.weeks - done);
    const line = `${new Date(now).toISOString().slice(0, 10)}  ${bar}  ${mails()} mails`;
    if (isTerminal) process.stdout.write(`\r${line}`);
    else if (week % 4 === 0) console.log(line);
  };
}

/** The worker over a playground's simulators, which are served for as long as it is there. */
async function workerOver(
  playground: Playground,
  { onLeave }: Leaving,
  begin?: (path: string) => unknown,
): Promise<WorkerProcess> {
  const notion = await serve(request => playground.notion.fetch(request));
  onLeave(() => notion.close());
  const google = await serve(request => playground.google.fetch(request));
  onLeave(() => google.close());
  const settings = settingsFor(playground, { notion: notion.origin, google: google.origin });
  return startWorker(settings, TOKEN, { begin, onLeave });
}

/** Plays a scenario to its end in workerd, prints what became of it, and gives back what can be gone on with. */
async function playThrough(scenario: Scenario, asked: Asked, house: Leaving) {
  const startedAt = Date.now();
  console.log(`Krug plays "${scenario.name}": ${scenario.people.length} people, ${scenario.weeks} weeks.`);
  console.log("Bringing up Notion and Google (simulated), and the worker in workerd …");
  const playground = await openPlayground({
    startsAt: worldStart(scenario),
    people: scenario.people,
    language: scenario.language,
  });
  const letters: Letter[] = [];
  house.onLeave(writingLetters(playground.google, letter => letters.push(letter)));
  const worker = await workerOver(playground, house);
  const onWeek = progress(scenario, () => playground.google.outbox.length);
  const played = await play(playground, scenario, worker, onWeek);
  const quiet = await quietRuns(playground, worker, played.endedAt);
  const figures = await figuresOf(playground, scenario, played, await worker.points(), quiet);
  const seconds = (Date.now() - startedAt) / 1000;
  console.log(summaryOf(scenario, figures, seconds));
  const written = `${JSON.stringify({ ...figures, seconds }, null, 2)}\n`;
  if (asked.json === "-") process.stdout.write(written);
  else if (asked.json !== undefined) writeFileSync(asked.json, written);
  return { playground, played, worker, letters, isWell: figures.checks.every(check => check.ok) };
}

/** A world that is some weeks old: the one that is kept in the tree, or another that is lived now. */
async function someWeeksOld(name: string, scenario: Scenario): Promise<Lived> {
  if (name === FIRST) return readState(scenario);
  console.log(`Krug lives the first weeks of "${scenario.name}" …`);
  const lived = await live(
    scenario,
    progress({ ...scenario, weeks: 5 }, () => 0),
  );
  if (process.stdout.isTTY) console.log();
  return lived;
}

async function main(asked: Asked, house: Leaving): Promise<number> {
  const name = asked.scenario ?? FIRST;
  const isPlayed = asked.story || asked.once || !isNamed(name);
  const scenario = isPlayed && asked.scenario === undefined ? readScenario(STORY) : scenarioOf(name);
  if (!asked.once) await portsFree(asked.port);
  if (isPlayed) {
    const { playground, played, worker, letters, isWell } = await playThrough(scenario, asked, house);
    if (asked.once) return isWell ? 0 : 1;
    await goOn(playground, scenario, played, worker);
    const lived = { playground, habits: played.habits.keep(), entered: played.entered, letters };
    return stayOpen(new Session(scenario, lived, worker), worker, asked.port, house);
  }
  console.log("Bringing up Notion and Google (simulated), and Krug between them …");
  const lived = await someWeeksOld(name, scenario);
  const worker = await workerOver(lived.playground, house, path => beginDatabase(path, lived.script));
  return stayOpen(new Session(scenario, lived, worker), worker, asked.port, house);
}

/** Serves the playground until the process is told to end. */
async function stayOpen(session: Session, worker: WorkerProcess, port: number, house: Leaving): Promise<number> {
  await session.begin();
  const { origin, dashboard, close } = await openServer(session, worker, port);
  house.onLeave(close);
  house.isThere();
  console.log(`
The playground is open:
  ${origin}/    ${session.scenario.name}
  ${dashboard}/    the coordinator's dashboard (its token: ${TOKEN})
Ctrl-C ends it and leaves nothing behind.`);
  await new Promise(() => {});
  return 0;
}

/** @throws Error with the code EADDRINUSE where something listens already at one of the two ports. */
async function portsFree(port: number): Promise<void> {
  if (port === 0) return;
  for (const one of [port, port + 1]) await (await serve(async () => new Response(), one)).close();
}

const house = leaving();
await front<Asked>(COMMAND, async asked => {
  try {
    return await main(asked, house);
  } finally {
    await house.leave();
  }
});
