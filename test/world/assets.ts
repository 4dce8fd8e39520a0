import { readFile } from "node:fs/promises";
import { join } from "node:path";

const TEXTS = join(import.meta.dirname, "../../src/text");

/** The files that go up with the Worker, as its binding gives them. */
export const ASSETS = {
  fetch: async (url: string) => new Response(await readFile(join(TEXTS, new URL(url).pathname))),
};
