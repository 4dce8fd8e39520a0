import type { Command, CommandOf } from "../../core/domain/command.ts";
import { COMMANDS, eventOf, isKnownKind, type KindsWith } from "../../core/domain/commands.ts";
import { Failure } from "../../core/domain/values/failure.ts";
import type { Row, SourceKey } from "../../core/domain/values/row.ts";
import { linkAsMade } from "../../core/rules/sync/asMade.ts";
import { baseShownBy } from "../../core/rules/sync/doubt.ts";
import type { Workspace } from "../../notion/workspace.ts";
import type { Statement } from "../../store/database/sql.ts";
import { stateTable } from "../../store/database/state.ts";
import { eventTable } from "../../store/mirror/events.ts";
import { linkTable } from "../../store/mirror/links.ts";
import { pageKeyTable } from "../../store/mirror/pageKeys.ts";
import { pageTable } from "../../store/mirror/pages.ts";
import { STALENESS_MS } from "../../store/runs/lease.ts";
import { type OutboxEntry, outboxTable } from "../../store/runs/outbox.ts";
import type { OpenRun, Services } from "../world/services.ts";
import { settleSeries } from "./pushSeries.ts";

interface Settled {
  /** How many commands were found to have happened. */
  found: number;
  /** Keys that are too fresh to be known; they must not be tried in this run. */
  tooFresh: Set<string>;
}

/** What settling needs of a run. */
type SettlingContext = Pick<OpenRun, "services" | "sql" | "wallNow">;

/**
 * Settles what earlier runs left in doubt, by reading: what did happen is kept, what did not waits to be decided anew.
 */
export async function settleDoubts(run: SettlingContext, workspace: Workspace): Promise<Settled> {
  const { sql } = run;
  const tooFresh = new Set<string>();
  let found = 0;
  for (const entry of await outboxTable.list(sql, ["in_doubt"])) {
    const outcome = await settle(run, workspace, entry);
    if (outcome !== null) {
      // What is found may have been changed by people already: it is to be acted on like anything else that was read.
      await sql.batch([...outcome, outboxTable.settlingDone(sql, entry.key), stateTable.beingDue(sql)]);
      found += 1;
      continue;
    }
    if (run.wallNow() - entry.wallAt < STALENESS_MS && !mayRepeat(entry.kind)) tooFresh.add(entry.key);
    else await outboxTable.settlingPutOff(sql, entry.key).run();
  }
  return { found, tooFresh };
}

/** What keeps the command's outcome, where it is found to have happened; null where it is not. */
async function settle(
  { services, sql }: SettlingContext,
  workspace: Workspace,
  entry: OutboxEntry,
): Promise<Statement[] | null> {
  const command = entry.command as Command | null;
  // What it was can't be opened: it waits to be decided anew, when everything that did happen has been read.
  if (command === null || !isLookedUp(command)) return null;
  switch (command.kind) {
    case "create_page": {
      const row = await lookedUp(services, workspace, command.source, command.key);
      if (row === null) return null;
      const owners = new Map([[command.key, row.id]]);
      return [...pageTable.saving(sql, [row]), ...pageKeyTable.saving(sql, owners)];
    }
    case "create_event": {
      const event = await services.calendar.events.read(command.link.eventId);
      if (event === null) return null;
      return [...(await eventTable.saving(sql, [event])), linkTable.saving(sql, linkAsMade(command.link, event))];
    }
    case "send_letter": {
      const event = await services.calendar.events.read(command.eventId);
      return event === null ? null : eventTable.saving(sql, [event]);
    }
    case "cancel_event": {
      const event = await services.calendar.events.read(eventOf(command));
      if (event === null || !event.isCancelled) return null;
      return [...(await eventTable.saving(sql, [event])), linkTable.saving(sql, command.link)];
    }
    case "change_event": {
      const { change, link } = command;
      const event = await services.calendar.events.read(link.eventId);
      const kept = (await linkTable.list(sql, "living")).find(one => one.eventId === link.eventId);
      if (event === null || event.isCancelled || kept === undefined) return null;
      const base = baseShownBy(event, change, kept.base, link.base);
      if (base === null) return null;
      return [...(await eventTable.saving(sql, [event])), linkTable.saving(sql, { ...link, base })];
    }
    case "create_series":
    case "change_series":
    case "end_series":
      return settleSeries(services, sql, command);
  }
}

type LookedUp = CommandOf<KindsWith<"lookUp", string>>;

function isLookedUp(command: Command): command is LookedUp {
  return isKnownKind(command.kind) && COMMANDS[command.kind].lookUp !== null;
}

function mayRepeat(kind: string): boolean {
  return !isKnownKind(kind) || COMMANDS[kind].mayRepeat;
}

/** The page with a key; null where there is none, or its table or its column of keys can't be read. */
async function lookedUp(services: Services, workspace: Workspace, source: SourceKey, key: string): Promise<Row | null> {
  try {
    return await services.notion.table(source, workspace[source]).findByKey(key);
  } catch (error) {
    if (error instanceof Failure && (error.kind === "gone" || error.kind === "rejected")) return null;
    throw error;
  }
}
