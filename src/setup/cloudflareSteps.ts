import { createHash } from "node:crypto";
import { chmodSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Trouble } from "../cli/front.ts";
import type { Called } from "../cli/wrangler.ts";
import { OWN_CONFIG } from "../cli/wrangler.ts";
import { oneOfChoices } from "./dialogue.ts";
import { hasProject, writeOwnConfig } from "./ownConfig.ts";
import type { Place } from "./place.ts";

const DATABASE = "krug";
const WORKER = "krug";
/** A table that Krug's database has had since its first migration. */
const FIRST_TABLE = "sources";
/** Tables that SQLite, Cloudflare and wrangler keep for themselves. */
const NOT_OURS = /^(sqlite_|_cf_)|^d1_migrations$/;
const ELSEWHERE =
  "Rename or delete it at https://dash.cloudflare.com, or take another account: `npm run setup -- --again cloudflare`.";
/** Secrets that nobody but the set-up knows. */
const MADE_HERE = ["DASHBOARD_TOKEN", "KEEPING_KEY"];
const QUEUES = ["krug-jobs", "krug-jobs-dead"] as const;

/** Signs in, chooses the account, and makes the database and the queues where they are not there. */
export async function connectCloudflare(place: Place): Promise<void> {
  const { dialogue, state } = place;
  const who = (await whoIsSignedIn(place)) ?? (await signedIn(place));
  state.cloudflare.account = await chosenAccount(place, who.accounts);
  place.keep();
  await dialogue.screen.waiting("Making the database and the queues", async () => {
    state.cloudflare.database = await ensureDatabase(place);
    place.keep();
    for (const queue of QUEUES) await ensureQueue(place, queue);
  });
  dialogue.screen.tell(`Cloudflare knows you as ${who.email ?? "a token"}. The database and the queues are there.`);
}

interface SignedIn {
  email: string | null;
  accounts: { id: string; name: string }[];
}

/** Who wrangler is signed in as; null for nobody. @throws Trouble where Cloudflare can't be asked */
async function whoIsSignedIn(place: Place): Promise<SignedIn | null> {
  const called = await place.wrangler(["whoami", "--json"]);
  const answer = jsonIn(called.printed) as (SignedIn & { loggedIn?: boolean }) | null;
  if (answer?.loggedIn === true) return { email: answer.email ?? null, accounts: answer.accounts ?? [] };
  if (answer?.loggedIn === false) return null;
  throw new Trouble(sentenceOf(called, "Cloudflare can't be asked who is signed in"));
}

async function signedIn(place: Place): Promise<SignedIn> {
  if (!place.dialogue.screen.canAsk)
    throw new Trouble(
      "Nobody is signed in to Cloudflare. Run `npx wrangler login` first, or put an API token into CLOUDFLARE_API_TOKEN.",
    );
  place.dialogue.screen.tell("Cloudflare opens in your browser: let wrangler in.");
  await place.wrangler(["login"], { isShown: true });
  const who = await whoIsSignedIn(place);
  if (who === null) throw new Trouble("Nobody was signed in to Cloudflare. Run this again, and let wrangler in.");
  return who;
}

async function chosenAccount({ dialogue }: Place, accounts: SignedIn["accounts"]): Promise<string> {
  const [only] = accounts;
  if (only === undefined) throw new Trouble("Whoever is signed in to Cloudflare belongs to no account there.");
  if (accounts.length === 1) return only.id;
  const choices = accounts.map(({ id, name }) => ({ value: id, label: name, hint: id }));
  return dialogue.ask({
    flag: "--account",
    variable: "CLOUDFLARE_ACCOUNT_ID",
    says: "In which account?",
    choices,
    read: oneOfChoices(choices),
  });
}

async function ensureDatabase(place: Place): Promise<string> {
  const found = await databaseId(place);
  if (found !== null) return found;
  const made = await place.wrangler(["d1", "create", DATABASE]);
  const id = await databaseId(place);
  if (id === null) throw new Trouble(sentenceOf(made, "The database could not be made"));
  return id;
}

async function databaseId(place: Place): Promise<string | null> {
  const listed = await place.wrangler(["d1", "list", "--json"]);
  const databases = jsonIn(listed.printed) as { name: string; uuid: string }[] | null;
  if (databases === null) throw new Trouble(sentenceOf(listed, "The databases can't be listed"));
  return databases.find(({ name }) => name === DATABASE)?.uuid ?? null;
}

async function ensureQueue(place: Place, queue: string): Promise<void> {
  const made = await place.wrangler(["queues", "create", queue]);
  if (!made.isWell && !/code: 11009|already (taken|exists)/.test(made.said))
    throw new Trouble(sentenceOf(made, `The queue ${queue} could not be made`));
}

