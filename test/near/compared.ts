import type { Command } from "../../src/core/domain/command.ts";
import { pageOf } from "../../src/core/domain/commands.ts";
import type { Near } from "../../src/core/state/mirror.ts";
import type { decided } from "../../src/run/decide/deciding.ts";
import { RunMirror } from "../../src/run/world/mirror.ts";
import { canonical } from "../recordings/heard.ts";

type Decided = typeof decided;

/** What was decided near small changes, beside what is decided when all that lives is read. */
export interface Compared {
  /** How often something was decided near a change, and how many commands that were. */
  times: number;
  commands: number;
  /** Commands that only one of the two has, or that are not the same. */
  differences: string[];
}

export const compared: Compared = { times: 0, commands: 0, differences: [] };

/** What concerns a whole programme waits until all that lives is looked at again. */
const MAY_WAIT = ["update_page surveys", "update_page programmes", "change_form"];

/** Begins anew. */
export function forget(): void {
  Object.assign(compared, { times: 0, commands: 0, differences: [] });
}

/** The same deciding; near a small change it is also asked what is decided of all that lives. What is only foreseen is not compared. */
export function comparing(real: Decided): Decided {
  return async (asked, snapshot, busy) => {
    const decision = await real(asked, snapshot, busy);
    if (snapshot.near === null || !("isHeld" in asked.settings)) return decision;
    const all = await RunMirror.load(asked.sql, []);
    const whole = await real(asked, all.snapshot(), null);
    // Where times are looked for elsewhere, nothing else is decided before calendars were read.
    if (whole.needs === null) note(snapshot.near, decision.commands, whole.commands);
    return decision;
  };
}

function note(near: Near, commands: readonly Command[], whole: readonly Command[]): void {
  compared.times += 1;
  compared.commands += commands.length;
  const inWhole = new Map(whole.map(command => [command.key, canonical(command)]));
  const here = new Set(commands.map(({ key }) => key));
  for (const command of commands)
    if (inWhole.get(command.key) !== canonical(command))
      compared.differences.push(`near: ${canonical(command)}\nall:  ${inWhole.get(command.key) ?? "nothing"}`);
  for (const command of whole.filter(({ key }) => !here.has(key))) {
    const kind = [command.kind, "source" in command ? command.source : ""].join(" ").trim();
    if (near.pages.has(pageOf(command) ?? "") || !MAY_WAIT.includes(kind))
      compared.differences.push(`all only: ${canonical(command)}`);
  }
}
