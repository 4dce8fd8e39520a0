import { readFile } from "node:fs/promises";
import { join } from "node:path";

const FOLDER = join(import.meta.dirname, "../../src/text/assets");

/** The texts that go up with the Worker, from their files. */
export function readText(file: string): Promise<string> {
  return readFile(join(FOLDER, file), "utf8");
}
