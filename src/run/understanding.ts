import { markOf } from "../core/command.ts";
import type { Gap } from "../core/gaps.ts";
import { guarded, noting } from "../core/guarded.ts";
import { type Row, SOURCE_KEYS, type SourceKey, type Unread } from "../core/row.ts";
import { knownOf, withUnderstood, withUnread } from "../core/understood.ts";
import { lookAt } from "../notion/pages.ts";
import { propertiesOf } from "../notion/schema.ts";
import type { Workspace } from "../notion/workspace.ts";
import type { Services } from "./services.ts";
import { together } from "./together.ts";

/** The tables of a workspace that can't be read as they should. */
export function gapsIn(workspace: Workspace): Gap[] {
  return SOURCE_KEYS.flatMap(source => {
    const { missing, isGone = false } = workspace[source];
    return isGone || missing.length > 0 ? [{ source, isGone, columns: missing }] : [];
  });
}

/**
 * Rows as read, each with what was last understood of its columns, `before` being the rows as they are kept. A relation that
 * lacks what it had is looked into: what it pointed to may be in the trash, or not be shared, and then it says nothing. Columns
 * Krug has just written itself are as it wrote them.
 */
export async function understoodRows(
  services: Services,
  workspace: Workspace,
  rows: readonly Row[],
  before: (id: string) => Row | undefined,
  written: readonly string[] = [],
): Promise<Row[]> {
  const isThere = askedOnce(services, workspace);
  return together(
    rows.map(async row => {
      const known = before(row.id);
      if (known !== undefined && contentMark(known) === contentMark(row)) return held(row, known);
      const hidden: Record<string, Unread> = {};
      for (const [column, source] of relationsOf(row.source)) {
        if (row.unread?.[column] !== undefined || written.includes(column)) continue;
        const isGone = workspace[source].isGone === true;
        const had = known === undefined ? [] : [knownOf(known)[column] ?? []].flat();
        const has = new Set([row.values[column] ?? []].flat());
        const lost = had.flatMap(id => (has.has(id) ? [] : String(id)));
        const isHidden = isGone || (lost.length > 0 && !(await everyOf(lost, isThere)));
        if (isHidden) hidden[column] = "hidden";
      }
      return held(withUnread(row, hidden), known, workspace[row.source].anew);
    }),
  );
}

/** An error nobody foresaw in understanding a page is told once the page is understood anew; until then what was held holds. */
function held(row: Row, known: Row | undefined, anew?: readonly string[]): Row {
  return noting(() =>
    guarded(
      "cells held",
      row.id,
      () => withUnderstood(row, known, anew),
      () => (known?.understood === undefined ? row : { ...row, understood: known.understood }),
    ),
  ).value;
}

/** What is compared to see whether a row says something new. */
export function contentMark({ values, unread = {} }: Row): string {
  return markOf([values, unread]);
}

/** The relations of a table and where they lead, but for those Krug alone writes and nothing is read from. */
function relationsOf(source: SourceKey): [string, SourceKey][] {
  return Object.entries(propertiesOf(source)).flatMap(([column, { relatesTo }]) =>
    relatesTo === undefined ? [] : [[column, relatesTo] as [string, SourceKey]],
  );
}

async function everyOf(ids: readonly string[], isThere: (id: string) => Promise<boolean>): Promise<boolean> {
  for (const id of ids) if (!(await isThere(id))) return false;
  return true;
}

function askedOnce(services: Services, workspace: Workspace): (id: string) => Promise<boolean> {
  const asked = new Map<string, Promise<boolean>>();
  return id => {
    const answer = asked.get(id) ?? lookAt(services.notion, workspace, id).then(({ state }) => state === "there");
    asked.set(id, answer);
    return answer;
  };
}
