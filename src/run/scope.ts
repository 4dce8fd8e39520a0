import { SOURCE_KEYS, type SourceKey } from "../core/domain/values/row.ts";
import type { Instant } from "../core/domain/values/time.ts";
import { type Covered, coveredBy, SWEEP_EVERY_MS } from "../core/rules/guards/hooks.ts";
import { sourceHolding, type Workspace } from "../notion/workspace.ts";
import { readHearings } from "../store/hookHealth.ts";
import { secretMark } from "../store/hookSecret.ts";
import { listChannels, listWatches, readNotionHook } from "../store/hooks.ts";
import { listNamed, type Named } from "../store/named.ts";
import type { Sql } from "../store/sql.ts";
import type { KeptState } from "../store/state.ts";
import type { Connection } from "./world.ts";

/** What hooks have told and how far they can be relied on, read once at a run's beginning. */
export interface Hints {
  named: readonly Named[];
  covered(now: Instant): Covered;
  sweptAt: Instant | null;
}

/** What a message asks a run to read: all there is, what hooks named, or nothing more, for an earlier run has read it all. */
export type Asked = "all" | "named" | "rest";

/** What a run reads. */
export interface Scope {
  /** Everything is read, whatever hooks say: once an hour, and wherever nothing else would find a change. */
  isSweep: boolean;
  /** Every source people edit is listed; otherwise only pages that were named are read. */
  pages: boolean;
  calendar: boolean;
  form(formId: string): boolean;
  /** Sources whose columns are looked at. */
  columns: readonly SourceKey[];
  covered: Covered;
}

const NOTHING: Covered = { notion: false, calendar: false, formIds: new Set() };

/** Nothing is read where the connection has no hooks: then there is nothing to know. */
export async function readHints(connection: Connection, sql: Sql, state: KeptState): Promise<Hints> {
  if (connection.hooks === null) return { named: [], covered: () => NOTHING, sweptAt: null };
  const [named, hearings, { sealedToken }, channels, watches, wantedChannel] = await Promise.all([
    listNamed(sql),
    readHearings(sql),
    readNotionHook(sql),
    listChannels(sql),
    listWatches(sql),
    channelMark(connection.google.calendarId, connection.hooks),
  ]);
  const hooks = { hearings, isNotionConnected: sealedToken !== null, channels, wantedChannel, watches };
  return { named, covered: now => coveredBy(hooks, now), sweptAt: state.get<Instant>("swept_at") };
}

/** The mark of the channel that should be open: another calendar, address or secret needs another channel. */
export async function channelMark(calendarId: string, hooks: { publicUrl: string; secret: string }): Promise<string> {
  return `${calendarId} ${hooks.publicUrl} ${await secretMark(hooks.secret)}`;
}

/**
 * What is to be read now. A hook's message reads what was named and no more; any other asks besides whatever no hook tells of;
 * and a sweep, each hour and each new day, asks everything. What goes on with the rest of a run has everything read already.
 */
export function scopeOf(
  hints: Hints,
  workspace: Workspace,
  now: Instant,
  { asked, isWhole }: { asked: Asked; isWhole: boolean },
): Scope {
  const { named, sweptAt } = hints;
  const covered = hints.covered(now);
  const isNamed = (kind: Named["kind"], id?: string) =>
    named.some(one => one.kind === kind && (id === undefined || one.id === id || one.id === ""));
  const isDue = sweptAt === null || now - sweptAt >= SWEEP_EVERY_MS || isNamed("everything");
  const isSweep = isWhole || (isDue && asked !== "rest");
  const isAsked = (isCovered: boolean) => isSweep || (asked === "all" && !isCovered);
  const schemas = named.flatMap(one => (one.kind === "source" ? (sourceHolding(workspace, one.id) ?? []) : []));
  return {
    isSweep,
    pages: isAsked(covered.notion),
    calendar: isAsked(covered.calendar) || isNamed("calendar"),
    form: formId => isAsked(covered.formIds.has(formId)) || isNamed("form", formId),
    columns: isWhole ? SOURCE_KEYS : schemas,
    covered,
  };
}
