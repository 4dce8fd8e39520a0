import { onceEach, type Unforeseen } from "../../core/domain/values/guarded.ts";
import type { RunReport } from "../../store/runs/runs.ts";
import type { Budget } from "./budget.ts";

/**
 * Tells of errors in Krug's own code: in the report by the rule and the page, once each, so that the run ends as not well; with
 * message and stack in the log alone, for they may hold what people wrote.
 */
export function tellUnforeseen(report: Pick<RunReport, "failed">, unforeseen: readonly Unforeseen[]): void {
  for (const { where, pageId, error } of onceEach(unforeseen)) {
    const what = `${UNFORESEEN}: ${where}`;
    const name = error instanceof Error ? error.name : typeof error;
    const why = `${name}${pageId === null ? "" : `, told on page ${pageId}`}; the log has the rest`;
    if (report.failed.some(failure => failure.what === what && failure.why === why)) continue;
    report.failed.push({ what, why, isUnforeseen: true });
    console.error(what, pageId, error);
  }
}

/** How such failures begin in reports and in the log. */
const UNFORESEEN = "unforeseen";

/** A report of nothing done yet. */
export function newReport(reason: string, budget: Budget): RunReport {
  return {
    reason,
    done: {},
    changed: 0,
    failed: [],
    requests: budget.requests,
    statements: 0,
    mails: 0,
    isContinued: false,
    landedBetween: 0,
    isHeld: false,
    isRead: false,
  };
}
