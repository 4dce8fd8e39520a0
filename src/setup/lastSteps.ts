import { randomBytes } from "node:crypto";
import { type Ask, workerOf } from "../cli/asking.ts";
import { EXIT, Trouble } from "../cli/front.ts";
import { checksOf, lineOf } from "../cli/looking.ts";
import { deploy, removeDeployed } from "./cloudflareSteps.ts";
import type { Place } from "./place.ts";

/** Lets Notion and Google tell of changes at once, where that was wanted; without it each is found within a quarter of an hour. */
export async function askHooks(place: Place): Promise<void> {
  const { dialogue, state, secrets } = place;
  const isWanted = await dialogue.agree({
    flag: "--hooks",
    variable: null,
    says: "Is Krug to be told of changes at once?",
    help: "Without, it finds each within a quarter of an hour. With, it takes one more step by hand, in Notion. Later: npm run setup -- --again hooks.",
    suggested: "no",
  });
  if (!isWanted) return;
  state.variables.PUBLIC_URL = addressOf(place);
  if (!state.placed.includes("HOOK_SECRET")) {
    secrets.HOOK_SECRET = state.secrets.HOOK_SECRET ?? randomBytes(32).toString("base64url");
    state.secrets.HOOK_SECRET = secrets.HOOK_SECRET;
  }
  place.keep();
  await deploy(place);
  await connectNotionHook(place);
}

const PASTED = "pasted";

/** Notion's form for webhooks is filled in by hand: an address that takes one token, and that token pasted back. */
async function connectNotionHook(place: Place): Promise<void> {
  const { dialogue } = place;
  const ask = await workerIn(place);
  await dialogue.screen.waiting("Waiting for the Worker to answer", () => answering(addressOf(place)));
  if ((await ask<{ state: string }>("/api/hooks/notion")).state === "connected") {
    dialogue.screen.tell("Calendar and Notion tell of changes.");
    return;
  }
  if (!dialogue.screen.canAsk) {
    dialogue.screen.tell(
      "Calendar tells of changes from now on; Notion's hook is connected in a terminal, by --hooks yes.",
    );
    return;
  }
  const { address } = await ask<{ address: string }>("/api/hooks/notion/arm", {});
  dialogue.screen.tell(
    `Calendar tells of changes from now on. For Notion open your integration at https://www.notion.so/profile/integrations, “Webhooks”, “Create a subscription”, take all events of pages, data sources and comments, and give it this address, which works for a quarter of an hour:\n${address}`,
  );
  const token = await dialogue.ask({
    flag: null,
    variable: null,
    says: "Have you created the subscription there?",
    choices: [
      { value: PASTED, label: "Yes, Notion asks for its verification token" },
      { value: LATER, label: "Not now", hint: "`npm run setup -- --again hooks` goes on" },
    ],
    read: async given => {
      if (given === LATER) return null;
      const { verificationToken } = await ask<{ verificationToken: string | null }>("/api/hooks/notion/token", {});
      if (verificationToken === null)
        throw new Trouble("Nothing has come from Notion yet: create the subscription with the address above.");
      return verificationToken;
    },
  });
  if (token !== null) dialogue.screen.tell(`Paste this there, press “Verify”, and it is done:\n${token}`);
}

const LATER = "later";

/** The Worker's address. @throws Trouble before anything was deployed */
function addressOf({ environment, state }: Place): string {
  const address = environment.KRUG_URL || state.cloudflare.address;
  if (!address) throw new Trouble("Nothing is deployed yet: run `npm run setup` first.", EXIT.misused);
  return address;
}

/** How long a new address may take until it answers everywhere. */
const PATIENCE_MS = 90_000;
const BETWEEN_MS = 1500;
const MINUTE = 60_000;
const MOST_TRIES = 3;

/** Asks for the first run, looks at everything as the doctor does, and says where the dashboard is and how to get in. */
export async function look(place: Place): Promise<void> {
  const { dialogue } = place;
  const address = addressOf(place);
  const ask = await workerIn(place);
  await dialogue.screen.waiting("Waiting for the Worker to answer", () => answering(address));
  if (place.state.confirmed !== null) {
    await ask("/api/confirmed", place.state.confirmed);
    place.state.confirmed = null;
    place.keep();
  }
  const checks = await dialogue.screen.waiting("Asking for a run, and looking at everything", async () => {
    for (let tries = 1; ; tries += 1) {
      await ask("/api/sync", {});
      await untilRun(address);
      const found = await checksOf(ask, new URL(address));
      // All that was built just now counts against Notion's limit of requests a minute, and the first run may meet it.
      if (tries === MOST_TRIES || !found.some(({ isOk, says }) => !isOk && /rate limit|: busy:/.test(says)))
        return found;
      await new Promise(resolve => setTimeout(resolve, MINUTE));
    }
  });
  for (const check of checks) if (!check.isOk) dialogue.screen.warn(lineOf(check));
  const well = checks.filter(({ isOk }) => isOk).length;
  dialogue.screen.tell(`${well} of ${checks.length} things looked at are well; \`npm run doctor\` says all of them.`);
  dialogue.screen.tell(
    `The dashboard: ${address}\nGroups form four days before the first day, as drafts: the dashboard and a letter tell you when they wait for you.`,
  );
}

