import { addressKey } from "../core/address.ts";
import type { Erasure } from "../core/personal/erasure.ts";
import type { Identity } from "../core/personal/identity.ts";
import { cleaned, withoutTraces } from "../core/personal/traces.ts";
import { notingErased } from "./erasedPages.ts";
import { CHUNK_CHARACTERS, inChunks } from "./pages.ts";
import type { Sql, Statement } from "./sql.ts";

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
  discarded: "kept: keys of pages in the trash, made of page ids",
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
  insights: "erased",
  erasing: "erased",
  erased_answers: "kept: Google's ids of their submissions, so that they are not read again; they name nobody",
  erased_pages: "kept: digests of ids of pages that are gone, so that no backup brings them back; they name nobody",
};

/** An erasure that has begun and is not done; null for none of this address. */
export async function readErasing(sql: Sql, email: string): Promise<Erasure | null> {
  const row = await sql.prepare("SELECT content FROM erasing WHERE email = ?").bind(email).first<{ content: string }>();
  return row === null ? null : (JSON.parse(row.content) as Erasure);
}

/** Keeps that a person is being erased, until `erasingAll`: whichever of their addresses is given, it goes on. */
export function savingErasing(sql: Sql, erasure: Erasure): Statement {
  return sql
    .prepare(
      `INSERT INTO erasing (email, content) SELECT value, ?2 FROM json_each(?1) WHERE true
       ON CONFLICT (email) DO UPDATE SET content = excluded.content`,
    )
    .bind(JSON.stringify(erasure.person.emails), JSON.stringify(erasure));
}

/** The programmes that have facts of these people. */
export async function listProgrammesOf(sql: Sql, pageIds: readonly string[]): Promise<string[]> {
  const { results } = await sql
    .prepare(
      `SELECT DISTINCT programme_id FROM facts WHERE owner IN (SELECT value FROM json_each(?1))
       UNION SELECT programme_id FROM person_looks WHERE person_id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(pageIds))
    .all<{ programme_id: string }>();
  return results.map(row => row.programme_id);
}

/** Statements that take all of a person out of the database, table by table; to be run in one batch, as the last step. */
export async function erasingAll(sql: Sql, erasure: Erasure): Promise<Statement[]> {
  const { person, own, responseIds, letterIds } = erasure;
  const ids = JSON.stringify([...own.map(page => page.id), ...person.pageIds]);
  const causes = JSON.stringify([...person.pageIds, ...person.emails, ...responseIds, ...letterIds]);
  const without = (table: string, column: string, list: string) =>
    sql.prepare(`DELETE FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`).bind(list);
  const mentioning = (table: string, column: string, list: string) =>
    sql
      .prepare(`DELETE FROM ${table} WHERE EXISTS (SELECT 1 FROM json_each(?) WHERE instr(${column}, value) > 0)`)
      .bind(list);
  return [
    without("pages", "id", ids),
    without("page_keys", "page_id", ids),
    without("named", "id", ids),
    without("notices", "page_id", ids),
    without("goal_looks", "goal_id", ids),
    without("person_looks", "person_id", ids),
    ...["facts", "accumulators", "firsts"].map(table => without(table, "owner", ids)),
    without("answers", "response_id", JSON.stringify(responseIds)),
    sql
      .prepare("INSERT OR IGNORE INTO erased_answers (response_id) SELECT value FROM json_each(?)")
      .bind(JSON.stringify(responseIds)),
    mentioning("acted_on", "cause", causes),
    without("addresses", "page_id", ids),
    without("addresses", "address", JSON.stringify(person.emails.map(addressKey))),
    without("rosters", "address", JSON.stringify(person.emails.map(addressKey))),
    without("coordinators", "email", JSON.stringify(person.emails)),
    without("page_changes", "page_id", ids),
    without("page_changes", "was", JSON.stringify(person.emails)),
    mentioning("insights", "content", ids),
    without("events", "id", JSON.stringify(letterIds)),
    ...(await rewriting(sql, person, "events", "id", "content", [
      ...Object.values(erasure.eventIds),
      ...erasure.otherEventIds,
    ])),
    ...(await rewriting(
      sql,
      person,
      "links",
      "session_id",
      "base",
      erasure.naming.map(page => page.id),
    )),
    ...(await rewriting(sql, person, "pages", "id", "understood")),
    ...(await rewriting(sql, person, "series", "id", "content", erasure.seriesIds)),
    ...(await outboxWithout(sql, person)),
    ...(await rewriting(sql, person, "notices", "rowid", "problem")),
    ...(await rewriting(sql, person, "runs", "id", "report")),
    ...(await rewriting(sql, person, "dead_letters", "id", "message")),
    ...(await rewriting(sql, person, "stops", "what", "why")),
    ...(await rewriting(sql, person, "held_run", "id", "content")),
    await notingErased(sql, [...own.map(page => page.id), ...person.pageIds]),
    without("erasing", "email", JSON.stringify(person.emails)),
  ];
}

/** Texts or JSON of a table in which nothing names the person any more: where an address or id stands, and in the given rows names too. */
async function rewriting(
  sql: Sql,
  person: Identity,
  table: string,
  key: string,
  column: string,
  keys: readonly string[] | null = null,
): Promise<Statement[]> {
  const traces = keys === null ? [...person.names, ...person.emails] : person.emails;
  const { results } = await sql
    .prepare(
      `SELECT ${key} AS key, ${column} AS content FROM ${table}
       WHERE ${key} IN (SELECT value FROM json_each(?1)) OR EXISTS
         (SELECT 1 FROM json_each(?2) WHERE instr(${column}, value) > 0 OR instr(lower(${column}), value) > 0)`,
    )
    .bind(JSON.stringify(keys ?? []), JSON.stringify([...traces, ...person.pageIds]))
    .all<{ key: string | number; content: string }>();
  const changed = results
    .map(row => ({ key: row.key, content: rewritten(row.content, person) }))
    .filter((row, index) => row.content !== results[index]?.content);
  return inChunks(
    changed.map(row => JSON.stringify(row)),
    CHUNK_CHARACTERS,
  ).map(chunk =>
    sql
      .prepare(
        `UPDATE ${table} SET ${column} = new.value ->> 'content' FROM json_each(?) AS new
         WHERE ${table}.${key} = new.value ->> 'key'`,
      )
      .bind(chunk),
  );
}

function rewritten(content: string, person: Identity): string {
  if (!content.startsWith("{") && !content.startsWith("[")) return withoutTraces(content, person);
  return JSON.stringify(cleaned(JSON.parse(content), person));
}

/** What was carried out stays counted, without its words; what was not is wanted no more. */
async function outboxWithout(sql: Sql, { names, emails, pageIds }: Identity): Promise<Statement[]> {
  const found = `EXISTS (SELECT 1 FROM json_each(?) WHERE instr(command, value) > 0 OR instr(lower(command), value) > 0
    OR instr(entity, value) > 0 OR instr(lower(coalesce(why, '')), value) > 0)`;
  const traces = JSON.stringify([...names, ...emails, ...pageIds]);
  return [
    sql.prepare(`DELETE FROM outbox WHERE state <> 'done' AND ${found}`).bind(traces),
    sql
      .prepare("DELETE FROM outbox WHERE EXISTS (SELECT 1 FROM json_each(?) WHERE instr(lower(key), value) > 0)")
      .bind(JSON.stringify(emails)),
    sql.prepare(`UPDATE outbox SET command = '{}', why = NULL WHERE ${found}`).bind(traces),
  ];
}
