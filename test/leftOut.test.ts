import { existsSync, globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import fc from "fast-check";
import { calendar_v3 } from "googleapis/build/src/apis/calendar/v3.js";
import { expect, test } from "vitest";
import { stringify } from "../src/google/queryString.ts";
import { EVERY_MESSAGE } from "./text/locales/everyMessage.ts";

const leftOut = createRequire(import.meta.url)("../src/google/leftOut.cjs");
const ROOT = join(import.meta.dirname, "..");
const ALIASES = [...readFileSync(join(ROOT, "wrangler.toml"), "utf8").matchAll(/^"(.+)" = "(\.\/.+)"$/gm)];

test("whatever stands in for a part that was left out is there, and each has its reason written down", () => {
  const decision = readFileSync(join(ROOT, "docs/decisions/018-what-is-left-out-of-the-bundle.md"), "utf8");
  expect(ALIASES.length).toBeGreaterThan(5);
  for (const [, name = "", path = ""] of ALIASES) {
    expect(existsSync(join(ROOT, path)), path).toBe(true);
    expect(decision).toContain(`\`${name}\``);
  }
});

test("who comes to a part that was left out is told which", () => {
  const told = ["log", "name", "version"];
  const parts = Object.entries<() => never>(leftOut).filter(([name]) => !told.includes(name));
  for (const [name, part] of parts) {
    const use = () => (/^[A-Z]/.test(name) ? Reflect.construct(part, []) : part());
    expect(use, name).toThrow(/^\S+ is left out of the deployed Worker \(wrangler\.toml, alias\)$/);
  }
  expect(parts).toHaveLength(12);
});

test("the deployed Worker has all that Krug imports from Notion's client, each the same thing", async () => {
  const index: Record<string, unknown> = createRequire(import.meta.url)("@notionhq/client");
  const sdk: Record<string, unknown> = createRequire(import.meta.url)("../src/notion/sdk.cjs");
  const imported = globSync("src/**/*.ts", { cwd: ROOT })
    .map(file => readFileSync(join(ROOT, file), "utf8"))
    .flatMap(text => [...text.matchAll(/^import \{([^}]+)\} from "@notionhq\/client";$/gm)])
    .flatMap(([, names = ""]) => names.split(",").map(name => name.trim()));
  expect(Object.keys(sdk).sort()).toEqual([...new Set(imported)].filter(name => !name.startsWith("type ")).sort());
  for (const [name, thing] of Object.entries(sdk)) expect(thing, name).toBe(index[name]);
});

test("no message says how a number or a date is written, for what reads that is left out", () => {
  const written = (elements: readonly MessageFormatElement[]): boolean =>
    elements.some(element => {
      if ([TYPE.number, TYPE.date, TYPE.time].includes(element.type)) return true;
      if (element.type === TYPE.select || element.type === TYPE.plural)
        return Object.values(element.options).some(({ value }) => written(value));
      return element.type === TYPE.tag && written(element.children);
    });
  expect(written(parse("{a, select, other {{n, number}}}"))).toBe(true);
  const texts = Object.values(EVERY_MESSAGE).flatMap(files =>
    Object.values(files).flatMap(file => Object.values(file)),
  );
  expect(texts.length).toBeGreaterThan(2000);
  expect(texts.filter(text => written(parse(text, { ignoreTag: true })))).toEqual([]);
});

test("the sign-in writes no token into a log, whatever the environment asks for", () => {
  expect(leftOut.log().debug()).toBeUndefined();
});

test("the parameters of a call stand in its address as Google's own client puts them there", async () => {
  const scalar = fc.oneof(fc.string({ unit: "grapheme" }), fc.integer(), fc.boolean(), fc.constant(undefined));
  const value = fc.oneof(scalar, fc.constant(null), fc.array(fc.string({ unit: "grapheme" }), { maxLength: 4 }));
  const params = fc.dictionary(fc.stringMatching(/^[a-z!'()*~ é.-]{1,8}[a-z]$/), value, { maxKeys: 5 });
  const asked: string[] = [];
  const api = new calendar_v3.Calendar({
    retry: false,
    fetchImplementation: (async (url: string | URL) => {
      asked.push(String(url));
      return Response.json({});
    }) as never,
  });
  await fc.assert(
    fc.asyncProperty(params, async given => {
      fc.pre(!Object.keys(given).some(key => ["auth", "media", "resource", "headers", "key"].includes(key)));
      await api.calendarList.list(given as object);
      const [, theirs = ""] = (asked.at(-1) ?? "").split("?");
      expect(stringify(given)).toBe(theirs);
    }),
  );
});

test("a parameter that cannot stand in an address is a mistake of the code", () => {
  expect(() => stringify({ timeMin: { at: 1 } })).toThrow(/^The parameter timeMin of a call to Google is no text/);
});
