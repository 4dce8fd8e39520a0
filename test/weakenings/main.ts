import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { front, whole } from "../../src/cli/front.ts";
import { equal } from "../bench/report.ts";
import { checkedCommand, ended } from "../checked.ts";
import { WEAKENINGS, type Weakening } from "./list.ts";

const ROOT = join(import.meta.dirname, "../..");
const COPIED = ["src", "test", "docs", "package.json", "tsconfig.json", "vitest.config.ts", "wrangler.toml"];

/** A copy of the project to break things in. */
function copied(): string {
  const folder = mkdtempSync(join(tmpdir(), "krug-weakened-"));
  for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return folder;
}

/** Whether a test file passes in a folder. */
function passes(folder: string, file: string): boolean {
  const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
  const { status } = spawnSync(process.execPath, [vitest, "run", "--project", "node", file], { cwd: folder });
  return status === 0;
}

/** Takes a safeguard away, looks whether its test notices, and puts it back. @throws Error where it is not there to be taken away. */
function isCaught(folder: string, { file, from, to, caughtBy }: Weakening): boolean {
  const path = join(folder, file);
  const before = readFileSync(path, "utf8");
  if (before.split(from).length !== 2) throw new Error(`${file} does not hold once: ${from}`);
  writeFileSync(
    path,
    before.replace(from, () => to),
  );
  try {
    return !passes(folder, caughtBy);
  } finally {
    writeFileSync(path, before);
  }
}

interface Asked {
  only?: number;
  json?: string;
}

const COMMAND = checkedCommand(
  "weakenings",
  "Takes each safeguard away in a copy of the project, one at a time, and sees a test fail.",
).option("--only <n>", "the n-th of them alone", whole(1, WEAKENINGS.length));

function weaken({ only, json }: Asked): number {
  const asked = only === undefined ? WEAKENINGS : WEAKENINGS.slice(only - 1, only);
  const folder = copied();
  try {
    const files = [...new Set(asked.map(({ caughtBy }) => caughtBy))];
    const failing = files.filter(file => !passes(folder, file));
    const checks = [equal("tests that fail with every safeguard in place", failing.length, 0)];
    for (const weakening of asked) {
      const caught = isCaught(folder, weakening);
      console.log(`${caught ? "caught" : "NOT CAUGHT"}: ${weakening.what} (${weakening.caughtBy})`);
      checks.push(equal(weakening.what, caught ? 1 : 0, 1));
    }
    if (failing.length > 0) console.log(`these fail by themselves: ${failing.join(", ")}`);
    return ended({ checks }, json);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await front<Asked>(COMMAND, weaken);
