// What it answers: how many more groups of a round people's weeks hold, over all their programmes.
// Idea: what is planned stands in its week; what a group will still plan takes the first week of its stretch that has room. A round
//   fits where each of its stretches to come has a week with room. The round's own groups are left out, so that forming it gives the
//   same answer again when a part of it stands already.
// Source: docs/how-matching-decides.md#who-takes-part. Cost: for who said how many sessions a week they take, the
//   stretches of their groups.

import type { Command } from "../../domain/command.ts";
import { parseGroup } from "../../domain/group.ts";
import type { Person } from "../../domain/person.ts";
import type { Programme, Round } from "../../domain/programme.ts";
import { keptIn } from "../../domain/values/maps.ts";
import {
  addDays,
  atLocal,
  type Instant,
  type LocalDate,
  localDate,
  MINUTE,
  mondayOf,
} from "../../domain/values/time.ts";
import { worksWithin } from "../../rules/scheduling/attending.ts";
import type { HeldTime } from "../../rules/scheduling/members.ts";
import { type Span, sessionKey, spansOf } from "../../rules/scheduling/spans.ts";
import { WeeklyRoom } from "../../rules/scheduling/weeklyRoom.ts";
import { apply } from "../../state/apply.ts";
import { indexed, NOTHING_HELD } from "../../state/mirror.ts";
import { eventOfPage, invitedTo, programmeOf, type Snapshot } from "../../state/snapshot.ts";

/** A session a person has or will have, in one of some weeks, and the programme's round it belongs to. */
interface Commitment {
  owner: string;
  /** Mondays; one where the session is planned. */
  weeks: readonly LocalDate[];
}

export class WeekRooms {
  readonly #snapshot: Snapshot;
  readonly #now: Instant;
  readonly #known = new Map<string, Commitment[]>();

  constructor(snapshot: Snapshot, now: Instant) {
    this.#snapshot = snapshot;
    this.#now = now;
  }

  /** How many groups of the round a person can be in besides all they have elsewhere; infinite without a limit. */
  roomFor(person: Person, programme: Programme, round: Round): number {
    const { sessionsAWeek } = person;
    if (sessionsAWeek === null) return Number.POSITIVE_INFINITY;
    const owner = ownerOf(programme.id, round.number);
    const others = this.#commitmentsOf(person).filter(commitment => commitment.owner !== owner);
    const fixed = others.flatMap(({ weeks }) => (weeks.length === 1 ? [...weeks] : []));
    const room = new WeeklyRoom(sessionsAWeek, fixed);
    for (const { weeks } of others) if (weeks.length > 1) room.add(weeks.find(week => room.hasRoom(week)) ?? weeks[0]!);
    const stretches = this.#stretchesOf(person, programme, round);
    if (stretches.length === 0) return sessionsAWeek > 0 ? Number.POSITIVE_INFINITY : 0;
    for (let groups = 0; ; groups += 1)
      for (const weeks of stretches) {
        const week = weeks.find(week => room.hasRoom(week));
        if (week === undefined) return groups;
        room.add(week);
      }
  }

