import { expect, test } from "vitest";
import { live } from "./living.ts";
import { scenarioOf } from "./scenarios.ts";
import { firstDifference } from "./stale.ts";
import { readState, WRITES } from "./state.ts";

test(`the world on which the playground opens is what Krug makes of its weeks today (otherwise: ${WRITES})`, async () => {
  const scenario = scenarioOf("team");
  const kept = readState(scenario);
  const lived = await live(scenario);
  expect(await firstDifference(kept, lived, scenario.zone)).toBeNull();
  // And it tells where it is not.
  const [goal] = lived.entered.goals.values();
  await lived.playground.edit("ana@example.org", "roadmap", goal ?? "", { nextStep: "Something else" });
  expect(await firstDifference(kept, lived, scenario.zone)).toMatch(/^the page Roadmap: [\s\S]*Something else/);
});
