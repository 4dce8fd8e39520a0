import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { isLanguage } from "../../src/core/domain/values/language.ts";
import type { Bench } from "../bench/report.ts";
import { checksOfYear, figuresOfYear } from "./figures.ts";
import { liveYear } from "./live.ts";
import { printPages } from "./pages.ts";
import { planOf, YEARS, type YearName } from "./plans.ts";

const HELP = `npm run years                                   lives a year of each format and holds it to its promises
npm run years -- --format NAME[,NAME]           only these: ${Object.keys(YEARS).join(", ")}
npm run years -- --language en|ru|uk|bg         in one language; otherwise each year is in its own
npm run years -- --texts 40                     prints so many of each kind of text people were told
npm run years -- --pages 20                     has Krug write bodies, and prints so many pages of each table as they are stored
npm run years -- --every-day                    a run each day, not two a week and one after each act
npm run years -- --json FILE                    writes figures and checks`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      format: { type: "string" },
      language: { type: "string" },
      texts: { type: "string" },
      pages: { type: "string" },
      "every-day": { type: "boolean", default: false },
      json: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  const names = (values.format ?? Object.keys(YEARS).join(",")).split(",");
  const { language } = values;
  const isKnown = names.every((name): name is YearName => Object.hasOwn(YEARS, name));
  if (values.help || !isKnown || (language !== undefined && !isLanguage(language))) {
    console.log(HELP);
    return values.help ? 0 : 2;
  }
  const bench: Bench = { checks: [], figures: {} };
  for (const name of names as YearName[]) {
    const used = process.cpuUsage();
    const plan = { ...planOf(name, language), ...(values.pages === undefined ? {} : { bodies: true }) };
    console.log(`\n${name}, ${plan.language}: a year …`);
    const lived = await liveYear(plan, values["every-day"] ? "every day" : "twice a week");
    const figures = figuresOfYear(lived);
    const checks = checksOfYear(lived).map(check => ({ ...check, name: `${name}: ${check.name}` }));
    for (const check of checks)
      console.log(`${check.ok ? "ok  " : "NOT "} ${check.name}: ${check.value} (${check.target})`);
    for (const [figure, value] of Object.entries(figures)) console.log(`${figure}: ${value}`);
    const { user, system } = process.cpuUsage(used);
    console.log(`seconds of processor time: ${((user + system) / 1e6).toFixed(0)}`);
    if (values.texts !== undefined) console.log(lived.told.print(Number(values.texts)));
    if (values.pages !== undefined) console.log(await printPages(lived.world, Number(values.pages)));
    bench.checks.push(...checks);
    bench.figures[name] = figures;
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(bench, null, 2)}\n`);
  return bench.checks.every(check => check.ok) ? 0 : 1;
}

process.exitCode = await main();
