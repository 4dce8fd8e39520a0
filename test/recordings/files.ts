import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Kept, kept, type Unit } from "./heard.ts";

const fileOf = (kind: string) => join(import.meta.dirname, `${kind}.txt`);

/** What is kept of a kind, by name; empty before it was recorded for the first time. */
export function readKept(kind: string): Map<string, Kept> {
  if (!existsSync(fileOf(kind))) return new Map();
  const lines = readFileSync(fileOf(kind), "utf8").trimEnd().split("\n");
  return new Map(lines.map(line => keptOf(line)).map(one => [one.name, one]));
}

/** Writes a line a unit: the hash, the count, the name. */
export function writeKept(kind: string, units: readonly Kept[]): void {
  const sorted = [...units].sort((a, b) => (a.name < b.name ? -1 : 1));
  writeFileSync(fileOf(kind), sorted.map(({ hash, count, name }) => `${hash} ${count} ${name}\n`).join(""));
}

function keptOf(line: string): Kept {
  const [hash = "", count = "", ...name] = line.split(" ");
  return { name: name.join(" "), count: Number(count), hash };
}

/**
 * How what was heard differs from what is kept, a line each; none where all is the same. A unit that has another name now, and
 * says the same, is the same.
 */
export function differences(kept: ReadonlyMap<string, Kept>, heard: readonly Kept[]): string[] {
  const names = new Set(heard.map(one => one.name));
  const gone = [...kept.values()].filter(one => !names.has(one.name));
  return [
    ...heard.flatMap(one => {
      const before = kept.get(one.name);
      if (before !== undefined)
        return isSame(before, one) ? [] : [`changed: ${one.name} (${before.count} → ${one.count})`];
      const place = gone.findIndex(other => isSame(other, one));
      return gone.splice(place, place < 0 ? 0 : 1).length === 1 ? [] : [`new: ${one.name} (${one.count})`];
    }),
    ...gone.map(one => `gone: ${one.name} (${one.count})`),
  ];
}

/**
 * For a unit that says otherwise than what is kept of it, a sentence that names the commands which tell how and record it anew;
 * null where it says the same.
 */
export function otherwise(kind: string, unit: Unit): string | null {
  const { name, lines } = unit;
  const before = readKept(kind).get(name);
  if (before !== undefined && isSame(before, kept(unit))) return null;
  const count = `lines: ${lines.length} now, ${before?.count ?? "none"} recorded`;
  const run = `npm run recordings -- --only ${kind}`;
  return `what leaves Krug in “${name}” is not what was recorded (${count}): “${run} --show ${name}” shows the first difference, “${run} --units ${name} --write” records it anew`;
}

/** Whether both say the same, whatever they are called. */
function isSame(a: Kept, b: Kept): boolean {
  return a.hash === b.hash && a.count === b.count;
}
