import { KEEPING_KEY } from "./keepingKey.ts";
import { GOOGLE_HOST, type Playground } from "./playground.ts";

/** Where the Worker of the tests is, for the services. */
export const WORKER = "https://krug.test";
/** The settings that let services tell it of changes. */
export const HOOKS = {
  PUBLIC_URL: WORKER,
  HOOK_SECRET: "a secret of the Worker that only tests know",
};
export const TOPIC = "projects/krug/topics/forms";
/** The subscription by which answers are pushed, as the simulator of Google has it. */
export const PUBSUB = {
  serviceAccountEmail: "push@krug.iam.gserviceaccount.com",
  audience: `${WORKER}/hooks/forms`,
};
export const FORMS_HOOK = {
  PUBSUB_TOPIC: TOPIC,
  PUBSUB_EMAIL: PUBSUB.serviceAccountEmail,
  GOOGLE_JWKS_URL: `${GOOGLE_HOST}/oauth2/v3/certs`,
};
/** A token that can also travel as a bearer: without a space. */
export const BEARER = "open-sesame-for-the-coordinator";

/** The settings under which a Worker lives in a playground; no hooks. */
export function settingsOf(playground: Playground): Record<string, string> {
  const { notion, google, whoReads, coordinators } = playground.connection;
  if (google.identity.kind !== "person") throw new Error("the world is signed in to by a person");
  return {
    NOTION_TOKEN: notion.token,
    NOTION_PARENT_PAGE: notion.parentPageId,
    NOTION_URL: notion.baseUrl,
    NOTION_REQUESTS_A_MINUTE: String(notion.requestsAMinute),
    GOOGLE_CALENDAR: google.calendarId,
    GOOGLE_CLIENT_ID: google.identity.clientId,
    GOOGLE_CLIENT_SECRET: google.identity.clientSecret,
    GOOGLE_REFRESH_TOKEN: google.identity.refreshToken,
    GOOGLE_TOKEN_URL: google.tokenUrl,
    GOOGLE_CALENDAR_URL: google.calendarUrl,
    GOOGLE_DRIVE_URL: google.driveUrl,
    GOOGLE_FORMS_URL: google.formsUrl,
    GOOGLE_REQUESTS_A_MINUTE: String(google.requestsAMinute),
    WHO_READS: whoReads,
    COORDINATORS: coordinators.join(", "),
    DASHBOARD_TOKEN: "open sesame",
    KEEPING_KEY,
  };
}
