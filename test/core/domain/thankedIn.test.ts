import { describe, expect, test } from "vitest";
import { thankedIn } from "../../../src/core/domain/thanks.ts";

const PEOPLE = [
  { id: "ana", name: "Ana Petrova" },
  { id: "boris", name: "Борис Колев" },
  { id: "olha", name: "Ольга Шевченко" },
  { id: "ivan", name: "Ivan Petrov" },
  { id: "iva", name: "Iva Todorova" },
];

describe("a word of thanks", () => {
  test.each([
    ["Ana, for the tests", ["ana"]],
    ["Thanks to ANA and Iva!", ["ana", "iva"]],
    ["Спасибо Борису за терпение", ["boris"]],
    ["Дякую Ользі за поради", []],
    ["Дякую Ольгі Шевченко", ["olha"]],
    ["благодаря на Борис", ["boris"]],
    ["everybody, for the analysis", []],
    ["", []],
    ["—", []],
  ])("%j names %j", (text, expected) => {
    expect(thankedIn(text, PEOPLE)).toEqual(expected);
  });

  test("means nobody by a name that two of them have, and each by what tells them apart", () => {
    const two = [
      { id: "a", name: "Ana Petrova" },
      { id: "b", name: "Ana Ilieva" },
    ];
    expect(thankedIn("Ana", two)).toEqual([]);
    expect(thankedIn("Ana Ilieva", two)).toEqual(["b"]);
  });
});
