import { spawnSync } from "node:child_process";
import { appendFileSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Breach, type Cruised, cruised } from "./cruise.ts";
import { factsOf } from "./facts.ts";
import { FLOORS, type Floor, floorOf, isWithin } from "./floors.ts";
import { sourcesIn } from "./sources.ts";

const ROOT = join(import.meta.dirname, "../..");
const SOURCES = sourcesIn();

/** A line that is put into a file, "a.ts" standing for any file of its folder. */
type Planted = readonly [file: string, line: string];

const CORE = FLOORS.map(({ place }) => place).filter(place => /^core\/.*\/$/.test(place));

/** What no floor of `core` may name, from a file right in `src/core/`. */
const OUTSIDE_CORE = [
  'export { run as x } from "../run/run.ts";',
  'export type { Row as X } from "../store/mirror/pages.ts";',
  'export { page as x } from "../notion/page.ts";',
  'export { event as x } from "../google/calendar.ts";',
  'export { chatAt as x } from "../run/alarm/webhook.ts";',
  'export { page as x } from "../web/app.ts";',
  'export { agenda as x } from "../text/meetings/calendar.ts";',
  'export { setup as x } from "../cli/setup.ts";',
  'export { readConfig as x } from "../config.ts";',
  'export { clock as x } from "../../test/simulators/clock.ts";',
  'export { Hono as x } from "hono";',
  'export { z as x } from "zod";',
  'export { default as x } from "p-queue";',
  'export { default as x } from "dayjs";',
  'export { Client as x } from "@notionhq/client";',
  'export { JWT as x } from "google-auth-library";',
  'export { calendar as x } from "googleapis/build/src/apis/calendar/index.js";',
  'export { readFile as x } from "node:fs/promises";',
  'export { env as x } from "cloudflare:workers";',
  'export const x = await import("../run/run.ts");',
];

const REFUSED: readonly Planted[] = [
  ...CORE.flatMap(place => OUTSIDE_CORE.map((line): Planted => [`src/${place}a.ts`, from(`src/${place}`, line)])),
  ["src/core/domain/values/time.ts", 'export { run as x } from "../../../run/run.ts";'],
  ["src/run/a.ts", 'export { default as x } from "dayjs/plugin/utc.js";'],
  ["src/web/a.ts", 'export { default as x } from "dayjs";'],
  ["src/worker.ts", 'export { default as x } from "dayjs";'],
  ["src/notion/a.ts", 'export { event as x } from "../google/calendar.ts";'],
  ["src/notion/a.ts", 'export { listPages as x } from "../store/mirror/pages.ts";'],
  ["src/notion/a.ts", 'export { run as x } from "../run/run.ts";'],
  ["src/notion/a.ts", 'export { page as x } from "../web/app.ts";'],
  ["src/notion/a.ts", 'export { JWT as x } from "google-auth-library";'],
  ["src/google/a.ts", 'export { page as x } from "../notion/page.ts";'],
  ["src/google/a.ts", 'export { listPages as x } from "../store/mirror/pages.ts";'],
  ["src/google/a.ts", 'export { run as x } from "../run/run.ts";'],
  ["src/google/a.ts", 'export { page as x } from "../web/app.ts";'],
  ["src/google/a.ts", 'export { Client as x } from "@notionhq/client";'],
  ["src/run/alarm/webhook.ts", 'export { event as x } from "../../google/calendar.ts";'],
  ["src/run/alarm/webhook.ts", 'export { listPages as x } from "../../store/mirror/pages.ts";'],
  ["src/store/mirror/a.ts", 'export { run as x } from "../../run/run.ts";'],
  ["src/store/mirror/a.ts", 'export { page as x } from "../../notion/page.ts";'],
  ["src/text/letters/a.ts", 'export { page as x } from "../../notion/page.ts";'],
  ["src/text/phrases/a.ts", 'export { run as x } from "../../run/run.ts";'],
  ["src/run/a.ts", 'export { page as x } from "../web/app.ts";'],
  ["src/run/a.ts", 'export { Client as x } from "@notionhq/client";'],
  ["src/run/a.ts", 'export type { Env as X } from "../config.ts";'],
  ["src/web/a.ts", 'export type { Env as X } from "../config.ts";'],
  ["src/web/a.ts", 'export { readConfig as x } from "../config.ts";'],
  ["src/web/a.ts", 'export { env as x } from "cloudflare:workers";'],
  ["src/web/a.ts", 'export { page as x } from "../notion/page.ts";'],
  ["src/cli/a.ts", 'export { readConfig as x } from "../config.ts";'],
  ["src/cli/a.ts", 'export { page as x } from "../web/app.ts";'],
  ["src/cli/a.ts", 'export { Hono as x } from "hono";'],
  ["src/worker.ts", 'export { setup as x } from "./cli/setup.ts";'],
  ...["notion", "google", "store", "run", "web", "text", "cli"].map(
    (folder): Planted => [`src/${folder}/a.ts`, 'export { clock as x } from "../../test/simulators/clock.ts";'],
  ),
  ["src/worker.ts", 'export { clock as x } from "../test/simulators/clock.ts";'],
  ["src/config.ts", 'export { clock as x } from "../test/simulators/clock.ts";'],
  ["src/nowhere/a.ts", 'export { localDate as x } from "../core/domain/values/time.ts";'],
];

