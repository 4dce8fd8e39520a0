// What it decides: what the coordinators of a programme are told privately, and when: quiet words and groups to approve at once, who left, paused or
//   did not come together with them or once a week.
// Idea: each item has a mark, and a letter keeps the marks of all it told; what no letter has told is told by the next. The
//   letter's key is its first item, so that what comes in while one is in doubt goes into another.
// Source: docs/coming-and-going.md#for-the-coordinators-eyes. Cost: answers and letters of the programme.

import { nameOn } from "../../domain/addresses.ts";
import { addressesOn, isAwayAt, type Person } from "../../domain/person.ts";
import type { Programme } from "../../domain/programme.ts";
import type { Session } from "../../domain/session.ts";
import { markOf } from "../../domain/values/hash.ts";
import { DAY, type Instant, type Interval, localDate, mondayOf } from "../../domain/values/time.ts";
import { lettersOf } from "../../state/letters.ts";
import { answersOf } from "../../state/programmeAnswers.ts";
import { declinedIds, membersOf, namesOf, type Snapshot } from "../../state/snapshot.ts";
import type { CoordinatorLine } from "../../words/letterFacts.ts";
import { undecidedGroups } from "../insights/groupChecks.ts";
import { draftsOf } from "../rounds/roundHistory.ts";
import { pausedByKrug } from "./stillIn.ts";
import type { LetterWish } from "./wish.ts";

/** What is older was told, or is no news any more. */
const NEWS_DAYS = 21;
/** The most items in one letter: Calendar takes 8,192 characters, and a private property 1,024. */
const MOST_ITEMS = 20;

/** Something for the coordinators' eyes. */
interface Item {
  id: string;
  personId: string;
  /** Whom else it is about: none of them is told either. */
  alsoIds?: readonly string[];
  at: Instant;
  /** It does not wait for the week's letter. */
  isUrgent: boolean;
  line: CoordinatorLine;
}

/** A letter to each coordinator of a programme who has not been told everything yet. */
export function coordinatorWishes(snapshot: Snapshot, programme: Programme, now: Instant): LetterWish[] {
  if (programme.status === "draft") return [];
  const named = namedOnly(snapshot, programme, now);
  const isSomebody = programme.coordinatorIds.length > 0;
  const items = isSomebody ? [...itemsOf(snapshot, programme, now), ...named] : named;
  // Where the page names nobody confirmed, all who were confirmed hear that it names another, and nothing else.
  return (isSomebody ? programme.coordinatorIds : snapshot.coordinatorIds)
    .flatMap(id => snapshot.people.get(id) ?? [])
    .flatMap(reader => letterTo(snapshot, { programme, items, now }, reader));
}

/** Unconfirmed coordinators on the programme's page: reported once for each address. */
function namedOnly(snapshot: Snapshot, programme: Programme, now: Instant): Item[] {
  return programme.namedOnlyIds.flatMap(personId => {
    const row = snapshot.rows.get(personId);
    if (row === undefined) return [];
    const { email } = addressesOn(row);
    const line = { what: "named" as const, name: nameOn(row), email };
    return [{ id: `named:${programme.id}/${personId}/${email}`, personId, at: now, isUrgent: true, line }];
  });
}

/** True where something is to be told privately and no coordinator can be invited. */
export function hasNobodyToTell(snapshot: Snapshot, programme: Programme, now: Instant): boolean {
  const readers = programme.coordinatorIds.filter(id => snapshot.people.has(id));
  // What waits for approval stands in the table of groups too.
  const isPrivate = ({ isUrgent, line }: Item) => isUrgent && line.what !== "drafts";
  return readers.length === 0 && itemsOf(snapshot, programme, now).some(isPrivate);
}

function letterTo(
  snapshot: Snapshot,
  { programme, items, now }: { programme: Programme; items: readonly Item[]; now: Instant },
  reader: Person,
): LetterWish[] {
  const key = { kind: "for_coordinator", personId: reader.id, programmeId: programme.id } as const;
  const before = lettersOf(snapshot).filter(
    ({ kind, personId, programmeId }) =>
      kind === key.kind && personId === key.personId && programmeId === key.programmeId,
  );
  const told = new Set(before.flatMap(letter => [letter.cause, ...letter.also]));
  const isAbout = ({ personId, alsoIds = [] }: Item) => personId === reader.id || alsoIds.includes(reader.id);
  const fresh = items.filter(item => !isAbout(item) && !told.has(markOf(item.id))).slice(0, MOST_ITEMS);
  const [first, ...rest] = fresh;
  if (first === undefined) return [];
  const week = (at: Instant) => mondayOf(localDate(at, reader.zone));
  const hadOne = before.some(letter => week(letter.sentAt) === week(now));
  if (hadOne && !fresh.some(item => item.isUrgent)) return [];
  const facts = {
    kind: key.kind,
    name: reader.name,
    programme: programme.name,
    zone: programme.zone,
    lines: fresh.map(item => item.line),
  };
  return [{ ...key, cause: markOf(first.id), also: rest.map(item => markOf(item.id)), programme, facts }];
}

