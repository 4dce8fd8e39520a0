import { parseArgs } from "node:util";
import { live } from "./living.ts";
import { scenarioOf } from "./scenarios.ts";
import { firstDifference } from "./stale.ts";
import { readState, WRITES, writeState } from "./state.ts";

const HELP = `npm run playground               says whether the world that npm start opens on is what Krug makes of it today
npm run playground -- --write    lives it anew and keeps it; takes some seconds
npm start                        opens it`;

/** `npm run playground`: keeps the world on which the playground opens, and tells when it is stale. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { write: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }
  const scenario = scenarioOf("team");
  const lived = await live(scenario);
  if (values.write) {
    const bytes = writeState(lived);
    console.log(`Kept: ${(bytes / 1024).toFixed(0)} KiB. Look at it with npm start.`);
    return 0;
  }
  const difference = await firstDifference(readState(scenario), lived, scenario.zone);
  console.log(difference === null ? "It is." : `It is not: ${difference}\n${WRITES} makes it anew.`);
  return difference === null ? 0 : 1;
}

process.exitCode = await main();
