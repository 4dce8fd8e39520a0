import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Licences under which a package may be part of what is deployed: they ask for their own text to be kept, and no more. */
const ALLOWED = new Set(
  "MIT ISC Apache-2.0 BSD-2-Clause BSD-3-Clause 0BSD BlueOak-1.0.0 CC0-1.0 Unlicense MIT-0".split(" "),
);

/** Licences that were read where the package itself says it too loosely, by name and version. */
const READ: Readonly<Record<string, string>> = { "url-template@2.0.8": "BSD-3-Clause" };

interface Manifest {
  name: string;
  version: string;
  license?: string | { type?: string };
  licenses?: { type?: string }[];
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

export interface Licensed {
  name: string;
  version: string;
  /** As the package says it; "none" where it says none. */
  licence: string;
  isAllowed: boolean;
}

/** Every package that a project's dependencies bring along, without those for development, by name and version. */
export function licencesOf(root: string): Licensed[] {
  const found = new Map<string, Licensed>();
  const open = [{ folder: root, manifest: manifestIn(root) }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { folder, manifest } = next;
    const optional = Object.keys(manifest.optionalDependencies ?? {});
    for (const name of new Set([...Object.keys(manifest.dependencies ?? {}), ...optional])) {
      const at = folderOf(name, folder, root);
      if (at === null && optional.includes(name)) continue;
      if (at === null) throw new Error(`${name}, which ${manifest.name} needs, is not installed: npm install`);
      const own = manifestIn(at);
      const key = `${own.name}@${own.version}`;
      if (found.has(key)) continue;
      const licence = READ[key] ?? licenceOf(own);
      found.set(key, { name: own.name, version: own.version, licence, isAllowed: isAllowed(licence) });
      open.push({ folder: at, manifest: own });
    }
  }
  return [...found.values()].sort((a, b) => (`${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1));
}

/** True where one of the alternatives of a licence is allowed, with all its parts. */
export function isAllowed(licence: string): boolean {
  const alternatives = licence.replaceAll(/[()]/g, "").split(/ OR /i);
  return alternatives.some(one => one.split(/ AND /i).every(part => ALLOWED.has(part.trim())));
}

function licenceOf({ license, licenses }: Manifest): string {
  if (typeof license === "string") return license;
  const types = [license?.type, ...(licenses ?? []).map(one => one.type)].filter(type => type !== undefined);
  return types.length === 0 ? "none" : types.join(" OR ");
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

/** Where Node finds a package from a folder, no higher than the project's own. */
function folderOf(name: string, from: string, root: string): string | null {
  for (let folder = from; folder.startsWith(root); folder = dirname(folder)) {
    const at = join(folder, "node_modules", name);
    if (existsSync(join(at, "package.json"))) return at;
  }
  return null;
}

/** `npm run licences`: what is deployed is under licences that allow it. */
function main(): number {
  const all = licencesOf(join(import.meta.dirname, ".."));
  const refused = all.filter(one => !one.isAllowed);
  for (const { name, version, licence } of refused)
    console.log(`FAIL  ${name} ${version}: ${licence}, which is not among ${[...ALLOWED].join(", ")}`);
  console.log(
    `${all.length} packages are deployed or may be; ${refused.length} under a licence that does not allow it`,
  );
  return refused.length === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = main();
