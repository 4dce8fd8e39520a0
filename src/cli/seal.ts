import { parseArgs } from "node:util";
import { refused, WHERE, workerOf } from "./asking.ts";

const HELP = `npm run seal -- [--open | --let-go]
Brings everything that was said in confidence under the first key of KEEPING_KEY: after you set a new key before the former one.
A run does the same by itself; once this has said that all is done, the former key may go (unless a backup needs it).
--open    writes everything open again, to go back to an older version of Krug. From then on this version does nothing until
          the older one is deployed, or until everything is sealed again.
--let-go  lets go, for good, of what no key opens any more.
${WHERE}`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      open: { type: "boolean", default: false },
      "let-go": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const ask = workerOf(process.env);
  if (values.help || ask === null || (values.open && values["let-go"])) {
    (values.help ? console.log : console.error)(HELP);
    return values.help ? 0 : 2;
  }
  const answer = await ask(`/api/seal${values.open ? "/open" : values["let-go"] ? "/let-go" : ""}`, {
    method: "POST",
    ...(values.open || values["let-go"] ? { body: JSON.stringify({ isSure: true }) } : {}),
  });
  if (!answer.ok) return refused(answer);
  if (values["let-go"]) {
    const { places } = (await answer.json()) as { places: number };
    console.log(
      places === 0 ? "Everything can be opened: there is nothing to let go of." : "What no key opens is gone.",
    );
    return 0;
  }
  const { done, unopened } = (await answer.json()) as { done: number; unopened: Record<string, number> };
  const lost = Object.entries(unopened).map(([table, count]) => `${count} in ${table}`);
  console.log(
    values.open
      ? `${done} values were written open. Deploy the older version now: until then nothing is done.`
      : `${done} values were brought under the first key of KEEPING_KEY; the others lay under it already.`,
  );
  if (lost.length === 0) return 0;
  console.error(`These can't be opened: ${lost.join(", ")}. ${values.open ? NOT_YET : KEPT}`);
  return 1;
}

const NOT_YET =
  "An older version can't read them: set their key beside the present one, or run with --let-go, before you go back.";
const KEPT =
  "Answers are read again from Google Forms by the next run. Keep the former key if you have it; `npm run doctor` says what is left.";

process.exitCode = await main();
