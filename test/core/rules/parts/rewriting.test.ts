import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Line } from "../../../../src/core/domain/part.ts";
import { lineMark, rewriting, type Standing } from "../../../../src/core/rules/parts/rewriting.ts";

const line = (text: string): Line => ({ kind: "item", text });
const stands = (text: string, isUsed = false): Standing => ({ id: `id of ${text}`, kind: "item", text, isUsed });
const marks = (...texts: string[]) => texts.map(text => lineMark(line(text)));

describe("what becomes of Krug's box", () => {
  test("a new line comes where it belongs, the old one goes, and a person's stays", () => {
    const standing = [stands("A"), stands("theirs"), stands("B")];
    expect(rewriting([line("A"), line("C")], standing, marks("A", "B"), false)).toEqual({
      rewrites: [
        { do: "add", after: "id of A", lines: [line("C")] },
        { do: "remove", id: "id of B", mark: lineMark(line("B")) },
      ],
      written: marks("A", "C"),
    });
  });

  test("a line that a person wrote over or took out is not written again, and one they ticked is theirs", () => {
    expect(rewriting([line("A"), line("B")], [stands("A, but better")], marks("A", "B"), false).rewrites).toEqual([]);
    expect(rewriting([], [stands("A", true)], marks("A"), false).rewrites).toEqual([]);
  });

  test("where it is not known what was written, what says what is wanted counts as written", () => {
    const { rewrites } = rewriting([line("A"), line("B")], [stands("A"), stands("old")], null, false);
    expect(rewrites).toEqual([{ do: "add", after: "id of A", lines: [line("B")] }]);
  });

  test("whatever people and Krug did before, a second rewriting finds nothing to do and no person's line is taken out", () => {
    const text = fc.constantFrom("A", "B", "C", "D", "E").map(String);
    const lines = fc.uniqueArray(text, { maxLength: 5 });
    fc.assert(
      fc.property(
        lines,
        fc.array(fc.tuple(text, fc.boolean())),
        lines,
        fc.boolean(),
        (wanted, given, kept, onlyAdds) => {
          const standing = given.map(([text, isUsed], at) => ({ ...stands(text, isUsed), id: String(at) }));
          const first = rewriting(wanted.map(line), standing, marks(...kept), onlyAdds);
          const after = carriedOut(standing, first.rewrites);
          expect(rewriting(wanted.map(line), after, first.written, onlyAdds).rewrites).toEqual([]);
          const theirs = standing.filter(({ text, isUsed }) => isUsed || !kept.includes(text));
          for (const one of theirs) expect(after).toContainEqual(one);
        },
      ),
    );
  });
});

function carriedOut(standing: readonly Standing[], rewrites: ReturnType<typeof rewriting>["rewrites"]): Standing[] {
  const after = [...standing];
  for (const one of rewrites)
    if (one.do === "remove")
      after.splice(
        after.findIndex(({ id }) => id === one.id),
        1,
      );
    else {
      const at = after.findIndex(({ id }) => id === one.after) + 1;
      after.splice(at, 0, ...one.lines.map(({ text }) => stands(text)));
    }
  return after;
}
