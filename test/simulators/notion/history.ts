import type { Page } from "./records.ts";
import type { Workspace } from "./workspace.ts";

const LONGEST_LAG = 60_000;

/** Remembers a row as it was, so that lagging queries can still show it. Free of cost while nothing lags. */
export function keepHistory(workspace: Workspace, page: Page): void {
  if (workspace.switches.queryLagMs <= 0) return;
  const now = workspace.clock.now();
  page.history = page.history.filter(entry => entry.until > now - LONGEST_LAG);
  page.history.push({
    until: now,
    page: { ...page, values: new Map(page.values), children: [...page.children], history: [] },
  });
}

/** The row as queries see it now; null when they do not know of it yet. */
export function asQueriesSee(workspace: Workspace, page: Page): Page | null {
  const lag = Math.min(workspace.switches.queryLagMs, LONGEST_LAG);
  if (lag <= 0) return page;
  const seenAt = workspace.clock.now() - lag;
  if (page.createdAt > seenAt) return null;
  for (const entry of page.history) if (entry.until > seenAt) return entry.page;
  return page;
}
