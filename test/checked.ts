import { type Command, InvalidArgumentError } from "commander";
import { putJson } from "../src/cli/asking.ts";
import { commandLine, EXIT, writable } from "../src/cli/front.ts";

/** A command for developers whose figures can be written to a file; that it can be is looked at before the work is done. */
export function checkedCommand(name: string, says: string): Command {
  return commandLine(name, says).option("--json <file>", "writes figures and checks as JSON", fileToWrite);
}

function fileToWrite(file: string): string {
  if (file === "-") throw new InvalidArgumentError("name a file: what is done meanwhile is printed.");
  return writable(file);
}

/** What a search or a bench came to: its checks, and every other figure by name. */
export interface Found {
  checks: readonly { name: string; value: number | string; target: number | string; ok: boolean }[];
  [figure: string]: unknown;
}

/** Prints the checks and writes what was found: see `written`. */
export function ended(found: Found, json: string | undefined): number {
  for (const { ok, name, value, target } of found.checks)
    console.log(`${ok ? "ok  " : "NOT "} ${name}: ${value} (${target})`);
  return written(found, json);
}

/** Writes all that was found where a file was named, and comes back with the exit code: 1 where a check is not ok. */
export function written(found: Found, json: string | undefined): number {
  if (json !== undefined) putJson(json, found);
  return found.checks.every(({ ok }) => ok) ? 0 : EXIT.failed;
}
