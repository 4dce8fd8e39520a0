import { chmodSync, existsSync, statSync } from "node:fs";
import { parseArgs } from "node:util";
import { DATABASE_HELP, DATABASE_OPTIONS, d1, databaseOf } from "./wrangler.ts";

const HELP = `npm run backup -- [FILE] [--local]
Writes all of Krug's database to a file of SQL, through \`wrangler d1 export\`; krug-YYYY-MM-DD.sql unless a FILE is given. It holds
people's names, addresses and answers: keep it where only those may read who may read these, and delete it when it is old.
${DATABASE_HELP}`;

const HOLDS_NOT = `What it does not hold, and what you keep elsewhere:
- Notion's pages, Calendar's events, Forms and their answers as they are there: Krug reads them again.
- Secrets: the tokens, HOOK_SECRET and KEEPING_KEY. Without the key of its day nobody opens what is sealed in it.
- Messages in the queue, logs, and what wrangler.toml says.
- Erasures that come later: keep erasures.jsonl, which \`npm run forget\` writes, beside it.
To take it back: npm run restore -- FILE`;

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { ...DATABASE_OPTIONS, help: { type: "boolean", default: false } },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const file = positionals[0] ?? `krug-${new Date().toISOString().slice(0, 10)}.sql`;
  if (existsSync(file)) {
    console.error(`${file} is there already: name another, or delete it.`);
    return 2;
  }
  const { isWell, said } = d1(databaseOf(values), ["export", "--output", file, "--skip-confirmation"], false);
  if (!isWell || !existsSync(file)) {
    console.error(`The backup was not made. Wrangler says:\n${said}`);
    return 1;
  }
  chmodSync(file, 0o600);
  console.log(`${file} was written: ${Math.ceil(statSync(file).size / 1024)} KB.\n${HOLDS_NOT}`);
  return 0;
}

process.exitCode = main();
