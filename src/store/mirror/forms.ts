import type { FormKind } from "../../core/domain/form.ts";
import type { FormLook, FormWriting } from "../../core/rules/surveys/formLook.ts";
import type { FormAccess } from "../../core/rules/surveys/responders.ts";
import type { LetGo } from "../../core/state/mirror.ts";
import type { Sql, Statement } from "../database/sql.ts";

/** How far the making of a form has come: each step is kept, so that a crash goes on where it stopped. */
type FormState = "created" | "filled" | "published";

export interface KeptForm {
  programmeId: string;
  kind: FormKind;
  formId: string;
  state: FormState;
  responderUri: string;
  /** The skills its grid asks for, as JSON. */
  spec: string;
  /** Null for one that was written before this was kept, or is not yet. */
  written: FormWriting | null;
  /** How it was when last looked at; null before the first look. */
  look: FormLook | null;
  /** Who may answer it; absent before that was first seen to. */
  access?: FormAccess | null;
  /** The form it was made in place of, when that was deleted. */
  replaces: string | null;
  /** Google's submission time of the newest answer read, RFC 3339; null before the first. */
  readUntil: string | null;
  /** Absent where none of its answers were let go; only `lettingGo` writes it. */
  letGo?: LetGo;
}

/** Krug's forms: the table `forms`. */
export const formTable = {
  /** Every form, by programme and kind. */
  async list(sql: Sql): Promise<KeptForm[]> {
    const { results } = await sql.prepare("SELECT * FROM forms ORDER BY programme_id, kind").all<{
      programme_id: string;
      kind: FormKind;
      form_id: string;
      state: FormState;
      responder_uri: string;
      spec: string;
      read_until: string | null;
      written: string | null;
      look: string | null;
      access: string | null;
      replaces: string | null;
      let_go_before: number | null;
      let_go: number;
    }>();
    return results.map(row => ({
      programmeId: row.programme_id,
      kind: row.kind,
      formId: row.form_id,
      state: row.state,
      responderUri: row.responder_uri,
      spec: row.spec,
      readUntil: row.read_until,
      written: row.written === null ? null : JSON.parse(row.written),
      look: row.look === null ? null : JSON.parse(row.look),
      ...(row.access === null ? {} : { access: JSON.parse(row.access) }),
      replaces: row.replaces,
      ...(row.let_go_before === null ? {} : { letGo: { before: row.let_go_before, counted: row.let_go } }),
    }));
  },

  /** Keeps a form in place of the one its programme had of this kind. */
  saving(sql: Sql, form: KeptForm): Statement {
    return sql
      .prepare(
        `INSERT INTO forms (programme_id, kind, form_id, state, responder_uri, spec, read_until, written, look, access, replaces)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (programme_id, kind) DO UPDATE SET form_id = excluded.form_id, state = excluded.state,
           responder_uri = excluded.responder_uri, spec = excluded.spec, read_until = excluded.read_until, written = excluded.written,
           look = excluded.look, access = excluded.access, replaces = excluded.replaces`,
      )
      .bind(
        form.programmeId,
        form.kind,
        form.formId,
        form.state,
        form.responderUri,
        form.spec,
        form.readUntil,
        form.written && JSON.stringify(form.written),
        form.look && JSON.stringify(form.look),
        form.access == null ? null : JSON.stringify(form.access),
        form.replaces,
      );
  },
};
