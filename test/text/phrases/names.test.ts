import { describe, expect, test } from "vitest";
import { propertiesOf } from "../../../src/core/domain/schema.ts";
import { LANGUAGES } from "../../../src/core/domain/values/language.ts";
import { SOURCE_KEYS } from "../../../src/core/domain/values/row.ts";
import { parseWorkingHours } from "../../../src/core/domain/values/writtenHours.ts";
import { columnName, optionName, sourceName } from "../../../src/text/phrases/names.ts";
import { columnDescription, hubText, hubTitle, sourceDescription } from "../../../src/text/phrases/setUp.ts";

const BEGINS = { en: "Krug writes this", ru: "Заполняет Круг", uk: "Заповнює Круг", bg: "Попълва се от Кръг" } as const;
const everyColumn = SOURCE_KEYS.flatMap(source =>
  Object.entries(propertiesOf(source)).map(([key, schema]) => ({ source, key, schema })),
);

describe.each(LANGUAGES)("the workspace in %s", language => {
  test("data sources and the columns of each have names that differ", () => {
    expect(new Set(SOURCE_KEYS.map(source => sourceName(source, language))).size).toBe(SOURCE_KEYS.length);
    for (const source of SOURCE_KEYS) {
      const names = Object.keys(propertiesOf(source)).map(key => columnName(source, key, language).toLowerCase());
      expect(new Set(names).size).toBe(names.length);
      expect(sourceDescription(source, language)).toMatch(/\.$/);
    }
  });

  test("columns Krug writes say so, and those people write do not", () => {
    for (const { source, key, schema } of everyColumn) {
      const description = columnDescription(source, key, language);
      expect(description.startsWith(BEGINS[language]), `${source}.${key}`).toBe(schema.owner === "krug");
      expect(description).toMatch(/\.$/);
      expect(description.length).toBeLessThanOrEqual(160);
    }
  });

  test("every option of the schema has a name without a comma, and no two of a column share one in any language", () => {
    for (const { source, key, schema } of everyColumn) {
      const named = (schema.options ?? []).flatMap(option =>
        LANGUAGES.map(each => ({ option, name: optionName(source, key, option, each) })),
      );
      for (const { option, name } of named) {
        expect(name, `${source}.${key}.${option}`).not.toContain(",");
        expect(name).not.toBe(option);
        expect(named.filter(other => other.name === name && other.option !== option)).toEqual([]);
      }
    }
  });

  test("the example of working hours is one that Krug can read", () => {
    const example = /[“«„](.+)[”»“]/.exec(columnDescription("people", "hours", language))?.[1] ?? "";
    const hours = parseWorkingHours(example);
    expect(hours?.map(ranges => ranges.map(({ from, to }) => [from / 60, to / 60]))).toEqual([
      [[9, 17]],
      [[9, 17]],
      [[9, 17]],
      [[9, 17]],
      [[9, 13]],
      [],
      [],
    ]);
  });

  test("the front page names the tables as they are called", () => {
    const text = hubText(language);
    for (const source of ["programmes", "people", "roadmap"] as const)
      expect(text).toContain(sourceName(source, language));
    expect(text).toContain(columnName("people", "krugSays", language));
    expect(text).not.toMatch(/undefined|\$\{/);
    expect(text.startsWith(hubTitle(language))).toBe(false);
  });

  test("no text shouts", () => {
    const all =
      everyColumn.map(({ source, key }) => columnDescription(source, key, language)).join(" ") + hubText(language);
    expect(all).not.toContain("!");
  });
});

test("the column where Krug speaks", () => {
  expect(LANGUAGES.map(language => columnName("people", "krugSays", language))).toEqual([
    "Krug says",
    "Круг говорит",
    "Круг каже",
    "Кръг казва",
  ]);
});

test("confidential hides nothing from those who can open the page, and says so", () => {
  expect(LANGUAGES.map(language => columnDescription("roadmap", "confidential", language))).toEqual([
    "Keeps the goal out of everything Krug writes, but hides nothing from those who can open this page.",
    "Цель не попадёт ни во что, что пишет Круг, но те, кто может открыть эту страницу, её увидят.",
    "Ціль не потрапить у жоден текст Круга, але ті, хто може відкрити цю сторінку, її побачать.",
    "Целта не влиза в нищо, което Кръг пише, но всеки, който може да отвори страницата, я вижда.",
  ]);
});

test("an option people added is its own name", () => {
  expect(optionName("roadmap", "status", "Waiting for review", "bg")).toBe("Waiting for review");
  expect(optionName("people", "offers", "testing", "ru")).toBe("testing");
});

test("a column nobody knows is a mistake of the code", () => {
  expect(() => columnName("people", "shoeSize", "en")).toThrow("people.shoeSize");
});
