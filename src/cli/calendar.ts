import { WHERE, workerOf } from "./asking.ts";
import { commandLine, front } from "./front.ts";

const SAYS = "Shows which calendar Krug has planned everything in and which is set, where they are not the same.";
const ANEW = `plans everything to come in the calendar that is set: everybody is invited anew, once a coordinator says go where that is far more mails than usual. Meetings in the former calendar are not touched: delete them there, or their guests see each meeting twice. What has taken place stays known, and meetings that people made there themselves are left out`;

const asked = commandLine("calendar", SAYS).option("--anew", ANEW).addHelpText("after", WHERE);

await front<{ anew?: true }>(asked, async ({ anew }) => {
  const ask = workerOf(process.env);
  const { kept, set, isHeld } = await ask<{ kept: string | null; set: string; isHeld: boolean }>("/api/calendar");
  if (!isHeld) {
    console.log(kept === null ? `No calendar was read yet; ${set} is set.` : `Krug plans in ${set}.`);
    return 0;
  }
  if (anew !== true) {
    console.log(`Krug has planned in ${kept}, and ${set} is set. Nothing is done until that is settled:
set GOOGLE_CALENDAR back to ${kept}, or begin in the other one with \`npm run calendar -- --anew\`.`);
    return 1;
  }
  await ask("/api/calendar/anew", { calendarId: set });
  console.log(
    `Coming meetings are planned in ${set} from now on. Delete those in ${kept}: Krug no longer looks after them.`,
  );
  return 0;
});
