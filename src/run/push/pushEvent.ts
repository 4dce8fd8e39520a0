import type { Command, CommandOf } from "../../core/domain/command.ts";
import type { EventCommand } from "../../core/domain/commands.ts";
import type { EventCopy } from "../../core/domain/event.ts";
import type { Link } from "../../core/domain/link.ts";
import { linkAsMade } from "../../core/rules/sync/asMade.ts";
import { baseMark } from "../../core/rules/sync/baseMark.ts";
import { baseShownBy } from "../../core/rules/sync/doubt.ts";
import type { OwnProperties } from "../../google/eventBody.ts";
import type { Statement } from "../../store/database/sql.ts";
import { eventTable } from "../../store/mirror/events.ts";
import { linkTable } from "../../store/mirror/links.ts";
import { mergedEvent } from "../world/mirror.ts";
import type { PushContext } from "./pushContext.ts";
import { rereadSeries } from "./pushSeries.ts";

/** Makes a call about an event and returns the statements that keep its outcome. */
export async function pushEvent(context: PushContext, command: EventCommand): Promise<Statement[]> {
  const { services, sql, mirror } = context;
  switch (command.kind) {
    case "create_event": {
      const { eventId, sessionId } = command.link;
      const event = await services.calendar.events.create(eventId, ownProperties(command.link), command.draft);
      const link = linkAsMade(command.link, event);
      mirror.events.set(event.id, event);
      mirror.links.set(sessionId, link);
      return [...(await eventTable.saving(sql, [event])), linkTable.saving(sql, link)];
    }
    case "change_event": {
      const { link, etag, change, mailed } = command;
      const event = await services.calendar.events.change(
        { id: link.eventId, etag },
        change,
        ownProperties(link),
        mailed.length > 0,
      );
      mirror.events.set(event.id, event);
      mirror.links.set(link.sessionId, link);
      return [...(await eventTable.saving(sql, [event])), linkTable.saving(sql, link)];
    }
    case "cancel_event": {
      const event = await services.calendar.events.cancel({ id: command.link.eventId, etag: command.etag });
      mirror.links.set(command.link.sessionId, command.link);
      if (event !== null) mirror.events.set(event.id, mergedEvent(mirror.events.get(event.id), event));
      return [...(event === null ? [] : await eventTable.saving(sql, [event])), linkTable.saving(sql, command.link)];
    }
  }
}

/** What the event itself keeps of its link, should the database be lost. */
function ownProperties({ sessionId, base }: Link): OwnProperties {
  return { sessionId, baseMark: baseMark(base) };
}

/** What was changed since it was read is read again, and decided anew. */
export async function rereadEvent(context: PushContext, command: Command): Promise<Statement[]> {
  if (command.kind === "change_series" || command.kind === "end_series")
    return rereadSeries(context, command.series.id);
  if (command.kind !== "change_event" && command.kind !== "cancel_event") return [];
  const event = await context.services.calendar.events.read(command.link.eventId);
  if (event === null) return [];
  context.mirror.events.set(event.id, mergedEvent(context.mirror.events.get(event.id), event));
  return [...(await eventTable.saving(context.sql, [event])), ...keepWhatHappened(context, command, event)];
}

/** It may have been Krug's own change, whose answer was lost and which is tried again: what the event shows of it is agreed. */
function keepWhatHappened(context: PushContext, command: Command, event: EventCopy): Statement[] {
  if (command.kind !== "change_event" || event.isCancelled) return [];
  const kept = context.mirror.links.get(command.link.sessionId);
  if (kept === undefined) return [];
  const base = baseShownBy(event, command.change, kept.base, command.link.base);
  if (base === null) return [];
  const link = { ...kept, base };
  context.mirror.links.set(link.sessionId, link);
  return [linkTable.saving(context.sql, link)];
}

/** Sends a letter and returns the statements that keep its event: that it is there is all there is to know of it. */
export async function pushLetter(
  { services, sql, mirror }: PushContext,
  command: CommandOf<"send_letter">,
): Promise<Statement[]> {
  const event = await services.calendar.events.sendLetter(command.eventId, command.draft);
  mirror.events.set(event.id, event);
  return eventTable.saving(sql, [event]);
}
