import type { EventCopy } from "../../domain/event.ts";
import type { Group } from "../../domain/group.ts";
import type { Programme } from "../../domain/programme.ts";
import type { Session } from "../../domain/session.ts";
import type { Absence, Row } from "../../domain/values/row.ts";
import { type Instant, type Interval, localDate, MINUTE, toIso } from "../../domain/values/time.ts";
import { CHECK_IN_MINUTES, sessionKey, spansOf } from "../../rules/scheduling/spans.ts";
import { agreedTime, timeFor } from "../../rules/sync/baseMark.ts";
import { membersOf, programmeOf, type Snapshot } from "../../state/snapshot.ts";

/** Of a group's members: in a pair, one may have another address since. */
const LEAST_SHARE = 0.5;

/**
 * What a session's missing page must have said, as its event and the group of the event's guests tell: so
 * that it is known again after the database was lost, and nobody is invited to another meeting instead. Members may
 * have come, gone, or got another address since: the group with most of its members among the guests is theirs. Null
 * where none has half of them there, or two have as many, of those that lack a meeting then. Which of a group's meetings it is
 * tells the time agreed on, which the event's mark holds: it may have been moved to another week since. Of one whose event was
 * made odd since, the mark tells the time too.
 */
export function absentSession(
  snapshot: Snapshot,
  event: EventCopy,
  { id, absence }: { id: string; absence: Absence },
  now: Instant,
): Row | null {
  const time = timeFor(event, "sessions", now);
  if (event.isCancelled || time === null) return null;
  const found = meetingAt(snapshot, event, agreedTime(event) ?? time) ?? meetingAt(snapshot, event, time);
  if (found === null) return null;
  return {
    id,
    source: "sessions",
    url: "",
    editedAt: event.updatedAt,
    createdAt: event.updatedAt,
    editedBy: null,
    createdBy: "krug",
    values: {
      title: event.title,
      when: { start: toIso(time.startsAt), end: toIso(time.endsAt) },
      status: "planned",
      kind: found.kind,
      group: [found.group.id],
      programme: [found.programme.id],
      key: found.key,
    },
    absence,
  };
}

/** The groups, as far as they are known, one of which an event without a page may be of: theirs lacks a meeting then. */
export function mayBeMissing(snapshot: Snapshot, event: EventCopy, now: Instant): string[] {
  const time = timeFor(event, "sessions", now);
  const times = [agreedTime(event), time].flatMap(one => one ?? []);
  return times.flatMap(one => meetingsAt(snapshot, event, one).map(({ group }) => group.id));
}

/** The group's meeting that a time stands for; null where it is none that is missing, or one of several groups' alike. */
function meetingAt(
  snapshot: Snapshot,
  event: EventCopy,
  time: Interval,
): { group: Group; programme: Programme; kind: Session["kind"]; key: string } | null {
  const candidates = meetingsAt(snapshot, event, time);
  const [only, other] = candidates.sort((a, b) => b.share - a.share);
  return only === undefined || only.share === other?.share ? null : only;
}

/** The meetings of groups that are missing at a time, and the share of the members that the event invites. */
function meetingsAt(snapshot: Snapshot, event: EventCopy, { startsAt, endsAt }: Interval) {
  const kind: Session["kind"] = endsAt - startsAt <= CHECK_IN_MINUTES * MINUTE ? "check_in" : "session";
  const invited = new Set(event.guests.map(guest => guest.email));
  return [...snapshot.groups.values()].flatMap(group => {
    const programme = programmeOf(snapshot, group);
    const members = membersOf(snapshot, group);
    const share = members.filter(({ email }) => invited.has(email)).length / Math.max(members.length, 1);
    if (programme === null || share < LEAST_SHARE) return [];
    const day = localDate(startsAt, programme.zone);
    return spansOf(programme, group)
      .filter(span => span.kind === kind && span.startsOn <= day && day < span.lastsUntil)
      .map(span => ({ group, programme, kind, share, key: sessionKey(group.id, kind, span.number) }))
      .filter(({ key }) => !snapshot.sessionsByKey.has(key) && !snapshot.discarded.has(key));
  });
}
