import { appendFileSync } from "node:fs";
import { counted } from "../text/operating/doctor.ts";
import { WHERE, workerOf } from "./asking.ts";
import { commandLine, front, writable } from "./front.ts";

/** Where erasures are remembered for backups, seen from the project's folder. */
const REMEMBERED = "erasures.jsonl";

const SAYS = "Erases the person with this address. Without --yes it shows what would be erased, and nothing is done.";
const YES = `does it. Who is still in is set to "left" first, so that a run takes them out of what is to come and tells the others; say it again some minutes later, and everything goes. Stopped half-way, it goes on when said again`;
const REMEMBER = `adds to this file what a backup of an earlier day must be cleaned of when it is taken back (digests, no names). Keep it beside your backups`;

const NOT_BY_KRUG = `What Krug can't erase, and you can:
- Answers in Google Forms: no service may delete them. Open each form, "Responses", "Individual", and delete theirs:
  https://docs.google.com/forms
- Notion keeps the emptied pages in the trash for 30 days, and earlier versions in "Version history" for as long as your plan
  says: https://www.notion.com/help/duplicate-delete-and-restore-content
- What people wrote in their own words about them: titles, notes and next steps on pages, comments, answers that name them.
- Events that people made in the calendar, events that were deleted earlier (Google keeps them for some weeks), and mails in
  people's boxes.
- Cloudflare can bring the database back as it was for up to 30 days (D1 Time Travel).`;

interface Counts {
  ownPages: number;
  pagesNaming: number;
  events: number;
  letters: number;
  answers: number;
}

function linesOf(counts: Counts): string {
  return [
    `- ${counted(counts.ownPages, "page", "pages")} of their own in Notion: emptied and put in the trash`,
    `- ${counted(counts.pagesNaming, "page", "pages")} of others: their name, address and links to their page, in what Krug wrote`,
    `- ${counted(counts.events, "event", "events")}: their place and their name, silently`,
    `- ${counted(counts.letters, "letter", "letters")} to them: deleted, silently`,
    `- ${counted(counts.answers, "answer", "answers")} of theirs that Krug has read, and all else of theirs in its database`,
    "Figures of four weeks that are over stay as they are: they name nobody.",
  ].join("\n");
}

interface Mention {
  url: string;
  where: string[];
}

/** What people wrote stays: where it is, so that they can be asked. */
function mentionLines(mentions: readonly Mention[]): string {
  if (mentions.length === 0) return "";
  const lines = mentions.map(({ url, where }) => `  ${url} (${where.join(", ")})`);
  return `\nPages on which people wrote this name or address, or a word like it; nothing there is changed:\n${lines.join("\n")}`;
}

interface Forgotten {
  state?: string;
  counts: Counts;
  mentions: Mention[];
  remember?: object;
}

async function main({ yes, remember: file }: { yes?: true; remember: string }, email = ""): Promise<number> {
  const ask = workerOf(process.env);
  const { state, counts, mentions, remember } = await (yes
    ? ask<Forgotten>("/api/forget", { email })
    : ask<Forgotten>(`/api/forget?email=${encodeURIComponent(email)}`));
  const left = `${NOT_BY_KRUG}${mentionLines(mentions)}`;
  if (remember !== undefined)
    appendFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), ...remember })}\n`);
  if (state === undefined)
    console.log(`This would be erased:\n${linesOf(counts)}\n${left}\nNothing was done. Add --yes to do it.`);
  if (state === "leaving")
    console.log(
      'They are set to "left", and a run was asked for: it takes them out of what is to come. Say this again in 5 minutes.',
    );
  if (state === "unfinished")
    console.log("Not all is erased: this minute's requests are used up. Say this again in 2 minutes, and it goes on.");
  if (state === "erased") console.log(`Erased:\n${linesOf(counts)}\n${left}`);
  return state === "unfinished" || state === "leaving" ? 3 : 0;
}

const asked = commandLine("forget", SAYS)
  .argument("<email>", "an address the person goes by")
  .option("--yes", YES)
  .option("--remember <file>", REMEMBER, writable, REMEMBERED)
  .addHelpText("after", WHERE);

await front(asked, main);
