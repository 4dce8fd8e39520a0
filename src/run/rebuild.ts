import { Failure } from "../core/failure.ts";
import { list, type Row, text } from "../core/row.ts";
import type { Snapshot } from "../core/snapshot.ts";
import { keysToKeep } from "../core/strays.ts";
import { FORM_KINDS, type FormKind } from "../core/surveys/form.ts";
import { eventsWithoutPage, linksToAdopt, linkToTrashed } from "../core/sync/adopt.ts";
import type { Link } from "../core/sync/link.ts";
import { readForm } from "../google/forms.ts";
import { readTrashed } from "../notion/pages.ts";
import type { Workspace } from "../notion/workspace.ts";
import { discardingKey } from "../store/discarded.ts";
import { type KeptForm, savingForm } from "../store/forms.ts";
import { savingLink } from "../store/links.ts";
import { savingPageKeys } from "../store/pageKeys.ts";
import type { Sql } from "../store/sql.ts";
import { savingState } from "../store/state.ts";
import { formKey, type Mirror } from "./mirror.ts";
import type { Services } from "./services.ts";

/**
 * Takes up again what Notion and Google still know and D1 does not: links by the events' ids, forms by the survey pages, which
 * page each key belongs to. After the loss of the database nothing is made twice; in a run of every day there is nothing to take
 * up. Returns how much there was.
 */
export async function rebuild(
  services: Services,
  sql: Sql,
  workspace: Workspace,
  mirror: Mirror,
  isTrashKnown: boolean,
): Promise<number> {
  const before = mirror.snapshot();
  const trashed = isTrashKnown ? [] : await trashedSessions(services, workspace, before);
  const links = [...linksToAdopt(before), ...trashed.map(one => one.link)];
  for (const link of links) mirror.links.set(link.sessionId, link);
  const forms = await lostForms(services, mirror);
  const { keyOwners, strays } = mirror.snapshot();
  const keys = keysToKeep([...mirror.rows.values()], keyOwners, strays);
  const statements = [
    ...links.map(link => savingLink(sql, link)),
    ...forms.map(form => savingForm(sql, form)),
    ...savingPageKeys(sql, keys),
    ...trashed.flatMap(one => discardingKey(sql, one.key)),
  ];
  if (statements.length > 0 || !isTrashKnown) await sql.batch([...statements, savingState(sql, "trash_known", true)]);
  for (const [key, pageId] of keys) mirror.keyOwners.set(key, pageId);
  for (const form of forms) mirror.forms.set(formKey(form), form);
  for (const { key } of trashed) if (key !== "") mirror.discarded.add(key);
  return statements.length;
}

/** Sessions in the trash, as their events tell of them: the key each had, and the link by which its event is cancelled. */
async function trashedSessions(
  services: Services,
  workspace: Workspace,
  snapshot: Snapshot,
): Promise<{ key: string; link: Link }[]> {
  const found: { key: string; link: Link }[] = [];
  for (const one of eventsWithoutPage(snapshot)) {
    const row = await trashedRow(services, workspace, one.sessionId);
    if (row !== null) found.push({ key: text(row, "key"), link: linkToTrashed(one) });
  }
  return found;
}

async function trashedRow(services: Services, workspace: Workspace, id: string): Promise<Row | null> {
  try {
    return await readTrashed(services.notion, "sessions", workspace.sessions, id);
  } catch (error) {
    // A page that is not shared any more, or not a page: nothing is known of it, so nothing is done.
    if (error instanceof Failure && error.kind === "gone") return null;
    throw error;
  }
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
