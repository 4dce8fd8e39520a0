import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { addDays, atLocal } from "../../../src/core/domain/values/time.ts";
import { keptRows } from "../../settled/keptRows.ts";
import { openD1 } from "../../world/d1.ts";
import { atMost, type Bench, type Check, equal, rounded } from "../report.ts";
import type { HistoryOptions } from "./bench.ts";
import { costOf, loadedIn } from "./costs.ts";
import { type Exchange, noting } from "./exchange.ts";
import { type Life, liveDay, OPENED, openLife, STARTS, takeRun, ZONE } from "./life.ts";
import { takeMessage } from "./message.ts";

/** What is read again. */
const EMPTIED = "the database emptied";
const EXPIRED = "the calendar read again (410)";
const KINDS = [EMPTIED, EXPIRED] as const;

/** More history takes no more memory than so, in MB beyond the loaded code, or so many times what little takes. */
const MOST_MB = 100;
const GROWTH = 1.2;
/** What a message may use where it is broken off again and again. */
const BROKEN_OFF = { requests: 25, statements: 120, mails: 1e9, wallMs: 1e15, computing: 900, living: 1e9, slice: 1e9 };

/** What it costs to find everything again: once the database is lost, and once the calendar's token is, after few weeks and after many. */
export async function lossBench({ isQuick, people, weeks }: Omit<HistoryOptions, "isAnew">): Promise<Bench> {
  const size = people ?? (isQuick ? 12 : 60);
  const after = weeks ?? (isQuick ? [4, 9] : [4, 26]);
  const folder = mkdtempSync(join(tmpdir(), "krug-loss-"));
  const figures: Bench["figures"] = {};
  const checks: Check[] = [];
  const heaps = new Map<string, number[]>(KINDS.map(kind => [kind, []]));
  try {
    const path = join(folder, "lived.sqlite");
    const life = await openLife(size, path);
    const loadedMb = await loadedIn(life.playground);
    for (let day = OPENED; day < STARTS; day = addDays(day, 1)) await liveDay(life, day);
    for (let week = 0; week < Math.max(...after); week += 1) {
      for (let place = 0; place < 5; place += 1) await liveDay(life, addDays(STARTS, 7 * week + place));
      if (!after.includes(week + 1)) continue;
      life.playground.clock.set(atLocal(addDays(STARTS, 7 * week + 5), 12 * 60, ZONE));
      await takeRun(life);
      const place = `${size} people, ${week + 1} weeks`;
      checks.push(...(await sameChecks(life, place)));
      for (const kind of KINDS) {
        const cost = await lossOf(life, { kind, path, folder, loadedMb });
        heaps.get(kind)?.push(cost.heapMb);
        figures[`${place}, ${kind}`] = cost;
      }
    }
    life.sql.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
  for (const [kind, of] of heaps) {
    const [few = 0, many = 0] = [of[0], of.at(-1)];
    const beside = { what: `after ${after[0]} weeks`, value: few };
    const most = rounded(Math.max(MOST_MB, GROWTH * few), 1);
    checks.push(atMost(`${kind}: MB of heap after ${after.at(-1)} weeks`, many, most, beside));
  }
  return { checks, figures };
}

/**
 * Whether nobody is told anything by it, and the same is kept in the end: as of all loaded at once, and broken off again and again.
 */
async function sameChecks(life: Life, place: string): Promise<Check[]> {
  const { playground } = life;
  const { clock, connection, google, fetch } = playground;
  const mails = google.outbox.length;
  const now = clock.now();
  const over = async (budget: typeof connection.budget, isLoaded = false) => {
    const sql = openD1();
    if (isLoaded) await sql.prepare(`INSERT INTO state (key, value) VALUES ('past_taken_to', '{"step":99}')`).run();
    clock.set(now);
    const messages = await takeMessage({ ...connection, budget }, { fetch, sql, clock: standing(now) });
    const rows = await keptRows(sql);
    sql.close();
    return { messages, rows };
  };
  const whole = await over(connection.budget);
  const broken = await over(BROKEN_OFF);
  const loaded = await over(connection.budget, true);
  console.error(`${place}: broken off ${broken.messages - 1} times`);
  return [
    equal(`${place}, ${EMPTIED}: mails`, google.outbox.length - mails, 0),
    equal(`${place}, ${EMPTIED}: rows that are others where it is broken off`, differing(whole.rows, broken.rows), 0),
    equal(`${place}, ${EMPTIED}: rows that are others where all is loaded`, differing(whole.rows, loaded.rows), 0),
  ];
}

/** A run goes by the time it is asked for: what it says of it is the same however often it is broken off. */
function standing(now: number) {
  let time = now;
  return {
    now: () => time,
    advance: (by: number) => {
      time += by;
    },
  };
}

function differing(some: Record<string, string[]>, others: Record<string, string[]>): number {
  const of = (rows: Record<string, string[]>) =>
    new Set(Object.entries(rows).flatMap(([table, all]) => all.map(row => `${table} ${row}`)));
  const [one, other] = [of(some), of(others)];
  return [...one].filter(row => !other.has(row)).length + [...other].filter(row => !one.has(row)).length;
}

/** What one of these readings takes, in a thread of its own. */
async function lossOf(
  life: Life,
  { kind, path, folder, loadedMb }: { kind: string; path: string; folder: string; loadedMb: number },
) {
  const { connection, clock, google, fetch } = life.playground;
  const now = clock.now();
  const before = join(folder, "before.sqlite");
  const probe = join(folder, "probe.sqlite");
  rmSync(before, { force: true });
  if (kind === EMPTIED) openD1(before).close();
  else copyFileSync(path, before);
  if (kind === EXPIRED) google.expireSyncTokens();
  copyFileSync(before, probe);
  const exchange: Exchange = [];
  const noted = openD1(probe);
  await takeMessage(connection, { fetch: noting(fetch, exchange), sql: noted, clock: standing(now) });
  noted.close();
  return costOf({ connection }, { run: { name: kind, now, exchange }, before, loadedMb }, undefined);
}
