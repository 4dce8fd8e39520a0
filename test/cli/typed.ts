import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> };
/** They take no flags: each writes, or tries, one thing. */
const WITHOUT_FLAGS = ["hands", "act", "messages", "licences", "table"];
/** The files of all commands that take flags, by their names. */
export const FILES = new Map(
  Object.entries(scripts).flatMap(([name, script]) => {
    const [, file] = /^node (\S+)$/.exec(script) ?? [];
    return file === undefined || WITHOUT_FLAGS.includes(name) ? [] : [[name, join(ROOT, file)] as const];
  }),
);
interface Ended {
  status: number | null;
  said: string;
  told: string;
}

/** A command as somebody types it, in an empty folder. */
export async function typed(
  name: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Ended> {
  const folder = mkdtempSync(join(tmpdir(), "krug-front-"));
  const { KRUG_URL: _, DASHBOARD_TOKEN: __, ...others } = process.env;
  const child = spawn(process.execPath, [FILES.get(name) ?? "", ...args], {
    cwd: folder,
    env: { ...others, ...environment },
  });
  const ended: Ended = { status: null, said: "", told: "" };
  child.stdout.on("data", text => {
    ended.said += text;
  });
  child.stderr.on("data", text => {
    ended.told += text;
  });
  ended.status = await new Promise<number | null>(resume => child.once("close", resume));
  expect(readdirSync(folder)).toEqual([]);
  rmSync(folder, { recursive: true });
  return ended;
}

export const STACK = /^\s+at /m;

/** A command says what it is for, and what is wrong with an unknown flag, before anything is done. */
export async function holdsFront(name: string): Promise<void> {
  const [help, unknown] = await Promise.all([typed(name, ["--help"]), typed(name, ["--yse"])]);
  expect([help.status, help.said]).toEqual([0, expect.stringContaining(`Usage: npm run ${name} --`)]);
  expect([unknown.status, unknown.said]).toEqual([2, ""]);
  expect(unknown.told).toMatch(/^There is no --yse here\.\n/);
  expect(unknown.told).not.toMatch(STACK);
}
