import { parseArgs } from "node:util";
import { WorldClock } from "./clock.ts";
import { createGoogleSimulator } from "./google/index.ts";
import { createNotionSimulator } from "./notion/index.ts";
import { serve } from "./server.ts";

const NOTION_VERSION = "2026-03-11";

const PEOPLE = [
  { name: "Ana Petrova", email: "ana@team.example", timeZone: "Europe/Sofia" },
  { name: "Boris Koval", email: "boris@team.example", timeZone: "Europe/Kyiv" },
  { name: "Clara Weiss", email: "clara@team.example", timeZone: "Europe/Berlin" },
  { name: "Daria Ilieva", email: "daria@team.example", timeZone: "Europe/Sofia" },
  { name: "Emil Novak", email: "emil@team.example", timeZone: "Europe/Prague" },
];

const HELP = `npm run simulators [-- --notion-port PORT] [-- --google-port PORT] [-- --at INSTANT] [-- --seed N]
Serves the simulated Notion and Google until it is stopped; the first line printed tells addresses and tokens, as JSON.
--notion-port, --google-port  free ones unless given
--at                          the instant at which the world's clock stands
--seed                        draws the ids`;

const { values } = parseArgs({
  options: {
    "notion-port": { type: "string", default: "0" },
    "google-port": { type: "string", default: "0" },
    /** Instant at which the world starts. */
    at: { type: "string", default: "2026-01-05T08:00:00Z" },
    seed: { type: "string", default: "1" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

const clock = new WorldClock(Date.parse(values.at));
const seed = Number(values.seed);
const notion = createNotionSimulator({ clock, seed, people: PEOPLE.map(({ name, email }) => ({ name, email })) });
const google = createGoogleSimulator({ clock, seed, accounts: PEOPLE });
const notionServer = await serve(notion.fetch, Number(values["notion-port"]));
const googleServer = await serve(google.fetch, Number(values["google-port"]));

const emails = PEOPLE.map(person => person.email);
const tokensBy = (tokenOf: (email: string) => string) =>
  Object.fromEntries(emails.map(email => [email, tokenOf(email)]));

console.log(
  JSON.stringify({
    notion: {
      baseUrl: notionServer.origin,
      token: notion.botToken,
      version: NOTION_VERSION,
      rootPageId: notion.rootPageId,
      people: tokensBy(email => notion.personToken(email)),
    },
    google: {
      rootUrl: `${googleServer.origin}/`,
      tokenUrl: `${googleServer.origin}/token`,
      clientId: google.oauth.clientId,
      clientSecret: google.oauth.clientSecret,
      refreshToken: google.oauth.refreshTokens[emails[0]!],
      refreshTokens: google.oauth.refreshTokens,
      serviceAccount: { email: google.serviceAccount.email, privateKey: google.serviceAccount.privateKey },
      people: tokensBy(email => google.personToken(email)),
    },
    control: { notion: `${notionServer.origin}/_sim`, google: `${googleServer.origin}/_sim` },
  }),
);

async function stop(): Promise<void> {
  await Promise.all([notionServer.close(), googleServer.close()]);
  process.exit(0);
}
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
