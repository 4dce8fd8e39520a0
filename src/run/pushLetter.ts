import type { Command } from "../core/domain/command.ts";
import { sendLetter } from "../google/letters.ts";
import { savingEvents } from "../store/events.ts";
import type { Statement } from "../store/sql.ts";
import type { PushContext } from "./pushContext.ts";

/** Sends a letter and returns the statements that keep its event: that it is there is all there is to know of it. */
export async function pushLetter(
  { services, sql, mirror }: PushContext,
  command: Extract<Command, { kind: "send_letter" }>,
): Promise<Statement[]> {
  const event = await sendLetter(services.calendar, command.eventId, command.draft);
  mirror.events.set(event.id, event);
  return savingEvents(sql, [event]);
}
