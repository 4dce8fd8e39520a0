import { propertiesOf } from "../../core/domain/schema.ts";
import { guarded, noting } from "../../core/domain/values/guarded.ts";
import { isAlike } from "../../core/domain/values/hash.ts";
import { type Row, SOURCE_KEYS, type SourceKey, type Unread } from "../../core/domain/values/row.ts";
import type { Gap } from "../../core/state/gaps.ts";
import { type CellsRead, lostIn, withUnderstood, withUnread, wordsEmptied } from "../../core/state/understood.ts";
import type { Workspace } from "../../notion/workspace.ts";
import { inParallel } from "./inParallel.ts";
import type { Services } from "./services.ts";

/** The tables of a workspace that can't be read as they should. */
export function gapsIn(workspace: Workspace): Gap[] {
  return SOURCE_KEYS.flatMap(source => {
    const { missing, isGone = false, properties } = workspace[source];
    const unknown = workspace[source].unknown?.filter(column => properties[column] !== undefined) ?? [];
    if (!isGone && missing.length + unknown.length === 0) return [];
    return [{ source, isGone, columns: missing, ...(unknown.length === 0 ? {} : { unknown }) }];
  });
}

/** Where pages are looked at: the services, and the tables as they are known. */
interface Reached {
  services: Services;
  workspace: Workspace;
}

/**
 * Rows as read, each with what was last understood of its columns, `before` being the rows as they are kept. A relation that
 * lacks what it had is looked into: what it pointed to may be in the trash, or not be shared, and then it says nothing. So is a
 * cell that lacks its word: the word may have been deleted from the column, and every page lost it. Columns Krug has just written
 * itself are as it wrote them.
 */
export async function understoodRows(
  { services, workspace }: Reached,
  rows: readonly Row[],
  before: (id: string) => Row | undefined,
  written: readonly string[] = [],
): Promise<Row[]> {
  const isThere = askedOnce((id: string) =>
    services.notion.pages.lookAt(workspace, id).then(({ state }) => state === "there"),
  );
  const columnsOf = askedOnce((source: SourceKey) => services.notion.tables.read(source, workspace[source]));
  return inParallel(
    rows.map(async row => {
      const known = before(row.id);
      if (known !== undefined && saysTheSame(known, row)) return held(row, known);
      const unseen: Record<string, string[]> = {};
      const erased: Record<string, Unread> = {};
      for (const { column, was, isOver } of known === undefined ? [] : wordsEmptied(row, known)) {
        if (written.includes(column)) continue;
        const { options = {} } = (await columnsOf(row.source)).properties[column] ?? {};
        if (!Object.values(options).includes(was)) erased[column] = "erased";
        else if (isOver) erased[column] = "emptied";
      }
      for (const [column, source] of relationsOf(row.source)) {
        if (row.unread?.[column] !== undefined || written.includes(column)) continue;
        const lost = lostIn(column, row, known);
        const isGone = workspace[source].isGone === true;
        const ids = isGone ? lost : await notThere(lost, isThere);
        if (isGone || ids.length > 0) unseen[column] = ids;
      }
      return held(withUnread(row, erased), known, { anew: workspace[row.source].anew, unseen });
    }),
  );
}

/** An error nobody foresaw in understanding a page is told once the page is understood anew; until then what was held holds. */
function held(row: Row, known: Row | undefined, cells?: CellsRead): Row {
  return noting(() =>
    guarded(
      "cells held",
      row.id,
      () => withUnderstood(row, known, cells),
      () => (known?.understood === undefined ? row : { ...row, understood: known.understood }),
    ),
  ).value;
}

/** False where a row says something new. */
export function saysTheSame(before: Row, row: Row): boolean {
  return isAlike([before.values, before.unread ?? {}], [row.values, row.unread ?? {}]);
}

/** The relations of a table, and where they lead. */
function relationsOf(source: SourceKey): [string, SourceKey][] {
  return Object.entries(propertiesOf(source)).flatMap(([column, { relatesTo }]) =>
    relatesTo === undefined ? [] : [[column, relatesTo] as [string, SourceKey]],
  );
}

async function notThere(ids: readonly string[], isThere: (id: string) => Promise<boolean>): Promise<string[]> {
  const missing: string[] = [];
  for (const id of ids) if (!(await isThere(id))) missing.push(id);
  return missing;
}

/** Answers each question by asking once. */
function askedOnce<Q, A>(ask: (question: Q) => Promise<A>): (question: Q) => Promise<A> {
  const asked = new Map<Q, Promise<A>>();
  return question => {
    const answer = asked.get(question) ?? ask(question);
    asked.set(question, answer);
    return answer;
  };
}
