import type { EventCopy } from "../../core/domain/event.ts";
import { propertiesOf } from "../../core/domain/schema.ts";
import { invitedMark } from "../../core/domain/series.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import { markOf } from "../../core/domain/values/hash.ts";
import type { PlainValue, Row } from "../../core/domain/values/row.ts";
import { mergeText } from "../../core/rules/sync/agenda.ts";
import { baseMark } from "../../core/rules/sync/baseMark.ts";
import type { Erasure, PageRef } from "../../core/state/personal/erasure.ts";
import { cleaned, mentions, type Traced } from "../../core/state/personal/traces.ts";
import { rewriteBody, rewriteComments } from "../../notion/comments.ts";
import { lookAt, readRow, trashPage, updatePage } from "../../notion/pages.ts";
import type { Workspace } from "../../notion/workspace.ts";
import type { Sql, Statement } from "../../store/database/sql.ts";
import { eventTable } from "../../store/mirror/events.ts";
import { linkTable } from "../../store/mirror/links.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import { seriesTable } from "../../store/mirror/series.ts";
import type { RunMirror } from "../world/mirror.ts";
import type { Services } from "../world/services.ts";

/** What erasing outside the database needs. */
export interface ErasingContext {
  services: Services;
  sql: Sql;
  workspace: Workspace;
  mirror: RunMirror;
  /** Pages under which people wrote of the person in comments, as they are come upon. */
  commented: Set<string>;
}

/**
 * Takes a person out of Notion and Calendar, page by page, silently. Done again it goes on: what is clean already is left.
 *
 * A session's page, event and what both agreed on change together, so that a run in between finds them in step.
 */
export async function eraseOutside(context: ErasingContext, erasure: Erasure): Promise<void> {
  const { person } = erasure;
  for (const page of erasure.naming) await cleanPage(context, page, person);
  for (const { id } of erasure.written)
    await unlessGone(() => rewriteBody(context.services.notion, id, text => cleaned(text, person)));
  for (const id of erasure.seriesIds) await cleanSeries(context, id, person);
  for (const id of erasure.letterIds) await context.services.calendar.events.erase(id);
  for (const id of erasure.otherEventIds)
    await context.services.calendar.events.rewrite(id, words => cleaned(words, person));
  for (const page of erasure.own) await emptyPage(context, page);
}

async function cleanPage(context: ErasingContext, { source, id }: PageRef, person: Traced): Promise<void> {
  const { services, sql, workspace } = context;
  const row = await unlessGone(() => readRow(services.notion, source, workspace[source], id));
  if (row === null) return;
  const values = cleanedValues(row, person);
  const isNamed = Object.keys(values).length > 0;
  const now = isNamed ? await updatePage(services.notion, workspace, source, id, values) : row;
  const others = await rewriteComments(services.notion, id, text => cleaned(text, person));
  if (others.some(said => mentions(said, person))) context.commented.add(id);
  await sql.batch([...(now === null ? [] : pageTable.saving(sql, [now])), ...(await cleanEvent(context, id, person))]);
}

/** The values of a page that name the person, as they should be. What people wrote in their own words stays theirs, titles too. */
function cleanedValues(row: Row, person: Traced): Record<string, PlainValue> {
  const changed: Record<string, PlainValue> = {};
  for (const [key, value] of Object.entries(row.values)) {
    const column = propertiesOf(row.source)[key];
    const isKrugs = column?.owner === "krug" || column?.type === "title" || column?.type === "relation";
    const wanted = cleaned(value, person, column?.type === "title" ? "title" : key);
    if (isKrugs && markOf(wanted) !== markOf(value)) changed[key] = wanted;
  }
  return changed;
}

/** A session's event without the person, and the statements that keep it with what both sides agree on. */
async function cleanEvent(
  { services, sql, mirror }: ErasingContext,
  sessionId: string,
  person: Traced,
): Promise<Statement[]> {
  const link = mirror.links.get(sessionId);
  if (link === undefined) return [];
  const base = cleaned(link.base, person);
  const saving = linkTable.saving(sql, { ...link, base });
  const event = await services.calendar.events.read(link.eventId);
  if (event === null || event.isCancelled || event.isOthers) return [saving];
  const { title, description, guests } = event;
  const wanted = wordsWithout({ title, description, guests }, link.base, base, person);
  if (markOf(wanted) === markOf({ title, description, guests })) return [saving];
  const marks = { sessionId, baseMark: baseMark(base) };
  const now = await services.calendar.events.change(event, wanted, marks, false);
  return [saving, ...(await eventTable.saving(sql, [now]))];
}

/** An event's words without the person; what people wrote around Krug's part, or over it, stays theirs. */
function wordsWithout(
  event: Pick<EventCopy, "title" | "description" | "guests">,
  was: { description: string },
  base: { description: string },
  person: Traced,
) {
  const { title, guests } = cleaned({ title: event.title, guests: event.guests }, person);
  const description = mergeText(was.description, event.description, base.description) ?? event.description;
  return { title, description, guests };
}

async function cleanSeries({ services, sql, mirror }: ErasingContext, id: string, person: Traced): Promise<void> {
  const series = mirror.series.get(id);
  const master = await services.calendar.series.read(id);
  if (series === undefined || master === null || master.isCancelled) return;
  const { title, description, guests } = master;
  const base = cleaned(series.base, person);
  const wanted = wordsWithout({ title, description, guests }, series.base, base, person);
  const isClean = markOf(wanted) === markOf({ title, description, guests });
  const marks = invitedMark(base.guestEmails);
  const now = isClean
    ? master
    : await services.calendar.series.change({ id, etag: master.etag }, { ...wanted, marks }, false);
  await seriesTable.saving(sql, { ...series, base, master: now }).run();
}

/** Empties a page and puts it in the trash. */
async function emptyPage({ services, workspace }: ErasingContext, { source, id }: PageRef): Promise<void> {
  const { state } = await lookAt(services.notion, workspace, id);
  if (state === "trashed" || state === "unreadable") return;
  const nothing = Object.fromEntries(Object.keys(workspace[source].properties).map(key => [key, null]));
  // Of a page in another place Krug knows no column.
  if (state === "there") await updatePage(services.notion, workspace, source, id, nothing);
  await trashPage(services.notion, id);
}

/** What a call about a page gives; null where the page is gone. */
export async function unlessGone<T>(call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Failure && error.kind === "gone") return null;
    throw error;
  }
}
