import { list, type Row, text } from "../core/row.ts";
import { keysToKeep } from "../core/strays.ts";
import { FORM_KINDS, type FormKind } from "../core/surveys/form.ts";
import { linksToAdopt } from "../core/sync/adopt.ts";
import { readForm } from "../google/forms.ts";
import { type KeptForm, savingForm } from "../store/forms.ts";
import { savingLink } from "../store/links.ts";
import { savingPageKeys } from "../store/pageKeys.ts";
import type { Sql } from "../store/sql.ts";
import { formKey, type Mirror } from "./mirror.ts";
import type { Services } from "./services.ts";

/**
 * Takes up again what Notion and Google still know and D1 does not: links by the events' ids, forms by the survey pages, which
 * page each key belongs to. After the loss of the database nothing is made twice; in a run of every day there is nothing to take
 * up. Returns how much there was.
 */
export async function rebuild(services: Services, sql: Sql, mirror: Mirror): Promise<number> {
  const links = linksToAdopt(mirror.snapshot());
  for (const link of links) mirror.links.set(link.sessionId, link);
  const forms = await lostForms(services, mirror);
  const { keyOwners, strays } = mirror.snapshot();
  const keys = keysToKeep([...mirror.rows.values()], keyOwners, strays);
  const statements = [
    ...links.map(link => savingLink(sql, link)),
    ...forms.map(form => savingForm(sql, form)),
    ...savingPageKeys(sql, keys),
  ];
  if (statements.length > 0) await sql.batch(statements);
  for (const [key, pageId] of keys) mirror.keyOwners.set(key, pageId);
  for (const form of forms) mirror.forms.set(formKey(form), form);
  return statements.length;
}

async function lostForms(services: Services, mirror: Mirror): Promise<KeptForm[]> {
  const lost = new Map<string, { row: Row; programmeId: string; kind: FormKind }>();
  for (const row of mirror.rows.values()) {
    const programmeId = list(row, "programme")[0];
    const kind = FORM_KINDS.find(one => one === row.values.kind);
    if (row.source !== "surveys" || programmeId === undefined || kind === undefined || text(row, "formId") === "")
      continue;
    const key = formKey({ programmeId, kind });
    if (!mirror.forms.has(key)) lost.set(key, { row, programmeId, kind });
  }
  const found: KeptForm[] = [];
  for (const { row, programmeId, kind } of lost.values()) {
    const formId = text(row, "formId");
    const form = await readForm(services.forms, formId);
    if (form === null) continue;
    found.push({
      programmeId,
      kind,
      formId,
      responderUri: form.responderUri,
      state: "published",
      spec: JSON.stringify(form.rows),
      readUntil: null,
    });
  }
  return found;
}