/** Brings the database to where this version wants it, deploys the Worker, and gives Cloudflare the secrets it has not got. */
export async function deploy(place: Place): Promise<void> {
  const { dialogue, state, root } = place;
  if (!hasProject(root)) throw new Trouble(`${root} is not Krug's folder: run this where its wrangler.toml lies.`);
  const { account, database } = state.cloudflare;
  const config = writeOwnConfig(root, { account, database: database ?? "", variables: state.variables });
  if (state.cloudflare.deployed === null)
    await dialogue.screen.waiting("Looking whether the names are free", () => holdOurs(place, database ?? ""));
  await dialogue.screen.waiting("Bringing the database up to date", async () => {
    const migrated = await place.wrangler(["d1", "migrations", "apply", DATABASE, "--remote", "--config", OWN_CONFIG]);
    if (!migrated.isWell) throw new Trouble(sentenceOf(migrated, "The database could not be brought up to date"));
  });
  const digest = digestOf(root, config);
  if (state.cloudflare.deployed !== digest)
    state.cloudflare.address = await dialogue.screen.waiting("Deploying the Worker", () => deployed(place));
  state.cloudflare.deployed = digest;
  place.keep();
  await placeSecrets(place);
}

/**
 * Before the first deployment: what is called as Krug's Worker and database are has to be Krug's, from a set-up that was broken off or
 * taken up again. @throws Trouble where either is another program's, before anything of it is changed
 */
async function holdOurs(place: Place, database: string): Promise<void> {
  const tables = await tablesIn(place);
  if (tables.length > 0 && !tables.includes(FIRST_TABLE))
    throw new Trouble(
      `The account has a database called ${DATABASE} that is another program's: it holds ${tables.slice(0, 3).join(", ")}. Nothing in it was changed. ${ELSEWHERE}`,
    );
  const bound = await databasesOfWorker(place);
  if (bound !== null && !bound.includes(database))
    throw new Trouble(
      `The account has a Worker called ${WORKER} that is another program's: it does not use Krug's database. It was not changed. ${ELSEWHERE}`,
    );
}

/** Tables of the database that a program made. */
async function tablesIn(place: Place): Promise<string[]> {
  const asked = ["--command", "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"];
  const called = await place.wrangler([
    ...["d1", "execute", DATABASE, "--remote", "--json", ...asked],
    ...["--config", OWN_CONFIG],
  ]);
  const answer = called.isWell ? (jsonIn(called.printed) as { results: { name: string }[] }[] | null) : null;
  if (answer === null) throw new Trouble(sentenceOf(called, "The database can't be looked at"));
  return answer.flatMap(({ results }) => results.map(({ name }) => name)).filter(name => !NOT_OURS.test(name));
}

/** The ids of the databases that the Worker of this name uses; null where there is no such Worker. */
async function databasesOfWorker(place: Place): Promise<string[] | null> {
  const named = ["--name", WORKER, "--json", "--config", OWN_CONFIG];
  const listed = await place.wrangler(["deployments", "list", ...named]);
  if (/code: (10007|10090)\b/.test(listed.said)) return null;
  const deployments = listed.isWell ? (jsonIn(listed.printed) as Deployment[] | null) : null;
  if (deployments === null) throw new Trouble(sentenceOf(listed, "It can't be seen which Workers there are"));
  const [version] = deployments.at(-1)?.versions ?? [];
  if (version === undefined) return null;
  const seen = await place.wrangler(["versions", "view", version.version_id, ...named]);
  const view = seen.isWell ? (jsonIn(seen.printed) as Version | null) : null;
  if (view === null) throw new Trouble(sentenceOf(seen, `The Worker called ${WORKER} can't be looked at`));
  return view.resources.bindings.flatMap(({ type, id }) => (type === "d1" && id !== undefined ? [id] : []));
}

/** One of a list in which the latest stands last. */
interface Deployment {
  versions: { version_id: string }[];
}

interface Version {
  resources: { bindings: { type: string; id?: string }[] };
}

async function deployed(place: Place): Promise<string> {
  const called = await place.wrangler(["deploy", "--config", OWN_CONFIG]);
  if (!called.isWell) throw new Trouble(sentenceOf(called, "The Worker could not be deployed"));
  const address = place.environment.KRUG_URL || /https:\/\/[\w.-]+\.workers\.dev/.exec(called.printed)?.[0];
  if (address === undefined)
    throw new Trouble(
      "The Worker was deployed, but not to an address of workers.dev. Put the address it has into KRUG_URL, and run this again.",
    );
  return address;
}

