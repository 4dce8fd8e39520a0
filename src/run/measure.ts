import { markOf } from "../core/command.ts";
import { decideMetricRows } from "../core/decide/metricRows.ts";
import { factsOf, goalsNow } from "../core/metrics/gather.ts";
import { periodsOf } from "../core/metrics/periods.ts";
import { pointsFor } from "../core/metrics/points.ts";
import { type Instant, localDate } from "../core/time.ts";
import type { Words } from "../core/words.ts";
import { listGoalLooks, listPoints, savingGoalLooks, savingPoints } from "../store/points.ts";
import { savingState } from "../store/state.ts";
import { type PushContext, push } from "./push.ts";

/**
 * Computes every programme's figures and keeps those that are new: all in D1, those of a whole programme in Notion too.
 * Once a day; recomputing gives the same points.
 */
export async function measure(context: PushContext, now: Instant, isNewDay: boolean, words: Words): Promise<void> {
  const { sql, mirror } = context;
  const today = localDate(now, "UTC");
  if (!isNewDay) return;
  const snapshot = mirror.snapshot();
  const looks = await listGoalLooks(sql);
  const kept = await listPoints(sql);
  const commands = [];
  for (const programme of snapshot.programmes) {
    if (programme.status === "draft") continue;
    const periods = periodsOf(programme, now);
    const current = periods.at(-1);
    if (current === undefined) continue;
    const points = pointsFor(programme, periods, factsOf(snapshot, programme, looks, now));
    const fresh = points.filter(point => markOf(point) !== markOf(kept.get(point.key) ?? null));
    const seen =
      now < current.to ? goalsNow(snapshot, programme, now).map(goal => ({ ...goal, period: current.number })) : [];
    const statements = [...savingPoints(sql, fresh), ...savingGoalLooks(sql, seen)];
    if (statements.length > 0) await sql.batch(statements);
    commands.push(...decideMetricRows(snapshot, programme, points, words));
  }
  await push(context, commands);
  await savingState(sql, "measured_on", today).run();
}
