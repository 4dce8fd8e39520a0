import type { Command, CommandOf } from "../../domain/command.ts";
import { comparableTitle } from "../../domain/values/content.ts";
import { membersOf, type Snapshot } from "../../state/snapshot.ts";

/**
 * The same commands, with fewer mails where many instances of a series change alike: a new name of two or more is told to
 * nobody, and neither is a member's absence on a day of which they said so themselves.
 */
export function quieted(snapshot: Snapshot, commands: readonly Command[]): Command[] {
  const renamed = new Map<string, number>();
  for (const command of commands)
    if (command.kind === "change_event" && command.change.title !== undefined)
      renamed.set(nameKey(command), (renamed.get(nameKey(command)) ?? 0) + 1);
  return commands.map(command => {
    if (command.kind !== "change_event" || command.link.seriesId === null || command.change.time !== undefined)
      return command;
    if (command.change.title !== undefined && (renamed.get(nameKey(command)) ?? 0) < 2) return command;
    const stays = membersOfSeries(snapshot, command.link.seriesId);
    const event = snapshot.events.get(command.link.eventId);
    const before = new Set(event?.guests.map(guest => guest.email));
    const after = new Set((command.change.guests ?? event?.guests ?? []).map(guest => guest.email));
    return {
      ...command,
      mailed: command.mailed.filter(email => before.has(email) !== after.has(email) && !stays.has(email)),
    };
  });
}

function nameKey(command: CommandOf<"change_event">): string {
  return `${command.link.seriesId} ${comparableTitle(command.change.title ?? "")}`;
}

/** Members who were invited to the series as a whole and are in its group. */
function membersOfSeries(snapshot: Snapshot, seriesId: string): Set<string> {
  const series = snapshot.series.get(seriesId);
  const group = series === undefined ? undefined : snapshot.groups.get(series.groupId);
  if (series === undefined || group === undefined) return new Set();
  const members = membersOf(snapshot, group).map(person => person.email);
  return new Set(members.filter(email => series.base.guestEmails.includes(email)));
}
