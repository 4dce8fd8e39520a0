import { GoogleCalendar } from "../../src/google/calendar.ts";
import { GoogleForms } from "../../src/google/forms.ts";
import { GoogleDrive } from "../../src/google/responders.ts";
import { type GoogleIdentity, signIn } from "../../src/google/signIn.ts";
import { createGoogleSimulator, type GoogleSimulator } from "../simulators/google/index.ts";
import { routed } from "../world/playground.ts";

export const HOST = "http://google.sim";
export const OWNER = "owner@example.org";
export const ANA = "ana@example.org";
export const BORIS = "boris@example.org";

export interface Google {
  google: GoogleSimulator;
  fetch: typeof fetch;
  calendar: GoogleCalendar;
  forms: GoogleForms;
  drive: GoogleDrive;
  identity: GoogleIdentity;
}

/** Google with three people in it, and the adapters signed in as the owner. */
export async function openGoogle(options: Parameters<typeof createGoogleSimulator>[0] = {}): Promise<Google> {
  const google = createGoogleSimulator({
    accounts: [OWNER, ANA, BORIS].map(email => ({ email })),
    ...options,
  });
  const fetcher = routed({ [HOST]: request => google.fetch(request) });
  const identity: GoogleIdentity = {
    kind: "person",
    clientId: google.oauth.clientId,
    clientSecret: google.oauth.clientSecret,
    refreshToken: google.oauth.refreshTokens[OWNER] ?? "",
  };
  const { auth } = await signIn(identity, { fetch: fetcher, wallNow: Date.now, tokenUrl: `${HOST}/token` }, null);
  const access = { auth, fetch: fetcher, rootUrl: `${HOST}/`, paced: <T>(call: () => Promise<T>) => call() };
  return {
    google,
    fetch: fetcher,
    identity,
    calendar: new GoogleCalendar({ ...access, calendarId: OWNER }),
    forms: new GoogleForms(access),
    drive: new GoogleDrive({ ...access, auth: () => Promise.resolve(auth) }),
  };
}
