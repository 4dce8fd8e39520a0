import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CodeChallengeMethod, OAuth2Client } from "google-auth-library/build/src/auth/oauth2client.js";
import { Trouble } from "../cli/front.ts";
import { addressOf, type Place } from "./place.ts";

/** An OAuth client of Google's kind “Desktop app”. */
export interface DesktopClient {
  clientId: string;
  clientSecret: string;
}

/** Where Google's consent page and token endpoint are, and over what they are asked. */
interface ConsentWorld {
  authUrl: string;
  tokenUrl: string;
  fetch: typeof fetch;
}

/** What a person agreed to. */
interface Agreed {
  refreshToken: string | null;
  accessToken: string;
  scopes: string[];
  /** True where the consent screen is still in Testing: what was agreed ends after a week. */
  endsSoon: boolean;
}

/** A consent that is waited for on this machine. */
interface AwaitedConsent {
  /** The page to open in a browser. */
  address: string;
  /** The address the browser comes back to next, or came back to and nobody has taken. */
  cameBack(): Promise<string>;
  /** What the address a browser came back to says. @throws Trouble with what went wrong and what to do */
  finish(cameBackTo: string): Promise<Agreed>;
  close(): void;
}

/** What is asked of a person: scopes with what each is for, and whether the consent is to last. */
interface AskedConsent {
  scopes: Readonly<Record<string, string>>;
  isKept: boolean;
  /** What is told beside the address of the page. */
  says: string;
}

/** A person's consent, asked in the browser until all of it was given. @throws Trouble as the dialogue does */
export async function askConsent(place: Place, client: DesktopClient, asked: AskedConsent): Promise<Agreed> {
  const { environment, dialogue, fetch } = place;
  const world = {
    authUrl: environment.GOOGLE_AUTH_URL || "https://accounts.google.com/o/oauth2/v2/auth",
    tokenUrl: addressOf(place, "GOOGLE_TOKEN_URL", "https://oauth2.googleapis.com/token"),
    fetch,
  };
  const consent = await awaitConsent(client, { scopes: Object.keys(asked.scopes), isKept: asked.isKept }, world);
  try {
    dialogue.screen.tell(`${asked.says}\n${consent.address}`);
    await place.openBrowser(consent.address);
    return await dialogue.ask<Agreed>({
      flag: null,
      variable: null,
      says: "Waiting for the browser. Where it can't come back to this machine, paste the address it ended on.",
      elsewhere: consent.cameBack,
      read: async cameBackTo => wholeConsent(await consent.finish(cameBackTo), asked),
    });
  } finally {
    consent.close();
  }
}

/** A consent that lacks nothing. @throws Trouble with what it lacks and how to give it */
function wholeConsent(agreed: Agreed, { scopes, isKept }: AskedConsent): Agreed {
  const missing = Object.entries(scopes).flatMap(([scope, says]) => (agreed.scopes.includes(scope) ? [] : [says]));
  if (missing.length > 0)
    throw new Trouble(
      `You did not tick ${missing.join(" and ")}. Open the same address once more and tick every box: without that Krug can't work.`,
    );
  if (isKept && agreed.refreshToken === null)
    throw new Trouble(
      "Google gave no consent that lasts. Take Krug's access away at https://myaccount.google.com/connections, open the same address once more and agree again.",
    );
  if (isKept && agreed.endsSoon)
    throw new Trouble(
      "Your consent screen is in Testing, so this consent would end after a week. Press “Publish app” at https://console.cloud.google.com/auth/audience, open the same address once more and agree again.",
    );
  return agreed;
}

/**
 * Asks for a person's consent by Google's way for programs on one's own machine (RFC 8252): a redirect to 127.0.0.1, with PKCE and a state
 * that nobody can guess. The consent is asked anew each time, for Google gives a refresh token only then.
 */
