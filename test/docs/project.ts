import { spawnSync } from "node:child_process";
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
  /** What a script prints for `--help`; "" where it takes no flags. */
  helpOf: (script: string) => string;
}

/** The project as it lies on the disk. */
export function readProject(): Project {
  const files = [...filesIn(""), ...FOLDERS.flatMap(folder => filesIn(folder))];
  const scripts = (JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as { scripts: Record<string, string> })
    .scripts;
  const helps = new Map<string, string>();
  return {
    sources: files
      .filter(path => /\.(md|ts|sql|toml)$/.test(path))
      .map(path => ({ path, text: readFileSync(join(ROOT, path), "utf8") })),
    paths: new Set(files.flatMap(path => [path, ...foldersOf(path)])),
    scripts,
    helpOf: script => {
      const help = helps.get(script) ?? helpPrinted(scripts[script] ?? "");
      helps.set(script, help);
      return help;
    },
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

/** Only commands that read flags are asked: another would do its work. */
function helpPrinted(command: string): string {
  const [program, entry = ""] = command.split(" ");
  if (program !== "node" || !readFileSync(join(ROOT, entry), "utf8").includes("parseArgs")) return "";
  const { stdout, status } = spawnSync(process.execPath, [entry, "--help"], { cwd: ROOT, encoding: "utf8" });
  return status === 0 ? stdout : "";
}
