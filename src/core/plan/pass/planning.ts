import type { Command } from "../../domain/command.ts";
import type { Session } from "../../domain/session.ts";
import type { Language } from "../../domain/values/language.ts";
import type { Instant } from "../../domain/values/time.ts";
import type { Wait } from "../../domain/wait.ts";
import type { CrowdPlans } from "../../rules/crowds/stages.ts";
import type { BusyTimes, FreeBusyNeed } from "../../rules/scheduling/members.ts";
import { NearMap, NotNear } from "../../state/near.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import type { Words } from "../../words/words.ts";
import { WeekRooms } from "./roomForGroups.ts";

/** How to decide, whatever the world is like. */
export interface Settings {
  /** The language of what has no programme. */
  language: Language;
  words: Words;
  /** True while the mass-change guard holds: only what reaches nobody, and leads to nothing that does, is decided. */
  isHeld?: boolean;
  /** The rounds of crowds that were computed; none without. */
  plans?: CrowdPlans;
  /** True where bodies of pages can be written; absent where nothing is at hand to write them with, or Notion takes none. */
  hasBodies?: boolean;
}

/** What was decided about the times of sessions. */
export interface SessionDecision {
  commands: Command[];
  /** Calendars to be looked at first; null when none. */
  needs: FreeBusyNeed | null;
  /** Sessions that get another time here: their events follow once the page has it. */
  moving: ReadonlySet<string>;
  /** Members not to be invited to a session, because its time does not suit them and no other suits all. */
  heldBack: ReadonlyMap<string, readonly string[]>;
  /** Groups and kinds of meeting (`rhythmKey`) that get their pages here: their series waits until all are there. */
  forming: ReadonlySet<string>;
  waits: Wait[];
}

/** What every part of a pass goes by: the world, the time, how to say things, and what the parts before it decided. */
export interface Planning {
  snapshot: Snapshot;
  now: Instant;
  words: Words;
  /** The language of what has no programme. */
  language: Language;
  /** Calendars as they were read; null while none was. */
  busy: BusyTimes | null;
  isHeld: boolean;
  plans: CrowdPlans;
  hasBodies: boolean;
  /** What is left of people's weeks, beside the groups formed in this pass. */
  rooms: WeekRooms;
  sessions: SessionDecision;
  /** The commands of each part before, by its name and the programme it was asked for (`WHOLE` for none); absent where it failed. */
  decided: ReadonlyMap<string, ReadonlyMap<string, readonly Command[]>>;
}

/** What it takes to say something now. */
export type Telling = Pick<Planning, "snapshot" | "now" | "words">;

/** Under this is kept what a part decided that is asked for no programme. */
export const WHOLE = "";

/** A pass at its beginning: nothing is decided yet. */
export function planningOf(known: Snapshot, now: Instant, settings: Settings, busy: BusyTimes | null = null): Planning {
  const snapshot = withOutcomesInTime(known, now);
  return {
    snapshot,
    now,
    busy,
    isHeld: false,
    plans: new Map(),
    hasBodies: false,
    ...settings,
    rooms: new WeekRooms(snapshot, now),
    sessions: NO_SESSIONS,
    decided: new Map(),
  };
}

/**
 * A session to which people are invited at a time to come is planned, whatever its page says of how it was: what people do to its
 * event reaches the page, and what they wrote counts once the time has passed.
 */
function withOutcomesInTime(snapshot: Snapshot, now: Instant): Snapshot {
  const { links, events, series } = snapshot;
  const isCutOff = (id: string) =>
    [...series.values()].some(({ heir }) => heir?.links.some(link => link.sessionId === id) === true);
  const isInvitedTo = (id: string) => {
    const link = links.get(id);
    if (link === undefined) return isCutOff(id);
    return !link.base.isCancelled && events.get(link.eventId)?.isCancelled === false;
  };
  const isTooSoon = ({ id, status, startsAt }: Session) =>
    (status === "met" || status === "not_met") && startsAt !== null && startsAt > now && isInvitedTo(id);
  if (![...snapshot.sessions.values()].some(isTooSoon)) return snapshot;
  if (snapshot.near?.isSlice === false) throw new NotNear("an outcome was written ahead");
  const inTime = (session: Session): Session => (isTooSoon(session) ? { ...session, status: "planned" } : session);
  const sessions = mapped(snapshot.sessions, inTime);
  const same = (session: Session): Session => sessions.get(session.id) ?? session;
  return {
    ...snapshot,
    sessions,
    sessionsByKey: mapped(snapshot.sessionsByKey, same),
    sessionsByGroup: mapped(snapshot.sessionsByGroup, own => own.map(same)),
  };
}

/** The same map with other values, that knows what it holds nothing of where it did before. */
function mapped<V>(all: ReadonlyMap<string, V>, other: (value: V) => V): ReadonlyMap<string, V> {
  return all instanceof NearMap ? all.mapped(other) : new Map([...all].map(([id, value]) => [id, other(value)]));
}

/** Where nothing is decided about the times of sessions. */
export const NO_SESSIONS: SessionDecision = {
  commands: [],
  needs: null,
  moving: new Set(),
  heldBack: new Map(),
  forming: new Set(),
  waits: [],
};

/** All that a part decided in this pass, whichever programmes it was asked for. */
export function decidedBy({ decided }: Planning, part: string): Command[] {
  return [...(decided.get(part)?.values() ?? [])].flat();
}
