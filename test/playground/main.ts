import { commandLine, front } from "../../src/cli/front.ts";
import { live } from "./living.ts";
import { scenarioOf } from "./scenarios.ts";
import { firstDifference } from "./stale.ts";
import { readState, WRITES, writeState } from "./state.ts";

const SAYS = "Says whether the world that npm start opens on is what Krug makes of it today.";

await front<{ write: boolean }>(
  commandLine("playground", SAYS).option("--write", "lives it anew and keeps it, which takes some seconds", false),
  async ({ write }) => {
    const scenario = scenarioOf("team");
    const lived = await live(scenario);
    if (write) {
      console.log(`Kept: ${(writeState(lived) / 1024).toFixed(0)} KiB. Look at it with npm start.`);
      return 0;
    }
    const difference = await firstDifference(readState(scenario), lived, scenario.zone);
    console.log(difference === null ? "It is." : `It is not: ${difference}\n${WRITES} makes it anew.`);
    return difference === null ? 0 : 1;
  },
);
