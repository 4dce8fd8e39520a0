import { describe, expect, test } from "vitest";
import { citationsOf, commentsOf, placesIn } from "./citations.ts";
import { type Project, readProject } from "./project.ts";

const PROJECT = readProject();
/** This test plants dead citations, so it is not held to them. */
const SOURCES = PROJECT.sources.filter(({ path }) => !path.startsWith("test/docs/"));

describe("what documents and comments name", () => {
  const citations = citationsOf(SOURCES, PROJECT);
  const dead = citations.filter(one => one.dead !== null);

  test("is there: paths, anchors, sections, constants, names, commands and their flags, all of them in the project", () => {
    expect(dead.map(({ at, kind, named, dead: why }) => `${at}: ${kind} ${named}: ${why}`)).toEqual([]);
  });

  test("every page of docs is led to from another one", () => {
    const named = new Set(
      citations.filter(({ at, named: page }) => !at.startsWith(page)).map(one => one.named.split("#")[0]),
    );
    const pages = [...PROJECT.paths].filter(path => /^docs\/.+\.md$/.test(path));
    expect(pages.filter(path => !named.has(path))).toEqual([]);
  });

  test("is found at all: each kind many times", () => {
    const count = (kind: string) => citations.filter(one => one.kind === kind).length;
    expect(count("path")).toBeGreaterThan(200);
    expect(count("name")).toBeGreaterThan(400);
    for (const kind of ["anchor", "constant", "command", "flag"]) expect(count(kind)).toBeGreaterThan(20);
    expect(count("section")).toBeGreaterThan(5);
  });
});

/** Two files of code and a page, to plant citations beside. */
const SMALL: Project = {
  sources: [
    { path: "docs/sync.md", text: "# How sync decides\n\n## Who wins (time)\n\n**A full database**\n" },
    { path: "README.md", text: "# Krug\n\n## Going live\n" },
    {
      path: "src/core/fuse.ts",
      text: "export const MOST_A_DAY = 40;\nexport interface Row {\n  absence: string;\n}\n",
    },
    { path: "src/core/pairs.ts", text: "export function pairsOf() {\n  return helpGini;\n}\n" },
  ],
  paths: new Set(["docs", "docs/sync.md", "README.md", "src", "src/core", "src/core/fuse.ts", "src/core/pairs.ts"]),
  scripts: { plan: "node src/cli/plan.ts", test: "vitest run" },
  flagsOf: script => new Set(script === "plan" ? ["--json"] : []),
};

function deadIn(path: string, text: string): string[] {
  return citationsOf([{ path, text }], SMALL)
    .filter(one => one.dead !== null)
    .map(one => `${one.kind} ${one.named}`);
}

describe("a dead citation planted in a document", () => {
  test.each([
    ["a file that moved", "see `src/core/plan/massChangeGuard.ts`", ["path src/core/plan/massChangeGuard.ts"]],
    ["a file by its name alone", "see `fuze.ts`", ["path fuze.ts"]],
    ["a folder", "rules in `src/core/decide`", ["path src/core/decide"]],
    ["a link", "[sync](docs/synch.md)", ["path docs/synch.md"]],
    ["an anchor", "[time](docs/sync.md#who-loses)", ["anchor docs/sync.md#who-loses"]],
    ["an anchor of the same page", "[x](#nowhere)", ["anchor README.md#nowhere"]],
    ["a constant", "at most `MOST_A_WEEK`", ["constant MOST_A_WEEK"]],
    ["a constant of one word", "(`MOST`)", ["constant MOST"]],
    ["a function", "see `pairOf`", ["name pairOf"]],
    ["a constant in another file", "(`MOST_A_DAY`, `src/core/pairs.ts`)", ["constant MOST_A_DAY in src/core/pairs.ts"]],
    ["a member", "(`Row.presence`, `fuse.ts`)", ["constant Row.presence in fuse.ts", "name Row.presence"]],
    ["a command", "`npm run plans`", ["command plans"]],
    ["a flag", "`npm run plan -- --go`", ["flag plan --go"]],
    ["a flag in a block", "```sh\nnpm run plan -- --go   # goes\n```", ["flag plan --go"]],
    ["a flag that stands alone", "`--go` says go", ["flag --go"]],
    ["a document outside", "as design, section 8 says", ["outside design, section 8"]],
  ])("%s", (_, text, expected) => {
    expect(deadIn("README.md", text)).toEqual(expected);
  });

  test("and nothing else is found dead", () => {
    const text =
      "`src/core/fuse.ts`, `fuse.ts`, `src/core/*.ts`, [a](docs/sync.md#who-wins-time), (`MOST_A_DAY`, `fuse.ts`), " +
      "(`Row.absence`, `src/core/fuse.ts`), `npm run plan -- --json FILE`, `--json FILE`, `npm test`, [b](https://x.example/y.md#z)";
    expect(deadIn("README.md", text)).toEqual([]);
  });
});

