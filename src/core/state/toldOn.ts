import type { Command } from "../domain/command.ts";
import { pageOf } from "../domain/commands.ts";
import { parseLetterId } from "../domain/letter.ts";

/**
 * The page on which people are told of a command that failed: the one it is about; where it has none yet, that of its group or
 * programme. Null for none.
 */
export function toldOn(command: Command): string | null {
  if (command.kind === "send_letter") return parseLetterId(command.eventId)?.programmeId ?? null;
  if (command.kind !== "create_page") return pageOf(command);
  const [group] = [command.values.group ?? []].flat();
  const [programme] = [command.values.programme ?? []].flat();
  const page = group ?? programme;
  return typeof page === "string" ? page : null;
}
