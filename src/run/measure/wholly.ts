import type { Command } from "../../core/domain/command.ts";
import type { Mirror } from "../../core/state/mirror.ts";
import { SETTLING_ALONE } from "../../core/state/settled/pages.ts";
import { type Snapshot, snapshotOf } from "../../core/state/snapshot.ts";
import type { Sql } from "../../store/database/sql.ts";
import { eventTable } from "../../store/mirror/events.ts";
import { linkTable } from "../../store/mirror/links.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import { pastTable } from "../../store/mirror/past.ts";
import type { RunMirror } from "../world/mirror.ts";

/**
 * What a mirror of what lives holds, with the pages that are settled each by itself, and their events: figures, digests and insights go
 * by all goals, thanks, webinars and classes there are, and by what Krug's own pages say. Once a day; of groups, facts are kept.
 */
export async function withSettledPages(sql: Sql, mirror: Mirror): Promise<Mirror> {
  const known = new Set(mirror.rows.map(row => row.id));
  const rows = (await pageTable.listSettled(sql, SETTLING_ALONE)).filter(row => !known.has(row.id));
  if (rows.length === 0) return mirror;
  const gatherings = rows.filter(({ source }) => source === "gatherings").map(({ id }) => id);
  const links = await linkTable.read(sql, gatherings);
  const events = await eventTable.read(
    sql,
    links.map(({ eventId }) => eventId),
  );
  return {
    ...mirror,
    rows: [...mirror.rows, ...rows],
    links: [...mirror.links, ...links],
    events: [...mirror.events, ...events.values()],
  };
}

/** The same of a run's mirror, understood. */
export async function wholeSnapshot(sql: Sql, mirror: RunMirror): Promise<Snapshot> {
  const kept = mirror.kept();
  const whole = await withSettledPages(sql, kept);
  return whole === kept ? mirror.snapshot() : snapshotOf(whole);
}

/** Wakes the settled pages that commands write on: a figure of long ago became another one. */
export async function wakeWritten(
  { sql, mirror }: { sql: Sql; mirror: RunMirror },
  whole: Snapshot,
  commands: readonly Command[],
): Promise<void> {
  const written = commands.flatMap(command => (command.kind === "update_page" ? command.pageId : []));
  const rows = [...new Set(written)].filter(id => !mirror.rows.has(id)).flatMap(id => whole.rows.get(id) ?? []);
  if (rows.length === 0) return;
  await pastTable
    .waking(
      sql,
      rows.map(({ id }) => id),
    )
    .run();
  for (const row of rows) mirror.rows.set(row.id, row);
}
