import type { Programme } from "../../core/domain/programme.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import { isDigestDue, pairKey, pairsToTell } from "../../core/plan/figures/digest.ts";
import { areLookedFor } from "../../core/plan/insights/fromFigures.ts";
import { type EarlierSeats, LOOKED_BACK } from "../../core/plan/insights/rule.ts";
import type { Planning } from "../../core/plan/pass/planning.ts";
import { BEFORE, gathered, keyOf, periodNumberAt, withKept } from "../../core/rules/metrics/factIndex.ts";
import type { Fact, Facts } from "../../core/rules/metrics/facts.ts";
import { firstSessionsOf } from "../../core/rules/metrics/firstOccurrences.ts";
import type { Period } from "../../core/rules/metrics/periods.ts";
import type { Point } from "../../core/rules/metrics/points.ts";
import type { Sql } from "../../store/database/sql.ts";
import { factTable } from "../../store/figures/facts.ts";
import { firstOccurrenceTable } from "../../store/figures/firstOccurrences.ts";

/**
 * When the first session began that people of a programme were at, of those that are settled.
 *
 * It is kept of each person (`firsts`), so that one row is read of each, and one to see that it is settled. Where their first session
 * is not, their settled ones are read.
 */
export async function settledFirstSessions(
  sql: Sql,
  programmeId: string,
  periods: readonly Period[],
): Promise<Map<string, Instant>> {
  const kept = await firstOccurrenceTable.listFirstSessions(sql, programmeId);
  const known = kept.flatMap(({ owner, session }) => {
    if (session == null) return [];
    const place = { period: periodNumberAt(session.endsAt, periods), owner, kind: "sessions", id: session.id } as const;
    return { owner, startsAt: session.startsAt, place };
  });
  const settled = await factTable.settledAmong(
    sql,
    programmeId,
    known.map(({ place }) => place),
  );
  const first = new Map(
    known.filter(({ place }) => settled.has(keyOf(place))).map(({ owner, startsAt }) => [owner, startsAt]),
  );
  const others = kept.filter(({ owner, session }) => session !== null && !first.has(owner)).map(({ owner }) => owner);
  const theirs = await factTable.listSettledSessions(sql, programmeId, others);
  const among = firstSessionsOf(theirs.map(({ fact }) => fact as Fact<"sessions">));
  for (const owner of others) if (among.has(owner)) first.set(owner, among.get(owner)!);
  return first;
}

/** All settled facts of a programme. */
export async function settledFacts(sql: Sql, programmeId: string, asOf: Instant): Promise<Facts> {
  return gathered(await factTable.listSettled(sql, programmeId, BEFORE), asOf);
}

/** The number of the period as far back as which insights and digests look at facts. */
export function lookedBackTo(periods: readonly Period[], now: Instant): number {
  return periodNumberAt(now - LOOKED_BACK, periods);
}

/** What insights and digests go by. */
export interface Shown {
  facts: Facts;
  earlier?: EarlierSeats;
  firstMet?: ReadonlyMap<string, Instant>;
}

/**
 * What insights and digests of a programme need beside the facts that live, of which some are settled: as far back as they look, and
 * only where one of them is looked for now.
 */
export async function toBeShown(
  sql: Sql,
  measuring: Pick<Planning, "snapshot" | "now">,
  programme: Programme,
  figures: { facts: Facts; periods: readonly Period[]; points: readonly Point[] },
): Promise<Shown> {
  const { facts: living, periods, points } = figures;
  const { now } = measuring;
  const isDue = isDigestDue(measuring, programme);
  if (!isDue && !areLookedFor(programme)) return { facts: living };
  const since = lookedBackTo(periods, now);
  const facts = withKept(living, gathered(await factTable.listSettled(sql, programme.id, since), living.asOf));
  const until = periods.find(({ number }) => number === since)?.from;
  return {
    facts,
    ...(until === undefined ? {} : { earlier: earlierSeats(points, since, until) }),
    ...(isDue ? { firstMet: await firstMeetings(sql, programme, facts, now) } : {}),
  };
}

/** The seats of the periods before one that began at `until`, as their points count them. */
function earlierSeats(points: readonly Point[], before: number, until: Instant): EarlierSeats {
  const earlier = points.filter(({ metricId, period }) => metricId === "attendance_rate" && period.number < before);
  const sum = (of: (point: Point) => number) => earlier.reduce((total, point) => total + of(point), 0);
  return { until, known: sum(({ n }) => n), taken: sum(({ count = 0 }) => count) };
}

/** When those met first who were at a session of the month that a digest tells of, by `pairKey`. */
async function firstMeetings(
  sql: Sql,
  programme: Programme,
  facts: Facts,
  now: Instant,
): Promise<Map<string, Instant>> {
  const pairs = pairsToTell(programme, facts.sessions, now);
  const first = await firstOccurrenceTable.firstMeetings(sql, programme.id, pairs);
  return new Map(
    pairs.flatMap((pair, index) => {
      const at = first[index] ?? null;
      return at === null ? [] : [[pairKey(pair), at] as const];
    }),
  );
}
