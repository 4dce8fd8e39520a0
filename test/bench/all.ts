import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bench, type Check, equal, ratioOf } from "./report.ts";

/** A check, and the bench it is of. */
interface Measure extends Check {
  bench: string;
}

/** What all benches measured; figures by bench. */
export interface AllBenches {
  checks: Measure[];
  figures: Record<string, Bench["figures"]>;
}

/**
 * Runs benches one after the other, each in a process of its own: what one holds or warms up is nothing to the next. One that
 * fails with an error is a check that is not ok, and the others go on.
 */
export function allBenches(names: readonly string[], flags: readonly string[]): AllBenches {
  const folder = mkdtempSync(join(tmpdir(), "krug-benches-"));
  const all: AllBenches = { checks: [], figures: {} };
  try {
    for (const bench of names) {
      const startedAt = performance.now();
      const { checks, figures } = run(bench, join(folder, `${bench}.json`), flags);
      all.checks.push(...checks.map(check => ({ bench, ...check })));
      all.figures[bench] = figures;
      console.error(`${bench}: ${Math.round((performance.now() - startedAt) / 1000)} s`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return all;
}

function run(bench: string, file: string, flags: readonly string[]): Bench {
  const entry = join(import.meta.dirname, "main.ts");
  let code = 0;
  try {
    execFileSync(process.execPath, [entry, bench, "--json", file, ...flags], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  } catch (error) {
    // A check that is not ok ends it with 1 too.
    code = (error as { status?: number | null }).status ?? -1;
  }
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8")) as Bench;
  return { checks: [equal("the bench ends without an error, by its code", code, 0)], figures: {} };
}

/** One line a measure: whether it is ok, its value, what that stands beside, how many times that it is, and what is wanted. */
export function tableOf(checks: readonly Measure[]): string {
  const rows = checks.map(check => [
    check.ok ? "ok" : "NOT OK",
    told(check.value),
    check.beside === undefined ? "" : `${check.beside.what} ${told(check.beside.value)}`,
    told(ratioOf(check)),
    check.target,
    `${check.bench}: ${check.name}`,
  ]);
  const lines = [["", "value", "beside", "ratio", "wanted", "measure"], ...rows];
  const widths = [0, 1, 2, 3, 4].map(column => Math.max(...lines.map(line => line[column]?.length ?? 0)));
  return lines.map(line => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")).join("\n");
}

/** JSON knows no infinite numbers: null is what has no value. */
function told(value: number | null): string {
  return value === null ? "-" : String(Math.round(value * 10_000) / 10_000);
}
