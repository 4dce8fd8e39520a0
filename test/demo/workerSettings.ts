import { PACE, type Playground } from "../world/playground.ts";

/** Whoever looks around signs in with it: the Worker of the demo stands on this machine alone. */
export const TOKEN = "look-around-as-a-coordinator";

/** What was said in confidence is sealed under it. */
export const KEY = "a-key-that-is-set-for-looking-around-alone";

/** The worker's settings, as an operator would give them, with the simulators' addresses and pace. */
export function settingsFor(
  playground: Playground,
  origins: { notion: string; google: string },
): Record<string, string> {
  const { connection, google } = playground;
  const { identity } = connection.google;
  if (identity.kind !== "person") throw new Error("the demo signs in as a person");
  return {
    NOTION_TOKEN: connection.notion.token,
    NOTION_PARENT_PAGE: connection.notion.parentPageId,
    NOTION_URL: origins.notion,
    NOTION_REQUESTS_A_MINUTE: String(PACE),
    GOOGLE_CALENDAR: playground.calendarId,
    GOOGLE_CLIENT_ID: google.oauth.clientId,
    GOOGLE_CLIENT_SECRET: google.oauth.clientSecret,
    GOOGLE_REFRESH_TOKEN: identity.refreshToken,
    GOOGLE_TOKEN_URL: `${origins.google}/token`,
    // Nothing rings the cron while somebody looks around.
    TICK_MINUTES: "0",
    GOOGLE_CALENDAR_URL: `${origins.google}/`,
    GOOGLE_FORMS_URL: `${origins.google}/`,
    GOOGLE_REQUESTS_A_MINUTE: String(PACE),
    WHO_READS: "the programme's coordinator",
    LANGUAGE: connection.language,
    DASHBOARD_TOKEN: TOKEN,
    KEEPING_KEY: KEY,
  };
}
