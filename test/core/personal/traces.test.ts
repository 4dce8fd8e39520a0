import { expect, test } from "vitest";
import { cleaned, withoutTraces } from "../../../src/core/personal/traces.ts";

const ANA = {
  pageIds: ["11111111-2222-3333-4444-555555555555"],
  emails: ["ana@example.org"],
  names: ["Ana", "Ana Maria", "Оля"],
};

test.each([
  ["a name goes as a whole word only", "Ana & Anatol met at Havana", "… & Anatol met at Havana"],
  ["the longer name goes whole", "Ana Maria leads.", "… leads."],
  ["a Cyrillic name goes, and words that hold it stay", "Оля и Коля, Оля-то", "… и Коля, …-то"],
  [
    "an address goes in any case, and longer ones stay",
    "ANA@example.org, mariana@example.org",
    "…, mariana@example.org",
  ],
  ["an address goes at the end of a sentence", "Write to ana@example.org.", "Write to …."],
  ["a page's id goes in both ways of writing it", "see /11111111222233334444555555555555?v=1", "see /…?v=1"],
])("%s", (_, text, left) => {
  expect(withoutTraces(text, ANA)).toBe(left);
});

test("out of lists go their id, their address and the guest that has it; the rest stays in place", () => {
  const data = {
    guests: [
      { email: "Ana@example.org", reply: "accepted" },
      { email: "boris@example.org", reply: "declined" },
    ],
    ids: [ANA.pageIds[0], "other"],
    byId: { [ANA.pageIds[0] ?? ""]: 1, other: 2 },
    title: "Ana & Boris",
    n: 3,
    none: null,
  };
  expect(cleaned(data, ANA)).toEqual({
    guests: [{ email: "boris@example.org", reply: "declined" }],
    ids: ["other"],
    byId: { other: 2 },
    title: "… & Boris",
    n: 3,
    none: null,
  });
});
