import type { Outage } from "../../core/rules/guards/outages.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** Services that can't be used until a person sees to them: the table `stops`. */
export const outageTable = {
  /** Every outage that lasts. */
  async list(sql: Sql): Promise<Outage[]> {
    return (await sql.prepare("SELECT what, since, until, times, why FROM stops ORDER BY what").all<Outage>()).results;
  },

  /** Keeps an outage; of one that lasts the beginning stays. */
  saving(sql: Sql, outage: Outage): Statement {
    const { what, since, until, times } = outage;
    return sql
      .prepare(
        `INSERT INTO stops (what, since, until, times, why) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (what) DO UPDATE SET until = excluded.until, times = excluded.times, why = excluded.why`,
      )
      .bind(what, since, until, times, outage.why.slice(0, 500));
  },

  /** It is over. */
  dropping(sql: Sql, what: Outage["what"]): Statement {
    return sql.prepare("DELETE FROM stops WHERE what = ?").bind(what);
  },
};