describe("a dead citation planted in a comment", () => {
  test.each([
    ["a page", "/** Source: docs/synch.md. */", ["path docs/synch.md"]],
    ["a line in no comment, which may name what it likes", " * At most MOST_A_WEEK.", []],
    ["but no page that is not there", " * Source: docs/sync.md#who-loses.", ["anchor docs/sync.md#who-loses"]],
    ["an anchor in a docblock", "/**\n * Source: docs/sync.md#who-loses.\n */", ["anchor docs/sync.md#who-loses"]],
    ["a file beside", "// Source: pairs and factors beside this file.", ["path ./factors"]],
    ["a folder beside", "// The rules are in ../matching.", ["path ../matching"]],
    ["a constant", "// At most MOST_A_WEEK.", ["constant MOST_A_WEEK"]],
    ["a function", "/** See `pairOf`. */", ["name pairOf"]],
    ["a section", '/** README, "Coming back". */', ["section README.md, Coming back"]],
    ["a section told to people", 'const text = "(README, Going home, 3)";', ["section README.md, Going home"]],
    ["a page told to people", 'const text = "(docs/going.md)";', ["path docs/going.md"]],
    ["a section of a page", "// docs/sync.md, “An empty database”", ["section docs/sync.md, An empty database"]],
    ["a command told to people", 'const text = "Run `npm run setup`.";', ["command setup"]],
    ["a design", "// Source: design, 6 and 7.", ["outside design, 6"]],
    [
      "a design over two lines",
      "/**\n * As said. Design,\n * section 8.\n */",
      ["outside design, section …", "outside section 8"],
    ],
    ["facts", "// It is (api-facts 1.4).", ["outside api-facts"]],
    ["an issue", "// Source: issue C, 6.", ["outside issue C"]],
  ])("%s", (_, text, expected) => {
    expect(deadIn("src/core/a.ts", text)).toEqual(expected);
  });

  test("and nothing else is found dead", () => {
    const text =
      '/** `pairsOf`, `Row.absence`, `helpGini`, MOST_A_DAY, ./fuse.ts, ../core, pairs and fuse beside this file, README, "Going live", docs/sync.md#who-wins-time.\n * RFC 5321, section 4. */';
    expect(deadIn("src/core/a.ts", text)).toEqual([]);
  });
});

test("a heading's anchor is what GitHub makes of it", () => {
  expect([...placesIn("## Who meets whom, and “when” (`x.ts`)\n## A\n## A\n```\n# no\n```\n").anchors]).toEqual([
    "who-meets-whom-and-when-xts",
    "a",
    "a-1",
  ]);
});

test("comments are docblocks and lines of their own, never what looks alike within code", () => {
  const text = 'const glob = "src/**/*.ts"; // no\n/** one */\nx();\n  // two\n/**\n * three\n */\nconst y = 1;';
  expect(commentsOf(text).map(({ text: words }) => words.trim())).toEqual(["one", "two", "", "three", ""]);
});
