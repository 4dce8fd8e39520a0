import type { FormKind } from "../core/surveys/form.ts";
import type { Sql, Statement } from "./sql.ts";

/** How far the making of a form has come: each step is kept, so that a crash goes on where it stopped. */
export type FormState = "created" | "filled" | "published" | "gone";

export interface KeptForm {
  programmeId: string;
  kind: FormKind;
  formId: string;
  state: FormState;
  responderUri: string;
  /** A mark of the questions the form was filled with; another mark means it has to be changed. */
  spec: string;
  /** Google's submission time of the newest answer read, RFC 3339; null before the first. */
  readUntil: string | null;
}

export async function listForms(sql: Sql): Promise<KeptForm[]> {
  const { results } = await sql.prepare("SELECT * FROM forms ORDER BY programme_id, kind").all<{
    programme_id: string;
    kind: FormKind;
    form_id: string;
    state: FormState;
    responder_uri: string;
    spec: string;
    read_until: string | null;
  }>();
  return results.map(row => ({
    programmeId: row.programme_id,
    kind: row.kind,
    formId: row.form_id,
    state: row.state,
    responderUri: row.responder_uri,
    spec: row.spec,
    readUntil: row.read_until,
  }));
}

export function savingForm(sql: Sql, form: KeptForm): Statement {
  return sql
    .prepare(
      `INSERT INTO forms (programme_id, kind, form_id, state, responder_uri, spec, read_until) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (programme_id, kind) DO UPDATE SET form_id = excluded.form_id, state = excluded.state,
         responder_uri = excluded.responder_uri, spec = excluded.spec, read_until = excluded.read_until`,
    )
    .bind(form.programmeId, form.kind, form.formId, form.state, form.responderUri, form.spec, form.readUntil);
}
