import { describe, expect, test } from "vitest";
import type { SessionFacts } from "../../../src/core/domain/part.ts";
import { FORMATS, type Format } from "../../../src/core/domain/values/format.ts";
import { LANGUAGES } from "../../../src/core/domain/values/language.ts";
import { OWN_GUIDES } from "../../../src/core/plan/parts/guides.ts";
import type { Guides, PageTexts } from "../../../src/text/pages/pageTexts.ts";
import { partText } from "../../../src/text/pages/partText.ts";
import { readText } from "../../world/texts.ts";

const read = async <T>(file: string) => JSON.parse(await readText(file)) as T;

/** The shape of a text file: its keys, how long its lists are, and the places to be filled in. */
function shapeOf(value: unknown): unknown {
  if (typeof value === "string") return [...value.matchAll(/\{\w+\}/g)].map(String).sort();
  if (typeof value !== "object" || value === null) return value;
  return Array.isArray(value)
    ? value.map(shapeOf)
    : Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)]));
}

describe.each(LANGUAGES)("the texts of pages in %s", language => {
  test("say all that the English ones say, in their own words", async () => {
    const own = await read<PageTexts>(`pages.${language}.json`);
    expect(shapeOf(own)).toEqual(shapeOf(await read("pages.en.json")));
    if (language !== "en") expect(JSON.stringify(own).replace(/"\w+":|\{\w+\}/g, "")).not.toMatch(/[a-z]{3}/i);
  });

  test("hold 24 guides of about 90 words, six or more for each format", async () => {
    const texts = await read<Guides>(`guides.${language}.json`);
    expect(Object.keys(texts).sort()).toEqual(Object.keys(OWN_GUIDES).sort());
    expect(Object.keys(texts)).toHaveLength(24);
    for (const [title, text] of Object.values(texts)) {
      expect(title.length).toBeLessThan(60);
      expect(text.split(/\s+/).length, title).toBeGreaterThanOrEqual(65);
      expect(text.split(/\s+/).length, title).toBeLessThanOrEqual(110);
      if (language !== "en") expect(text).not.toMatch(/[a-z]{2}/i);
    }
    for (const format of Object.keys(FORMATS))
      expect(
        Object.values(OWN_GUIDES).filter(own => own.formats.some(one => one === format)).length,
        format,
      ).toBeGreaterThanOrEqual(6);
  });

  test("make a whole page of each meeting: minutes that add up, no empty heading, nothing twice, no place left unfilled", async () => {
    const pages = await read<PageTexts>(`pages.${language}.json`);
    const guides = await read<Guides>(`guides.${language}.json`);
    for (const format of Object.keys(FORMATS) as Format[])
      for (const kind of ["session", "check_in"] as const)
        for (const place of ["first", "between", "last", "once"] as const)
          for (const minutes of [10, 15, 30, 45, 60, 90]) {
            const facts: SessionFacts = {
              ...{ part: "session", language, format, kind, place, minutes, before: minutes },
              ...{ question: "", topics: [], steps: [], guide: { id: "turns" } },
            };
            const { lines } = partText(pages, facts, guides);
            const texts = lines.map(({ text }) => text);
            expect(new Set(texts).size).toBe(texts.length);
            expect(texts.join("\n")).not.toMatch(/[{}]|undefined/);
            for (const [at, { kind }] of lines.entries())
              if (kind === "heading") expect(["paragraph", "item"]).toContain(lines[at + 1]?.kind);
            const timed = new RegExp(pages.timed.replace("{minutes}", "(\\d+)").replace("{text}", ".*"));
            const turns = texts.flatMap(text => timed.exec(text)?.[1] ?? []).map(Number);
            const isInTurns = kind === "session" && place === "between" && (format === "pair" || format === "triad");
            if (isInTurns) expect(turns[1]).toBe(turns[2]);
            const sum = texts.reduce((all, text) => all + Number(timed.exec(text)?.[1] ?? 0), 0);
            expect(sum).toBe(minutes);
          }
  });

  test("ask of a group what holds for it: of those who meet once no rhythm, and nothing that stands in its column", async () => {
    const pages = await read<PageTexts>(`pages.${language}.json`);
    const rhythm = pages.agreement.lines[1];
    for (const format of Object.keys(FORMATS) as Format[])
      for (const [isOnce, isAsked] of [
        [false, false],
        [true, false],
        [false, true],
      ] as const) {
        const facts = { part: "agreement" as const, language, format, isOnce, isAsked };
        const { lines } = partText(pages, facts, {});
        const texts = lines.map(({ text }) => text);
        expect(new Set(texts).size).toBe(texts.length);
        expect(texts.join("\n")).not.toMatch(/[{}]|undefined/);
        expect(texts.includes(rhythm ?? "")).toBe(!isOnce && !isAsked && !["micro", "open"].includes(format));
        expect(lines.filter(({ kind }) => kind === "heading")).toHaveLength(1);
        expect(lines.filter(({ kind }) => kind === "item").length).toBeGreaterThan(0);
      }
  });
});
