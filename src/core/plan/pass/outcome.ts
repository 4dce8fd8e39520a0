import type { Command } from "../../domain/command.ts";
import type { Wait } from "../../domain/wait.ts";

/** What a part of a pass comes to. */
export interface Outcome {
  commands: Command[];
  /** Why there is no more to do, as far as this part can tell. */
  waits: Wait[];
}
