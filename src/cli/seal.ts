import { WHERE, workerOf } from "./asking.ts";
import { commandLine, EXIT, front, Trouble } from "./front.ts";

const SAYS = `Brings everything that was said in confidence under the first key of KEEPING_KEY: after you set a new key before the former one. A run does the same by itself; once this has said that all is done, the former key may go (unless a backup needs it).`;
const OPEN = `writes everything open again, to go back to an older version of Krug. From then on this version does nothing until the older one is deployed, or until everything is sealed again`;

const NOT_YET =
  "An older version can't read them: set their key beside the present one, or run with --let-go, before you go back.";
const KEPT =
  "Answers are read again from Google Forms by the next run. Keep the former key if you have it; `npm run doctor` says what is left.";

const asked = commandLine("seal", SAYS)
  .option("--open", OPEN)
  .option("--let-go", "lets go, for good, of what no key opens any more")
  .addHelpText("after", WHERE);

await front<{ open?: true; letGo?: true }>(asked, async ({ open, letGo }) => {
  if (open && letGo) throw new Trouble("Say --open or --let-go, not both.", EXIT.misused);
  const ask = workerOf(process.env);
  if (letGo) {
    const { places } = await ask<{ places: number }>("/api/seal/let-go", { isSure: true });
    console.log(
      places === 0 ? "Everything can be opened: there is nothing to let go of." : "What no key opens is gone.",
    );
    return 0;
  }
  type Sealed = { done: number; unopened: Record<string, number> };
  const { done, unopened } = await (open
    ? ask<Sealed>("/api/seal/open", { isSure: true })
    : ask<Sealed>("/api/seal", {}));
  const lost = Object.entries(unopened).map(([table, count]) => `${count} in ${table}`);
  console.log(
    open
      ? `${done} values were written open. Deploy the older version now: until then nothing is done.`
      : `${done} values were brought under the first key of KEEPING_KEY; the others lay under it already.`,
  );
  if (lost.length === 0) return 0;
  console.error(`These can't be opened: ${lost.join(", ")}. ${open ? NOT_YET : KEPT}`);
  return 1;
});
