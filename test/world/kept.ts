import { sealedColumns } from "../../src/store/database/sealed.ts";
import { type LocalD1, openD1 } from "./d1.ts";

const SEALED = /sealed:[\w-]{8}:[\w-]+\.[\w-]+/g;

/** Every table of a database, its rows as JSON, as somebody reads them who gets hold of it without the key. */
export async function stolenTables(database: LocalD1): Promise<Record<string, string>> {
  const tables = await allRows(database);
  return Object.fromEntries(
    Object.entries(tables).map(([name, rows]) => [name, JSON.stringify(rows).replaceAll(SEALED, "sealed")]),
  );
}

/** The same as whoever has the key reads them. */
export async function openedTables(database: LocalD1): Promise<Record<string, string>> {
  const copy = await copied(database);
  try {
    await sealedColumns.resealAll(copy, []);
    return Object.fromEntries(Object.entries(await allRows(copy)).map(([name, rows]) => [name, JSON.stringify(rows)]));
  } finally {
    copy.close();
  }
}

/** Another database in memory that holds what this one holds, under the same keys, or under others. */
async function copied(database: LocalD1, keys?: readonly string[]): Promise<LocalD1> {
  const copy = openD1(":memory:", keys === undefined ? {} : { keys });
  if (keys === undefined) Object.assign(copy, { keeping: database.keeping });
  // Nothing follows from a row that is only copied.
  const triggers = copy.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'");
  for (const { name } of (await triggers.all<{ name: string }>()).results)
    await copy.prepare(`DROP TRIGGER ${name}`).run();
  for (const [name, rows] of Object.entries(await allRows(database))) {
    const columns = Object.keys(rows[0] ?? {});
    if (columns.length === 0) continue;
    const values = columns.map(column => `value ->> '${column}'`).join(", ");
    for (let start = 0; start < rows.length; start += 100)
      await copy
        .prepare(`INSERT INTO ${name} (${columns.join(", ")}) SELECT ${values} FROM json_each(?)`)
        .bind(JSON.stringify(rows.slice(start, start + 100)))
        .run();
  }
  return copy;
}

async function allRows(database: LocalD1): Promise<Record<string, Record<string, unknown>[]>> {
  const { results } = await database
    .prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'd1_migrations' ORDER BY name",
    )
    .all<{ name: string }>();
  const tables: Record<string, Record<string, unknown>[]> = {};
  for (const { name } of results)
    tables[name] = (await database.prepare(`SELECT * FROM ${name}`).all<Record<string, unknown>>()).results;
  return tables;
}
