import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { commandLine, front, readable, Trouble } from "./front.ts";
import { type Erasures, type Restored, restored } from "./restoring.ts";
import { type Database, type DatabaseFlags, d1, databaseOf, databaseOptions } from "./wrangler.ts";

const SAYS = `Takes a backup back: the history that Krug alone knows (figures, results, insights, who was erased). Everything that Notion, Calendar and Forms know is read again by the next run, which compares all of it before it decides anything. Whoever was erased since stays erased. Without --yes it says what it would do, and nothing is done. What the database holds now is lost: back it up first.`;
const REMEMBERED = "erasures.jsonl";
const ERASURES = "what `npm run forget` remembered; what the present database knows counts too";

interface Flags extends DatabaseFlags {
  /** The file; false where it is said that there is none. */
  erasures: string | false;
  yes?: true;
}

function main(flags: Flags, file = ""): number {
  const database = databaseOf(flags);
  const isRisked = flags.erasures === false;
  // What is remembered counts all the same where it is there.
  const remembered = flags.erasures || REMEMBERED;
  const erasures = erasuresKnown(database, remembered);
  if (erasures === null && !isRisked)
    throw new Trouble(
      `Nobody knows who was erased since: the present database can't be asked, and there is no ${remembered}. With --no-erasures the backup is taken back all the same, and whoever was erased since is in it again.`,
    );
  const made = restored(readFileSync(file, "utf8"), erasures ?? { pages: [], answers: [] });
  console.log(linesOf(made));
  if (flags.yes !== true) {
    console.log("Nothing was done. Add --yes to do it.");
    return 0;
  }
  return carriedOut(database, file, made);
}

function linesOf({ rows, erased }: Restored): string {
  const kept = Object.entries(rows).filter(([table, count]) => count > 0 && table !== "d1_migrations");
  return [
    `Taken back: ${kept.map(([table, count]) => `${table} ${count}`).join(", ") || "nothing"}.`,
    `Of people erased since: ${erased.rows} rows left out, ${erased.renamed} made nobody's.`,
    "Everything else is read again from Notion, Calendar and Forms by the next run.",
  ].join("\n");
}

function carriedOut(database: Database, file: string, { sql, after }: Restored): number {
  const script = `${file}.restoring.sql`;
  const last = `${file}.erased.sql`;
  writeFileSync(script, sql, { mode: 0o600 });
  writeFileSync(last, after, { mode: 0o600 });
  const steps: [string, string[]][] = [
    ["take it back", ["execute", "--file", script, "--yes"]],
    ["apply the migrations since", ["migrations"]],
    ...(after === "" ? [] : [["remember who was erased", ["execute", "--file", last, "--yes"]] as [string, string[]]]),
  ];
  try {
    for (const [what, command] of steps) {
      const { isWell, said } = d1(database, command, false);
      if (isWell) continue;
      console.error(`It was not possible to ${what}; say it again. Wrangler says:\n${said}`);
      return 1;
    }
  } finally {
    for (const made of [script, last]) rmSync(made, { force: true });
  }
  console.log("It is taken back. Ask for a run: npm run sync. The first one takes longer than others.");
  return 0;
}

/** What the present database and the file know of erasures, together; null where neither can be asked. */
function erasuresKnown(database: Database, file: string): Erasures | null {
  const pages = column(database, "SELECT digest AS value FROM erased_pages");
  const answers = column(database, "SELECT response_id AS value FROM erased_answers");
  const remembered =
    file !== null && existsSync(file)
      ? readFileSync(file, "utf8")
          .split("\n")
          .filter(line => line.trim() !== "")
          .map(line => JSON.parse(line) as Partial<Erasures>)
      : null;
  if (remembered === null && (pages === null || answers === null)) return null;
  const all = (own: string[] | null, key: keyof Erasures) => [
    ...new Set([...(own ?? []), ...(remembered ?? []).flatMap(one => one[key] ?? [])]),
  ];
  return { pages: all(pages, "pages"), answers: all(answers, "answers") };
}

/** The values a statement finds; null where the database, or the table, is not there. */
function column(database: Database, command: string): string[] | null {
  const { isWell, printed } = d1(database, ["execute", "--json", "--command", command], false);
  if (!isWell) return null;
  const [answer] = JSON.parse(printed.slice(printed.indexOf("["))) as { results: { value: string }[] }[];
  return (answer?.results ?? []).map(({ value }) => value);
}

const asked = databaseOptions(commandLine("restore", SAYS))
  .argument("<file>", "the backup", readable)
  .option("--erasures <file>", ERASURES, REMEMBERED)
  .option("--no-erasures", "there were none, or the risk is taken that somebody comes back")
  .option("--yes", "does it");

await front(asked, main);
