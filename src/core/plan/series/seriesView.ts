import type { EventCopy, EventDraft } from "../../domain/event.ts";
import type { Group } from "../../domain/group.ts";
import type { Link } from "../../domain/link.ts";
import type { Programme } from "../../domain/programme.ts";
import type { Series } from "../../domain/series.ts";
import type { Session } from "../../domain/session.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import type { Instant } from "../../domain/values/time.ts";
import { isOfSlice } from "../../state/near.ts";
import { isSameMinute, isSingleNow } from "../../state/reshaped.ts";
import { programmeOf, type Snapshot } from "../../state/snapshot.ts";
import type { Planning } from "../pass/planning.ts";

/** An instance of a series that takes place and is to come, with its page. */
export interface Coming {
  link: Link;
  /** The start it has in the series. */
  originalStart: Instant;
  event: EventCopy;
  /** Null for a page in the trash, or one that can't be understood. */
  session: Session | null;
  isTrashed: boolean;
}

/** An instance that its meeting has no use for: another event is its own. */
interface Surplus {
  event: EventCopy;
  link: Link;
}

/** A series as it stands now. */
export interface SeriesView {
  series: Series;
  group: Group;
  programme: Programme;
  /** In the order of their places in the series. */
  coming: Coming[];
  /** Meetings to come that are off on their pages and that Calendar has put on again with a series people dragged. */
  backOn: Coming[];
  /** Instances to come of meetings that have an event of their own, which Calendar has put on with a series people dragged. */
  surplus: Surplus[];
  /** Places to come that people added to the series in Calendar, in order: no page is theirs. */
  added: Instant[];
  /** The latest place in the series that has taken place or has begun; null when none has. */
  lastBegun: Instant | null;
}

/** What the rules about series go by. */
export interface SeriesNeeds extends Planning {
  /** What a session's event should be; null for one of no group or programme. */
  draftOf: (session: Session, isNext: boolean) => EventDraft | null;
}

/** Every series that recurs, has a group and something to come, in a fixed order. */
export function seriesViews(snapshot: Snapshot, now: Instant): SeriesView[] {
  const links = Map.groupBy(snapshot.links.values(), link => link.seriesId);
  const inOrder = [...snapshot.series.values()]
    .filter(series => isOfSlice(snapshot, series.groupId) && !isSingleNow(snapshot, series.id))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const instances = Map.groupBy(snapshot.events.values(), event => event.seriesId);
  return eachGuarded(
    "series",
    inOrder,
    (series): SeriesView[] => {
      const group = snapshot.groups.get(series.groupId);
      const programme = group === undefined ? null : programmeOf(snapshot, group);
      if (group === undefined || programme === null || programme.status === "draft" || group.status === "draft")
        return [];
      const live = (links.get(series.id) ?? []).flatMap(link => comingOf(snapshot, link));
      const backOn = series.isMarked
        ? []
        : (links.get(series.id) ?? [])
            .flatMap(link => backOnOf(snapshot, link))
            .filter(meeting => startOf(meeting) > now);
      const begun = live.filter(meeting => startOf(meeting) <= now).map(meeting => meeting.originalStart);
      const coming = live.filter(meeting => startOf(meeting) > now).sort((a, b) => a.originalStart - b.originalStart);
      const lastBegun = begun.length === 0 ? null : Math.max(...begun);
      const surplus = surplusOf(snapshot, series).filter(({ event }) => (event.startsAt ?? 0) > now);
      const added = addedTo(series, instances.get(series.id) ?? []).filter(place => place > now);
      return coming.length + backOn.length === 0
        ? []
        : [{ series, group, programme, coming, backOn, surplus, lastBegun, added }];
    },
    series => series.groupId,
  );
}

/** The places of a series at which something takes place that is none of its sessions. */
function addedTo({ sessions }: Series, instances: readonly EventCopy[]): Instant[] {
  return instances
    .filter(({ isCancelled }) => !isCancelled)
    .flatMap(({ originalStart }) => (originalStart === null || String(originalStart) in sessions ? [] : originalStart))
    .sort((a, b) => a - b);
}

function comingOf(snapshot: Snapshot, link: Link): Coming[] {
  const event = snapshot.events.get(link.eventId);
  if (event === undefined || event.isCancelled || link.base.isCancelled || link.originalStart === null) return [];
  const session = snapshot.sessions.get(link.sessionId) ?? null;
  return [{ link, originalStart: link.originalStart, event, session, isTrashed: !snapshot.rows.has(link.sessionId) }];
}

/** A meeting that ended in Notion, or with its page, whose event lives all the same; nothing for one that is wished back, or held. */
function backOnOf(snapshot: Snapshot, link: Link): Coming[] {
  const { sessionId, base, tombstone } = link;
  const isTrashed = !snapshot.rows.has(sessionId);
  const isOff = base.isCancelled && (isTrashed || tombstone?.side === "notion") && !snapshot.held.has(sessionId);
  const [meeting] = comingOf(snapshot, { ...link, base: { ...base, isCancelled: false } });
  return !isOff || meeting === undefined || meeting.session?.status === "planned" ? [] : [{ ...meeting, link }];
}

function surplusOf(snapshot: Snapshot, series: Series): Surplus[] {
  const places = Object.entries(series.sessions);
  const own = places.filter(([, sessionId]) => snapshot.links.get(sessionId)?.seriesId !== series.id);
  if (own.length === 0) return [];
  const instances = [...snapshot.events.values()].filter(event => event.seriesId === series.id && !event.isCancelled);
  return own.flatMap(([start, sessionId]): Surplus[] => {
    const link = snapshot.links.get(sessionId);
    const event = instances.find(({ originalStart }) => originalStart === Number(start));
    const isElsewhere =
      link !== undefined &&
      !link.base.isCancelled &&
      link.eventId !== event?.id &&
      snapshot.events.get(link.eventId)?.isCancelled === false;
    return event === undefined || !isElsewhere ? [] : [{ event, link }];
  });
}

function startOf({ event, link }: Coming): Instant {
  return event.startsAt ?? link.base.startsAt;
}

/** True when the event has the time both sides last agreed on: nobody moved it in Calendar since. */
export function isEventAsAgreed({ event, link }: Coming): boolean {
  return isSameMinute(event.startsAt, link.base.startsAt) && isSameMinute(event.endsAt, link.base.endsAt);
}

/** True for a meeting that is off: cancelled, without a slot, or its page in the trash. */
export function isOff({ session, isTrashed }: Coming): boolean {
  return isTrashed || session?.status === "cancelled" || session?.status === "no_slot";
}
