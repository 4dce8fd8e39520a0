import { describe, expect, test } from "vitest";
import { type Facts, factsOf } from "./facts.ts";
import { figuresOf } from "./figures.ts";
import { sourcesIn } from "./sources.ts";

/** What is counted of a project of these files. */
function facts(files: Record<string, string>): Facts[] {
  return factsOf(new Map(Object.entries(files)));
}

function figures(files: Record<string, string>) {
  return figuresOf(facts(files));
}

describe("what is counted", () => {
  test("files that import each other round about are one knot, types counted; a chain is none", () => {
    const { knotsOfFiles } = figures({
      "src/a/one.ts": 'import { two } from "./two.ts";',
      "src/a/two.ts": 'export type Three = import("../b/three.ts").Three;',
      "src/b/three.ts": 'import type { One } from "../a/one.ts"; import { four } from "./four.ts";',
      "src/b/four.ts": "export const four = 4;",
    });
    expect(knotsOfFiles).toEqual([["src/a/one.ts", "src/a/two.ts", "src/b/three.ts"]]);
  });

  test("folders whose files use each other are a knot, even where no files are", () => {
    const { knotsOfFiles, knotsOfFolders } = figures({
      "src/a/one.ts": 'export * from "../b/three.ts";',
      "src/a/two.ts": "export const two = 2;",
      "src/b/three.ts": "export const three = 3;",
      "src/b/four.ts": 'const two = await import("../a/two.ts");',
    });
    expect([knotsOfFiles, knotsOfFolders]).toEqual([[], [["a", "b"]]]);
  });

  test("a file that two lines of one other import has a single importer", () => {
    const files = {
      "src/a.ts": 'import { c } from "./c.ts"; import type { C } from "./c.ts";',
      "src/c.ts": "export const c = 1; export type C = number;",
    };
    expect(figures(files).total.singleImporters).toBe(1);
    expect(figures({ ...files, "src/d.ts": 'import { c } from "./c.ts";' }).total.singleImporters).toBe(0);
  });

  test.each([
    ["export const a = 1, b = 2;", ["a", "b"]],
    ["export const { a, b: [c, ...d], e = 1 } = x;", ["a", "c", "d", "e"]],
    ["export function f() { return 1; } function g() {}", ["f"]],
    ["export interface I { a: 1 } export type T = I; export class C {}", ["I", "T", "C"]],
    ['export { a, b as c } from "./x.ts"; export type { T } from "./x.ts";', ["a", "c", "T"]],
    ['export * from "./x.ts"; export default 1;', ["*", "default"]],
    ["const a = 1;", []],
  ])("names that others can import: %s", (text, names) => {
    expect(facts({ "src/a.ts": text })[0]!.exports).toEqual(names);
  });

  test.each([
    ["function f(a, b, c, d, e) {}", "f", 5],
    ["const f = (a, b, c, d, e, g) => a;", "f", 6],
    ["const f = ({ a, b, c, d, e }: T, x = 1) => a;", "f", 5],
    ["const f = ({ a, b, c, d, e } = {}) => a;", "f", 5],
    ["const o = { f(a, b, c, d, e) {} };", "f", 5],
    ["class C { f(a, b, c, d, e) {} }", "f", 5],
    ["class C { constructor(private a: 1, b: 1, c: 1, d: 1, e: 1) {} }", "constructor", 5],
    ["list.map(({ a, b, c, d, e }) => a);", "", 5],
  ])("a function that takes five things or more: %s", (text, name, parameters) => {
    expect(facts({ "src/a.ts": text })[0]!.wide).toEqual([{ file: "src/a.ts", name, parameters }]);
  });

  test.each([
    "function f(a, b, c, d) {}",
    "function f({ a, b }, { c, d }, e) {}",
    "type F = (a: 1, b: 1, c: 1, d: 1, e: 1) => void;",
    "interface I { f(a: 1, b: 1, c: 1, d: 1, e: 1): void }",
    "f(a, b, c, d, e);",
  ])("and one that does not: %s", text => {
    expect(facts({ "src/a.ts": text })[0]!.wide).toEqual([]);
  });

  test.each([
    ["const a = 1;", 1],
    ["export const a = 1, b = 2;", 1],
    ["if (a) { b(); } else c();", 3],
    ["for (const a of b) { c(); }", 2],
    ["for (const a of b) { const c = 1; }", 2],
    ["const f = () => { return 1; }; const g = () => 1;", 3],
    ["class C { f() { return 1; } }", 2],
    ['import { a } from "./a.ts"; export { a }; type T = 1;', 3],
    ["switch (a) { case 1: b(); break; default: c(); }", 4],
  ])("statements, however many lines they are on: %s", (text, count) => {
    expect(facts({ "src/a.ts": text })[0]!.statements).toBe(count);
  });

  test("sentences are counted for themselves", () => {
    const { total, statementsOutsideText } = figures({ "src/text/a.ts": "f();", "src/b.ts": "f(); g();" });
    expect([total.statements, statementsOutsideText]).toEqual([3, 2]);
  });

  test("folders of more than thirty files, and of fewer than three", () => {
    const many = Array.from({ length: 31 }, (_, index) => [`src/many/f${index}.ts`, "f();"]);
    const { crowded, lonely } = figures({
      ...Object.fromEntries(many),
      "src/few/a.ts": "f();",
      "src/worker.ts": "f();",
    });
    expect([crowded, lonely]).toEqual([["many"], ["few"]]);
  });
});

test("each file of src is read, and each of its imports is found", () => {
  const sources = sourcesIn();
  const all = factsOf(sources);
  expect(all).toHaveLength(sources.size);
  const lines = [...sources].map(
    ([, text]) =>
      new Set(
        [...text.matchAll(/^(?:(?:import|export)\b[^;]*? from|import) "(\.{1,2}\/.*\.ts)"/gm)].map(([, path]) => path),
      ),
  );
  expect(all.map(({ imports }) => imports.length)).toEqual(lines.map(paths => paths.size));
});