/** The deployed Worker: by the service token where Cloudflare Access stands before it, else by the dashboard's token. */
async function workerIn(place: Place): Promise<Ask> {
  const { CF_ACCESS_CLIENT_ID, CF_ACCESS_CLIENT_SECRET } = place.environment;
  const KRUG_URL = addressOf(place);
  if (CF_ACCESS_CLIENT_ID && CF_ACCESS_CLIENT_SECRET)
    return workerOf({ KRUG_URL, CF_ACCESS_CLIENT_ID, CF_ACCESS_CLIENT_SECRET });
  place.secrets.DASHBOARD_TOKEN ??= await place.dialogue.ask({
    flag: null,
    variable: "DASHBOARD_TOKEN",
    says: "The dashboard's token?",
    help: "It was shown when Krug was set up; Cloudflare tells it nobody. `npx wrangler secret put DASHBOARD_TOKEN` sets another one.",
    isSecret: true,
    read: given => given,
  });
  return workerOf({ KRUG_URL, DASHBOARD_TOKEN: place.secrets.DASHBOARD_TOKEN });
}

/** Waits for a new address, which may take a while. @throws Trouble where it takes too long */
async function answering(address: string): Promise<void> {
  if ((await health(address, answer => answer !== null)) === null)
    throw new Trouble(
      `${address} does not answer as Krug does. A new address may take some minutes: run this again, it goes on from here.`,
    );
}

/** Waits until a run has ended; where none does, what is looked at says so. */
async function untilRun(address: string): Promise<void> {
  await health(address, answer => answer?.runs === "heard");
}

/** What `/health` says once it says what is waited for; null where it does not in time. */
async function health(
  address: string,
  isIt: (answer: { runs?: string } | null) => boolean,
): Promise<{ runs?: string } | null> {
  for (let waited = 0; waited <= PATIENCE_MS; waited += BETWEEN_MS) {
    const answer = await fetch(new URL("/health", address))
      .then(response => response.json() as Promise<{ runs?: string }>)
      .catch(() => null);
    if (isIt(answer)) return answer;
    await new Promise(resolve => setTimeout(resolve, BETWEEN_MS));
  }
  return null;
}

/** Takes Krug away from Cloudflare, and says what stays and where. */
export async function remove(place: Place): Promise<void> {
  const { dialogue, state } = place;
  const address = addressOf(place);
  const isSure = await dialogue.agree({
    flag: "--sure",
    variable: null,
    says: `Take the Worker at ${address} and its queues away?`,
    help: "Nothing is synced or sent from then on. Meetings that stand in calendars stay there, and their guests are told nothing. `npm run backup` first, if you may want it back.",
    ...(dialogue.screen.canAsk ? { suggested: "no" } : {}),
  });
  if (!isSure) return;
  const withDatabase = await dialogue.agree({
    flag: "--with-database",
    variable: null,
    says: "The database too?",
    help: "It holds what Krug alone knows: figures of past periods, and who was erased.",
    suggested: "no",
  });
  await removeDeployed(place, withDatabase);
  // What only Cloudflare had is gone with it, and asked again by the steps that ask for it.
  const stays = ["language", "tables", "calendar", "programme", "people"];
  state.done = state.done.filter(name => stays.includes(name));
  place.keep();
  dialogue.screen.tell(
    [
      "What stays is yours:",
      `- in Notion: the tables and all pages, under https://www.notion.so/${state.variables.NOTION_PARENT_PAGE?.replaceAll("-", "") ?? ""}; take the integration off the page, or delete it`,
      `- at Google: the calendar ${state.variables.GOOGLE_CALENDAR ?? ""} with its meetings, the forms and their answers; the consent ends at https://myaccount.google.com/connections`,
      withDatabase ? "- at Cloudflare: nothing" : "- at Cloudflare: the database; `npm run setup` takes it up again",
      "- here: .krug/set-up.json and krug.wrangler.json, which hold no secret; delete them if you are not coming back",
    ].join("\n"),
  );
}
