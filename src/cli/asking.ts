import { writeFileSync } from "node:fs";
import { EXIT, Trouble } from "./front.ts";

/** What the help of every command ends with that asks the Worker. */
export const WHERE = `
KRUG_URL in the environment is the address of your Worker, for example https://krug.example.workers.dev;
DASHBOARD_TOKEN lets you in; behind Cloudflare Access CF_ACCESS_CLIENT_ID and CF_ACCESS_CLIENT_SECRET do, of the service token
that the Worker's ACCESS_SERVICE names.`;

/** The deployed Worker's API as an operator's command asks it: what it answers. @throws Refused, or Trouble where it gives no answer. */
export type Ask = <Answer>(path: string, posted?: object) => Promise<Answer>;

/** The Worker answers that it will not. */
export class Refused extends Trouble {
  readonly status: number;

  constructor(status: number, sentence: string) {
    super(sentence);
    this.status = status;
  }
}

/** Somebody waits: after so long it is said that something is done. */
const PATIENCE_MS = 2000;

/** Asks the Worker that the environment names. @throws Trouble where it names none, or none that can be. */
export function workerOf(environment: NodeJS.ProcessEnv): Ask {
  const { DASHBOARD_TOKEN, CF_ACCESS_CLIENT_ID, CF_ACCESS_CLIENT_SECRET } = environment;
  const base = addressOf(environment.KRUG_URL);
  const headers: Record<string, string> = {
    "content-type": "application/json",
    ...(DASHBOARD_TOKEN ? { authorization: `Bearer ${DASHBOARD_TOKEN}` } : {}),
    ...(CF_ACCESS_CLIENT_ID && CF_ACCESS_CLIENT_SECRET
      ? { "cf-access-client-id": CF_ACCESS_CLIENT_ID, "cf-access-client-secret": CF_ACCESS_CLIENT_SECRET }
      : {}),
  };
  return async <Answer>(path: string, posted?: object) => {
    const isPost = posted !== undefined;
    const init = { headers, ...(isPost ? { method: "POST", body: JSON.stringify(posted) } : {}) };
    const waiting = setTimeout(() => console.error(`Asking ${base.host} …`), PATIENCE_MS);
    try {
      const response = await fetch(new URL(path, base), init).catch(error => {
        throw new Trouble(`${base.origin} can't be reached (${whyOf(error)}). Is KRUG_URL right, and are you online?`);
      });
      const text = await response.text();
      const answer = jsonIn(text);
      if (!response.ok) throw new Refused(response.status, refusal(response.status, answer, text, environment));
      if (answer === undefined)
        throw new Trouble(
          `What ${base.origin} answers is not Krug's. Is KRUG_URL right? Where Cloudflare Access stands before it, set CF_ACCESS_CLIENT_ID and CF_ACCESS_CLIENT_SECRET.`,
        );
      return answer as Answer;
    } finally {
      clearTimeout(waiting);
    }
  };
}

/** The Worker's address. @throws Trouble with what it lacks. */
export function addressOf(given: string | undefined): URL {
  const trouble = (says: string) => new Trouble(`KRUG_URL ${says} (--help says more.)`, EXIT.misused);
  const example = "https://krug.example.workers.dev";
  if (!given) throw trouble(`is not set: it is the address of your Worker, for example ${example}.`);
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url === null || !/^https?:$/.test(url.protocol))
    throw trouble(`is “${given}”, which is no address: it begins with https://, for example ${example}.`);
  if (url.protocol === "http:" && !/^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname))
    throw trouble(`begins with http://, where anybody on the way could read your token: write https://${url.host}.`);
  return url;
}

function whyOf(error: unknown): string {
  const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
  return cause?.code ?? cause?.message ?? message;
}

/** Which setting the Worker does not take, or what it says itself. */
function refusal(status: number, answer: unknown, text: string, environment: NodeJS.ProcessEnv): string {
  const { error } = (answer ?? {}) as { error?: unknown };
  const says =
    typeof error === "string"
      ? error
      : text
          .replace(/<[^>]+>/g, " ")
          .replace(/\s+/g, " ")
          .trim();
  const told = `The Worker answers ${status}: ${says.slice(0, 2000)}`;
  if (status !== 401 && status !== 403) return told;
  const setting = environment.CF_ACCESS_CLIENT_ID
    ? "CF_ACCESS_CLIENT_ID and CF_ACCESS_CLIENT_SECRET"
    : "DASHBOARD_TOKEN";
  const isSet = Boolean(environment.CF_ACCESS_CLIENT_ID ?? environment.DASHBOARD_TOKEN);
  return isSet
    ? `${told}\nIt does not take your ${setting}: set what the Worker has (see --help).`
    : `${told}\nDASHBOARD_TOKEN is not set: put the Worker's into the environment (see --help).`;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes JSON to a file, or prints it for `-`. */
export function putJson(file: string, value: unknown): void {
  const json = `${JSON.stringify(value, null, 2)}\n`;
  if (file === "-") process.stdout.write(json);
  else writeFileSync(file, json);
}
