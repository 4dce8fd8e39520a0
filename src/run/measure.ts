import { type Command, markOf } from "../core/command.ts";
import { decideMetricRows } from "../core/decide/metricRows.ts";
import { factsOf, goalsNow } from "../core/metrics/gather.ts";
import { periodsOf } from "../core/metrics/periods.ts";
import { pointsFor } from "../core/metrics/points.ts";
import type { Snapshot } from "../core/snapshot.ts";
import { type Instant, localDate } from "../core/time.ts";
import type { Words } from "../core/words.ts";
import { listGoalLooks, listPoints, savingGoalLooks, savingPoints } from "../store/points.ts";
import type { Sql, Statement } from "../store/sql.ts";
import { savingState } from "../store/state.ts";
import { type PushContext, push } from "./push.ts";

/**
 * Computes every programme's figures and keeps those that are new: all in D1, those of a whole programme in Notion too.
 * Once a day; recomputing gives the same points.
 */
export async function measure(context: PushContext, now: Instant, isNewDay: boolean, words: Words): Promise<void> {
  const { sql, mirror } = context;
  if (!isNewDay) return;
  const { statements, commands } = await figuresOf(sql, mirror.snapshot(), now, words);
  if (statements.length > 0) await sql.batch(statements);
  await push(context, commands);
  await savingState(sql, "measured_on", localDate(now, "UTC")).run();
}

/** The figures as of now: what keeps those that are new, and the rows of *Metrics* that follow. Nothing is written here. */
export async function figuresOf(
  sql: Sql,
  snapshot: Snapshot,
  now: Instant,
  words: Words,
): Promise<{ statements: Statement[]; commands: Command[] }> {
  const looks = await listGoalLooks(sql);
  const kept = await listPoints(sql);
  const statements: Statement[] = [];
  const commands: Command[] = [];
  for (const programme of snapshot.programmes) {
    if (programme.status === "draft") continue;
    const periods = periodsOf(programme, now);
    const current = periods.at(-1);
    if (current === undefined) continue;
    const points = pointsFor(programme, periods, factsOf(snapshot, programme, looks, now));
    const fresh = points.filter(point => markOf(point) !== markOf(kept.get(point.key) ?? null));
    const seen =
      now < current.to ? goalsNow(snapshot, programme, now).map(goal => ({ ...goal, period: current.number })) : [];
    statements.push(...savingPoints(sql, fresh), ...savingGoalLooks(sql, seen));
    commands.push(...decideMetricRows(snapshot, programme, points, words));
  }
  return { statements, commands };
}
