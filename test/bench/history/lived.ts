import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { addDays, atLocal, type LocalDate, MINUTE } from "../../../src/core/domain/values/time.ts";
import type { Connection } from "../../../src/run/world/world.ts";
import type { RequestLog } from "../../simulators/requestLog.ts";
import { openD1 } from "../../world/d1.ts";
import { type Exchange, noting } from "./exchange.ts";
import { KINDS } from "./kinds.ts";
import { type Life, liveDay, OPENED, openLife, STARTS, takeRun, ZONE } from "./life.ts";

/** A run as it was lived: when, and what it and the services said to each other. */
export interface LivedRun {
  /** Of its kind; null for one that is not looked at, or before which there was nothing to act on. */
  name: string | null;
  now: number;
  exchange: Exchange;
}

/** The Wednesday after so many weeks of history: the database before its first run, and its runs. */
export interface LivedWeek {
  weeks: number;
  database: string;
  connection: Connection;
  runs: LivedRun[];
  /** Pages, events and answers by then, and the database's megabytes. */
  held: Record<string, number>;
  /** Requests of the runs of the week before, one run a working day, by service; null before the first. */
  asked: Record<Service, number> | null;
  /** Computing time of living the week before, simulators and database too, in seconds; null before the first. */
  seconds: number | null;
}

/** Who lives, and for how long. */
export interface Lives {
  people: number;
  /** After how many weeks Wednesdays are looked at. */
  weeks: readonly number[];
  /** The days of a week on which people act and Krug runs, 0 for Monday: without a word all working days. */
  days?: readonly number[];
}

/**
 * The weeks of a programme as they were lived, which takes minutes to hours: they are kept in a folder and lived anew where they
 * are not there, or are asked for anew.
 */
export async function livedWeeks(lives: Lives, isAnew: boolean): Promise<LivedWeek[]> {
  const { people, weeks, days } = lives;
  const name = days === undefined ? `${people}` : `${people}-on-${days.join("")}`;
  const folder = join(import.meta.dirname, "../../../.bench", name);
  const isKept = weeks.every(week => existsSync(join(folder, `${week}.json`)));
  if (isAnew || !isKept) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    await live(lives, folder);
  }
  return weeks.map(week => {
    const lived = JSON.parse(readFileSync(join(folder, `${week}.json`), "utf8")) as LivedWeek;
    const database = join(folder, `${week}.sqlite`);
    // What was lived before a migration is measured as it is after an upgrade.
    openD1(database).close();
    const { budget } = lived.connection;
    return { ...lived, database, connection: { ...lived.connection, budget: { ...budget, living: 1e9, slice: 1e9 } } };
  });
}

async function live({ people, weeks, days = [0, 1, 2, 3, 4] }: Lives, folder: string): Promise<void> {
  const path = join(folder, "lived.sqlite");
  const life = await openLife(people, path);
  const last = Math.max(...weeks);
  let seconds: number | null = null;
  let asked: LivedWeek["asked"] = null;
  for (let day = OPENED; day < STARTS; day = addDays(day, 1)) await liveDay(life, day);
  for (let week = 0; week <= last; week += 1) {
    const used = process.cpuUsage();
    const before = requestsOf(life);
    for (let place = 0; place < 7; place += 1) {
      const day = addDays(STARTS, 7 * week + place);
      if (place !== WEDNESDAY || !weeks.includes(week)) {
        if (days.includes(place)) await liveDay(life, day);
        continue;
      }
      const database = join(folder, `${week}.sqlite`);
      copyFileSync(path, database);
      const held = { ...(await heldBy(life)), megabytes: Math.round(statSync(database).size / 1e5) / 10 };
      const runs = await liveWednesday(life, day);
      const { connection } = life.playground;
      const lived: LivedWeek = { weeks: week, database, connection, runs, held, asked, seconds };
      writeFileSync(join(folder, `${week}.json`), JSON.stringify(lived));
      if (week === last) {
        life.sql.close();
        return;
      }
    }
    const { user, system } = process.cpuUsage(used);
    seconds = Math.round((user + system) / 1e5) / 10;
    const now = requestsOf(life);
    asked = { notion: now.notion - before.notion, google: now.google - before.google };
    console.error(`lived week ${week + 1} of ${last}, ${people} people: ${seconds} s of computing time`);
  }
}

const WEDNESDAY = 2;

type Service = "notion" | "google";

/** What Krug asked the services so far. */
function requestsOf({ playground }: Life): Record<Service, number> {
  const asked = ({ log }: { log: RequestLog }) => log.entries.filter(one => one.actor === "bot").length;
  return { notion: asked(playground.notion), google: asked(playground.google) };
}

async function liveWednesday(life: Life, day: LocalDate): Promise<LivedRun[]> {
  const { playground } = life;
  const runs: LivedRun[] = [];
  for (const { name, at, act } of KINDS) {
    playground.clock.set(atLocal(day, at, ZONE) - 2 * MINUTE);
    const isActed = await act(life);
    if (!isActed) console.error(`${day}, ${name}: there is nothing to act on, so it is not looked at`);
    playground.clock.set(atLocal(day, at, ZONE));
    const exchange: Exchange = [];
    const now = playground.clock.now();
    await takeRun(life, noting(playground.fetch, exchange));
    runs.push({ name: isActed ? name : null, now, exchange });
  }
  return runs;
}

async function heldBy({ sql }: Life): Promise<Record<string, number>> {
  const held: Record<string, number> = {};
  for (const table of ["pages", "events", "answers"]) {
    const row = await sql.prepare(`SELECT count(*) AS n FROM ${table}`).first<{ n: number }>();
    held[table] = row?.n ?? 0;
  }
  return held;
}
