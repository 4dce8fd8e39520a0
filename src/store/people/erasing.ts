import { parseLetterId } from "../../core/domain/letter.ts";
import { thankedIn } from "../../core/domain/thanks.ts";
import { addressKey } from "../../core/domain/values/address.ts";
import { questionId } from "../../core/rules/surveys/form.ts";
import type { Erasure } from "../../core/state/personal/erasure.ts";
import { byTextAlone } from "../../core/state/personal/erasure.ts";
import { cleaned, type Traced, withoutTraces } from "../../core/state/personal/traces.ts";
import { inChunks, portionsOf } from "../database/portions.ts";
import { contextOf, sealedColumns, sealedText } from "../database/sealed.ts";
import type { Sql, Statement } from "../database/sql.ts";
import { erasedPageTable } from "./personal.ts";

/** Erasures that have begun and are not done: the table `erasing`. */
export const erasingTable = {
  /** An erasure that has begun and is not done; null for none of this address. */
  async read(sql: Sql, email: string): Promise<Erasure | null> {
    const row = await sql
      .prepare("SELECT content FROM erasing WHERE email = ?")
      .bind(email)
      .first<{ content: string }>();
    return row === null ? null : (JSON.parse(row.content) as Erasure);
  },

  /** Keeps that a person is being erased, until `erasingAll`: whichever of their addresses is given, it goes on. */
  saving(sql: Sql, erasure: Erasure): Statement {
    return sql
      .prepare(
        `INSERT INTO erasing (email, content) SELECT value, ?2 FROM json_each(?1) WHERE true
         ON CONFLICT (email) DO UPDATE SET content = excluded.content`,
      )
      .bind(JSON.stringify(erasure.person.emails), JSON.stringify(erasure));
  },
};

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
  const traced = byTextAlone(person);
  const strangers = strangersFor([...own.map(page => page.id), ...person.pageIds]);
  const causes = JSON.stringify([...person.pageIds, ...person.emails, ...responseIds, ...letterIds]);
  const without = (table: string, column: string, list: string) =>
    sql.prepare(`DELETE FROM ${table} WHERE ${column} IN (SELECT value FROM json_each(?))`).bind(list);
  const mentioning = (table: string, column: string, list: string) =>
    sql
      .prepare(`DELETE FROM ${table} WHERE EXISTS (SELECT 1 FROM json_each(?) WHERE instr(${column}, value) > 0)`)
      .bind(list);
  return [
    // What is settled of groups they were in lives again, so that all of it is gone through.
    sql
      .prepare(
        `INSERT OR IGNORE INTO woken (group_id)
         SELECT group_id FROM json_each(?) AS erased JOIN past_ids ON page_id = erased.value
         JOIN past_groups ON instr(members, ' ' || past_ids.number || ' ') > 0 OR facilitator = past_ids.number`,
      )
      .bind(JSON.stringify(person.pageIds)),
    without("past_ids", "page_id", ids),
    without("past_addresses", "address", JSON.stringify(person.emails.map(addressKey))),
    without("past_addresses", "person_id", ids),
    without("pages", "id", ids),
    without("page_keys", "page_id", ids),
    mentioning("page_keys", "key", JSON.stringify(person.pageIds)),
    mentioning("discarded", "key", JSON.stringify(person.pageIds)),
    without("named", "id", ids),
    without("notices", "page_id", ids),
    without("goal_looks", "goal_id", ids),
    without("person_looks", "person_id", ids),
    ...["facts", "accumulators", "firsts"].map(table => without(table, "owner", ids)),
    ...FIGURES.flatMap(([table, columns]) => columns.map(column => naming(sql, table, column, strangers))),
    without("answers", "response_id", JSON.stringify(responseIds)),
    sql
      .prepare("INSERT OR IGNORE INTO erased_answers (response_id) SELECT value FROM json_each(?)")
      .bind(JSON.stringify(responseIds)),
    ...(await thanksWithout(sql, person.pageIds)),
    mentioning("acted_on", "cause", causes),
    ...(await actsWithout(sql, [...person.pageIds, ...person.emails, ...responseIds, ...letterIds])),
    without("addresses", "page_id", ids),
    without("addresses", "address", JSON.stringify(person.emails.map(addressKey))),
    without("rosters", "address", JSON.stringify(person.emails.map(addressKey))),
    without("coordinators", "email", JSON.stringify(person.emails)),
    // Rows from before coordinators were confirmed may hold an address as it was typed on the page.
    without("coordinators", "page_id", ids),
    without("page_changes", "page_id", ids),
    without("page_changes", "was", JSON.stringify(person.emails)),
    mentioning("page_changes", "was", JSON.stringify(person.pageIds)),
    mentioning("insights", "content", ids),
    without("events", "id", JSON.stringify(letterIds)),
    ...(await rewritingSealed(sql, person, { table: "events", column: "content" }, [
      ...Object.values(erasure.eventIds),
      ...erasure.otherEventIds,
    ])),
    ...(await rewriting(
      sql,
      person,
      { table: "links", key: "session_id", column: "base" },
      erasure.naming.map(page => page.id),
    )),
    ...(await rewriting(sql, person, { table: "pages", key: "id", column: "understood" })),
    // A comment stays counted, as somebody's.
    sql
      .prepare(
        `UPDATE pages SET comments = (
           SELECT json_group_array(json(CASE WHEN value ->> 'by' IN (SELECT value FROM json_each(?1))
             THEN json_set(value, '$.by', NULL) ELSE value END)) FROM json_each(pages.comments))
         WHERE EXISTS (SELECT 1 FROM json_each(?1) WHERE instr(comments, value) > 0)`,
      )
      .bind(JSON.stringify(person.pageIds)),
    ...(await rewriting(sql, person, { table: "series", key: "id", column: "content" }, erasure.seriesIds)),
    ...(await outboxWithout(sql, traced, strangers, letterIds)),
    ...(await rewritingSealed(sql, traced, { table: "notices", column: "problem" })),
    ...(await rewritingSealed(sql, traced, { table: "runs", column: "report" })),
    ...(await rewriting(sql, traced, { table: "dead_letters", key: "id", column: "message" })),
    ...(await rewriting(sql, traced, { table: "stops", key: "what", column: "why" })),
    ...(await rewritingSealed(sql, traced, { table: "held_run", column: "content" })),
    ...(await rewritingSealed(sql, traced, { table: "acts", column: "content" })),
    ...["by_whom", "undone_by"].map(column =>
      sql
        .prepare(`UPDATE acts SET ${column} = '' WHERE ${column} IN (SELECT value FROM json_each(?))`)
        .bind(JSON.stringify(person.emails)),
    ),
    // Where it is still needed it is computed again.
    sql.prepare("DELETE FROM round_stages"),
    await erasedPageTable.noting(sql, [...own.map(page => page.id), ...person.pageIds]),
    without("erasing", "email", JSON.stringify(person.emails)),
  ];
}

