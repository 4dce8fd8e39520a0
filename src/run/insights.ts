import type { Programme } from "../core/domain/programme.ts";
import type { Instant } from "../core/domain/values/time.ts";
import { insightsOf } from "../core/plan/insights/rules.ts";
import type { Insight } from "../core/rules/insights/insight.ts";
import { type KeptInsight, settledInsights } from "../core/rules/insights/settling.ts";
import type { Facts } from "../core/rules/metrics/facts.ts";
import type { Snapshot } from "../core/state/snapshot.ts";
import { savingInsights, tidyingInsights } from "../store/insights.ts";
import type { Sql } from "../store/sql.ts";
import type { Mirror } from "./mirror.ts";

/** What a programme's figures and pages show now, in the light of what was told before. */
export function seenIn(
  kept: Iterable<KeptInsight>,
  snapshot: Snapshot,
  programme: Programme,
  facts: Facts,
  now: Instant,
): Insight[] {
  const open = new Set([...kept].filter(insight => insight.state === "open").map(insight => insight.key));
  return insightsOf({ programme, snapshot, facts, now, isOpen: key => open.has(key) });
}

/** Keeps what changed of the insights, in D1 and in the mirror; true when something did: actions may follow. Those of `unlooked` programmes, not looked at whole, stay. */
export async function keepInsights(
  sql: Sql,
  mirror: Mirror,
  seen: readonly Insight[],
  now: Instant,
  unlooked: ReadonlySet<string>,
): Promise<boolean> {
  const known = [...mirror.insights.values()].filter(one => !unlooked.has(one.programmeId));
  const looked = seen.filter(one => !unlooked.has(one.programmeId));
  const changed = settledInsights(known, looked, now);
  await sql.batch([...savingInsights(sql, changed), tidyingInsights(sql, now)]);
  for (const insight of changed) mirror.insights.set(insight.key, insight);
  return changed.length > 0;
}
