import { expect, test } from "vitest";
import { tableOf } from "./all.ts";
import { atLeast, atMost, type Check, equal, ratioOf } from "./report.ts";
import { atMostInY } from "./yardstick.ts";

const REPEATS = atMost("repeated meetings", 9, 6, { what: "best known", value: 6 });
const SHARE = atLeast("share of the bound", 0.998, 0.995, { what: "bound, points", value: 2000, isUnit: true });

test("a value is so many times what it stands beside; a share is that already, and nothing is a multiple of nothing", () => {
  const none = equal("left out", 0, 0, "floor");
  const some = equal("left out", 2, 0, "floor");
  const unknown: Check = { name: "a law", value: 3, target: "= 0", ok: false };
  expect([REPEATS, SHARE, none, some, unknown].map(ratioOf)).toEqual([1.5, 0.998, 1, null, null]);
});

test("what was computed in twice the time of the yardstick is 2 Y on a slow machine and on a fast one", () => {
  const slow = atMostInY("a plan", { seconds: 2.8, y: 1.4 }, 1.9);
  const fast = atMostInY("a plan", { seconds: 0.6, y: 0.3 }, 2);
  expect([slow, fast].map(({ value, ok }) => ({ value, ok }))).toEqual([
    { value: 2, ok: false },
    { value: 2, ok: true },
  ]);
  expect(ratioOf(slow)).toBe(2);
});

test("the table has a line for each measure, says which is not ok, and keeps its columns", () => {
  const lines = tableOf([
    { bench: "circles", ...REPEATS },
    { bench: "matching", ...SHARE },
  ]).split("\n");
  expect(lines).toEqual([
    "        value  beside              ratio  wanted    measure",
    "NOT OK  9      best known 6        1.5    <= 6      circles: repeated meetings",
    "ok      0.998  bound, points 2000  0.998  >= 0.995  matching: share of the bound",
  ]);
});
