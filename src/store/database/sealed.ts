import { type SealingKey, sealing } from "../../secrets/seal.ts";
import { type ActRow, sealedAct } from "./actRows.ts";
import { inChunks } from "./portions.ts";
import type { Sql, Statement } from "./sql.ts";

/** What binds a sealed text to its row: in another row it does not open. */
export const contextOf = {
  answers: (row: { programme_id: string; kind: string; response_id: string }) =>
    `answers/${row.programme_id}/${row.kind}/${row.response_id}`,
  command: (key: string) => `outbox/command/${key}`,
  why: (key: string) => `outbox/why/${key}`,
  notice: (pageId: string, code: string) => `notices/${pageId}/${code}`,
  heldRun: (mark: string) => `held_run/${mark}`,
  roundStage: (row: { programme_id: string; round: number; stage: string; part: string }) =>
    `round_stages/${row.programme_id}/${row.round}/${row.stage}/${row.part}`,
  event: (id: string) => `events/${id}`,
  wave: (key: string) => `waves/${key}`,
  act: (id: string) => `acts/${id}`,
  chat: (programmeId: string) => `chats/${programmeId}`,
  run: (startedAt: number, endedAt: number) => `runs/${startedAt}/${endedAt}`,
  state: (key: string) => `state/${key}`,
};

/** Whole texts in rows, sealed and opened. */
export const sealedText = {
  /** A text as it is to be kept in the row that the context names. */
  async kept(sql: Sql, plain: string, context: string): Promise<string> {
    return sealing.seal(await sql.keeping.keys(), plain, context);
  },

  /** A kept text as it was said; null for one that can't be opened. */
  async opened(sql: Sql, kept: string, context: string): Promise<string | null> {
    return sealing.open(await sql.keeping.keys(), kept, context);
  },
};

/** One field of an object in a row, sealed and opened. */
export const sealedField = {
  /** The same data with one field sealed, where it says anything; the others stay readable to the database. */
  async kept<T extends object>(
    keys: readonly SealingKey[],
    data: T,
    field: keyof T & string,
    context: string,
  ): Promise<T> {
    const value: unknown = data[field];
    if (keys.length === 0 || value == null || value === "" || (Array.isArray(value) && value.length === 0)) return data;
    return { ...data, [field]: await sealing.seal(keys, JSON.stringify(value), context) };
  },

  /** The same with the field as it was; null where it can't be opened. */
  async opened<T extends object>(
    keys: readonly SealingKey[],
    data: T,
    field: keyof T & string,
    context: string,
  ): Promise<T | null> {
    const kept: unknown = data[field];
    if (typeof kept !== "string" || !kept.startsWith("sealed:")) return data;
    const plain = await sealing.open(keys, kept, context);
    return plain === null ? null : plain === kept ? data : { ...data, [field]: JSON.parse(plain) };
  },
};

interface Row {
  id: number;
  [column: string]: unknown;
}

/** A place where sealed texts are kept, and how a row of it goes from some keys to others. */
interface Place {
  table: string;
  /** What is rewritten, and what else its sealing needs. */
  columns: readonly string[];
  beside: readonly string[];
  /** Rows in which something was said. */
  where: string;
  /** The columns anew; null where they can't be opened. */
  anew(row: Row, from: readonly SealingKey[], to: readonly SealingKey[]): Promise<Record<string, string> | null>;
  /** What is set where nobody can open it any more and it is let go of; absent where the row goes. */
  empty?: string;
}

/** A column that holds sealed texts, or JSON of which one field is sealed. */
interface SealedColumn extends Pick<Place, "table" | "beside" | "where"> {
  column: string;
  /** What binds a text to its row. */
  context(row: Row): string;
}

/** A column whose texts are sealed whole; `empty` as in a place. */
function whole(kept: SealedColumn & { empty?: string }): Place {
  const { column, context, ...place } = kept;
  const anew: Place["anew"] = async (row, from, to) => {
    const plain = await sealing.open(from, String(row[column]), context(row));
    return plain === null ? null : { [column]: await sealing.seal(to, plain, context(row)) };
  };
  return { ...place, columns: [column], anew };
}

