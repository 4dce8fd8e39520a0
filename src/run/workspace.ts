import { markOf } from "../core/command.ts";
import { Failure } from "../core/failure.ts";
import { SOURCE_KEYS, type SourceKey } from "../core/row.ts";
import { findWorkspace, isComplete, readSource, type SourceMap, type Workspace } from "../notion/workspace.ts";
import { type KeptSource, listSources, savingSource } from "../store/sources.ts";
import type { Sql } from "../store/sql.ts";
import type { Services } from "./services.ts";
import { together } from "./together.ts";

/** The workspace as kept in D1, or found anew by its marks and kept. */
export async function openWorkspace(
  services: Services,
  sql: Sql,
  parentPageId: string,
): Promise<{ workspace: Workspace; kept: Map<SourceKey, KeptSource<SourceMap>> }> {
  let kept = await listSources<SourceMap>(sql);
  if (kept.length < SOURCE_KEYS.length) {
    const found = await findWorkspace(services.notion, parentPageId);
    if (!isComplete(found)) {
      const missing = SOURCE_KEYS.filter(key => found[key] === undefined).join(", ");
      throw new Failure(
        "gone",
        "notion",
        `the workspace lacks ${missing}: run \`npm run setup\`, and share its page with the integration`,
      );
    }
    await sql.batch(SOURCE_KEYS.map(key => savingSource(sql, key, found[key])));
    kept = await listSources<SourceMap>(sql);
  }
  const workspace = Object.fromEntries(kept.map(one => [one.source, one.map])) as Workspace;
  return { workspace, kept: new Map(kept.map(one => [one.source, one])) };
}

/**
 * The workspace with the columns of these sources as they are now: people rename options and retype or remove columns. Columns
 * that are missing are told in words; what needs them stops, the rest goes on.
 */
export async function refreshWorkspace(
  services: Services,
  sql: Sql,
  known: Workspace,
  keys: readonly SourceKey[],
): Promise<{ workspace: Workspace; missing: string[] }> {
  const maps = await together(
    keys.map(async key => [key, await readSource(services.notion, key, known[key])] as const),
  );
  const changed = maps.filter(([key, map]) => markOf(map) !== markOf(known[key]));
  if (changed.length > 0) await sql.batch(changed.map(([key, map]) => savingSource(sql, key, map)));
  return {
    workspace: { ...known, ...Object.fromEntries(maps) },
    missing: maps.flatMap(([key, map]) => map.missing.map(column => `${key}.${column}`)),
  };
}
