import { spawn } from "node:child_process";
import { LANGUAGES, type Language } from "../core/domain/values/language.ts";
import { TEMPLATES } from "../core/domain/values/templates.ts";
import { Dialogue } from "../setup/dialogue.ts";
import { remove } from "../setup/lastSteps.ts";
import type { Place } from "../setup/place.ts";
import { linesAlone, terminal } from "../setup/screen.ts";
import { keepState, readState } from "../setup/state.ts";
import { again, goThrough, STEP_NAMES, type StepName, tablesAlone, upgrade } from "../setup/steps.ts";
import { commandLine, front, oneOf, readable } from "./front.ts";
import { wrangler } from "./wrangler.ts";

const SAYS =
  "Sets Krug up, from nothing to a running programme: asks what it has to know, tries each thing as it is given, and goes on where it was broken off. Run again it changes nothing.";

interface Flags {
  yes?: true;
  views: boolean;
  tables?: true;
  upgrade?: true;
  remove?: true;
  again?: StepName;
  until?: StepName;
  [flag: string]: string | boolean | undefined;
}

const OPENERS: Readonly<Record<string, readonly string[]>> = {
  darwin: ["open"],
  win32: ["cmd", "/c", "start", ""],
};

const asked = commandLine("setup", SAYS)
  .option("--language <code>", LANGUAGES.join(", "), oneOf<Language>(LANGUAGES))
  .option("--page <link>", "the page in Notion under which the workspace is built, by its link or id")
  .option("--no-views", "leaves out boards, calendars and charts")
  .option(
    "--google-file <file>",
    "the JSON file of a client of the type “Desktop app”, or of a service account",
    readable,
  )
  .option("--acts-for <address>", "for whom a service account acts")
  .option("--calendar <id>", "the calendar of meetings; “new” makes one")
  .option("--calendar-name <name>", "what a new one is called: guests see it as the sender")
  .option("--coordinator <name>", "your name, as people in the programme know you")
  .option("--template <kind>", `${Object.keys(TEMPLATES).join(", ")} or none`)
  .option("--programme <name>", "the name of the first programme")
  .option("--zone <zone>", "its time zone, for example Europe/Sofia")
  .option("--start <day>", "its first day, for example 2027-03-01")
  .option("--end <day>", "its last day; “none” where it goes on")
  .option("--people <file>", "a CSV file of people; “members” for everybody Notion lists, or “none”")
  .option("--columns <list>", "which of its columns says what, where it is not guessed: E-mail=Mail, Name=Who")
  .option("--consent <yes|no>", "whether people agreed on the days that its column of consent holds")
  .option("--days <order>", "how 03/04/2027 is meant there: day-first, month-first")
  .option("--write <yes|no>", "whether what was shown of it is written")
  .option("--account <id>", "the account at Cloudflare, where there are several")
  .option("--hooks <yes|no>", "whether Notion and Calendar tell of changes at once")
  .option("--again <step>", `goes through a step once more: ${STEP_NAMES.join(", ")}`, oneOf<StepName>(STEP_NAMES))
  .option(
    "--upgrade",
    "brings what is deployed to this version: backup, database, Worker, columns, a look at everything",
  )
  .option("--remove", "takes Krug away from Cloudflare, and says what stays")
  .option("--sure <yes|no>", "that it is to be taken away")
  .option("--with-database <yes|no>", "that its database goes too")
  .option("--tables", "builds what is missing of the tables, and nothing else")
  .option("--yes", "asks nothing: takes what is given, and what is usual for the rest")
  .addHelpText(
    "after",
    `
Secrets are asked for, or stand in the environment, for others can read a command line: NOTION_TOKEN, the secret of your Notion
integration; CLOUDFLARE_API_TOKEN, where you are not signed in by \`wrangler login\`; DASHBOARD_TOKEN and KEEPING_KEY, where you want
your own. KRUG_URL is the Worker's address where it is not at workers.dev. How far it came is kept in .krug/set-up.json, which only you can read; each secret goes from there once Cloudflare has it.`,
  );

await front<Flags>(asked, async flags => {
  const root = process.cwd();
  const state = readState(root);
  const canAsk = process.stdin.isTTY === true && process.stdout.isTTY === true && flags.yes !== true;
  const screen = canAsk ? terminal(process.stdin, process.stdout) : linesAlone(console.log, console.error);
  const place: Place = {
    dialogue: new Dialogue(screen, byTheirNames(asked.opts()), process.env),
    state,
    keep: () => keepState(root, state),
    secrets: { ...state.secrets },
    environment: process.env,
    fetch,
    wrangler: (words, how = {}) => wrangler(words, { ...how, cwd: root, account: state.cloudflare.account }),
    openBrowser: canAsk ? openBrowser : async () => {},
    root,
    now: Date.now,
  };
  if (flags.again !== undefined) again(place, flags.again);
  if (flags.tables) await tablesAlone(place, flags.views);
  else if (flags.remove) await remove(place);
  else if (flags.upgrade) await upgrade(place, flags.views);
  else await goThrough(place, { withViews: flags.views, until: flags.until });
  return 0;
});

/** Flags as they are typed, of those that say something. */
function byTheirNames(given: Readonly<Record<string, unknown>>): Record<string, string> {
  const texts = Object.entries(given).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(
    texts.map(([name, value]) => [`--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`, value]),
  );
}

/** Opens an address in the browser; where there is none, the address stands in the terminal to be copied. */
function openBrowser(address: string): Promise<void> {
  const [command = "xdg-open", ...words] = OPENERS[process.platform] ?? ["xdg-open"];
  const given = process.platform === "win32" ? address.replaceAll("&", "^&") : address;
  return new Promise(resolve => {
    const opened = spawn(command, [...words, given], { stdio: "ignore", detached: true });
    opened.once("error", () => resolve());
    opened.once("spawn", () => {
      opened.unref();
      resolve();
    });
  });
}
