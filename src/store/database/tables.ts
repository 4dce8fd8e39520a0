import { markOf } from "../../core/domain/values/hash.ts";
import type { Sql } from "./sql.ts";

/** Columns that later migrations added to tables of earlier ones. */
const ADDED: Readonly<Record<string, readonly string[]>> = {
  pages: ["edited_by", "created_by", "unread", "understood", "absence", "settled_in", "code", "part", "comments"],
  events: ["settled_in"],
  links: ["settled_in"],
  series: ["settled_in"],
  answers: ["settled_in", "code"],
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
  /** A mark of all that this version needs. */
  get mark(): string {
    return markOf([TABLES, ADDED]);
  },

  /** Tables, and columns as `table.column`, that this version needs and the database lacks: migrations were not applied. */
  async listLacking(sql: Sql): Promise<string[]> {
    const { results } = await sql
      .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
      .all<{ name: string; sql: string | null }>();
    return tableCheck.lackingIn(new Map(results.map(table => [table.name, table.sql ?? ""])));
  },

  /** The same of tables as they were made, by name. */
  lackingIn(tables: ReadonlyMap<string, string>): string[] {
    const absent = TABLES.filter(name => !tables.has(name));
    const columns = Object.entries(ADDED).flatMap(([table, names]) =>
      names
        .filter(name => tables.has(table) && !new RegExp(`\\b${name}\\b`).test(tables.get(table) ?? ""))
        .map(name => `${table}.${name}`),
    );
    return [...absent, ...columns];
  },
};

/** The tables that migrations make. */
export const TABLES: readonly string[] = [
  "sources",
  "pages",
  "events",
  "links",
  "outbox",
  "forms",
  "answers",
  "waves",
  "notices",
  "points",
  "state",
  "leases",
  "runs",
  "dead_letters",
  "goal_looks",
  "discarded",
  "relations",
  "sign_ins",
  "wrong_tries",
  "notion_hook",
  "channels",
  "watches",
  "series",
  "page_keys",
  "named",
  "hook_health",
  "stops",
  "reached",
  "held_run",
  "round_stages",
  "chats",
  "acts",
  "rosters",
  "acted_on",
  "addresses",
  "coordinators",
  "page_changes",
  "facts",
  "accumulators",
  "firsts",
  "measured",
  "person_looks",
  "past_groups",
  "past_ids",
  "past_programmes",
  "past_codes",
  "past_addresses",
  "woken",
  "insights",
  "erasing",
  "erased_answers",
  "erased_pages",
];
