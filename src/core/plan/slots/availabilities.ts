import { awayInterval } from "../../domain/person.ts";
import type { SessionKind } from "../../domain/session.ts";
import { keptIn } from "../../domain/values/maps.ts";
import { DAY, type Instant, MINUTE } from "../../domain/values/time.ts";
import type { Availability, BusyTimes, HeldTime } from "../../rules/scheduling/members.ts";
import type { Snapshot } from "../../state/snapshot.ts";
import { sessionsByPerson } from "../pass/roomForGroups.ts";

const LATELY = 21 * DAY;

/** When people's own planned sessions are, by their ids: the calendar may not show the newest of them yet. */
function plannedByPerson(snapshot: Snapshot): Map<string, HeldTime[]> {
  const byPerson = new Map<string, HeldTime[]>();
  for (const { id, status, startsAt, endsAt, groupId } of snapshot.sessions.values()) {
    if (status !== "planned" || startsAt === null || groupId === null) continue;
    for (const personId of new Set(snapshot.groups.get(groupId)?.memberIds))
      keptIn(byPerson, personId, () => []).push({ id, startsAt, endsAt: endsAt ?? startsAt + 30 * MINUTE });
  }
  return byPerson;
}

/** A commitment of a person beyond what their calendar and their planned sessions say. */
export interface Taken {
  personId: string;
  /** With the id of the session whose time it is, where that has a page. */
  interval: HeldTime;
  kind: SessionKind;
}

/**
 * When people can meet, in a fixed order; `taken` is theirs besides. A session that another time is looked for counts where it
 * is until it has one: its request says that it moves. Of sessions that are over, for who came early or late lately, those of the
 * last three weeks are told, and all of groups that go on: what is settled is neither.
 */
export function availabilities(
  { snapshot, now }: { snapshot: Snapshot; now: Instant },
  personIds: readonly string[],
  busy: BusyTimes,
  taken: readonly Taken[],
): Availability[] {
  const sessions = sessionsByPerson(snapshot);
  const planned = plannedByPerson(snapshot);
  const takenBy = Map.groupBy(taken, one => one.personId);
  const goesOn = ({ id = "" }: HeldTime) =>
    snapshot.groups.get(snapshot.sessions.get(id)?.groupId ?? "")?.status !== "ended";
  return [...new Set(personIds)].sort().flatMap(id => {
    const person = snapshot.people.get(id);
    if (person === undefined) return [];
    const read = busy.get(person.email);
    const window = { startsAt: 0, endsAt: 8.64e15 };
    const given = takenBy.get(id) ?? [];
    const own = [...(planned.get(id) ?? []), ...given.map(one => one.interval)];
    const givenSessions = given.filter(one => one.kind === "session").map(one => one.interval);
    return {
      personId: id,
      zone: person.zone,
      hours: person.hours,
      away: awayInterval(person, window),
      busy: read == null ? null : [...read, ...own],
      sessions: [
        ...(sessions.get(id) ?? []).filter(
          one => (one.endsAt > now - LATELY || goesOn(one)) && givenSessions.every(other => other.id !== one.id),
        ),
        ...givenSessions,
      ],
      sessionsAWeek: person.sessionsAWeek,
    };
  });
}
