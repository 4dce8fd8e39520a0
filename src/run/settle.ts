import type { Command } from "../core/command.ts";
import { baseShownBy } from "../core/sync/doubt.ts";
import { readEvent } from "../google/calendar.ts";
import { findByKey } from "../notion/pages.ts";
import type { Workspace } from "../notion/workspace.ts";
import { savingEvents } from "../store/events.ts";
import { listLinks, savingLink } from "../store/links.ts";
import { listOutbox, type OutboxEntry, settlingDone, settlingPutOff } from "../store/outbox.ts";
import { savingPageKeys } from "../store/pageKeys.ts";
import { savingPages } from "../store/pages.ts";
import type { Sql } from "../store/sql.ts";
import type { Services } from "./services.ts";

/** A service may not show a write for so long after it was made; before that a look-up that finds nothing proves nothing. */
export const STALENESS_MS = 60_000;

/**
 * Settles what earlier runs left in doubt, by reading: what did happen is kept, what did not waits to be decided anew.
 * Returns the keys that are too fresh to be known; they must not be tried in this run.
 */
export async function settleDoubts(
  services: Services,
  sql: Sql,
  workspace: Workspace,
  wallNow: number,
): Promise<Set<string>> {
  const tooFresh = new Set<string>();
  for (const entry of await listOutbox(sql, ["in_doubt"])) {
    const isSettled = await settle(services, sql, workspace, entry);
    if (isSettled) continue;
    if (wallNow - entry.wallAt < STALENESS_MS && needsLookup(entry.kind)) tooFresh.add(entry.key);
    else await settlingPutOff(sql, entry.key).run();
  }
  return tooFresh;
}

/** Creating is not idempotent; changing something to a value is. */
export function needsLookup(kind: string): boolean {
  return kind === "create_page" || kind === "comment";
}

/** True when the command is found to have happened, and its outcome is kept. */
async function settle(services: Services, sql: Sql, workspace: Workspace, entry: OutboxEntry): Promise<boolean> {
  const command = entry.command as Command;
  switch (command.kind) {
    case "create_page": {
      const row = await findByKey(services.notion, workspace, command.source, command.key);
      if (row === null) return false;
      const owners = new Map([[command.key, row.id]]);
      await sql.batch([...savingPages(sql, [row]), ...savingPageKeys(sql, owners), settlingDone(sql, entry.key)]);
      return true;
    }
    case "create_event": {
      const event = await readEvent(services.calendar, command.link.eventId);
      if (event === null) return false;
      await sql.batch([...savingEvents(sql, [event]), savingLink(sql, command.link), settlingDone(sql, entry.key)]);
      return true;
    }
    case "cancel_event": {
      const event = await readEvent(services.calendar, command.link.eventId);
      if (event === null || !event.isCancelled) return false;
      await sql.batch([...savingEvents(sql, [event]), savingLink(sql, command.link), settlingDone(sql, entry.key)]);
      return true;
    }
    case "change_event": {
      const { change, link } = command;
      const event = await readEvent(services.calendar, link.eventId);
      const kept = (await listLinks(sql)).find(one => one.eventId === link.eventId);
      if (event === null || event.isCancelled || kept === undefined) return false;
      const base = baseShownBy(event, change, kept.base, link.base);
      if (base === null) return false;
      await sql.batch([
        ...savingEvents(sql, [event]),
        savingLink(sql, { ...link, base }),
        settlingDone(sql, entry.key),
      ]);
      return true;
    }
    default:
      return false;
  }
}
