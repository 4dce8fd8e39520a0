import { type Command, entityOf } from "../domain/command.ts";
import { parseLetterId } from "../domain/letter.ts";

/**
 * The page on which people are told of a command that failed: the one it is about; where it has none yet, that of its group or
 * programme. Null for none.
 */
export function toldOn(command: Command): string | null {
  switch (command.kind) {
    case "create_page": {
      const [group] = [command.values.group ?? []].flat();
      const [programme] = [command.values.programme ?? []].flat();
      const page = group ?? programme;
      return typeof page === "string" ? page : null;
    }
    case "create_form":
    case "change_form":
    case "open_form":
      return command.programmeId;
    case "send_letter":
      return parseLetterId(command.eventId)?.programmeId ?? null;
    case "note_acted":
      return null;
    case "create_series":
    case "change_series":
    case "end_series":
    case "save_series":
      return command.series.groupId;
    default:
      return entityOf(command);
  }
}
