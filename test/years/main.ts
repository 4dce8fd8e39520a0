import { front, oneOf, severalOf, whole } from "../../src/cli/front.ts";
import { LANGUAGES, type Language } from "../../src/core/domain/values/language.ts";
import { type Bench, equal } from "../bench/report.ts";
import { checkedCommand, ended } from "../checked.ts";
import { checksOfYear, figuresOfYear } from "./figures.ts";
import { liveYear } from "./live.ts";
import { printPages } from "./pages.ts";
import { planOf, YEARS, type YearName } from "./plans.ts";
import { liveYearTwice } from "./twice.ts";

interface Asked {
  format: YearName[];
  language?: Language;
  seed?: number;
  texts?: number;
  pages?: number;
  everyDay: boolean;
  twice: boolean;
  json?: string;
}

const NAMES = Object.keys(YEARS) as YearName[];

const COMMAND = checkedCommand("years", "Lives a year of each format and holds it to its promises.")
  .option("--format <names>", `only these: ${NAMES.join(",")}`, severalOf(NAMES), NAMES)
  .option("--language <code>", "in one language; otherwise each year is in its own", oneOf(LANGUAGES))
  .option("--seed <n>", "from which ids are drawn, and with them whatever is decided by lot", whole(1, 2 ** 31 - 1))
  .option("--texts <n>", "prints so many of each kind of text people were told", whole(1, 100_000))
  .option(
    "--pages <n>",
    "has Krug write bodies, and prints so many pages of each table as they are stored",
    whole(1, 100_000),
  )
  .option(
    "--twice",
    "lives each twice instead, the second time with everything read in every run, and compares what people find after each run",
    false,
  )
  .option("--every-day", "a run each day, not two a week and one after each act", false);

async function liveAll({ format, language, seed, texts, pages, everyDay, twice, json }: Asked): Promise<number> {
  const bench: Bench = { checks: [], figures: {} };
  for (const name of format) {
    const used = process.cpuUsage();
    const plan = {
      ...planOf(name, language),
      ...(pages === undefined ? {} : { bodies: true }),
      ...(seed === undefined ? {} : { seed }),
    };
    const pace = everyDay ? "every day" : "twice a week";
    console.log(`\n${name}, ${plan.language}: a year …`);
    if (twice) {
      const { difference, runs, settled } = await liveYearTwice(plan, pace);
      if (difference !== null) console.log(difference);
      bench.checks.push(equal(`${name}: runs after which something differs`, difference === null ? 0 : 1, 0));
      bench.figures[name] = { runs, settled };
      console.log(`${runs} runs compared; ${settled} groups were settled`);
      continue;
    }
    const lived = await liveYear(plan, pace);
    const figures = figuresOfYear(lived);
    const checks = checksOfYear(lived).map(check => ({ ...check, name: `${name}: ${check.name}` }));
    for (const [figure, value] of Object.entries(figures)) console.log(`${figure}: ${value}`);
    const { user, system } = process.cpuUsage(used);
    console.log(`seconds of processor time: ${((user + system) / 1e6).toFixed(0)}`);
    if (texts !== undefined) console.log(lived.told.print(texts));
    if (pages !== undefined) console.log(await printPages(lived.world, pages));
    bench.checks.push(...checks);
    bench.figures[name] = figures;
  }
  return ended({ ...bench }, json);
}

await front<Asked>(COMMAND, liveAll);
