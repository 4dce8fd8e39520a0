import { describe, expect, test } from "vitest";
import { randomOf } from "../../../../src/core/domain/values/random.ts";
import { placedLines, stepLines, writtenSteps } from "../../../../src/core/rules/steps/lines.ts";

const same = (line: string) => line;
const step = (written: string, more: { title?: string; isDone?: boolean } = {}) => ({
  id: written,
  title: written,
  written,
  isDone: false,
  ...more,
});

test("each line is a step, whatever stands in front of it; repeats, blanks and mere signs are none", () => {
  expect(stepLines("- Write the tests\n\n2) Ask Boris\n☐ ask boris\n---\n  • Read chapter 3  ")).toEqual([
    "Write the tests",
    "Ask Boris",
    "Read chapter 3",
  ]);
});

describe("a line is known again", () => {
  test("as it was, or as its step is called by now", () => {
    const steps = [step("Write the tests"), step("Ask Boris", { title: "Ask Boris about the review" })];
    expect(placedLines(["Ask Boris", "write the  tests"], steps, same)).toEqual({ made: [], reworded: [] });
    expect(placedLines(["Ask Boris about the review"], steps, same)).toEqual({ made: [], reworded: [] });
  });

  test("while somebody is still writing it, and where it was reworded", () => {
    const steps = [step("Write the te"), step("Read chapter three of the book")];
    const { made, reworded } = placedLines(["Write the tests", "Read chapter four of the book"], steps, same);
    expect(made).toEqual([]);
    expect(reworded).toEqual([
      { id: "Write the te", line: "Write the tests", isTitle: true },
      { id: "Read chapter three of the book", line: "Read chapter four of the book", isTitle: true },
    ]);
  });

  test("and its step keeps its name where people changed or ticked it", () => {
    const steps = [step("Write tests", { title: "Write five tests" }), step("Ask Boris", { isDone: true })];
    const { made, reworded } = placedLines(["Write tests for login", "Ask Boris again"], steps, same);
    expect(made).toEqual([]);
    expect(reworded.map(({ isTitle }) => isTitle)).toEqual([false, false]);
  });

  test("and what has nothing in common with a line that is gone is new", () => {
    expect(placedLines(["Call the customer"], [step("Write the tests")], same).made).toEqual(["Call the customer"]);
    expect(placedLines(["Ask Ana"], [step("Ask Boris")], same).made).toEqual(["Ask Ana"]);
    expect(placedLines(["Read chapter 4"], [step("Read chapter 3", { isDone: true })], same).made).toHaveLength(1);
  });
});

test("however lines are typed, moved and emptied, no line is made twice, and none that stands is lost", () => {
  const words = "write read ask call test plan book tests Boris Ana chapter review login page".split(" ");
  for (let seed = 0; seed < 300; seed += 1) {
    const random = randomOf(`lines ${seed}`);
    const pick = <T>(list: readonly T[]) => list[random.below(list.length)]!;
    let lines: string[] = [];
    let steps: ReturnType<typeof step>[] = [];
    for (let edit = 0; edit < 12; edit += 1) {
      const place = random.below(lines.length + 1);
      const act = random.next();
      if (act < 0.4) lines = lines.toSpliced(place, 0, [`step${edit}`, pick(words), pick(words)].join(" "));
      else if (act < 0.7) lines = lines.map((line, at) => (at === place ? `${line} ${pick(words)}` : line));
      else if (act < 0.85) lines = lines.toSpliced(place, 1);
      else lines = lines.toReversed();
      const text = stepLines(lines.join("\n"));
      const before = steps.length;
      const { made, reworded } = placedLines(text, steps, same);
      steps = steps.map(one => {
        const anew = reworded.find(({ id }) => id === one.id);
        return anew === undefined ? one : { ...one, written: anew.line, title: anew.isTitle ? anew.line : one.title };
      });
      steps.push(...made.map((line, at) => ({ ...step(line), id: `${seed} ${edit} ${at}` })));
      expect(steps.length).toBeGreaterThanOrEqual(before);
      expect(made.length).toBeLessThanOrEqual(act < 0.4 ? 1 : 0);
      expect(steps.map(one => one.written)).toEqual(expect.arrayContaining(text));
      expect(placedLines(text, steps, same)).toEqual({ made: [], reworded: [] });
    }
  }
});

describe("what stands in a body", () => {
  const block = (kind: string, text: string, more: Partial<Parameters<typeof writtenSteps>[0][number]> = {}) => ({
    ...{ kind, text, isByPerson: true, isTicked: false },
    ...more,
  });

  test("is a step under a heading that says so, up to the next one, and as a box to tick anywhere; all else is a note", () => {
    const body = [
      block("paragraph", "A note"),
      block("todo", " Ask  the customer "),
      block("heading", "next steps:"),
      block("paragraph", "Write here", { isByPerson: false }),
      block("item", "Ana: write the test"),
      block("numbered_list_item", "Read it"),
      block("paragraph", ""),
      block("image", ""),
      block("todo", "Long done", { isTicked: true }),
      block("heading_2", "What we said"),
      block("paragraph", "Another note"),
      block("todo", "Krug's own", { isByPerson: false }),
    ];
    expect(stepLines(writtenSteps(body, ["Next steps", "Наступні кроки"]).join("\n"))).toEqual([
      "Ask the customer",
      "Ana: write the test",
      "Read it",
    ]);
    expect(writtenSteps(body.slice(2), ["Наступні кроки"])).toEqual([]);
  });
});
