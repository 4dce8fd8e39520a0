import type { Language } from "../../core/domain/values/language.ts";
import type { GoogleIdentity } from "../../google/signIn.ts";
import type { Sql } from "../../store/database/sql.ts";

/** All the shell touches outside itself. In workerd it is the platform's; elsewhere whoever plays the world gives it. */
export interface World {
  fetch: typeof fetch;
  sql: Sql;
  /** Wall time, epoch milliseconds: tokens, leases, rate windows. World time comes with each message instead. */
  wallNow: () => number;
  /** Reads a file of the texts that are too long for the script (`src/text/assets`); absent where there are none: no bodies are made. */
  texts?: (file: string) => Promise<string>;
}

/** A Notion workspace and a Google identity, and how fast they may be used. */
export interface Connection {
  /** Names the lease; one deployment serves one connection. */
  id: string;
  notion: { token: string; baseUrl: string; parentPageId: string; requestsAMinute: number };
  google: {
    identity: GoogleIdentity;
    calendarId: string;
    tokenUrl: string;
    calendarUrl: string;
    driveUrl: string;
    formsUrl: string;
    requestsAMinute: number;
  };
  /** Where services may tell of changes; null where nothing reaches the Worker from outside and the cron finds them all. */
  hooks: {
    /** The Worker's own address, without a slash at the end. */
    publicUrl: string;
    secret: string;
    /** How answers are told, through Pub/Sub; null where they are not. */
    forms: { topic: string; audience: string; email: string; keysUrl: string } | null;
  } | null;
  /** The incoming webhook of a chat the coordinator reads; absent or null for none. */
  notices?: { webhook: string } | null;
  /** The language of what has no programme. */
  language: Language;
  /** Coordinators' addresses, in lower case; the Google account and those confirmed are coordinators too. */
  coordinators: readonly string[];
  /** Who can open single answers of the anonymous form: said in its first line. */
  whoReads: string;
  /**
   * Where a run stops and goes on in another message; `computing` is in hundredths of Y, by size (`Piece.effort`). Where more than
   * `living` pages live they are looked at in slices of `slice` people, one in a message.
   */
  budget: Record<"requests" | "statements" | "mails" | "wallMs" | "computing" | "living" | "slice", number>;
}
