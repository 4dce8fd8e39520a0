import type { EventCopy } from "../../domain/event.ts";
import type { Session } from "../../domain/session.ts";
import type { Absence, Row } from "../../domain/values/row.ts";
import { type Instant, localDate, MINUTE, toIso } from "../../domain/values/time.ts";
import { CHECK_IN_MINUTES, sessionKey, spansOf } from "../../rules/scheduling/spans.ts";
import { timeFor } from "../../rules/sync/baseMark.ts";
import { membersOf, programmeOf, type Snapshot } from "../../state/snapshot.ts";

/** Of a group's members: in a pair, one may have another address since. */
const LEAST_SHARE = 0.5;

/**
 * What a session's missing page must have said, as its event and the group of the event's guests tell: so
 * that it is known again after the database was lost, and nobody is invited to another meeting instead. Members may
 * have come, gone, or got another address since: the group with most of its members among the guests is theirs. Null
 * where none has half of them there, or two have as many, of those that lack a meeting then. Of one whose event was
 * made odd since, the event's mark tells the time.
 */
export function absentSession(
  snapshot: Snapshot,
  event: EventCopy,
  { id, absence }: { id: string; absence: Absence },
  now: Instant,
): Row | null {
  const time = timeFor(event, "sessions", now);
  if (event.isCancelled || time === null) return null;
  const { startsAt, endsAt } = time;
  const kind: Session["kind"] = endsAt - startsAt <= CHECK_IN_MINUTES * MINUTE ? "check_in" : "session";
  const invited = new Set(event.guests.map(guest => guest.email));
  const candidates = [...snapshot.groups.values()].flatMap(group => {
    const programme = programmeOf(snapshot, group);
    const members = membersOf(snapshot, group);
    const share = members.filter(({ email }) => invited.has(email)).length / Math.max(members.length, 1);
    if (programme === null || share < LEAST_SHARE) return [];
    const day = localDate(startsAt, programme.zone);
    return spansOf(programme, group)
      .filter(span => span.kind === kind && span.startsOn <= day && day < span.lastsUntil)
      .map(span => ({ group, programme, share, key: sessionKey(group.id, kind, span.number) }))
      .filter(({ key }) => !snapshot.sessionsByKey.has(key) && !snapshot.discarded.has(key));
  });
  const [only, other] = candidates.sort((a, b) => b.share - a.share);
  if (only === undefined || only.share === other?.share) return null;
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
      when: { start: toIso(startsAt), end: toIso(endsAt) },
      status: "planned",
      kind,
      group: [only.group.id],
      programme: [only.programme.id],
      key: only.key,
    },
    absence,
  };
}