/** By standard input: no secret stands on a command line or in a file. */
async function placeSecrets(place: Place): Promise<void> {
  const { state, dialogue } = place;
  const names = Object.keys(state.secrets);
  if (names.length === 0) return;
  await dialogue.screen.waiting("Giving Cloudflare the secrets", async () => {
    const input = JSON.stringify(state.secrets);
    const called = await place.wrangler(["secret", "bulk", "--config", OWN_CONFIG], { input });
    if (!called.isWell) throw new Trouble(sentenceOf(called, "The secrets could not be given to Cloudflare"));
  });
  const made = MADE_HERE.flatMap(name =>
    state.secrets[name] === undefined ? [] : [`${name}  ${state.secrets[name]}`],
  );
  if (made.length > 0)
    dialogue.screen.tell(
      [
        ...made,
        "Keep both where you keep passwords: they are shown here, once, and nobody tells them again. The first opens the dashboard and lets the commands in; without the second nobody opens a backup.",
      ].join("\n"),
    );
  state.placed = [...new Set([...state.placed, ...names])].sort();
  state.secrets = {};
  place.keep();
}

/** A digest of what a deployment is made of: the code, its packages and the configuration. */
function digestOf(root: string, config: string): string {
  const digest = createHash("sha256").update(config);
  const files = readdirSync(join(root, "src"), { recursive: true, withFileTypes: true })
    .filter(file => file.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
  for (const file of [...files, join(root, "package-lock.json")])
    digest.update(readFileSync(file)).update(file.slice(root.length));
  return digest.digest("hex");
}

/** Writes all of the database to a file, as `npm run backup` does. */
export async function backUp(place: Place, file: string): Promise<void> {
  const words = ["d1", "export", DATABASE, "--remote", "--output", file, "--skip-confirmation", "--config", OWN_CONFIG];
  const called = await place.wrangler(words);
  if (!called.isWell) throw new Trouble(sentenceOf(called, "The backup was not made, so nothing was changed"));
  chmodSync(file, 0o600);
}

/** Takes the Worker and its queues away; the database only where that was asked for. */
export async function removeDeployed(place: Place, withDatabase: boolean): Promise<void> {
  const { state, dialogue } = place;
  const words: string[][] = [
    ["delete", "--force", "--config", OWN_CONFIG],
    ...QUEUES.map(queue => ["queues", "delete", queue]),
    ...(withDatabase ? [["d1", "delete", DATABASE, "--skip-confirmation"]] : []),
  ];
  await dialogue.screen.waiting("Taking it away from Cloudflare", async () => {
    for (const each of words) {
      const called = await place.wrangler(each);
      if (!called.isWell && !/not (be )?found|does not exist/i.test(called.said))
        throw new Trouble(sentenceOf(called, "Not all of it could be taken away"));
    }
  });
  Object.assign(state.cloudflare, { address: null, deployed: null, ...(withDatabase ? { database: null } : {}) });
  state.placed = [];
}

/** What went wrong, in a sentence that says what to do where that is known. */
function sentenceOf({ said }: Pick<Called, "said">, what: string): string {
  const known = KNOWN.find(([pattern]) => pattern.test(said));
  if (known !== undefined) return `${what}: ${known[1]}`;
  const [, error = ""] = /\[ERROR\]\s*([\s\S]*?)(?:\n\s*If you think this is a bug|\n\s*🪵|$)/.exec(said) ?? [];
  const words = (error === "" ? said : error).replace(/\s+/g, " ").trim();
  return `${what}. Wrangler says: ${words.slice(0, 600)}`;
}

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [
    /fetch failed|ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN/,
    "Cloudflare can't be reached. Are you online? Run this again: it goes on from here.",
  ],
  [
    /code: (100129|100328)|Workers Paid|not supported for the Free plan/i,
    "Krug needs the plan Workers Paid, for its queues and for the time a run computes. Take it at https://dash.cloudflare.com/?to=/:account/workers/plans, then run this again.",
  ],
  [
    /code: 10063|workers\.dev subdomain/i,
    "your account has no address at workers.dev yet. Choose one at https://dash.cloudflare.com/?to=/:account/workers/onboarding, then run this again.",
  ],
  [
    /code: (10000|9109|9106)|Authentication error|not authori[sz]ed/i,
    "Cloudflare does not let you. Sign in anew with `npx wrangler login`; where you use CLOUDFLARE_API_TOKEN, give the token the rights to edit Workers Scripts, D1 and Queues and to read Account Settings, at https://dash.cloudflare.com/profile/api-tokens.",
  ],
];

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
