import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { cruised } from "../structure/cruise.ts";
import { FLOORS, floorOf } from "../structure/floors.ts";
import { floorsDrawn, tablesOf, wayDrawn } from "./architecture.ts";
import { codeOf } from "./citations.ts";
import { readProject } from "./project.ts";

const ROOT = join(import.meta.dirname, "../..");
const PAGE = readFileSync(join(ROOT, "docs/architecture.md"), "utf8");
const { sources } = readProject();
const CODE_AND_TESTS = sources.filter(({ path }) => path.endsWith(".ts")).map(({ path }) => path);
const CODE = new Map(sources.filter(({ path }) => path.startsWith("src/")).map(({ path, text }) => [path, text]));
const { folders, steps } = tablesOf(PAGE);

/** What stands in the page right after a mark. */
function drawnAfter(mark: string): string {
  return /^```mermaid\n[\s\S]*?^```/m.exec(PAGE.split(`<!-- ${mark} -->`)[1] ?? "")?.[0] ?? "";
}

describe("the drawing of the tree", () => {
  test("shows each folder of src that holds files, once, and no other", () => {
    const held = new Set([...CODE.keys()].map(path => dirname(path)));
    expect(folders.map(({ path }) => path).sort()).toEqual([...held].sort());
  });

  test.each(folders.map(folder => [folder.path, folder] as const))(
    "%s stands on its floor, with one sentence",
    (path, folder) => {
      const floor = path === "src" ? floorOf("src/worker.ts") : floorOf(`${path}/any.ts`);
      expect(folder.floor).toBe(floor?.place ?? "–");
      expect(folder.what).toMatch(/^[A-Z].+\.$/);
    },
  );

  test("is what the table of floors says", () => {
    expect(drawnAfter("floors")).toBe(floorsDrawn(FLOORS));
  });
});

test("each folder of tests that mirrors none of src is told", () => {
  const own = ["src", "test"].map(
    top => new Set(CODE_AND_TESTS.flatMap(path => path.match(`^${top}/([^/]+)/`)?.[1] ?? [])),
  );
  const besides = [...(own[1] ?? [])].filter(folder => own[0]?.has(folder) !== true);
  const told = [...PAGE.matchAll(/^\| `test\/([^`/]+)` /gm)].map(([, folder]) => folder);
  expect(told.sort()).toEqual(besides.sort());
});

test("each function is declared in the file in which a rule is said to live", () => {
  const table = PAGE.split("## Where a rule lives")[1]?.split("\n## ")[0] ?? "";
  const places = [...table.matchAll(/`(src\/[^`]+\.ts)`: (`\w+`(?:, `\w+`)*)/g)].flatMap(([, file = "", names = ""]) =>
    [...names.matchAll(/\w+/g)].map(([name]) => ({ file, name })),
  );
  expect(places.length).toBeGreaterThan(30);
  const isDeclared = ({ file, name }: (typeof places)[number]) =>
    new RegExp(`\\b(?:function\\*?|const|class) ${name}\\b`).test(codeOf(CODE.get(file) ?? ""));
  expect(places.filter(place => !isDeclared(place))).toEqual([]);
});

describe("the way of a run", () => {
  let imports: Record<string, string[]> = {};
  beforeAll(async () => {
    ({ imports } = await cruised(ROOT));
  });

  test("goes from the hook to Google Calendar, and its drawing shows the steps", () => {
    expect(steps[0]?.file).toBe("src/web/app.ts");
    expect(steps.some(({ file }) => file === "src/google/events.ts")).toBe(true);
    expect(drawnAfter("way")).toBe(wayDrawn(steps));
  });

  test.each(steps.map(step => [step.no, step.function, step.file, step] as const))(
    "step %s: %s is declared in %s, and imported where it is called",
    (_, name, file, { by }) => {
      const [owner = "", member] = name.split(".");
      expect(codeOf(CODE.get(file) ?? "")).toMatch(new RegExp(`\\b(?:function|const|class) ${owner}\\b`));
      if (member !== undefined)
        expect(codeOf(CODE.get(file) ?? "")).toMatch(new RegExp(`^  (?:static )?(?:async )?${member}\\(`, "m"));
      if (by === null || by === "queue") return;
      const caller = steps.find(({ no }) => no === by)?.file ?? "";
      if (caller === file) return;
      const calls = codeOf(CODE.get(caller) ?? "");
      // What is handed an object of a class calls its member without naming the class.
      const isHanded = member !== undefined && new RegExp(`\\bclass ${owner}\\b`).test(codeOf(CODE.get(file) ?? ""));
      expect(isHanded ? reachedFrom(caller, imports) : imports[caller]).toContain(file);
      expect(calls).toMatch(new RegExp(isHanded ? `\\.${member}\\(` : `\\b${name.replace(".", "\\.")}\\b`));
    },
  );

  test("numbers its steps, and calls only what came before", () => {
    expect(steps.map(({ no }) => Number(no))).toEqual(steps.map((_, index) => index + 1));
    for (const { no, by } of steps) if (by !== null && by !== "queue") expect(Number(by)).toBeLessThan(Number(no));
  });
});

/** The files that a file imports, and those imports lead on to. */
function reachedFrom(file: string, imports: Record<string, string[]>, seen = new Set<string>()): string[] {
  for (const next of imports[file] ?? [])
    if (!seen.has(next)) {
      seen.add(next);
      reachedFrom(next, imports, seen);
    }
  return [...seen];
}