/** Thanks of others in which they are named go out of what these answered; the rest of their answers stays. */
async function thanksWithout(sql: Sql, pageIds: readonly string[]): Promise<Statement[]> {
  const place = `$.answers."${questionId("thanks")}"`;
  const [people, said] = await Promise.all([
    sql
      .prepare("SELECT id, coalesce(content ->> '$.name', '') AS name FROM pages WHERE source = 'people'")
      .all<{ id: string; name: string }>(),
    sql
      .prepare(
        "SELECT response_id AS id, content -> ?1 AS text FROM answers WHERE kind = 'feedback' AND content -> ?1 IS NOT NULL",
      )
      .bind(place)
      .all<{ id: string; text: string }>(),
  ]);
  const named = said.results.filter(({ text }) => thankedIn(text, people.results).some(id => pageIds.includes(id)));
  return inChunks(named.map(({ id }) => JSON.stringify(id))).map(chunk =>
    sql
      .prepare(
        "UPDATE answers SET content = json_remove(content, ?1) WHERE response_id IN (SELECT value FROM json_each(?2))",
      )
      .bind(place, chunk),
  );
}

/** What others' figures are made of can name a person by the id of a page, and so can its own place. */
const FIGURES: readonly (readonly [string, readonly string[]])[] = [
  ["facts", ["content", "id"]],
  ["accumulators", ["content"]],
  ["firsts", ["content"]],
  ["goal_looks", ["content"]],
  ["person_looks", ["content"]],
];

