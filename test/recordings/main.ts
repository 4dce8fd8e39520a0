import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import { differences, readKept, writeKept } from "./files.ts";
import { type Kept, kept, type Unit } from "./heard.ts";
import { isKind, KINDS, type Kind, type KindName } from "./kinds.ts";
import { difference, linesAt } from "./show.ts";

const HELP = `npm run recordings                              plays all that is recorded, and says what leaves Krug otherwise than it did
npm run recordings -- --only KIND[,KIND]        only these: ${Object.keys(KINDS).join(", ")}
npm run recordings -- --write                   records anew
npm run recordings -- --only KIND --units NAME[,NAME]   plays these alone; with --write they alone are recorded anew
npm run recordings -- --show NAME [--only KIND] plays one unit here and at the commit that recorded it, and shows the first differences
                                                --against REV compares with another commit
npm run recordings -- --lines NAME --only KIND  prints all that a unit says`;

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
  if (unit === undefined) throw new Error(`nothing of ${kind} is called ${name}`);
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

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      only: { type: "string" },
      units: { type: "string" },
      write: { type: "boolean", default: false },
      show: { type: "string" },
      against: { type: "string" },
      lines: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const kinds = (values.only ?? Object.keys(KINDS).join(",")).split(",");
  if (values.help || !kinds.every(isKind)) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  if (values.show !== undefined) return show(kinds, values.show, values.against);
  if (values.lines !== undefined) {
    const { lines } = await unitHere(kinds[0] as KindName, values.lines);
    process.stdout.write(`${lines.join("\n")}\n`);
    return 0;
  }
  let found = 0;
  for (const kind of kinds) found += await record(kind, values.write, values.units?.split(",") ?? null);
  return found === 0 ? 0 : 1;
}

if (isMainThread) process.exitCode = await main();
else
  parentPort?.on("message", async ({ kind, job }: Job) => {
    parentPort?.postMessage((await (KINDS[kind] as Kind).play(job)).map(kept));
  });
