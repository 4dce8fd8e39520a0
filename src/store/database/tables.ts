import type { Sql } from "./sql.ts";

/** Columns that later migrations added to tables of earlier ones. */
const ADDED: Readonly<Record<string, readonly string[]>> = {
  pages: ["edited_by", "created_by", "unread", "understood", "absence", "settled_in"],
  events: ["settled_in"],
  links: ["settled_in"],
  series: ["settled_in"],
  answers: ["settled_in"],
  page_keys: ["settled_in"],
  acted_on: ["settled_in"],
  facts: ["settled_in"],
  goal_looks: ["settled_in"],
  person_looks: ["settled_in"],
  outbox: ["invitations", "moves", "cancellations", "approved", "outsiders"],
  reached: ["outsiders"],
  forms: ["written", "look", "replaces", "access", "let_go_before", "let_go"],
  leases: ["killed", "inside"],
};

/** Whether the database is made as this version needs it. */
export const tableCheck = {
  /** Tables, and columns as `table.column`, that this version needs and the database lacks: migrations were not applied. */
  async listLacking(sql: Sql): Promise<string[]> {
    const { results } = await sql
      .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
      .all<{ name: string; sql: string | null }>();
    return tableCheck.lackingIn(new Map(results.map(table => [table.name, table.sql ?? ""])));
  },

  /** The same of tables as they were made, by name. */
  lackingIn(tables: ReadonlyMap<string, string>): string[] {
    const absent = Object.keys(ERASED_FROM).filter(name => !tables.has(name));
    const columns = Object.entries(ADDED).flatMap(([table, names]) =>
      names
        .filter(name => tables.has(table) && !new RegExp(`\\b${name}\\b`).test(tables.get(table) ?? ""))
        .map(name => `${table}.${name}`),
    );
    return [...absent, ...columns];
  },
};

/** What becomes of each table when a person is erased: that it is gone through, or why there is nothing of theirs in it. */
export const ERASED_FROM: Readonly<Record<string, "erased" | `kept: ${string}`>> = {
  sources: "kept: where tables and columns are",
  pages: "erased",
  events: "erased",
  links: "erased",
  outbox: "erased",
  forms: "kept: what forms ask; nobody's answers",
  answers: "erased",
  waves: "kept: results of anonymous waves, of all who answered",
  notices: "erased",
  points: "kept: figures of many; those of closed periods stay as they were",
  state: "kept: tokens, rate windows, when work is due",
  leases: "kept: who may run",
  runs: "erased",
  dead_letters: "erased",
  goal_looks: "erased",
  discarded: "erased",
  sign_ins: "kept: digests of sessions, and a role; nobody's name",
  wrong_tries: "kept: addresses that brought a wrong token, for a minute",
  notion_hook: "kept: the hook's token",
  channels: "kept: channels of the calendar",
  watches: "kept: watches on forms",
  series: "erased",
  page_keys: "erased",
  named: "erased",
  hook_health: "kept: when hooks were heard",
  stops: "erased",
  reached: "kept: how many were told of what, by day",
  held_run: "erased",
  rosters: "erased",
  acted_on: "erased",
  addresses: "erased",
  coordinators: "erased",
  page_changes: "erased",
  facts: "erased",
  accumulators: "erased",
  firsts: "erased",
  measured: "kept: which periods were measured; skills",
  person_looks: "erased",
  past_groups: "erased",
  past_programmes: "kept: how much was said after sessions, of all who said it",
  past_codes: "kept: codes of sessions on forms; they name nobody",
  past_addresses: "erased",
  woken: "kept: ids of groups, while they wake",
  insights: "erased",
  erasing: "erased",
  erased_answers: "kept: Google's ids of their submissions, so that they are not read again; they name nobody",
  erased_pages: "kept: digests of ids of pages that are gone, so that no backup brings them back; they name nobody",
};
