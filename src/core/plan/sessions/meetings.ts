/**
 * Meetings of a group's members that people put on the programme's calendar by hand: which they are, and their pages.
 *
 * Idea: the guests tell. At least two are members of one active group, they are most of the guests and most of the group, and
 * the meeting lies in the group's round. It stands for the session the group should have there, if Krug planned none yet.
 * Cost: events times the groups of their guests.
 */

import type { Command, Values } from "../../domain/command.ts";
import type { EventCopy } from "../../domain/event.ts";
import type { Group } from "../../domain/group.ts";
import { isLetter } from "../../domain/letter.ts";
import { type Programme, programmeSpan, roundNumber } from "../../domain/programme.ts";
import { readableTitle } from "../../domain/values/content.ts";
import { eachGuarded } from "../../domain/values/guarded.ts";
import { markOf } from "../../domain/values/hash.ts";
import { atLocal, type Instant, type Interval, localDate, toIso } from "../../domain/values/time.ts";
import { sessionKey, spansOf } from "../../rules/scheduling/spans.ts";
import { isPeoples, meetingKey, parseMeetingKey } from "../../rules/sync/meeting.ts";
import { mayStart, personByEmail, programmeOf, type Snapshot } from "../../state/snapshot.ts";
import { isHelpGroup } from "../board/board.ts";
import type { Planning } from "../pass/planning.ts";

/** A meeting that is to get a page. */
interface Meeting {
  event: EventCopy & Interval;
  group: Group;
  programme: Programme;
  /** The how-manieth session of the round it stands for; null when there is one already. */
  number: number | null;
}

/** Meetings to come that people made and that have no page yet, soonest first. */
function meetingsToAdopt(snapshot: Snapshot, now: Instant): Meeting[] {
  const taken = new Set([...snapshot.links.values()].map(link => link.eventId));
  for (const key of snapshot.discarded) taken.add(parseMeetingKey(key)?.eventId ?? "");
  const spoken = new Set<string>();
  for (const session of snapshot.sessions.values()) {
    const named = parseMeetingKey(session.key);
    if (named === null) continue;
    taken.add(named.eventId);
    if (named.number !== null) spoken.add(sessionKey(named.groupId, "session", named.number));
  }
  const events = [...snapshot.events.values()]
    .filter(isTimed)
    .filter(event => !event.isCancelled && event.startsAt > now && !taken.has(event.id) && !isLetter(event.id))
    .filter(event => isPeoples({ eventId: event.id, seriesId: event.seriesId }) && event.isSeries !== true)
    .sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
  return eachGuarded(
    "meeting of people",
    events,
    event => {
      const [best] = groupsMeeting(snapshot, event);
      if (best === undefined) return [];
      const number = numberOn(best.programme, best.group, event.startsAt);
      const key = number === null ? "" : sessionKey(best.group.id, "session", number);
      const planned = snapshot.sessionsByKey.get(key);
      const isFree = number !== null && !spoken.has(key) && (planned === undefined || planned.status === "no_slot");
      if (isFree) spoken.add(key);
      return [{ event, ...best, number: isFree ? number : null }];
    },
    () => null,
  );
}

/** The pages of meetings people made; a page that found no slot becomes the meeting's. Nobody is mailed for it. */
export function decideMeetings({ snapshot, now, words }: Planning): Command[] {
  const made = ({ event, group, programme, number }: Meeting): Command => {
    const key = meetingKey({ groupId: group.id, number, eventId: event.id });
    const names = group.memberIds.flatMap(id => snapshot.people.get(id)?.name ?? []);
    const values: Values = {
      title: readableTitle(event.title) || words.sessionTitle({ names, kind: "session" }, programme.language),
      when: { start: toIso(event.startsAt), end: toIso(event.endsAt) },
      status: "planned",
      key,
    };
    const vacant = number === null ? undefined : snapshot.sessionsByKey.get(sessionKey(group.id, "session", number));
    if (vacant !== undefined)
      return {
        kind: "update_page",
        key: `adopt:${vacant.id}:${markOf(values)}`,
        source: "sessions",
        pageId: vacant.id,
        values,
      };
    const page = { ...values, group: [group.id], programme: [programme.id], kind: "session" };
    return { kind: "create_page", key, source: "sessions", values: page };
  };
  const meetings = meetingsToAdopt(snapshot, now).map(meeting => ({ ...meeting, id: meeting.group.id }));
  return eachGuarded("meeting of people", meetings, made);
}

/** The keys of the sessions that people have found a time for by themselves: Krug looks for none. */
export function sessionsMet(snapshot: Snapshot, now: Instant): Set<string> {
  const made = [...snapshot.sessions.values()].flatMap(session => parseMeetingKey(session.key) ?? []);
  const toCome = meetingsToAdopt(snapshot, now).map(({ group, number }) => ({ groupId: group.id, number }));
  return new Set(
    [...made, ...toCome].flatMap(({ groupId, number }) =>
      number === null ? [] : [sessionKey(groupId, "session", number)],
    ),
  );
}

/** The how-manieth session of its round a group should have in the stretch a moment lies in; null outside the round. */
function numberOn(programme: Programme, group: Group, at: Instant): number | null {
  const day = localDate(at, programme.zone);
  const spans = spansOf(programme, group).filter(span => span.kind === "session");
  return spans.find(span => span.startsOn <= day && day < span.lastsUntil)?.number ?? null;
}

function isTimed(event: EventCopy): event is EventCopy & Interval {
  return event.startsAt !== null && event.endsAt !== null;
}

/** The groups an event may be a meeting of, the one that is most complete first. */
function groupsMeeting(snapshot: Snapshot, event: EventCopy & Interval): { group: Group; programme: Programme }[] {
  const guestIds = new Set(event.guests.map(guest => personByEmail(snapshot, guest.email)?.id ?? guest.email));
  return [...snapshot.groups.values()]
    .flatMap(group => {
      const programme = programmeOf(snapshot, group);
      const present = group.memberIds.filter(id => guestIds.has(id)).length;
      const isMost = present >= 2 && 2 * present > guestIds.size && 2 * present > group.memberIds.length;
      if (programme?.status !== "active" || group.status !== "active" || !isMost || isHelpGroup(group)) return [];
      if (!isInRound(programme, group, event.startsAt) || !mayStart(snapshot, group.id, programme.id)) return [];
      return [{ group, programme, share: present / group.memberIds.length, present }];
    })
    .sort((a, b) => b.share - a.share || b.present - a.present || (a.group.id < b.group.id ? -1 : 1));
}

function isInRound(programme: Programme, group: Group, at: Instant): boolean {
  if (group.round === null) {
    const { startsAt, endsAt } = programmeSpan(programme);
    return at >= startsAt && (endsAt === null || at < endsAt);
  }
  const round = roundNumber(programme, group.round);
  return at >= atLocal(round.startsOn, 0, programme.zone) && at < atLocal(round.endsOn, 0, programme.zone);
}