/** A column of JSON of which one field is sealed, and what that field is where nothing was said. */
function field(kept: SealedColumn & { field: string; nothing: "" | readonly never[] }): Place {
  const { column, context, field: name, nothing, ...place } = kept;
  const anew: Place["anew"] = async (row, from, to) => {
    const data = await sealedField.opened(from, JSON.parse(String(row[column])), name as never, context(row));
    return data === null
      ? null
      : { [column]: JSON.stringify(await sealedField.kept(to, data, name as never, context(row))) };
  };
  const empty = `${column} = json_set(${column}, '$.${name}', json('${JSON.stringify(nothing)}'))`;
  return { ...place, columns: [column], anew, empty };
}

/** Words of a session's event are read by everybody invited; a letter's are for one, and what people enter may be a copy of one. */
const WORDS_OF_FEW =
  "session_id IS NULL AND content ->> 'seriesId' IS NULL AND coalesce(content ->> 'description', '') <> ''";

/** What an answer to the needs form said of a column ("needs:PAGE:COLUMN") is another thing than what the page has there, or is sealed. */
const ON_NO_PAGE = `(instr(said, 'sealed:') = 1 OR said IS NOT (SELECT pages.content -> ('$.' || substr(cause, 8 + length(pages.id)))
  FROM pages WHERE pages.id = substr(cause, 7, instr(substr(cause, 7), ':') - 1)))`;

const PLACES: readonly Place[] = [
  whole({
    table: "answers",
    column: "content",
    beside: ["programme_id", "kind", "response_id"],
    where: "kind IN ('needs', 'standing')",
    context: row => contextOf.answers(row as never),
  }),
  {
    table: "acted_on",
    columns: ["cause", "said"],
    beside: ["at"],
    where: `(cause LIKE 'apart:%' OR (cause LIKE 'needs:%' AND ${ON_NO_PAGE}))`,
    anew: async (row, from, to) => {
      const act = await sealedAct.opened(from, row as unknown as ActRow);
      const isHidden = act.cause.startsWith("needs:");
      return act.isUnopened
        ? null
        : ((await sealedAct.kept(to, { ...act, isHidden })) as unknown as Record<string, string>);
    },
  },
  whole({
    table: "outbox",
    column: "command",
    beside: ["key"],
    where: "command <> '{}'",
    context: row => contextOf.command(String(row.key)),
    empty: "command = '{}'",
  }),
  whole({
    table: "outbox",
    column: "why",
    beside: ["key"],
    where: "why IS NOT NULL",
    context: row => contextOf.why(String(row.key)),
    empty: "why = NULL",
  }),
  whole({
    table: "notices",
    column: "problem",
    beside: ["page_id", "code"],
    where: "true",
    context: row => contextOf.notice(String(row.page_id), String(row.code)),
  }),
  whole({
    table: "held_run",
    column: "content",
    beside: ["mark"],
    where: "true",
    context: row => contextOf.heldRun(String(row.mark)),
  }),
  whole({
    table: "chats",
    column: "address",
    beside: ["programme_id"],
    where: "address <> ''",
    context: row => contextOf.chat(String(row.programme_id)),
    empty: "address = ''",
  }),
  whole({
    table: "acts",
    column: "content",
    beside: ["id AS act_id"],
    where: "content <> '{}'",
    context: row => contextOf.act(String(row.act_id)),
    empty: "content = '{}'",
  }),
  whole({
    table: "round_stages",
    column: "content",
    beside: ["programme_id", "round", "stage", "part"],
    where: "true",
    context: row => contextOf.roundStage(row as never),
  }),
  whole({
    table: "state",
    column: "value",
    beside: ["key"],
    where: "key IN ('google_token', 'google_drive_token') AND value <> 'null'",
    context: row => contextOf.state(String(row.key)),
  }),
  field({
    table: "events",
    column: "content",
    field: "description",
    beside: ["id AS event_id"],
    where: WORDS_OF_FEW,
    context: row => contextOf.event(String(row.event_id)),
    nothing: "",
  }),
  field({
    table: "waves",
    column: "result",
    field: "texts",
    beside: ["key"],
    where: "coalesce(result ->> 'texts', '[]') <> '[]'",
    context: row => contextOf.wave(String(row.key)),
    nothing: [],
  }),
  field({
    table: "runs",
    column: "report",
    field: "failed",
    beside: ["started_at", "ended_at"],
    where: "coalesce(report ->> 'failed', '[]') <> '[]'",
    context: row => contextOf.run(Number(row.started_at), Number(row.ended_at)),
    nothing: [],
  }),
];

