import type { Command } from "../../domain/command.ts";
import type { Programme } from "../../domain/programme.ts";
import { list } from "../../domain/values/row.ts";
import { type Instant, localDate } from "../../domain/values/time.ts";
import type { SessionFact } from "../../rules/metrics/facts.ts";
import type { Point } from "../../rules/metrics/points.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import type { Words } from "../../words/words.ts";
import { digestOf, monthBefore } from "./digest.ts";

/** A month is told in its next one's first days; what was missed then stays untold. */
const TOLD_WITHIN_DAYS = 7;

/** The page that tells a programme's last month, made once; what people write on it stays. */
export function decideDigest(
  snapshot: Snapshot,
  programme: Programme,
  known: { sessions: readonly SessionFact[]; points: readonly Point[] },
  now: Instant,
  words: Words,
): Command[] {
  const today = localDate(now, programme.zone);
  const month = monthBefore(today);
  const key = `digest:${programme.id}:${month.from.slice(0, 7)}`;
  const isOver = programme.startsOn >= month.to || (programme.endsOn !== null && programme.endsOn < month.from);
  if (programme.status === "draft" || isOver || Number(today.slice(8)) > TOLD_WITHIN_DAYS) return [];
  if (snapshot.keyed.has(key) || snapshot.discarded.has(key)) return [];
  const found = digestOf(snapshot, programme, month, known, goalsToldOf(snapshot));
  if (found === null) return [];
  const { title, body } = words.digest(found.digest, programme.language);
  return [
    {
      kind: "create_page",
      key,
      source: "digests",
      values: {
        title,
        programme: [programme.id],
        month: { start: month.from, end: null },
        reached: found.goalIds,
        key,
      },
      body,
    },
  ];
}

function goalsToldOf(snapshot: Snapshot): Set<string> {
  const digests = [...snapshot.rows.values()].filter(row => row.source === "digests");
  return new Set(digests.flatMap(row => list(row, "reached")));
}
