import { readFileSync } from "node:fs";
import { join } from "node:path";
import { front } from "../../src/cli/front.ts";
import { atMost, type Check, equal } from "../bench/report.ts";
import { checkedCommand, ended } from "../checked.ts";
import { cruised } from "./cruise.ts";
import { factsOf } from "./facts.ts";
import { type Counts, type Figures, figuresOf, type Summary, widest } from "./figures.ts";
import { sourcesAt, sourcesIn } from "./sources.ts";

const ROOT = join(import.meta.dirname, "../..");

/** What is counted, as heads of the table. */
const COLUMNS: readonly [keyof Counts, string][] = [
  ["files", "files"],
  ["statements", "statements"],
  ["exports", "exports"],
  ["singleImporters", "one importer"],
  ["wide", "five or more"],
];

/** Where the work on the structure began. */
const BEGINNING = "937389a";

interface Asked {
  against?: string;
  json?: string;
  list: boolean;
}

const COMMAND = checkedCommand(
  "counters",
  "Counts what is in src, before and after: files, knots, importers, exports, statements, long signatures.",
)
  .option("--against <revision>", "beside a revision of git; without it beside those kept in before.json")
  .option("--list", "names the files, functions and folders that are counted against a target", false);

/** `npm run counters`: how large and how tangled `src` is, before and after. */
async function count({ against, json, list }: Asked): Promise<number> {
  const facts = factsOf(sourcesIn());
  const now = figuresOf(facts);
  const kept = JSON.parse(readFileSync(join(import.meta.dirname, "before.json"), "utf8")) as Record<string, Summary>;
  const before = against === undefined ? kept : { [against]: figuresOf(factsOf(sourcesAt(against))) };
  for (const [revision, figures] of Object.entries(before)) console.log(`${table(revision, figures, now)}\n`);
  const { modules, breaches } = await cruised(ROOT);
  const astray = breaches.filter(({ rule }) => rule !== "circle");
  const checks = [
    equal("modules read for the order of floors", modules.length, now.total.files),
    equal("imports against the order of floors", astray.length, 0),
    ...checksOf(now, kept[BEGINNING]!),
  ];
  const exitCode = ended({ ...now, checks }, json);
  if (list) {
    for (const { from, to } of astray) console.log(`\nagainst the order of floors: ${from} imports ${to}`);
    for (const knot of now.knotsOfFiles) console.log(`\nfiles in one knot: ${knot.join(" ")}`);
    for (const knot of now.knotsOfFolders) console.log(`\nfolders in one knot: ${knot.join(" ")}`);
    console.log(`\nover 30 files: ${now.crowded.join(" ")}\nunder 3 files: ${now.lonely.join(" ")}\n`);
    for (const { file, name, parameters } of widest(facts)) console.log(`${parameters}  ${file}  ${name}`);
  }
  return exitCode;
}

/** What features brought since the limits were set, each with what it is, and files that are a whole of their own: the limits are for code that does what it did. */
const BROUGHT: readonly { by: string; statements: number; exports: number; singles?: number }[] = [
  { by: "old rows go by a stated rule", statements: 36, exports: 3 },
  { by: "what is settled is not loaded", statements: 476, exports: 48 },
  { by: "answers go by a programme's wish", statements: 104, exports: 3 },
  { by: "pages are settled each by itself", statements: 190, exports: 22 },
  { by: "what only the set-up says and builds stands apart from the Worker", statements: 6, exports: 13 },
  { by: "what runs worked out again is kept", statements: 71, exports: 1 },
  { by: "what concerns one person is read by itself", statements: 219, exports: 10 },
  { by: "the calendar is read page by page", statements: 34, exports: 0 },
  { by: "rounds of crowds are computed in stages", statements: 470, exports: 38 },
  { by: "what is kept of the settled is worked out anew", statements: 116, exports: 5 },
  { by: "a small change reads what lies near it", statements: 380, exports: 18 },
  { by: "what people agree on, and their thanks, go on from a meeting", statements: 330, exports: 30 },
  { by: "what is found again after a loss is kept as it comes", statements: 310, exports: 10 },
  { by: "a group that does not meet is seen, surveys follow meetings", statements: 350, exports: 30 },
  { by: "the Worker reads languages among its assets, and any number of ids is asked for", statements: 26, exports: 5 },
  { by: "pages have a part of Krug's", statements: 300, exports: 32 },
  { by: "the help board learns", statements: 119, exports: 9 },
  { by: "guides are pages, and notes in a box count", statements: 260, exports: 14 },
  { by: "answers to the like are offered, and experts where nobody is near", statements: 104, exports: 4 },
  { by: "what is kept of the settled is compact, and a report that did not come is due", statements: 20, exports: 2 },
  { by: "small readings travel together", statements: 29, exports: 1 },
  { by: "what programmes wait for is said", statements: 32, exports: 3 },
  { by: "commands have one front", statements: 54, exports: 11 },
  { by: "the dashboard has pages, languages and files", statements: 235, exports: 17, singles: 2 },
  { by: "all that lives is looked at in slices", statements: 450, exports: 28 },
  {
    by: "a programme has aims and templates, and is told of where its people talk",
    statements: 420,
    exports: 38,
    singles: 3,
  },
  { by: "newcomers join by a form", statements: 134, exports: 7, singles: 1 },
  { by: "coordinators act from the dashboard, and remind by a tick", statements: 550, exports: 50, singles: 2 },
];

function checksOf(now: Figures, beginning: Summary): Check[] {
  const sum = (what: "statements" | "exports" | "singles") => BROUGHT.reduce((all, one) => all + (one[what] ?? 0), 0);
  return [
    equal("knots of files", now.knots.files, 0),
    equal("knots of folders", now.knots.folders, 0),
    atMost("files that one file imports", now.total.singleImporters, 105 + sum("singles")),
    atMost("exports", now.total.exports, 1300 + sum("exports")),
    atMost("functions that take five things or more", now.total.wide, 10),
    atMost(
      "statements outside src/text",
      now.statementsOutsideText,
      beginning.statementsOutsideText + sum("statements"),
    ),
    equal("folders of more than 30 files", now.crowded.length, 0),
    equal("folders of fewer than 3 files", now.lonely.length, 0),
  ];
}

/** Before and after by folder, and of all. A folder that was or is not there has a dash. */
function table(revision: string, before: Summary, now: Summary): string {
  const heads = ["folder", ...COLUMNS.map(([, head]) => head)];
  const paths = [...new Set([...Object.keys(before.folders), ...Object.keys(now.folders)])].sort();
  const rows = paths.map(path => row(path, before.folders[path], now.folders[path]));
  const knotsOf = ({ knots }: Summary) => `${knots.files} of files, ${knots.folders} of folders`;
  return [
    `${revision} -> now`,
    ...aligned([heads, ...rows, row("all", before.total, now.total)]),
    `statements outside src/text: ${before.statementsOutsideText} -> ${now.statementsOutsideText}`,
    `folders: ${Object.keys(before.folders).length} -> ${Object.keys(now.folders).length}`,
    `knots: ${knotsOf(before)} -> ${knotsOf(now)}`,
  ].join("\n");
}

function row(name: string, before: Counts | undefined, now: Counts | undefined): string[] {
  return [name, ...COLUMNS.map(([key]) => `${before?.[key] ?? "-"} -> ${now?.[key] ?? "-"}`)];
}

function aligned(rows: readonly string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map(cells => cells[column]!.length)));
  return rows.map(cells =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join("  ")
      .trimEnd(),
  );
}

await front<Asked>(COMMAND, count);