/** Everything there is to tell of the last weeks, eldest first. */
function itemsOf(snapshot: Snapshot, programme: Programme, now: Instant): Item[] {
  return [
    ...wordsOf(snapshot, programme),
    ...notJoining(snapshot, programme),
    ...paused(snapshot, programme),
    ...absences(snapshot, programme, now),
    ...stuck(snapshot, programme, now),
    ...waitingGroups(snapshot, programme, now),
  ]
    .filter(item => item.at > now - NEWS_DAYS * DAY)
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** What people said through the standing form: quiet words, and that they leave. */
function wordsOf(snapshot: Snapshot, programme: Programme): Item[] {
  const { standing, standingEver } = answersOf(snapshot, programme);
  const items = (answers: typeof standing, kind: "word" | "left") =>
    answers.flatMap(({ responseId, submittedAt: at, personId, word: text }): Item[] => {
      const name = snapshot.people.get(personId)?.name;
      if (name === undefined) return [];
      const line = kind === "word" ? { what: kind, name, text } : { what: kind, name };
      return [{ id: `${kind}:${responseId}/${at}`, personId, at, isUrgent: kind === "word", line }];
    });
  return [
    ...items(
      standingEver.filter(({ word }) => word !== ""),
      "word",
    ),
    ...items(
      standing.filter(one => one.standing === "leave"),
      "left",
    ),
  ];
}

function notJoining(snapshot: Snapshot, programme: Programme): Item[] {
  return lettersOf(snapshot).flatMap(letter => {
    const { kind, programmeId, personId, eventId, reply, changedAt } = letter;
    const name = snapshot.people.get(personId)?.name;
    if (!kind.startsWith("kick_off") || programmeId !== programme.id || reply !== "declined" || name === undefined)
      return [];
    const line = { what: "not_joining" as const, name };
    return [{ id: `not_joining:${eventId}`, personId, at: changedAt, isUrgent: false, line }];
  });
}

function paused(snapshot: Snapshot, programme: Programme): Item[] {
  return [...pausedByKrug(snapshot).values()]
    .filter(({ letter }) => letter.programmeId === programme.id)
    .map(({ letter, person, since }) => ({
      id: `paused:${letter.eventId}`,
      personId: person.id,
      at: since,
      isUrgent: false,
      line: { what: "paused" as const, name: person.name },
    }));
}

/** Groups that do not meet, where asking their people has settled nothing: not whose answer or silence it was. */
function stuck(snapshot: Snapshot, programme: Programme, now: Instant): Item[] {
  return undecidedGroups(snapshot, programme, now).map(({ id, memberIds }) => {
    const [name = "", ...others] = namesOf(snapshot, memberIds);
    const line = { what: "stuck" as const, name, others };
    return { id: `stuck:${id}`, personId: memberIds[0] ?? "", alsoIds: memberIds, at: now, isUrgent: false, line };
  });
}

/** Groups of a round that nobody is invited to before a coordinator has approved them: told at once, once a round. */
function waitingGroups(snapshot: Snapshot, programme: Programme, now: Instant): Item[] {
  if (programme.status !== "active") return [];
  return [...Map.groupBy(draftsOf(snapshot, programme, now), ({ round }) => round)].map(
    ([round, { length: count }]) => ({
      id: `drafts:${programme.id}/${round ?? "by hand"}`,
      // About nobody in particular.
      personId: "",
      at: now,
      isUrgent: true,
      line: { what: "drafts" as const, count, url: programme.url },
    }),
  );
}

function absences(snapshot: Snapshot, programme: Programme, now: Instant): Item[] {
  return noShows(snapshot, programme, now).map(({ session, person }) => ({
    id: `no_show:${session.id}/${person.id}`,
    personId: person.id,
    at: session.endsAt,
    isUrgent: false,
    line: { what: "no_show" as const, name: person.name, startsAt: session.startsAt, endsAt: session.endsAt },
  }));
}

/** People enter who came in their own time: nobody is named before. */
const ENTERED_AFTER = 2 * DAY;

/**
 * People expected at a session but not among those entered as having come, two days after it. People who declined, or
 * were away, was not expected; a session where no member was entered says nothing of anybody.
 */
function noShows(
  snapshot: Snapshot,
  programme: Programme,
  now: Instant,
): { session: Session & Interval; person: Person }[] {
  return [...snapshot.sessions.values()].flatMap(session => {
    const { startsAt, endsAt, cameIds, kind, status } = session;
    const group = snapshot.groups.get(session.groupId ?? "");
    if (group?.programmeId !== programme.id || kind !== "session" || status === "cancelled") return [];
    if (startsAt === null || endsAt === null || endsAt + ENTERED_AFTER > now) return [];
    if (!group.memberIds.some(id => cameIds.includes(id))) return [];
    const declined = declinedIds(snapshot, session);
    return membersOf(snapshot, group)
      .filter(({ id }) => !cameIds.includes(id) && !declined.includes(id))
      .filter(person => !isAwayAt(person, startsAt))
      .map(person => ({ session: { ...session, startsAt, endsAt }, person }));
  });
}
