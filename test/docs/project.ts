import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");
const FOLDERS = ["src", "test", "docs", ".ci"];

/** A text of the project: a document, or a file of code with its comments. `path` is seen from the project's folder. */
export interface Source {
  path: string;
  text: string;
}

/** What citations are held to. */
export interface Project {
  sources: readonly Source[];
  /** Every file and folder, seen from the project's folder. */
  paths: ReadonlySet<string>;
  /** The scripts of package.json: name and command. */
  scripts: Readonly<Record<string, string>>;
  /** The flags a script's help tells and the script reads, each with its two dashes. */
  flagsOf: (script: string) => ReadonlySet<string>;
}

/** The project as it lies on the disk. */
export function readProject(): Project {
  const files = [...filesIn(""), ...FOLDERS.flatMap(folder => filesIn(folder))];
  const scripts = (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> })
    .scripts;
  return {
    sources: files
      .filter(path => /\.(md|ts|sql|toml)$|^package\.json$/.test(path))
      .map(path => ({ path, text: readFileSync(join(ROOT, path), "utf8") })),
    paths: new Set(files.flatMap(path => [path, ...foldersOf(path)])),
    scripts,
    flagsOf: script => flagsRead(scripts[script] ?? ""),
  };
}

/** The files of one folder and all below it; of the project's own folder only those that lie in it directly. */
function filesIn(folder: string): string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: folder !== "", encoding: "utf8" });
  return names.map(name => join(folder, name)).filter(path => statSync(join(ROOT, path)).isFile());
}

function foldersOf(path: string): string[] {
  const folder = dirname(path);
  return folder === "." ? [] : [folder, ...foldersOf(folder)];
}

/** The flags of a command: those its entry gives to `.option`, itself or by functions of files it imports. */
function flagsRead(command: string): Set<string> {
  const [program, entry = ""] = command.split(" ");
  if (program !== "node") return new Set();
  const own = readFileSync(join(ROOT, entry), "utf8");
  const beside = [...own.matchAll(/from "(\.\.?\/[^"]+)"/g)].map(([, path = ""]) => join(ROOT, dirname(entry), path));
  const shared = beside.flatMap(path =>
    [...readFileSync(path, "utf8").matchAll(/^export function (\w+)\([^)]*\): Command \{.*?^}/gms)].flatMap(
      ([text, name = ""]) => (own.includes(`${name}(`) ? text : []),
    ),
  );
  const given = [own, ...shared].join("\n").matchAll(/\.option\(\s*"(--[a-z][\w-]*)/g);
  return new Set([...given].map(([, flag = ""]) => flag));
}
