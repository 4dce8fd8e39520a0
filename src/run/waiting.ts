import type { Command } from "../core/domain/command.ts";
import type { Instant } from "../core/domain/values/time.ts";
import { withoutHeld } from "../core/plan/held.ts";
import { decideWaiting } from "../core/plan/waiting.ts";
import type { Snapshot } from "../core/state/snapshot.ts";
import type { HeldRun } from "../store/heldRun.ts";
import { listSettled } from "../store/outbox.ts";
import type { Sql } from "../store/sql.ts";
import { WORDS } from "./words.ts";

/** What has waited too long and was not passed on yet. A go that was said waits for nobody. */
export async function untold(sql: Sql, snapshot: Snapshot, held: HeldRun | null, now: Instant): Promise<Command[]> {
  const commands = withoutHeld(snapshot, decideWaiting(snapshot, held?.goAt === null ? held : null, now, WORDS));
  if (commands.length === 0) return [];
  const told = await listSettled(
    sql,
    commands.map(command => command.key),
  );
  return commands.filter(command => !told.has(command.key));
}
