import { InvalidArgumentError } from "commander";
import { commandLine, front, whole } from "../../src/cli/front.ts";
import { WorldClock } from "./clock.ts";
import { beginForSetUp } from "./forSetUp.ts";
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

interface Asked {
  notionPort: number;
  googlePort: number;
  at?: number;
  seed: number;
  setUp?: string;
}

const STARTS = "2026-01-05T08:00:00Z";

const COMMAND = commandLine(
  "simulators",
  "Serves the simulated Notion and Google until it is stopped; the first line printed tells addresses and tokens, as JSON.",
)
  .option("--notion-port <n>", "0 takes a free one", whole(0, 65_535), 0)
  .option("--google-port <n>", "0 takes a free one", whole(0, 65_535), 0)
  .option("--at <instant>", `the instant at which the world's clock stands, as ${STARTS}`, instant)
  .option("--set-up <folder>", "a Cloudflare too, on today's clock, and a folder with what `npm run setup` asks for")
  .option("--seed <n>", "draws the ids", whole(0, 2 ** 31 - 1), 1);

/** Milliseconds since 1970. @throws InvalidArgumentError where it is no instant. */
function instant(given: string): number {
  const at = Date.parse(given);
  if (Number.isNaN(at)) throw new InvalidArgumentError(`write it as ${STARTS}.`);
  return at;
}

async function serveBoth({ notionPort, googlePort, at, seed, setUp }: Asked): Promise<number> {
  const clock = new WorldClock(at ?? (setUp === undefined ? Date.parse(STARTS) : Date.now()));
  const notion = createNotionSimulator({ clock, seed, people: PEOPLE.map(({ name, email }) => ({ name, email })) });
  const google = createGoogleSimulator({ clock, seed, accounts: PEOPLE });
  const notionServer = await serve(notion.fetch, notionPort);
  const googleServer = await serve(google.fetch, googlePort);

  const forSetUp =
    setUp === undefined
      ? null
      : await beginForSetUp(
          setUp,
          { notion, google, people: PEOPLE },
          { notion: notionServer.origin, google: googleServer.origin },
          "krug",
        );
  if (setUp !== undefined)
    console.log(
      `Everything is there. In another terminal: . ${setUp}/environment\nMails: ${googleServer.origin}/_sim/outbox. Ctrl-C ends it.`,
    );

  const emails = PEOPLE.map(person => person.email);
  const tokensBy = (tokenOf: (email: string) => string) =>
    Object.fromEntries(emails.map(email => [email, tokenOf(email)]));

  const told = () =>
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
    });
  if (setUp === undefined) console.log(told());

  await new Promise<void>(resolve => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await Promise.all([notionServer.close(), googleServer.close(), forSetUp?.close()]);
  return 0;
}

await front<Asked>(COMMAND, serveBoth);
process.exit();
