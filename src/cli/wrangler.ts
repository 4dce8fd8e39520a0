import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { readable } from "./front.ts";

const WRANGLER = join(import.meta.dirname, "../../node_modules/wrangler/bin/wrangler.js");

/** Wrangler's configuration with one's own values, which `npm run setup` writes and git ignores. */
export const OWN_CONFIG = "krug.wrangler.json";

/** What a call of wrangler came to: whether it ended well, what it printed, and that with what it complained of. */
export interface Called {
  isWell: boolean;
  printed: string;
  said: string;
}

/**
 * Calls wrangler in a folder and waits for its end. `input` is given to it by standard input and stands on no command line; with `isShown`
 * it talks to whoever sits at the terminal, and what it says is not known. `account` is the id of the one that is meant; `environment` stands before what the process has.
 */
export function wrangler(
  words: readonly string[],
  {
    cwd,
    input,
    isShown = false,
    account,
    environment = {},
  }: {
    cwd: string;
    input?: string;
    isShown?: boolean;
    account?: string | null;
    environment?: Readonly<Record<string, string>>;
  },
): Promise<Called> {
  const child = spawn(process.execPath, [WRANGLER, ...words], {
    cwd,
    stdio: isShown ? "inherit" : "pipe",
    env: {
      ...process.env,
      ...environment,
      ...QUIET,
      ...(isShown ? {} : { CI: "1" }),
      ...(account ? { CLOUDFLARE_ACCOUNT_ID: account } : {}),
    },
  });
  let printed = "";
  let said = "";
  child.stdout?.on("data", text => {
    printed += text;
    said += text;
  });
  child.stderr?.on("data", text => {
    said += text;
  });
  child.stdin?.end(input ?? "");
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", status => resolve({ isWell: status === 0, printed, said }));
  });
}

/** Nothing is sent about how it is used, and what it says comes without colours. */
const QUIET = { WRANGLER_SEND_METRICS: "false", NO_COLOR: "1", FORCE_COLOR: "0" };

/** Names the configuration that is meant: one's own where there is one, unless another was named. */
export function configWords(config: string | undefined): string[] {
  const meant = config ?? (existsSync(OWN_CONFIG) ? OWN_CONFIG : undefined);
  return meant === undefined ? [] : ["--config", meant];
}

/** Which database is meant: the deployed one, or the one `wrangler dev` keeps here. */
export interface Database {
  name: string;
  isLocal: boolean;
  /** The configuration; absent for one's own, or for the project's, by which `wrangler dev` keeps its database under another id. */
  config?: string;
}

/** Runs wrangler on the database; what it printed, and whether it ended well. Its own words go to the terminal with `isShown`. */
export function d1(
  database: Database,
  command: string[],
  isShown: boolean,
): { isWell: boolean; printed: string; said: string } {
  const where = database.isLocal
    ? ["--local", ...(database.config === undefined ? [] : ["--config", database.config])]
    : ["--remote", ...configWords(database.config)];
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
    .option(
      "--config <file>",
      `wrangler's configuration; ${OWN_CONFIG} unless given, or wrangler.toml where that is not there, and with --local`,
      readable,
    );
}

/** The database that is meant. */
export function databaseOf({ local = false, database: name, config }: DatabaseFlags): Database {
  return { name, isLocal: local, ...(config === undefined ? {} : { config }) };
}
