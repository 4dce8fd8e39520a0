import { copyFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";

/** Tables that a programme has once, however many people are in it. */
const COMMON: ReadonlySet<string> = new Set(
  "d1_migrations sources state leases runs sqlite_sequence reached forms watches channels".split(" "),
);
/** Tables of which there is one page for all people in a programme. */
const COMMON_PAGES = ["programmes", "resources"];

type Cells = Record<string, unknown>;

/**
 * The same programme with so many times its people: beside all that lives and lived in it stand renamed copies, with other people,
 * groups, meetings, events, answers and marks. What is said once of a programme stays as it is, and so does what is sealed.
 */
export function copyPeople(from: string, to: string, times: number): void {
  copyFileSync(from, to);
  const sql = new DatabaseSync(to);
  sql.exec("PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY");
  const triggers = sql.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all() as {
    name: string;
    sql: string;
  }[];
  // They would take copies for news.
  for (const { name } of triggers) sql.exec(`DROP TRIGGER "${name}"`);
  const marks = COMMON_PAGES.map(() => "?").join(", ");
  const pages = sql.prepare(`SELECT id FROM pages WHERE source NOT IN (${marks})`).all(...COMMON_PAGES);
  const events = sql.prepare("SELECT id FROM events").all();
  const renamed = renaming(new Set([...pages, ...events].map(({ id }) => String(id))));
  const tables = sql.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all() as { name: string }[];
  sql.exec("BEGIN");
  for (const { name } of tables.filter(table => !COMMON.has(table.name))) {
    const rows = sql.prepare(`SELECT * FROM "${name}"`).all() as Cells[];
    const columns = Object.keys(rows[0] ?? {});
    if (columns.length === 0) continue;
    const insert = sql.prepare(
      `INSERT OR IGNORE INTO "${name}" (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`,
    );
    for (let copy = 1; copy < times; copy += 1)
      for (const row of rows) insert.run(...columns.map(column => renamed(column, row[column], copy) as string | null));
  }
  sql.exec("COMMIT");
  for (const trigger of triggers) sql.exec(trigger.sql);
  sql.exec("PRAGMA journal_mode = DELETE");
  sql.close();
}

/** Everything by which a row is known, or knows another, as the same row of a copy has it; the rest as it is. */
function renaming(known: ReadonlySet<string>): (column: string, value: unknown, copy: number) => unknown {
  const bare = new Set([...known].map(id => id.replaceAll("-", "")));
  const other = (id: string, copy: number) => `${id.slice(0, 4)}c${copy}${id.slice(6)}`;
  return (column, value, copy) => {
    if (typeof value !== "string" || value.startsWith("sealed:")) return value;
    if (column === "code" || column === "response_id") return `${value}${copy}`;
    return (
      value
        .replace(/krug[0-9a-v]{12,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}/g, id =>
          known.has(id) || bare.has(id) ? other(id, copy) : id,
        )
        // What a key says of those in a group is no id: it is another all the same.
        .replace(/(group:[0-9a-f-]{36}:\d+:[0-9a-z]+)/g, `$1${copy}`)
        .replace(/person(\d+)@/g, `person$1x${copy}@`)
    );
  };
}
