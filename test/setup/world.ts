import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { type Called, wrangler } from "../../src/cli/wrangler.ts";
import { Dialogue, type Question, type Screen } from "../../src/setup/dialogue.ts";
import type { Place } from "../../src/setup/place.ts";
import { keepState, readState } from "../../src/setup/state.ts";
import { type CloudflareSimulator, createCloudflareSimulator } from "../simulators/cloudflare/index.ts";
import { serve } from "../simulators/server.ts";
import { COORDINATOR, GOOGLE_HOST, NOTION_HOST, openServices, type Services } from "../world/playground.ts";

/** What people do on Google's page: as whom, which boxes they leave empty, or that they do not agree. */
interface AtConsent {
  account?: string;
  without?: string[];
  isDenied?: boolean;
}

/** A folder, services with nothing of Krug's in them, and somebody at a browser. */
export interface SetUpWorld {
  services: Services;
  root: string;
  /** The client's file, as Google's console gives it out. */
  googleFile: string;
  environment: Record<string, string | undefined>;
  /** What is done each time Google's page is opened; the last goes on counting. */
  consents: AtConsent[];
  /** Cloudflare's command; in a world without Cloudflare nobody is signed in. */
  wrangler(words: readonly string[], how: { input?: string; account: string | null }): Promise<Called>;
  /** What was told, asked and warned of so far. */
  said: string[];
}

/** A world in which what is deployed runs. */
export interface CloudWorld extends SetUpWorld {
  cloudflare: CloudflareSimulator;
}

/** Monday morning. */
const STARTS = Date.parse("2027-01-11T08:00:00Z");

/** A world before anything was set up. The folder goes with the test. */
export function openSetUpWorld(): SetUpWorld {
  const services = openServices({
    startsAt: STARTS,
    people: [{ name: "Ana", email: "ana@example.org", zone: "Europe/Sofia" }],
  });
  const root = mkdtempSync(join(tmpdir(), "krug-set-up-"));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const googleFile = join(root, "client.json");
  writeClient(googleFile, services);
  return {
    services,
    root,
    googleFile,
    environment: {
      NOTION_URL: NOTION_HOST,
      GOOGLE_AUTH_URL: `${GOOGLE_HOST}/o/oauth2/v2/auth`,
      GOOGLE_TOKEN_URL: `${GOOGLE_HOST}/token`,
      GOOGLE_CALENDAR_URL: `${GOOGLE_HOST}/`,
      GOOGLE_FORMS_URL: `${GOOGLE_HOST}/`,
      GOOGLE_PEOPLE_URL: `${GOOGLE_HOST}/`,
    },
    consents: [{}],
    wrangler: async () => ({ isWell: false, printed: '{"loggedIn":false}', said: "" }),
    said: [],
  };
}

function writeClient(file: string, { google }: Services): void {
  const installed = {
    client_id: google.oauth.clientId,
    project_id: "simulated",
    client_secret: google.oauth.clientSecret,
    redirect_uris: ["http://localhost"],
  };
  writeFileSync(file, JSON.stringify({ installed }));
  chmodSync(file, 0o600);
}

/** All that a script gives, so that nobody is asked. */
export function allGiven(world: SetUpWorld): { flags: Record<string, string>; environment: Record<string, string> } {
  return {
    flags: {
      "--language": "en",
      "--page": world.services.notion.rootPageId,
      "--google-file": world.googleFile,
      "--coordinator": "Vera Schmidt",
      "--template": "peers",
      "--zone": "Europe/Sofia",
    },
    environment: { NOTION_TOKEN: world.services.notion.botToken },
  };
}