/** A row of a sealed column, opened to be read and rewritten. */
interface OpenedRow {
  id: number;
  /** Its text as it was said. */
  content: string;
  /** The text it is to hold instead, as it is kept. */
  sealed(content: string): Promise<string>;
}

/** How many values were sealed, or opened, anew; and of each table how many can't be opened. */
export interface Resealed {
  done: number;
  unopened: Record<string, number>;
}

/** Rows gone through at once: commands of a large programme come to megabytes. */
const ROWS_AT_ONCE = 500;

/** No submission was made at this time: one that is kept with it counts as not read. */
const UNREAD = -1;

/** How sealed values lie: under the first key, under other keys that are known, and under none that is. */
interface SealedCounts {
  current: number;
  former: number;
  lost: number;
}

/** All columns in which something is sealed, gone through as one. */
export const sealedColumns = {
  /** Tables and columns, as `table.column`, that hold sealed texts. */
  names: PLACES.flatMap(({ table, columns }) => columns.map(column => `${table}.${column}`)),

  /** The rows of a sealed column that can be opened and hold what is looked for. */
  async openedRows(
    sql: Sql,
    table: string,
    column: string,
    isWanted: (content: string) => boolean,
  ): Promise<OpenedRow[]> {
    const keys = await sql.keeping.keys();
    const place = PLACES.find(place => place.table === table && place.columns.includes(column));
    if (place === undefined) throw new RangeError(`${table}.${column} is not sealed`);
    const next = sql.prepare(
      `SELECT rowid AS id, ${[...place.columns, ...place.beside].join(", ")} FROM ${table}
       WHERE rowid > ? AND ${column} IS NOT NULL ORDER BY rowid LIMIT ${ROWS_AT_ONCE}`,
    );
    const found: OpenedRow[] = [];
    for (let last = -1; ; ) {
      const { results } = await next.bind(last).all<Row>();
      const opened = await Promise.all(results.map(row => place.anew(row, keys, [])));
      for (const [index, row] of results.entries()) {
        const values = opened[index] ?? null;
        const content = values?.[column];
        if (content === undefined || !isWanted(content)) continue;
        const sealed = async (anew: string) =>
          (await place.anew({ ...row, ...values, [column]: anew }, keys, keys))?.[column] ?? anew;
        found.push({ id: row.id, content, sealed });
      }
      const end = results.at(-1);
      if (end === undefined || results.length < ROWS_AT_ONCE) return found;
      last = end.id;
    }
  },

  /**
   * Brings everything that was said in confidence under these keys: the first seals. Under none it is written open again. What is
   * so already is not read; what can't be opened stays as it is, and submissions of it are read again from Google Forms, as far
   * as the form still has them. To be called under the lease.
   */
  async resealAll(sql: Sql, to: readonly SealingKey[]): Promise<Resealed> {
    const from = await sql.keeping.keys();
    const result: Resealed = { done: 0, unopened: {} };
    for (const place of PLACES) {
      for (let last = -1; ; ) {
        const rows = await rowsToSeal(sql, place, to, last);
        const anew = await Promise.all(
          rows.map(async row => ({ id: row.id, values: await place.anew(row, from, to) })),
        );
        const opened = anew.flatMap(({ id, values }) => (values === null ? [] : { id, ...values }));
        if (opened.length > 0) await sql.batch(rewriting(sql, place, opened));
        result.done += opened.length;
        if (opened.length < rows.length)
          result.unopened[place.table] = (result.unopened[place.table] ?? 0) + rows.length - opened.length;
        const end = rows.at(-1);
        if (end === undefined || rows.length < ROWS_AT_ONCE) break;
        last = end.id;
      }
    }
    if (result.unopened.answers !== undefined) await sql.batch(await sealedColumns.readingAgain(sql));
    return result;
  },

  /** Statements by which sealed submissions that no key opens are read from Google Forms once more. */
  async readingAgain(sql: Sql): Promise<Statement[]> {
    const unopened = await unopenedAnswers(sql);
    const ids = JSON.stringify(unopened);
    return [
      sql
        .prepare(`UPDATE answers SET submitted_at = ${UNREAD} WHERE response_id IN (SELECT value FROM json_each(?))`)
        .bind(ids),
      sql
        .prepare(
          `UPDATE forms SET read_until = NULL WHERE (programme_id, kind) IN
           (SELECT programme_id, kind FROM answers WHERE response_id IN (SELECT value FROM json_each(?)))`,
        )
        .bind(ids),
      // Where hooks are on, a form is asked only when they name it, or once everything is read again.
      sql.prepare("DELETE FROM state WHERE key = 'swept_at'"),
    ];
  },

  /** Counts what is sealed under which key; by the ids beside the ciphertexts, without opening any. */
  async count(sql: Sql): Promise<SealedCounts> {
    const [current, ...former] = await sql.keeping.keys();
    const ids = [current, ...former].flatMap(key => (key === undefined ? [] : sealing.prefixOf(key)));
    const counts: SealedCounts = { current: 0, former: 0, lost: 0 };
    for (const { table, columns, where } of PLACES) {
      const column = columns.at(-1) ?? "";
      const row = await sql
        .prepare(
          `SELECT coalesce(sum(instr(${column}, ?1) > 0), 0) AS current,
             coalesce(sum(EXISTS (SELECT 1 FROM json_each(?2) AS known WHERE instr(${table}.${column}, known.value) > 0)), 0) AS known,
             coalesce(sum(instr(${column}, 'sealed:') > 0), 0) AS sealed
           FROM ${table} WHERE ${where}`,
        )
        .bind(ids[0] ?? "sealed under no key", JSON.stringify(ids))
        .first<{ current: number; known: number; sealed: number }>();
      if (row === null) continue;
      counts.current += row.current;
      counts.former += row.known - row.current;
      counts.lost += row.sealed - row.known;
    }
    return counts;
  },

  /** Statements that let go of what no key opens: for good, where nobody has the key any more. */
  async lettingGo(sql: Sql): Promise<Statement[]> {
    const keys = await sql.keeping.keys();
    const lost: Statement[] = [];
    for (const { table, columns, beside, where, anew, empty } of PLACES) {
      const { results } = await sql
        .prepare(
          `SELECT rowid AS id, ${[...columns, ...beside].join(", ")} FROM ${table} WHERE ${where} AND instr(${columns.at(-1)}, 'sealed:') > 0`,
        )
        .all<Row>();
      const ids: number[] = [];
      for (const row of results) if ((await anew(row, keys, keys)) === null) ids.push(row.id);
      const act = empty === undefined ? `DELETE FROM ${table}` : `UPDATE ${table} SET ${empty}`;
      if (ids.length > 0)
        lost.push(sql.prepare(`${act} WHERE rowid IN (SELECT value FROM json_each(?))`).bind(JSON.stringify(ids)));
    }
    return lost;
  },
};