const ALLOWED: readonly Planted[] = [
  ["src/core/domain/a.ts", 'export { localDate as x } from "./values/time.ts";'],
  ["src/core/rules/matching/a.ts", 'export { default as x } from "edmonds-blossom-fixed";'],
  ["src/core/domain/values/time.ts", 'export { default as x } from "dayjs";'],
  ["src/notion/a.ts", 'export { Client as x } from "@notionhq/client";'],
  ["src/notion/a.ts", 'export { columnName as x } from "../text/phrases/names.ts";'],
  ["src/notion/a.ts", 'export { page as x } from "./page.ts";'],
  ["src/google/a.ts", 'export { JWT as x } from "google-auth-library";'],
  ["src/google/a.ts", 'export { localDate as x } from "../core/domain/values/time.ts";'],
  ["src/store/mirror/a.ts", 'export type { Row as X } from "../../core/domain/values/row.ts";'],
  ["src/text/phrases/a.ts", 'export type { SCHEMA as X } from "../../core/domain/schema.ts";'],
  ["src/run/a.ts", 'export { page as x } from "../notion/page.ts";'],
  ["src/run/world/a.ts", 'export { default as x } from "p-queue";'],
  ["src/web/a.ts", 'export { Hono as x } from "hono";'],
  ["src/cli/a.ts", 'export { parseArgs as x } from "node:util";'],
  ["src/worker.ts", 'export { page as x } from "./web/app.ts";'],
  ["src/config.ts", 'export { z as x } from "zod";'],
];

/** Each two floors in one order, as the table has it. */
const BETWEEN = FLOORS.flatMap(one =>
  FLOORS.filter(other => other !== one).map(other => ({
    one,
    other,
    isAllowed: one.uses.some(used => isWithin(other.place, used)),
  })),
);

describe("the order of floors", () => {
  test("each floor uses lower ones only, and no place is told twice", () => {
    const places = FLOORS.map(({ place }) => place);
    expect(new Set(places).size).toBe(places.length);
    for (const [index, { place, uses }] of FLOORS.entries()) {
      const used = places.filter(other => other !== place && uses.some(one => isWithin(other, one)));
      expect([place, used.filter(other => !places.slice(0, index).includes(other))]).toEqual([place, []]);
      expect([place, uses.filter(one => !places.some(other => isWithin(other, one)))]).toEqual([place, []]);
    }
  });

  test("each file of src lies on a floor, and each floor has files", () => {
    const floors = [...SOURCES.keys()].map(file => [file, floorOf(file)] as const);
    expect(floors.filter(([, floor]) => floor === null)).toEqual([]);
    expect(FLOORS.filter(one => !floors.some(([, floor]) => floor === one))).toEqual([]);
  });

  test(`all ${SOURCES.size} modules of src are read, and none imports what its floor may not, nor round about itself`, async () => {
    const { modules, imports, breaches } = await cruised(ROOT);
    expect(modules.sort()).toEqual([...SOURCES.keys()]);
    expect(imports).toEqual(Object.fromEntries(factsOf(SOURCES).map(one => [one.file, one.imports])));
    expect(breaches).toEqual([]);
  });
});

