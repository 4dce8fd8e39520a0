import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { Trouble } from "../../src/cli/front.ts";
import type { Scenario } from "../demo/scenario.ts";
import { type Kept, keep, type Lived, takeUp } from "./living.ts";

const FILE = join(import.meta.dirname, "team.state");

/** What mends a state that is stale. */
export const WRITES = "npm run playground -- --write";

/** Keeps a lived world in the tree; how many bytes that took. */
export function writeState(lived: Lived): number {
  const packed = brotliCompressSync(serialize(keep(lived)), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_LGWIN]: 24 },
  });
  writeFileSync(FILE, packed);
  return packed.length;
}

/** The world that is kept in the tree. @throws Trouble that says what to do, where it can't be read. */
export function readState(scenario: Scenario): Lived {
  try {
    return takeUp(scenario, deserialize(brotliDecompressSync(readFileSync(FILE))) as Kept);
  } catch (error) {
    throw Object.assign(new Trouble(`The world of the playground can't be read: ${WRITES} makes it anew.`), {
      cause: error,
    });
  }
}
