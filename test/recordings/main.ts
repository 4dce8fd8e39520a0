import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { commandLine, front, severalOf, Trouble } from "../../src/cli/front.ts";
import { differences, readKept, writeKept } from "./files.ts";
import { type Kept, kept, type Unit } from "./heard.ts";
import { KINDS, type Kind, type KindName } from "./kinds.ts";
import { difference, linesAt } from "./show.ts";

/** Who waits is told this often how far it is. */
const TOLD_EACH_MS = 5000;

/** Differences are told so many at most. */
const MOST_TOLD = 50;

interface Job {
  kind: KindName;
  job: string;
}

/** Plays jobs on all cores; what each unit came to. */
async function playAll(jobs: readonly Job[]): Promise<Kept[]> {
  const found: Kept[] = [];
  let next = 0;
  let played = 0;
  let toldAt = Date.now();
  const cores = Math.min(availableParallelism(), jobs.length);
  await Promise.all(
    Array.from({ length: cores }, async () => {
      const worker = new Worker(import.meta.filename);
      for (let job = jobs[next++]; job !== undefined; job = jobs[next++]) {
        found.push(
          ...(await new Promise<Kept[]>((resolve, reject) => {
            worker.removeAllListeners();
            worker.once("message", resolve);
            worker.once("error", reject);
            worker.postMessage(job);
          })),
        );
        played += 1;
        if (Date.now() - toldAt < TOLD_EACH_MS) continue;
        toldAt = Date.now();
        console.error(`${job.kind}: ${played} of ${jobs.length} played`);
      }
      await worker.terminate();
    }),
  );
  return found;
}

async function unitHere(kind: KindName, name: string): Promise<Unit> {
  const { play, jobOf } = KINDS[kind] as Kind;
  const unit = (await play(jobOf(name))).find(one => one.name === name);
  if (unit === undefined) throw new Trouble(`Nothing of ${kind} is called ${name}.`);
  return unit;
}

async function show(kinds: readonly KindName[], name: string, against: string | undefined): Promise<number> {
  const kind = kinds.find(one => readKept(one).has(name)) ?? kinds[0];
  if (kind === undefined) return 2;
  const now = (await unitHere(kind, name)).lines;
  const { revision, lines } = linesAt(against ?? null, kind, name);
  const told = difference(lines, now);
  console.log(told === "" ? `${name}: as at ${revision}` : told);
  return told === "" ? 0 : 1;
}

/** Plays a kind, or some units of it, and compares it with what is kept, or keeps it. */
async function record(kind: KindName, isWritten: boolean, names: readonly string[] | null): Promise<number> {
  const startedAt = Date.now();
  const { jobs, jobOf } = KINDS[kind] as Kind;
  const isAsked = (name: string) => names === null || names.includes(name);
  const asked = names === null ? jobs : [...new Set(names.map(jobOf))];
  const heard = (await playAll(asked.map(job => ({ kind, job })))).filter(one => isAsked(one.name));
  const lines = heard.reduce((sum, one) => sum + one.count, 0);
  console.log(`${kind}: ${heard.length} units, ${lines} lines, ${Math.round((Date.now() - startedAt) / 1000)} s`);
  const all = [...readKept(kind).values()];
  const before = new Map(all.filter(one => isAsked(one.name)).map(one => [one.name, one]));
  const found = differences(before, heard);
  for (const line of found.slice(0, MOST_TOLD)) console.log(`  ${line}`);
  if (found.length > MOST_TOLD) console.log(`  and ${found.length - MOST_TOLD} more`);
  if (isWritten) writeKept(kind, [...all.filter(one => !isAsked(one.name)), ...heard]);
  else if (found.length > 0) console.log(`  npm run recordings -- --only ${kind} --show NAME tells how`);
  return isWritten ? 0 : found.length;
}

interface Asked {
  only: KindName[];
  units?: string[];
  write: boolean;
  show?: string;
  against?: string;
  lines?: string;
}

const NAMES = Object.keys(KINDS) as KindName[];

const COMMAND = commandLine(
  "recordings",
  "Plays all that is recorded, and says what leaves Krug otherwise than it did.",
)
  .option("--only <kinds>", `only these: ${NAMES.join(",")}`, severalOf(NAMES), NAMES)
  .option(
    "--units <names>",
    "plays these units of a kind alone; with --write they alone are recorded anew",
    (given: string) => given.split(","),
  )
  .option("--write", "records anew", false)
  .option("--show <name>", "plays one unit here and at the commit that recorded it, and shows the first differences")
  .option("--against <revision>", "compares with another commit")
  .option("--lines <name>", "prints all that a unit of the kind says");

async function compare({ only, units, write, show: shown, against, lines: printed }: Asked): Promise<number> {
  if (shown !== undefined) return show(only, shown, against);
  if (printed !== undefined) {
    const { lines } = await unitHere(only[0] as KindName, printed);
    process.stdout.write(`${lines.join("\n")}\n`);
    return 0;
  }
  let found = 0;
  for (const kind of only) found += await record(kind, write, units ?? null);
  return found === 0 ? 0 : 1;
}

if (isMainThread) await front<Asked>(COMMAND, compare);
else
  parentPort?.on("message", async ({ kind, job }: Job) => {
    parentPort?.postMessage((await (KINDS[kind] as Kind).play(job)).map(kept));
  });