/** For each page id one that is nobody's: figures of others count as many people as before, and can't be led back to anybody. */
function strangersFor(pageIds: readonly string[]): { id: string; stranger: string }[] {
  return pageIds.map(id => ({ id, stranger: crypto.randomUUID() }));
}

/** Names strangers where a column names erased pages. */
function naming(
  sql: Sql,
  table: string,
  column: string,
  strangers: readonly { id: string; stranger: string }[],
): Statement {
  const pairs = JSON.stringify(strangers.map((stranger, place) => ({ ...stranger, place })));
  return sql
    .prepare(
      `UPDATE ${table} SET ${column} = (
         WITH RECURSIVE told (place, said) AS (
           SELECT 0, ${table}.${column} UNION ALL
           SELECT told.place + 1, replace(told.said, one.value ->> 'id', one.value ->> 'stranger')
           FROM told JOIN json_each(?1) AS one ON one.value ->> 'place' = told.place)
         SELECT said FROM told ORDER BY place DESC LIMIT 1)
       WHERE EXISTS (SELECT 1 FROM json_each(?1) WHERE instr(${table}.${column}, value ->> 'id') > 0)`,
    )
    .bind(pairs);
}

/** A column of a table. */
interface Column {
  table: string;
  column: string;
}

/** Texts or JSON of a table in which nothing names the person any more: where an address or id stands, and in the given rows names too. */
async function rewriting(
  sql: Sql,
  person: Traced,
  { table, key, column }: Column & { key: string },
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
  return inChunks(changed.map(row => JSON.stringify(row))).map(chunk =>
    sql
      .prepare(
        `UPDATE ${table} SET ${column} = new.value ->> 'content' FROM json_each(?) AS new
         WHERE ${table}.${key} = new.value ->> 'key'`,
      )
      .bind(chunk),
  );
}

/** The same of a column in which texts are sealed, by the ids of what it holds. */
async function rewritingSealed(
  sql: Sql,
  person: Traced,
  { table, column }: Column,
  ids: readonly string[] | null = null,
): Promise<Statement[]> {
  const isTold = holding([...(ids === null ? [...person.names, ...person.emails] : person.emails), ...person.pageIds]);
  const isOne = (content: string) => ids?.includes(String((JSON.parse(content) as { id?: string }).id)) === true;
  const rows = await sealedColumns.openedRows(sql, table, column, content => isTold(content) || isOne(content));
  const changed = rows
    .map(row => ({ ...row, anew: rewritten(row.content, person) }))
    .filter(row => row.anew !== row.content);
  const kept = await Promise.all(
    changed.map(async ({ id, anew, sealed }) => JSON.stringify({ id, content: await sealed(anew) })),
  );
  return inChunks(kept).map(chunk =>
    sql
      .prepare(
        `UPDATE ${table} SET ${column} = new.value ->> 'content' FROM json_each(?) AS new
         WHERE ${table}.rowid = new.value ->> 'id'`,
      )
      .bind(chunk),
  );
}

/** Whether a text holds one of these, in whatever case. */
function holding(traces: readonly string[]): (text: string) => boolean {
  return text => traces.some(trace => text.includes(trace) || text.toLowerCase().includes(trace));
}

