import type { SourceKey } from "../core/domain/values/row.ts";
import type { Instant } from "../core/domain/values/time.ts";
import { TOLD_WITHIN_MS } from "../core/rules/guards/hooks.ts";
import { lookAt, type PageLook } from "../notion/pages.ts";
import { sourceHolding, type Workspace } from "../notion/workspace.ts";
import { missing } from "../store/hookHealth.ts";
import { forgettingNamed, type Named } from "../store/named.ts";
import type { Sql, Statement } from "../store/sql.ts";
import { savingState } from "../store/state.ts";
import type { AnswersRead } from "./pullAnswers.ts";
import { type EventsRead, pullEvents } from "./pullEvents.ts";
import type { Hints, Scope } from "./scope.ts";
import type { Services } from "./services.ts";
import type { WorldTime } from "./worldTime.ts";

export function hasNamed({ named }: Hints, kind: Named["kind"]): boolean {
  return named.some(one => one.kind === kind);
}

/** The pages hooks named, and the table each was said to be in; null for one that is not the workspace's. */
export function pagesNamed({ named }: Hints, workspace: Workspace): { id: string; source: SourceKey | null }[] {
  return named
    .filter(one => one.kind === "page")
    .map(({ id, parent }) => ({ id, source: sourceHolding(workspace, parent) }));
}

/** The first question of a run that does not know the time: a page that was named, or else the calendar. */
export async function firstLook(
  services: Services,
  sql: Sql,
  workspace: Workspace,
  token: string | null,
  named: readonly { id: string }[],
  time: WorldTime,
): Promise<{ looked: Map<string, PageLook>; events: EventsRead | null }> {
  const [page] = named;
  if (page === undefined) return { looked: new Map(), events: await pullEvents(services, sql, token, time) };
  return { looked: new Map([[page.id, await lookAt(services.notion, workspace, page.id)]]), events: null };
}

/**
 * After everything was read and kept: forgets what was named, remembers a sweep, and notes the hooks that were relied on and
 * did not tell of what it found.
 */
export async function keepHints(
  sql: Sql,
  { named }: Hints,
  { isSweep, covered }: Scope,
  found: { pages: Instant | null; events: Instant | null; answers: AnswersRead },
  now: Instant,
  wallNow: number,
): Promise<void> {
  const isMissed = (at: Instant | null) => at !== null && now - at > TOLD_WITHIN_MS;
  const untold = found.answers.responses.filter(({ response }) => isMissed(response.submittedAt));
  const watched = new Set(
    found.answers.forms
      .filter(form => covered.formIds.has(form.formId))
      .map(form => `${form.programmeId}/${form.kind}`),
  );
  const isNamed = named.some(one => one.kind === "form");
  const statements: Statement[] = [
    ...(named.length > 0 ? [forgettingNamed(sql, named)] : []),
    ...(isSweep ? [savingState(sql, "swept_at", now)] : []),
    ...(covered.notion && isMissed(found.pages) ? [missing(sql, "notion", wallNow)] : []),
    ...(covered.calendar && isMissed(found.events) ? [missing(sql, "calendar", wallNow)] : []),
    ...(!isNamed && untold.some(one => watched.has(`${one.programmeId}/${one.kind}`))
      ? [missing(sql, "forms", wallNow)]
      : []),
  ];
  if (statements.length > 0) await sql.batch(statements);
}
