import { JWT, OAuth2Client } from "google-auth-library";
import { type calendar_v3, calendar as calendarClient } from "googleapis/build/src/apis/calendar/index.js";
import { type drive_v3, drive as driveClient } from "googleapis/build/src/apis/drive/index.js";
import { type forms_v1, forms as formsClient } from "googleapis/build/src/apis/forms/index.js";
import { check } from "./contract.ts";
import { createGoogleSimulator, type GoogleSimulator, type GoogleSimulatorOptions } from "./index.ts";

type Send = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

export interface Clients {
  calendar: calendar_v3.Calendar;
  forms: forms_v1.Forms;
  drive: drive_v3.Drive;
  auth: OAuth2Client;
}

export const TOKEN_URL = "https://oauth2.googleapis.com/token";

/** Five people of two organisations; a small world of known times. */
export function aGoogle(options: GoogleSimulatorOptions = {}): GoogleSimulator {
  return createGoogleSimulator({
    accounts: [
      { email: "ann@ours.example", name: "Ann", timeZone: "Europe/Sofia" },
      { email: "bob@ours.example", name: "Bob", timeZone: "Europe/Kyiv" },
      { email: "cleo@ours.example", name: "Cleo", timeZone: "Europe/Sofia" },
      { email: "dan@theirs.example", name: "Dan", timeZone: "America/New_York" },
    ],
    quotas: {
      calendarPerMinutePerUser: 100_000,
      formsReadPerMinute: 100_000,
      formsExpensiveReadPerMinute: 100_000,
      formsWritePerMinute: 100_000,
    },
    ...options,
  });
}

/** The line to a simulator in process; every exchange is held against the contract. */
export function lineTo(sim: GoogleSimulator): Send {
  return async (url, init) => {
    const request = new Request(url, init);
    const text = request.method === "GET" ? "" : await request.clone().text();
    const response = await sim.fetch(request);
    const body = await response.clone().text();
    check({
      method: request.method,
      url: new URL(request.url),
      requestBody: readJson(text),
      status: response.status,
      body: readJson(body),
    });
    return response;
  };
}

/** The official clients, signed in with an account's refresh token. */
export function appOf(sim: GoogleSimulator, email: string): Clients {
  const fetchImplementation = lineTo(sim);
  const auth = new OAuth2Client({
    clientId: sim.oauth.clientId,
    clientSecret: sim.oauth.clientSecret,
    endpoints: { oauth2TokenUrl: TOKEN_URL },
    transporterOptions: { fetchImplementation },
  });
  auth.setCredentials({ refresh_token: sim.oauth.refreshTokens[email] });
  return clientsWith(auth, fetchImplementation);
}

/** The official clients in the hands of a person. */
export function personOf(sim: GoogleSimulator, email: string): Clients {
  const auth = new OAuth2Client();
  auth.setCredentials({ access_token: sim.personToken(email) });
  return clientsWith(auth, lineTo(sim));
}

/** The official clients as the service account, or as the person it was allowed to stand for. */
export function robotOf(sim: GoogleSimulator, subject?: string, scopes = ALL_SCOPES): Clients {
  const fetchImplementation = lineTo(sim);
  const auth = new JWT({
    email: sim.serviceAccount.email,
    key: sim.serviceAccount.privateKey,
    scopes,
    subject,
    transporterOptions: { fetchImplementation },
  });
  return clientsWith(auth, fetchImplementation);
}

export const ALL_SCOPES = ["calendar", "forms.body", "forms.responses.readonly"].map(
  name => `https://www.googleapis.com/auth/${name}`,
);

/** The official clients over some line. */
export function clientsWith(auth: OAuth2Client, fetchImplementation: Send, rootUrl?: string): Clients {
  const options = { auth, retry: false, fetchImplementation, ...(rootUrl === undefined ? {} : { rootUrl }) };
  return {
    calendar: calendarClient({ version: "v3", ...options }),
    forms: formsClient({ version: "v1", ...options }),
    drive: driveClient({ version: "v3", ...options }),
    auth,
  };
}

export interface Failure {
  status: number;
  reason: string;
  message: string;
  domain: string;
}

/** How a call failed; fails itself when it did not. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  try {
    await promise;
  } catch (thrown) {
    const response = (thrown as { response?: { status: number; data: unknown } }).response;
    if (response === undefined) throw thrown;
    const error = (response.data as { error?: unknown })?.error;
    if (typeof error === "string") return { status: response.status, reason: error, message: "", domain: "" };
    const { errors, status, message } = (error ?? {}) as {
      errors?: { reason: string; domain: string }[];
      status?: string;
      message?: string;
    };
    const reason = errors?.[0]?.reason ?? status ?? "";
    return { status: response.status, reason, message: message ?? "", domain: errors?.[0]?.domain ?? "" };
  }
  throw new Error("the call succeeded");
}

/** The body of an ordinary meeting on 2026-02-02, ten to eleven in Sofia; anything else may be laid over it. */
export function aMeeting(over: calendar_v3.Schema$Event = {}): calendar_v3.Schema$Event {
  return {
    summary: "Pair session",
    start: { dateTime: "2026-02-02T10:00:00", timeZone: "Europe/Sofia" },
    end: { dateTime: "2026-02-02T11:00:00", timeZone: "Europe/Sofia" },
    ...over,
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
