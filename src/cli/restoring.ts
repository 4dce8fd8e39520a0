import { createHash, randomUUID } from "node:crypto";
import { DatabaseSync } from "node:sqlite";
import { TABLES } from "../store/database/tables.ts";

/** What was erased since, or ever: digests of page ids (`erasedPageTable.digestOf`), and Google's ids of submissions. */
export interface Erasures {
  pages: string[];
  answers: string[];
}

/** What taking a backup back comes to. */
export interface Restored {
  /** SQL that makes a database of it, whatever it held before; migrations younger than the backup come after. */
  sql: string;
  /** SQL for when those migrations are applied: who was erased is remembered for the next time. */
  after: string;
  /** Rows that are taken back, by table. */
  rows: Record<string, number>;
  /** How many rows went because they belonged to an erased person, and how many name a stranger now. */
  erased: { rows: number; renamed: number };
}

/** Columns that tell a row's owner: erased with them. Elsewhere an erased person's id becomes a stranger's. */
const OWNERS = ["owner", "person_id", "goal_id", "page_id"];
/** Tables whose rows go if they name an erased person at all. */
const NAMING = ["insights"];
/** What people of the backup are known by besides. */
const ADDRESS = /[^\s"',;<>()[\]]+@[^\s"',;<>()[\]]+/g;
const PAGE_ID = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi;

interface Column {
  name: string;
}

/**
 * A backup as it is to be taken back: the history Krug alone knows, without who was erased, and nothing that is read anew from Notion and
 * Google (`READ_AGAIN`). So the run that follows begins as after the loss of its database: it reads and compares everything before it decides
 * anything, and finds every page, event and form by its marks.
 *
 * @throws Error where the backup is no SQL, or of no database of Krug's.
 */
export function restored(backup: string, erasures: Erasures): Restored {
  const database = new DatabaseSync(":memory:");
  try {
    database.exec(backup);
    const tables = tablesOf(database);
    if (!tables.has("pages") || !tables.has("outbox")) throw new Error("this is no backup of Krug's database");
    const kept = [...tables.keys()].filter(table => READ_AGAIN[table] === undefined);
    const erased = withoutErased(database, kept, erasures);
    return { ...written(database, tables, kept, erasures), erased };
  } finally {
    database.close();
  }
}

function tablesOf(database: DatabaseSync): Map<string, string> {
  const made = database
    .prepare(
      "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
    )
    .all() as { name: string; sql: string }[];
  return new Map(made.map(table => [table.name, table.sql]));
}

function columnsOf(database: DatabaseSync, table: string): string[] {
  return (database.prepare(`PRAGMA table_info("${table}")`).all() as unknown as Column[]).map(({ name }) => name);
}

/** Takes who was erased out of the tables that are kept. */
function withoutErased(database: DatabaseSync, kept: readonly string[], erasures: Erasures): Restored["erased"] {
  const digests = new Set(erasures.pages);
  const counts = { rows: 0, renamed: 0 };
  const strangers = new Map<string, string>();
  const strangerFor = (id: string) => {
    const stranger = strangers.get(id) ?? randomUUID();
    strangers.set(id, stranger);
    return stranger;
  };
  const isErased = (id: string) => digests.has(digestOf(id));
  const addresses = addressesOf(database, isErased);
  const isTheirAddress = (value: unknown) =>
    typeof value === "string" && (value.toLowerCase().match(ADDRESS) ?? []).some(address => addresses.has(address));
  const names = (value: unknown) =>
    typeof value === "string" && ((value.match(PAGE_ID) ?? []).some(isErased) || isTheirAddress(value));
  for (const table of kept) {
    const columns = columnsOf(database, table);
    const keys = keysOf(database, table);
    const where = keys.map(key => `"${key}" IS ?`).join(" AND ");
    const rows = database.prepare(`SELECT * FROM "${table}"`).all() as Record<string, string | number | null>[];
    for (const row of rows) {
      const named = columns.filter(column => names(row[column]));
      if (named.length === 0) continue;
      const at = keys.map(key => row[key] ?? null);
      if (NAMING.includes(table) || named.some(column => OWNERS.includes(column) || isTheirAddress(row[column]))) {
        database.prepare(`DELETE FROM "${table}" WHERE ${where}`).run(...at);
        counts.rows += 1;
        continue;
      }
      const values = named.map(column =>
        String(row[column]).replace(PAGE_ID, id => (isErased(id) ? strangerFor(id) : id)),
      );
      const set = named.map(column => `"${column}" = ?`).join(", ");
      database.prepare(`UPDATE "${table}" SET ${set} WHERE ${where}`).run(...values, ...at);
      counts.renamed += 1;
    }
  }
  return counts;
}

/** The addresses that erased people have in the backup: some rows know them by nothing else. */
function addressesOf(database: DatabaseSync, isErased: (id: string) => boolean): Set<string> {
  const people = database.prepare("SELECT id, content FROM pages WHERE source = 'people'").all() as {
    id: string;
    content: string;
  }[];
  return new Set(
    people.filter(({ id }) => isErased(id)).flatMap(({ content }) => content.toLowerCase().match(ADDRESS) ?? []),
  );
}

function keysOf(database: DatabaseSync, table: string): string[] {
  const columns = database.prepare(`PRAGMA table_info("${table}")`).all() as unknown as (Column & { pk: number })[];
  const keys = columns.filter(column => column.pk > 0).map(({ name }) => name);
  return keys.length > 0 ? keys : columns.map(({ name }) => name);
}

function digestOf(pageId: string): string {
  return createHash("sha256").update(pageId.replaceAll("-", "").toLowerCase()).digest("hex");
}

function written(
  database: DatabaseSync,
  tables: ReadonlyMap<string, string>,
  kept: readonly string[],
  erasures: Erasures,
): Pick<Restored, "sql" | "after" | "rows"> {
  const lines = ["PRAGMA defer_foreign_keys = TRUE;"];
  const known = new Set([...tables.keys(), ...TABLES, "d1_migrations"]);
  for (const table of [...known].sort()) lines.push(`DROP TABLE IF EXISTS "${table}";`);
  const rows: Record<string, number> = {};
  for (const [table, made] of tables) {
    lines.push(`${made};`);
    if (!kept.includes(table)) continue;
    const inserts = insertsOf(database, table);
    rows[table] = inserts.length;
    lines.push(...inserts);
  }
  const indexes = database.prepare("SELECT sql FROM sqlite_master WHERE type <> 'table' AND sql IS NOT NULL").all();
  for (const { sql } of indexes) lines.push(`${String(sql)};`);
  const after = [
    // The groups that facts are settled with are read anew, and settle anew.
    ...["facts", "goal_looks", "person_looks"].map(table => `UPDATE ${table} SET settled_in = NULL;`),
    ...remembered("erased_answers", "response_id", erasures.answers),
    ...remembered("erased_pages", "digest", erasures.pages),
  ];
  return { sql: `${lines.join("\n")}\n`, after: after.join("\n"), rows };
}

function remembered(table: string, column: string, values: readonly string[]): string[] {
  return values.map(value => `INSERT OR IGNORE INTO "${table}" ("${column}") VALUES (${quoted(value)});`);
}

function insertsOf(database: DatabaseSync, table: string): string[] {
  const columns = columnsOf(database, table);
  const values = columns.map(column => `quote("${column}")`).join(" || ',' || ");
  const into = `INSERT INTO "${table}" (${columns.map(column => `"${column}"`).join(",")})`;
  const rows = database.prepare(`SELECT ${values} AS row FROM "${table}"`).all() as { row: string }[];
  return rows.map(({ row }) => `${into} VALUES (${row});`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * What of a backup is not taken back, and why: the world has moved on, and Notion, Calendar and Forms say better how it is now. What is not named
 * here is taken back: history that nobody else knows.
 */
const READ_AGAIN: Readonly<Record<string, string>> = {
  sources: "where tables and columns are, and how far they were read: found and read anew",
  pages: "read anew from Notion, all of them",
  page_keys: "made anew from the pages",
  relations: "made anew with the pages",
  discarded: "found anew by looking into the trash",
  events: "read anew from Calendar, all of them",
  links: "made anew from the marks events carry",
  series: "made anew from the marks events carry",
  forms: "found anew by the survey pages",
  answers: "read anew from Forms, but for those of erased people",
  acted_on: "what was said before Krug last wrote a page counts as acted on",
  past_groups: "settled anew, once everything is read",
  past_ids: "settled anew, once everything is read",
  past_programmes: "counted anew as groups settle",
  past_codes: "settled anew, once everything is read",
  past_addresses: "everything that has them is read anew",
  woken: "nothing is settled yet",
  notices: "told anew where they still hold",
  page_changes: "of an earlier day: nobody is told of them now",
  named: "everything is read anew",
  outbox: "commands of an earlier day are not carried out today",
  held_run: "drawn up anew, should a run have to wait",
  acts: "what waited then was carried out since, or is not wanted any more; what it says of people is sealed",
  chats: "named anew on the dashboard, so that no chat is told of an earlier day",
  round_stages: "computed anew, should a round be formed",
  stops: "found anew",
  runs: "the first run after it is the first",
  dead_letters: "of an earlier day",
  leases: "of an earlier day",
  state: "cursors, tokens, rate windows: all begin anew",
  hook_health: "hooks are heard anew",
  channels: "opened anew; those still open at Google end by themselves",
  watches: "opened anew; those still open at Google end by themselves",
  erasing: "an erasure that had begun is begun again: say `npm run forget` once more",
  sign_ins: "a session that was ended since must not come back",
  wrong_tries: "of an earlier day",
};
