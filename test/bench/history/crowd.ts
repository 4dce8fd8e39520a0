import { copyFileSync } from "node:fs";
import { join } from "node:path";
import { atMost, type Bench } from "../report.ts";
import { besideY } from "../yardstick.ts";
import type { HistoryOptions } from "./bench.ts";
import { copyPeople } from "./copied.ts";
import { costOf, costOfLook, inFolder, type KindCost, loadedIn, rowsOf, takenOver } from "./costs.ts";
import { EDITS } from "./kinds.ts";
import { type LivedWeek, livedWeeks } from "./lived.ts";

interface CrowdOptions extends HistoryOptions {
  copies: number;
}

/** With ten times the people a small change reads at most so many times the rows. */
const RATIO = 1.3;
/** So many people are looked at in a message where more lives than one carries (src/config.ts). */
const SLICE = 400;
/** What somebody changes on their own page. */
const OWN = "one person's hours changed";

/**
 * What small changes cost in a programme of many people with a history: one that was lived, beside so many renamed copies of all
 * who lived it, and of what they did (copied.ts). Each kind of run is taken over the lived database as it was by then, and over
 * that with the copies.
 */
export async function crowdBench({ isQuick, people, weeks, copies, isAnew }: CrowdOptions): Promise<Bench> {
  const size = people ?? (isQuick ? 20 : 1000);
  const lived = await livedWeeks({ people: size, weeks: weeks ?? (isQuick ? [2] : [4]) }, isAnew);
  const week = lived.at(-1) as LivedWeek;
  const loadedMb = await loadedIn(week);
  const figures: Bench["figures"] = {};
  const checks: Bench["checks"] = [];
  await inFolder(async folder => {
    const before = join(folder, "before.sqlite");
    const crowded = join(folder, "crowded.sqlite");
    copyFileSync(week.database, before);
    copyPeople(before, crowded, copies);
    for (const people of [SLICE, "rounds"] as const) {
      const look = { now: week.runs.at(-1)?.now ?? 0, people };
      const cost = await costOfLook(week, crowded, { look, loadedMb });
      const what = `${people === "rounds" ? "rounds" : `a slice of ${people} people`} of ${size * copies}, after ${week.weeks} weeks`;
      figures[what] = cost;
      console.error(`${what}: ${JSON.stringify(cost)}`);
      checks.push(
        atMost(`${what}: computing time in Y`, cost.cpuInY, 30),
        atMost(`${what}: MB of heap`, cost.heapMb, 100),
      );
    }
    for (const run of week.runs) {
      const { name } = run;
      if (name !== null && (EDITS.includes(name) || name === OWN || name === "nothing changed")) {
        copyPeople(before, crowded, copies);
        const [one, many] = await Promise.all(
          [before, crowded].map(async file => (await rowsOf(week, file, [run]))[0]),
        );
        const cost = await costOf(week, { run, before: crowded, loadedMb }, many);
        const what = `${name}, ${size * copies} people, after ${week.weeks} weeks`;
        figures[what] = cost;
        checks.push(...checksOf(what, cost, one?.read ?? 0));
      }
      await takenOver(week, run, before);
    }
  });
  return { checks, figures };
}

function checksOf(what: string, cost: KindCost, rowsOfOne: number): Bench["checks"] {
  const isOwn = what.startsWith(OWN);
  const ratio = Math.round((cost.rows / rowsOfOne) * 100) / 100;
  const beside = { what: "rows without the copies", value: rowsOfOne, isUnit: true };
  return [
    atMost(`${what}: rows`, cost.rows, isOwn ? 6000 : 500),
    atMost(`${what}: rows, times those without the copies`, ratio, RATIO, beside),
    atMost(`${what}: KB returned`, cost.kilobytes, 1024),
    atMost(`${what}: computing time in Y`, cost.cpuInY, isOwn ? 4 : 0.1, besideY(cost.y)),
    atMost(`${what}: MB of heap`, cost.heapMb, isOwn ? 60 : 25),
  ];
}
