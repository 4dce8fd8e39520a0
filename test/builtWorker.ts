import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");

/**
 * Builds what `wrangler deploy` would send, sends nothing, and lets `read` read it: `worker.js` and `bundle-meta.json` in a folder
 * that goes afterwards.
 *
 * @throws Error with what wrangler said when it could not build.
 */
export function builtWorker<T>(read: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "krug-bundle-"));
  try {
    const wrangler = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [wrangler, "deploy", "--dry-run", "--outdir", folder, "--metafile"],
      {
        cwd: ROOT,
        encoding: "utf8",
        env: { ...process.env, CI: "true", WRANGLER_SEND_METRICS: "false", WRANGLER_HIDE_BANNER: "true" },
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    if (status !== 0) throw new Error(`wrangler deploy --dry-run ended with ${status}:\n${stdout}${stderr}`);
    return read(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The modules that go up beside the script, as the text they are, in the order in which it imports them: catalogues of messages. */
export function textsBeside(folder: string): { name: string; contents: string }[] {
  const script = readFileSync(join(folder, "worker.js"), "utf8");
  const names = readdirSync(folder).filter(name => name.endsWith(".json") && name !== "bundle-meta.json");
  return names
    .sort((a, b) => script.indexOf(a) - script.indexOf(b))
    .map(name => ({ name, contents: readFileSync(join(folder, name), "utf8") }));
}