/** Requests to be kept apart are in sealed data: the person's part goes. */
async function actsWithout(sql: Sql, causes: readonly string[]): Promise<Statement[]> {
  const rows = await sealedColumns.openedRows(sql, "acted_on", "cause", cause =>
    causes.some(one => cause.includes(one)),
  );
  if (rows.length === 0) return [];
  return [
    sql
      .prepare("DELETE FROM acted_on WHERE rowid IN (SELECT value FROM json_each(?))")
      .bind(JSON.stringify(rows.map(row => row.id))),
  ];
}

function rewritten(content: string, person: Traced): string {
  if (!content.startsWith("{") && !content.startsWith("[")) return withoutTraces(content, person);
  return JSON.stringify(cleaned(JSON.parse(content), person));
}

interface OutboxRow {
  key: string;
  entity: string;
  state: string;
  command: string;
  why: string | null;
}

/**
 * What was carried out stays counted, without its words and under a key that names nobody; what was not is wanted no more. Letters'
 * keys spell their reader's id in their own alphabet.
 */
async function outboxWithout(
  sql: Sql,
  person: Traced,
  strangers: readonly { id: string; stranger: string }[],
  letterIds: readonly string[],
): Promise<Statement[]> {
  const { emails } = person;
  const ids = strangers.map(stranger => stranger.id);
  const isTheirLetter = (word: string) => {
    const letter = parseLetterId(word);
    return (
      letterIds.includes(word) || (letter !== null && ids.some(id => `${letter.personId}|${letter.cause}`.includes(id)))
    );
  };
  const isNamed = (said: string) =>
    ids.some(id => said.includes(id)) ||
    emails.some(email => said.toLowerCase().includes(email)) ||
    (said.match(/krugletter[0-9a-v]+/g) ?? []).some(isTheirLetter);
  const concerned: Pick<OutboxRow, "key" | "entity" | "state">[] = [];
  const everything = { where: "TRUE", values: [] };
  for await (const rows of portionsOf<OutboxRow & Record<string, unknown>>(
    sql,
    { table: "outbox", key: "key" },
    everything,
  ))
    for (const row of rows) {
      const { key, entity, state } = row;
      const command = (await sealedText.opened(sql, row.command, contextOf.command(key))) ?? "{}";
      const why = row.why === null ? null : await sealedText.opened(sql, row.why, contextOf.why(key));
      if (
        isNamed(key) ||
        isNamed(entity) ||
        isNamed(command) ||
        rewritten(command, person) !== command ||
        why !== whyWithout(why)
      )
        concerned.push({ key, entity, state });
    }
  function whyWithout(why: string | null): string | null {
    return why === null ? null : withoutTraces(why, person);
  }
  const keysOf = (rows: typeof concerned) => JSON.stringify(rows.map(row => row.key));
  const isDone = (row: (typeof concerned)[number]) => row.state === "done";
  const renamed = concerned
    .filter(row => isDone(row) && (isNamed(row.key) || isNamed(row.entity)))
    .map(({ key, entity }) => ({
      key,
      to: isNamed(key) ? `erased:${crypto.randomUUID()}` : key,
      entity: isNamed(entity) ? "" : entity,
    }));
  return [
    sql
      .prepare("DELETE FROM outbox WHERE key IN (SELECT value FROM json_each(?))")
      .bind(keysOf(concerned.filter(row => !isDone(row)))),
    sql
      .prepare("UPDATE outbox SET command = '{}', why = NULL WHERE key IN (SELECT value FROM json_each(?))")
      .bind(keysOf(concerned.filter(isDone))),
    ...inChunks(renamed.map(row => JSON.stringify(row))).map(chunk =>
      sql
        .prepare(
          `UPDATE outbox SET key = new.value ->> 'to', entity = new.value ->> 'entity' FROM json_each(?) AS new
           WHERE outbox.key = new.value ->> 'key'`,
        )
        .bind(chunk),
    ),
  ];
}
