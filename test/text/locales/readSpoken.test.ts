import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { LANGUAGES } from "../../../src/core/domain/values/language.ts";
import type { SPOKEN as WHOLE } from "../../../src/text/locales/spoken.ts";
import { SPOKEN as TAKEN_ALONG } from "../../../src/text/locales/spokenInWorker.ts";
import { FILES_ABOUT } from "../../../src/text/locales/subjects.ts";

vi.mock("../../../src/text/locales/spoken.ts", () => import("../../../src/text/locales/spokenInWorker.ts"));
const { readSpoken } = await import("../../../src/text/locales/catalogues.ts");
const { SPOKEN: whole } = await vi.importActual<{ SPOKEN: typeof WHOLE }>("../../../src/text/locales/spoken.ts");

const TEXTS = join(import.meta.dirname, "../../../src/text");
const fromFiles = async (path: string) => readFileSync(join(TEXTS, path), "utf8");

afterEach(() => {
  for (const subjects of Object.values(TAKEN_ALONG))
    for (const about of Object.keys(FILES_ABOUT)) delete (subjects as Record<string, unknown>)[about];
});

test("what the Worker reads among its assets is all that is said in the languages beside English", async () => {
  await readSpoken(fromFiles);
  expect(TAKEN_ALONG).toEqual(whole);
});

test("what was read is not read again, and what could not be read is read by the next who asks", async () => {
  const failing = async (path: string) => {
    if (path === "locales/uk/letters.json") throw new Error("away");
    return fromFiles(path);
  };
  await expect(readSpoken(failing)).rejects.toThrow("away");
  const asked: string[] = [];
  await readSpoken(path => {
    asked.push(path);
    return fromFiles(path);
  });
  expect(asked).toEqual(["locales/uk/letters.json"]);
  await readSpoken(failing);
});

test("every file of a language goes up with the Worker, but English and what only the set-up says", () => {
  const ignored = readFileSync(join(TEXTS, ".assetsignore"), "utf8").split("\n");
  expect(ignored).toEqual(["*.ts", "locales/en", "setUp.json", ""]);
  const named = Object.values(FILES_ABOUT)
    .flat()
    .map(file => `${file}.json`);
  for (const language of LANGUAGES)
    expect(readdirSync(join(TEXTS, "locales", language)).sort()).toEqual([...named, "setUp.json"].sort());
  expect(existsSync(join(TEXTS, "locales/en/letters.json"))).toBe(true);
});
