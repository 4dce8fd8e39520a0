import type { FaultOrder } from "../faults.ts";
import { ApiError } from "./errors.ts";
import { renderResponse } from "./forms/responses.ts";
import { type Submission, submit } from "./forms/submission.ts";
import type { GoogleSimulator } from "./index.ts";
import type { PushSubscription } from "./push.ts";
import type { GoogleState } from "./state.ts";
import type { GoogleSwitches } from "./switches.ts";

type Json = Record<string, unknown>;

/** What only the control paths may do, besides what the simulator itself offers. */
export interface ControlPowers {
  setSubscription(subscription: PushSubscription | null): void;
}

/** Answers /_sim/...: what tests and the demo do to the world behind the service. Neither logged nor limited. */
export async function answerControl(
  simulator: GoogleSimulator,
  powers: ControlPowers,
  method: string,
  path: string,
  body: string,
): Promise<Response> {
  try {
    const input = body === "" ? {} : (JSON.parse(body) as Json);
    const result = await control(simulator, powers, `${method} ${path.slice("/_sim/".length)}`, input);
    return Response.json(result ?? {});
  } catch (error) {
    if (error instanceof ApiError) return error.toResponse();
    return Response.json({ error: String(error instanceof Error ? error.message : error) }, { status: 400 });
  }
}

async function control(
  simulator: GoogleSimulator,
  powers: ControlPowers,
  command: string,
  input: Json,
): Promise<unknown> {
  const { state } = simulator;
  switch (command) {
    case "GET clock":
      return clockOf(state);
    case "POST clock":
      state.clock.set(typeof input.at === "number" ? input.at : instantOf(String(input.at)));
      return clockOf(state);
    case "POST faults":
      simulator.faults.order(input as unknown as FaultOrder);
      return { pending: simulator.faults.pending() };
    case "DELETE faults":
      return simulator.faults.clear();
    case "GET log":
      return { entries: simulator.log.entries };
    case "DELETE log":
      return simulator.log.clear();
    case "GET outbox":
      return { mails: simulator.outbox };
    case "DELETE outbox":
      simulator.outbox.length = 0;
      return {};
    case "POST accounts":
      return simulator.addAccount(input as { email: string; name?: string; timeZone?: string });
    case "GET accounts":
      return {
        accounts: [...state.accounts.values()].map(account => ({ ...account, ...tokensOf(simulator, account.email) })),
      };
    case "GET switches":
      return simulator.switches;
    case "POST switches":
      return setSwitches(simulator.switches, input as Partial<GoogleSwitches>);
    case "POST reset":
      return simulator.reset();
    case "POST push/deliver":
      return simulator.deliverPushes();
    case "POST push/subscription":
      powers.setSubscription(input as unknown as PushSubscription);
      return {};
    case "POST revoke":
      simulator.revoke(String(input.email));
      return {};
    case "POST expireSyncTokens":
      simulator.expireSyncTokens(input.calendarId === undefined ? undefined : String(input.calendarId));
      return {};
    case "GET forms":
      return {
        forms: [...state.forms.values()].map(form => ({ formId: form.id, owner: form.owner, info: form.info })),
      };
    default:
      return controlForm(simulator, command, input);
  }
}

function controlForm(simulator: GoogleSimulator, command: string, input: Json): unknown {
  const { state } = simulator;
  const match = /^(POST|GET|DELETE) forms\/([^/]+)(\/responses|\/share)?$/.exec(command);
  const form = match === null ? undefined : state.forms.get(match[2]!);
  if (match === null) throw new ApiError(404, "no such control", { error: `no such control: ${command}` });
  if (form === undefined) throw new ApiError(404, "no such form", { error: "the form does not exist" });
  switch (`${match[1]} ${match[3] ?? ""}`) {
    case "POST /responses":
      return renderResponse(form, submit(state, form.id, input as unknown as Submission));
    case "GET /responses":
      return { responses: [...form.responses.values()].map(response => renderResponse(form, response)) };
    case "POST /share":
      form.editors.add(String(input.email));
      return {};
    case "DELETE ":
      simulator.deleteForm(form.id);
      return {};
    default:
      throw new ApiError(404, "no such control", { error: `no such control: ${command}` });
  }
}

function tokensOf(simulator: GoogleSimulator, email: string): { token: string; refreshToken: string | null } {
  return { token: simulator.personToken(email), refreshToken: simulator.oauth.refreshTokens[email] ?? null };
}

function setSwitches(switches: GoogleSwitches, wanted: Partial<GoogleSwitches>): GoogleSwitches {
  for (const name of Object.keys(wanted)) {
    if (!Object.hasOwn(switches, name)) throw new Error(`no such switch: ${name}`);
  }
  return Object.assign(switches, wanted);
}

function clockOf(state: GoogleState) {
  return { at: state.clock.now(), iso: new Date(state.clock.now()).toISOString() };
}

function instantOf(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw new Error(`not an instant: ${text}`);
  return at;
}
