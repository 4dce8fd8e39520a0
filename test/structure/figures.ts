import { dirname, relative } from "node:path";
import type { Facts, Wide } from "./facts.ts";
import { knotsOf } from "./knots.ts";

/** What is counted, of a folder's own files or of all. */
export interface Counts {
  files: number;
  statements: number;
  exports: number;
  /** Files that one other file imports. */
  singleImporters: number;
  /** Functions that take five things or more. */
  wide: number;
}

/** What stands in a table beside what it was before. */
export interface Summary {
  total: Counts;
  /** Without `src/text`, where sentences are. */
  statementsOutsideText: number;
  /** By their paths in `src`; "." is `src` itself. */
  folders: Record<string, Counts>;
  /** How many there are of each. */
  knots: { files: number; folders: number };
}

export interface Figures extends Summary {
  /** Files that import each other round about, each knot once; types counted. */
  knotsOfFiles: string[][];
  /** The same of folders, each as the files that lie in it directly. */
  knotsOfFolders: string[][];
  crowded: string[];
  lonely: string[];
}

const MOST_FILES = 30;
const FEWEST_FILES = 3;

const folderOf = (file: string) => relative("src", dirname(file)) || ".";

export function figuresOf(facts: readonly Facts[]): Figures {
  const importers = importersOf(facts);
  const isSingle = ({ file }: Facts) => importers.get(file)?.size === 1;
  const byFolder = Map.groupBy(facts, ({ file }) => folderOf(file));
  const folders = [...byFolder].map(([folder, own]) => [folder, countsOf(own, isSingle)] as const);
  const ofFolders = new Map(
    [...byFolder].map(([folder, own]) => [folder, own.flatMap(one => one.imports.map(folderOf))]),
  );
  // The entry and its settings stand alone in `src`: that is the house, no room.
  const rooms = folders.filter(([folder]) => folder !== ".");
  const knotsOfFiles = knotsOf(new Map(facts.map(({ file, imports }) => [file, imports])));
  const knotsOfFolders = knotsOf(ofFolders);
  return {
    total: countsOf(facts, isSingle),
    statementsOutsideText: sum(facts.filter(({ file }) => !file.startsWith("src/text/")).map(one => one.statements)),
    folders: Object.fromEntries(folders),
    knots: { files: knotsOfFiles.length, folders: knotsOfFolders.length },
    knotsOfFiles,
    knotsOfFolders,
    crowded: rooms.filter(([, { files }]) => files > MOST_FILES).map(([folder]) => folder),
    lonely: rooms.filter(([, { files }]) => files < FEWEST_FILES).map(([folder]) => folder),
  };
}

/** Functions that take most at once, first. */
export function widest(facts: readonly Facts[]): Wide[] {
  return facts.flatMap(({ wide }) => wide).sort((a, b) => b.parameters - a.parameters);
}

function countsOf(facts: readonly Facts[], isSingle: (one: Facts) => boolean): Counts {
  return {
    files: facts.length,
    statements: sum(facts.map(one => one.statements)),
    exports: sum(facts.map(one => one.exports.length)),
    singleImporters: facts.filter(isSingle).length,
    wide: sum(facts.map(one => one.wide.length)),
  };
}

function importersOf(facts: readonly Facts[]): Map<string, Set<string>> {
  const importers = new Map<string, Set<string>>();
  for (const { file, imports } of facts)
    for (const imported of imports) importers.set(imported, (importers.get(imported) ?? new Set()).add(file));
  return importers;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