async function rowsToSeal(sql: Sql, place: Place, to: readonly SealingKey[], after: number): Promise<Row[]> {
  const { table, columns, beside, where } = place;
  const [key] = to;
  const last = columns.at(-1);
  const isToDo = key === undefined ? `instr(${last}, 'sealed:') > 0` : `instr(${last}, ?2) = 0`;
  const statement = sql.prepare(
    `SELECT rowid AS id, ${[...columns, ...beside].join(", ")} FROM ${table}
     WHERE rowid > ?1 AND ${where} AND ${isToDo} ORDER BY rowid LIMIT ${ROWS_AT_ONCE}`,
  );
  const bound = key === undefined ? statement.bind(after) : statement.bind(after, sealing.prefixOf(key));
  return (await bound.all<Row>()).results;
}

function rewriting(sql: Sql, { table, columns }: Place, rows: readonly object[]): Statement[] {
  const values = columns.map(column => `${column} = new.value ->> '${column}'`).join(", ");
  return inChunks(rows.map(row => JSON.stringify(row))).map(chunk =>
    sql
      .prepare(
        `UPDATE OR REPLACE ${table} SET ${values} FROM json_each(?) AS new WHERE ${table}.rowid = new.value ->> 'id'`,
      )
      .bind(chunk),
  );
}

async function unopenedAnswers(sql: Sql): Promise<string[]> {
  const keys = await sql.keeping.keys();
  const { results } = await sql
    .prepare("SELECT response_id, programme_id, kind, content FROM answers WHERE content LIKE 'sealed:%'")
    .all<{ response_id: string; programme_id: string; kind: string; content: string }>();
  const opened = await Promise.all(results.map(row => sealing.open(keys, row.content, contextOf.answers(row))));
  return results.flatMap((row, index) => (opened[index] === null ? [row.response_id] : []));
}
