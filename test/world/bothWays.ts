import { type LocalD1, openD1 } from "./d1.ts";
import { neverSettling } from "./neverSettling.ts";

/** What is kept of figures: whether something is settled must not be seen in it. */
const KEPT = {
  points: "SELECT content FROM points ORDER BY programme_id, metric, period",
  insights: "SELECT * FROM insights ORDER BY key",
  facts: "SELECT programme_id, period, owner, kind, id, content FROM facts ORDER BY 1, 2, 3, 4, 5",
  accumulators: "SELECT * FROM accumulators ORDER BY programme_id, period, owner",
  firsts: "SELECT * FROM firsts ORDER BY programme_id, owner",
};

/** A life lived in two databases: in one groups settle, in the other nothing ever does. */
export interface BothWays<T> {
  settling: T;
  loading: T;
  /** How many groups are settled in the first at its end. */
  settled: number;
}

/** The same life lived twice, over databases of their own. Whatever `live` gives has to be alike. */
export async function bothWays<T>(live: (database: LocalD1) => Promise<T>): Promise<BothWays<T>> {
  const database = openD1();
  const settling = await live(database);
  const settled = await settledGroups(database);
  const other = neverSettling(openD1());
  const loading = await live(other);
  if ((await settledGroups(other)) > 0) throw new Error("something settled where nothing was to");
  for (const one of [database, other]) one.close();
  return { settling, loading, settled };
}

/** How many groups are settled. */
export async function settledGroups(database: LocalD1): Promise<number> {
  const row = await database.prepare("SELECT count(*) AS n FROM past_groups").first<{ n: number }>();
  return row?.n ?? 0;
}

/** The figures a database keeps, table by table, in an order that is the same for the same figures. */
export async function keptFigures(database: LocalD1): Promise<Record<string, unknown[]>> {
  const tables: Record<string, unknown[]> = {};
  for (const [table, query] of Object.entries(KEPT)) {
    const { results } = await database.prepare(query).all<Record<string, unknown> & { content: string }>();
    tables[table] = results.map(({ content, ...place }) => ({ ...place, content: JSON.parse(content) }));
  }
  return tables;
}
