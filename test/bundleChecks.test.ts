import { expect, test } from "vitest";
import { bundleChecks, type Metafile, packagesOf } from "./bundleChecks.ts";

const APIS = ["calendar", "drive", "forms"].map(api => `node_modules/googleapis/build/src/apis/${api}/index.js`);

function meta(files: string[], externals: string[] = [], fromFile = "node_modules/gaxios/index.js"): Metafile {
  const imports = externals.map(path => ({ path, external: true }));
  const names = ["src/worker.ts", fromFile, ...APIS, ...files];
  return {
    inputs: Object.fromEntries(names.map(file => [file, { imports: file === fromFile ? imports : [] }])),
    outputs: { "worker.js": { inputs: Object.fromEntries(names.map(file => [file, { bytesInOutput: 10 }])), imports } },
  };
}

const failing = (of: Metafile, gzip = 1, texts: string[] = []) =>
  bundleChecks(of, gzip, texts)
    .filter(check => !check.ok)
    .map(check => `${check.name}: ${check.value}`);

test("a bundle of src and packages passes", () => {
  expect(
    failing(
      meta(["src/core/domain/values/time.ts", "node_modules/object-inspect/test/x.js"], ["node:buffer", "crypto"]),
    ),
  ).toEqual([]);
});

test("a simulator in it fails it, by name", () => {
  expect(failing(meta(["test/simulators/clock.ts"]))).toEqual(["files of test/: test/simulators/clock.ts"]);
});

test("so does what an operator runs", () => {
  expect(failing(meta(["src/cli/setup.ts"]))).toEqual(["files of src/cli/: src/cli/setup.ts"]);
});

test("so does what only the set-up says, and what builds the workspace", () => {
  const files = ["src/text/locales/uk/setUp.json", "src/text/locales/setUp.ts", "src/notion/building.ts"];
  expect(failing(meta(files))).toContain(`what only the set-up says and builds: ${files.join(", ")}`);
});

test("so does a module of Node in our own code, with its prefix or without", () => {
  expect(failing(meta([], ["node:fs", "path"], "src/run/run.ts"))).toEqual([
    "modules of Node imported by src/: node:fs, path",
  ]);
});

test("so does one that workerd has not, whoever imports it", () => {
  expect(failing(meta([], ["node:sqlite", "worker_threads", "left-pad", "cloudflare:workers"]))).toEqual([
    "modules that workerd has not: node:sqlite, worker_threads, left-pad",
  ]);
});

test("a text that goes up beside it may be imported, and no other", () => {
  const of = meta([], ["./1a-letters.json", "./1b-letters.json"], "src/text/locales/catalogues.ts");
  expect(failing(of, 1, ["1a-letters.json"])).toEqual(["modules that workerd has not: ./1b-letters.json"]);
});

test("so does a catalogue in the script itself, where its letters are escapes", () => {
  expect(failing(meta(["src/text/locales/ru/letters.json"]))).toEqual([
    "catalogues in the script, escaped: src/text/locales/ru/letters.json",
  ]);
});

test("so do more of Google's hundreds of APIs, or fewer", () => {
  expect(failing(meta(["node_modules/googleapis/build/src/apis/gmail/index.js"]))).toEqual([
    "APIs of googleapis: calendar, drive, forms, gmail",
  ]);
});

test("so does one in which a package gets what stands in for a part of another that was left out", () => {
  const of = meta(["node_modules/qs-like/index.js", "node_modules/googleapis-common/build/src/apirequest.js"]);
  for (const { imports } of Object.values(of.inputs)) imports.push({ path: "src/google/queryString.ts" });
  const [failed = ""] = failing(of);
  expect(failed).toMatch(/^packages that get what stands in for a part of another: src, googleapis, qs-like$/);
});

test("so does a bundle that is too large", () => {
  expect(failing(meta([]), 480 * 1024)).toEqual([]);
  expect(failing(meta([]), 480 * 1024 + 1)).toHaveLength(1);
});

test("packages are counted with all their files, the largest first", () => {
  const of = meta(["node_modules/a/node_modules/@b/c/d.js", "src/core/x.ts", "src/core/sync/y.ts"]);
  expect(packagesOf(of)).toEqual([
    { name: "googleapis", bytes: 30 },
    { name: "src/core", bytes: 20 },
    { name: "src", bytes: 10 },
    { name: "gaxios", bytes: 10 },
    { name: "@b/c", bytes: 10 },
  ]);
});
