import type { Command } from "../../core/domain/command.ts";
import type { Instant } from "../../core/domain/values/time.ts";
import type { Workspace } from "../../notion/workspace.ts";
import type { MassChangeGuard } from "../decide/massChangeGuard.ts";
import type { RunMirror } from "../world/mirror.ts";
import type { Outages } from "../world/outages.ts";
import type { OpenRun } from "../world/services.ts";

/** A run that has read everything: what it decides is carried out with this. */
export interface PushContext extends OpenRun {
  workspace: Workspace;
  mirror: RunMirror;
  /** World time. */
  now: Instant;
  /** What was given up, by its key: not tried any more. Null for a command that can't be opened. */
  held: Map<string, Command | null>;
  /** Keys in doubt and too fresh to know, from earlier runs and from this one: not tried until a look-up can be trusted. */
  inDoubt: Set<string>;
  /** Keys carried out in this run: what comes again did not take effect. */
  carriedOut: Set<string>;
  /** The key of what was last written on each page in this run. */
  written: Map<string, string>;
  /** Knows what a coordinator has approved of. */
  guard: MassChangeGuard;
  /** Knows what has to wait because a service refuses for hours. */
  outages: Outages;
}
