import { spawnSync } from "node:child_process";
import { join } from "node:path";
import type { Command } from "commander";
import { readable } from "./front.ts";

const WRANGLER = join(import.meta.dirname, "../../node_modules/wrangler/bin/wrangler.js");

/** Which database is meant: the deployed one, or the one `wrangler dev` keeps here. */
export interface Database {
  name: string;
  isLocal: boolean;
  /** The configuration; absent for the project's. What `wrangler dev` keeps lies beside it. */
  config?: string;
}

/** Runs wrangler on the database; what it printed, and whether it ended well. Its own words go to the terminal with `isShown`. */
export function d1(
  database: Database,
  command: string[],
  isShown: boolean,
): { isWell: boolean; printed: string; said: string } {
  const where = [
    database.isLocal ? "--local" : "--remote",
    ...(database.config === undefined ? [] : ["--config", database.config]),
  ];
  const [verb = "", ...rest] = command;
  const name = verb === "migrations" ? [verb, "apply", database.name] : [verb, database.name];
  const { status, stdout, stderr } = spawnSync(process.execPath, [WRANGLER, "d1", ...name, ...rest, ...where], {
    encoding: "utf8",
    maxBuffer: 1 << 30,
    stdio: isShown ? ["inherit", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
  });
  return { isWell: status === 0, printed: stdout ?? "", said: `${stdout ?? ""}${stderr ?? ""}` };
}

/** Flags by which a command is told which database is meant. */
export interface DatabaseFlags {
  local?: boolean;
  database: string;
  config?: string;
}

/** A command with the flags by which it is told which database is meant. */
export function databaseOptions(command: Command): Command {
  return command
    .option("--local", "the database of `wrangler dev` on this machine instead of the deployed one")
    .option("--database <name>", "its name in wrangler.toml", "krug")
    .option("--config <file>", "wrangler's configuration; wrangler.toml unless given", readable);
}

/** The database that is meant. */
export function databaseOf({ local = false, database: name, config }: DatabaseFlags): Database {
  return { name, isLocal: local, ...(config === undefined ? {} : { config }) };
}
