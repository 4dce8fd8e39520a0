import type { Instant } from "./values/time.ts";

type Reply = "needsAction" | "accepted" | "declined" | "tentative";

export interface Guest {
  /** Lower case. Of a person Krug knows, once the mirror is understood, their main address. */
  email: string;
  reply: Reply;
  /** The addresses they stand on the event under, in its order. Absent where that is `email` alone. */
  as?: readonly string[];
  /** Those of them that Krug invited, and invites under no more: to be taken off. Absent where there is none. */
  former?: readonly string[];
  /** In a list that is to be written: the address whose place on the event this one takes. Absent where it takes none. */
  insteadOf?: string;
}

/** An event of the programme's calendar as it was last seen. */
export interface EventCopy {
  id: string;
  /** Changes on every write; what `If-Match` wants. */
  etag: string;
  isCancelled: boolean;
  title: string;
  description: string;
  /** Null for all-day events and for the stubs of deleted ones. */
  startsAt: Instant | null;
  endsAt: Instant | null;
  guests: Guest[];
  meetLink: string | null;
  htmlLink: string | null;
  updatedAt: Instant;
  /** The session Krug made it for, from the event's private properties; null for events people made. */
  sessionId: string | null;
  /** What both sides had agreed on when Krug last wrote the event (`sync/baseMark`); null where it says nothing. */
  baseMark: string | null;
  /** The series it is an instance of, and the start it had there; null for single events. */
  seriesId: string | null;
  originalStart: Instant | null;
  /** True for one that recurs, not for its instances. Absent where it does not. */
  isSeries?: boolean;
  /** True for another calendar's event that only invites the programme's: read, never written. Absent for its own. */
  isOthers?: boolean;
  /** True where Google shows only some of its guests: others may be invited too. Absent where it shows all. */
  areGuestsOmitted?: boolean;
  /** True for an instance that carries the marks of a series of Krug's, also of one people split off it. */
  isOfKrugsSeries?: boolean;
  /** What a letter keeps of its sending (`letters/letter`). Absent where it is none. */
  letterMark?: string;
}

/** What Krug wants an event to be. */
export interface EventDraft {
  title: string;
  description: string;
  startsAt: Instant;
  endsAt: Instant;
  zone: string;
  guestEmails: string[];
  guestsMayMove: boolean;
  /** True where a person from outside is invited, who may read nothing about the group. Absent where none is. */
  isKeptFromOutside?: boolean;
  /** False where those who declined are not asked anew when it moves. Absent where they are. */
  asksAnew?: boolean;
}

/** What an event may be that no page can say, or must not follow: why nothing of its time is taken over. */
export type OddEvent =
  /** It lasts whole days. */
  | "all_day"
  /** It is of a series that lasts whole days. */
  | "all_day_series"
  /** It ends when it begins. */
  | "no_length"
  /** It lasts longer than anybody meets. */
  | "too_long"
  /** It lies centuries off. */
  | "far"
  /** Its time has gone by, and the agreed one has not. */
  | "gone_by"
  /** A single one that people made recur. */
  | "recurring";

/** What of an event is to change; what is absent stays. */
export interface EventChanges {
  title?: string;
  description?: string;
  time?: { startsAt: Instant; endsAt: Instant; zone: string };
  guests?: Guest[];
}

/** Every address under which a person is on an event. */
export function addressesOfGuest({ email, as }: Pick<Guest, "email" | "as">): readonly string[] {
  return as ?? [email];
}
