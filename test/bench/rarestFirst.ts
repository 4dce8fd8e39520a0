import { MINUTE } from "../../src/core/domain/values/time.ts";
import type { SlotInstance } from "./slotInstances.ts";
import { startsOf } from "./slotOptimum.ts";

/** How many groups get a time by the simple rule: the group with the fewest times left takes the time fewest others want. */
export function rarestFirst(instance: SlotInstance): number {
  const left = startsOf(instance).map(starts => new Set(starts));
  const groupsOf = new Map<string, number[]>();
  for (const [group, { memberIds }] of instance.requests.entries())
    for (const id of memberIds) groupsOf.set(id, [...(groupsOf.get(id) ?? []), group]);
  const others = instance.requests.map(({ memberIds }) => [
    ...new Set(memberIds.flatMap(id => groupsOf.get(id) ?? [])),
  ]);
  const length = (group: number) =>
    ((instance.requests[group]?.durationMinutes ?? 0) * MINUTE) / (instance.step * MINUTE);
  const waiting = new Set(left.keys());
  let placed = 0;
  while (waiting.size > 0) {
    const group = [...waiting].reduce((a, b) => ((left[b]?.size ?? 0) < (left[a]?.size ?? 0) ? b : a));
    waiting.delete(group);
    const rivals = (others[group] ?? []).filter(other => waiting.has(other));
    const lost = (start: number, other: number) =>
      [...(left[other] ?? [])].filter(their => their < start + length(group) && start < their + length(other));
    const harm = (start: number) => rivals.reduce((sum, other) => sum + lost(start, other).length, 0);
    const [best] = [...(left[group] ?? [])]
      .map(start => ({ start, harm: harm(start) }))
      .sort((a, b) => a.harm - b.harm);
    if (best === undefined) continue;
    placed += 1;
    for (const other of rivals) for (const their of lost(best.start, other)) left[other]?.delete(their);
  }
  return placed;
}
