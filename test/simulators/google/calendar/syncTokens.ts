import type { Call, Query } from "../call.ts";
import { calendarError, invalidValue } from "../errors.ts";
import type { CalendarRecord } from "./model.ts";

export interface PageToken {
  kind: "page";
  calendar: string;
  fingerprint: string;
  /** Length of the calendar's log when the first page was read. */
  upTo: number;
  offset: number;
}

export interface SyncToken {
  kind: "sync";
  calendar: string;
  fingerprint: string;
  /** Length of the calendar's log when the list that gave this token began. */
  since: number;
}

/** Parameters that may differ between the pages of a list and between its syncs. */
const FREE = new Set(["maxResults", "pageToken", "syncToken", "showDeleted", "timeMin", "timeMax", "fields"]);
const REFUSED = [
  "iCalUID",
  "orderBy",
  "privateExtendedProperty",
  "q",
  "sharedExtendedProperty",
  "timeMin",
  "timeMax",
  "updatedMin",
];

/** An opaque text for a token. */
export function encodeToken(token: PageToken | SyncToken): string {
  return btoa(encodeURIComponent(JSON.stringify(token))).replaceAll("=", "");
}

/** The token that a text stands for, or null. */
export function decodeToken(text: string): PageToken | SyncToken | null {
  try {
    return JSON.parse(decodeURIComponent(atob(text))) as PageToken | SyncToken;
  } catch {
    return null;
  }
}

/** What must stay the same from page to page and from sync to sync. */
export function fingerprintOf(query: Query): string {
  const kept = [...query.values].filter(([name]) => !FREE.has(name));
  return JSON.stringify(kept.map(([name, values]) => [name, [...values].sort()]).sort());
}

/**
 * Where in the calendar's log a call's sync token stands.
 * @throws ApiError 400 for parameters it cannot be combined with, 410 when it has expired.
 */
export function readSyncToken(call: Call, calendar: CalendarRecord): number {
  const { query } = call;
  for (const name of REFUSED) {
    if (!query.has(name)) continue;
    throw invalidValue(`Sync token cannot be used with other query restrictions: ${name}.`, "syncToken");
  }
  if (query.text("showDeleted") === "false") {
    throw invalidValue("Sync token cannot be used with showDeleted set to false.", "showDeleted");
  }
  const token = decodeToken(query.text("syncToken")!);
  const isForeign = token?.kind === "sync" && token.calendar !== calendar.id;
  if (isForeign && call.state.switches.foreignSyncToken === 410) throw fullSyncRequired();
  if (token?.kind !== "sync" || isForeign) {
    throw invalidValue("Invalid sync token value.", "syncToken");
  }
  if (token.since < calendar.syncFloor) throw fullSyncRequired();
  if (token.fingerprint !== fingerprintOf(query)) {
    throw invalidValue("Sync token cannot be used with parameters other than those it was given for.", "syncToken");
  }
  return token.since;
}

function fullSyncRequired() {
  return calendarError(410, "fullSyncRequired", "Sync token is no longer valid, a full sync is required.", {
    domain: "calendar",
    locationType: "parameter",
    location: "syncToken",
  });
}
