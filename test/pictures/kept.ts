import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Taken } from "./pictures.ts";

export const FOLDER = join(import.meta.dirname, "../../docs/pictures");
const FILE = join(FOLDER, "words.json");

/** What could be read on each picture when it was taken, by its name. */
export const readWords = () => JSON.parse(readFileSync(FILE, "utf8")) as Record<string, string[]>;

export function keepWords(taken: readonly Taken[]): void {
  writeFileSync(FILE, `${JSON.stringify(wordsOf(taken), null, 2)}\n`);
}

/** What can be read on pictures, line by line; where a page is served is left out. */
export function wordsOf(taken: readonly Taken[]): Record<string, string[]> {
  return Object.fromEntries(
    taken.map(({ name, words }) => [
      name,
      words
        .replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1")
        .split("\n")
        .map(line => line.trim())
        .filter(line => line !== ""),
    ]),
  );
}
