import { markOf } from "../../domain/values/hash.ts";
import type { Instant } from "../../domain/values/time.ts";
import type { Insight } from "./insight.ts";

/** An insight as it is kept: since when, until when, and when it was told. */
export interface KeptInsight extends Insight {
  state: "open" | "gone";
  since: Instant;
  /** When its cause was no longer there; null while it lasts. */
  goneAt: Instant | null;
  /** When the coordinator's chat was told; null before. */
  toldAt: Instant | null;
}

/**
 * What is to be kept anew of the insights known so far and those seen now: new causes, changed evidence, causes that ended.
 *
 * A cause that lasts stays one notice, whatever its figures do; one that ended and comes back is told anew. Check-ins keep the
 * weeks they were first meant for. Empty when nothing changed.
 */
export function settledInsights(kept: readonly KeptInsight[], seen: readonly Insight[], now: Instant): KeptInsight[] {
  const known = new Map(kept.map(insight => [insight.key, insight]));
  const seenKeys = new Set(seen.map(insight => insight.key));
  const after = seen.map((insight): KeptInsight => {
    const before = known.get(insight.key);
    if (before?.state !== "open") return { ...insight, state: "open", since: now, goneAt: null, toldAt: null };
    const action = before.action?.kind === "add_check_ins" ? before.action : insight.action;
    return { ...insight, action, state: "open", since: before.since, goneAt: null, toldAt: before.toldAt };
  });
  const ended = kept
    .filter(insight => insight.state === "open" && !seenKeys.has(insight.key))
    .map((insight): KeptInsight => ({ ...insight, state: "gone", goneAt: now }));
  return [...after, ...ended].filter(insight => markOf(insight) !== markOf(known.get(insight.key) ?? null));
}
