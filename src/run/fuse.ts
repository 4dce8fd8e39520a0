import type { Command } from "../core/command.ts";
import {
  covering,
  isReadAsDraft,
  leadsToPeople,
  programmesOf,
  REACH_KINDS,
  type Reach,
  reachedBy,
  totalOf,
  type Weighing,
  weigh,
} from "../core/decide/fuse.ts";
import type { Settings } from "../core/decide/index.ts";
import type { BusyTimes, FreeBusyNeed } from "../core/decide/placing.ts";
import { type Mirror, snapshotOf } from "../core/snapshot.ts";
import type { Instant } from "../core/time.ts";
import { droppingHeldRun, type HeldRun, savingHeldRun } from "../store/heldRun.ts";
import { readReach } from "../store/reach.ts";
import type { Sql } from "../store/sql.ts";
import { type Foreseen, foresee, linesOf } from "./foresee.ts";

/** What a fuse needs to look ahead. */
export interface Outlook {
  sql: Sql;
  now: Instant;
  settings: Settings;
  ask: (needs: FreeBusyNeed) => Promise<BusyTimes>;
}

/**
 * The fuse of one run (core/decide/fuse.ts). It looks ahead once something is decided that people would hear of, and blows when
 * the whole of it is far more than usual: the run goes on with what reaches nobody.
 */
export class Fuse {
  /** The run that waits; null while this one goes through. */
  held: HeldRun | null = null;
  /** What waited when this run began, with its go where it has one. */
  readonly before: HeldRun | null;
  readonly #outlook: Outlook;
  readonly #approved = new Set<string>();
  readonly #isCovered: (command: Command) => boolean;
  /** What may still be told today without being weighed anew; null before anything was weighed. */
  #left: Record<keyof Reach, number> | null = null;

  constructor(outlook: Outlook, before: HeldRun | null) {
    this.#outlook = outlook;
    this.before = before;
    this.#isCovered = covering(goOf(before));
  }

  /** Whether a coordinator has approved of what a command tells people; known of what a pass has decided. */
  isApproved(command: Command): boolean {
    return this.#approved.has(command.key);
  }

  /** Looks at what a pass has decided. True when the fuse blows here: what the pass decided is not to be carried out. */
  async blows(mirror: Mirror, commands: readonly Command[]): Promise<boolean> {
    if (this.held !== null || !commands.some(leadsToPeople) || this.#isWithin(mirror, commands)) return false;
    const { sql, now, settings, ask } = this.#outlook;
    const foreseen = await foresee(mirror, now, settings, ask);
    const weighing = await weighed(sql, foreseen, now, this.before);
    this.#left = { ...weighing.limit };
    this.#isWithin(mirror, commands);
    if (!weighing.isHeld) return false;
    this.held = heldRun(foreseen, weighing, this.#outlook, this.before);
    if (this.held !== this.before) await savingHeldRun(sql, this.held, this.before).run();
    return true;
  }

  /** The run has come to its end: what waited before waits no more, unless it was held again. */
  async close(): Promise<void> {
    if (this.held === null && this.before !== null) await droppingHeldRun(this.#outlook.sql, this.before.mark).run();
  }

  /** True for what fits into what was weighed; it is then taken off. */
  #isWithin(mirror: Mirror, commands: readonly Command[]): boolean {
    if (this.#left === null) return false;
    const left = this.#left;
    const reaching = commands.filter(command => reachedBy(command).length > 0);
    if (reaching.length === 0) return true;
    const snapshot = snapshotOf(mirror);
    const { now } = this.#outlook;
    for (const one of reaching)
      if (isReadAsDraft(snapshot, now, one) || this.#isCovered(one)) this.#approved.add(one.key);
    const open = totalOf(reaching.filter(one => !this.isApproved(one)).flatMap(reachedBy));
    if (REACH_KINDS.some(kind => open[kind] > left[kind])) return false;
    for (const kind of REACH_KINDS) left[kind] -= open[kind];
    return true;
  }
}

/** Weighs what was foreseen against what was usual, and a go against it where there is one. */
export async function weighed(sql: Sql, foreseen: Foreseen, now: Instant, before: HeldRun | null): Promise<Weighing> {
  const snapshot = snapshotOf(foreseen.mirror);
  const isCovered = covering(goOf(before));
  const history = await readReach(sql, now);
  return weigh(foreseen.commands, history, now, command => isReadAsDraft(snapshot, now, command) || isCovered(command));
}

/** The run as it is shown. The same as before keeps its mark, so that a go for what somebody has on the screen still counts. */
export function heldRun(
  foreseen: Foreseen,
  weighing: Weighing,
  { now, settings }: Pick<Outlook, "now" | "settings">,
  before: HeldRun | null,
): HeldRun {
  const waits = before !== null && before.goAt === null;
  if (waits && before.subjects.join() === weighing.subjects.join()) return before;
  const snapshot = snapshotOf(foreseen.mirror);
  const leading = foreseen.commands.filter(leadsToPeople);
  return {
    mark: crypto.randomUUID(),
    since: waits ? before.since : now,
    reach: weighing.reach,
    limit: weighing.limit,
    over: weighing.over,
    lines: linesOf(snapshot, leading, settings.language),
    subjects: weighing.subjects,
    programmeIds: programmesOf(snapshot, leading),
    goAt: null,
  };
}

function goOf(before: HeldRun | null): readonly string[] {
  return before !== null && before.goAt !== null ? before.subjects : [];
}
