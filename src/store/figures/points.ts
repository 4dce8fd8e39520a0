import type { Fact } from "../../core/rules/metrics/facts.ts";
import { aboutOf, type Point } from "../../core/rules/metrics/points.ts";
import { inChunks } from "../database/portions.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** Figures of each period: the table `points`. */
export const pointTable = {
  /** Every kept figure, by its key. */
  async list(sql: Sql): Promise<Map<string, Point>> {
    const { results } = await sql.prepare("SELECT content FROM points").all<{ content: string }>();
    const points = results.map(row => JSON.parse(row.content) as Point);
    return new Map(points.map(point => [point.key, point]));
  },

  /** One programme's kept figures. */
  async listOf(sql: Sql, programmeId: string): Promise<Point[]> {
    const { results } = await sql
      .prepare("SELECT content FROM points WHERE programme_id = ?")
      .bind(programmeId)
      .all<{ content: string }>();
    return results.map(row => JSON.parse(row.content) as Point);
  },

  /** Statements that keep figures in place of those of the same period. */
  saving(sql: Sql, points: readonly Point[]): Statement[] {
    return inChunks(
      points.map(point =>
        JSON.stringify({
          ...point,
          period: String(point.period.number),
          metric: aboutOf(point),
          content: JSON.stringify(point),
        }),
      ),
    ).map(chunk =>
      sql
        .prepare(
          `INSERT INTO points (programme_id, metric, period, content)
           SELECT value ->> 'programmeId', value ->> 'metric', value ->> 'period', value ->> 'content' FROM json_each(?) WHERE true
           ON CONFLICT (programme_id, metric, period) DO UPDATE SET content = excluded.content`,
        )
        .bind(chunk),
    );
  },

  /** Forgets a programme's figures but those of the periods before this one (null: of none), which are frozen. */
  dropping(sql: Sql, programmeId: string, frozenBefore: number | null): Statement {
    return sql
      .prepare("DELETE FROM points WHERE programme_id = ?1 AND (?2 IS NULL OR CAST(period AS INTEGER) >= ?2)")
      .bind(programmeId, frozenBefore);
  },
};

/** Goals as they were seen: the table `goal_looks`. */
export const goalObservationTable = {
  /** How goals stood when last looked at, in every period. */
  async list(sql: Sql): Promise<Fact<"goals">[]> {
    const { results } = await sql.prepare("SELECT content FROM goal_looks").all<{ content: string }>();
    return results.map(row => JSON.parse(row.content) as Fact<"goals">);
  },

  /** How goals stood when looked at: one for each period stays, the latest. */
  saving(sql: Sql, observations: readonly Observed<Fact<"goals">>[]): Statement[] {
    return asChunks(observations, observation => observation.id).map(chunk =>
      sql
        .prepare(
          `INSERT INTO goal_looks (goal_id, programme_id, period, content)
           SELECT value ->> 'id', value ->> 'programmeId', value ->> 'period', value ->> 'content' FROM json_each(?) WHERE true
           ON CONFLICT (goal_id, programme_id, period) DO UPDATE SET content = excluded.content`,
        )
        .bind(chunk),
    );
  },
};

/** People as they were seen: the table `person_looks`. */
export const personObservationTable = {
  /** How people stood when last looked at, in every period. */
  async list(sql: Sql): Promise<Fact<"people">[]> {
    const { results } = await sql.prepare("SELECT content FROM person_looks").all<{ content: string }>();
    return results.map(row => JSON.parse(row.content) as Fact<"people">);
  },

  /** How people stood when looked at: one for each period stays, the latest. */
  saving(sql: Sql, observations: readonly Observed<Fact<"people">>[]): Statement[] {
    return asChunks(observations, observation => observation.personId).map(chunk =>
      sql
        .prepare(
          `INSERT INTO person_looks (person_id, programme_id, period, content)
           SELECT value ->> 'id', value ->> 'programmeId', value ->> 'period', value ->> 'content' FROM json_each(?) WHERE true
           ON CONFLICT (person_id, programme_id, period) DO UPDATE SET content = excluded.content`,
        )
        .bind(chunk),
    );
  },
};

type Observed<Kept> = Kept & { period: number };

/** Observations in the chunks that statements take, each under its period and what it is of. */
function asChunks<Kept extends Fact<"goals"> | Fact<"people">>(
  observed: readonly Observed<Kept>[],
  idOf: (observation: Observed<Kept>) => string,
): string[] {
  const rows = observed.map(observation => {
    const { period, ...content } = observation;
    const { programmeId } = observation;
    return JSON.stringify({ id: idOf(observation), programmeId, period, content: JSON.stringify(content) });
  });
  return inChunks(rows);
}
