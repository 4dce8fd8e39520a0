import type { FormKind } from "../../core/domain/form.ts";
import { codeIn, type FormResponse } from "../../core/rules/surveys/answers.ts";
import { sealing } from "../../secrets/seal.ts";
import { type Extent, inChunks, OF_EXTENT, portionsOf, rowsFor, type Wanted } from "../database/portions.ts";
import { contextOf } from "../database/sealed.ts";
import type { Sql, Statement } from "../database/sql.ts";

export interface KeptResponse {
  programmeId: string;
  kind: FormKind;
  response: FormResponse;
}

interface AnswerRow {
  response_id: string;
  programme_id: string;
  kind: FormKind;
  content: string;
}

/** Answers of these forms are sealed whole. */
const SEALED_FORMS: readonly string[] = ["needs", "standing"];

/** Submissions of forms, those of the needs and standing forms sealed: the table `answers`. */
export const answerTable = {
  /** The kept submissions; and of those that can't be opened the programmes they are of, each once for every one. */
  async list(sql: Sql, extent: Extent = "all"): Promise<{ responses: KeptResponse[]; unopened: string[] }> {
    const { results } = await sql
      .prepare(`SELECT response_id, programme_id, kind, content FROM answers WHERE ${OF_EXTENT[extent]}`)
      .all<AnswerRow>();
    return openedRows(sql, results);
  },

  /** The kept submissions that are wanted and can be opened, in the order of their ids, portion by portion. */
  async *portions(sql: Sql, wanted: Wanted): AsyncGenerator<KeptResponse[]> {
    const portions = portionsOf<AnswerRow & Record<string, unknown>>(
      sql,
      { table: "answers", key: "response_id" },
      wanted,
    );
    for await (const rows of portions) yield (await openedRows(sql, rows)).responses;
  },

  /** When the kept submissions with these ids were made; null for one of a person who was erased. The ids travel as one parameter. */
  async readTimes(sql: Sql, ids: readonly string[]): Promise<Map<string, number | null>> {
    const results = await rowsFor<{ response_id: string; submitted_at: number | null }>(
      sql,
      `SELECT wanted.value AS response_id, iif(erased.response_id IS NULL, answers.submitted_at, NULL) AS submitted_at
       FROM json_each(?) AS wanted LEFT JOIN answers ON answers.response_id = wanted.value
       LEFT JOIN erased_answers AS erased ON erased.response_id = wanted.value
       WHERE answers.response_id IS NOT NULL OR erased.response_id IS NOT NULL`,
      ids,
    );
    return new Map(results.map(row => [row.response_id, row.submitted_at]));
  },

  /** True where one of the kept submissions with these ids is settled. The ids travel as one parameter. */
  async isAnySettled(sql: Sql, ids: readonly string[]): Promise<boolean> {
    const found = await rowsFor(
      sql,
      `SELECT 1 FROM json_each(?) AS wanted JOIN answers ON answers.response_id = wanted.value
       WHERE answers.settled_in IS NOT NULL LIMIT 1`,
      ids,
    );
    return found.length > 0;
  },

  /** The kept submissions with these ids, as they were last read. */
  async read(sql: Sql, ids: readonly string[]): Promise<KeptResponse[]> {
    const results = await rowsFor<AnswerRow>(
      sql,
      "SELECT response_id, programme_id, kind, content FROM answers WHERE response_id IN (SELECT value FROM json_each(?)) ORDER BY response_id",
      ids,
    );
    return (await openedRows(sql, results)).responses;
  },

  /** The kept submissions about the sessions with these codes that live. */
  async readAbout(sql: Sql, codes: readonly string[]): Promise<KeptResponse[]> {
    const results = await rowsFor<AnswerRow>(
      sql,
      `SELECT answers.response_id, answers.programme_id, answers.kind, answers.content FROM json_each(?) AS wanted
         JOIN answers ON answers.code = wanted.value AND answers.settled_in IS NULL ORDER BY answers.response_id`,
      codes,
    );
    return (await openedRows(sql, results)).responses;
  },

  /** The kept submissions of the forms of one kind that live. */
  async listOfKind(sql: Sql, kind: FormKind): Promise<KeptResponse[]> {
    const { results } = await sql
      .prepare(
        "SELECT response_id, programme_id, kind, content FROM answers WHERE kind = ? AND settled_in IS NULL ORDER BY response_id",
      )
      .bind(kind)
      .all<AnswerRow>();
    return (await openedRows(sql, results)).responses;
  },

  /** Statements that keep submissions of named forms; an edited one replaces what it said before. */
  async saving(sql: Sql, responses: readonly KeptResponse[]): Promise<Statement[]> {
    const keys = await sql.keeping.keys();
    const contents = await Promise.all(
      responses.map(({ programmeId, kind, response }) => {
        const row = { response_id: response.responseId, programme_id: programmeId, kind };
        const content = JSON.stringify(response);
        return SEALED_FORMS.includes(kind) ? sealing.seal(keys, content, contextOf.answers(row)) : content;
      }),
    );
    return inChunks(
      responses.map((response, index) =>
        JSON.stringify({
          responseId: response.response.responseId,
          programmeId: response.programmeId,
          kind: response.kind,
          submittedAt: response.response.submittedAt,
          content: contents[index],
          code: codeOf(response),
        }),
      ),
    ).map(chunk =>
      sql
        .prepare(
          `INSERT INTO answers (response_id, programme_id, kind, submitted_at, content, code)
           SELECT value ->> 'responseId', value ->> 'programmeId', value ->> 'kind', value ->> 'submittedAt', value ->> 'content',
                  value ->> 'code'
           FROM json_each(?) WHERE true
           ON CONFLICT (response_id) DO UPDATE SET submitted_at = excluded.submitted_at, content = excluded.content, code = excluded.code
           WHERE excluded.submitted_at >= answers.submitted_at`,
        )
        .bind(chunk),
    );
  },
};

/** The code of the session that feedback is about; null for what has none, and for other forms. */
function codeOf({ kind, response }: KeptResponse): string | null {
  return kind === "feedback" ? codeIn(response) || null : null;
}

async function openedRows(
  sql: Sql,
  rows: readonly AnswerRow[],
): Promise<{ responses: KeptResponse[]; unopened: string[] }> {
  const keys = await sql.keeping.keys();
  const contents = await Promise.all(
    rows.map(row =>
      SEALED_FORMS.includes(row.kind) ? sealing.open(keys, row.content, contextOf.answers(row)) : row.content,
    ),
  );
  const responses: KeptResponse[] = [];
  const unopened: string[] = [];
  for (const [index, { programme_id: programmeId, kind }] of rows.entries()) {
    const content = contents[index] ?? null;
    if (content === null) unopened.push(programmeId);
    else responses.push({ programmeId, kind, response: JSON.parse(content) });
  }
  return { responses, unopened };
}
