import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The text of each file of `src` in TypeScript, by its path from the project's folder: "src/worker.ts". */
export type Sources = ReadonlyMap<string, string>;

const ROOT = join(import.meta.dirname, "../..");

/** `src` of a project's folder, as it stands there. */
export function sourcesIn(root = ROOT): Sources {
  const paths = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  const files = paths.filter(path => path.endsWith(".ts")).map(path => join("src", path));
  return new Map(files.sort().map(file => [file, readFileSync(join(root, file), "utf8")]));
}

/** `src` as a revision of git has it. @throws Error where git knows no such revision. */
export function sourcesAt(revision: string): Sources {
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 28, stdio: ["ignore", "pipe", "pipe"] });
  const listed = git("ls-tree", "-r", "--name-only", revision, "src").split("\n");
  const files = listed.filter(path => path.endsWith(".ts"));
  return new Map(files.sort().map(file => [file, git("show", `${revision}:${file}`)]));
}
