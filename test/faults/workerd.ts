import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "../..");

/** Lives the histories of these seeds in workerd as well, on D1; how many of them ended there as they do in Node. */
export function endedAlikeInWorkerd(seeds: readonly number[]): number {
  const folder = mkdtempSync(join(tmpdir(), "krug-faults-"));
  const file = join(folder, "report.json");
  try {
    const { status, stdout, stderr } = spawnSync(
      join(ROOT, "node_modules/.bin/vitest"),
      ["run", "--project", "worker", "test/worker/faults.test.ts", "--reporter=json", `--outputFile.json=${file}`],
      { cwd: ROOT, encoding: "utf8", env: { ...process.env, FAULTS_SEEDS: seeds.join(" ") } },
    );
    if (status !== 0) console.log(stdout, stderr);
    return (JSON.parse(readFileSync(file, "utf8")) as { numPassedTests: number }).numPassedTests;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
