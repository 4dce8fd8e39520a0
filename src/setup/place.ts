import { Trouble } from "../cli/front.ts";
import type { Called } from "../cli/wrangler.ts";
import { Failure } from "../core/domain/values/failure.ts";
import type { Dialogue } from "./dialogue.ts";
import type { SetUpState } from "./state.ts";

/** What each step of a set-up has at hand. */
export interface Place {
  dialogue: Dialogue;
  /** What is known so far. A step changes it and calls `keep` as soon as something must not be asked or made twice. */
  state: SetUpState;
  keep(): void;
  /** Secrets as long as this command runs, those that Cloudflare has already too. */
  secrets: Record<string, string>;
  environment: Readonly<Record<string, string | undefined>>;
  fetch: typeof fetch;
  /** Calls wrangler in the project's folder, for the account that was chosen. */
  wrangler(words: readonly string[], how?: { input?: string; isShown?: boolean }): Promise<Called>;
  /** Opens an address in the browser; where that can't be, nothing happens. */
  openBrowser(address: string): Promise<void>;
  /** The project's folder. */
  root: string;
  now(): number;
}

/** The address of a service: its own, unless the environment names another, which the Worker is then told of too. */
export function addressOf(place: Place, name: string, usual: string): string {
  const given = place.environment[name];
  if (!given) return place.state.variables[name] ?? usual;
  place.state.variables[name] = given;
  return given;
}

/** Does something at a service and says in a sentence what it answered where it would not. */
export async function asked<Value>(
  act: () => Promise<Value>,
  says: (failure: Failure) => string | null,
): Promise<Value> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Trouble(says(error) ?? usually(error));
  }
}

function usually(failure: Failure): string {
  const service = failure.service === "notion" ? "Notion" : "Google";
  if (failure.kind === "busy" || failure.kind === "in_doubt")
    return `${service} gives no answer just now (${failure.message}). Are you online? Try again in a minute.`;
  return `${service} answers: ${failure.message}`;
}

/** The zone of the machine this runs on, as the time zone database names it. */
export function machineZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
}
