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

  /** The kept figures of some metrics, for all skills together. */
  async listOverall(sql: Sql, metricIds: readonly string[]): Promise<Point[]> {
    const { results } = await sql
      .prepare("SELECT content FROM points WHERE metric IN (SELECT value FROM json_each(?))")
      .bind(JSON.stringify(metricIds))
      .all<{ content: string }>();
    return results.map(row => JSON.parse(row.content) as Point);
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

type Seen = Fact<"goals"> | Fact<"people">;
type Observed<Kept> = Kept & { period: number };

/** Goals as they were seen: the table `goal_looks`. */
export const goalObservationTable = observationTable<Fact<"goals">>("goal_looks", "goal_id", goal => goal.id);

/** People as they were seen: the table `person_looks`. */
export const personObservationTable = observationTable<Fact<"people">>(
  "person_looks",
  "person_id",
  person => person.personId,
);

/** A table of what stood when last looked at, one row for what was seen, programme and period. */
function observationTable<Kept extends Seen>(table: string, idColumn: string, idOf: (seen: Kept) => string) {
  return {
    /** How each stood when last looked at, in every period that is not settled. */
    async list(sql: Sql): Promise<Kept[]> {
      const { results } = await sql
        .prepare(`SELECT content FROM ${table} INDEXED BY ${table}_living WHERE settled_in IS NULL`)
        .all<{ content: string }>();
      return results.map(row => JSON.parse(row.content) as Kept);
    },

    /** Statements by which looks are settled: they are not listed any more. */
    settling(sql: Sql, looks: readonly Kept[]): Statement[] {
      const rows = looks.map(look =>
        JSON.stringify({ id: idOf(look), programmeId: look.programmeId, at: look.seenAt }),
      );
      return inChunks(rows).map(chunk =>
        sql
          .prepare(
            `UPDATE ${table} SET settled_in = part.value ->> 'programmeId' FROM json_each(?) AS part
             WHERE ${table}.${idColumn} = part.value ->> 'id' AND ${table}.programme_id = part.value ->> 'programmeId'
               AND ${table}.content ->> 'seenAt' = part.value ->> 'at'`,
          )
          .bind(chunk),
      );
    },

    /** How each stood when looked at: one for each period stays, the latest. */
    saving(sql: Sql, observations: readonly Observed<Kept>[]): Statement[] {
      const rows = observations.map(observation => {
        const { period, ...content } = observation;
        const { programmeId } = observation;
        return JSON.stringify({ id: idOf(observation), programmeId, period, content: JSON.stringify(content) });
      });
      return inChunks(rows).map(chunk =>
        sql
          .prepare(
            `INSERT INTO ${table} (${idColumn}, programme_id, period, content)
             SELECT value ->> 'id', value ->> 'programmeId', value ->> 'period', value ->> 'content' FROM json_each(?) WHERE true
             ON CONFLICT (${idColumn}, programme_id, period) DO UPDATE SET content = excluded.content`,
          )
          .bind(chunk),
      );
    },
  };
}
