import { expect, test } from "vitest";
import { FORMATS, type rulesOf } from "../../src/core/domain/values/format.ts";
import { FIGURES_APPLY, INSIGHTS_APPLY } from "../../src/core/rules/insights/applies.ts";
import { INSIGHT_IDS } from "../../src/core/rules/insights/insight.ts";
import { RETENTION, type Rule } from "../../src/store/database/retention.ts";
import { KEPT_BECAUSE } from "../store/database/keptBecause.ts";
import { readProject } from "./project.ts";

const { sources, scripts } = readProject();
const textOf = (path: string) => sources.find(source => source.path === path)?.text ?? "";
/** The cells of each row of a page's tables that begins with a name between backticks. */
const rowsOf = (page: string) =>
  textOf(page)
    .split("\n")
    .filter(line => line.startsWith("| `"))
    .map(line => line.split("|").map(cell => cell.trim()));
const namesIn = (page: string) => rowsOf(page).map(([, name = ""]) => name.replaceAll("`", ""));

test("docs/insights.md lists each insight, in the order of the rules", () => {
  const names = namesIn("docs/insights.md");
  expect(names).toEqual([...INSIGHT_IDS]);
});

test("docs/figures-by-format.md says of each figure and insight that does not apply everywhere where it does", () => {
  const listed = rowsOf("docs/figures-by-format.md").map(([, name = "", ...cells]) => [
    name.replaceAll("`", ""),
    ...cells.slice(0, -2),
  ]);
  const isSo = (does: true | undefined) => (does ? "yes" : "–");
  const figures = Object.entries(FIGURES_APPLY).map(([id, { inRounds, ofTwo, ofWhole, notCompared }]) => [
    id,
    ...[inRounds, ofTwo, ofWhole, notCompared].map(isSo),
  ]);
  const insights = INSIGHT_IDS.map(id => {
    const { in: where, until } = INSIGHTS_APPLY[id];
    return [id, where, until === "end" ? "the end" : "after it"];
  });
  expect(listed).toEqual([...figures, ...insights]);
});

test("docs/formats.md lists each format with its length and size, in the order people see them", () => {
  const listed = rowsOf("docs/formats.md").map(([, name, , , minutes, size]) => [name, minutes, size]);
  const told = (name: string, { grouping, minutes, size }: ReturnType<typeof rulesOf>) => [
    `\`${name}\``,
    String(minutes),
    grouping === "board" ? `up to ${size}` : String(size),
  ];
  expect(listed).toEqual(Object.entries(FORMATS).map(([name, rules]) => told(name, rules)));
});

test("docs/operating.md says of each table how long its rows are kept, and why", () => {
  const days = (ms: number) => (ms < 86_400_000 ? `${ms / 60_000} minute` : `${ms / 86_400_000} days`);
  const told = (rule: Rule) => {
    const { kept } = rule;
    if (kept === "for") return rule.ms === 0 ? "until it ends" : days(rule.ms);
    if (kept === "latest") return `the latest ${rule.rows}`;
    if (kept === "as wished") return "as many months as the programme’s page says, or all";
    if (kept === "periods") return `the running period and ${rule.periods} before`;
    return "as long as its page";
  };
  const which = ({ said }: { said?: string }) => (said === undefined ? "" : `${said}: `);
  const becauseOf = Object.entries(KEPT_BECAUSE).flatMap(([table, all]) => all.map(because => ({ table, because })));
  const rules = Object.entries(RETENTION).flatMap(([table, all]) => all.map((rule: Rule) => ({ table, rule })));
  const reasons = becauseOf.filter(({ because }) => because.stays !== true);
  expect(reasons.map(({ table }) => table)).toEqual(rules.map(({ table }) => table));
  const going = reasons.map(({ table, because }, place) => [
    `\`${table}\``,
    which(because) + told(rules[place]!.rule),
    because.why,
  ]);
  const staying = becauseOf
    .filter(({ because }) => because.stays === true)
    .map(({ table, because }) => [`\`${table}\``, which(because) + because.why]);
  const section = textOf("docs/operating.md").split("\n## What is kept, and how long\n")[1]?.split("\n## ")[0] ?? "";
  const listed = section.split("\n").filter(line => line.startsWith("| `"));
  expect(
    listed.map(line =>
      line
        .split("|")
        .slice(1, -1)
        .map(cell => cell.trim()),
    ),
  ).toEqual([...going, ...staying]);
});

test("docs/settings.md lists each setting the Worker reads, and no other", () => {
  const settings = textOf("src/config.ts").split("const SETTINGS = z.object({\n")[1]?.split("\n});")[0] ?? "";
  const read = [...settings.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name = ""]) => name);
  expect(read.length).toBeGreaterThan(20);
  expect(namesIn("docs/settings.md").sort()).toEqual(read.sort());
});

test("docs/commands.md tells each command, but for the parts of the check", () => {
  const parts = [...(scripts.check ?? "").matchAll(/npm run (\w+)/g)].map(([, name]) => name);
  const told = new Set([...textOf("docs/commands.md").matchAll(/`npm (?:run )?([\w:]+)/g)].map(([, name]) => name));
  expect(Object.keys(scripts).filter(name => !told.has(name) && !parts.includes(name))).toEqual([]);
});

test("docs/README.md says how many figures docs/metrics.md has", () => {
  const listed = textOf("docs/metrics.md").match(/^\| \d+ +\| `\w+`/gm) ?? [];
  expect(textOf("docs/README.md")).toContain(`the ${listed.length} figures`);
});

test("docs/README.md leads to every page of docs, and docs/decisions/README.md to every decision", () => {
  const leadsTo = (page: string, folder: string) =>
    new Set([...textOf(page).matchAll(/\]\(([\w/-]+\.md)\)/g)].map(([, path]) => `${folder}/${path}`));
  const pages = sources.map(({ path }) => path).filter(path => /^docs\/.+(?<!README)\.md$/.test(path));
  const isDecision = (path: string) => path.startsWith("docs/decisions/");
  const told = leadsTo("docs/README.md", "docs");
  expect(pages.filter(path => !isDecision(path) && !told.has(path))).toEqual([]);
  const decisions = pages.filter(isDecision).sort();
  expect([...leadsTo("docs/decisions/README.md", "docs/decisions")]).toEqual(decisions);
});
