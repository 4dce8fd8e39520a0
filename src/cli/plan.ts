import { type Ask, putJson, Refused, WHERE, workerOf } from "./asking.ts";
import { commandLine, front, jsonOption } from "./front.ts";

const SAYS =
  "What the next run would do and what programmes wait for, in words, asked of the deployed Worker; nothing is done.";

interface Printed {
  lines: string[];
  held: { mark: string; isGoSaid: boolean } | null;
}

const asked = jsonOption(
  commandLine("plan", SAYS),
  "writes the same as JSON too, with every command; - prints it instead",
)
  .option("--go", "then says go to the held run that was printed: the next run sends it")
  .addHelpText("after", WHERE);

await front<{ json?: string; go?: true }>(asked, async ({ json, go }) => {
  const ask = workerOf(process.env);
  const plan = await ask<Printed>("/api/plan");
  if (json !== undefined) putJson(json, plan);
  if (json !== "-") console.log(plan.lines.join("\n"));
  return go === true ? sayGo(ask, plan) : 0;
});

/** Says go to what was printed. Only what a run has held already can have one: its mark is the same in the plan. */
async function sayGo(ask: Ask, { held }: Printed): Promise<number> {
  if (held === null) {
    console.error("Nothing is held: there is nothing to say go to.");
    return 1;
  }
  try {
    await ask("/api/go", { mark: held.mark });
  } catch (error) {
    if (!(error instanceof Refused) || error.status !== 409) throw error;
    console.error(
      "No run has held exactly this yet. Wait for the next one, a quarter of an hour at most, and look again.",
    );
    return 1;
  }
  console.error("The go was given: the next run sends it.");
  return 0;
}
