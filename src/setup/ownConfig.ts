import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { experimental_readRawConfig as readRaw } from "wrangler";
import { OWN_CONFIG } from "../cli/wrangler.ts";

/** What of wrangler's configuration is one's own: everything else is the project's. */
export interface OwnValues {
  account: string | null;
  database: string;
  /** The settings of the Worker that are no secrets. */
  variables: Readonly<Record<string, string>>;
}

interface Configuration {
  /** Settings that stand in the project's file, as they did before set-up had a file of its own. */
  vars?: Readonly<Record<string, string>>;
  d1_databases: { database_id: string }[];
  [setting: string]: unknown;
}

const SHIPPED = "wrangler.toml";

/**
 * Writes wrangler's configuration with one's own values in it, made anew from the project's each time: so the project's may change, and
 * `git pull` finds nothing of one's own in its way. Returns what was written.
 */
export function writeOwnConfig(root: string, { account, database, variables }: OwnValues): string {
  const { rawConfig } = readRaw({ config: join(root, SHIPPED) });
  const { $schema: _, ...shipped } = rawConfig as unknown as Configuration;
  const own = {
    ...shipped,
    ...(account === null ? {} : { account_id: account }),
    d1_databases: shipped.d1_databases.map(each => ({ ...each, database_id: database })),
    vars: { ...shipped.vars, ...variables },
  };
  const written = `${JSON.stringify(own, null, 2)}\n`;
  writeFileSync(join(root, OWN_CONFIG), written);
  return written;
}

/** Whether the project's configuration is in a folder: without it nothing can be deployed from there. */
export function hasProject(root: string): boolean {
  return existsSync(join(root, SHIPPED));
}
