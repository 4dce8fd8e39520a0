import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { atMost, type Bench, type Check, rounded } from "../report.ts";
import { besideY } from "../yardstick.ts";
import { costsOf, type KindCost, loadedIn } from "./costs.ts";
import { EDITS } from "./kinds.ts";
import { type LivedWeek, livedWeeks } from "./lived.ts";
import { storyBench } from "./story.ts";

interface YearsOptions extends Omit<HistoryOptions, "weeks"> {
  years: number | null;
}

export interface HistoryOptions {
  isQuick: boolean;
  people: number | null;
  weeks: readonly number[] | null;
  /** Lives all of it again, also what is kept. */
  isAnew: boolean;
}

/** A year later nothing costs more than so many times what it did after a month. */
const GROWTH = 1.2;

/**
 * What runs cost once there is a history: requests, rows of D1, bytes, computing time and memory of each kind of run, after some
 * weeks that were lived by the same code; and of a run of the story on average.
 */
export async function historyBench({ isQuick, people, weeks, isAnew }: HistoryOptions): Promise<Bench> {
  const size = people ?? (isQuick ? 20 : 200);
  const after = weeks ?? (isQuick ? [2, 6] : [0, 4, 13]);
  const lived = await livedWeeks({ people: size, weeks: after }, isAnew);
  const figures: Bench["figures"] = {};
  const costs: { weeks: number; byKind: Map<string, KindCost> }[] = [];
  const loadedMb = await loadedIn(lived[0] as LivedWeek);
  figures["the code, loaded: MB"] = Math.round(loadedMb);
  for (const week of lived) {
    const byKind = await costsOf(week, loadedMb);
    costs.push({ weeks: week.weeks, byKind });
    const { held, asked, seconds } = week;
    figures[`${size} people, ${week.weeks} weeks`] = { ...held, askedInAWeek: asked, secondsToLiveAWeek: seconds };
    for (const [kind, cost] of byKind) figures[`${size} people, ${week.weeks} weeks, ${kind}`] = cost;
  }
  const story = await storyBench(isQuick);
  return {
    checks: [...growthChecks(costs), ...editChecks(costs), ...story.checks],
    figures: { ...figures, ...story.figures },
  };
}

/** People act and Krug runs on two days a week: years are lived in a tenth of the time. */
const TWICE_A_WEEK = [0, 3];
const WEEKS_A_YEAR = 52;
/** What runs do most. */
const USUAL = ["the first run of a day", "nothing changed", "one goal edited"];

/**
 * Years of some people: what is kept of a settled session for good in bytes of D1, and whether runs cost in the last year what
 * they did in the second.
 */
export async function yearsBench({ isQuick, people, years, isAnew }: YearsOptions): Promise<Bench> {
  const size = people ?? (isQuick ? 10 : 50);
  const last = years ?? (isQuick ? 3 : 10);
  const weeks = [2, last].map(year => year * WEEKS_A_YEAR);
  const lived = await livedWeeks({ people: size, weeks, days: TWICE_A_WEEK }, isAnew);
  const costs: Costs[number][] = [];
  const figures: Bench["figures"] = {};
  for (const week of lived) {
    const byKind = await costsOf(week, null);
    costs.push({ weeks: week.weeks, byKind });
    figures[`${size} people, ${week.weeks} weeks`] = { ...week.held, secondsToLiveAWeek: week.seconds };
    for (const [kind, cost] of byKind) figures[`${size} people, ${week.weeks} weeks, ${kind}`] = cost;
  }
  const { sessions, bytes, ofTables } = pastIn((lived.at(-1) as LivedWeek).database);
  figures[`${size} people, ${last} years, kept of what is settled`] = { sessions, bytes, ofTables };
  return {
    checks: [
      atMost(
        `${size} people, ${last} years: bytes of D1 in compact rows, a settled session`,
        Math.round(bytes / sessions),
        300,
      ),
      ...growthChecks(costs, ["rows", "cpuInY"]).filter(({ name }) => USUAL.some(kind => name.startsWith(kind))),
    ],
    figures,
  };
}

/**
 * What the tables `past_…` hold: the pages of their rows and of all their indexes, packed as after a `VACUUM`; and the settled
 * sessions they hold it of.
 */
function pastIn(database: string): { sessions: number; bytes: number; ofTables: Record<string, number> } {
  const folder = mkdtempSync(join(tmpdir(), "krug-past-"));
  const path = join(folder, "packed.sqlite");
  copyFileSync(database, path);
  const sql = new DatabaseSync(path);
  sql.exec("VACUUM");
  const rows = sql
    .prepare(
      `SELECT tbl_name AS name, sum(pgsize) AS bytes FROM dbstat JOIN sqlite_master USING (name)
      WHERE tbl_name LIKE 'past\\_%' ESCAPE '\\' GROUP BY tbl_name`,
    )
    .all() as unknown as { name: string; bytes: number }[];
  const { sessions } = sql
    .prepare("SELECT count(*) AS sessions FROM pages WHERE source = 'sessions' AND settled_in IS NOT NULL")
    .get() as { sessions: number };
  sql.close();
  rmSync(folder, { recursive: true });
  const ofTables = Object.fromEntries(rows.map(({ name, bytes }) => [name, bytes]));
  return { sessions, bytes: rows.reduce((sum, { bytes }) => sum + bytes, 0), ofTables };
}

type Costs = readonly { weeks: number; byKind: ReadonlyMap<string, KindCost> }[];

/** From the first week with a history to the last. */
function growthChecks(costs: Costs, of: readonly (keyof typeof NAMES)[] = ["rows", "cpuInY", "heapMb"]): Check[] {
  const withHistory = costs.filter(({ weeks }) => weeks > 0);
  const [first, last] = [withHistory[0], withHistory.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  return [...last.byKind].flatMap(([kind, cost]) => {
    const before = first.byKind.get(kind);
    if (before === undefined) return [];
    return of.map(what =>
      atMost(
        `${kind}: ${NAMES[what]} after ${last.weeks} weeks, times those after ${first.weeks}`,
        rounded(cost[what] / before[what], 2),
        GROWTH,
        { what: `after ${first.weeks} weeks`, value: before[what], isUnit: true },
      ),
    );
  });
}

const NAMES = { rows: "rows", cpuInY: "computing time", heapMb: "heap" };

function editChecks(costs: Costs): Check[] {
  const last = costs.at(-1);
  return EDITS.flatMap(kind => {
    const cost = last?.byKind.get(kind);
    if (last === undefined || cost === undefined) return [];
    const what = `${kind}, after ${last.weeks} weeks`;
    return [
      atMost(`${what}: rows`, cost.rows, 500),
      atMost(`${what}: KB returned`, cost.kilobytes, 1024),
      atMost(`${what}: computing time in Y`, cost.cpuInY, 0.1, besideY(cost.y)),
      atMost(`${what}: MB of heap`, cost.heapMb, 25),
    ];
  });
}
