import { ERASED_FROM } from "./erasing.ts";
import type { Sql } from "./sql.ts";

/** Columns that later migrations added to tables of earlier ones. */
const ADDED: Readonly<Record<string, readonly string[]>> = {
  pages: ["edited_by", "created_by", "unread", "understood", "absence"],
  outbox: ["invitations", "moves", "cancellations", "approved", "outsiders"],
  reached: ["outsiders"],
  forms: ["written", "look", "replaces", "access"],
  leases: ["killed", "inside"],
};

/** Tables, and columns as `table.column`, that this version needs and the database lacks: migrations were not applied. */
export async function listLacking(sql: Sql): Promise<string[]> {
  const { results } = await sql
    .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
    .all<{ name: string; sql: string | null }>();
  return lackingIn(new Map(results.map(table => [table.name, table.sql ?? ""])));
}

/** The same of tables as they were made, by name. */
export function lackingIn(tables: ReadonlyMap<string, string>): string[] {
  const absent = Object.keys(ERASED_FROM).filter(name => !tables.has(name));
  const columns = Object.entries(ADDED).flatMap(([table, names]) =>
    names
      .filter(name => tables.has(table) && !new RegExp(`\\b${name}\\b`).test(tables.get(table) ?? ""))
      .map(name => `${table}.${name}`),
  );
  return [...absent, ...columns];
}
