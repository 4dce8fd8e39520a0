import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const BIOME = join(ROOT, "node_modules/@biomejs/biome/bin/biome");

/** Lines that must not stand in a file, each breaking one rule of who imports whom. */
const REFUSED: [file: string, line: string][] = [
  ["src/core/sync/a.ts", 'export { run as x } from "../../run/run.ts";'],
  ["src/core/a.ts", 'export { run as x } from "../run/run.ts";'],
  ["src/core/a.ts", 'export type { Row as X } from "../store/pages.ts";'],
  ["src/core/a.ts", 'export { page as x } from "../notion/page.ts";'],
  ["src/core/a.ts", 'export { event as x } from "../google/calendar.ts";'],
  ["src/core/a.ts", 'export { page as x } from "../web/app.ts";'],
  ["src/core/decide/a.ts", 'export { agenda as x } from "../../text/calendar.ts";'],
  ["src/core/a.ts", 'export { readConfig as x } from "../config.ts";'],
  ["src/core/a.ts", 'export { clock as x } from "../../test/simulators/clock.ts";'],
  ["src/core/a.ts", 'export { Hono as x } from "hono";'],
  ["src/core/a.ts", 'export { Client as x } from "@notionhq/client";'],
  ["src/core/a.ts", 'export { calendar as x } from "googleapis/build/src/apis/calendar/index.js";'],
  ["src/core/a.ts", 'export { readFile as x } from "node:fs/promises";'],
  ["src/core/a.ts", 'export { env as x } from "cloudflare:workers";'],
  ["src/core/a.ts", 'export const x = await import("../run/run.ts");'],
  ["src/core/rules/metrics/a.ts", 'export { default as x } from "dayjs";'],
  ["src/core/domain/values/time.ts", 'export { run as x } from "../run/run.ts";'],
  ["src/run/a.ts", 'export { default as x } from "dayjs/plugin/utc.js";'],
  ["src/web/a.ts", 'export { default as x } from "dayjs";'],
  ["src/worker.ts", 'export { default as x } from "dayjs";'],
  ["src/notion/a.ts", 'export { event as x } from "../google/calendar.ts";'],
  ["src/notion/a.ts", 'export { listPages as x } from "../store/pages.ts";'],
  ["src/notion/a.ts", 'export { run as x } from "../run/run.ts";'],
  ["src/notion/a.ts", 'export { page as x } from "../web/app.ts";'],
  ["src/notion/a.ts", 'export { JWT as x } from "google-auth-library";'],
  ["src/google/a.ts", 'export { page as x } from "../notion/page.ts";'],
  ["src/google/a.ts", 'export { listPages as x } from "../store/pages.ts";'],
  ["src/google/a.ts", 'export { run as x } from "../run/run.ts";'],
  ["src/google/a.ts", 'export { page as x } from "../web/app.ts";'],
  ["src/google/a.ts", 'export { Client as x } from "@notionhq/client";'],
  ["src/chat/a.ts", 'export { event as x } from "../google/calendar.ts";'],
  ["src/chat/a.ts", 'export { listPages as x } from "../store/pages.ts";'],
  ["src/core/a.ts", 'export { chatAt as x } from "../chat/webhook.ts";'],
  ["src/store/a.ts", 'export { run as x } from "../run/run.ts";'],
  ["src/store/a.ts", 'export { page as x } from "../notion/page.ts";'],
  ["src/text/a.ts", 'export { page as x } from "../notion/page.ts";'],
  ["src/text/workspace/a.ts", 'export { run as x } from "../../run/run.ts";'],
  ["src/run/a.ts", 'export { page as x } from "../web/app.ts";'],
  ["src/run/a.ts", 'export { Client as x } from "@notionhq/client";'],
  ["src/run/a.ts", 'export type { Env as X } from "../config.ts";'],
  ["src/web/a.ts", 'export type { Env as X } from "../config.ts";'],
  ["src/web/a.ts", 'export { readConfig as x } from "../config.ts";'],
  ["src/web/a.ts", 'export { env as x } from "cloudflare:workers";'],
  ["src/web/a.ts", 'export { page as x } from "../notion/page.ts";'],
  ["src/web/a.ts", "export const x = process.env.NOTION_TOKEN;"],
  ["src/worker.ts", 'export { setup as x } from "./cli/setup.ts";'],
  ...["core/sync", "notion", "google", "store", "run", "web", "text", "cli"].map((folder): [string, string] => [
    `src/${folder}/a.ts`,
    `export { clock as x } from "${"../".repeat(1 + folder.split("/").length)}test/simulators/clock.ts";`,
  ]),
  ["src/worker.ts", 'export { clock as x } from "../test/simulators/clock.ts";'],
  ["src/config.ts", 'export { clock as x } from "../test/simulators/clock.ts";'],
];

