import type { WorldClock } from "../clock.ts";
import { listeners } from "../requestLog.ts";
import type { CalendarRecord } from "./calendar/model.ts";
import type { FormRecord, WatchRecord } from "./forms/model.ts";
import type { Identifiers } from "./identifiers.ts";
import type { ConsentCode } from "./oauth/consent.ts";
import type { GoogleSwitches } from "./switches.ts";

interface Account {
  email: string;
  name: string;
  timeZone: string;
  /** A service account: it has a calendar, but no person behind it. */
  robot: boolean;
}

/** Whom a bearer token speaks for. */
export interface Bearer {
  email: string;
  scopes: Set<string>;
  /** Wall clock, epoch milliseconds; null never expires. */
  expiresAt: number | null;
  /** A person's own token acts as they would in the user interface and counts against no quota. */
  person: boolean;
  /** A service account that speaks for itself. */
  undelegatedRobot: boolean;
}

interface RefreshGrant {
  email: string;
  scopes: Set<string>;
  revoked: boolean;
}

/** What the token endpoint knows of those who may ask. */
export interface OAuthSettings {
  clientId: string;
  clientSecret: string;
  serviceAccount: { email: string; delegated: boolean; delegatedScopes: string[] | null };
}

/** A mail that Google would have sent. */
export interface Mail {
  /** World time, epoch milliseconds. */
  at: number;
  to: string;
  kind: "invitation" | "update" | "cancellation" | "reply" | "sharing";
  eventId: string | null;
  recurringEventId?: string;
  /** Of a mail about a whole series: how it recurs, which its text tells. */
  recurrence?: readonly string[];
  summary: string;
  /** The organizer's address; of a secondary calendar, its id. */
  organizer: string;
  /** Start of the event as its JSON has it: a date or a date-time. */
  start: string | null;
  /** Who made the call. */
  actor: string;
  /** In replies: what was answered. */
  responseStatus?: string;
}

/** A web-hook channel that watches a calendar's events. */
export interface Channel {
  id: string;
  calendarId: string;
  resourceId: string;
  resourceUri: string;
  token: string | null;
  address: string;
  expiresAt: number;
  owner: string;
  messageNumber: number;
  /** The calendar changed since the last message. */
  dirty: boolean;
}

/** A push that waits to be delivered. */
export interface PendingPush {
  address: string;
  headers: Record<string, string>;
  body: string;
}

/** All that a simulator remembers. */
export interface GoogleState {
  clock: WorldClock;
  wallClock: () => number;
  identifiers: Identifiers;
  switches: GoogleSwitches;
  inviteLimit: number;
  listPageLimit: number;
  accounts: Map<string, Account>;
  bearers: Map<string, Bearer>;
  personTokens: Map<string, string>;
  refreshGrants: Map<string, RefreshGrant>;
  /** Codes of the consent page that were not fetched yet. */
  codes: Map<string, ConsentCode>;
  /** Who has agreed once. */
  consents: Set<string>;
  calendars: Map<string, CalendarRecord>;
  /** Which calendars each account has on its list besides its primary one. */
  lists: Map<string, Set<string>>;
  outbox: Mail[];
  /** World times at which a person invited guests, oldest first. */
  invitations: Map<string, number[]>;
  channels: Map<string, Channel>;
  forms: Map<string, FormRecord>;
  watches: Map<string, WatchRecord>;
  pushes: PendingPush[];
}

/** Puts a mail into the outbox. */
export function post(state: GoogleState, mail: Mail): void {
  state.outbox.push(mail);
  listeners.mail?.(mail);
}

const CONSUMER_DOMAINS: readonly string[] = ["gmail.com", "googlemail.com"];

/** True for an account that belongs to no organisation. */
export function isConsumer(email: string): boolean {
  return CONSUMER_DOMAINS.includes(domainOf(email));
}

/** The domain of an e-mail address. */
export function domainOf(email: string): string {
  return email.slice(email.lastIndexOf("@") + 1);
}
