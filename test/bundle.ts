import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { builtWorker, textsBeside } from "./builtWorker.ts";
import { bundleChecks, type Metafile, packagesOf } from "./bundleChecks.ts";

const LARGEST = 10;

const HELP = `npm run bundle [-- --json FILE]
Builds what would be deployed, sends nothing, and looks at what is in it.
--json FILE  writes the figures too`;

/** `npm run bundle`: builds what `wrangler deploy` would send, sends nothing, and looks at what is in it. */
function main(): number {
  const { values } = parseArgs({ options: { json: { type: "string" }, help: { type: "boolean", default: false } } });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  return builtWorker(folder => {
    const meta = JSON.parse(readFileSync(join(folder, "bundle-meta.json"), "utf8")) as Metafile;
    const script = readFileSync(join(folder, "worker.js"));
    const texts = textsBeside(folder);
    const whole = Buffer.concat([script, ...texts.map(({ contents }) => Buffer.from(contents))]);
    const gzipBytes = gzipSync(whole).length;
    const checks = bundleChecks(
      meta,
      gzipBytes,
      texts.map(({ name }) => name),
    );
    const packages = packagesOf(meta).slice(0, LARGEST);
    const files = Object.keys(meta.inputs).length;
    console.log(`${files} files and ${texts.length} catalogues, ${kib(whole.length)} KiB, ${kib(gzipBytes)} KiB gzip.`);
    console.log(`  ${kib(whole.length - script.length).padStart(6)}  catalogues, as text; then the largest, in KiB:`);
    for (const { name, bytes } of packages) console.log(`  ${kib(bytes).padStart(6)}  ${name}`);
    for (const check of checks)
      console.log(`${check.ok ? "ok  " : "FAIL"}  ${check.name}: ${check.value} (${check.target})`);
    const figures = { files, bytes: whole.length, gzipBytes, packages };
    if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ ...figures, checks }, null, 2)}\n`);
    return checks.every(check => check.ok) ? 0 : 1;
  });
}

function kib(bytes: number): string {
  return (bytes / 1024).toFixed(0);
}

process.exitCode = main();
