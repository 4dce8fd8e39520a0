import type { FormResponse } from "../core/surveys/answers.ts";
import type { FormKind } from "../core/surveys/form.ts";
import { CHUNK_CHARACTERS, inChunks } from "./pages.ts";
import type { Sql, Statement } from "./sql.ts";

export interface KeptResponse {
  programmeId: string;
  kind: FormKind;
  response: FormResponse;
}

export async function listKeptResponses(sql: Sql): Promise<KeptResponse[]> {
  const { results } = await sql
    .prepare("SELECT programme_id, kind, content FROM answers")
    .all<{ programme_id: string; kind: FormKind; content: string }>();
  return results.map(row => ({ programmeId: row.programme_id, kind: row.kind, response: JSON.parse(row.content) }));
}

/** Statements that keep submissions of named forms; an edited one replaces what it said before. */
export function savingResponses(sql: Sql, responses: readonly KeptResponse[]): Statement[] {
  return inChunks(
    responses.map(one =>
      JSON.stringify({
        responseId: one.response.responseId,
        programmeId: one.programmeId,
        kind: one.kind,
        submittedAt: one.response.submittedAt,
        content: JSON.stringify(one.response),
      }),
    ),
    CHUNK_CHARACTERS,
  ).map(chunk =>
    sql
      .prepare(
        `INSERT INTO answers (response_id, programme_id, kind, submitted_at, content)
         SELECT value ->> 'responseId', value ->> 'programmeId', value ->> 'kind', value ->> 'submittedAt', value ->> 'content'
         FROM json_each(?) WHERE true
         ON CONFLICT (response_id) DO UPDATE SET submitted_at = excluded.submitted_at, content = excluded.content
         WHERE excluded.submitted_at >= answers.submitted_at`,
      )
      .bind(chunk),
  );
}
