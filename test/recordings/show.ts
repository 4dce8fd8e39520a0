import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
/** Lines that differ are shown so many at a time, and so many before them. */
const SHOWN = 3;
const BEFORE = 2;
const MOST_BYTES = 2 ** 30;

/**
 * All that a unit said at a revision: it is played there, in a work tree of its own that shares the packages installed here.
 * Without a revision it is the one that recorded the kind last.
 */
export function linesAt(revision: string | null, kind: string, name: string): { revision: string; lines: string[] } {
  const at = revision ?? git("log", "-1", "--format=%H", "--", `test/recordings/${kind}.txt`).trim();
  const folder = mkdtempSync(join(tmpdir(), "krug-recordings-"));
  const tree = join(folder, "tree");
  try {
    git("worktree", "add", "--detach", tree, at);
    symlinkSync(join(ROOT, "node_modules"), join(tree, "node_modules"));
    const command = ["test/recordings/main.ts", "--only", kind, "--lines", name];
    const played = spawnSync(process.execPath, command, { cwd: tree, encoding: "utf8", maxBuffer: MOST_BYTES });
    if (played.status !== 0) throw new Error(`${name} can't be played at ${at}: ${played.stderr}`);
    return { revision: at, lines: played.stdout.trimEnd().split("\n") };
  } finally {
    git("worktree", "remove", "--force", tree);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first lines in which two recordings differ, as a unified difference, each body on lines of its own; empty where none does. */
export function difference(before: readonly string[], now: readonly string[]): string {
  const first = before.findIndex((line, place) => line !== now[place]);
  const from = first >= 0 ? first : before.length;
  if (from === before.length && before.length === now.length) return "";
  const folder = mkdtempSync(join(tmpdir(), "krug-recordings-"));
  try {
    const part = (lines: readonly string[]) => lines.slice(Math.max(0, from - BEFORE), from + SHOWN).map(onLines);
    writeFileSync(join(folder, "before"), `${part(before).join("\n")}\n`);
    writeFileSync(join(folder, "now"), `${part(now).join("\n")}\n`);
    const options = { cwd: folder, encoding: "utf8" as const, maxBuffer: MOST_BYTES };
    const { stdout } = spawnSync("git", ["diff", "--no-index", "--no-prefix", "before", "now"], options);
    return `from line ${from + 1} of ${before.length} before, ${now.length} now:\n${stdout}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A line with its body in JSON told field by field. */
function onLines(line: string): string {
  const start = line.search(/[[{"]/);
  if (start < 0) return line;
  try {
    return `${line.slice(0, start)}${JSON.stringify(JSON.parse(line.slice(start)), null, 1)}`;
  } catch {
    return line;
  }
}

function git(...command: string[]): string {
  const { status, stdout, stderr } = spawnSync("git", command, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`git ${command.join(" ")}: ${stderr}`);
  return stdout;
}
