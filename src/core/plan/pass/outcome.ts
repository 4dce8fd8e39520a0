import type { Command } from "../../domain/command.ts";
import type { Programme } from "../../domain/programme.ts";
import type { Wait } from "../../domain/wait.ts";
import type { Planning } from "./planning.ts";

/** What a part of a pass comes to. */
export interface Outcome {
  commands: Command[];
  /** Why there is no more to do, as far as this part can tell. */
  waits: Wait[];
}

/** A part of a pass, asked for each programme; one that looks at the workspace as a whole takes no programme, and is asked once. */
export type Deciding = (planning: Planning, programme: Programme) => Outcome;

/** A part that waits for nothing. */
export function onlyCommands(decide: (planning: Planning, programme: Programme) => Command[]): Deciding {
  return (planning, programme) => ({ commands: decide(planning, programme), waits: [] });
}