async function awaitConsent(
  client: DesktopClient,
  { scopes, isKept }: { scopes: readonly string[]; isKept: boolean },
  world: ConsentWorld,
): Promise<AwaitedConsent> {
  const arrivals = arrivalsInTurn();
  const server = createServer((incoming, outgoing) => {
    const isAnswer = incoming.method === "GET" && /[?&](code|error)=/.test(incoming.url ?? "");
    outgoing.writeHead(isAnswer ? 200 : 404, { "content-type": "text/html; charset=utf-8", connection: "close" });
    outgoing.end(isAnswer ? DONE : "");
    if (isAnswer) arrivals.arrived(`${redirectUri}${(incoming.url ?? "").replace(/^\/+/, "")}`);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const oauth = clientAt(client, redirectUri, world);
  const { codeVerifier, codeChallenge } = await oauth.generateCodeVerifierAsync();
  const state = randomBytes(24).toString("base64url");
  const address = oauth.generateAuthUrl({
    access_type: isKept ? "offline" : "online",
    prompt: "consent",
    scope: [...scopes],
    state,
    code_challenge_method: CodeChallengeMethod.S256,
    ...(codeChallenge === undefined ? {} : { code_challenge: codeChallenge }),
  });
  return {
    address,
    cameBack: arrivals.next,
    finish: given => exchange(oauth, { given, state, codeVerifier, redirectUri }),
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Answers that come when they come, each taken once. */
function arrivalsInTurn() {
  const waiting: string[] = [];
  let take: ((address: string) => void) | null = null;
  return {
    arrived(address: string) {
      if (take === null) waiting.push(address);
      else take(address);
      take = null;
    },
    next: () =>
      new Promise<string>(resolve => {
        const first = waiting.shift();
        if (first === undefined) take = resolve;
        else resolve(first);
      }),
  };
}

async function exchange(
  oauth: OAuth2Client,
  {
    given,
    state,
    codeVerifier,
    redirectUri,
  }: { given: string; state: string; codeVerifier: string; redirectUri: string },
): Promise<Agreed> {
  const answer = URL.canParse(given) ? new URL(given).searchParams : null;
  const error = answer?.get("error");
  if (answer === null || (!answer.has("code") && !error))
    throw new Trouble(
      `This is not the address Google sends you back to. It begins with ${redirectUri} and has code= in it; copy it whole from the browser.`,
    );
  if (answer.get("state") !== state)
    throw new Trouble("This consent belongs to another attempt. Open the address above, and agree there.");
  if (error === "access_denied")
    throw new Trouble(
      "You did not agree, so Krug may do nothing at Google. Agree as the coordinator whose calendar the meetings are to stand in.",
    );
  if (error) throw new Trouble(`Google answers: ${error}. Try again.`);
  try {
    const { tokens } = await oauth.getToken({
      code: answer.get("code") ?? "",
      codeVerifier,
      redirect_uri: redirectUri,
    });
    return {
      refreshToken: tokens.refresh_token ?? null,
      accessToken: tokens.access_token ?? "",
      scopes: (tokens.scope ?? "").split(" ").filter(scope => scope !== ""),
      endsSoon: "refresh_token_expires_in" in tokens,
    };
  } catch (failure) {
    throw new Trouble(sentenceOf(failure));
  }
}

function sentenceOf(failure: unknown): string {
  const { response, message } = failure as {
    response?: { data?: { error?: string; error_description?: string } };
  } & Error;
  const error = response?.data?.error;
  if (error === "invalid_client")
    return "Google does not know this client or its secret. Download the client's JSON file anew: https://console.cloud.google.com/auth/clients";
  if (error === "invalid_grant")
    return "This consent was used before or is too old: agree once more, within ten minutes.";
  return `Google's sign-in answers: ${response?.data?.error_description ?? error ?? message}. Try again.`;
}

function clientAt({ clientId, clientSecret }: DesktopClient, redirectUri: string, world: ConsentWorld): OAuth2Client {
  return new OAuth2Client({
    clientId,
    clientSecret,
    redirectUri,
    endpoints: { oauth2AuthBaseUrl: world.authUrl, oauth2TokenUrl: world.tokenUrl },
    transporterOptions: { fetchImplementation: world.fetch as never, retryConfig: { retry: 0 } },
  });
}

const DONE = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Krug</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:30rem;margin:20vh auto;padding:0 1rem;text-align:center}</style>
<p>That is all here. You can close this page and go back to the terminal.</p></html>`;