describe("what is put in on purpose", () => {
  let folder: string;
  let seen: Cruised;
  const CIRCLE = ["src/web/round.ts", "src/web/about.ts"] as const;

  /** A house of what is planted alone, with an empty file wherever an import leads. */
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "krug-floors-"));
    for (const [index, [file, line]] of [...REFUSED, ...ALLOWED].entries()) plant(planted(file, index), line);
    for (const { one, other } of BETWEEN) plant(between(one, other), `export * from "${leading(one, other)}";`);
    plant(CIRCLE[0], 'export type { A } from "./about.ts";');
    plant(CIRCLE[1], 'export type { B } from "./round.ts";');
    seen = await cruised(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function plant(file: string, line: string): void {
    write(file, `${line}\n`);
    const target = targetOf(line);
    if (target.startsWith(".")) write(join(dirname(file), target), "");
    else if (!target.includes(":")) {
      const name = /^(@[^/]+\/)?[^/]+/.exec(target)![0];
      write(
        `node_modules/${name}/package.json`,
        existsSync(join(folder, "node_modules", name)) ? "" : `{"name":"${name}"}`,
      );
      write(`node_modules/${target === name ? `${name}/index.js` : target}`, "");
    }
  }

  function write(file: string, text: string): void {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    appendFileSync(join(folder, file), text);
  }

  function breachOf(file: string, line: string): Breach | undefined {
    return seen.breaches.find(({ from, to, rule }) => from === file && to === targetOf(line) && rule !== "circle");
  }

  test.each(REFUSED.map(([file, line], index) => [file, line, index] as const))("not %s: %s", (file, line, index) => {
    expect(breachOf(planted(file, index), line)).toBeDefined();
  });

  test.each(ALLOWED.map(([file, line], index) => [file, line, index] as const))("but %s: %s", (file, line, index) => {
    const at = planted(file, REFUSED.length + index);
    expect(seen.modules).toContain(at);
    expect(breachOf(at, line)).toBeUndefined();
  });

  test("nothing planted leads where no floor is", () => {
    const inside = [...REFUSED, ...ALLOWED].filter(([, line]) => targetOf(line).startsWith("."));
    const led = inside.map(([file, line]) => join(dirname(file), targetOf(line)));
    expect(led.filter(path => path.startsWith("src/") && floorOf(path) === null && !SOURCES.has(path))).toEqual([]);
  });

  test("between any two floors the table is kept to", () => {
    for (const { one, other, isAllowed } of BETWEEN) {
      const breach = breachOf(between(one, other), `"${leading(one, other)}"`);
      expect([one.place, other.place, breach === undefined]).toEqual([one.place, other.place, isAllowed]);
    }
  });

  test("two files that import each other are a circle, though it be types alone", () => {
    const circles = seen.breaches.filter(({ rule }) => rule === "circle");
    expect(circles.filter(({ from }) => CIRCLE.some(file => file === from))).toHaveLength(1);
  });
});

describe("what the lint rules refuse", () => {
  test("the environment and Node, but in what an operator runs", () => {
    const folder = mkdtempSync(join(tmpdir(), "krug-lint-"));
    const lines = ["export const x = process.env.NOTION_TOKEN;", 'export { readFile as x } from "node:fs/promises";'];
    const folders = ["core", "notion", "google", "store", "run", "web", "text", "cli"];
    try {
      for (const place of folders)
        for (const [index, line] of lines.entries()) {
          mkdirSync(join(folder, "src", place), { recursive: true });
          writeFileSync(join(folder, "src", place, `a${index}.ts`), `${line}\n`);
        }
      copyFileSync(join(ROOT, "biome.json"), join(folder, "biome.json"));
      const expected = folders.slice(0, -1).flatMap(place => lines.map((_, index) => `src/${place}/a${index}.ts`));
      expect(filesWithErrors(folder).sort()).toEqual(expected.sort());
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

/** A line told from `src/core/`, as a file in another folder has to tell it. */
function from(folder: string, line: string): string {
  const up = "../".repeat(folder.split("/").length - "src/core/".split("/").length);
  return line.replace('"../', `"${up}../`);
}

/** Where a planted line stands: a file of its own, unless its name matters. */
function planted(file: string, index: number): string {
  return file.replace(/\/a\.ts$/, `/a${index}.ts`);
}

/** What a line imports, as it names it; Node's own without their prefix. */
function targetOf(line: string): string {
  return /"(?:node:)?([^"]+)"/.exec(line)?.[1] ?? "";
}

function placeOf({ place }: Floor, file: string): string {
  return place.endsWith("/") ? `src/${place}${file}` : `src/${place}`;
}

/** The file of one floor that names another, which is on a floor of one file that file. */
function between(one: Floor, other: Floor): string {
  return placeOf(one, `to${FLOORS.indexOf(other)}.ts`);
}

function leading(one: Floor, other: Floor): string {
  const steps = dirname(between(one, other)).split("/");
  return `${"../".repeat(steps.length)}${placeOf(other, "any.ts")}`;
}

function filesWithErrors(project: string): string[] {
  const biome = join(ROOT, "node_modules/@biomejs/biome/bin/biome");
  const { stdout } = spawnSync(process.execPath, [biome, "lint", "--reporter=json", "--max-diagnostics=none"], {
    cwd: project,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });
  const { diagnostics } = JSON.parse(stdout) as {
    diagnostics: { severity: string; location: { path: string | { file: string } } }[];
  };
  return diagnostics
    .filter(one => one.severity === "error")
    .map(({ location: { path } }) => (typeof path === "string" ? path : path.file));
}