/** The place of a command run in this world, with what it was given; `answers` are those of somebody who can be asked. */
export function placeIn(
  world: SetUpWorld,
  given: { flags?: Record<string, string>; environment?: Record<string, string> },
  answers: ((question: Question<unknown>) => string | null) | null = null,
): Place {
  const { root, services } = world;
  const environment = { ...world.environment, ...given.environment };
  const state = readState(root);
  return {
    dialogue: new Dialogue(screenOf(world, answers), given.flags ?? {}, environment),
    state,
    keep: () => keepState(root, state),
    secrets: { ...state.secrets },
    environment,
    fetch: services.fetch,
    wrangler: (words, how = {}) => world.wrangler(words, { ...how, account: state.cloudflare.account }),
    openBrowser: address => agreeAt(world, address),
    root,
    now: () => services.clock.now(),
  };
}

function screenOf(world: SetUpWorld, answers: ((question: Question<unknown>) => string | null) | null): Screen {
  const tell = (line: string) => void world.said.push(line);
  return {
    canAsk: answers !== null,
    async answer(question) {
      tell(question.says);
      return question.elsewhere === undefined ? (answers?.(question) ?? null) : question.elsewhere();
    },
    begin: tell,
    tell,
    warn: tell,
    waiting: (says, act) => {
      tell(says);
      return act();
    },
  };
}

/** A world with a Cloudflare too, in which what is deployed runs in workerd. All of it is reached over HTTP. */
export async function openCloudWorld(): Promise<CloudWorld> {
  const world = openSetUpWorld();
  const { services, root } = world;
  const cloudflare = createCloudflareSimulator();
  const servers = await Promise.all(
    [
      services.notion.fetch,
      services.google.fetch,
      cloudflare.fetch,
      (request: Request) => cloudflare.ask("krug", request),
    ].map(handler => serve(handler)),
  );
  onTestFinished(async () => {
    await Promise.all(servers.map(server => server.close()));
    await cloudflare.close();
  });
  const [notion = "", google = "", api = "", worker = ""] = servers.map(({ origin }) => origin);
  for (const part of ["src", "node_modules", "wrangler.toml", "package.json", "package-lock.json", "tsconfig.json"])
    symlinkSync(join(PROJECT, part), join(root, part));
  Object.assign(world.environment, {
    NOTION_URL: notion,
    GOOGLE_AUTH_URL: `${google}/o/oauth2/v2/auth`,
    GOOGLE_TOKEN_URL: `${google}/token`,
    GOOGLE_CALENDAR_URL: `${google}/`,
    GOOGLE_FORMS_URL: `${google}/`,
    GOOGLE_PEOPLE_URL: `${google}/`,
    KRUG_URL: worker,
  });
  services.fetch = (input, init) => fetch(input, init);
  const environment = { CLOUDFLARE_API_BASE_URL: `${api}/client/v4`, CLOUDFLARE_API_TOKEN: cloudflare.token };
  world.wrangler = (words, how) => wrangler(words, { ...how, cwd: root, environment });
  return Object.assign(world, { cloudflare });
}

const PROJECT = join(import.meta.dirname, "../..");

/** Somebody at Google's page; sent back to where the program waits. */
async function agreeAt(world: SetUpWorld, address: string): Promise<void> {
  const { google } = world.services;
  const page = await google.fetch(new Request(address));
  if (page.status !== 200) throw new Error(await page.text());
  for (const consent of world.consents.length > 1
    ? world.consents.splice(0, world.consents.length - 1)
    : world.consents)
    await decide(google, address, consent);
}

async function decide(
  google: Services["google"],
  address: string,
  { account = COORDINATOR, without = [], isDenied = false }: AtConsent,
): Promise<void> {
  const scopes = (new URL(address).searchParams.get("scope") ?? "")
    .split(" ")
    .filter(scope => !without.includes(scope));
  const form = new URLSearchParams([
    ["account", account],
    ["decision", isDenied ? "deny" : "allow"],
    ...scopes.map(scope => ["scope", scope]),
  ]);
  const answer = await google.fetch(new Request(address, { method: "POST", body: form.toString() }));
  if (answer.status !== 302) throw new Error(await answer.text());
  await fetch(answer.headers.get("location") ?? "");
}
