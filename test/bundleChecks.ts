import { builtinModules } from "node:module";

/** What esbuild says of a bundle, as far as it is looked at. */
export interface Metafile {
  inputs: Record<string, { imports: { path: string; external?: boolean }[] }>;
  outputs: Record<
    string,
    { inputs: Record<string, { bytesInOutput: number }>; imports?: { path: string; external?: boolean }[] }
  >;
}

export interface Check {
  name: string;
  value: string | number;
  target: string | number;
  ok: boolean;
}

/** Modules of Node that workerd has not, or only as names that throw when called. */
const ONLY_IN_NODE = new Set(
  "cluster dgram domain inspector repl sea sqlite test trace_events v8 vm wasi worker_threads".split(" "),
);
/** As wrangler counts what it uploads. */
const GZIP_KIB = 480;

/** What stands in for parts that were left out (`alias` in wrangler.toml), and the packages they were left out of. */
const STANDS_IN = /^src\/google\/(leftOut\.cjs|queryString\.ts)$/;
const LEFT_OUT_OF = new Set(
  "@formatjs/icu-messageformat-parser gaxios google-auth-library googleapis-common jwa jws".split(" "),
);

/** Only `npm run setup` builds a workspace, says what its tables and columns are for, and draws its views. */
const OF_THE_SET_UP = /^src\/(text\/.*\/setUp\.(json|ts)|notion\/(building|views|viewSketches)\.ts)$/;

/** What must hold of the bundle that is deployed, and of the texts that go up beside it, by the names of their files. */
export function bundleChecks(meta: Metafile, gzipBytes: number, texts: readonly string[] = []): Check[] {
  const files = Object.keys(meta.inputs);
  const externals = Object.values(meta.outputs).flatMap(output => (output.imports ?? []).flatMap(externalOf));
  const importedBySrc = files.filter(isOurs).flatMap(file => (meta.inputs[file]?.imports ?? []).flatMap(externalOf));
  const apis = new Set(files.flatMap(file => /\/googleapis\/build\/src\/apis\/([^/]+)\//.exec(file)?.[1] ?? []));
  return [
    none(
      "files of test/",
      files.filter(file => /(^|\/)test\//.test(file) && !file.includes("node_modules/")),
    ),
    none(
      "files of src/cli/",
      files.filter(file => file.startsWith("src/cli/")),
    ),
    none(
      "what only the set-up says and builds",
      files.filter(file => OF_THE_SET_UP.test(file)),
    ),
    none(
      "catalogues in the script, escaped",
      files.filter(file => isOurs(file) && file.endsWith(".json")),
    ),
    none("modules of Node imported by src/", importedBySrc.filter(isOfNode)),
    none(
      "modules that workerd has not",
      externals.filter(name => !isInWorkerd(name) && !texts.includes(name.replace(/^\.\//, ""))),
    ),
    none(
      "packages that get what stands in for a part of another",
      files
        .filter(file => (meta.inputs[file]?.imports ?? []).some(({ path }) => STANDS_IN.test(path)))
        .map(packageOf)
        .filter(name => !LEFT_OUT_OF.has(name)),
    ),
    {
      name: "APIs of googleapis",
      value: [...apis].sort().join(", "),
      target: "calendar, drive, forms",
      ok: [...apis].sort().join(", ") === "calendar, drive, forms",
    },
    {
      name: "size, KiB gzip",
      value: Math.round(gzipBytes / 1024),
      target: `at most ${GZIP_KIB}`,
      ok: gzipBytes <= 1024 * GZIP_KIB,
    },
  ];
}

/** Bytes in the bundle by package, the largest first; our own folders count as one each. */
export function packagesOf(meta: Metafile): { name: string; bytes: number }[] {
  const bytes = new Map<string, number>();
  for (const output of Object.values(meta.outputs))
    for (const [file, { bytesInOutput }] of Object.entries(output.inputs))
      bytes.set(packageOf(file), (bytes.get(packageOf(file)) ?? 0) + bytesInOutput);
  return [...bytes].map(([name, size]) => ({ name, bytes: size })).sort((a, b) => b.bytes - a.bytes);
}

/** `node_modules/a/node_modules/@b/c/d.js` is of `@b/c`, `src/core/domain/values/time.ts` of `src/core`. */
function packageOf(file: string): string {
  const inside = file.split("node_modules/").at(-1) ?? file;
  const [first = "", second = ""] = inside.split("/");
  if (inside !== file) return first.startsWith("@") ? `${first}/${second}` : first;
  return second.includes(".") || second === "" ? first : `${first}/${second}`;
}

function externalOf(imported: { path: string; external?: boolean }): string[] {
  return imported.external === true ? [imported.path] : [];
}

function isOurs(file: string): boolean {
  return file.startsWith("src/");
}

function isOfNode(name: string): boolean {
  return name.startsWith("node:") || builtinModules.includes(name);
}

function isInWorkerd(name: string): boolean {
  if (name.startsWith("cloudflare:")) return true;
  return isOfNode(name) && !ONLY_IN_NODE.has(name.replace(/^node:/, "").split("/")[0] ?? "");
}

function none(name: string, found: readonly string[]): Check {
  const distinct = [...new Set(found)];
  return { name, value: distinct.length === 0 ? 0 : distinct.join(", "), target: 0, ok: distinct.length === 0 };
}
