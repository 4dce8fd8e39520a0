/**
 * A history lived twice: as it is, and over a database in which nothing settles and something is always due, so that every run reads
 * and decides about everything. What people would find has to be the same after every run.
 *
 * What concerns whole programmes (counts of surveys, *Krug says* of programmes) may wait for half an hour in the first life
 * (docs/what-an-edit-reads.md): of these pages a difference counts once it has stood for so long, and at the end. Where an
 * invocation would be killed before a statement it is killed before a request instead: how many statements a run takes is what is other.
 */
import { SOURCE_KEYS, type SourceKey } from "../../src/core/domain/values/row.ts";
import { WHOLE_WITHIN_MS } from "../../src/core/state/near.ts";
import type { Sql } from "../../src/store/database/sql.ts";
import { canonical } from "../recordings/heard.ts";
import { alwaysWhole } from "../world/alwaysWhole.ts";
import { keptFigures } from "../world/bothWays.ts";
import { type LocalD1, openD1 } from "../world/d1.ts";
import { neverSettling } from "../world/neverSettling.ts";
import type { History, Step } from "./history.ts";
import type { Life } from "./life.ts";
import { commentsOn, eventsOf, pagesOf } from "./looks.ts";
import { livedOn } from "./play.ts";

/** What is to be seen after a run, as lines. */
export interface Look {
  at: number;
  lines: string[];
  /** Pages of which a difference may stand for half an hour. */
  mayWait: string[];
}

/** How a history went that was lived twice. */
export interface Twice {
  /** The first run after which something was not the same, and what; null where all was. */
  difference: string | null;
  runs: number;
  /** How many runs of the first life read only what lay near a small change. */
  near: number;
}

export const MAY_WAIT: readonly SourceKey[] = ["surveys", "programmes"];
/** Asked by each run that reads what lies near something, and by no other. */
const NEAR = /= 'add_check_ins' OR /;
const LINES_TOLD = 4;

/** The same history, in which a run follows each act by itself, so that what is small is seen alone. */
function withRuns({ cast, steps }: History): History {
  const run: Step = { do: "run" };
  const followed = steps.flatMap((step): Step[] => {
    if (step.do === "run")
      return [step.kill?.how === "statement" ? { ...step, kill: { ...step.kill, how: "before" } } : step];
    return NO_ACTS.includes(step.do) ? [step] : [step, run];
  });
  return { cast, steps: [run, run, ...followed] };
}

const NO_ACTS: readonly string[] = ["again", "wait", "fault", "lag", "expire", "lose", "both"];

/** Lives it twice; `planted` is a bug, as SQL, in the database of the first life. */
export async function livedTwice(history: History, planted = ""): Promise<Twice> {
  const calm = withRuns(history);
  const asItIs = await lived(calm, openD1(":memory:", { planted }), sql => sql);
  const whole = await lived(calm, openD1(), sql => alwaysWhole(neverSettling(sql)));
  if (whole.near > 0) throw new Error("a run that was to read everything did not");
  return { difference: differenceOf(asItIs, whole), runs: asItIs.looks.length, near: asItIs.near };
}

async function lived(history: History, database: LocalD1, over: (sql: LocalD1) => LocalD1) {
  let near = 0;
  const counting = Object.assign(Object.create(database) as LocalD1, {
    prepare(query: string) {
      if (NEAR.test(query)) near += 1;
      return database.prepare(query);
    },
  });
  const looks: Look[] = [];
  const { end, violations } = await livedOn(over(counting), history, async life => void looks.push(await lookAt(life)));
  database.close();
  return { looks, end: [end, canonical(violations)], near };
}

type Lived = Awaited<ReturnType<typeof lived>>;

/** What people find after a run, what was carried out, and the figures. */
export async function lookAt({ playground, sql, now }: Pick<Life, "playground" | "sql" | "now">): Promise<Look> {
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  const page = (source: SourceKey) =>
    pagesOf(playground, source)
      .sort(byId)
      .map(one => `page ${source} ${canonical([one, commentsOn(playground, one.id)])}`);
  const { points } = await keptFigures(sql as LocalD1);
  return {
    at: now,
    lines: [
      ...SOURCE_KEYS.filter(source => !MAY_WAIT.includes(source)).flatMap(page),
      ...eventsOf(playground)
        .sort(byId)
        .map(event => `event ${canonical(event)}`),
      ...playground.google.outbox.map(({ at: _, ...mail }) => `mail ${canonical(mail)}`),
      ...(await commandsIn(sql)),
      ...(points ?? []).map(point => `point ${canonical(point)}`),
    ],
    mayWait: MAY_WAIT.flatMap(page),
  };
}

/** What was carried out, but for what is written on pages that may wait. What is put off is noted until all is decided about again. */
async function commandsIn(sql: Sql): Promise<string[]> {
  const { results } = await sql
    .prepare(
      `SELECT kind || ' ' || key AS command FROM outbox WHERE state = 'done' AND entity NOT IN (SELECT id FROM pages WHERE source IN (SELECT value FROM json_each(?)))
       ORDER BY key`,
    )
    .bind(JSON.stringify(MAY_WAIT))
    .all<{ command: string }>();
  return results.map(({ command }) => `command ${command}`);
}

function differenceOf(asItIs: Lived, whole: Lived): string | null {
  return firstDifference(asItIs.looks, whole.looks) ?? onlyIn(asItIs.end, whole.end);
}

/** The first look of one life that is not as in the other, and what; null where all are. */
export function firstDifference(looks: readonly Look[], others: readonly Look[]): string | null {
  let waitsSince: number | null = null;
  for (const [run, look] of looks.entries()) {
    // Where something waited, one quiet run more is taken at the end.
    const other = others[run] ?? look;
    const told = onlyIn(look.lines, other.lines);
    const waiting = onlyIn(look.mayWait, other.mayWait);
    waitsSince = waiting === null ? null : (waitsSince ?? look.at);
    const isLate = waitsSince !== null && look.at >= waitsSince + WHOLE_WITHIN_MS;
    if (told !== null || isLate) return `after run ${run + 1}, ${new Date(look.at).toISOString()}\n${told ?? waiting}`;
  }
  return null;
}

/** Some of the lines that only one of two lists has; null where they are the same. */
function onlyIn(asItIs: readonly string[], whole: readonly string[]): string | null {
  if (canonical(asItIs) === canonical(whole)) return null;
  const only = (who: string, lines: readonly string[], others: ReadonlySet<string>) =>
    lines
      .filter(line => !others.has(line))
      .slice(0, LINES_TOLD)
      .map(line => `  ${who} ${line}`);
  const told = [...only("as it is:", asItIs, new Set(whole)), ...only("whole:   ", whole, new Set(asItIs))];
  return told.length === 0 ? "  the same lines in another order, or one of them twice" : told.join("\n");
}
