import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

// The recordings lie beside the project and are never copied into it.
const FOLDER = join(import.meta.dirname, "../../../../../shared/contracts");
const EXCHANGES = join(FOLDER, "notion-recorded-exchanges.jsonl.gz");
const CASES = join(FOLDER, "notion-filter-cases.jsonl");

export type Json = Record<string, unknown>;

export interface Exchange {
  src: string;
  method: string;
  url: string;
  version: string;
  reqBody: Json | null;
  status: number;
  resBody: Json;
}

export interface FilterCase {
  src: string;
  version: string;
  filter?: Json;
  sorts?: Json[];
  universe: Json[];
  expected: string[];
}

/** Whether the recordings are there; without them the suites that need them are skipped. */
export const hasRecordings = existsSync(EXCHANGES) && existsSync(CASES);

/** The recorded exchanges, in order; none when the recordings are absent. */
export function recordedExchanges(): Exchange[] {
  return hasRecordings ? lines<Exchange>(gunzipSync(readFileSync(EXCHANGES)).toString("utf8")) : [];
}

/** The recorded queries with the pages that existed; none when the recordings are absent. */
export function filterCases(): FilterCase[] {
  return hasRecordings ? lines<FilterCase>(readFileSync(CASES, "utf8")) : [];
}

function lines<T>(text: string): T[] {
  return text
    .split("\n")
    .filter(line => line !== "")
    .map(line => JSON.parse(line) as T);
}
