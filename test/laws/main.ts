import { availableParallelism } from "node:os";
import { isMainThread, parentPort, Worker } from "node:worker_threads";
import fc from "fast-check";
import { front, whole } from "../../src/cli/front.ts";
import { equal } from "../bench/report.ts";
import { checkedCommand, ended } from "../checked.ts";
import { LAWS, Lives } from "./laws.ts";
import { type World, worlds } from "./worlds.ts";

/** So many worlds have one seed: a path stays short. */
const PART = 50;

/** A law that a world breaks. */
interface Breach {
  law: string;
  seed: number;
  path: string;
  who: string[];
  /** The smallest world found that breaks it. */
  world: World;
}

interface Part {
  seed: number;
  worlds: number;
}

/** The seed of the n-th part of a search, far from those of others. */
function seedOf(search: number, part: number): number {
  return (Math.imul(search, 0x9e3779b1) ^ Math.imul(part + 1, 0x85ebca6b)) & 0x7fffffff;
}

/** The breaches among the worlds of a part, and how often each law was looked at. */
function lookedAt({ seed, worlds: count }: Part): Breach[] {
  const broken: { law: string; path: string }[] = [];
  let place = 0;
  fc.check(
    fc.property(worlds, world => {
      const lives = new Lives(world);
      for (const { name, broken: brokenBy } of LAWS)
        if (failsIn(brokenBy, lives) !== null) broken.push({ law: name, path: String(place) });
      place += 1;
    }),
    { seed, numRuns: count },
  );
  return broken.map(({ law, path }) => smallest(law, seed, path));
}

/** Who breaks a law in a company; null where it holds. A crash breaks it too. */
function failsIn(broken: (lives: Lives) => string[], lives: Lives): string[] | null {
  try {
    const who = broken(lives);
    return who.length > 0 ? who : null;
  } catch (error) {
    return [String(error)];
  }
}

/** The breach at a place of a seed, made as small as it gets. */
function smallest(law: string, seed: number, path: string): Breach {
  const { broken } = LAWS.find(one => one.name === law) ?? { broken: () => [] };
  const found = fc.check(
    fc.property(worlds, world => failsIn(broken, new Lives(world)) === null),
    { seed, path, numRuns: 1, interruptAfterTimeLimit: 120_000 },
  );
  const world = (found.counterexample?.[0] ??
    found.failures[0]?.[0] ??
    fc.sample(worlds, { seed, path, numRuns: 1 })[0])!;
  return { law, seed, path, who: failsIn(broken, new Lives(world)) ?? [], world };
}

function tell({ law, seed, path, who, world }: Breach): void {
  console.log(`\nbroken: ${law}`);
  for (const one of who.slice(0, 5)) console.log(`  ${one.slice(0, 300)}`);
  console.log(`the smallest company found that breaks it:\n${JSON.stringify(world)}`);
  console.log(`again: npm run laws -- --seed ${seed} --path ${path}`);
}

/** Shares the parts among the cores and gathers what breaks. */
async function searchAll(parts: readonly Part[], cores: number): Promise<Breach[]> {
  const breaches: Breach[] = [];
  let next = 0;
  let done = 0;
  await Promise.all(
    Array.from({ length: Math.min(cores, parts.length) }, async () => {
      const worker = new Worker(import.meta.filename);
      while (next < parts.length) {
        const part = parts[next]!;
        next += 1;
        const found = await new Promise<Breach[]>((resolve, reject) => {
          worker.once("message", resolve);
          worker.once("error", reject);
          worker.postMessage(part);
        });
        worker.removeAllListeners("error");
        for (const breach of found) tell(breach);
        breaches.push(...found);
        done += part.worlds;
        if (Math.floor(done / 500) > Math.floor((done - part.worlds) / 500)) console.log(`${done} worlds`);
      }
      await worker.terminate();
    }),
  );
  return breaches;
}

interface Asked {
  worlds: number;
  seed: number;
  cores: number;
  path?: string;
  json?: string;
}

const COMMAND = checkedCommand("laws", "Holds every law of matching to companies drawn by a seed.")
  .option("--worlds <n>", "so many companies", whole(1, 1_000_000), 5000)
  .option("--seed <n>", "from which they are drawn", whole(0, 2 ** 31 - 1), 1)
  .option("--path <path>", "one of them alone, as it was named when it broke a law: it is made smaller")
  .option("--cores <n>", "so many at a time", whole(1, 256), availableParallelism());

async function hold({ worlds: asked, seed, cores, path, json }: Asked): Promise<number> {
  const count = path === undefined ? asked : 1;
  const breaches =
    path === undefined
      ? await searchAll(
          Array.from({ length: Math.ceil(count / PART) }, (_, part) => ({
            seed: seedOf(seed, part),
            worlds: Math.min(PART, count - part * PART),
          })),
          cores,
        )
      : LAWS.map(({ name }) => smallest(name, seed, path)).filter(({ who }) => who.length > 0);
  if (path !== undefined) for (const breach of breaches) tell(breach);
  const checks = LAWS.map(({ name }) => equal(name, breaches.filter(({ law }) => law === name).length, 0));
  console.log(`\n${count} companies`);
  return ended({ checks, worlds: count, seed, breaches }, json);
}

if (isMainThread) await front<Asked>(COMMAND, hold);
else parentPort?.on("message", (part: Part) => parentPort?.postMessage(lookedAt(part)));