  /** Notes who is in groups that are formed or changed by some commands, for the programmes that come after. */
  note(commands: readonly Command[], programme: Programme): void {
    const { rows, groups, people } = this.#snapshot;
    const after = indexed(NOTHING_HELD);
    for (const [id, row] of rows) if (row.source === "groups") after.rows.set(id, row);
    const standing = new Map(after.rows);
    for (const command of commands) apply(after, command, this.#now);
    for (const [groupId, row] of after.rows) {
      const group = row === standing.get(groupId) || row.source !== "groups" ? null : parseGroup(row).value;
      if (group === null || group.round === null) continue;
      const before = (standing.has(groupId) ? groups.get(groupId)?.memberIds : undefined) ?? [];
      const spans = spansToCome(spansOf(programme, group), localDate(this.#now, programme.zone));
      for (const id of group.memberIds) {
        const person = people.get(id);
        if (person === undefined || person.sessionsAWeek === null || before.includes(id)) continue;
        this.#commitmentsOf(person).push(
          ...this.#weeksOf(person, programme, spans, ownerOf(programme.id, group.round)),
        );
      }
    }
  }

  #commitmentsOf(person: Person): Commitment[] {
    const room = this.#known.get(person.id) ?? this.#read(person);
    this.#known.set(person.id, room);
    return room;
  }

  #read(person: Person): Commitment[] {
    const { groups, sessions, sessionsByKey, discarded } = this.#snapshot;
    const planned = (sessionsByPerson(this.#snapshot).get(person.id) ?? []).map(({ id, startsAt }) => {
      const group = groups.get(sessions.get(id ?? "")?.groupId ?? "");
      const owner = ownerOf(group?.programmeId ?? "", group?.round ?? null);
      return { owner, weeks: [mondayOf(localDate(startsAt, person.zone))] };
    });
    const awaited = [...groups.values()].flatMap(group => {
      const programme = programmeOf(this.#snapshot, group);
      if (group.status === "ended" || group.round === null || programme === null) return [];
      if (!group.memberIds.includes(person.id)) return [];
      const today = localDate(this.#now, programme.zone);
      const open = spansOf(programme, group).filter(({ kind, number, lastsUntil }) => {
        const key = sessionKey(group.id, kind, number);
        return kind === "session" && lastsUntil > today && !sessionsByKey.has(key) && !discarded.has(key);
      });
      return this.#weeksOf(person, programme, open, ownerOf(programme.id, group.round));
    });
    return [...planned, ...awaited];
  }

  #stretchesOf(person: Person, programme: Programme, round: Round): (readonly LocalDate[])[] {
    const spans = spansToCome(spansOf(programme, { round: round.number }), localDate(this.#now, programme.zone));
    return this.#weeksOf(person, programme, spans, "").map(({ weeks }) => weeks);
  }

  /** The weeks of each stretch in which the person works and is there; stretches without one are left out. */
  #weeksOf(person: Person, { zone }: Programme, spans: readonly Span[], owner: string): Commitment[] {
    return spans.flatMap(({ startsOn, lastsUntil }) => {
      const weeks: LocalDate[] = [];
      for (let monday = mondayOf(startsOn); monday < lastsUntil; monday = addDays(monday, 7)) {
        const [from, until] = [later(monday, startsOn), earlier(addDays(monday, 7), lastsUntil)];
        if (worksWithin(person, { startsAt: atLocal(from, 0, zone), endsAt: atLocal(until, 0, zone) }))
          weeks.push(monday);
      }
      return weeks.length === 0 ? [] : [{ owner, weeks }];
    });
  }
}

function ownerOf(programmeId: string, round: number | null): string {
  return `${programmeId}/${round}`;
}

/** The stretches for sessions that begin after today; where none does, the one under way. */
function spansToCome(spans: readonly Span[], today: LocalDate): Span[] {
  const sessions = spans.filter(({ kind, lastsUntil }) => kind === "session" && lastsUntil > today);
  const ahead = sessions.filter(({ startsOn }) => startsOn > today);
  return ahead.length > 0 ? ahead : sessions;
}

function earlier(a: LocalDate, b: LocalDate): LocalDate {
  return a < b ? a : b;
}

function later(a: LocalDate, b: LocalDate): LocalDate {
  return a > b ? a : b;
}

/**
 * The sessions of each person that took place or are to, check-ins left out. Of those whose invitation is out only the ones
 * they have it to.
 */
export function sessionsByPerson(snapshot: Snapshot): ReadonlyMap<string, readonly HeldTime[]> {
  return keptIn(sessionsKnown, snapshot, () => readSessions(snapshot));
}

/** Worked out once for a snapshot. */
const sessionsKnown = new WeakMap<Snapshot, ReadonlyMap<string, readonly HeldTime[]>>();

function readSessions(snapshot: Snapshot): Map<string, HeldTime[]> {
  const byPerson = new Map<string, HeldTime[]>();
  for (const { id, kind, status, startsAt, endsAt, groupId } of snapshot.sessions.values()) {
    if (kind !== "session" || status === "cancelled" || status === "no_slot") continue;
    if (startsAt === null || groupId === null) continue;
    const event = eventOfPage(snapshot, id);
    const invited = event === undefined || event.isCancelled ? null : invitedTo(snapshot, id);
    for (const personId of snapshot.groups.get(groupId)?.memberIds ?? []) {
      if (invited !== null && !addressesOf(snapshot, personId).some(email => invited.has(email))) continue;
      keptIn(byPerson, personId, () => []).push({ id, startsAt, endsAt: endsAt ?? startsAt + 30 * MINUTE });
    }
  }
  return byPerson;
}

function addressesOf(snapshot: Snapshot, personId: string): string[] {
  const person = snapshot.people.get(personId);
  return person === undefined ? [] : [person.email, ...person.otherEmails];
}
