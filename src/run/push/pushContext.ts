import type { Command } from "../../core/domain/command.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import type { Workspace } from "../../notion/workspace.ts";
import type { Sql } from "../../store/database/sql.ts";
import type { Lease } from "../../store/runs/lease.ts";
import type { RunReport } from "../../store/runs/runs.ts";
import type { MassChangeGuard } from "../decide/massChangeGuard.ts";
import type { Budget } from "../world/budget.ts";
import type { RunMirror } from "../world/mirror.ts";
import type { Outages } from "../world/outages.ts";
import type { Services } from "../world/services.ts";

/** What pushing needs: the services, where to keep the outcome, and how much may still be used. */
export interface PushContext {
  services: Services;
  sql: Sql;
  workspace: Workspace;
  mirror: RunMirror;
  budget: Budget;
  lease: Lease;
  now: Instant;
  wallNow: () => number;
  whoReads: string;
  /** What was given up, by its key: not tried any more. Null for a command that can't be opened. */
  held: Map<string, Command | null>;
  /** Keys in doubt and too fresh to know, from earlier runs and from this one: not tried until a look-up can be trusted. */
  inDoubt: Set<string>;
  /** Keys carried out in this run: what comes again did not take effect. */
  carriedOut: Set<string>;
  /** Knows what a coordinator has approved of. */
  guard: MassChangeGuard;
  /** Knows what has to wait because a service refuses for hours. */
  outages: Outages;
  report: RunReport;
}
