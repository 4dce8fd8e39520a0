import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { front } from "../src/cli/front.ts";
import { builtWorker, textsBeside } from "./builtWorker.ts";
import { bundleChecks, type Metafile, packagesOf } from "./bundleChecks.ts";
import { checkedCommand, ended } from "./checked.ts";

const LARGEST = 10;

const COMMAND = checkedCommand("bundle", "Builds what would be deployed, sends nothing, and looks at what is in it.");

/** `npm run bundle`: builds what `wrangler deploy` would send, sends nothing, and looks at what is in it. */
function weigh({ json }: { json?: string }): number {
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
    return ended({ files, bytes: whole.length, gzipBytes, packages, checks }, json);
  });
}

function kib(bytes: number): string {
  return (bytes / 1024).toFixed(0);
}

await front<{ json?: string }>(COMMAND, weigh);
