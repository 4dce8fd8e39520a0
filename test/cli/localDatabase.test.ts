import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { OWN_CONFIG } from "../../src/cli/wrangler.ts";

const PROJECT = join(import.meta.dirname, "../..");

test("a backup with --local is of the database that wrangler dev keeps, also once the set-up has written a configuration of its own", () => {
  const folder = mkdtempSync(join(tmpdir(), "krug-local-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const configured = (id: string) => ({
    name: "krug",
    d1_databases: [{ binding: "DB", database_name: "krug", database_id: id }],
  });
  const bound = '[[d1_databases]]\nbinding = "DB"\ndatabase_name = "krug"\ndatabase_id = "shipped"\n';
  writeFileSync(join(folder, "wrangler.toml"), `name = "krug"\n${bound}`);
  writeFileSync(join(folder, OWN_CONFIG), JSON.stringify(configured("deployed")));
  const run = (file: string, ...words: string[]) =>
    execFileSync(process.execPath, [join(PROJECT, file), ...words], { cwd: folder, encoding: "utf8", stdio: "pipe" });
  run(
    "node_modules/wrangler/bin/wrangler.js",
    "d1",
    "execute",
    "krug",
    "--local",
    "--command",
    "CREATE TABLE here (id)",
  );
  run("src/cli/backup.ts", "--local", "backup.sql");
  expect(readFileSync(join(folder, "backup.sql"), "utf8")).toContain("here");
});
