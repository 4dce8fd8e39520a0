import { describe, expect, test } from "vitest";
import { evenedOut, handedOn } from "../../../../src/core/rules/circles/inherited.ts";
import { meetingsOf } from "../../../../src/core/rules/matching/meetings.ts";
import { tableOf } from "../../../../src/core/rules/matching/table.ts";

describe("a seat in the plan", () => {
  const planned = [
    [
      ["a", "b", "c"],
      ["d", "e", "f"],
    ],
  ];
  const seats = (...attendance: string[]) =>
    handedOn(
      planned,
      ["abcdef", ...attendance].map(people => [...people]),
    )[0]!.map(circle => circle.join(""));

  test("of somebody who left is the newcomer's", () => {
    expect(seats("abcdex")).toEqual(["abc", "dex"]);
  });
  test("is free while nobody came, and then whoever comes later has it", () => {
    expect(seats("abcde")).toEqual(["abc", "de"]);
    expect(seats("abcde", "abcdex")).toEqual(["abc", "dex"]);
  });
  test("is again that of somebody who comes back", () => {
    expect(seats("bcde", "abcdex")).toEqual(["abc", "dex"]);
  });
  test("is somebody else's by then: whoever comes back has another", () => {
    expect(seats("abcdex", "abcdxf")).toEqual(["abc", "dfx"]);
  });
  test("is not there for one who comes to a full plan", () => {
    expect(seats("abcdefx")).toEqual(["abc", "def"]);
  });
});

test("whoever has no seat sits where there is room, with people they met least", () => {
  const table = tableOf(
    [..."abcdefxy"],
    meetingsOf([
      ["a", "x"],
      ["d", "y"],
    ]),
    () => false,
    null,
  );
  const seats = evenedOut(
    table,
    [4, 4],
    [
      [
        ["a", "b", "c"],
        ["d", "e", "f"],
      ],
    ],
  );
  const names = [...seats].map(person => table.ids[person]).join("");
  expect([names.slice(0, 4), names.slice(4)]).toEqual(["abcy", "defx"]);
});
test("a circle that has become too large gives people to one with room", () => {
  const table = tableOf([..."abcdef"], meetingsOf([]), () => false, null);
  const seats = evenedOut(
    table,
    [3, 3],
    [
      [
        ["a", "b", "c", "d"],
        ["e", "f"],
      ],
    ],
  );
  expect([...seats].sort()).toEqual([0, 1, 2, 3, 4, 5]);
});
