import type { Command } from "../../domain/command.ts";
import type { Wait } from "../../domain/wait.ts";
import type { Snapshot } from "../../state/snapshot.ts";

/** What a part of a pass comes to. */
export interface Outcome {
  commands: Command[];
  /** Why there is no more to do, as far as this part can tell. */
  waits: Wait[];
}

/** False for a page that is there already, or that people put in the trash: it is not made again. */
export function isWanted({ discarded, ownedKeys }: Snapshot, command: Command): boolean {
  return command.kind !== "create_page" || !(discarded.has(command.key) || ownedKeys.has(command.key));
}
