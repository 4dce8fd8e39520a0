import { expect, test } from "vitest";
import { codeOf } from "./citations.ts";
import { readProject } from "./project.ts";

const { sources, paths } = readProject();
const PAGE = sources.find(({ path }) => path === "docs/names.md")?.text ?? "";

/** What a cell names between backticks. */
function namesIn(cell: string): string[] {
  return [...cell.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
}

/** The rows under a heading, without the table's head. */
function rowsUnder(heading: string): string[][] {
  const section = PAGE.split(`## ${heading}\n`)[1]?.split(/^## /m)[0] ?? "";
  const lines = section.split("\n").filter(line => line.startsWith("| "));
  return lines.slice(2).map(line => line.split("|").map(cell => cell.trim()));
}

/** The words of code outside of tests, and the names of its files without ".ts". */
const code = sources.filter(({ path }) => path.startsWith("src/"));
const words = new Set(code.flatMap(({ text }) => codeOf(text).match(/[A-Za-z_$][\w$]*/g) ?? []));
const files = new Set([...paths].filter(path => path.startsWith("src/")).map(path => path.split("/").at(-1)));

function isThere(name: string): boolean {
  return name.endsWith(".ts") || name.endsWith("/") ? files.has(name.replace(/\/$/, "")) : words.has(name);
}

test("docs/names.md has both tables", () => {
  expect(PAGE).toMatch(/## Old and new\n\n\| old +\| new +\| what it is +\|/);
  expect(PAGE).toMatch(/## Stored names\n/);
});

test("a name that was given up is in no code, and what took its place is", () => {
  const rows = rowsUnder("Old and new");
  expect(rows.flatMap(([, old = ""]) => namesIn(old)).filter(isThere)).toEqual([]);
  expect(rows.flatMap(([, , now = ""]) => namesIn(now)).filter(name => !isThere(name))).toEqual([]);
});

test("a stored name is what the code still writes", () => {
  const stored = rowsUnder("Stored names").flatMap(([, name = ""]) => namesIn(name));
  expect(
    stored.filter(name => !sources.some(({ path, text }) => path.startsWith("src/") && text.includes(name))),
  ).toEqual([]);
});
