import { chmodSync, existsSync, statSync } from "node:fs";
import { commandLine, EXIT, front, Trouble, writable } from "./front.ts";
import { type DatabaseFlags, d1, databaseOf, databaseOptions } from "./wrangler.ts";

const SAYS = `Writes all of Krug's database to a file of SQL, through \`wrangler d1 export\`. It holds people's names, addresses and answers: keep it where only those may read who may read these, and delete it when it is old.`;

const HOLDS_NOT = `What it does not hold, and what you keep elsewhere:
- Notion's pages, Calendar's events, Forms and their answers as they are there: Krug reads them again.
- Secrets: the tokens, HOOK_SECRET and KEEPING_KEY. Without the key of its day nobody opens what is sealed in it.
- Messages in the queue, logs, and what wrangler.toml says.
- Erasures that come later: keep erasures.jsonl, which \`npm run forget\` writes, beside it.
To take it back: npm run restore -- FILE`;

function main(flags: DatabaseFlags, file = `krug-${new Date().toISOString().slice(0, 10)}.sql`): number {
  if (existsSync(file)) throw new Trouble(`${file} is there already: name another, or delete it.`, EXIT.misused);
  const { isWell, said } = d1(databaseOf(flags), ["export", "--output", file, "--skip-confirmation"], false);
  if (!isWell || !existsSync(file)) throw new Trouble(`The backup was not made. Wrangler says:\n${said}`);
  chmodSync(file, 0o600);
  console.log(`${file} was written: ${Math.ceil(statSync(file).size / 1024)} KB.\n${HOLDS_NOT}`);
  return 0;
}

const asked = databaseOptions(commandLine("backup", SAYS)).argument(
  "[file]",
  "where it is written; krug-YYYY-MM-DD.sql unless given",
  writable,
);

await front(asked, main);
