import type { Watch } from "../run/alarm/silence.ts";
import type { Connection } from "../run/world/world.ts";
import type { AccessApplication, LetIn } from "../secrets/access.ts";
import type { Sql } from "../store/database/sql.ts";

/** What a message on the queue says: run this connection as of a world time. */
export interface RunMessage {
  connection: string;
  /** World time, epoch milliseconds; null where the sender can't know it: the run asks the services. */
  now: number | null;
  reason: string;
  /** A hook asks: only what hooks named is to be read. */
  isHint?: boolean;
  /** A run goes on that has read everything. */
  isRest?: boolean;
}

/** What the Worker was set up with, checked. */
export interface Config {
  sql: Sql;
  jobs: Queue<RunMessage>;
  connection: Connection;
  /** How people and commands show who they are. */
  door: DoorSettings;
  /** How runs are waited for. */
  watch: Watch;
}

/** How people and commands show who they are: to Cloudflare Access in front of the Worker, or to the Worker by a token. */
export type DoorSettings =
  | ({ kind: "access"; coordinators: readonly string[]; services: readonly string[] } & AccessApplication)
  | { kind: "token"; coordinator: string; reader: string | null };

/** How signatures are verified, and the wall's clock they are verified by. */
export interface Verifiers {
  wallNow: () => number;
  isSignedByNotion(body: string, signature: string | null, token: string): Promise<boolean>;
  /** Whether a bearer token is Google's word for the sender, and the keys to keep for the next time. */
  isFromSender(token: string, sender: FormsHookSettings, keys: unknown): Promise<{ isGenuine: boolean; keys: unknown }>;
  /** Who Access's word names, and the keys to keep for the next time. */
  whoIsLetIn(
    assertion: string,
    door: DoorSettings & { kind: "access" },
    keys: unknown,
  ): Promise<{ who: LetIn | null; keys: unknown }>;
}

export type HookSettings = NonNullable<Config["connection"]["hooks"]>;
type FormsHookSettings = NonNullable<HookSettings["forms"]>;
