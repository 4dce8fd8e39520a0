import type { Command } from "../../domain/command.ts";
import type { Programme } from "../../domain/programme.ts";
import type { PlainValue } from "../../domain/values/row.ts";
import { addDays, localDate } from "../../domain/values/time.ts";
import type { Point } from "../../rules/metrics/points.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { updateOf } from "../../state/writing.ts";
import type { Words } from "../../words/words.ts";

/** The rows of *Metrics* brought up to date: figures of the whole programme that may be shown to everybody, a row a period. */
export function decideMetricRows(
  snapshot: Snapshot,
  programme: Programme,
  points: readonly Point[],
  words: Words,
): Command[] {
  return points
    .filter(point => point.isPublic && point.programmeId === programme.id)
    .flatMap((point): Command[] => {
      const values: Record<string, PlainValue> = {
        value: rounded(point.value),
        n: point.n,
        baseline: rounded(point.baseline),
        change: rounded(point.change),
      };
      const existing = snapshot.keyed.get(point.key);
      if (existing !== undefined) return updateOf(existing, values);
      const lastDay = addDays(localDate(point.period.to, programme.zone), -1);
      return [
        {
          kind: "create_page",
          key: point.key,
          source: "metrics",
          values: {
            ...values,
            title: words.metricTitle({ id: point.metricId, skill: point.skill }, programme.language),
            programme: [programme.id],
            metric: point.skill === null ? point.metricId : `${point.metricId}:${point.skill}`,
            period: { start: localDate(point.period.from, programme.zone), end: lastDay },
            unit: words.metricUnit(point.metricId, programme.language),
            key: point.key,
          },
        },
      ];
    });
}

/** Figures for people: four decimals are more than any of them bears. */
function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10_000) / 10_000;
}
