import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { drawnOf, nameOf } from "./drawn.ts";
import { PIECES } from "./pieces.ts";

const ROOT = join(import.meta.dirname, "../..");

test.each(PIECES.map(piece => [piece.name, piece] as const))("of %s all that is named is there", (_, piece) => {
  for (const path of [piece.folder, ...piece.tests, ...piece.without])
    expect([path, existsSync(join(ROOT, path))]).toEqual([path, true]);
  const files = piece.tests.flatMap(path =>
    path.endsWith(".ts") ? [path] : globSync(`${path}/**/*.test.ts`, { cwd: ROOT }),
  );
  const text = files.map(path => readFileSync(join(ROOT, path), "utf8")).join("\n");
  for (const title of piece.skipped) expect(text).toContain(title);
});

describe("a sample", () => {
  const mutant = (line: number) => ({
    id: String(line),
    fileName: join(ROOT, "src/a.ts"),
    location: { start: { line, column: 1 }, end: { line, column: 9 } },
    mutatorName: "BooleanLiteral",
    replacement: "true",
  });
  const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => mutant(from + index));

  test("is the same for the same seed, in whatever order the mutants are found, and another for another", () => {
    const all = lines(0, 1000);
    const drawn = drawnOf(all, 100, 1);
    expect(new Set(drawn.map(nameOf)).size).toBe(100);
    expect(drawnOf([...all].reverse(), 100, 1)).toEqual(drawn);
    expect(drawnOf(all, 100, 2)).not.toEqual(drawn);
  });

  test("is drawn from all places alike", () => {
    const early = drawnOf(lines(0, 1000), 100, 1).filter(({ id }) => Number(id) < 500).length;
    expect(early).toBeGreaterThan(30);
    expect(early).toBeLessThan(70);
  });

  test("stays as it was but for what the code that is new drew itself", () => {
    const before = new Set(drawnOf(lines(0, 1000), 100, 1).map(nameOf));
    const after = drawnOf(lines(0, 1010), 100, 1);
    for (const one of after) expect(before.has(nameOf(one)) || Number(one.id) >= 1000).toBe(true);
  });

  test("of few mutants is all of them", () => {
    expect(drawnOf(lines(0, 7), 100, 1)).toHaveLength(7);
  });
});