const ALLOWED: [file: string, line: string][] = [
  ["src/core/sync/a.ts", 'export { localDate as x } from "../time.ts";'],
  ["src/core/a.ts", 'export { default as x } from "edmonds-blossom-fixed";'],
  ["src/core/domain/values/time.ts", 'export { default as x } from "dayjs";'],
  ["src/notion/a.ts", 'export { Client as x } from "@notionhq/client";'],
  ["src/notion/a.ts", 'export { columnName as x } from "../text/workspace.ts";'],
  ["src/notion/a.ts", 'export { page as x } from "./page.ts";'],
  ["src/google/a.ts", 'export { JWT as x } from "google-auth-library";'],
  ["src/google/a.ts", 'export { localDate as x } from "../core/time.ts";'],
  ["src/store/a.ts", 'export type { Row as X } from "../core/row.ts";'],
  ["src/text/workspace/a.ts", 'export type { SCHEMA as X } from "../../notion/schema.ts";'],
  ["src/run/a.ts", 'export { page as x } from "../notion/page.ts";'],
  ["src/run/a.ts", 'export { default as x } from "p-queue";'],
  ["src/web/a.ts", 'export type { Config as X } from "../config.ts";'],
  ["src/web/a.ts", 'export { Hono as x } from "hono";'],
  ["src/cli/a.ts", "export const x = process.env.NOTION_TOKEN;"],
  ["src/cli/a.ts", 'export { parseArgs as x } from "node:util";'],
  ["src/worker.ts", 'export { page as x } from "./web/app.ts";'],
  ["src/config.ts", 'export { z as x } from "zod";'],
  ["test/stories/a.test.ts", 'export { run as x } from "../../src/run/run.ts";'],
];

describe("who may import whom", () => {
  let folder: string;
  const refused = new Set<string>();

  /** Every line in a file of its own; a file whose name matters is there once a project. */
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "krug-imports-"));
    const cases = new Map<string, string>();
    const seen = new Map<string, number>();
    for (const [index, [file, line]] of [...REFUSED, ...ALLOWED].entries()) {
      const times = seen.get(file) ?? 0;
      seen.set(file, times + 1);
      const isAny = /\/a(\.test)?\.ts$/.test(file);
      const path = isAny ? join("project0", file.replace("/a.", `/a${index}.`)) : join(`project${times}`, file);
      cases.set(path, `${file}: ${line}`);
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), `${line}\n`);
    }
    for (const project of readdirSync(folder)) {
      copyFileSync(join(ROOT, "biome.json"), join(folder, project, "biome.json"));
      for (const file of filesWithErrors(join(folder, project))) refused.add(cases.get(join(project, file)) ?? file);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each(REFUSED)("not %s: %s", (file, line) => {
    expect([...refused]).toContain(`${file}: ${line}`);
  });

  test.each(ALLOWED)("but %s: %s", (file, line) => {
    expect([...refused]).not.toContain(`${file}: ${line}`);
  });
});

function filesWithErrors(project: string): string[] {
  const { stdout } = spawnSync(process.execPath, [BIOME, "lint", "--reporter=json", "--max-diagnostics=none"], {
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
