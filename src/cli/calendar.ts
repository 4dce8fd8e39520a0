import { parseArgs } from "node:util";
import { refused, WHERE, workerOf } from "./asking.ts";

const HELP = `npm run calendar -- [--anew]
Shows which calendar Krug has planned everything in and which is set, where they are not the same.
--anew  plans everything to come in the calendar that is set: everybody is invited anew, once a coordinator says go where that
        is far more mails than usual. Meetings in the former calendar are not touched: delete them there, or their guests see
        each meeting twice. What has taken place stays known, and meetings that people made there themselves are left out.
${WHERE}`;

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { anew: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
  });
  const ask = workerOf(process.env);
  if (values.help || ask === null) {
    (values.help ? console.log : console.error)(HELP);
    return values.help ? 0 : 2;
  }
  const answer = await ask("/api/calendar");
  if (!answer.ok) return refused(answer);
  const { kept, set, isHeld } = (await answer.json()) as { kept: string | null; set: string; isHeld: boolean };
  if (!isHeld) {
    console.log(kept === null ? `No calendar was read yet; ${set} is set.` : `Krug plans in ${set}.`);
    return 0;
  }
  if (!values.anew) {
    console.log(`Krug has planned in ${kept}, and ${set} is set. Nothing is done until that is settled:
set GOOGLE_CALENDAR back to ${kept}, or begin in the other one with \`npm run calendar -- --anew\`.`);
    return 1;
  }
  const said = await ask("/api/calendar/anew", { method: "POST", body: JSON.stringify({ calendarId: set }) });
  if (!said.ok) return refused(said);
  console.log(
    `Coming meetings are planned in ${set} from now on. Delete those in ${kept}: Krug no longer looks after them.`,
  );
  return 0;
}

process.exitCode = await main();
