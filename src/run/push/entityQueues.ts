import type { Command } from "../../core/domain/command.ts";
import { COMMANDS, entityOf } from "../../core/domain/commands.ts";

/**
 * Commands in the order in which they are to be tried: those about one page or event as they were decided; beyond that those for
 * Notion first, whose minutes are the scarcer, and those for Google while Notion's minute is used up.
 */
export class EntityQueues {
  readonly #notion: Command[] = [];
  readonly #google: Command[] = [];
  /** What comes after the first command about each page or event. */
  readonly #after = new Map<string, Command[]>();

  constructor(commands: readonly Command[]) {
    for (const command of commands) {
      const after = this.#after.get(entityOf(command));
      if (after !== undefined) after.push(command);
      else {
        this.#after.set(entityOf(command), []);
        this.#laneOf(command).push(command);
      }
    }
    this.#notion.reverse();
    this.#google.reverse();
  }

  /** The next command; null when there is none, or none but for Notion while its minute is used up. */
  take(isNotionSpent: boolean): Command | null {
    return (isNotionSpent ? this.#google.pop() : (this.#notion.pop() ?? this.#google.pop())) ?? null;
  }

  /** A command was dealt with, well or not: the next about the same page or event follows it at once. */
  settled(command: Command): void {
    const next = this.#after.get(entityOf(command))?.shift();
    if (next !== undefined) this.#laneOf(next).push(next);
  }

  /** A command that could not be tried stays the next. */
  putBack(command: Command): void {
    this.#laneOf(command).push(command);
  }

  #laneOf(command: Command): Command[] {
    const { service, about } = COMMANDS[command.kind];
    // Series have gone in Notion's lane ever since there are any.
    const isForGoogle = (service === "calendar" || service === "forms") && about !== "series";
    return isForGoogle ? this.#google : this.#notion;
  }
}
